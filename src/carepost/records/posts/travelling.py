"""Where a post is, and the minutes to it: the same answer in Python, for a page, and in SQL, for a list."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, cos, degrees, radians, sin

from psycopg import sql

from carepost.domain.search import MOST_COMMUTE
from carepost.domain.travel import (
    ASSUMPTIONS,
    EARTH_KM,
    ROUNDING_MINUTES,
    Origins,
    Point,
    Way,
    km_within,
    minutes_of,
    project,
)
from carepost.records.places import NEAR_ENOUGH, near_point, points_of_places
from carepost.records.posts.models import Post

# Km. Within less, reading all that is near costs less than reading posts in order until enough of them are.
TIGHT = 8
Box = tuple[float, float, float, float]
# What the flat map draws too short at its edges must not be lost to the edge of the box.
_MARGIN = 1.01


def point_of(post: Post) -> Point | None:
    """Where the work is: the post's own pin, else the point of its county or town; None: not stated."""
    if post.latitude is not None and post.longitude is not None:
        return Point(post.latitude, post.longitude)
    return near_point(post.place_id) if post.place_id else None


def minutes_to(post: Post, origin: Origins | None, way: Way) -> int | None:
    """Minutes of travel each way from the farther end, 0 for work at home; None where either is not stated."""
    if post.at_home:
        return 0
    there = point_of(post)
    return None if origin is None or there is None else minutes_of(origin.km_to(there), way)


@dataclass(frozen=True, slots=True)
class Reachable:
    """What lies within `most` minutes of where she sets out, as SQL over `p`, a post.

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


def reachable(origin: Origins, way: Way, most: int) -> Reachable:
    """The SQL of a search with at most so many minutes of travel; places are measured here, once each.

    Of two ends the farther counts, so what is within reach lies in the boxes of both.
    """
    km = km_within(most, way)
    box = _common([_box(end, km) for end in origin.ends])
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
    return Reachable(most, minutes, near, _NOWHERE, apart, km <= TIGHT or _area(box) <= (2 * TIGHT) ** 2)


# What was gathered holds its minutes; what states no place has none.
GATHERED = Reachable(MOST_COMMUTE, sql.SQL("p.minutes"), sql.SQL("true"), sql.SQL("p.minutes IS NULL"))


def _places_near(origin: Origins, way: Way, box: Box) -> dict[str, int]:
    """Minutes to every county and town in the box: a post without a pin is taken to be at its place's point."""
    south, north, west, east = box
    return {
        code: minutes_of(origin.km_to(point), way)
        for code, point in points_of_places().items()
        if south <= point.latitude <= north and west <= point.longitude <= east
    }


def _box(origin: Point, km: float) -> Box:
    """South, north, west and east of all within so many km; its corners are farther."""
    north = degrees(km * _MARGIN / EARTH_KM)
    wide = sin(km * _MARGIN / EARTH_KM) / cos(radians(origin.latitude))
    east = degrees(asin(min(1.0, wide)))
    return origin.latitude - north, origin.latitude + north, origin.longitude - east, origin.longitude + east


def _common(boxes: Sequence[Box]) -> Box:
    """What lies in all boxes; turned inside out, so that nothing lies in it, where they do not meet."""
    south, north, west, east = zip(*boxes, strict=True)
    return max(south), min(north), max(west), min(east)


def _area(box: Box) -> float:
    """Square km; 0 of a box without anything in it."""
    south, north, west, east = map(radians, box)
    return max(0.0, north - south) * max(0.0, east - west) * cos((north + south) / 2) * EARTH_KM**2


_NOWHERE = sql.SQL(
    "NOT p.at_home AND p.latitude IS NULL AND NOT EXISTS (SELECT 1 FROM places_place w WHERE w.code = p.place_id"
    " AND w.level IN ({levels}) AND w.latitude IS NOT NULL)"
).format(levels=sql.SQL(", ").join(map(sql.Literal, NEAR_ENOUGH)))


def _minutes_by_pin(origin: Origins, way: Way) -> sql.Composable:
    """Origins.km_to and minutes_of in SQL."""
    each = [_minutes_from(end, origin.meridian, way) for end in origin.ends]
    return each[0] if len(each) == 1 else sql.SQL("greatest({})").format(sql.SQL(", ").join(each))


def _minutes_from(end: Point, meridian: int, way: Way) -> sql.Composable:
    """km_on_map and minutes_of in SQL: single precision where they round to it."""
    x, y = project(end, meridian)
    east = sql.SQL("({x}::float4 - ({r} * atanh(cos(radians(p.latitude)) * sin(radians(p.longitude - {m}))))::float4)")
    north = sql.SQL("({y}::float4 - ({r} * atan2(tan(radians(p.latitude)), cos(radians(p.longitude - {m}))))::float4)")
    values = {"x": _float(x), "y": _float(y), "r": _float(EARTH_KM), "m": _float(meridian)}
    # A single squared is exact in double precision: only then it is rounded.
    km = sql.SQL("sqrt((power({east}::float8, 2)::float4 + power({north}::float8, 2)::float4)::float8)").format(
        east=east.format(**values), north=north.format(**values)
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
