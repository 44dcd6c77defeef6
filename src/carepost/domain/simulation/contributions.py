"""The employer's social insurance over a whole column of wages: the table of contributions of `pay`, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from carepost.domain.facts import Text
from carepost.domain.rules import Mode, ParameterStore, Payer, PayLine, pay
from carepost.domain.simulation.refused import SimulationError

if TYPE_CHECKING:
    from numpy.typing import NDArray

PPM = 1_000_000
_LOWEST, _HIGHEST = Decimal("0.01"), Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Line:
    """One insurance: the wage between two ends (fen), times a rate (parts per million), plus a fixed sum (fen)."""

    insurance: str
    floor: int
    ceiling: int
    rate: int
    fixed: int


def employer_lines(store: ParameterStore, *, place: str, month: date) -> tuple[Line, ...]:
    """What an employer pays for a full-time worker in a month, without the housing fund.

    Read from `pay` at a wage below every floor and one above every ceiling. Raises SimulationError where a line is not
    known in the month.
    """
    low, high = (
        pay(store, place=place, month=month, mode=Mode.FULL_TIME, gross=wage).lines for wage in (_LOWEST, _HIGHEST)
    )
    pairs = zip(_of_employer(low), _of_employer(high), strict=True)
    return tuple(_line(a, b, place, month) for a, b in pairs)


def _of_employer(lines: tuple[PayLine, ...]) -> list[PayLine]:
    return [line for line in lines if line.payer is Payer.EMPLOYER and not line.fund]


def _line(low: PayLine, high: PayLine, place: str, month: date) -> Line:
    if low.base_fen is None or high.base_fen is None or low.rate is None or low.amount_fen is None:
        name, when = low.insurance, f"{month:%Y-%m}"
        problem = Text(
            f"{place} 的{name}费率在 {when} 未知，请换一个月份或先补充参数包",
            f"the rate of {name} in {place} is not known in {when}: take another month or add it to the packs",
        )
        raise SimulationError("--at", None, None, problem)
    rate = int(low.rate * PPM)
    fixed = low.amount_fen - (low.base_fen * rate + PPM // 2) // PPM
    return Line(low.insurance, low.base_fen, high.base_fen, rate, fixed)


def lines_by_month(
    store: ParameterStore, *, place: str, months: Sequence[date]
) -> tuple[list[tuple[Line, ...]], dict[date, date]]:
    """The lines of each month, and which months take those of another: the nearest one whose rates are all known.

    Raises SimulationError where no month is known.
    """
    known: dict[date, tuple[Line, ...]] = {}
    fault: SimulationError | None = None
    for month in months:
        try:
            known[month] = employer_lines(store, place=place, month=month)
        except SimulationError as unknown:
            fault = fault or unknown
    if fault is not None and not known:
        raise fault
    nearest = {month: _nearest(known, month) for month in months}
    borrowed = {month: other for month, other in nearest.items() if month != other}
    return [known[other] for other in nearest.values()], borrowed


def _nearest(known: Iterable[date], month: date) -> date:
    return min(known, key=lambda other: abs((other - month).days))


def employer_contributions(lines: tuple[Line, ...], wages: NDArray[Any]) -> NDArray[np.int64]:
    """The sum of all lines for each wage in fen; every line half up to the fen, as `pay` says it."""
    total = np.zeros(len(wages), np.int64)
    for line in lines:
        base = np.clip(wages.astype(np.int64), line.floor, line.ceiling)
        total += (base * line.rate + PPM // 2) // PPM + line.fixed
    return total
