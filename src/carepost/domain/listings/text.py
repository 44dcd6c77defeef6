"""An advert's text as the grammar reads it: folded to one spelling, with the way back to the original."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

# One-to-one, so that positions survive. Full-width comma and stop stay: they part clauses, "4,500" does not.
_KEPT = frozenset("，。；！？、")
_DASHES = dict.fromkeys("‐‑‒–—―−－~～〜∼﹣", "-")
_TRADITIONAL = dict(
    zip(
        "時點個兩萬雙週間聘薪資獎勞計達約員崗遠職門務東業帶領從單訂餘幾學離開輪強陪證驗齡歲險禮營輕鐘塊圓給數",
        "时点个两万双周间聘薪资奖劳计达约员岗远职门务东业带领从单订余几学离开轮强陪证验龄岁险礼营轻钟块元给数",
        strict=True,
    )
)
CLAUSE_BREAKS = "，。；;,、!?！？|\n\r\t()（）[]【】"
_CLAUSE = re.compile(f"[^{re.escape(CLAUSE_BREAKS)}]+")


@dataclass(frozen=True, slots=True)
class Span:
    """Where a value was read: the advert's column, character positions there, and the words themselves."""

    field: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of folded text between two breaks; `depth` counts the brackets around it."""

    start: int
    end: int
    text: str
    depth: int


@dataclass(frozen=True, slots=True)
class Folded:
    """One column after folding; `origin[i]` is the position in `raw` of the folded character i."""

    name: str
    raw: str
    text: str
    origin: tuple[int, ...] = field(repr=False)

    def span(self, start: int, end: int) -> Span:
        """The span of the original text behind the folded positions start..end."""
        first = self.origin[start]
        last = self.origin[end - 1] + 1 if end > start else first
        return Span(self.name, first, last, self.raw[first:last])

    def clauses(self) -> Iterator[Clause]:
        """The clauses in order, each with the number of brackets open around it."""
        depth, seen = 0, 0
        for found in _CLAUSE.finditer(self.text):
            for mark in self.text[seen : found.start()]:
                depth = max(0, depth + (mark in "([【") - (mark in ")]】"))
            seen = found.end()
            yield Clause(found.start(), found.end(), found.group(), depth)


def fold(name: str, raw: str) -> Folded:
    """Folds a column to half width, lower case, one dash and simplified grammar words (Unicode NFKC)."""
    letters: list[str] = []
    origin: list[int] = []
    for position, letter in enumerate(raw):
        for folded in _fold_letter(letter):
            letters.append(folded)
            origin.append(position)
    return Folded(name, raw, "".join(letters), (*origin, len(raw)))


def _fold_letter(letter: str) -> str:
    if letter in _KEPT:
        return letter
    if letter in _DASHES:
        return "-"
    folded = unicodedata.normalize("NFKC", letter).lower()
    return "".join(_DASHES.get(c, _TRADITIONAL.get(c, c)) for c in folded)
