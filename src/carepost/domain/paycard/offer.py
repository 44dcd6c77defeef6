"""What is offered: place, form, pay and hours, as far as a post or a person states them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from carepost.domain.facts import Text
from carepost.domain.rules import Mode
from carepost.domain.standard import PostFile, form_of, hours_a_week, lowest_pay, month_pay

# Dispatched workers are employed by the agency, never part-time; contracting is taxed like a service.
MODES = {
    "full_time": Mode.FULL_TIME,
    "part_time": Mode.PART_TIME,
    "labour_service": Mode.LABOUR_SERVICE,
    "contracting": Mode.LABOUR_SERVICE,
    "platform": Mode.PLATFORM,
    "dispatch": Mode.FULL_TIME,
}
_PLATFORM_TOO = ("labour_service", "contracting", "platform")


class Lack(StrEnum):
    """What keeps a card from being reckoned."""

    PLACE = "place"
    PAY = "pay"
    LOWEST = "lowest"
    HOURS = "hours"
    DAYS = "days"
    GUARANTEE = "guarantee"

    @property
    def label(self) -> Text:
        """The thing that lacks, in words."""
        return _LACKS[self]


_LACKS = {
    Lack.PLACE: Text("工作地点（到市）", "the place of work, at least the city"),
    Lack.PAY: Text("报酬的数额", "the amount of the pay"),
    Lack.LOWEST: Text("最低报酬（只写了上限）", "the lowest pay (only the most is stated)"),
    Lack.HOURS: Text("每周工时", "the hours a week"),
    Lack.DAYS: Text("每周工作天数", "the days of work a week"),
    Lack.GUARANTEE: Text("计件的保底工资", "the pay that is guaranteed whatever the output"),
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What a person may add on the calculator; a post is reckoned with the defaults.

    `housing_fund` is a share of each side (None: the usual 5 %), `medical` a scheme of the place.
    """

    housing_fund: Decimal | None = None
    injury_class: int = 1
    medical: str = ""
    children_under_3: int = 0
    over_age: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """Pay in fen a month at its lowest and highest and an hour at its lowest; hours a week at least and at most.

    None is not stated. `form` is the one declared. `platform_too`: whether platform work is worth comparing.
    `paid_by_hour` asks what one more hour brings; `insured` tells that the post promises all social insurances,
    `hours_assumed` that the hours are the most that part-time work may have because none are stated.
    """

    place: str
    form: Mode | None = None
    low_fen: int | None = None
    high_fen: int | None = None
    hour_fen: int | None = None
    week: tuple[Decimal | None, Decimal | None] = (None, None)
    paid_by_hour: bool = False
    platform_too: bool = False
    insured: bool = False
    hours_assumed: bool = False
    lacks: tuple[Lack, ...] = ()
    terms: Terms = Terms()


def offer_of(post: PostFile) -> Offer:
    """The offer of a post; what it lacks is named."""
    pay, lowest, form = post.pay, lowest_pay(post), form_of(post)
    high = month_pay(post).high_fen
    low = lowest.month_fen
    return Offer(
        place=post.place,
        form=MODES[form] if form else None,
        low_fen=low,
        high_fen=high if low is not None and high is not None and high > low else None,
        hour_fen=lowest.hour_fen,
        week=hours_a_week(post),
        paid_by_hour=pay.per == "hour",
        insured=post.insurance.social == "yes",
        platform_too=form in _PLATFORM_TOO or post.work.at_home == "yes",
        lacks=_lacks(post, low),
    )


def _lacks(post: PostFile, low: int | None) -> tuple[Lack, ...]:
    found = [Lack.PLACE] if post.place[2:6] in ("", "0000") and post.place[:2] not in _CITIES else []
    if low is None:
        found.append(_pay_lack(post))
    return tuple(found)


# The municipalities: their province code is a city.
_CITIES = ("11", "12", "31", "50")


def _pay_lack(post: PostFile) -> Lack:
    pay = post.pay
    if pay.per == "piece" or (pay.low is None and pay.piece == "yes"):
        return Lack.GUARANTEE
    if pay.low is None:
        return Lack.PAY if pay.high is None else Lack.LOWEST
    return {"hour": Lack.HOURS, "day": Lack.DAYS}.get(pay.per or "", Lack.PAY)
