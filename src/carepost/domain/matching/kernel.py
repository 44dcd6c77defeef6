"""The compiled engine: an index laid out in flat arrays for `carepost.domain.native`, one handle per index."""

from __future__ import annotations

from typing import Any

import numpy as np

from carepost.domain.matching.fitting import Ints, PatternRows, Words
from carepost.domain.matching.index import Index
from carepost.domain.matching.places import quarter_squares
from carepost.domain.matching.records import HIT, Hidden, Records
from carepost.domain.matching.reference import Terms, fixed_scores
from carepost.domain.matching.tree import at_places, branch_boxes, leaf_boxes, plant
from carepost.domain.native import kernel
from carepost.domain.week import QUARTER

STRIDE = 16
SLOT = np.dtype([("mask", "<u8", (3,)), ("word", "<i4"), ("start", "<i4"), ("end", "<i4"), ("_pad", "<i4")])


class Kernel:
    """The k best posts of each record, as `reference.best_posts` finds them: HIT[n, k] and how many of each row count.

    `level` forces one of `native.levels()`; `examined` and `tested` count posts scored and posts whose week was tested.
    """

    def __init__(self, index: Index, k: int, fixed: np.ndarray[Any, Any], level: str | None = None) -> None:
        if kernel is None:
            raise RuntimeError("the kernels were not built")
        self._run, self._k, self._level = kernel.search, k, level
        self._handle = _handle(kernel, index, fixed)
        self.examined = self.tested = 0

    def __call__(self, records: Records, hidden: Hidden) -> tuple[Records, np.ndarray[Any, Any]]:
        hits, counts = np.empty((len(records), self._k), HIT), np.empty(len(records), np.int32)
        examined, tested = self._run(self._handle, records, hidden, self._k, hits, counts, self._level)
        self.examined += examined
        self.tested += tested
        return hits, counts

    def with_k(self, k: int) -> Kernel:
        """The same handle for lists of another length."""
        other = object.__new__(Kernel)
        other._run, other._k, other._level, other._handle = self._run, k, self._level, self._handle
        other.examined = other.tested = 0
        return other


def kernel_of(index: Index, k: int, price: np.ndarray[Any, Any] | None, level: str | None = None) -> Kernel:
    """The engine of an index; without prices its handle is made once and kept with the index."""
    if price is not None:
        return Kernel(index, k, fixed_scores(index, price), level)
    if level not in index.engines:
        index.engines[level] = Kernel(index, k, fixed_scores(index, None), level)
    return index.engines[level].with_k(k)


def _handle(module: Any, index: Index, fixed: np.ndarray[Any, Any]) -> Any:
    offers, rows, terms = index.offers, index.rows, Terms.of(index.weights)
    tree = plant(offers, fixed, index.weights.travel)
    leaf = leaf_boxes(tree, offers, fixed)
    slot_at, slots = _slots(rows)
    arrays = [
        *leaf,
        *branch_boxes(tree, leaf),
        tree.child,
        *(at_places(tree, values, 0) for values in (offers.x, offers.y)),
        at_places(tree, fixed, -np.inf),
        *(at_places(tree, values, 0) for values in (offers.required, offers.wished, offers.low, offers.high)),
        tree.places,
        offers.employer,
        offers.pay_fen,
        offers.row_at,
        offers.rows,
        offers.way_up.astype(np.uint8),
        rows.kind.astype(np.uint8),
        _wide(rows.mask),
        _wide(rows.core),
        rows.need,
        rows.block,
        rows.choose,
        index.row_low,
        index.row_high,
        slot_at,
        slots,
        quarter_squares(),
    ]
    return module.prepare(
        tuple(np.ascontiguousarray(array) for array in arrays),
        len(offers),
        len(rows.ids),
        len(tree.child) - 1,
        tree.leaves,
        len(offers.rows),
        len(slots),
        tree.first_remote,
        (
            *(float(term) for term in (terms.travel, terms.hours, terms.per_quarter, terms.skill, terms.slack)),
            terms.wished_full,
            terms.slack_quarters,
        ),
    )


def _wide(masks: Words) -> Words:
    wide = np.zeros((len(masks), STRIDE), np.uint64)
    wide[:, : masks.shape[1]] = masks
    return wide


def _slots(rows: PatternRows) -> tuple[Ints, np.ndarray[Any, Any]]:
    """The slots of all rows, those over Sunday midnight last (they end last), each as words from its first on."""
    filled = rows.starts >= 0
    counts = filled.sum(axis=1)
    # Slots stand sorted by their end, blanks first or last: taking them by row keeps that order.
    starts, ends = rows.starts[filled], rows.ends[filled]
    slots = np.zeros(len(starts), SLOT)
    slots["start"], slots["end"] = starts, ends
    for n, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        first, last = start // QUARTER, -(-end // QUARTER)
        bits = ((1 << (last - first)) - 1) << first % 64
        slots["word"][n] = first // 64
        slots["mask"][n] = [bits >> shift & (1 << 64) - 1 for shift in (0, 64, 128)]
    return np.concatenate(([0], np.cumsum(counts))).astype(np.int32), slots
