"""Which pattern rows fit into a room of free quarter-hours: `carepost.domain.week.fit`, for all rows at once.

The room is her week after travel. A week is a circle of 672 bits in 11 words of 64, lowest bit Monday 0:00.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from carepost.domain.matching.schema import KINDS
from carepost.domain.week import QUARTER, QUARTERS, WEEK, Week

WORDS = 11
FIXED, BAND, SLOTS, OUTPUT, NOT_STATED = range(len(KINDS))
Words = np.ndarray[Any, np.dtype[np.uint64]]
Bools = np.ndarray[Any, np.dtype[np.bool_]]
Ints = np.ndarray[Any, np.dtype[Any]]


def words_of(masks: pa.ChunkedArray) -> Words:
    """Masks as words: uint64[n, 11]; a null is an empty week."""
    column = masks.combine_chunks() if isinstance(masks, pa.ChunkedArray) else masks
    if column.null_count:
        column = column.fill_null(Week().pack())
    packed = np.frombuffer(column.buffers()[1] or b"", np.uint8)
    packed = packed[column.offset * 84 : (column.offset + len(column)) * 84].reshape(len(column), 84)
    padded = np.zeros((len(column), WORDS * 8), np.uint8)
    padded[:, :84] = packed
    return padded.view("<u8").astype(np.uint64, copy=False)


def week_words(week: Week) -> Words:
    """One week as words."""
    return np.frombuffer(week.bits.to_bytes(WORDS * 8, "little"), "<u8").astype(np.uint64)


def bits_of(words: Words) -> Bools:
    """Words as quarter-hours: bool[..., 672]."""
    flat = np.unpackbits(np.ascontiguousarray(words).view(np.uint8), axis=-1, bitorder="little")
    return np.asarray(flat[..., :QUARTERS], bool)


@dataclass(frozen=True, slots=True)
class PatternRows:
    """The table of patterns as arrays, one entry per row. Slots are padded and sorted by their end, in minutes.

    `ids`, `kind`, `need` (quarters a week), `block` (quarters), `choose`: [P]; `mask`, `core`: [P, 11];
    `starts`, `ends`: [P, S], -1 where there is no slot; `low`, `high`: hours a week in quarters, -1 when not stated.
    `engines`: what engines keep with the rows.
    """

    ids: Ints
    kind: Ints
    mask: Words
    core: Words
    need: Ints
    block: Ints
    choose: Ints
    starts: Ints
    ends: Ints
    low: Ints
    high: Ints
    engines: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, table: pa.Table) -> PatternRows:
        """From a checked table."""
        starts, ends = _slot_arrays(table["slots"].to_pylist())

        def column(name: str, missing: int = 0) -> Ints:
            return np.asarray(table[name].fill_null(missing)).astype(np.int32)

        return cls(
            ids=column("id"),
            kind=column("kind"),
            mask=words_of(table["mask"]),
            core=words_of(table["core"]),
            need=column("min_week_q"),
            block=np.maximum(1, column("block_q")),
            choose=column("slots_min"),
            starts=starts,
            ends=ends,
            low=column("hours_low_q", -1),
            high=column("hours_high_q", -1),
        )

    def fits(self, which: Ints, room: Week) -> Bools:
        """Whether each of the rows (numbers) fits into the room: bool[len(which)]."""
        free, kind = week_words(room), self.kind[which]
        fitting: Bools = np.asarray(kind == OUTPUT)
        for value, test in ((FIXED, self._fixed), (BAND, self._bands), (SLOTS, self._slots)):
            at = np.flatnonzero(kind == value)
            if at.size:
                fitting[at] = test(which[at], free)
        return fitting

    def _fixed(self, which: Ints, free: Words) -> Bools:
        return np.asarray(~(self.mask[which] & ~free).any(axis=1))

    def _bands(self, which: Ints, free: Words) -> Bools:
        able, core, fitting = self.mask[which] & free, self.core[which], np.ones(len(which), bool)
        fitting &= ~(core & ~able).any(axis=1)
        fitting &= np.bitwise_count(able).sum(axis=1, dtype=np.int32) >= self.need[which]
        for block in np.unique(self.block[which][fitting]):
            at = np.flatnonzero(fitting & (self.block[which] == block))
            if block > 1:
                long = long_runs(bits_of(able[at]), int(block))
                held = long.sum(axis=1) >= self.need[which][at]
                fitting[at] = held & ~(bits_of(core[at]) & ~long).any(axis=1)
        return fitting

    def _slots(self, which: Ints, free: Words) -> Bools:
        starts, ends = self.starts[which], self.ends[which]
        ok = _slots_free(starts, ends, bits_of(free))
        return np.asarray(_most_apart(starts, ends, ok) >= self.choose[which])


def long_runs(bits: Bools, length: int) -> Bools:
    """Only the runs of at least so many quarters, round the circle: bool[n, 672]."""
    begins, done = bits, 1
    while done < length:
        step = min(done, length - done)
        begins = begins & np.roll(begins, -step, axis=-1)
        done += step
    inside, done = begins, 1
    while done < length:
        step = min(done, length - done)
        inside = inside | np.roll(inside, step, axis=-1)
        done += step
    return inside


def _slot_arrays(rows: list[list[int]]) -> tuple[Ints, Ints]:
    width = max((len(row) // 2 for row in rows), default=0)
    starts = np.full((len(rows), width), -1, np.int32)
    ends = np.full((len(rows), width), -1, np.int32)
    for n, row in enumerate(rows):
        pairs = sorted(zip(row[::2], row[1::2], strict=True), key=lambda pair: (pair[1], pair[0]))
        for k, (start, end) in enumerate(pairs):
            starts[n, k], ends[n, k] = start, end
    return starts, ends


def _slots_free(starts: Ints, ends: Ints, free: Bools) -> Bools:
    """Whether each slot's quarters are all free; false where there is no slot."""
    counted = np.concatenate(([0], np.cumsum(np.concatenate((free, free)))))
    first, last = starts // QUARTER, -(-ends // QUARTER)
    return np.asarray((starts >= 0) & (counted[last] - counted[first] == last - first))


def _most_apart(starts: Ints, ends: Ints, ok: Bools) -> Ints:
    """The most slots that can be taken without overlap, per row: earliest end first (Kleinberg and Tardos, 4.1).

    At most one slot runs over Sunday midnight, so each such slot is tried with those that lie clear of it.
    """
    rows = len(starts)
    over = ends > WEEK
    most = _in_order(starts, ends, ok & ~over, np.zeros(rows, np.int32), np.full(rows, WEEK, np.int32))
    for k in np.flatnonzero((ok & over).any(axis=0)):
        with_it = 1 + _in_order(starts, ends, ok & ~over, ends[:, k] - WEEK, starts[:, k])
        most = np.where(ok[:, k] & over[:, k], np.maximum(most, with_it), most)
    return most


def _in_order(starts: Ints, ends: Ints, ok: Bools, after: Ints, until: Ints) -> Ints:
    taken, at = np.zeros(len(starts), np.int32), after.copy()
    for k in range(starts.shape[1]):
        take = ok[:, k] & (starts[:, k] >= at) & (ends[:, k] <= until)
        taken += take
        at = np.where(take, ends[:, k], at)
    return taken
