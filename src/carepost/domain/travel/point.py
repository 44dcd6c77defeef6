"""A point on the map of China, and the distance between two."""

from __future__ import annotations

import re
import struct
import unicodedata
from dataclasses import dataclass
from math import asin, atan2, atanh, cos, radians, sin, sqrt, tan

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


ZONE_DEGREES = 3
"""Width of a zone of the flat maps; source: GB/T 22022, the 3-degree Gauss-Krüger zones (3度带)."""


def meridian_of(point: Point) -> int:
    """The central meridian of the zone that a point lies in, in degrees of longitude."""
    return ZONE_DEGREES * round(point.longitude / ZONE_DEGREES)


def project(point: Point, meridian: float) -> tuple[float, float]:
    """x, y in km on the spherical transverse Mercator map around a meridian in degrees of longitude.

    Distances are true to 0.1 % up to 280 km east or west of it (Snyder, Map Projections: A Working Manual, USGS 1395,
    8). Distances between points of two maps mean nothing.
    """
    north, east = radians(point.latitude), radians(point.longitude - meridian)
    return EARTH_KM * atanh(cos(north) * sin(east)), EARTH_KM * atan2(tan(north), cos(east))


def km_on_map(here: Point, there: Point, *, meridian: int | None = None) -> float:
    """Kilometres on the flat map around a meridian (that of the zone of `here`, unless told).

    What lists, pages and matching all count travel from: to the last bit what matching and PostgreSQL make of it in
    single precision; true to 0.1 % near the zone.
    """
    around = meridian_of(here) if meridian is None else meridian
    (x, y), (u, v) = (map(_single, project(point, around)) for point in (here, there))
    east, north = _single(x - u), _single(y - v)
    return sqrt(_single(_single(east * east) + _single(north * north)))


def _single(value: float) -> float:
    """Rounded to single precision; of two such numbers a sum or product rounded twice is rounded right."""
    rounded: float = struct.unpack("f", struct.pack("f", value))[0]
    return rounded
