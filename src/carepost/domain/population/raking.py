"""Raking: a table of shares is scaled to margins in turn until all of them hold (iterative proportional fitting).

Source: Deming and Stephan 1940. What the margins leave open stays as the seed has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from carepost.domain.facts import Text
from carepost.domain.population.sheet import CityError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

ROUNDS = 2000
EXACT = 1e-10
FREE = -1
"""The label of a cell that a margin does not bind."""


@dataclass(frozen=True, slots=True)
class Margin:
    """One margin: `labels` has the table's shape and numbers its groups (FREE: not bound), `totals` one per group."""

    name: str
    labels: Labels
    totals: Floats


def rake(seed: Floats, margins: Sequence[Margin]) -> Floats:
    """The table nearest to the seed that holds every margin; cells that are nought stay nought.

    Raises CityError naming the margin that cannot be met, or where the margins contradict each other.
    """
    if not margins:
        return seed
    table = seed.astype(np.float64, copy=True)
    for margin in margins:
        found = _sums(table, margin)
        if ((found <= 0) & (margin.totals > 0)).any():
            raise _fault(margin, "没有可以分配的单元", "has no cell to be filled")
    for _ in range(ROUNDS):
        for margin in margins:
            found = _sums(table, margin)
            factors = np.divide(margin.totals, found, out=np.zeros_like(found), where=found > 0)
            bound = margin.labels != FREE
            table[bound] *= factors[margin.labels[bound]]
        worst = max(margins, key=lambda margin: _off(table, margin))
        if _off(table, worst) < EXACT:
            return table
    raise _fault(worst, "与其他边际互相矛盾", "contradicts another margin")


def _sums(table: Floats, margin: Margin) -> Floats:
    bound = margin.labels != FREE
    sums: Any = np.bincount(margin.labels[bound], weights=table[bound], minlength=len(margin.totals))
    return np.asarray(sums, np.float64)


def _off(table: Floats, margin: Margin) -> float:
    return float(np.abs(_sums(table, margin) - margin.totals).max())


def _fault(margin: Margin, zh: str, en: str) -> CityError:
    return CityError(f"margin {margin.name}", Text(zh, en))
