"""Choices that come out the same on every machine and in every version of Python."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Weighted(Generic[T]):
    """Things with their weights, ready to draw from."""

    items: tuple[T, ...]
    sums: tuple[float, ...]

    @classmethod
    def of(cls, pairs: Iterable[tuple[T, float]]) -> Weighted[T]:
        """Pairs of a thing and its weight; what weighs nothing is left out."""
        kept = [(item, weight) for item, weight in pairs if weight > 0]
        return cls(tuple(item for item, _ in kept), tuple(accumulate(weight for _, weight in kept)))

    def __bool__(self) -> bool:
        return bool(self.items)


class Draws:
    """A stream of choices named by its key: the same key gives the same choices, and no stream disturbs another.

    Only `random()` of a generator seeded with a string is used, which Python promises to keep the same.
    """

    __slots__ = ("_next",)

    def __init__(self, *key: object) -> None:
        self._next = Random("/".join(map(str, key))).random  # noqa: S311 (a demo is no secret)

    def chance(self, share: float) -> bool:
        """True in this share of draws."""
        return self._next() < share

    def real(self, low: float, high: float) -> float:
        """Evenly between two numbers."""
        return low + (high - low) * self._next()

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int((high - low + 1) * self._next())

    def one(self, things: Sequence[T]) -> T:
        """One of the things, each as likely as the next."""
        return things[int(len(things) * self._next())]

    def some(self, things: Sequence[T], count: int) -> tuple[T, ...]:
        """So many different things in their order, all of them where there are no more."""
        left = min(count, len(things))
        chosen = []
        for n, thing in enumerate(things):
            if self._next() * (len(things) - n) < left:
                chosen.append(thing)
                left -= 1
        return tuple(chosen)

    def weighted(self, among: Weighted[T]) -> T:
        """One of the things by its weight."""
        at = bisect_right(among.sums, self._next() * among.sums[-1])
        return among.items[min(at, len(among.items) - 1)]

    def bell(self) -> float:
        """About normal with mean 0 and deviation 1, from sums alone: logarithms differ between machines."""
        return (self._next() + self._next() + self._next() + self._next() - 2) * 1.7320508
