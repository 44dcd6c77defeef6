"""Minutes of travel from a distance: an estimate of this product's own, with its assumptions as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from carepost.domain.facts import Text
from carepost.domain.travel.point import TravelError

ROUNDING_MINUTES = 1e-6
"""km_within(m) must come back as m, not as m + 1 for a last binary digit."""


class Way(StrEnum):
    """How a carer travels: on foot, by bicycle or electric bicycle, by bus, by car."""

    WALK = "walk"
    BIKE = "bike"
    BUS = "bus"
    CAR = "car"

    @property
    def label(self) -> Text:
        """Its name."""
        return _LABELS[self]


_LABELS = {
    Way.WALK: Text("步行", "On foot"),
    Way.BIKE: Text("自行车或电动车", "Bicycle or e-bike"),
    Way.BUS: Text("公交", "Bus"),
    Way.CAR: Text("开车", "Car"),
}


@dataclass(frozen=True, slots=True)
class Assumption:
    """What is assumed of a way: the road's length over the straight line, km an hour on it, minutes at its ends."""

    detour: float
    km_per_hour: float
    access_minutes: int


ASSUMPTIONS: Mapping[Way, Assumption] = {
    Way.WALK: Assumption(1.3, 4.5, 0),
    Way.BIKE: Assumption(1.3, 13, 3),
    Way.BUS: Assumption(1.4, 15, 12),
    Way.CAR: Assumption(1.4, 25, 8),
}
"""The product's own estimate (自行估算), no survey stands behind it: round figures for a town, where the ends are
unlocking and parking, for the bus the way to the stop and the wait. To be replaced where a bureau has better."""


def minutes_of(km: float, way: Way) -> int:
    """Minutes for a distance in km as the crow flies, rounded up; more km never take less.

    Where walking the whole way is quicker (a bus for 300 m), it is walked. Raises TravelError below 0 km.
    """
    if not km >= 0:
        raise TravelError("km", Text("距离不能为负", "a distance is not negative"))
    return ceil(min(_minutes(km, ASSUMPTIONS[taken]) for taken in {way, Way.WALK}) - ROUNDING_MINUTES)


def km_within(minutes: int, way: Way) -> float:
    """The farthest distance in km as the crow flies that takes no more minutes: the inverse of minutes_of.

    Raises TravelError below 0 minutes.
    """
    if minutes < 0:
        raise TravelError("minutes", Text("分钟数不能为负", "minutes are not negative"))
    return max(_km(minutes, ASSUMPTIONS[taken]) for taken in {way, Way.WALK})


def describe_way(way: Way) -> Text:
    """One sentence for a page: that the minutes are an estimate, and from what."""
    assumed = ASSUMPTIONS[way]
    said = Text(
        "{way}的路上时间是自行估算：路程按直线距离的 {detour:g} 倍，每小时 {speed:g} 公里{ends}，请以实际为准。",
        "Minutes for this way ({way}) are our own estimate: the road taken as {detour:g} times the straight line, at "
        "{speed:g} km an hour{ends}. Check the real way.",
    )
    ends = Text("，另加 {n} 分钟（停车、步行或等车）", ", and {n} minutes for parking, walking or waiting")
    values = {"way": way.label, "detour": assumed.detour, "speed": assumed.km_per_hour}
    if assumed.access_minutes:
        return said.format(**values, ends=ends.format(n=assumed.access_minutes))
    return Text(said.zh.replace("{ends}", ""), said.en.replace("{ends}", "")).format(**values)


def _minutes(km: float, assumed: Assumption) -> float:
    return assumed.access_minutes + km * assumed.detour / assumed.km_per_hour * 60


def _km(minutes: int, assumed: Assumption) -> float:
    return max(0.0, (minutes - assumed.access_minutes) * assumed.km_per_hour / 60 / assumed.detour)
