"""The facts of one person as a pack asks for them: read from plain data, each may be missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from carepost.domain.facts import Mark, Text
from carepost.domain.rules.calendar import month_words, parse_month
from carepost.domain.rules.kinds import BOUNDS, UNBOUNDED, Kind, ValueFault, envelope, number_of
from carepost.domain.rules.pack import Fact, Pack
from carepost.domain.rules.ranges import Options, Range, Value


class FactError(ValueError):
    """A fact that cannot be read: names it and says what was expected, in both languages."""

    def __init__(self, field: str, problem: Text) -> None:
        super().__init__(f"{field}: {problem.en}")
        self.field = field
        self.problem = problem


@dataclass(frozen=True, slots=True)
class FactValue:
    """One fact as given (plain data, kept with a decision) and as rules read it, month by month where it changes."""

    fact: Fact
    given: Any
    value: Value
    mark: Mark = Mark.P
    months: Mapping[int, Value] | None = None
    otherwise: Value | None = None

    def in_month(self, month: int) -> Value:
        """The value in a month of work."""
        if self.months is None:
            return self.value
        return self.months.get(month, self.otherwise or self.value)

    def denied_in(self, month: int) -> bool:
        """Whether this is a condition that surely does not hold in a month of work."""
        value = self.in_month(month)
        return self.fact.kind is Kind.CONDITION and isinstance(value, Range) and value.exact and not value.low


def read_facts(pack: Pack, given: Mapping[str, Any], marks: Mapping[str, Mark] | None = None) -> dict[str, FactValue]:
    """Every fact of the pack: as given, else missing. Amounts are whole fen, months 2026-10, days 2026-10-31.

    A fact of a condition that changes by month may be the list of the months in which it held (in no others); any
    monthly fact may be a mapping of month to value (missing in the others). Raises FactError.
    """
    if strange := sorted(set(given) - set(pack.facts)):
        known = ", ".join(pack.facts)
        raise FactError(strange[0], Text(f"没有这项事实；可用：{known}", f"no such fact; expected some of {known}"))
    return {name: _fact(fact, given.get(name), (marks or {}).get(name, Mark.P)) for name, fact in pack.facts.items()}


def _fact(fact: Fact, given: Any, mark: Mark) -> FactValue:
    missing = _missing(fact)
    if given is None:
        return FactValue(fact, None, missing)
    if fact.monthly and isinstance(given, list | tuple) and fact.kind is Kind.CONDITION:
        held = {_month(fact, each): Range(True, True, mark=mark) for each in given}
        return FactValue(
            fact, [month_words(m) for m in sorted(held)], missing, mark, held, Range(False, False, mark=mark)
        )
    if fact.monthly and isinstance(given, Mapping):
        by_month = {_month(fact, each): _value(fact, value, mark) for each, value in given.items()}
        return FactValue(
            fact, {month_words(_month(fact, k)): _plain(v) for k, v in given.items()}, missing, mark, by_month
        )
    return FactValue(fact, _plain(given), _value(fact, given, mark), mark)


def _plain(given: Any) -> Any:
    return given if isinstance(given, bool | int) else str(given)


def _missing(fact: Fact) -> Value:
    because = frozenset({fact.name})
    if fact.kind is Kind.CHOICE:
        return Options((1 << len(fact.options)) - 1, because)
    if fact.kind is Kind.CONDITION:
        return Range(False, True, because)
    return Range(*envelope(fact.kind), because)


def _month(fact: Fact, written: Any) -> int:
    try:
        return parse_month(str(written)[:7])
    except ValueError:
        raise FactError(
            fact.name,
            Text(f"应为月份，如 2026-10，而非 {written!r}", f"expected a month such as 2026-10, got {written!r}"),
        ) from None


def _value(fact: Fact, given: Any, mark: Mark) -> Value:
    if fact.kind is Kind.CHOICE:
        if given not in fact.options:
            known = ", ".join(fact.options)
            raise FactError(fact.name, Text(f"应为下列之一：{known}", f"expected one of {known}, got {given!r}"))
        return Options(1 << fact.options.index(given), mark=mark)
    number = fact_number(fact, given)
    return Range(number, number, mark=mark)


def fact_number(fact: Fact, given: Any) -> int | bool:
    """A fact as the whole number of its kind. Raises FactError."""
    try:
        if fact.kind is not Kind.FEN:
            return number_of(fact.kind, Decimal(given) if isinstance(given, str) and fact.kind is Kind.RATE else given)
        if not isinstance(given, int) or isinstance(given, bool) or abs(given) > min(BOUNDS[Kind.FEN], UNBOUNDED):
            raise ValueFault(f"expected a whole number of fen up to {UNBOUNDED}, got {given!r}")
    except (ValueFault, ArithmeticError) as fault:
        zh = _EXPECTED.get(fact.kind, "应为该类型的值")
        raise FactError(fact.name, Text(f"{zh}，而非 {given!r}", str(fault))) from None
    return given


_EXPECTED = {
    Kind.FEN: "应为以分为单位的整数",
    Kind.COUNT: "应为整数",
    Kind.MONTH: "应为月份，如 2026-10",
    Kind.DAY: "应为日期，如 2026-10-31",
    Kind.CONDITION: "应为 yes 或 no",
    Kind.RATE: "应为比例，如 0.08",
}
