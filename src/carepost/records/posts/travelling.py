"""Where a post is, and the minutes to it: the same answer in Python, for a page, and in SQL, for a list."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, degrees, radians, sin

from psycopg import sql

from carepost.domain.travel import (
    ASSUMPTIONS,
    EARTH_KM,
    ROUNDING_MINUTES,
    Point,
    Way,
    km_between,
    km_within,
    minutes_of,
)
from carepost.records.places import Level, Place, get_place
from carepost.records.posts.models import Post

# A county or town is small enough for its own point to stand for an address in it; a city is not.
_SLACK = 1e-6  # degrees, so that what lies on the edge of the box is not lost to a last digit
NEAR_ENOUGH = (Level.COUNTY.value, Level.TOWN.value)


def point_of_place(place: Place | None) -> Point | None:
    """The point of a county or town, where its source states one."""
    if place is None or place.level not in NEAR_ENOUGH or place.latitude is None or place.longitude is None:
        return None
    return Point(place.latitude, place.longitude)


def point_of(post: Post) -> Point | None:
    """Where the work is: the post's own pin, else the point of its county or town; None: not stated."""
    if post.latitude is not None and post.longitude is not None:
        return Point(post.latitude, post.longitude)
    return point_of_place(get_place(post.place_id) if post.place_id else None)


def minutes_to(post: Post, origin: Point | None, way: Way) -> int | None:
    """Minutes of travel each way, 0 for work at home; None where one of the ends is not stated."""
    if post.at_home:
        return 0
    there = point_of(post)
    return None if origin is None or there is None else minutes_of(km_between(origin, there), way)


@dataclass(frozen=True, slots=True)
class Reachable:
    """What lies within so many minutes of a point, as SQL over `p`, a post, and `w`, the place it may stand in for.

    `minutes`: minutes_to as an expression. `near`: a box that holds everything within reach, for an index.
    """

    minutes: sql.Composable
    near: sql.Composable


def reachable(origin: Point, way: Way, most: int) -> Reachable:
    """The SQL of a search from a point with at most so many minutes of travel."""
    return Reachable(_minutes(origin, way), _near(origin, km_within(most, way)))


JOIN_PLACE = sql.SQL(
    " LEFT JOIN places_place w ON w.code = p.place_id AND p.latitude IS NULL AND w.level IN ({levels})"
).format(levels=sql.SQL(", ").join(map(sql.Literal, NEAR_ENOUGH)))
_LATITUDE, _LONGITUDE = sql.SQL("coalesce(p.latitude, w.latitude)"), sql.SQL("coalesce(p.longitude, w.longitude)")


def _minutes(origin: Point, way: Way) -> sql.Composable:
    km = sql.SQL(
        "{twice} * asin(least({one}, sqrt(power(sin(radians({lat} - {lat0}) / 2), 2) + {cos0} * cos(radians({lat}))"
        " * power(sin(radians({lon} - {lon0}) / 2), 2))))"
    ).format(
        twice=_float(2 * EARTH_KM),
        one=_float(1.0),
        lat=_LATITUDE,
        lon=_LONGITUDE,
        lat0=_float(origin.latitude),
        lon0=_float(origin.longitude),
        cos0=_float(cos(radians(origin.latitude))),
    )
    each = [
        sql.SQL("{access} + {km} * {detour} / {speed} * 60").format(
            access=_float(assumed.access_minutes),
            km=km,
            detour=_float(assumed.detour),
            speed=_float(assumed.km_per_hour),
        )
        for assumed in (ASSUMPTIONS[taken] for taken in sorted({way, Way.WALK}))
    ]
    return sql.SQL(
        "CASE WHEN p.at_home THEN 0 WHEN {lat} IS NOT NULL THEN ceil(least({each}) - {rounding})::int END"
    ).format(lat=_LATITUDE, each=sql.SQL(", ").join(each), rounding=_float(ROUNDING_MINUTES))


def _near(origin: Point, km: float) -> sql.Composable:
    """Everything at home, pinned in the box, or standing in a place of the box; the corners may be too far."""
    north = degrees(km / EARTH_KM)
    wide = sin(km / EARTH_KM) / cos(radians(origin.latitude))
    east = degrees(asin(min(1.0, wide)))
    box = (origin.latitude - north, origin.latitude + north, origin.longitude - east, origin.longitude + east)
    south_edge, north_edge, west_edge, east_edge = (
        _float(edge + slack) for edge, slack in zip(box, (-_SLACK, _SLACK, -_SLACK, _SLACK), strict=True)
    )
    return sql.SQL("(p.at_home OR {lat} BETWEEN {south} AND {north} AND {lon} BETWEEN {west} AND {east})").format(
        lat=_LATITUDE, lon=_LONGITUDE, south=south_edge, north=north_edge, west=west_edge, east=east_edge
    )


def _float(value: float) -> sql.Composable:
    return sql.SQL("{}::float8").format(sql.Literal(repr(float(value))))
