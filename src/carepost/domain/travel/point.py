"""A point on the map of China, and the distance between two."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from carepost.domain.facts import Text

EARTH_KM = 6371.0088
"""Mean radius; source: IUGG, GRS 80."""
_POINT = re.compile(r"(-?\d{1,3}(?:\.\d{1,15})?)\s*,\s*(-?\d{1,3}(?:\.\d{1,15})?)", re.ASCII)


class TravelError(ValueError):
    """A place or a travel time that cannot be: `place` says where, `problem` what to write instead."""

    def __init__(self, place: str, problem: Text) -> None:
        super().__init__(f"{place}: {problem.zh} / {problem.en}")
        self.place = place
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Point:
    """Latitude and longitude in degrees.

    Raises TravelError outside 0..60 and 70..140, which hold China: most often the two stand in the wrong order.
    """

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        if not (0 <= self.latitude <= 60 and 70 <= self.longitude <= 140):
            raise TravelError(
                "point",
                Text(
                    f"{self.latitude:g},{self.longitude:g} 不在中国：请先写纬度（0–60）再写经度（70–140），"
                    "如 22.52,113.38",
                    f"{self.latitude:g},{self.longitude:g} is not in China: write the latitude (0–60) first, then the "
                    "longitude (70–140), as in 22.52,113.38",
                ),
            )


def parse_point(written: str) -> Point | None:
    """The point of "22.52,113.38" (full-width forms too); None for words that are no pair of numbers.

    Raises TravelError for a pair outside China.
    """
    found = _POINT.fullmatch(unicodedata.normalize("NFKC", written).strip())
    return Point(float(found[1]), float(found[2])) if found else None


def km_between(here: Point, there: Point) -> float:
    """Kilometres as the crow flies, by the haversine formula (Sinnott, Sky and Telescope 68(2), 1984)."""
    north, east = radians(there.latitude - here.latitude), radians(there.longitude - here.longitude)
    chord = sin(north / 2) ** 2 + cos(radians(here.latitude)) * cos(radians(there.latitude)) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(chord)))
