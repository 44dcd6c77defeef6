"""Posts in leaves of 64 that lie close together and are worth about the same, so that few leaves need a look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from carepost.domain.matching.fitting import Ints
from carepost.domain.matching.index import NO_HIGH, NO_LOW, Offers
from carepost.domain.matching.places import Floats

LEAF = 64
TYPICAL_KM = 8.0
"""How far people go, roughly: sets off a km against a difference in score when leaves are cut. It moves speed alone."""
EVERYWHERE = np.float32(1e30)
MOST_GAPS, FEW = 1.125, 16
"""A tree is planted anew when it has so many times the leaves that its posts fill, and so many more."""


@dataclass(frozen=True, slots=True)
class Tree:
    """`places`: post numbers leaf by leaf, -1 where a leaf is not full; `first_remote`: the first leaf of remote posts;
    `child[b]` to `child[b + 1]`: the leaves of branch b."""

    places: Ints
    first_remote: int
    child: Ints

    @property
    def leaves(self) -> int:
        """How many leaves."""
        return len(self.places) // LEAF


@dataclass(frozen=True, slots=True)
class Root:
    """A tree by the ids of its posts, -1 where there is none: what an index leaves to the one that follows it."""

    ids: Ints
    first_remote: int

    @classmethod
    def of(cls, tree: Tree, offers: Offers) -> Root:
        """Of a tree of these posts."""
        return cls(at_places(tree, offers.ids, -1), tree.first_remote)

    def without(self, ids: Iterable[int]) -> Root:
        """With gaps where these posts stood."""
        return Root(np.where(np.isin(self.ids, list(ids)), -1, self.ids), self.first_remote)


def plant(offers: Offers, fixed: Floats, travel_weight: float) -> Tree:
    """The tree of an index under these scores."""
    scale = max(travel_weight, 1e-3) / TYPICAL_KM
    near, remote = np.flatnonzero(~offers.remote), np.flatnonzero(offers.remote)
    points = np.stack([offers.x * scale, offers.y * scale, fixed], axis=1).astype(np.float32)
    near_places = near[_ordered(points[near])]
    remote_places = remote[np.argsort(-fixed[remote], kind="stable")]
    return _tree(_padded(near_places), _padded(remote_places))


def grafted(root: Root, offers: Offers) -> Tree | None:
    """The posts where they stood and new ones in leaves of their own; None where too many gaps have come about."""
    at = np.minimum(np.searchsorted(offers.ids, root.ids), max(0, len(offers) - 1))
    if not len(offers):
        return None
    places = np.where(offers.ids[at] == root.ids, at, -1)
    new = np.ones(len(offers), bool)
    new[places[places >= 0]] = False
    split = root.first_remote * LEAF
    near, remote = (
        np.concatenate([stood, _padded(np.flatnonzero(new & of_kind))])
        for stood, of_kind in ((places[:split], ~offers.remote), (places[split:], offers.remote))
    )
    tree = _tree(near, remote)
    return tree if tree.leaves <= len(offers) / LEAF * MOST_GAPS + FEW else None


def _tree(near: Ints, remote: Ints) -> Tree:
    places = np.concatenate([near, remote]).astype(np.int32)
    first_remote, leaves = len(near) // LEAF, len(places) // LEAF
    child = np.concatenate([np.arange(0, first_remote, LEAF), np.arange(first_remote, leaves, LEAF), [leaves]])
    return Tree(places, first_remote, child.astype(np.int32))


def _padded(posts: Ints) -> Ints:
    return np.concatenate([posts, np.full(-len(posts) % LEAF, -1)])


def _ordered(points: Floats) -> Ints:
    """The points' numbers so that each stretch of 64 is one box: halves across the widest side (Bentley, 1975)."""
    order = np.arange(len(points))
    waiting = [(0, len(points))]
    while waiting:
        start, end = waiting.pop()
        if end - start <= LEAF:
            order[start:end].sort()
            continue
        part = order[start:end]
        spread = points[part]
        side = int(np.argmax(spread.max(axis=0) - spread.min(axis=0)))
        middle = -(-(end - start) // LEAF) // 2 * LEAF
        order[start:end] = part[np.argpartition(spread[:, side], middle, kind="introselect")]
        waiting += [(start, start + middle), (start + middle, end)]
    return order


def at_places(tree: Tree, values: np.ndarray[Any, Any], blank: float) -> np.ndarray[Any, Any]:
    """Values by post number laid out by place."""
    if not len(values):
        return np.full(len(tree.places), blank, values.dtype)
    laid = values[np.maximum(tree.places, 0)]
    laid[tree.places < 0] = blank
    return np.ascontiguousarray(laid)


def leaf_boxes(tree: Tree, offers: Offers, fixed: Floats) -> list[np.ndarray[Any, Any]]:
    """Per leaf: x and y from and to, the highest score, skills that all require, skills that any wishes, hours."""
    remote = np.arange(tree.leaves) >= tree.first_remote

    def over(values: np.ndarray[Any, Any], blank: float, reduce: Any) -> np.ndarray[Any, Any]:
        return np.asarray(reduce(at_places(tree, values, blank).reshape(-1, LEAF), axis=1))

    def side(values: Floats, blank: np.float32, reduce: Any) -> np.ndarray[Any, Any]:
        return np.where(remote, -blank, over(values, float(blank), reduce)).astype(np.float32)

    return [
        side(offers.x, EVERYWHERE, np.min),
        side(offers.x, -EVERYWHERE, np.max),
        side(offers.y, EVERYWHERE, np.min),
        side(offers.y, -EVERYWHERE, np.max),
        over(fixed, -np.inf, np.max),
        over(offers.required, 2**64 - 1, np.bitwise_and.reduce),
        over(offers.wished, 0, np.bitwise_or.reduce),
        over(offers.low, NO_LOW, np.min),
        over(offers.high, NO_HIGH, np.max),
    ]


def branch_boxes(tree: Tree, leaf: list[np.ndarray[Any, Any]]) -> list[np.ndarray[Any, Any]]:
    """The same per branch, from its leaves."""
    low, high = np.minimum.reduceat, np.maximum.reduceat
    ways = [low, high, low, high, high, np.bitwise_and.reduceat, np.bitwise_or.reduceat, low, high]
    starts = tree.child[:-1]
    return [way(values, starts) if len(starts) else values for way, values in zip(ways, leaf, strict=True)]
