"""Pattern rows as the compiled engine reads them: two cache lines each, and what makes a test short."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from carepost.domain.matching.fitting import BAND, FIXED, SLOTS, Ints, PatternRows, Words, bits_of
from carepost.domain.matching.index import Index
from carepost.domain.week import QUARTER, QUARTERS, Week

ROW = np.dtype(
    [
        ("mask", "<u8", (12,)),
        *((name, "<i4") for name in ("need", "block", "low", "high", "at", "end")),
        ("choose", "<i2"),
        ("kind", "u1"),
        ("quick", "u1"),
        ("_pad", "<i4"),
    ]
)
STRETCH = np.dtype([("mask", "<u8", (3,)), ("word", "<i4"), ("start", "<i4"), ("end", "<i4"), ("_pad", "<i4")])
LENGTHS, QUICKEST, NOT_QUICK = 8, 64, 255
SAMPLES = 64
Stretch = tuple[int, int, int, int]
"""First quarter, quarters, first and last minute."""


@dataclass(frozen=True, slots=True)
class PatternLayout:
    """`rows` ROW[P], `core` uint64[P, 12], `stretches` STRETCH, `sample` int32[64] quarters, `sure` uint64 by post.

    Bit i of `sure` says that every row of the post has set work at quarter `sample[i]`.
    """

    rows: np.ndarray[Any, Any]
    core: Words
    stretches: np.ndarray[Any, Any]
    sample: Ints
    sure: Words


def pattern_layout(index: Index) -> PatternLayout:
    """The rows of an index."""
    rows = index.rows
    out = np.zeros(len(rows.ids), ROW)
    for name in ("need", "block", "choose", "kind"):
        out[name] = getattr(rows, name)
    out["mask"][:, : rows.mask.shape[1]], out["low"], out["high"] = rows.mask, index.row_low, index.row_high
    out["quick"] = NOT_QUICK
    core = np.zeros((len(rows.ids), 12), np.uint64)
    core[:, : rows.core.shape[1]] = rows.core
    stretches = _stretches(rows, out)
    sample, sure = _samples(index)
    return PatternLayout(out, core, _as_words(stretches), sample, sure)


def _stretches(rows: PatternRows, out: np.ndarray[Any, Any]) -> list[Stretch]:
    """Fills what is particular to bands and slots; returns the stretches that the rows point into."""
    bands = rows.block[(rows.kind == BAND) & (rows.block <= QUICKEST)]
    lengths, often = np.unique(bands, return_counts=True)
    shared = sorted(lengths[np.argsort(-often, kind="stable")][:LENGTHS].tolist())
    found: list[Stretch] = []
    for n, (kind, block) in enumerate(zip(rows.kind.tolist(), rows.block.tolist(), strict=True)):
        out["at"][n] = len(found)
        if kind == SLOTS:
            found += _slots(rows.starts[n], rows.ends[n])
        elif kind == BAND and block in shared:
            out["quick"][n] = shared.index(block)
            out["mask"][n, :11] = _starts(_week(rows.mask[n]), block)
            found += _core(_week(rows.core[n]), block)
        out["end"][n] = len(found)
    return found


def _week(words: Words) -> Week:
    return Week(int.from_bytes(words.tobytes(), "little"))


def _starts(within: Week, block: int) -> Words:
    """Where a block may start inside a band."""
    bits = within.erode(0, (block - 1) * QUARTER).bits
    return np.frombuffer(bits.to_bytes(88, "little"), "<u8").astype(np.uint64)


def _core(core: Week, block: int) -> list[Stretch]:
    """Per run of core shorter than a block: where a block that covers it may start."""
    runs = [(window.span[0] // QUARTER, window.minutes // QUARTER) for window in core.blocks()]
    return [
        ((start + length - block) % QUARTERS, block - length + 1, 0, 0) for start, length in runs if length <= block
    ]


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


def _samples(index: Index) -> tuple[Ints, Words]:
    """The quarters at which most set hours begin or end, weighted by posts, and the posts that must work at them.

    A post is passed over by one comparison where she is not free at a sampled quarter; any choice of quarters is right.
    """
    rows, offers = index.rows, index.offers
    masks = np.where((rows.kind == BAND)[:, None], rows.core, rows.mask)
    work = bits_of(np.ascontiguousarray(masks)) & np.isin(rows.kind, (FIXED, BAND))[:, None]
    edges = work & ~(np.roll(work, 1, axis=1) & np.roll(work, -1, axis=1))
    weight = np.bincount(offers.rows, minlength=len(rows.ids))
    sample = np.sort(np.argsort(-(weight @ edges), kind="stable")[:SAMPLES]).astype(np.int32)
    row_sure = (work[:, sample].astype(np.uint64) << np.arange(SAMPLES, dtype=np.uint64)).sum(axis=1, dtype=np.uint64)
    listed = row_sure[offers.rows]
    sure = np.bitwise_and.reduceat(listed, offers.row_at[:-1]) if len(offers) else listed
    return sample, sure
