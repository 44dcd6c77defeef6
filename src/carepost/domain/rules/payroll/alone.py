"""What a worker without an insuring employer pays for pension and medical cover alone, at the lowest base of a place.

Source: 社会保险法 art. 10, 23 (she may join alone and pays all); 国办发〔2019〕13号 (the base begins at 60 % of the
provincial average wage, which is where the employees' pension base of the place begins too).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from carepost.domain.facts import Mark, weakest
from carepost.domain.rules.payroll.contributions import MEDICAL, PENSION, Row, chosen, contribution_place, rows_of
from carepost.domain.rules.payroll.employed import DEFAULT_MEDICAL, Month
from carepost.domain.rules.payroll.slip import Payer
from carepost.domain.rules.store import DatedValue, ParameterStore
from carepost.domain.rules.tax import to_fen

# The key of the national row that names the usual pension rate where a place states none.
USUAL_PENSION_RATE = "X05"
_INDIVIDUAL = {PENSION: "灵活就业养老|individual", MEDICAL: "灵活就业医疗|individual"}


class AloneRate(StrEnum):
    """How well the rate is known that she pays alone."""

    STATED = "stated"  # by the place
    USUAL = "usual"  # the usual rate, which the place itself does not state
    NOT_STATED = "not_stated"  # from nothing to what employer and worker pay together
    UNKNOWN = "unknown"  # not even that is known


@dataclass(frozen=True, slots=True)
class CoverAlone:
    """One insurance (养老 or 医疗) paid alone for a month, in fen; both ends are None where nothing is known.

    Where the rate is not stated, `low_fen` is nought (she goes without) and `high_fen` what an employer and a worker
    pay together on the lowest base. `rate` is the one that gives `high_fen`; `values` are what it all rests on.
    """

    kind: str
    how: AloneRate
    base_fen: int | None
    rate: Decimal | None
    low_fen: int | None
    high_fen: int | None
    values: tuple[DatedValue, ...]

    @property
    def mark(self) -> Mark:
        """The weakest mark of the values behind it; N where nothing is known."""
        return weakest(*(value.mark for value in self.values)) if self.values else Mark.N


def cover_alone(store: ParameterStore, *, place: str, month: date) -> tuple[CoverAlone, CoverAlone]:
    """Pension and medical insurance that a flexible worker of a place pays alone in a month, on the lowest base."""
    ask = Month.of(store, place, month)
    city = contribution_place(store, place)
    rows = () if city is None else rows_of(store, place, city, *ask.span)
    held = chosen(rows, medical="", default=DEFAULT_MEDICAL.get(city or "", ""), local_hukou=False)
    return _pension(ask, held), _medical(ask, held)


def _held(ask: Month, name: str, key: str) -> DatedValue | None:
    opening, closing = (ask.store.ask(name, place=ask.place, on=day, key=key).value for day in ask.span)
    return opening if opening == closing else None


def _pension(ask: Month, rows: Sequence[Row]) -> CoverAlone:
    key = _INDIVIDUAL[PENSION]
    row = _row(rows, PENSION, Payer.EMPLOYEE)
    floor = (row.values.get("base_floor") if row else None) or _held(ask, "contribution.base_floor", key)
    rate, how = _held(ask, "contribution.rate", key), AloneRate.STATED
    if rate is None:
        rate, how = ask.store.ask("flexible_insurance", on=ask.first, key=USUAL_PENSION_RATE).nearest, AloneRate.USUAL
    if floor is None or rate is None or not isinstance(rate.value, Decimal):
        return CoverAlone(PENSION, AloneRate.UNKNOWN, None, None, None, None, ())
    amount = to_fen(floor.number * rate.number)
    return CoverAlone(PENSION, how, to_fen(floor.number), rate.number, amount, amount, (rate, floor))


def _medical(ask: Month, rows: Sequence[Row]) -> CoverAlone:
    key = _INDIVIDUAL[MEDICAL]
    own, employers = (_row(rows, MEDICAL, payer) for payer in (Payer.EMPLOYEE, Payer.EMPLOYER))
    floor = (own.values.get("base_floor") if own else None) or _held(ask, "contribution.base_floor", key)
    rate = _held(ask, "contribution.rate", key)
    if rate is not None and floor is not None:
        amount = to_fen(floor.number * rate.number)
        return CoverAlone(MEDICAL, AloneRate.STATED, to_fen(floor.number), rate.number, amount, amount, (rate, floor))
    shares = [row.values["rate"] for row in (own, employers) if row is not None and "rate" in row.values]
    if floor is None or len(shares) < 2:
        return CoverAlone(MEDICAL, AloneRate.UNKNOWN, None, None, None, None, ())
    both = sum((share.number for share in shares), Decimal(0))
    fixed = own.number("fixed_amount") if own else None
    most = to_fen(floor.number * both) + to_fen(fixed or Decimal(0))
    return CoverAlone(MEDICAL, AloneRate.NOT_STATED, to_fen(floor.number), both, 0, most, (*shares, floor))


def _row(rows: Sequence[Row], kind: str, payer: Payer) -> Row | None:
    return next((row for row in rows if row.kind == kind and row.payer is payer and row.known), None)
