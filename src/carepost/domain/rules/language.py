"""The words of a rule file. A rule file imports from here so that editors and type checkers understand it; the engine
never runs it: it reads the file's syntax tree and works on that (syntax.py, units.py). Every body here is empty.

Amounts are whole fen, rates are parts per million, months count from year 0, days from 1970-01-01. `&`, `|` and
`~` join conditions; there is no `and`, `or`, `not`, no `/`, no `**`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])


class Condition:
    """Yes, no, or (when something is unknown) possibly."""

    def __and__(self, other: Condition) -> Condition: ...  # type: ignore[empty-body]
    def __or__(self, other: Condition) -> Condition: ...  # type: ignore[empty-body]
    def __invert__(self) -> Condition: ...  # type: ignore[empty-body]


class _Quantity:
    def __lt__(self, other: Self | int) -> Condition: ...  # type: ignore[empty-body]
    def __le__(self, other: Self | int) -> Condition: ...  # type: ignore[empty-body]
    def __gt__(self, other: Self | int) -> Condition: ...  # type: ignore[empty-body]
    def __ge__(self, other: Self | int) -> Condition: ...  # type: ignore[empty-body]
    def __eq__(self, other: object) -> Condition: ...  # type: ignore[override, empty-body]
    def __ne__(self, other: object) -> Condition: ...  # type: ignore[override, empty-body]


class Count(_Quantity):
    """A number of months, years, children, hours."""

    def __add__(self, other: Count | Condition | int) -> Count: ...  # type: ignore[empty-body]
    def __radd__(self, other: int) -> Count: ...  # type: ignore[empty-body]
    def __sub__(self, other: Count | int) -> Count: ...  # type: ignore[empty-body]
    def __rsub__(self, other: int) -> Count: ...  # type: ignore[empty-body]
    def __mul__(self, other: Count | int) -> Count: ...  # type: ignore[empty-body]
    def __floordiv__(self, other: int) -> Count: ...  # type: ignore[empty-body]
    def __mod__(self, other: int) -> Count: ...  # type: ignore[empty-body]


class Fen(_Quantity):
    """An amount of money in whole fen."""

    def __add__(self, other: Fen | int) -> Fen: ...  # type: ignore[empty-body]
    def __sub__(self, other: Fen | int) -> Fen: ...  # type: ignore[empty-body]
    def __mul__(self, other: Count | int) -> Fen: ...  # type: ignore[empty-body]
    def __floordiv__(self, other: int) -> Fen: ...  # type: ignore[empty-body]


class Rate(_Quantity):
    """A share in parts per million."""

    def __add__(self, other: Rate) -> Rate: ...  # type: ignore[empty-body]


class Month(_Quantity):
    """A calendar month: 12 x year + month - 1."""

    def __add__(self, other: Count | int) -> Month: ...  # type: ignore[empty-body]
    @overload
    def __sub__(self, other: Month) -> Count: ...
    @overload
    def __sub__(self, other: Count | int) -> Month: ...
    def __sub__(self, other: Month | Count | int) -> Count | Month: ...  # type: ignore[empty-body]


class Day(_Quantity):
    """A calendar day."""

    def __add__(self, other: Count | int) -> Day: ...  # type: ignore[empty-body]
    @overload
    def __sub__(self, other: Day) -> Count: ...
    @overload
    def __sub__(self, other: Count | int) -> Day: ...
    def __sub__(self, other: Day | Count | int) -> Count | Day: ...  # type: ignore[empty-body]


class Choice:
    """One of the options that the pack names for a fact."""

    def __eq__(self, other: object) -> Condition: ...  # type: ignore[override, empty-body]
    def __ne__(self, other: object) -> Condition: ...  # type: ignore[override, empty-body]


class Choices:
    """A parameter that names several options."""


class Table(Generic[T]):
    """A parameter with one value for each option of a fact."""


FenTable = Table[Fen]
CountTable = Table[Count]
MonthTable = Table[Month]


class Schedule:
    """A parameter of brackets: lower, upper, rate, quick deduction."""


def rule(
    *,
    zh: str,
    en: str,
    article: str = "",
    name: str = "",
    since: str = "",
    until: str = "",
    before: int | None = None,
) -> Callable[[F], F]:
    """Labels a rule. `since` and `until` are days (both included); `prev_<rule>` starts from `before`."""
    raise NotImplementedError


def where(condition: Condition, then: T, otherwise: T | int) -> T: ...  # type: ignore[empty-body]
def minimum(a: T, b: T | int) -> T: ...  # type: ignore[empty-body]
def maximum(a: T, b: T | int) -> T: ...  # type: ignore[empty-body]
def clamp(value: T, low: T | int, high: T | int) -> T: ...  # type: ignore[empty-body]
def share(amount: Fen, rate: Rate) -> Fen: ...  # type: ignore[empty-body]
def progressive(amount: Fen, brackets: Schedule) -> Fen: ...  # type: ignore[empty-body]
def take(table: Table[T], option: Choice) -> T: ...  # type: ignore[empty-body]
def among(option: Choice, options: Choices) -> Condition: ...  # type: ignore[empty-body]
def month_of(day: Day) -> Month: ...  # type: ignore[empty-body]
def month_start(month: Month) -> Day: ...  # type: ignore[empty-body]
def month_end(month: Month) -> Day: ...  # type: ignore[empty-body]
def years_between(birth: Day, on: Day) -> Count: ...  # type: ignore[empty-body]
