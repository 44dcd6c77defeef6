"""The matching index over the posts that are open, in the memory of this process, never older than the database.

Every reader asks which posts changed since (table Change, written by triggers) and applies them before it answers.
One flat map serves a zone of three degrees; posts stand in every zone from which they can be reached.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from threading import RLock
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection

from carepost.domain.matching import POSTS, Index, build, pattern_table, shipped_weights
from carepost.domain.travel import ZONE_DEGREES, Point, Way, km_within, meridian_of, project
from carepost.domain.week import REACH_MAX_MINUTES, NotStated, Pattern
from carepost.records.places import forget_directory, pins_known, points_of_places
from carepost.records.posts.models import Post, State
from carepost.records.posts.reaching import patterns, refresh_patterns

# Beyond the edge of a zone: as far as anybody travels (at 53 degrees north, where a degree is shortest), and a little.
_FARTHEST_KM = max(km_within(REACH_MAX_MINUTES, way) for way in Way)
_HALF_ZONE = ZONE_DEGREES / 2 + _FARTHEST_KM / 66
# The pattern of posts that state no hours; those of the table count from 1.
_NO_HOURS = 0
_CHUNK = 20_000
# More than anybody is paid an hour, and the most that matching takes.
_MOST_FEN = 10_000_000
_FIELDS = (
    "id",
    "employer_id",
    "place_id",
    "latitude",
    "longitude",
    "at_home",
    "pattern_id",
    "expires_on",
    "match_facts__hand_fen",
    "match_facts__quality",
    "match_facts__way_up",
    "match_facts__places",
    "match_facts__required",
    "match_facts__wished",
    "match_facts__lawful",
)
# A post that was not weighed yet.
_UNWEIGHED = (None, None, False, 1, 0, 0, True)
_ASK = """
SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
    pg_current_xact_id_if_assigned()::text::bigint,
    (SELECT coalesce(max(id), 0) FROM places_placepin),
    ARRAY(SELECT ARRAY[post_id, generation] FROM posts_change WHERE generation >= %s AND
        (generation < pg_snapshot_xmax(pg_current_snapshot())::text::bigint
         OR generation = pg_current_xact_id_if_assigned()::text::bigint))
