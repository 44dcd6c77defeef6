"""Leave around a birth and for a small child, by place: what each parent may take, with low and high where it is open.

National rule: 女职工劳动保护特别规定 art. 7; the provinces add days and give fathers and both parents leave
(人口与计划生育条例 of each). A place is answered by its province; one that no table has is "not stated" beside the
national days, never nought.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from carepost.domain.facts import Mark, Text, weakest
from carepost.domain.rules import Absence, Answer, DatedValue, Doubt, ParameterStore, halves, lineage

COUNTRY = "000000"
NOT_STATED = "not_stated"


class Who(StrEnum):
    """Who may take a leave."""

    MOTHER = "mother"
    FATHER = "father"
    EACH = "each"

    @property
    def label(self) -> Text:
        """In both languages."""
        return _WHO[self]


_WHO = {
    Who.MOTHER: Text("母亲", "the mother"),
    Who.FATHER: Text("父亲", "the father"),
    Who.EACH: Text("父母每人", "each parent"),
}


class DayUnit(StrEnum):
    """How days are counted."""

    CALENDAR = "calendar"
    WORKING = "working"

    @property
    def label(self) -> Text:
        """In both languages."""
        return Text("日历日", "calendar days") if self is DayUnit.CALENDAR else Text("工作日", "working days")


class LeaveKind(StrEnum):
    """What a line states."""

    TOTAL = "total"  # the whole leave
    NATIONAL = "national"  # of it, what national law gives
    EXTENSION = "extension"  # of it, what the province adds
    MORE = "more"  # further days in named cases
    BEFORE_BIRTH = "before_birth"  # of it, what may lie before the birth
    MISCARRIAGE = "miscarriage"


@dataclass(frozen=True, slots=True)
class LeaveLine:
    """One leave: days from `low` to `high` (None where no source gives that end), for whom and in which case.

    `said` are the words of a rule that gives no number. `absence` says why nothing is known of (a part of) it; `doubt`
    what is doubtful; `reasons` tell both in words. `unit` is None where no days are known. `values` are the dated
    values behind the line.
    """

    kind: LeaveKind
    label: Text
    who: Who
    low: int | None
    high: int | None
    unit: DayUnit | None
    yearly: bool
    condition: Text | None
    values: tuple[DatedValue, ...]
    said: Text | None = None
    absence: Absence | None = None
    doubt: Doubt | None = None
    reasons: tuple[Text, ...] = ()

    @property
    def mark(self) -> Mark:
        """The weakest mark of the values behind the line; N where there are none."""
        return weakest(*(value.mark for value in self.values)) if self.values else Mark.N


@dataclass(frozen=True, slots=True)
class Leave:
    """What the parents of a child may take in a place on a day; each part begins with the whole leave."""

    place: str
    on: date
    maternity: tuple[LeaveLine, ...]
    paternity: tuple[LeaveLine, ...]
    parental: tuple[LeaveLine, ...]


def leave_of(store: ParameterStore, *, place: str, on: date) -> Leave:
    """What the packs say of leave in a place (6 or 9 digits) on a day. Raises ValueError for a malformed code."""
    asked = _Asked(store, place, on)
    return Leave(
        place,
        on,
        maternity=tuple(asked.maternity()),
        paternity=tuple(asked.lines("paternity", LeaveKind.TOTAL, Who.FATHER)),
        parental=tuple(asked.lines("parental", LeaveKind.TOTAL, Who.EACH, asked.scope())),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    store: ParameterStore
    place: str
    on: date

    def maternity(self) -> Iterator[LeaveLine]:
        base = self._national_base()
        yield from self._totals(base)
        yield base
        yield from self.lines("maternity_extra", LeaveKind.EXTENSION, Who.MOTHER)
        for name, kind in (
            ("maternity_more", LeaveKind.MORE),
            ("before_birth", LeaveKind.BEFORE_BIRTH),
            ("miscarriage", LeaveKind.MISCARRIAGE),
        ):
            for code in reversed(lineage(self.place)):
                yield from self._lines_at(code, f"leave.{name}", kind, Who.MOTHER, None)

    def _national_base(self) -> LeaveLine:
        name = "leave.maternity_base"
        answer = self.store.ask(name, place=COUNTRY, on=self.on)
        return self._line(answer, COUNTRY, name, "", LeaveKind.NATIONAL, Who.MOTHER, None)

    def _totals(self, base: LeaveLine) -> Iterator[LeaveLine]:
        """The total of the province; where it is not known, the national days as the low end."""
        for line in self.lines("maternity_total", LeaveKind.TOTAL, Who.MOTHER):
            if line.absence is None or line.low is not None:
                yield line
                continue
            told = Text(
                "本地延长天数未知，至少为国家规定的天数。",
                "What is added here is not known; the national days are owed.",
            )
            yield replace(line, low=base.low, unit=base.unit, values=base.values, reasons=(*line.reasons, told))

    def scope(self) -> Text | None:
        """For whom and until which age of the child parental leave is given."""
        value = self.store.ask("leave.parental_scope", place=self.place, on=self.on).value
        return halves(str(value.value)) if value else None

    def lines(self, name: str, kind: LeaveKind, who: Who, condition: Text | None = None) -> Iterator[LeaveLine]:
        """The lines of the nearest place below the country that knows the leave; else one that says "not stated"."""
        full = f"leave.{name}"
        for code in lineage(self.place)[:-1]:
            if self.store.keys(full, place=code):
                yield from self._lines_at(code, full, kind, who, condition)
                return
        silent = self.store.ask(full, place=self.place, on=self.on, key="(none)")
        yield self._line(silent, self._known_place(full), full, "", kind, who, condition)

    def _known_place(self, full: str) -> str:
        """A place whose pack names the parameter, for its label where this place has none."""
        return next(iter(self.store.places(full)), COUNTRY)

    def _lines_at(self, code: str, full: str, kind: LeaveKind, who: Who, condition: Text | None) -> Iterator[LeaveLine]:
        for key in self.store.keys(full, place=code):
            answer = self.store.ask(full, place=code, on=self.on, key=key)
            yield self._line(answer, code, full, key, kind, who, condition)

    def _line(
        self, answer: Answer, code: str, full: str, key: str, kind: LeaveKind, who: Who, condition: Text | None
    ) -> LeaveLine:
        head = self.store.head(full, place=code)
        stated = answer.value or (answer.nearest if answer.nearest and answer.nearest.covers(self.on) else None)
        low, high, said = _days(stated)
        doubt = stated.doubted(self.on) if stated else None
        known = stated is not None and (low is not None or high is not None or said is not None)
        return LeaveLine(
            kind=kind,
            label=head.label or Text(full, full),
            who=who,
            low=low,
            high=high,
            unit=_unit(head.unit) if known else None,
            yearly=head.unit.endswith("/year"),
            condition=head.variant(key) if key else condition,
            values=(stated,) if stated else (),
            said=said,
            absence=None if known else answer.absence,
            doubt=doubt,
            reasons=tuple(_reasons(answer, stated, doubt, known=known, ends=(low, high))),
        )


def _days(value: DatedValue | None) -> tuple[int | None, int | None, Text | None]:
    """Low, high, and the words of a rule without a number."""
    if value is None:
        return None, None, None
    if isinstance(value.value, Decimal):
        return int(value.value), int(value.value), None
    if value.value != NOT_STATED:
        return None, None, halves(value.value)
    if value.candidates:
        numbers = [int(each) for each in value.candidates]
        return min(numbers), max(numbers), None
    return _whole(value.low), _whole(value.high), None


def _unit(written: str) -> DayUnit:
    return DayUnit.WORKING if written.startswith("working") else DayUnit.CALENDAR


def _whole(number: Decimal | None) -> int | None:
    return None if number is None else int(number)


_DOUBTS = {
    Doubt.CONFLICT: Text("各来源不一致。", "The sources disagree."),
    Doubt.UNCONFIRMED: Text("数值未经确认。", "The figure is not confirmed."),
    Doubt.MAY_HAVE_LAPSED: Text("可能已失效。", "It may have lapsed."),
}
_RANGE = Text("来源给出的是范围。", "The source gives a range.")
_AT_LEAST = Text("来源只给出最低天数。", "The source gives the least number only.")


def _reasons(
    answer: Answer, stated: DatedValue | None, doubt: Doubt | None, *, known: bool, ends: tuple[int | None, int | None]
) -> Iterator[Text]:
    low, high = ends
    if not known:
        yield answer.reason
    elif doubt is not None:
        yield _DOUBTS[doubt]
    elif high is None and low is not None:
        yield _AT_LEAST
    elif low != high:
        yield _RANGE
    if stated is not None and stated.note:
        yield halves(stated.note)
