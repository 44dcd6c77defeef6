"""What people earn: factors of sector, occupation and family, raked so that the means of the calibration table hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import numpy as np

from carepost.domain.population.structure import EMPLOYED, NO_CHILD, Structure

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SECTORS = ("non_private", "private", "individual")
OCCUPATIONS = ("manager", "professional", "clerk", "service", "production")
FORMS = ("full_time", "part_time", "labour_service", "platform")
# Who earns alike for the table: women without a child, with one, with more; men without, with.
GROUPS = 5
_SECTOR_SHARE = np.array([0.30, 0.50, 0.20])
# By schooling; design, chosen so that the published ratios of pay average to 1 over all.
_OCCUPATION_SHARE = np.array([[0.04, 0.08, 0.12, 0.38, 0.38], [0.12, 0.46, 0.22, 0.12, 0.08]])
_FORM_SHARE = np.array(
    [
        [0.82, 0.06, 0.05, 0.07],
        [0.74, 0.13, 0.06, 0.07],
        [0.74, 0.13, 0.06, 0.07],
        [0.84, 0.02, 0.05, 0.09],
        [0.84, 0.02, 0.05, 0.09],
    ]
)
_INDIVIDUAL_TO_PRIVATE = 0.85
_SECOND_CHILD = 0.96
_SPREAD = 0.38
_ROUNDS = 400
SIZE_OF_TABLE = 4096


@dataclass(frozen=True, slots=True)
class Wages:
    """Yuan a month of full-time work before chance: `factor[group, sector, occupation]`; `sectors` are cumulated shares

    by sex, `occupations` by schooling, `forms` by group.
    """

    factor: Floats
    sectors: Floats
    occupations: Floats
    forms: Floats


def group_of(sex: Any, family: Any) -> Any:
    """The group of a person by sex (0 female) and family."""
    children = np.where(family == NO_CHILD, 0, np.where(family < 5, 1, 2))
    return np.where(sex == 0, children, 3 + (family != NO_CHILD))


def raked_wages(structure: Structure, aims: Mapping[str, float]) -> Wages:
    """Factors whose means meet the table: by sector, by occupation, between the sexes and between parents."""
    sectors = _sectors(structure, aims)
    weight = _weights(structure, sectors)
    parts = [np.ones(GROUPS), np.ones(3), np.ones(len(OCCUPATIONS))]
    ratios = np.array([aims[f"pay_{name}"] for name in OCCUPATIONS])
    for _ in range(_ROUNDS):
        mean = _means(weight, parts)
        parts[1] *= _sector_aims(aims) / mean(1)
        mean = _means(weight, parts)
        parts[2] *= ratios / (mean(2) / mean())
        parts[0] *= _group_aims(_means(weight, parts), weight.sum(axis=(1, 2)), aims)
    factor = parts[0][:, None, None] * parts[1][None, :, None] * parts[2][None, None, :]
    return Wages(
        factor, np.cumsum(sectors, axis=1), np.cumsum(_OCCUPATION_SHARE, axis=1), np.cumsum(_FORM_SHARE, axis=1)
    )


def _sectors(structure: Structure, aims: Mapping[str, float]) -> Floats:
    """Shares of the sectors by sex: women hold their share of non-private jobs, the rest goes by the other two."""
    employed = structure.table[..., EMPLOYED].sum(axis=(1, 2, 3))
    women = aims["women_of_non_private"]
    first = _SECTOR_SHARE[0] * employed.sum() * np.array([women, 1 - women]) / employed
    rest = (1 - first)[:, None] * _SECTOR_SHARE[1:] / _SECTOR_SHARE[1:].sum()
    return np.column_stack([first, rest])


def _weights(structure: Structure, sectors: Floats) -> Floats:
    """Full-time workers by (group, sector, occupation)."""
    weight = np.zeros((GROUPS, 3, len(OCCUPATIONS)))
    sex, family = np.meshgrid(range(2), range(structure.table.shape[2]), indexing="ij")
    groups = group_of(sex, family)
    for s in range(2):
        by_school = structure.table[s, ..., EMPLOYED].sum(axis=0)
        for f, (low, high) in enumerate(by_school):
            occupations = low * _OCCUPATION_SHARE[0] + high * _OCCUPATION_SHARE[1]
            weight[groups[s, f]] += _FORM_SHARE[groups[s, f], 0] * sectors[s][:, None] * occupations[None, :]
    return weight


def _means(weight: Floats, parts: list[Floats]) -> Any:
    pay = parts[0][:, None, None] * parts[1][None, :, None] * parts[2][None, None, :]

    def mean(axis: int | None = None) -> Any:
        if axis is None:
            return (weight * pay).sum() / weight.sum()
        others = tuple(n for n in range(3) if n != axis)
        return (weight * pay).sum(axis=others) / weight.sum(axis=others)

    return mean


def _sector_aims(aims: Mapping[str, float]) -> Floats:
    private = aims["pay_private_units"] / 12
    return np.array([aims["pay_non_private_units"] / 12, private, private * _INDIVIDUAL_TO_PRIVATE])


def _group_aims(mean: Any, weight: Floats, aims: Mapping[str, float]) -> Floats:
    """By how much each group's factor must change, women without children taken as they are."""
    now = mean(0)
    wanted = np.empty(GROUPS)
    wanted[0] = now[0]
    wanted[1] = now[0] * (1 - aims["wage_after_first_child"])
    wanted[2] = wanted[1] * _SECOND_CHILD
    mothers = (wanted[1:3] * weight[1:3]).sum() / weight[1:3].sum()
    women = (wanted[:3] * weight[:3]).sum() / weight[:3].sum()
    wanted[4] = mothers / (1 - aims["mothers_pay_gap"])
    men = women / (1 - aims["women_pay_gap"])
    wanted[3] = (men * weight[3:].sum() - wanted[4] * weight[4]) / weight[3]
    return np.asarray(wanted / now, np.float64)


@cache
def _spread() -> Floats:
    """Values of a log-normal spread with mean 1 at even steps of a uniform number."""
    steps = (np.arange(SIZE_OF_TABLE) + 0.5) / SIZE_OF_TABLE
    values = np.exp(_SPREAD * np.array([NormalDist().inv_cdf(float(step)) for step in steps]))
    return np.asarray(values / values.mean(), np.float64)


def spread(uniform: Floats) -> Floats:
    """The chance part of a wage from uniform numbers."""
    return np.asarray(_spread()[(uniform * SIZE_OF_TABLE).astype(np.int64)], np.float64)
