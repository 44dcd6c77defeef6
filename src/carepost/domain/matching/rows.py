"""Carers, posts and patterns as values of the inner rooms, and their rows in the tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa

from carepost.domain.facts import Text
from carepost.domain.matching.refused import MatchError
from carepost.domain.matching.schema import CARERS, KINDS, PATTERNS, POSTS, WAYS, check_patterns
from carepost.domain.travel import Way
from carepost.domain.week import (
    QUARTER,
    QUARTERS,
    WEEK,
    Band,
    Fixed,
    NotStated,
    Output,
    Pattern,
    Shifts,
    Slots,
    Week,
    WeekError,
    Window,
    pattern_key,
)

EMPTY = Week()
XY = tuple[float, float]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Carer:
    """What matching may know of a carer, and all of it.

    `home`, `school`: projected km, no school: only the home counts. `max_commute`: minutes each way, 0..240.
    `skills`: a set of bits. `wanted_pay`: yuan an hour in hand. `wanted_hours`: from and to, a week. `hidden`:
    employers that she does not want to see. None: not said.
    """

    id: int
    home: XY
    week: Week
    way: Way
    max_commute: int
    school: XY | None = None
    holiday: Week | None = None
    skills: int = 0
    wanted_pay: Decimal | None = None
    wanted_hours: tuple[int, int] | None = None
    hidden: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Post:
    """What matching may know of a post. `place`: projected km, None for remote work; one of `patterns` must fit.

    `required`, `wished`: sets of skill bits. `pay`: yuan an hour in hand, None when not stated; `quality`: 0..1.
    """

    id: int
    employer: int
    place: XY | None
    patterns: tuple[Pattern, ...]
    required: int = 0
    wished: int = 0
    pay: Decimal | None = None
    quality: float | None = None
    way_up: bool = False
    places: int = 1
    lawful: bool = True


def carer_table(carers: Iterable[Carer]) -> pa.Table:
    """The table of carers, in their order."""
    return pa.Table.from_pylist([_carer_row(carer) for carer in carers], schema=CARERS.remove_metadata())


def _carer_row(carer: Carer) -> Row:
    school = carer.school or carer.home
    hours = carer.wanted_hours or (None, None)
    return {
        "id": carer.id,
        "home_x": carer.home[0],
        "home_y": carer.home[1],
        "school_x": school[0],
        "school_y": school[1],
        "mask": carer.week.pack(),
        "holiday_mask": None if carer.holiday is None else carer.holiday.pack(),
        "travel_mode": WAYS.index(carer.way),
        "max_commute_min": carer.max_commute,
        "skills": carer.skills,
        "wanted_pay": carer.wanted_pay,
        "wanted_hours_min": hours[0],
        "wanted_hours_max": hours[1],
        "hidden_employers": sorted(carer.hidden),
    }


def post_tables(posts: Iterable[Post]) -> tuple[pa.Table, pa.Table]:
    """The tables of posts and of their patterns; equal patterns share an id, counted from 0 as they first occur."""
    ids: dict[str, int] = {}
    patterns: dict[int, Pattern] = {}
    rows = []
    for post in posts:
        numbers = [ids.setdefault(pattern_key(pattern), len(ids)) for pattern in post.patterns]
        patterns |= dict(zip(numbers, post.patterns, strict=True))
        rows.append(_post_row(post, numbers))
    return pa.Table.from_pylist(rows, schema=POSTS.remove_metadata()), pattern_table(patterns)


def _post_row(post: Post, pattern_ids: list[int]) -> Row:
    x, y = post.place or (0.0, 0.0)
    return {
        "id": post.id,
        "employer_id": post.employer,
        "x": x,
        "y": y,
        "remote": post.place is None,
        "pattern_ids": pattern_ids,
        "required": post.required,
        "wished": post.wished,
        "pay": post.pay,
        "quality": post.quality,
        "way_up": post.way_up,
        "places": post.places,
        "lawful": post.lawful,
    }


def pattern_table(patterns: Mapping[int, Pattern]) -> pa.Table:
    """The table of patterns by id; each way to work a fixed pattern is a row of its own under the same id."""
    rows = [{"id": n, **row} for n, pattern in patterns.items() for row in _pattern_rows(pattern)]
    return pa.Table.from_pylist(rows, schema=PATTERNS.remove_metadata())


def _pattern_rows(pattern: Pattern) -> list[Row]:
    match pattern:
        case Fixed(alternatives):
            return [_fixed_row(shifts) for shifts in alternatives]
        case Band():
            return [_band_row(pattern)]
        case Slots():
            return [_slots_row(pattern)]
        case Output():
            return [_row("output")]
        case NotStated():
            return [_row("not_stated")]


def _row(kind: str, mask: Week = EMPTY, **more: Any) -> Row:
    blank = {"core": Week().pack(), "min_week_q": 0, "block_q": 0, "slots_min": 0, "slots": []}
    hours = {"hours_low_q": None, "hours_high_q": None}
    return {"kind": KINDS.index(kind), "mask": mask.pack(), **blank, **hours, **more}


def _fixed_row(shifts: Shifts) -> Row:
    """All weeks of a rotation must fit, so their union must."""
    every = Week.occupied(window for week in shifts.weeks() for window in week)
    asked = round(shifts.weekly_minutes / QUARTER)
    return _row("fixed", every, hours_low_q=asked, hours_high_q=asked)


def _band_row(band: Band) -> Row:
    within, core = Week.occupied(band.within), Week.occupied(band.core)
    least = -(-(band.min_week_minutes or 0) // QUARTER)
    return _row(
        "band",
        within,
        core=core.pack(),
        # An empty choice is no work, whatever the minimum.
        min_week_q=max(1, least),
        # As Week.long_blocks rounds: a block of 20 minutes needs two quarters in a row, one of 15 needs one.
        block_q=max(0, band.min_block_minutes - 1) // QUARTER + 1,
        hours_low_q=None if band.min_week_minutes is None else least,
        hours_high_q=None if band.min_week_minutes is None else within.minutes // QUARTER,
    )


def _slots_row(slots: Slots) -> Row:
    lengths = sorted(slot.minutes for slot in slots.offered)
    return _row(
        "slots",
        Week.occupied(slots.offered),
        slots=[minute for slot in slots.offered for minute in slot.span],
        slots_min=slots.choose,
        hours_low_q=min(QUARTERS, round(sum(lengths[: slots.choose]) / QUARTER)),
        hours_high_q=min(QUARTERS, round(sum(lengths[-slots.choose :]) / QUARTER)),
    )


def patterns_from(table: pa.Table, pattern_id: int) -> tuple[Pattern, ...]:
    """The patterns under an id; a fit of one of them is a fit of the id.

    A rotation comes back as the union of its weeks: it fits the same weeks, its hours are not the same. Raises
    MatchError for an id that is not in the table.
    """
    rows = [row for row in check_patterns(table).to_pylist() if row["id"] == pattern_id]
    if not rows:
        raise MatchError("patterns", "id", None, Text(f"没有班次 {pattern_id}", f"no pattern {pattern_id}"))
    return tuple(pattern_from_row(row) for row in rows)


def check_meaning(table: pa.Table) -> None:
    """Refuses rows that are no pattern of `carepost.domain.week`: a core outside the band, a block longer than it."""
    for number, row in enumerate(table.to_pylist()):
        if KINDS[row["kind"]] in ("band", "slots"):
            try:
                pattern_from_row(row)
            except WeekError as error:
                column = _COLUMNS.get(error.place, error.place)
                raise MatchError("patterns", column, number, error.problem) from error


_COLUMNS = {
    "within": "mask",
    "offered": "slots",
    "choose": "slots_min",
    "min_week_minutes": "min_week_q",
    "min_block_minutes": "block_q",
}


def pattern_from_row(row: Mapping[str, Any]) -> Pattern:
    """The pattern of one checked row."""
    kind, mask = KINDS[row["kind"]], Week.unpack(row["mask"])
    if kind == "fixed":
        return Fixed((Shifts.weekly(mask.blocks()),))
    if kind == "band":
        least = row["min_week_q"] * QUARTER
        block = row["block_q"] * QUARTER if row["block_q"] > 1 else 0
        return Band(mask.blocks(), Week.unpack(row["core"]).blocks(), least or None, block)
    if kind == "slots":
        pairs = zip(row["slots"][::2], row["slots"][1::2], strict=True)
        return Slots(tuple(Window.of(start % WEEK, end - start) for start, end in pairs), row["slots_min"])
    return Output() if kind == "output" else NotStated()


def carer_from_row(row: Mapping[str, Any]) -> Carer:
    """The carer of one checked row."""
    hours = row["wanted_hours_min"], row["wanted_hours_max"]
    return Carer(
        id=row["id"],
        home=(row["home_x"], row["home_y"]),
        school=(row["school_x"], row["school_y"]),
        week=Week.unpack(row["mask"]),
        holiday=None if row["holiday_mask"] is None else Week.unpack(row["holiday_mask"]),
        way=WAYS[row["travel_mode"]],
        max_commute=row["max_commute_min"],
        skills=row["skills"],
        wanted_pay=row["wanted_pay"],
        wanted_hours=None if None in hours else hours,
        hidden=frozenset(row["hidden_employers"] or ()),
    )


def post_from_row(row: Mapping[str, Any], patterns: Sequence[Pattern]) -> Post:
    """The post of one checked row with its patterns."""
    kept = ("id", "required", "wished", "pay", "quality", "way_up", "places", "lawful")
    return Post(
        employer=row["employer_id"],
        place=None if row["remote"] else (row["x"], row["y"]),
        patterns=tuple(patterns),
        **{name: row[name] for name in kept},
    )
