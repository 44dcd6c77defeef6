"""Sharing out places over shortlists: deferred acceptance (stable), and an auction (the best for all together)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pyarrow as pa

from carepost.domain.facts import Text
from carepost.domain.matching.fitting import Ints
from carepost.domain.matching.index import Index
from carepost.domain.matching.matching import match
from carepost.domain.matching.reasons import Reason
from carepost.domain.matching.refused import MatchError
from carepost.domain.matching.seats import Lists, Seats, auction, deferred
from carepost.domain.matching.shortlist import Shortlist

Method = Literal["deferred", "auction"]
Prices = np.ndarray[Any, np.dtype[np.float64]]
Refresh = Callable[[Ints, Prices], pa.Table]
"""Fresh lists for carers (ids) at prices (by ascending post id): rows of MATCHES whose score is net of the price."""
STEP = 1e-4
MOST_ROUNDS = 60
_SLIP = 1e-6  # scores are float32: a fresh list may look stale by their last digit


@dataclass(frozen=True, slots=True)
class Congestion:
    """How many people have a post in their list, and its places."""

    post_id: int
    wanted: int
    places: int

    @property
    def per_place(self) -> float | None:
        """About so many people per place; None where there is none."""
        return self.wanted / self.places if self.places else None


@dataclass(frozen=True, slots=True)
class Allocation:
    """Who gets which place. `placed`: carer_id, post_id, score. `welfare`: the sum of the scores.

    `blocking`: pairs of a carer and a post of her list who would both rather have each other; none after deferred
    acceptance. `prices`: of an auction, by post, above 0 only where a post is full. `rounds`, `asked`: how often lists
    were renewed, and for how many carers in all; `settled`: no list was left stale.
    """

    placed: pa.Table
    welfare: float
    places: int
    filled: int
    blocking: int
    congestion: tuple[Congestion, ...]
    prices: Mapping[int, float]
    rounds: int = 0
    asked: int = 0
    settled: bool = True


def allocate(
    shortlist: pa.Table,
    capacities: Mapping[int, int],
    method: Method = "deferred",
    *,
    standing: np.ndarray[Any, Any] | None = None,
    lot: int = 0,
    step: float = STEP,
    refresh: Refresh | None = None,
) -> Allocation:
    """Shares out the places of posts (post id -> places) to the carers of a shortlist (rows of MATCHES).

    "deferred": carers propose in the order of their lists (Gale and Shapley, 1962); a post prefers who meets more of
    its stated wishes (`standing`, one number a row; by default whether any wished skill is held), then by one lot for
    all posts, drawn from the carer's id and `lot`. "auction": the greatest sum of scores up to `step` a carer
    (Bertsekas, 1988); with `refresh` a list whose entries have become too dear is made anew at the prices of the
    moment, up to 60 times. Raises MatchError for posts without capacity, negative places, an unknown method.
    """
    lists = Shortlist.of(shortlist, capacities)
    order = lists.laid_out(_standing(lists, standing, lot), -1.0)
    seats = Seats(lists.places)
    if method == "deferred":
        taken = deferred(Lists(lists.posts, order), seats)
        return _report(lists, taken, order, {})
    if method != "auction":
        raise MatchError("arguments", "method", None, Text("应为 deferred 或 auction", "must be deferred or auction"))
    if not 0 < step <= 1:
        raise MatchError("arguments", "step", None, Text("应大于 0 且不大于 1", "must be above 0 and at most 1"))
    return _auction(lists, order, seats, step, refresh)


def guided_auction(
    carers: pa.Table, index: Index, k: int = 20, *, step: float = 1e-2, lot: int = 0, threads: int | None = None
) -> Allocation:
    """The auction over all posts that fit, not only those of a first list: prices guide `match` to what is left.

    Places are those of the posts' table. The sum of scores lies within `step` a carer of the greatest possible.
    """
    ids = np.asarray(carers["id"]) if "id" in carers.column_names else np.zeros(0, np.int64)
    place = np.argsort(ids, kind="stable")
    posts = dict(zip(index.posts["id"].to_pylist(), index.posts["places"].to_pylist(), strict=True))
    capacities = {post: posts[post] for post in index.offers.ids.tolist()}

    def refresh(wanted: Ints, prices: Prices) -> pa.Table:
        rows = place[np.searchsorted(ids[place], wanted)]
        return match(carers.take(pa.array(rows)), index, k, prices, threads)

    return allocate(match(carers, index, k, None, threads), capacities, "auction", lot=lot, step=step, refresh=refresh)


def _standing(lists: Shortlist, standing: np.ndarray[Any, Any] | None, lot: int) -> np.ndarray[Any, Any]:
    """How each row stands with its post: wishes met first, then the lot (below 1)."""
    if standing is None:
        met = (lists.reasons & int(Reason.WISHED_SKILLS)) > 0
    elif len(standing) != len(lists.carer):
        problem = Text(f"应有 {len(lists.carer)} 行", f"must have {len(lists.carer)} rows")
        raise MatchError("arguments", "standing", None, problem)
    else:
        met = lists.sorted(np.asarray(standing, float))
    return np.asarray(met.astype(float) + _lots(lists.ids, lot)[lists.carer])


def _lots(ids: Ints, lot: int) -> np.ndarray[Any, Any]:
    """A number in [0, 1) for each carer that nobody can steer: splitmix64 (Steele, Lea and Flood, 2014)."""
    state = ids.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(lot % 2**64)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        state = (state ^ (state >> np.uint64(shift))) * np.uint64(factor)
    state ^= state >> np.uint64(31)
    return (state >> np.uint64(11)).astype(float) * 2.0**-53


def _auction(lists: Shortlist, order: Any, seats: Seats, step: float, refresh: Refresh | None) -> Allocation:
    value = lists.laid_out(lists.score.astype(float), 0.0)
    rest = np.zeros(len(lists.ids)) if refresh is None else _rest(lists.posts, value)
    got = Lists(lists.posts, value)
    waiting, rounds, asked = np.arange(len(lists.ids), dtype=np.int32), 0, 0
    while True:
        waiting = auction(got, rest, seats, waiting, step)
        if refresh is None or not len(waiting) or rounds == MOST_ROUNDS:
            break
        rounds, asked = rounds + 1, asked + len(waiting)
        prices = seats.prices()
        fresh = Shortlist.of(
            refresh(lists.ids[waiting], prices), lists.capacities, lists.ids[waiting], lists.posts.shape[1]
        )
        net = fresh.laid_out(fresh.score.astype(float), 0.0)
        got.posts[waiting] = fresh.posts
        got.values[waiting] = net + np.where(fresh.posts >= 0, prices[np.maximum(fresh.posts, 0)], 0)
        rest[waiting] = _rest(fresh.posts, net)
    paid = {int(post): float(price) for post, price in zip(lists.post_ids, seats.prices(), strict=True) if price > 0}
    lists = lists.with_lists(got.posts, got.values)
    blocking_order = order if refresh is None else None
    return _report(lists, seats.taken(got), blocking_order, paid, rounds, asked, not len(waiting))


def _rest(posts: Ints, net: Any) -> np.ndarray[Any, Any]:
    """What a carer could at most find outside her list: its last net value when it is full, nothing when it is not."""
    return np.asarray(np.where(posts[:, -1] >= 0, np.maximum(net[:, -1] - _SLIP, 0), 0))


def _report(
    lists: Shortlist,
    taken: Ints,
    order: Any,
    prices: Mapping[int, float],
    rounds: int = 0,
    asked: int = 0,
    settled: bool = True,
) -> Allocation:
    who = np.flatnonzero(taken >= 0)
    at = taken[who]
    posts, scores = lists.posts[who, at], lists.values[who, at]
    placed = pa.table(
        {"carer_id": lists.ids[who], "post_id": lists.post_ids[posts], "score": scores.astype(np.float32)}
    )
    wanted = np.bincount(lists.posts[lists.posts >= 0], minlength=len(lists.post_ids))
    congestion = tuple(
        Congestion(*row) for row in zip(lists.post_ids.tolist(), wanted.tolist(), lists.places.tolist(), strict=True)
    )
    blocking = blocking_pairs(lists, taken, order) if order is not None else 0
    return Allocation(
        placed,
        float(scores.sum()),
        int(lists.places.sum()),
        len(who),
        blocking,
        congestion,
        prices,
        rounds,
        asked,
        settled,
    )


def blocking_pairs(lists: Shortlist, taken: Ints, order: np.ndarray[Any, Any]) -> int:
    """Pairs in the lists who would both rather have each other than what they hold."""
    k = lists.posts.shape[1]
    held = np.where(taken < 0, k, taken)
    who = np.flatnonzero(taken >= 0)
    posts = lists.posts[who, taken[who]]
    filled = np.bincount(posts, minlength=len(lists.post_ids))
    worst = np.full(len(lists.post_ids), np.inf)
    np.minimum.at(worst, posts, order[who, taken[who]])
    # A free place takes anybody; a post without places nobody.
    worst = np.where(filled < lists.places, -np.inf, worst)
    wanted = (np.arange(k) < held[:, None]) & (lists.posts >= 0)
    return int((wanted & (order > worst[np.maximum(lists.posts, 0)])).sum())
