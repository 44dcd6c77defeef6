"""What the words of a row say beside figures: kinds of flexibility, weekends, the school run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from carepost.domain.listings import productions as say
from carepost.domain.listings.text import CLAUSE_BREAKS, Folded, Span

_BOUND = re.compile(f"[{re.escape(CLAUSE_BREAKS)}]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A kind that the words name, with the place where they stand."""

    kind: str
    span: Span


_KINDS = (
    ("flexible_start_end", say.FLEXIBLE_START_END),
    ("choose_slot", say.CHOOSE_SLOT),
    ("leave_as_needed", say.LEAVE_AS_NEEDED),
    ("take_home", say.TAKE_HOME),
    ("remote", say.REMOTE),
    ("output_based", say.OUTPUT_BASED),
    ("short_day", say.HALF_DAY),
)
FLEXIBILITY_KINDS = tuple(kind for kind, _ in _KINDS)


def flexibility(columns: Iterable[Folded]) -> tuple[Phrase, ...]:
    """Kinds of flexibility that the columns name, in the order of the conventions; a bare 弹性 names none."""
    found = [p for column in columns for p in _flexible(column)]
    return tuple(sorted(found, key=lambda p: FLEXIBILITY_KINDS.index(p.kind)))


def _flexible(column: Folded) -> Iterator[Phrase]:
    for kind, pattern in _KINDS:
        # Paid by result is a kind of pay; judged by target or assessment is a kind of management.
        if kind == "output_based" and column.name == "pay_text":
            pattern = say.OUTPUT_TARGET
        found = _first(column, pattern)
        if found is not None:
            yield Phrase(kind, found)
    if column.name == "hours_text" and (found := _first(column, say.ADJUSTABLE)) is not None:
        yield Phrase("flexible_start_end", found)


def crafted_at_home(title: Folded, hours: Folded) -> Span | None:
    """Handicraft that the hours column places at home: taken home, not remote."""
    if not say.CRAFT_TITLE.search(title.text):
        return None
    return _first(hours, say.AT_HOME)


def _first(column: Folded, pattern: re.Pattern[str]) -> Span | None:
    for found in pattern.finditer(column.text):
        before = clause_before(column.text, found.start(), 12)
        if say.NEGATED.search(before) or say.OF_SOME.search(clause_before(column.text, found.start(), 30)):
            continue
        if not say.REFUSED_AFTER.match(column.text, found.end()):
            return column.span(*found.span())
    return None


def clause_before(text: str, start: int, reach: int) -> str:
    """Up to `reach` characters of the same clause before a position."""
    return _BOUND.split(text[max(0, start - reach) : start])[-1]


def weekend(columns: Iterable[Folded]) -> tuple[str, Span | None]:
    """`yes` when weekends are off or voluntary, `no` when they are worked, else `unstated`."""
    known = tuple(columns)
    for answer, pattern in (
        ("yes", say.WEEKEND_VOLUNTARY),
        ("no", say.WEEKEND_WORKED),
        ("yes", say.WEEKEND_OFF),
    ):
        for column in known:
            for found in pattern.finditer(column.text):
                after = column.text[found.end() : found.end() + 8]
                if not say.FACILITY.search(found.group() + after):
                    return answer, column.span(*found.span())
    return "unstated", None


def school_run(columns: Iterable[Folded]) -> tuple[str, Span | None]:
    """`yes` when taking or fetching children or the school day is named, `no` when said to be impossible."""
    answer: tuple[str, Span | None] = ("unstated", None)
    for column in columns:
        for found in say.SCHOOL_RUN.finditer(column.text):
            before = clause_before(column.text, found.start(), 20)
            span = column.span(*found.span())
            if say.SCHOOL_HARMLESS.search(before):
                return "yes", span
            if say.SCHOOL_AGAINST.search(before) or say.SCHOOL_AFTER.match(column.text, found.end()):
                return "no", span
            if say.SCHOOL_DUTY.search(before) or say.NEAR_SCHOOL.search(before) or answer[0] == "yes":
                continue
            answer = ("yes", span)
    return answer
