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
from carepost.domain.travel.origins import Origins
from carepost.domain.travel.point import (
    EARTH_KM,
    ZONE_DEGREES,
    Point,
    TravelError,
    km_between,
    km_on_map,
    meridian_of,
    parse_point,
    project,
)

__all__ = [
    "ASSUMPTIONS",
    "EARTH_KM",
    "ROUNDING_MINUTES",
    "ZONE_DEGREES",
    "Assumption",
    "Origins",
    "Point",
    "TravelError",
    "Way",
    "describe_way",
    "km_between",
    "km_on_map",
    "km_within",
    "meridian_of",
    "minutes_of",
    "parse_point",
    "project",
]
