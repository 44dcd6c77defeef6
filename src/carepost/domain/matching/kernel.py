"""The compiled engine: an index laid out in flat arrays for `carepost.domain.native`, one handle per index."""

from __future__ import annotations

import struct
from typing import Any

import numpy as np

from carepost.domain.matching.fitting import Ints
from carepost.domain.matching.index import Index, Offers
from carepost.domain.matching.layout import pattern_layout
from carepost.domain.matching.places import quarter_squares
from carepost.domain.matching.records import HIT, Hidden, Records
from carepost.domain.matching.reference import Terms, fixed_scores
from carepost.domain.matching.tree import Tree, at_places, branch_boxes, leaf_boxes, plant
from carepost.domain.native import kernel

_HIT = struct.Struct("<2if2B2xI")
POST = np.dtype([("employer", "<i8"), ("pay_fen", "<i4"), ("way_up", "<i4")])


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

    def one(self, packed: bytes, hidden: bytes, k: int) -> list[tuple[Any, ...]]:
        """The hits of one record as plain values, without arrays in between."""
        hits, count = bytearray(k * HIT.itemsize), bytearray(4)
        self._run(self._handle, packed, hidden, k, hits, count, self._level)
        return list(_HIT.iter_unpack(memoryview(hits)[: int.from_bytes(count, "little") * HIT.itemsize]))

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
    return kept_kernel(index, level).with_k(k)


def kept_kernel(index: Index, level: str | None = None) -> Kernel:
    """The engine that stays with an index."""
    kept: Kernel | None = index.engines.get(level)
    if kept is None:
        kept = index.engines[level] = Kernel(index, 1, fixed_scores(index, None), level)
    return kept


def _handle(module: Any, index: Index, fixed: np.ndarray[Any, Any]) -> Any:
    offers, terms = index.offers, Terms.of(index.weights)
    tree = plant(offers, fixed, index.weights.travel)
    leaf = leaf_boxes(tree, offers, fixed)
    layout = pattern_layout(index)
    arrays = [
        *leaf,
        *branch_boxes(tree, leaf),
        tree.child,
        *(at_places(tree, values, 0) for values in (offers.x, offers.y)),
        at_places(tree, fixed, -np.inf),
        *(
            at_places(tree, values, 0)
            for values in (offers.required, offers.wished, layout.sure, offers.low, offers.high)
        ),
        tree.places,
        *_rows_by_place(tree, offers),
        _posts(offers),
        layout.rows,
        layout.core,
        layout.stretches,
        layout.sample,
        quarter_squares(),
    ]
    return module.prepare(
        tuple(np.ascontiguousarray(array) for array in arrays),
        len(offers),
        len(layout.rows),
        len(tree.child) - 1,
        tree.leaves,
        len(offers.rows),
        len(layout.stretches),
        tree.first_remote,
        (
            *(float(term) for term in (terms.travel, terms.hours, terms.per_quarter, terms.skill, terms.slack)),
            terms.wished_full,
            terms.slack_quarters,
        ),
    )


def _rows_by_place(tree: Tree, offers: Offers) -> tuple[Ints, Ints]:
    counts = at_places(tree, np.diff(offers.row_at), 0)
    row_at = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
    first = at_places(tree, offers.row_at[:-1], 0)
    within = np.arange(row_at[-1]) - np.repeat(row_at[:-1], counts)
    return row_at, offers.rows[np.repeat(first, counts) + within]


def _posts(offers: Offers) -> np.ndarray[Any, Any]:
    out = np.zeros(len(offers), POST)
    out["employer"], out["pay_fen"], out["way_up"] = offers.employer, offers.pay_fen, offers.way_up
    return out
