"""What a pack's parameters say on the clocks of a case: a value, its corners where it is not stated, or why none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from carepost.domain.facts import Mark, Text
from carepost.domain.rules.calendar import month_end, month_number, number_day, number_month
from carepost.domain.rules.floor import wage_floor
from carepost.domain.rules.kinds import TABLES, Brackets, Kind, envelope, number_of, plain, table_of, words_of
from carepost.domain.rules.pack import Clock, Pack
from carepost.domain.rules.ranges import OptionSet, Range, Schedule, TableRange, Value
from carepost.domain.rules.store import NOT_STATED, Absence, DatedValue, lineage

FLOORS = "minimum_wage."
_CHANGES = Text("该数值在当月之内变动。", "The value changes within the month.")


@dataclass(frozen=True, slots=True)
class Clocks:
    """The three days of a case: the month of work (any day in it), the day of application, the day of the rule.

    Days that are not given are the first day of the month of work. With `known_on`, only notices issued by then count.
    """

    work: date
    application: date | None = None
    rule: date | None = None
    known_on: date | None = None

    def at(self, month: int) -> Clocks:
        """The same case in another month of work."""
        return replace(self, work=number_month(month))

    def span(self, clock: Clock) -> tuple[date, date]:
        """The first and last day on which a parameter of this clock must hold."""
        day = {Clock.APPLICATION: self.application, Clock.RULE: self.rule}.get(clock)
        if clock is not Clock.WORK:
            day = day or self.work.replace(day=1)
            return day, day
        return self.work.replace(day=1), number_day(month_end(month_number(self.work)))


@dataclass(frozen=True, slots=True)
class Reading:
    """A parameter as a rule reads it: the dated values behind it, the value, and each value that it could have."""

    argument: str
    name: str
    kind: Kind
    values: tuple[DatedValue, ...]
    absence: Absence | None
    reason: Text
    value: Value
    corners: tuple[Value, ...] = field(default=())

    @property
    def waived(self) -> bool:
        """The texts hold no such condition: a rule that reads this has nothing to ask."""
        return self.absence is Absence.NONE


def read_parameters(
    pack: Pack, arguments: Iterator[str] | tuple[str, ...], clocks: Clocks, place: str
) -> dict[str, Reading]:
    """Each parameter among the arguments, as it stands on the clocks for a place inside the pack's."""
    return {a: _read(pack, a, clocks, place) for a in arguments if a in pack.parameters}


def _read(pack: Pack, argument: str, clocks: Clocks, place: str) -> Reading:
    name, kind = pack.parameters[argument]
    clock = pack.store.head(name, place=place).clock
    first, last = clocks.span(Clock(clock) if clock else pack.clock)
    if kind is Kind.SCHEDULE:
        return _schedule(pack, argument, name, first, last, clocks, place)
    if name.startswith(FLOORS):
        return _floor(pack, argument, name, first, last, place)
    opening, closing = (pack.store.ask(name, place=place, on=day, known_on=clocks.known_on) for day in (first, last))
    options = pack.asked[argument]
    if opening.value != closing.value or opening.absence != closing.absence:
        values = tuple(v for v in (opening.value, closing.value) if v is not None)
        return _several(argument, name, kind, values, _CHANGES, options, len(values) == 2)
    if opening.value is not None:
        value = _known(kind, opening.value, options)
        return Reading(argument, name, kind, (opening.value,), None, opening.reason, value)
    return _absent(argument, name, kind, opening.nearest, opening.absence, opening.reason, options)


def _known(kind: Kind, dated: DatedValue, options: tuple[str, ...]) -> Value:
    return _parsed(kind, dated.value, options, dated.mark)


def _parsed(kind: Kind, written: object, options: tuple[str, ...], mark: Mark) -> Value:
    if kind is Kind.CHOICES:
        bits = sum(1 << options.index(word) for word in words_of(str(written)))
        return OptionSet(bits, bits, mark=mark)
    if kind in TABLES:
        table = table_of(kind, str(written))
        row = tuple(table[option] for option in options)
        return TableRange(row, row, mark=mark)
    number = number_of(kind, plain(str(written)))
    return Range(number, number, mark=mark)


def _absent(
    argument: str,
    name: str,
    kind: Kind,
    nearest: DatedValue | None,
    absence: Absence | None,
    reason: Text,
    options: tuple[str, ...],
) -> Reading:
    row = nearest if nearest is not None and nearest.value == NOT_STATED and absence is Absence.NOT_STATED else None
    values = (nearest,) if nearest is not None else ()
    corners: tuple[Value, ...] = ()
    if row is not None and row.candidates:
        corners = tuple(_parsed(kind, each, options, row.mark) for each in row.candidates)
    elif row is not None and row.low is not None and row.high is not None:
        corners = tuple(_parsed(kind, each, options, row.mark) for each in (row.low, row.high))
    value = _union(kind, corners, argument) if corners else _anything(kind, options, argument)
    return Reading(argument, name, kind, values, absence, reason, value, corners)


