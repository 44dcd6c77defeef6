"""Job share: two carers who together cover one post, each her days or half days, both or none."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from carepost.domain.facts import Text
from carepost.domain.matching.blossom import most_pairs
from carepost.domain.matching.fitting import Bools, Words, bits_of, words_of
from carepost.domain.matching.places import quarter_squares
from carepost.domain.matching.records import carer_records
from carepost.domain.matching.refused import MatchError
from carepost.domain.matching.rows import Post
from carepost.domain.matching.schema import check_carers
from carepost.domain.week import DAY, QUARTER, QUARTERS, WEEK, Fixed, Shifts, Week, Window, merged

HALF_FROM = 5 * 60
"""A stretch of work longer than this many minutes can be handed over in its middle; a shorter one is one person's."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What one person takes whole: a day or a half day. `day` counts from 0; `windows` are work with the handover."""

    day: int
    windows: tuple[Window, ...]

    @property
    def minutes(self) -> int:
        """Work in it."""
        return sum(window.minutes for window in self.windows)


@dataclass(frozen=True, slots=True)
class Half:
    """One person's part of a job share: carer id, her windows, the post's wished skills that she holds."""

    carer_id: int
    windows: tuple[Window, ...]
    skills: int

    @property
    def minutes(self) -> int:
        """Work a week, handovers included."""
        return sum(window.minutes for window in self.windows)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two carers who cover the post between them; `handovers`: days a week on which one follows the other."""

    first: Half
    second: Half
    handovers: int


@dataclass(frozen=True, slots=True)
class JobShare:
    """The most pairs that can be made for a post, nobody in two of them.

    `possible`: how many different couples could cover it; `candidates`: carers who could take a part; `alone`: ids of
    those who could take all of it and said that they would (they are paired only when left over).
    """

    pairs: tuple[Pair, ...]
    possible: int
    candidates: int
    alone: tuple[int, ...]


class _Person(NamedTuple):
    """A candidate: her id, the wished skills she holds, the set of pieces she can take."""

    id: int
    skills: int
    cover: int


def job_share(
    post: Post,
    carers: pa.Table,
    *,
    handover: int = 15,
    alone: frozenset[int] = frozenset(),
    apart: Collection[frozenset[int]] = (),
) -> JobShare:
    """Pairs for a post with one weekly set of hours (Fixed); exact: no larger number of disjoint pairs exists.

    Each of a pair holds the required skills, is near enough, and takes at least one day or half day; where a day is
    split, the first stays `handover` minutes into the second's half. `alone`: ids of carers who would take it alone:
    those who could are listed, and paired only with carers who need them. `apart`: couples of ids never made, such as
    two who turned each other down. Raises MatchError for other patterns, a post that nobody could split, and a
    handover not of 0..60 minutes.
    """
    if not 0 <= handover <= 60:
        raise MatchError("arguments", "handover", None, Text("应为 0 到 60 分钟", "must be 0 to 60 minutes"))
    pieces = pieces_of(post, handover)
    table = check_carers(carers)
    ids, held, cover = _covers(post, table, pieces)
    able = cover > 0
    ids, held, cover = ids[able], held[able], cover[able]
    order = np.argsort(ids, kind="stable")
    ids, held, cover = ids[order], held[order], cover[order]
    full = (1 << len(pieces)) - 1
    whole = np.isin(ids, np.array(sorted(alone), np.int64)) & (cover == full)
    people = [_Person(*row) for row in zip(ids.tolist(), held.tolist(), cover.tolist(), strict=True)]
    at = {one.id: n for n, one in enumerate(people)}
    never = {frozenset(at[id_] for id_ in ids) for ids in apart if ids <= at.keys()}
    couples = most_pairs(cover.tolist(), full, set(np.flatnonzero(whole).tolist()), never)
    pairs = tuple(_pair(pieces, (people[a], people[b])) for a, b in couples)
    return JobShare(pairs, possible_couples(cover, full), len(ids), tuple(ids[whole].tolist()))


def pieces_of(post: Post, handover: int) -> tuple[Piece, ...]:
    """The days and half days of a post's week, in order; a split day's first half reaches into the second."""
    shifts = _weekly(post)
    by_day: dict[int, list[Window]] = {}
    for window in shifts.weeks()[0]:
        by_day.setdefault(window.start_minute // DAY, []).append(window)
    pieces = tuple(
        piece for day, windows in sorted(by_day.items()) for piece in _pieces(day, sorted(windows), handover)
    )
    if len(pieces) < 2:
        raise MatchError("post", "patterns", None, Text("工时太短，无法两人分担", "the hours are too short to share"))
    return pieces


def _weekly(post: Post) -> Shifts:
    if len(post.patterns) == 1 and isinstance(post.patterns[0], Fixed):
        alternatives = post.patterns[0].alternatives
        if len(alternatives) == 1 and alternatives[0].cycle_days == 7:
            return alternatives[0]
    raise MatchError(
        "post",
        "patterns",
        None,
        Text("两人分担需要一种每周固定的工时", "a job share needs one set of hours that is the same every week"),
    )


def _pieces(day: int, windows: list[Window], handover: int) -> list[Piece]:
    """Stretches with a break between them are halves as they are, all after the first together."""
    if len(windows) > 1:
        return [Piece(day, (windows[0],)), Piece(day, tuple(windows[1:]))]
    start, end = windows[0].span
    if end - start <= HALF_FROM:
        return [Piece(day, (windows[0],))]
    middle = (start + end) // 2 // QUARTER * QUARTER
    first = Window.of(start, middle - start + handover)
    return [Piece(day, (first,)), Piece(day, (Window.of(middle % WEEK, end - middle),))]


def _covers(post: Post, table: pa.Table, pieces: tuple[Piece, ...]) -> tuple[Any, Any, Any]:
    """Ids, wished skills held and the set of pieces that each carer can take (0 for who cannot come at all)."""
    records, hidden = carer_records(table)
    count = len(records)
    quarters, near = np.zeros(count, np.int32), np.ones(count, bool)
    if post.place is not None:
        x, y = np.float32(post.place[0]), np.float32(post.place[1])
        home = (records["home_x"] - x) ** 2 + (records["home_y"] - y) ** 2
        square = np.maximum(home, (records["school_x"] - x) ** 2 + (records["school_y"] - y) ** 2)
        near = square <= records["limit"]
        quarters = (square[:, None] > quarter_squares()[records["way"]]).sum(axis=1)
    owner = np.repeat(np.arange(count), records["hidden_count"])
    near[owner[hidden == post.employer]] = False
    near &= (np.uint64(post.required) & ~records["skills"]) == 0
    cover = np.zeros(count, np.int64)
    for season in ("mask", "holiday_mask"):
        free = _can(words_of(table[season]), quarters, pieces)
        stated = np.asarray(table[season].is_valid())
        cover = free if season == "mask" else np.where(stated, cover & free, cover)
    return np.asarray(table["id"]), records["skills"] & np.uint64(post.wished), np.where(near, cover, 0)


def _can(weeks: Words, quarters: Any, pieces: tuple[Piece, ...]) -> Any:
    cover = np.zeros(len(weeks), np.int64)
    needs = [_bits(piece) for piece in pieces]
    for travel in np.unique(quarters):
        who = np.flatnonzero(quarters == travel)
        room = bits_of(weeks[who])
        for _ in range(int(travel)):
            room &= np.roll(room, 1, axis=1) & np.roll(room, -1, axis=1)
        for n, need in enumerate(needs):
            cover[who] |= room[:, need].all(axis=1).astype(np.int64) << n
    return cover


def _bits(piece: Piece) -> Bools:
    bits = Week.occupied(piece.windows).bits
    return np.array([bits >> quarter & 1 for quarter in range(QUARTERS)], bool)


def possible_couples(cover: Any, full: int) -> int:
    """How many different couples cover everything, each with a part (sums over supersets: Yates, 1937)."""
    counts = np.bincount(cover, minlength=full + 1).astype(np.int64)
    counts[0] = 0
    above = counts.copy()
    for bit in range(full.bit_length()):
        lacking = np.flatnonzero(np.arange(full + 1) >> bit & 1 == 0)
        above[lacking] += above[lacking | 1 << bit]
    ordered = int((counts * above[full ^ np.arange(full + 1)]).sum())
    return (ordered - int(counts[full])) // 2


def _pair(pieces: tuple[Piece, ...], people: tuple[_Person, _Person]) -> Pair:
    """Shares out the pieces: days whole where both can, then so that both work about as much."""
    taker = [0] * len(pieces)
    worked = [0, 0]
    days = [[n for n, piece in enumerate(pieces) if piece.day == day] for day in sorted({p.day for p in pieces})]
    for ways, numbers in sorted((_ways(numbers, people), numbers) for numbers in days):
        gap = worked[0] - worked[1]
        size = [pieces[n].minutes for n in numbers]
        best = min(ways, key=lambda way: (way[0], abs(gap + _gap(way[1], size)), way[1]))[1]
        for n, who, minutes in zip(numbers, best, size, strict=True):
            taker[n] = who
            worked[who] += minutes
    _both_or_none(taker, people)
    handovers = sum(len({taker[n] for n in numbers}) > 1 for numbers in days)
    halves = [
        Half(one.id, merged(w for n, piece in enumerate(pieces) if taker[n] == who for w in piece.windows), one.skills)
        for who, one in enumerate(people)
    ]
    return Pair(halves[0], halves[1], handovers)


def _ways(numbers: list[int], people: tuple[_Person, _Person]) -> list[tuple[int, tuple[int, ...]]]:
    """Who could take each piece of a day, with the number of handovers."""
    found = []
    for way in product((0, 1), repeat=len(numbers)):
        if all(people[who].cover >> n & 1 for n, who in zip(numbers, way, strict=True)):
            found.append((sum(a != b for a, b in pairwise(way)), way))
    return found


def _gap(way: tuple[int, ...], minutes: list[int]) -> int:
    return sum(-size if who else size for who, size in zip(way, minutes, strict=True))


def _both_or_none(taker: list[int], people: tuple[_Person, _Person]) -> None:
    """Who was left without a part gets the last that she can do."""
    for who, one in enumerate(people):
        if who not in taker:
            taker[max(n for n in range(len(taker)) if one.cover >> n & 1)] = who
