"""Words that state a fact of form: what a title or an advert declares the employment to be."""

from __future__ import annotations

import re
from typing import Literal

_NEGATED = r"(?<!非)(?<!不是)(?<!不招)(?<!不收)(?<!无)"
_PART_TIME = re.compile(
    _NEGATED + r"(?:钟点工|小时工|计时工|短时工|(?<!可)(?<!可以)(?<!或)兼职(?!者?勿|者?免))|非全日制|part[- ]time",
    re.IGNORECASE,
)
_FULL_TIME = re.compile(
    r"(?<!非)全日制(?!本科|大专|专科|学历|教育|研究生|院校|普通)|"
    r"(?<!原)全职(?!妈妈|宝妈|爸爸|太太|主妇|带娃)|full[- ]time",
    re.IGNORECASE,
)
# "mostly 钟点工" speaks of a batch, not of the post.
_OF_SOME = re.compile(r"(?:多为|部分|个别|少数|mostly|some)[^，。；,;]*")
WITH_MINORS = re.compile(
    r"育婴|月嫂|母婴|托育|托管|早教|保育|幼教|家教|辅导老师|babysit|nanny|childcare", re.IGNORECASE
)


def declared_form(*texts: str) -> Literal["part_time", "full_time"] | None:
    """The form that the first text with such words declares; None when none does, or when it names both."""
    for text in texts:
        words = _OF_SOME.sub("", text)
        part, full = _PART_TIME.search(words), _FULL_TIME.search(words)
        if part and full:
            return None
        if part or full:
            return "part_time" if part else "full_time"
    return None
