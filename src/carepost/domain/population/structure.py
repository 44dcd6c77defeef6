"""Who lives in a generated city: shares of sex, age, family, schooling and work, raked to the calibration table.

A cell is sex x age band x family x schooling x status. What no row of the table binds (ages of parents, schooling, how
many people have no child under 12) is a design of this product, told in docs/population.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from carepost.domain.population.raking import FREE, Margin, rake

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SEXES = ("female", "male")
AGES = ((18, 25), (25, 30), (30, 35), (35, 40), (40, 45), (45, 50), (50, 55), (55, 60))
STATUSES = ("employed", "unemployed", "not_in_labour_force")
EMPLOYED, UNEMPLOYED, OUTSIDE = range(3)
# Families by children: none under 18, an older one only, one or more with the youngest in each span of years.
NO_CHILD, OLDER_CHILD = 0, 1
YOUNGEST = ((0, 3), (3, 6), (6, 12))
FAMILIES = 2 + 2 * len(YOUNGEST)
OLDER_YEARS = (12, 18)
OTHERS_PER_FAMILY = 2
HAS_OLDER_CHILD = 0.18
HOUSEHOLDS = {"both": 0.90, "mother": 0.06, "father": 0.025, "guardian": 0.015}
# Of families with a child under 12: by the youngest child, and with two children or more.
_YOUNGEST_SHARE = np.array([0.27, 0.28, 0.45])
_TWO_OR_MORE = 0.48
_MOTHERS = np.array(
    [
        [0.12, 0.33, 0.33, 0.17, 0.05, 0, 0, 0],
        [0.03, 0.20, 0.37, 0.27, 0.11, 0.02, 0, 0],
        [0, 0.05, 0.24, 0.36, 0.25, 0.09, 0.01, 0],
    ]
)
_FATHERS_LATER = 0.4
_OLDER_CHILD_AGES = np.array([0, 0, 0.06, 0.24, 0.35, 0.25, 0.09, 0.01])
_NO_CHILD_AGES = np.array(
    [[0.27, 0.17, 0.08, 0.05, 0.06, 0.10, 0.14, 0.13], [0.27, 0.20, 0.10, 0.06, 0.06, 0.09, 0.12, 0.10]]
)
_COLLEGE = np.array([0.45, 0.42, 0.36, 0.28, 0.20, 0.16, 0.12, 0.10])
_WORKING = np.array(
    [[0.50, 0.72, 0.70, 0.70, 0.70, 0.66, 0.50, 0.40], [0.55, 0.90, 0.93, 0.93, 0.92, 0.90, 0.82, 0.70]]
)
_LOOKING = 0.045
_PRIME, _YOUNG = slice(1, 6), slice(1, 3)
SHAPE = (len(SEXES), len(AGES), FAMILIES, 2, len(STATUSES))


@dataclass(frozen=True, slots=True)
class Structure:
    """`table` holds the shares of all adults by (sex, age band, family, college, status); they sum to 1.

    `families` holds the shares of households with a child under 12 by family (0 for the first two).
    """

    table: Floats
    families: Floats

    def within(self, sex: int, family: int) -> Floats:
        """Cumulated shares of (age band, college, status) among people of a sex and family, flat."""
        cells = self.table[sex, :, family].ravel()
        return np.asarray(np.cumsum(cells / cells.sum()), np.float64)

    def rate(self, sex: int, families: Any, status: int) -> float:
        """The share with a status among people of a sex in some families."""
        part = self.table[sex][:, families]
        return float(part[..., status].sum() / part.sum())


def family_number(two_or_more: Any, youngest: Any) -> Any:
    """The number of a family with a child under 12."""
    return 2 + 3 * two_or_more + youngest


def raked(aims: Mapping[str, float]) -> Structure:
    """The structure that meets the rows of the table that concern it. Raises CityError where they contradict."""
    families = np.zeros(FAMILIES)
    for number, share in ((0, 1 - _TWO_OR_MORE), (1, _TWO_OR_MORE)):
        families[2 + 3 * number : 5 + 3 * number] = share * _YOUNGEST_SHARE
    people = _people(families)
    seed = people[..., None] * _statuses()
    everybody = Margin("people", np.arange(people.size).reshape(people.shape)[..., None].repeat(3, -1), people.ravel())
    first = rake(seed, [everybody, *_prime_age(people, aims)])
    return Structure(rake(first, [everybody, *_prime_age(people, aims), *_women(first, aims)]), families)


def _people(families: Floats) -> Floats:
    """Shares of (sex, age, family, college), status left open."""
    parents = np.array([HOUSEHOLDS["both"] + HOUSEHOLDS[who] for who in ("mother", "father")])
    count = np.zeros((len(SEXES), FAMILIES))
    count[:, 2:] = parents[:, None] * families[2:]
    count[:, NO_CHILD] = OTHERS_PER_FAMILY / 2 * (1 - HAS_OLDER_CHILD)
    count[:, OLDER_CHILD] = OTHERS_PER_FAMILY / 2 * HAS_OLDER_CHILD
    ages = np.zeros((len(SEXES), FAMILIES, len(AGES)))
    ages[:, NO_CHILD], ages[:, OLDER_CHILD] = _NO_CHILD_AGES, _OLDER_CHILD_AGES
    for sex, later in ((0, 0.0), (1, _FATHERS_LATER)):
        moved = (1 - later) * _MOTHERS + later * np.roll(_MOTHERS, 1, axis=1)
        ages[sex, 2:] = np.concatenate([moved, moved])
    schooling = np.stack([1 - _COLLEGE, _COLLEGE], axis=1)
    shares = np.einsum("sf,sfa,ac->safc", count, ages, schooling)
    return np.asarray(shares / shares.sum(), np.float64)


def _statuses() -> Floats:
    """The seed: how likely each status is by sex, age and schooling."""
    odds = (_WORKING / (1 - _WORKING))[:, :, None, None] * np.array([0.95, 1.3])
    working = odds / (1 + odds)
    looking = np.full_like(working, _LOOKING) * working
    out = 1 - working - looking
    found = np.stack([working, looking, np.maximum(out, 0.005)], axis=-1)
    return np.broadcast_to(found, SHAPE)


def _prime_age(people: Floats, aims: Mapping[str, float]) -> list[Margin]:
    """Labour force from 25 to 49 by sex, and employment of women by number of children."""
    force = np.full(SHAPE, FREE)
    for sex in range(2):
        force[sex, _PRIME, :, :, :OUTSIDE] = sex
    prime = people[:, _PRIME].sum(axis=(1, 2, 3))
    wanted = np.array([aims["women_in_labour_force"], aims["men_in_labour_force"]]) * prime
    labels = np.full(SHAPE, FREE)
    groups = (slice(0, 1), slice(1, 5), slice(5, 8))
    counts = np.array([people[0, _PRIME, group].sum() for group in groups])
    first = aims["employment_after_first_child"]
    lost = np.array([0, first, first + aims["employment_after_second_child"]])
    level = wanted[0] * (1 - _LOOKING) / prime[0] + (lost * counts).sum() / prime[0]
    for number, group in enumerate(groups):
        labels[0, _PRIME, group, :, EMPLOYED] = number
    return [Margin("labour force", force, wanted), Margin("children", labels, (level - lost) * counts)]


def _women(first: Floats, aims: Mapping[str, float]) -> list[Margin]:
    """Women's share of employment, and how far mothers of a child under 6 lie behind other women from 25 to 34."""
    share = aims["women_of_employed"]
    labels = np.full(SHAPE, FREE)
    labels[0, ..., EMPLOYED] = 0
    total = first[1, ..., EMPLOYED].sum() * share / (1 - share)
    gap = np.full(SHAPE, FREE)
    young = np.zeros(FAMILIES, bool)
    young[[2, 3, 5, 6]] = True
    part = first[0, _YOUNG]
    counts = np.array([part[:, who].sum() for who in (young, ~young)])
    behind = aims["employment_gap_young_child"]
    level = (part[..., EMPLOYED].sum() + behind * counts[0]) / counts.sum()
    for number, who in enumerate((young, ~young)):
        for family in np.flatnonzero(who):
            gap[0, _YOUNG, family, :, EMPLOYED] = number
    return [
        Margin("women employed", labels, np.array([total])),
        Margin("young child", gap, np.array([level - behind, level]) * counts),
    ]