"""
_SCHEMA = pa.schema(
    [
        *(POSTS.field(name).remove_metadata() for name in POSTS.names if name not in ("x", "y")),
        pa.field("longitude", pa.float64()),
        pa.field("latitude", pa.float64()),
        pa.field("until", pa.date32()),
    ]
)


@dataclass(frozen=True, slots=True)
class _State:
    """The open posts as of a generation (a transaction: all before it are in), with the index of each zone asked for.

    `applied`: by post the generation of changes from there on that are in too: a long transaction holds the generation
    back. `posts`: _SCHEMA, whatever the day; `zones` hold what is open on `day`.
    """

    generation: int
    applied: dict[int, int]
    day: date
    posts: pa.Table
    patterns: pa.Table
    known: frozenset[int]
    zones: dict[tuple[int, bool], Index] = field(default_factory=dict)


_lock = RLock()
_kept: _State | None = None


def live_index(origin: Point, *, on: date, by_travel: bool = False) -> Index:
    """The index of all posts open on a day that can be reached from a point, on the flat map of its zone.

    Reported posts are in it, and posts that the checks forbid (for `why_not`); who states neither a place of work with
    a point nor work at home is not: there is no way to it. One query where nothing changed. `by_travel`: ranked by the
    way alone.
    """
    global _kept
    with _lock:
        state, committed = _refreshed(_kept, on)
        if committed:
            _kept = state
        return _zone(state, meridian_of(origin), by_travel)


def forget_index() -> None:
    """Makes the next reader load all posts: after a database was put in the place of another."""
    global _kept
    with _lock:
        _kept = None


def _refreshed(kept: _State | None, on: date) -> tuple[_State, bool]:
    """The state as the database stands, and whether others may use it: not what this transaction may yet undo."""
    with connection.cursor() as cursor:
        cursor.execute(_ASK, [kept.generation if kept else 2**62])
        generation, own, newest_pin, changes = cursor.fetchone()
    if newest_pin != pins_known():
        forget_directory()
    if kept is None:
        state = _loaded(generation, on)
    else:
        changed = [post for post, at in changes if kept.applied.get(post) != at]
        state = replace(kept, generation=generation, applied=dict(changes))
        if changed:
            state = _changed(state, changed)
        if state.day != on:
            state = replace(state, day=on, zones={})
    return state, own is None


def _loaded(generation: int, on: date) -> _State:
    posts = _rows(None)
    table, known = _patterns(posts)
    return _State(generation, {}, on, posts, table, known)


def _changed(state: _State, ids: list[int]) -> _State:
    opened = _rows(ids)
    gone = pa.array(sorted(ids), pa.int64())
    kept = state.posts.filter(pc.invert(pc.is_in(state.posts["id"], gone)))
    posts = pa.concat_tables([kept, opened]).combine_chunks()
    table, known = state.patterns, state.known
    if not known.issuperset(_pattern_ids(opened)):
        table, known = _patterns(opened)
    zones = {
        zone: index.updated(opened=_on_map(opened, zone[0], state.day), closed=ids, patterns=table)
        for zone, index in state.zones.items()
    }
    return replace(state, posts=posts, patterns=table, known=known, zones=zones)


def _zone(state: _State, meridian: int, by_travel: bool) -> Index:
    zone = (meridian, by_travel)
    if zone not in state.zones:
        weights = shipped_weights().by_travel() if by_travel else shipped_weights()
        state.zones[zone] = build(_on_map(state.posts, meridian, state.day), state.patterns, weights)
    return state.zones[zone]


def _on_map(posts: pa.Table, meridian: int, day: date) -> pa.Table:
    """The posts that stand on the map of a zone on a day, in the schema of matching."""
    remote = np.asarray(posts["remote"])
    longitude, latitude = (np.asarray(posts[name].cast(pa.float64())) for name in ("longitude", "latitude"))
    near = np.abs(longitude - meridian) <= _HALF_ZONE  # nan where there is no point: not near
    until = posts["until"].fill_null(date.max)
    open_ = np.asarray(pc.greater_equal(until, pa.scalar(day, pa.date32())))
    here = np.flatnonzero((remote | near) & open_)
    points = [
        (0.0, 0.0) if far else project(Point(north, east), meridian)
        for far, north, east in zip(
            (remote & ~near)[here].tolist(), latitude[here].tolist(), longitude[here].tolist(), strict=True
        )
    ]
    x, y = np.array(points, np.float64).reshape(-1, 2).T.astype(np.float32)
    table = posts.take(pa.array(here)).drop_columns(["longitude", "latitude", "until"])
    return table.append_column("x", pa.array(x)).append_column("y", pa.array(y)).select(POSTS.names)


def _rows(ids: Iterable[int] | None) -> pa.Table:
    """The open posts (among these ids) as the database holds them now."""
    posts = Post.objects.filter(state__in=(State.REPORTED, State.PUBLISHED))
    if ids is not None:
        posts = posts.filter(pk__in=list(ids))
    parts, rows = [], posts.order_by("pk").values_list(*_FIELDS).iterator(chunk_size=_CHUNK)
    chunk: list[dict[str, Any]] = []
    for row in rows:
        chunk.append(_row(row))
        if len(chunk) == _CHUNK:
            parts.append(pa.Table.from_pylist(chunk, schema=_SCHEMA))
            chunk = []
    parts.append(pa.Table.from_pylist(chunk, schema=_SCHEMA))
    return pa.concat_tables(parts).combine_chunks()


def _row(row: tuple[Any, ...]) -> dict[str, Any]:
    pk, employer, place, latitude, longitude, at_home, pattern, until, *weighed = row
    hand, quality, way_up, places, required, wished, lawful = weighed if weighed[-1] is not None else _UNWEIGHED
    if latitude is None:
        point = points_of_places().get(place)
        latitude, longitude = (point.latitude, point.longitude) if point else (None, None)
    return {
        "id": pk,
        "employer_id": employer or 0,
        "remote": at_home,
        "pattern_ids": [pattern or _NO_HOURS],
        "required": required,
        "wished": wished,
        "pay": None if hand is None else Decimal(min(hand, _MOST_FEN)) / 100,
        "quality": quality,
        "way_up": way_up,
        "places": places,
        "lawful": lawful,
        "longitude": longitude,
        "latitude": latitude,
        "until": until,
    }


def _patterns(posts: pa.Table) -> tuple[pa.Table, frozenset[int]]:
    """The table of all patterns of the database, and their ids: read anew where posts name one that is not known."""
    if not patterns().shifts.keys() >= _pattern_ids(posts) - {_NO_HOURS}:
        refresh_patterns("")
    all_: dict[int, Pattern] = {_NO_HOURS: NotStated(), **patterns().shifts}
    return pattern_table(all_), frozenset(all_)


def _pattern_ids(posts: pa.Table) -> set[int]:
    return set(pc.list_flatten(posts["pattern_ids"]).unique().to_pylist())
