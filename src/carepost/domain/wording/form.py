"""Words that declare the form of employment: 钟点工, 小时工 and 兼职 declare part-time, 全职 full-time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

DeclaredForm = Literal["part_time", "full_time"]

_NEGATED = r"(?<!非)(?<!不是)(?<!不招)(?<!不收)(?<!无)"
_FORMS: tuple[tuple[DeclaredForm, re.Pattern[str]], ...] = (
    (
        "part_time",
        re.compile(
            _NEGATED + r"(?:钟点工|小时工|计时工|短时工|(?<!可)(?<!可以)(?<!或)兼职(?!者?勿|者?免))|非全日制|"
            r"part[- ]?time|hourly worker|casual (?:job|worker|work|staff)",
            re.IGNORECASE,
        ),
    ),
    (
        "full_time",
        re.compile(
            r"(?<!非)全日制(?!本科|大专|专科|学历|教育|研究生|院校|普通)|"
            r"(?<!原)全职(?!妈妈|宝妈|爸爸|太太|主妇|带娃)|full[- ]?time",
            re.IGNORECASE,
        ),
    ),
)
# "mostly 钟点工" speaks of a batch, not of the post.
_OF_SOME = re.compile(r"(?:多为|部分|个别|少数|mostly|some)[^，。；,;]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Declaration:
    """The form that words declare: in which of the texts, and from where to where in it."""

    form: DeclaredForm
    text: int
    start: int
    end: int


def declaration(*texts: str) -> Declaration | None:
    """What the first text with such words declares; None when none does, or when it names both forms.

    Never computed from hours or pay: what is declared is what the words call it.
    """
    for number, text in enumerate(texts):
        of_some = [found.span() for found in _OF_SOME.finditer(text)]
        found = [
            Declaration(form, number, *match.span())
            for form, pattern in _FORMS
            for match in pattern.finditer(text)
            if not any(start <= match.start() < end for start, end in of_some)
        ]
        if found:
            return found[0] if len({each.form for each in found}) == 1 else None
    return None


def declared_form(*texts: str) -> DeclaredForm | None:
    """The form alone."""
    found = declaration(*texts)
    return found.form if found else None
