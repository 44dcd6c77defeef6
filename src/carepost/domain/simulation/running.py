"""Runs a scheme and its reform over a population, reading by reading, and keeps only sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from carepost.domain.facts import Text
from carepost.domain.rules import ColumnError, Pack, run_columns
from carepost.domain.simulation.facts import Facts, Setting, asked
from carepost.domain.simulation.people import NOT, RELATIONS, SIZES, Population
from carepost.domain.simulation.readings_of_law import EVERY as EVERY_CORNER
from carepost.domain.simulation.readings_of_law import Corner, Settler, Silent, every, extremes
from carepost.domain.simulation.refused import SimulationError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Columns = Mapping[str, NDArray[Any]]
    Ints = NDArray[np.int64]

SAMPLE = 4_000
"""People on whom the least and most costly readings are looked for: the first of the file that are asked."""
BANDS = (0, 300_000, 500_000, 800_000, 1_200_000)
BAND_NAMES = ("no_wage", "under_3000", "3000_to_4999", "5000_to_7999", "8000_to_11999", "12000_and_more")
NO_EMPLOYER = "no_employer"
BOTH = 2


@dataclass(slots=True)
class Account:
    """Sums of one reading of the law, as whole numbers. Axis 0 of an array is baseline and reform.

    `cost[side, payment, month]` in fen; `access[side, target]` and `reached[side]` people; `groups[dimension]` has the
    columns people, reached before, reached after, gainers, losers, fen before, fen after.
    """

    corner: Corner
    cost: Ints
    access: Ints
    reached: Ints
    gainers: int = 0
    losers: int = 0
    unchanged: int = 0
    groups: dict[str, Ints] = field(default_factory=dict)

    @property
    def totals(self) -> tuple[int, int]:
        """Fen in all months, before and after."""
        before, after = self.cost.sum(axis=(1, 2)).tolist()
        return before, after


@dataclass(frozen=True, slots=True)
class Sides:
    """The packs before and after, the payments that can be reckoned, and the rules of access."""

    packs: tuple[Pack, Pack]
    payments: tuple[str, ...]
    access: tuple[str, ...]
    open_values: Silent

    @property
    def targets(self) -> tuple[str, ...]:
        """The rules that are run."""
        return tuple(dict.fromkeys((*self.payments, *self.access)))


DIMENSIONS = ("relation", "place", "employer_size", "wage_band")


def group_names(population: Population) -> dict[str, tuple[str, ...]]:
    """The names of the groups of each dimension, in the order of the rows of an account."""
    return {
        "relation": RELATIONS,
        "place": population.towns,
        "employer_size": (*SIZES, NO_EMPLOYER),
        "wage_band": BAND_NAMES,
    }


def _labels(people: Columns) -> dict[str, Ints]:
    size = people["employer_size"]
    return {
        "relation": people["relation"],
        "place": people["town"],
        "employer_size": np.where(size == NOT, len(SIZES), size),
        "wage_band": np.where(people["wage_fen"] == NOT, 0, np.searchsorted(BANDS, people["wage_fen"], side="right")),
    }


class Runner:
    """One simulation: the readings of the law are chosen first, then every person is run through each."""

    def __init__(self, sides: Sides, population: Population, setting: Setting, *, batch: int) -> None:
        self._sides, self._population, self._setting, self._batch = sides, population, setting, batch
        self.facts = Facts(setting)
        self._settlers = [Settler(p, setting.months, sides.targets, sides.open_values) for p in sides.packs]

    def corners(self) -> tuple[list[Corner], bool]:
        """The readings that are run, and whether these are all there are."""
        if self._sides.open_values.combinations <= EVERY_CORNER:
            return every(self._sides.open_values), True
        sample = self._sample()
        return extremes(self._sides.open_values, lambda corner: self._figures(corner, sample)), False

    def _sample(self) -> list[Any]:
        """The columns of the first people that are asked, for each side, whatever the size of the batches."""
        for people in self._population.batches(max(SAMPLE * 4, 1)):
            out = []
            for pack in self._sides.packs:
                rows = asked(pack, people)[:SAMPLE]
                out.append(self.facts.of(pack, people, rows))
            return out
        return [self.facts.of(pack, {}, np.zeros(0, np.int64)) for pack in self._sides.packs]

    def _figures(self, corner: Corner, sample: Sequence[Any]) -> tuple[float, ...]:
        """Cost before, cost after, and their difference."""
        before, after = (
            sum(
                int(part.values[name].sum())
                for part in _parts(settler.of(corner), facts)
                for name in self._sides.payments
            )
            for settler, facts in zip(self._settlers, sample, strict=True)
        )
        return before, after, after - before

    def run(self, corners: Sequence[Corner]) -> list[Account]:
        """The account of each reading."""
        sides, months = self._sides, len(self._setting.months)
        accounts = [
            Account(
                corner,
                np.zeros((BOTH, len(sides.payments), months), np.int64),
                np.zeros((BOTH, len(sides.access)), np.int64),
                np.zeros(BOTH, np.int64),
                groups={
                    name: np.zeros((len(names), 7), np.int64) for name, names in group_names(self._population).items()
                },
            )
            for corner in corners
        ]
        settled = [[settler.of(corner) for settler in self._settlers] for corner in corners]
        for people in self._population.batches(self._batch):
            labels = _labels(people)
            rows = [asked(pack, people) for pack in sides.packs]
            facts = [self.facts.of(p, people, r) for p, r in zip(sides.packs, rows, strict=True)]
            for account, pair in zip(accounts, settled, strict=True):
                self._add(account, pair, rows, facts, labels)
        return accounts

    def _add(self, account: Account, pair: Any, rows: Any, facts: Any, labels: Mapping[str, Ints]) -> None:
        count = len(labels["relation"])
        paid = np.zeros((BOTH, count), np.int64)
        for side in range(BOTH):
            total = np.zeros(len(rows[side]), np.int64)
            held = np.zeros((len(self._sides.access), len(rows[side])), bool)
            for part in _parts(pair[side], facts[side]):
                for number, name in enumerate(self._sides.payments):
                    account.cost[side, number, part.month] += int(part.values[name].sum())
                    total[part.start : part.stop] += part.values[name]
                for number, name in enumerate(self._sides.access):
                    held[number, part.start : part.stop] |= part.values[name].astype(bool)
            account.access[side] += held.sum(axis=1)
            paid[side, rows[side]] = total
        _count(account, paid, labels)


def _count(account: Account, paid: Ints, labels: Mapping[str, Ints]) -> None:
    before, after = paid
    columns = (np.ones(len(before), np.int64), before > 0, after > 0, after > before, after < before, before, after)
    account.reached += np.array([(before > 0).sum(), (after > 0).sum()])
    account.gainers += int((after > before).sum())
    account.losers += int((after < before).sum())
    account.unchanged += int((after == before).sum())
    for name, label in labels.items():
        for number, column in enumerate(columns):
            size = len(account.groups[name])
            # Sums of fen stay far below 2^53, so the floats of bincount are exact.
            account.groups[name][:, number] += np.bincount(label, column, size).astype(np.int64)


def _parts(settled: Any, facts: Any) -> Iterator[Any]:
    try:
        yield from run_columns(settled, facts)
    except ColumnError as fault:
        said = str(fault)
        raise SimulationError("population", None, None, Text(f"不符合方案的要求：{said}", said)) from None
