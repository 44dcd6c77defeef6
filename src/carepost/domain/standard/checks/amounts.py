"""Amounts: how they are written, and pay brought to the unit of a floor."""

from __future__ import annotations

from decimal import ROUND_UP, Decimal

from carepost.domain.standard.case import Case
from carepost.domain.standard.worktime import Range, Worktime

FEN = Decimal("0.01")
WEEKS_PER_MONTH = Decimal(52) / 12


def plain(number: Decimal) -> str:
    """A number with at most two decimals and without trailing zeros: 2300, 21.9."""
    return f"{number.quantize(FEN).normalize():f}"


def span(low: Decimal | None, high: Decimal | None) -> str:
    """A range as "4–8", one number where both ends are equal or one is unknown."""
    known = [plain(n) for n in (low, high) if n is not None]
    return "–".join(dict.fromkeys(known))


def up(number: Decimal) -> Decimal:
    """Rounded up to the fen: an amount at which a floor is met, never just missed."""
    return number.quantize(FEN, rounding=ROUND_UP)


def per_hour(case: Case) -> tuple[Decimal | None, tuple[str, ...]]:
    """How much of an hour's pay one yuan of the stated unit is, and the fields that would tell where they lack."""
    per = case.post.pay.per
    return hour_share(per, case.worktime), _TELLS_HOUR.get(per, ("pay.per",))


def per_month(case: Case) -> tuple[Decimal | None, tuple[str, ...]]:
    """How much of a month's pay one yuan of the stated unit is, and the fields that would tell where they lack."""
    per = case.post.pay.per
    return month_share(per, case.worktime), _TELLS_MONTH.get(per, ("pay.per",))


_TELLS_HOUR: dict[str | None, tuple[str, ...]] = {
    "hour": (),
    "day": ("hours.a_day_max",),
    "month": ("hours.a_week",),
}
_TELLS_MONTH: dict[str | None, tuple[str, ...]] = {
    "month": (),
    "hour": ("hours.a_week",),
    "day": ("hours.days_a_week",),
}


def hour_share(per: str | None, time: Worktime) -> Decimal | None:
    """How much of an hour's pay one yuan per hour, day or month is; None where the hours do not tell."""
    if per == "hour":
        return Decimal(1)
    if per == "day":
        return _share(Decimal(1), time.a_day)
    return _share(1 / WEEKS_PER_MONTH, time.a_week) if per == "month" else None


def month_share(per: str | None, time: Worktime) -> Decimal | None:
    """How much of a month's pay one yuan per hour, day or month is; None where the hours do not tell."""
    if per == "month":
        return Decimal(1)
    if per == "hour":
        return _times(time.a_week)
    return _times(time.days) if per == "day" else None


def _share(amount: Decimal, hours: Range) -> Decimal | None:
    """The least that an hour gets when an amount pays for so many hours."""
    return amount / hours.high if hours.high else None


def _times(units: Range) -> Decimal | None:
    """The least that a month brings when so many units a week are paid."""
    return units.low * WEEKS_PER_MONTH if units.low else None
