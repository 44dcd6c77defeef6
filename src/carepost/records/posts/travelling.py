"""Where a post is, and the minutes to it: the same answer in Python, for a page, and in SQL, for a list."""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import asin, cos, degrees, radians, sin

from psycopg import sql

from carepost.domain.search import MOST_COMMUTE
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
from carepost.records.places import NEAR_ENOUGH, near_point, points_of_places
from carepost.records.posts.models import Post

# Km. Within less, reading all that is near costs less than reading posts in order until enough of them are.
TIGHT = 8
Box = tuple[float, float, float, float]
_SLACK = 1e-6  # degrees, so that what lies on the edge of the box is not lost to a last digit


def point_of(post: Post) -> Point | None:
    """Where the work is: the post's own pin, else the point of its county or town; None: not stated."""
    if post.latitude is not None and post.longitude is not None:
        return Point(post.latitude, post.longitude)
    return near_point(post.place_id) if post.place_id else None


def minutes_to(post: Post, origin: Point | None, way: Way) -> int | None:
    """Minutes of travel each way, 0 for work at home; None where one of the ends is not stated."""
    if post.at_home:
        return 0
    there = point_of(post)
    return None if origin is None or there is None else minutes_of(km_between(origin, there), way)


@dataclass(frozen=True, slots=True)
class Reachable:
    """What lies within `most` minutes of a point, as SQL over `p`, a post.

    `minutes`: minutes_to, for what lies in the box. `near`: the box, which holds all within reach, for an index.
    `nowhere`: the post states no place that has a point. `apart`: all near and nowhere in pieces that do not
    overlap, each with its minutes and an index of its own. `tight`: the box is small beside a city.
    """

    most: int
    minutes: sql.Composable
    near: sql.Composable
    nowhere: sql.Composable
    apart: tuple[tuple[sql.Composable, sql.Composable], ...] = ()
    tight: bool = False

    def at(self, condition: str, **values: sql.Composable) -> sql.Composable:
        """A condition on {minutes} in the box, false outside it.

        In a CASE, whose outcome the planner takes for even odds: the true share of what is near it knows from `near`,
        and a guess at a formula's value (one in 200) would make it read every post instead of the best few.
        """
        return sql.SQL("CASE WHEN {near} THEN {condition} ELSE false END").format(
            near=self.near, condition=sql.SQL(condition).format(minutes=self.minutes, **values)
        )


def reachable(origin: Point, way: Way, most: int) -> Reachable:
    """The SQL of a search from a point with at most so many minutes of travel; places are measured here, once each."""
    box = _box(origin, km_within(most, way))
    places = _places_near(origin, way, box)
    by_pin, by_place = _minutes_by_pin(origin, way), _minutes_by_place(places)
    minutes = sql.SQL("CASE WHEN p.at_home THEN 0 WHEN p.latitude IS NULL THEN {} ELSE {} END").format(by_place, by_pin)
    boxed, standing = _boxed(box), _standing(places)
    near = sql.SQL("(p.at_home OR {} OR {})").format(boxed, standing)
    elsewhere = sql.SQL("NOT p.at_home AND {}")
    apart = (
        (elsewhere.format(boxed), by_pin),
        (elsewhere.format(standing), by_place),
        (sql.SQL("p.at_home"), sql.SQL("0")),
        (_NOWHERE, sql.SQL("NULL::int")),
    )
    return Reachable(most, minutes, near, _NOWHERE, apart, km_within(most, way) <= TIGHT)


# What was gathered holds its minutes; what states no place has none.
GATHERED = Reachable(MOST_COMMUTE, sql.SQL("p.minutes"), sql.SQL("true"), sql.SQL("p.minutes IS NULL"))


def _places_near(origin: Point, way: Way, box: Box) -> dict[str, int]:
    """Minutes to every county and town in the box: a post without a pin is taken to be at its place's point."""
    south, north, west, east = box
    return {
        code: minutes_of(km_between(origin, point), way)
        for code, point in points_of_places().items()
        if south <= point.latitude <= north and west <= point.longitude <= east
    }


def _box(origin: Point, km: float) -> Box:
    """South, north, west and east of all within so many km; its corners are farther."""
    north = degrees(km / EARTH_KM) + _SLACK
    wide = sin(km / EARTH_KM) / cos(radians(origin.latitude))
    east = degrees(asin(min(1.0, wide))) + _SLACK
    return origin.latitude - north, origin.latitude + north, origin.longitude - east, origin.longitude + east


_NOWHERE = sql.SQL(
    "NOT p.at_home AND p.latitude IS NULL AND NOT EXISTS (SELECT 1 FROM places_place w WHERE w.code = p.place_id"
    " AND w.level IN ({levels}) AND w.latitude IS NOT NULL)"
).format(levels=sql.SQL(", ").join(map(sql.Literal, NEAR_ENOUGH)))


def _minutes_by_pin(origin: Point, way: Way) -> sql.Composable:
    km = sql.SQL(
        "{twice} * asin(least({one}, sqrt(power(sin(radians(p.latitude - {lat0}) / 2), 2) + {cos0}"
        " * cos(radians(p.latitude)) * power(sin(radians(p.longitude - {lon0}) / 2), 2))))"
    ).format(
        twice=_float(2 * EARTH_KM),
        one=_float(1.0),
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
    return sql.SQL("ceil(least({each}) - {rounding})::int").format(
        each=sql.SQL(", ").join(each), rounding=_float(ROUNDING_MINUTES)
    )


def _minutes_by_place(places: dict[str, int]) -> sql.Composable:
    return sql.SQL("({}::jsonb ->> p.place_id)::int").format(sql.Literal(json.dumps(places)))


def _boxed(box: Box) -> sql.Composable:
    """Pinned in the box; its corners may be too far."""
    south, north, west, east = map(_float, box)
    return sql.SQL("p.latitude BETWEEN {} AND {} AND p.longitude BETWEEN {} AND {}").format(south, north, west, east)


def _standing(places: dict[str, int]) -> sql.Composable:
    """Not pinned, and taken to be at the point of a place in the box."""
    codes = sql.Literal("{" + ",".join(sorted(places)) + "}")
    return sql.SQL("p.latitude IS NULL AND p.place_id = ANY ({}::text[])").format(codes)


def _float(value: float) -> sql.Composable:
    return sql.SQL("{}::float8").format(sql.Literal(repr(float(value))))
