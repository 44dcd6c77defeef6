"""How far, and about how many minutes: points, ways of travel, and an estimate that says what it assumes."""

from carepost.domain.travel.minutes import (
    ASSUMPTIONS,
    ROUNDING_MINUTES,
    Assumption,
    Way,
    describe_way,
    km_within,
    minutes_of,
)
from carepost.domain.travel.point import EARTH_KM, Point, TravelError, km_between, parse_point

__all__ = [
    "ASSUMPTIONS",
    "EARTH_KM",
    "ROUNDING_MINUTES",
    "Assumption",
    "Point",
    "TravelError",
    "Way",
    "describe_way",
    "km_between",
    "km_within",
    "minutes_of",
    "parse_point",
]
