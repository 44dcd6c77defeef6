"""Seats of posts, and the two ways to fill them; compiled where kernels were built, else the same in Python."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappush, heapreplace
from typing import Any

import numpy as np

from carepost.domain.matching.fitting import Ints
from carepost.domain.native import kernel


@dataclass(frozen=True, slots=True)
class Lists:
    """`posts[n, k]` in the carers' order, -1 after the last; `values`: what each entry counts."""

    posts: Ints
    values: np.ndarray[Any, Any]


class Seats:
    """The places of each post: `key` and `who` are a heap, the least key first, of equals the later carer."""

    def __init__(self, places: Ints) -> None:
        self.at = np.concatenate(([0], np.cumsum(places))).astype(np.int64)
        self.filled = np.zeros(len(places), np.int32)
        self.key = np.zeros(int(self.at[-1]))
        self.who = np.full(int(self.at[-1]), -1, np.int32)

    def prices(self) -> np.ndarray[Any, Any]:
        """The least key of each full post, 0 for others."""
        full = (self.filled == np.diff(self.at)) & (self.filled > 0)
        return np.where(full, self.key[np.minimum(self.at[:-1], max(len(self.key) - 1, 0))] if len(self.key) else 0, 0)

    def taken(self, lists: Lists) -> Ints:
        """Where in her list each carer's post stands, -1 for none."""
        post = np.full(len(lists.posts), -2, np.int32)
        owner = np.repeat(np.arange(len(self.filled)), self.filled)
        seat = np.arange(len(owner)) - np.repeat(np.cumsum(self.filled) - self.filled, self.filled) + self.at[owner]
        post[self.who[seat]] = owner
        found = lists.posts == post[:, None]
        return np.where(found.any(axis=1), found.argmax(axis=1), -1)


def deferred(lists: Lists, seats: Seats) -> Ints:
    """Carers propose in the order of their lists, a post keeps the highest values; what each holds, -1 for none."""
    if kernel is None:
        _deferred(lists, _Heaps(seats), seats)
    else:
        arrays = (np.ascontiguousarray(lists.posts), np.ascontiguousarray(lists.values))
        kernel.deferred(lists.posts.shape[1], *arrays, seats.at, seats.filled, seats.key, seats.who)
    return seats.taken(lists)


def auction(lists: Lists, rest: np.ndarray[Any, Any], seats: Seats, waiting: Ints, step: float) -> Ints:
    """Bids until all who wait hold a place, want none, or could find better outside their lists; returns the last."""
    if kernel is None:
        return _auction(lists, rest, _Heaps(seats), seats, waiting, step)
    stale = np.zeros(len(waiting), np.int32)
    queue = waiting[::-1].astype(np.int32)
    seated = (seats.at, seats.filled, seats.key, seats.who)
    count, _ = kernel.auction(lists.posts.shape[1], lists.posts, lists.values, rest, *seated, queue, stale, step)
    return np.sort(stale[:count])


class _Heaps:
    """The seats as heaps of (key, minus carer), written back by `keep`."""

    def __init__(self, seats: Seats) -> None:
        self.room = np.diff(seats.at).tolist()
        self.of: list[list[tuple[float, int]]] = []
        for at, filled in zip(seats.at.tolist(), seats.filled.tolist(), strict=False):
            self.of.append(
                sorted(zip(seats.key[at : at + filled].tolist(), (-seats.who[at : at + filled]).tolist(), strict=True))
            )

    def seat(self, post: int, key: float, who: int) -> int | None:
        """Seats a carer; the one who loses her seat for it."""
        if len(self.of[post]) < self.room[post]:
            heappush(self.of[post], (key, -who))
            return None
        return -heapreplace(self.of[post], (key, -who))[1]

    def price(self, post: int) -> float:
        return self.of[post][0][0] if len(self.of[post]) == self.room[post] else 0.0

    def keep(self, seats: Seats) -> None:
        for post, (at, heap) in enumerate(zip(seats.at.tolist(), self.of, strict=False)):
            seats.filled[post] = len(heap)
            seats.key[at : at + len(heap)] = [key for key, _ in heap]
            seats.who[at : at + len(heap)] = [-who for _, who in heap]


def _deferred(lists: Lists, heaps: _Heaps, seats: Seats) -> None:
    wanted = [[post for post in row if post >= 0] for row in lists.posts.tolist()]
    value, asked = lists.values.tolist(), [0] * len(wanted)
    free = list(range(len(wanted) - 1, -1, -1))
    while free:
        who = free.pop()
        while asked[who] < len(wanted[who]):
            at = asked[who]
            asked[who] += 1
            post, key = wanted[who][at], value[who][at]
            if not heaps.room[post]:
                continue
            if len(heaps.of[post]) == heaps.room[post] and (key, -who) < heaps.of[post][0]:
                continue
            loser = heaps.seat(post, key, who)
            if loser is not None:
                free.append(loser)
            break
    heaps.keep(seats)


def _auction(lists: Lists, rest: Any, heaps: _Heaps, seats: Seats, waiting: Ints, step: float) -> Ints:
    free, stale = waiting[::-1].tolist(), []
    while free:
        who = free.pop()
        best, second, wanted, paid = 0.0, max(float(rest[who]), 0.0), -1, 0.0
        for post, value in zip(lists.posts[who].tolist(), lists.values[who].tolist(), strict=True):
            if post < 0:
                break
            if not heaps.room[post]:
                continue
            price = heaps.price(post)
            net = value - price
            if net > best:
                best, second, wanted, paid = net, max(best, second), post, price
            elif net > second:
                second = net
        if best < rest[who]:
            stale.append(who)
        elif wanted >= 0:
            loser = heaps.seat(wanted, paid + (best - second) + step, who)
            if loser is not None:
                free.append(loser)
    heaps.keep(seats)
    return np.sort(np.array(stale, np.int32))
