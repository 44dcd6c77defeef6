"""The compiled engine: an index laid out in flat arrays for `carepost.domain.native`, one handle per index."""

from __future__ import annotations

from typing import Any

import numpy as np

from carepost.domain.matching.fitting import Words
from carepost.domain.matching.index import Index, Offers
from carepost.domain.matching.layout import pattern_layout
from carepost.domain.matching.places import quarter_squares
from carepost.domain.matching.records import HIT, Hidden, Records
from carepost.domain.matching.reference import Terms, fixed_scores
from carepost.domain.matching.tree import LEAF, Tree, at_places, branch_boxes, leaf_boxes, plant
from carepost.domain.native import kernel

POST = np.dtype([("employer", "<i8"), ("pay_fen", "<i4"), ("way_up", "<i4")])
PLACE = np.dtype([(name, "<i4") for name in ("number", "rows", "row", "at")])
LEAVES = np.dtype(
    [
        *((name, "<f4", (LEAF,)) for name in ("x", "y", "fixed")),
        *((name, "<i4", (LEAF,)) for name in ("low", "high")),
        *((name, "<u8", (LEAF,)) for name in ("required", "wished", "sure")),
        ("place", PLACE, (LEAF,)),
    ]
)


class Kernel:
    """The k best posts of each record, as `reference.best_posts` finds them: HIT[n, k] and how many of each row count.

    `level` forces one of `native.levels()`; `examined` and `tested` count posts scored and posts whose week was tested.
    """

    def __init__(self, index: Index, k: int, fixed: np.ndarray[Any, Any], level: str | None = None) -> None:
        if kernel is None:
            raise RuntimeError("the kernels were not built")
        self._run, self._one, self._k, self._level = kernel.search, kernel.one, k, level
        self._handle = _handle(kernel, index, fixed)
        self.examined = self.tested = 0

    def __call__(self, records: Records, hidden: Hidden) -> tuple[Records, np.ndarray[Any, Any]]:
        hits, counts = np.empty((len(records), self._k), HIT), np.empty(len(records), np.int32)
        examined, tested = self._run(self._handle, records, hidden, self._k, hits, counts, self._level)
        self.examined += examined
        self.tested += tested
        return hits, counts

    def one(self, packed: bytes, hidden: bytes, k: int, row: type[tuple[Any, ...]]) -> tuple[Any, ...]:
        """The list of one record as a tuple of `row`, a named tuple of the columns of MATCHES; no arrays in between."""
        found: tuple[Any, ...] = self._one(self._handle, packed, hidden, k, self._level, row)
        return found

    def with_k(self, k: int) -> Kernel:
        """The same handle for lists of another length."""
        other = object.__new__(Kernel)
        other._run, other._one, other._handle = self._run, self._one, self._handle
        other._k, other._level = k, self._level
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
        _leaves(tree, offers, fixed, layout.sure),
        offers.rows,
        _posts(offers),
        offers.ids,
        layout.rows,
        index.rows.ids,
        layout.core,
        layout.stretches,
        layout.sample,
        layout.lengths,
        quarter_squares(),
    ]
    return module.prepare(
        tuple(aligned(array) for array in arrays),
        len(offers),
        len(layout.rows),
        len(tree.child) - 1,
        tree.leaves,
        len(offers.rows),
        len(layout.stretches),
        tree.first_remote,
        int(np.diff(offers.row_at).max(initial=1)),
        (
            *(float(term) for term in (terms.travel, terms.hours, terms.per_quarter, terms.skill, terms.slack)),
            terms.wished_full,
            terms.slack_quarters,
        ),
    )


def _leaves(tree: Tree, offers: Offers, fixed: np.ndarray[Any, Any], sure: Words) -> np.ndarray[Any, Any]:
    """What is looked through of each leaf, together: LEAVES."""
    out = np.zeros(tree.leaves, LEAVES)
    first = offers.rows[offers.row_at[:-1]] if len(offers) else offers.rows
    values = {name: getattr(offers, name) for name in ("x", "y", "low", "high", "required", "wished")}
    for name, each in (values | {"sure": sure}).items():
        out[name] = at_places(tree, each, 0).reshape(-1, LEAF)
    out["fixed"] = at_places(tree, fixed, -np.inf).reshape(-1, LEAF)
    place = {"number": np.arange(len(offers)), "rows": np.diff(offers.row_at), "row": first, "at": offers.row_at[:-1]}
    for name, each in place.items():
        out["place"][name] = at_places(tree, each, 0).reshape(-1, LEAF)
    return out


def aligned(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The same values from the start of a cache line on."""
    room = np.empty(array.nbytes + 64, np.uint8)
    start = -room.ctypes.data % 64
    out: np.ndarray[Any, Any] = room[start : start + array.nbytes].view(array.dtype).reshape(array.shape)
    out[...] = array
    return out


def _posts(offers: Offers) -> np.ndarray[Any, Any]:
    out = np.zeros(len(offers), POST)
    out["employer"], out["pay_fen"], out["way_up"] = offers.employer, offers.pay_fen, offers.way_up
    return out
