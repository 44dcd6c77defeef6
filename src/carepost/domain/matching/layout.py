"""Pattern rows as the compiled engine reads them: two cache lines each, and what makes a test short."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from carepost.domain.matching.fitting import BAND, FIXED, SLOTS, WORDS, Bools, Ints, PatternRows, Words, bits_of
from carepost.domain.matching.index import Index
from carepost.domain.week import QUARTER, QUARTERS, WEEK, Week

ROW = np.dtype(
    [
        ("circle", "<u8", (14,)),
        *((name, "<i2") for name in ("need", "block", "low", "high")),
        ("at", "<i4"),
        ("count", "<i2"),
        ("kind", "u1"),
        ("quick", "u1"),
    ]
)
STRETCH = np.dtype([("mask", "<u8", (3,)), ("word", "<i4"), ("start", "<i4"), ("end", "<i4"), ("_pad", "<i4")])
LENGTHS, QUICKEST, NOT_QUICK = 9, 64, 255
SAMPLES = 64
Stretch = tuple[int, int, int, int]
"""First quarter, quarters, first and last minute."""


@dataclass(frozen=True, slots=True)
class PatternLayout:
    """`rows` ROW[P], `core` uint64[P, 12], `stretches` STRETCH, `lengths` int32[9] quarters.

    `work` bool[P, 672]: set hours and core; `edges`: where they begin and end.
    """

    rows: np.ndarray[Any, Any]
    core: Words
    stretches: np.ndarray[Any, Any]
    lengths: Ints
    work: Bools
    edges: Bools


def pattern_layout(index: Index) -> PatternLayout:
    """The rows of an index; worked out once for all indexes of the same patterns."""
    rows = index.rows
    kept: PatternLayout | None = rows.engines.get("layout")
    if kept is None:
        kept = rows.engines["layout"] = _layout(rows, index.row_low, index.row_high)
    return kept


def _layout(rows: PatternRows, low: Ints, high: Ints) -> PatternLayout:
    out = on_lines(len(rows.ids), ROW)
    for name in ("need", "block", "kind"):
        out[name] = getattr(rows, name)
    out["circle"], out["low"], out["high"] = circle_of(rows.mask), low, high
    out["quick"] = NOT_QUICK
    core = np.zeros((len(rows.ids), 12), np.uint64)
    core[:, :WORDS] = rows.core
    each = [_length(rows, n) for n in range(len(rows.ids))]
    lengths = _shared_lengths(each)
    stretches = _stretches(rows, out, each, lengths)
    masks = np.where((rows.kind == BAND)[:, None], rows.core, rows.mask)
    work = bits_of(np.ascontiguousarray(masks)) & np.isin(rows.kind, (FIXED, BAND))[:, None]
    edges = work & ~(np.roll(work, 1, axis=1) & np.roll(work, -1, axis=1))
    return PatternLayout(out, core, _as_words(stretches), np.array(lengths, np.int32), work, edges)


def on_lines(count: int, of: np.dtype[Any]) -> np.ndarray[Any, Any]:
    """So many records, all nought, from the start of a cache line on: the kernel reads them a line at a time."""
    room = np.zeros(count * of.itemsize + 64, np.uint8)
    start = -room.ctypes.data % 64
    out: np.ndarray[Any, Any] = room[start : start + count * of.itemsize].view(of)
    return out


def circle_of(words: Words) -> Words:
    """Weeks with the end of Sunday before them and their beginning once more after them: uint64[..., 14]."""
    half, low = np.uint64(32), np.uint64(2**32 - 1)
    week, last = words[..., :WORDS], words[..., WORDS - 1 : WORDS] & low
    first = week[..., :3]
    after = (first << half)[..., 1:] | (first >> half)[..., :2]
    return np.concatenate([last << half, week[..., : WORDS - 1], last | first[..., :1] << half, after], axis=-1)


def _shared_lengths(each: list[int]) -> list[int]:
    """One quarter, and the lengths of block or slot that most rows have."""
    found = Counter(length for length in each if 1 < length <= QUICKEST)
    often = sorted(found, key=lambda length: (-found[length], length))[: LENGTHS - 1]
    return [1, *sorted(often), *[1] * (LENGTHS - 1 - len(often))]


def _length(rows: PatternRows, n: int) -> int:
    """The quarters of a band's block, or of each of a row's slots: 0 where slots overlap or differ in length.

    One of set hours, none of other kinds.
    """
    if rows.kind[n] == BAND:
        return int(rows.block[n])
    if rows.kind[n] != SLOTS:
        return int(rows.kind[n] == FIXED)
    slots = _slots(rows.starts[n], rows.ends[n])
    alike = len({length for _, length, _, _ in slots}) == 1
    apart = all(one[3] <= other[2] and one[0] < other[0] for one, other in pairwise(slots))
    return slots[0][1] if slots and alike and apart and slots[-1][3] <= WEEK else 0


def _stretches(rows: PatternRows, out: np.ndarray[Any, Any], each: list[int], lengths: list[int]) -> list[Stretch]:
    """Fills what is particular to each kind; returns the stretches that the rows point into."""
    found: list[Stretch] = []
    for n, (kind, length) in enumerate(zip(rows.kind.tolist(), each, strict=True)):
        out["at"][n] = len(found)
        if length in lengths:
            out["quick"][n] = lengths.index(length)
            if kind != BAND:
                out["block"][n] = 1
        if kind == FIXED:
            out["need"][n] = np.bitwise_count(rows.mask[n]).sum()
        elif kind == SLOTS:
            out["need"][n] = rows.choose[n]
            slots = _slots(rows.starts[n], rows.ends[n])
            if length in lengths:
                starts = sum(1 << first for first, _, _, _ in slots)
                out["circle"][n] = circle_of(_words(starts))
            else:
                found += slots
        elif kind == BAND and length in lengths:
            out["circle"][n] = circle_of(_starts(_week(rows.mask[n]), length))
            found += _core(_week(rows.core[n]), length)
        out["count"][n] = len(found) - out["at"][n]
    return found


def _week(words: Words) -> Week:
    return Week(int.from_bytes(words.tobytes(), "little"))


def _words(bits: int) -> Words:
    return np.frombuffer(bits.to_bytes(WORDS * 8, "little"), "<u8").astype(np.uint64)


def _starts(within: Week, block: int) -> Words:
    """Where a block may start inside a band."""
    return _words(within.erode(0, (block - 1) * QUARTER).bits)


def _core(core: Week, block: int) -> list[Stretch]:
    """Where a block may start that covers each piece of the core; pieces are as long as a block at most."""
    runs = [(window.span[0] // QUARTER, window.minutes // QUARTER) for window in core.blocks()]
    pieces = [(start + done, min(block, length - done)) for start, length in runs for done in range(0, length, block)]
    return [((start + length - block) % QUARTERS, block - length + 1, 0, 0) for start, length in pieces]


def _slots(starts: Ints, ends: Ints) -> list[Stretch]:
    """In the order of their end, so that those over Sunday midnight come last."""
    return [
        (start // QUARTER, -(-end // QUARTER) - start // QUARTER, start, end)
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
        if start >= 0
    ]


def _as_words(stretches: list[Stretch]) -> np.ndarray[Any, Any]:
    out = np.zeros(len(stretches), STRETCH)
    for n, (first, length, start, end) in enumerate(stretches):
        bits = ((1 << length) - 1) << first % 64
        out[n] = ([bits >> shift & (1 << 64) - 1 for shift in (0, 64, 128)], first // 64, start, end, 0)
    return out


def samples(index: Index) -> tuple[Words, Words]:
    """The quarters at which most set hours begin or end, weighted by posts, and the posts that must work at them.

    The 64 quarters as the words of a week, uint64[11]; by post a word whose bit i says that every pattern of it has set
    work at the i-th of them. A post is passed over by one comparison where she is not free at a sampled quarter; any
    choice of quarters is right.
    """
    layout, offers = pattern_layout(index), index.offers
    weight = np.bincount(offers.rows, minlength=len(layout.rows))
    sample = np.sort(np.argsort(-(weight @ layout.edges), kind="stable")[:SAMPLES])
    bits = layout.work[:, sample].astype(np.uint64) << np.arange(SAMPLES, dtype=np.uint64)
    listed = bits.sum(axis=1, dtype=np.uint64)[offers.rows]
    sure = np.bitwise_and.reduceat(listed, offers.row_at[:-1]) if len(offers) else listed
    return _words(sum(1 << quarter for quarter in sample.tolist())), sure
