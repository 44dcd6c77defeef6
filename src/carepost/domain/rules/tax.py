"""Income tax withheld by the payer: cumulative for wages and platform work, per payment for labour services.

Source: 国家税务总局公告2018年第61号, 2025年第16号; every figure is a dated parameter of the national pack.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from weakref import WeakKeyDictionary

from carepost.domain.facts import Mark, Text, weakest
from carepost.domain.rules.store import Answer, DatedValue, ParameterStore

CUMULATIVE = "income_tax.cumulative_withholding"
PER_PAYMENT = "income_tax.labour_service_per_payment"
EXPENSE = "income_tax.labour_service_expense"
PLATFORM_SHARE = "income_tax.platform_expense_share"
DEDUCTION = "income_tax.deduction.amount"
BASIC = "basic"
CHILD = "child under 3 care"
CENT = Decimal("0.01")
# Tables that were read, as long as their store lives: every slip asks for one.
_TABLES: WeakKeyDictionary[ParameterStore, dict[tuple[str, date, date], tuple[Bracket, ...]]] = WeakKeyDictionary()
_MOST_KEPT = 200


@dataclass(frozen=True, slots=True)
class Bracket:
    """One row of a table: the upper end (None is open), rate and quick deduction, in yuan."""

    upper: Decimal | None
    rate: Decimal
    quick: Decimal
    source: DatedValue


@dataclass(frozen=True, slots=True)
class Tax:
    """A tax in fen (None where a value that it needs is not known), the values it rests on, and why it is unknown."""

    fen: int | None
    rests_on: tuple[DatedValue, ...] = ()
    reason: Text | None = None

    @property
    def mark(self) -> Mark:
        """The weakest mark of the values behind it; N where it is unknown."""
        return weakest(*(value.mark for value in self.rests_on)) if self.rests_on else Mark.N


class _Unknown(Exception):
    """A value that is not known in the month."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


def to_fen(yuan: Decimal) -> int:
    """Yuan as fen, half up."""
    return int(yuan.quantize(CENT, ROUND_HALF_UP) * 100)


def brackets(store: ParameterStore, name: str, first: date, last: date) -> tuple[Bracket, ...]:
    """The rows of a tax table that hold for the whole span. () where none is known."""
    kept = _TABLES.setdefault(store, {})
    if (name, first, last) not in kept:
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        kept[name, first, last] = _read_brackets(store, name, first, last)
    return kept[name, first, last]


def _read_brackets(store: ParameterStore, name: str, first: date, last: date) -> tuple[Bracket, ...]:
    rows = []
    keys = store.keys(f"{name}.rate", place="000000")
    for key in sorted(keys, key=int):
        rate, quick = (_held(store, f"{name}.{c}", first, last, key) for c in ("rate", "quick_deduction"))
        if rate is None or quick is None:
            return ()
        upper = _held(store, f"{name}.upper", first, last, key)
        rows.append(Bracket(upper.number if upper else None, rate.number, quick.number, rate))
    return tuple(rows)


def by_brackets(table: Sequence[Bracket], amount: Decimal) -> tuple[Decimal, Bracket]:
    """The tax on an amount (yuan, exact), and the row that gave it; nought for an amount below nought."""
    row = next(row for row in table if row.upper is None or amount <= row.upper)
    return max(Decimal(0), amount * row.rate - row.quick), row


def _held(store: ParameterStore, name: str, first: date, last: date, key: str = "") -> DatedValue | None:
    answers: list[Answer] = [store.ask(name, on=day, key=key) for day in (first, last)]
    return answers[0].value if answers[0].value == answers[1].value else None


def _needed(store: ParameterStore, name: str, first: date, last: date, key: str = "") -> DatedValue:
    value = _held(store, name, first, last, key)
    if value is None:
        said = f"{name}{' ' + key if key else ''}"
        raise _Unknown(
            Text(f"个人所得税参数 {said} 在当月没有已知数值。", f"Income tax: {said} has no known value in this month.")
        )
    return value


def wage_tax(
    store: ParameterStore,
    span: tuple[date, date],
    *,
    income: Decimal,
    contributions: Decimal,
    children_under_3: int = 0,
    months: int = 1,
    withheld: Decimal = Decimal(0),
) -> Tax:
    """The tax withheld in a month from wages, cumulative over `months` with this payer (yuan so far, this month too).

    (income - 5000 x months - contributions - 2000 x children x months) by the brackets, less what was withheld; never
    below nought. The span is the first and last day of the month.
    """
    try:
        basic = _needed(store, DEDUCTION, *span, BASIC)
        deductions = basic.number * months
        rests = [basic]
        if children_under_3:
            child = _needed(store, DEDUCTION, *span, CHILD)
            deductions += child.number * children_under_3 * months
            rests.append(child)
        return _cumulative(store, span, income - contributions - deductions, withheld, rests)
    except _Unknown as unknown:
        return Tax(None, (), unknown.reason)


def platform_tax(
    store: ParameterStore, span: tuple[date, date], *, income: Decimal, months: int = 1, withheld: Decimal = Decimal(0)
) -> Tax:
    """The tax withheld from a platform worker: (income x 80 % - 5000 x months) by the brackets, cumulative."""
    try:
        share = _needed(store, PLATFORM_SHARE, *span)
        basic = _needed(store, DEDUCTION, *span, BASIC)
        taxable = income * (1 - share.number) - basic.number * months
        return _cumulative(store, span, taxable, withheld, [share, basic])
    except _Unknown as unknown:
        return Tax(None, (), unknown.reason)


def _cumulative(
    store: ParameterStore, span: tuple[date, date], taxable: Decimal, withheld: Decimal, rests: list[DatedValue]
) -> Tax:
    table = _table(store, CUMULATIVE, span)
    due, row = by_brackets(table, taxable)
    return Tax(max(0, to_fen(due - withheld)), (*rests, row.source))


def payment_tax(store: ParameterStore, span: tuple[date, date], *, payment: Decimal) -> Tax:
    """The tax withheld from one payment for labour services: less 800 up to 4,000 yuan, else less 20 %; by rows."""
    try:
        fixed, up_to, share = (_needed(store, f"{EXPENSE}.{c}", *span) for c in ("fixed", "up_to", "share"))
        expense = fixed.number if payment <= up_to.number else payment * share.number
        due, row = by_brackets(_table(store, PER_PAYMENT, span), max(Decimal(0), payment - expense))
        return Tax(to_fen(due), (fixed, row.source))
    except _Unknown as unknown:
        return Tax(None, (), unknown.reason)


def _table(store: ParameterStore, name: str, span: tuple[date, date]) -> tuple[Bracket, ...]:
    found = brackets(store, name, *span)
    if not found:
        raise _Unknown(
            Text(f"税率表 {name} 在当月没有已知数值。", f"Tax table {name} has no known values in this month.")
        )
    return found