def _several(
    argument: str,
    name: str,
    kind: Kind,
    values: tuple[DatedValue, ...],
    reason: Text,
    options: tuple[str, ...],
    complete: bool,
) -> Reading:
    corners = tuple(_known(kind, value, options) for value in values) if complete else ()
    value = _union(kind, corners, argument) if corners else _anything(kind, options, argument)
    return Reading(argument, name, kind, values, Absence.NOT_STATED, reason, value, corners)


def _union(kind: Kind, corners: tuple[Value, ...], argument: str) -> Value:
    because, mark = frozenset({argument}), corners[0].mark
    if kind is Kind.CHOICES:
        sets = [each for each in corners if isinstance(each, OptionSet)]
        surely, possibly = sets[0].surely, sets[0].possibly
        for each in sets[1:]:
            surely, possibly = surely & each.surely, possibly | each.possibly
        return OptionSet(surely, possibly, because, mark)
    if kind in TABLES:
        tables = [each for each in corners if isinstance(each, TableRange)]
        lows = tuple(min(row) for row in zip(*(t.lows for t in tables), strict=True))
        highs = tuple(max(row) for row in zip(*(t.highs for t in tables), strict=True))
        return TableRange(lows, highs, because, mark)
    ranges = [each for each in corners if isinstance(each, Range)]
    return Range(min(r.low for r in ranges), max(r.high for r in ranges), because, mark)


def _anything(kind: Kind, options: tuple[str, ...], argument: str) -> Value:
    because = frozenset({argument})
    if kind is Kind.SCHEDULE:
        return Schedule(None, because, Mark.N)
    if kind is Kind.CHOICES:
        return OptionSet(0, (1 << len(options)) - 1, because, Mark.N)
    if kind in TABLES:
        low, high = envelope(TABLES[kind])
        return TableRange((low,) * len(options), (high,) * len(options), because, Mark.N)
    if kind is Kind.CONDITION:
        return Range(False, True, because, Mark.N)
    return Range(*envelope(kind), because, Mark.N)


def _floor(pack: Pack, argument: str, name: str, first: date, last: date, place: str) -> Reading:
    """A minimum wage: of the tier of the place, or of each tier that it may lie in."""
    opening, closing = (wage_floor(pack.store, name, place=place, on=day) for day in (first, last))
    if opening.candidates != closing.candidates:
        return _several(argument, name, Kind.FEN, opening.candidates + closing.candidates, _CHANGES, (), True)
    if len(opening.candidates) == 1:
        value = replace(opening.candidates[0], mark=opening.mark)
        return Reading(argument, name, Kind.FEN, (value,), None, opening.reason, _known(Kind.FEN, value, ()))
    return _several(argument, name, Kind.FEN, opening.candidates, opening.reason, (), bool(opening.candidates))


def _schedule(pack: Pack, argument: str, name: str, first: date, last: date, clocks: Clocks, place: str) -> Reading:
    """The brackets of a table with the columns upper, rate and quick_deduction, one row for each key."""
    values: list[DatedValue] = []
    rows = []
    for key in sorted(brackets_of(pack, name, place), key=lambda k: (len(k), k)):
        found = {}
        for column in ("upper", "rate", "quick_deduction"):
            answers = [
                pack.store.ask(f"{name}.{column}", place=place, on=day, key=key, known_on=clocks.known_on)
                for day in (first, last)
            ]
            if answers[0].value is not None and answers[0].value == answers[1].value:
                found[column] = answers[0].value
        if "rate" not in found or "quick_deduction" not in found:
            silent = Text("该税率表在当月没有已知数值。", "This table has no known values in the month.")
            value = _anything(Kind.SCHEDULE, (), argument)
            return Reading(argument, name, Kind.SCHEDULE, (), Absence.NOT_STATED, silent, value)
        values.append(found["rate"])
        rows.append(found)
    brackets = Brackets(
        tuple(_upper(row) for row in rows),
        tuple(int(number_of(Kind.RATE, row["rate"].value)) for row in rows),
        tuple(int(number_of(Kind.FEN, row["quick_deduction"].value)) for row in rows),
    )
    mark = max((v.mark for v in values), key=tuple(Mark).index)
    reason = Text("有效。", "In force.")
    return Reading(argument, name, Kind.SCHEDULE, tuple(values), None, reason, Schedule(brackets, mark=mark))


def _upper(row: Mapping[str, DatedValue]) -> int:
    return int(number_of(Kind.FEN, row["upper"].value)) if "upper" in row else 10**12


def brackets_of(pack: Pack, name: str, place: str) -> tuple[str, ...]:
    """The keys of the rows of a schedule, from the nearest place that states it."""
    for code in lineage(place):
        if keys := pack.store.keys(f"{name}.rate", place=code):
            return keys
    return ()
