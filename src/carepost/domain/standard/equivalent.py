"""The lowest pay of a post brought to an hour and to a month, where its hours allow it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from carepost.domain.standard.checks.amounts import hour_share, month_share
from carepost.domain.standard.post_file import PostFile
from carepost.domain.standard.reading import pattern_of
from carepost.domain.standard.worktime import worktime

_FEN = Decimal(100)


@dataclass(frozen=True, slots=True)
class LowestPay:
    """The lowest stated pay in fen an hour and fen a month; None where pay or hours are not stated."""

    hour_fen: int | None
    month_fen: int | None


def lowest_pay(post: PostFile) -> LowestPay:
    """What an hour and a month bring at least, rounded down to the fen; a month has 52/12 weeks.

    Only the stated lower end counts: "up to 4,000" and a piece rate tell neither. A guaranteed month stands for the
    month of piece work.
    """
    pay = post.pay
    time = worktime(pattern_of(post), post.hours)
    low = pay.low if pay.per in ("hour", "day", "month") else None
    hour, month = hour_share(pay.per, time), month_share(pay.per, time)
    guaranteed = None if pay.guaranteed_month is None else int(pay.guaranteed_month * _FEN)
    in_month = _fen(low, month)
    return LowestPay(_fen(low, hour), guaranteed if in_month is None else in_month)


def hours_a_week(post: PostFile) -> tuple[Decimal | None, Decimal | None]:
    """The least and the most hours of work a week; None where neither the shifts nor the words tell."""
    week = worktime(pattern_of(post), post.hours).a_week
    return week.low, week.high


def _fen(low: Decimal | None, share: Decimal | None) -> int | None:
    if low is None or share is None:
        return None
    # 52/12 has no end: without the first rounding 2,600 yuan would come out as 2,599.99.
    return int(round(low * share * _FEN, 6).to_integral_value(rounding=ROUND_DOWN))
