"""The compiled engine: an index laid out in flat arrays for `carepost.domain.native`, one handle per index."""

from __future__ import annotations

from typing import Any

import numpy as np

from carepost.domain.matching.fitting import Words
from carepost.domain.matching.index import ROOT, Index, Offers
from carepost.domain.matching.layout import on_lines, pattern_layout, samples
from carepost.domain.matching.places import Floats, quarter_squares
from carepost.domain.matching.records import HIT, Hidden, Records
from carepost.domain.matching.reference import Terms, fixed_scores
from carepost.domain.matching.tree import LEAF, Root, Tree, at_places, branch_boxes, grafted, leaf_boxes, plant
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
    `tree`: how the posts lie, where that is known.
    """

    def __init__(self, index: Index, k: int, fixed: Floats, level: str | None = None, tree: Tree | None = None) -> None:
        if kernel is None:
            raise RuntimeError("the kernels were not built")
        self._run, self._one, self._k, self._level = kernel.search, kernel.one, k, level
        self._handle = _handle(kernel, index, fixed, tree or plant(index.offers, fixed, index.weights.travel))
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
        fixed = fixed_scores(index, None)
        kept = index.engines[level] = Kernel(index, 1, fixed, level, _rooted(index, fixed))
    return kept


def _rooted(index: Index, fixed: Floats) -> Tree:
    """The tree of an index without prices, which it leaves to the one that follows it."""
    root: Root | None = index.engines.get(ROOT)
    tree = grafted(root, index.offers) if root else None
    tree = tree or plant(index.offers, fixed, index.weights.travel)
    index.engines[ROOT] = Root.of(tree, index.offers)
    return tree


def _handle(module: Any, index: Index, fixed: Floats, tree: Tree) -> Any:
    offers, terms = index.offers, Terms.of(index.weights)
    leaf = leaf_boxes(tree, offers, fixed)
    layout, (sample, sure) = pattern_layout(index), samples(index)
    arrays = [
        *leaf,
        *branch_boxes(tree, leaf),
        tree.child,
        _leaves(tree, offers, fixed, sure),
        offers.rows,
        _posts(offers),
        offers.ids,
        layout.rows,
        index.rows.ids,
        layout.core,
        layout.stretches,
        sample,
        layout.lengths,
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
        int(np.diff(offers.row_at).max(initial=1)),
        (
            *(float(term) for term in (terms.travel, terms.hours, terms.per_quarter, terms.skill, terms.slack)),
            terms.wished_full,
            terms.slack_quarters,
        ),
    )


def _leaves(tree: Tree, offers: Offers, fixed: Floats, sure: Words) -> np.ndarray[Any, Any]:
    """What is looked through of each leaf, together: LEAVES."""
    out = on_lines(tree.leaves, LEAVES)
    first = offers.rows[offers.row_at[:-1]] if len(offers) else offers.rows
    values = {name: getattr(offers, name) for name in ("x", "y", "low", "high", "required", "wished")}
    for name, each in (values | {"sure": sure}).items():
        out[name] = at_places(tree, each, 0).reshape(-1, LEAF)
    out["fixed"] = at_places(tree, fixed, -np.inf).reshape(-1, LEAF)
    place = {"number": np.arange(len(offers)), "rows": np.diff(offers.row_at), "row": first, "at": offers.row_at[:-1]}
    for name, each in place.items():
        out["place"][name] = at_places(tree, each, 0).reshape(-1, LEAF)
    return out


def _posts(offers: Offers) -> np.ndarray[Any, Any]:
    out = np.zeros(len(offers), POST)
    out["employer"], out["pay_fen"], out["way_up"] = offers.employer, offers.pay_fen, offers.way_up
    return out
