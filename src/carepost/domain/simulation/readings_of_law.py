"""How the law may be read where it is silent: which combinations of candidates a simulation runs.

Few unknown values are run in every combination. Of many, the combinations that cost least and most are looked for on
the first people, value by value: then low and high are those of the readings that were run, which the answer says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import prod
from typing import Any

from carepost.domain.rules import NotSettled, Pack, Settled, corners, settle

EVERY = 32
"""Up to so many combinations are all run."""
Corner = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Silent:
    """What two packs leave open: for each argument the number of its candidates."""

    counts: Mapping[str, int]

    @property
    def combinations(self) -> int:
        """How many ways there are to read the law."""
        return prod(self.counts.values())


def silent(packs: Sequence[Pack], months: Sequence[date], targets: Sequence[str]) -> Silent:
    """What any of the packs leaves open with candidates, in the order of their arguments."""
    counts: dict[str, int] = {}
    for pack in packs:
        for corner in corners(pack, months, targets):
            for name, number in corner.items():
                counts[name] = max(counts.get(name, 0), number + 1)
    return Silent(counts)


def not_stated(pack: Pack, months: Sequence[date], targets: Sequence[str]) -> dict[str, str]:
    """The targets that rest on a value without candidates, with what is said of it."""
    found = {}
    for target in targets:
        try:
            settle(pack, months, [target], corner=dict.fromkeys(pack.parameters, 0))
        except NotSettled as fault:
            found[target] = str(fault)
    return found


@dataclass(slots=True)
class Settler:
    """Settles a pack for any reading of the law: its candidates are read once and put together."""

    pack: Pack
    months: Sequence[date]
    targets: Sequence[str]
    silent: Silent
    _base: Settled | None = None
    _values: dict[tuple[str, int], list[Any]] = field(default_factory=dict)

    def of(self, corner: Corner) -> Settled:
        """The pack with the candidate of each open value that the corner names (the first of the others)."""
        if self._base is None:
            self._base = self._settle(dict.fromkeys(self.silent.counts, 0))
        values = [dict(month) for month in self._base.values]
        for name, number in corner.items():
            for month, value in zip(values, self._candidate(name, number), strict=True):
                if name in month:
                    month[name] = value
        return replace(self._base, values=tuple(values))

    def _candidate(self, name: str, number: int) -> list[Any]:
        if (name, number) not in self._values:
            settled = self._settle({**dict.fromkeys(self.silent.counts, 0), name: number})
            self._values[name, number] = [month.get(name) for month in settled.values]
        return self._values[name, number]

    def _settle(self, corner: Corner) -> Settled:
        return settle(self.pack, self.months, self.targets, corner=corner)


def every(open_values: Silent) -> list[Corner]:
    """All combinations."""
    out: list[Corner] = [{}]
    for name, count in open_values.counts.items():
        out = [{**corner, name: number} for corner in out for number in range(count)]
    return out


def extremes(open_values: Silent, measure: Callable[[Corner], Sequence[float]]) -> list[Corner]:
    """The corners at which each measured figure is least and greatest, found value by value, each corner once."""
    known: dict[tuple[int, ...], Sequence[float]] = {}

    def asked(corner: Corner) -> Sequence[float]:
        key = tuple(corner.values())
        if key not in known:
            known[key] = measure(corner)
        return known[key]

    def figure(number: int, sign: int) -> Callable[[Corner], float]:
        return lambda corner: sign * asked(corner)[number]

    start = dict.fromkeys(open_values.counts, 0)
    found = [
        _best(open_values, dict(start), figure(number, sign)) for number in range(len(asked(start))) for sign in (1, -1)
    ]
    return list({tuple(corner.values()): corner for corner in found}.values())


def _best(open_values: Silent, corner: dict[str, int], of: Callable[[Corner], float]) -> Corner:
    """The corner with the least figure that no change of one value lowers."""
    least, moved = of(corner), True
    while moved:
        moved = False
        for name, count in open_values.counts.items():
            for number in range(count):
                other = {**corner, name: number}
                if (found := of(other)) < least:
                    corner, least, moved = other, found, True
    return corner
