"""Evidence marks, and how they cap what a finding may do."""

from __future__ import annotations

from enum import StrEnum

from carepost.domain.facts.text import Text


class Mark(StrEnum):
    """How a legal value or a fact is known; from strongest to weakest.

    P primary text seen · S secondary · D background article · M from memory, to be verified ·
    N not found in any source (the answer is "not stated", never zero and never a default).
    """

    P = "P"
    S = "S"
    D = "D"
    M = "M"
    N = "N"

    @classmethod
    def parse(cls, written: str) -> Mark:
        """Reads a mark as the data files spell it ("primary text seen", "S", "K", "from memory, unverified").

        A compound such as "primary text seen (条例 art.24); notice secondary" gives its weakest part.
        Raises ValueError for words that name no mark.
        """
        found = [mark for words, mark in _SPELLINGS if words in written.lower()]
        if written.strip().upper() in _LETTERS:
            found.append(_LETTERS[written.strip().upper()])
        if not found:
            raise ValueError(f"{written!r} names no evidence mark (expected one of P S D M K N or its words)")
        return weakest(*found)

    @property
    def label(self) -> Text:
        """What it tells a reader, in both languages."""
        return _LABELS[self]


_LABELS = {
    Mark.P: Text("已核对原文", "primary text seen"),
    Mark.S: Text("二手来源", "second-hand source"),
    Mark.D: Text("背景文章", "background article"),
    Mark.M: Text("凭记忆，待核对", "from memory, to be verified"),
    Mark.N: Text("未找到来源", "no source found"),
}
_SPELLINGS = (
    ("primary text seen", Mark.P),
    ("secondary", Mark.S),
    ("from memory", Mark.M),
    ("unverified", Mark.M),
    ("background", Mark.D),
    ("not found", Mark.N),
)
_LETTERS = {"P": Mark.P, "S": Mark.S, "L": Mark.S, "D": Mark.D, "M": Mark.M, "K": Mark.M, "N": Mark.N}
_ORDER = tuple(Mark)


def weakest(*marks: Mark) -> Mark:
    """The weakest of the marks given (at least one)."""
    return max(marks, key=_ORDER.index)


class Severity(StrEnum):
    """What a finding does: block stops publication, warn asks for a look, info only tells."""

    BLOCK = "block"
    WARN = "warn"
    INFO = "info"


def effective_severity(severity: Severity, *marks: Mark) -> Severity:
    """A finding's severity capped by the weakest mark of rule, value and fact: below P nothing blocks.

    Source: the evidence marks of the project's reference data (P may block, every weaker mark warns).
    """
    if severity is Severity.BLOCK and marks and weakest(*marks) is not Mark.P:
        return Severity.WARN
    return severity
