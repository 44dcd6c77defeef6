"""What the adults of a city work: form, employer, wage, hours, contract, insurance; what those without work wish."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from carepost.domain.population.families import Adults, Families
from carepost.domain.population.ground import KINDERGARTEN, Map, Workplaces, minutes_between, pick, way_of
from carepost.domain.population.structure import EMPLOYED, OUTSIDE, UNEMPLOYED, Structure
from carepost.domain.population.wages import Wages, group_of, spread

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]

HISTORY = 24
"""Months of insurance that a person carries: bit 0 is the month of the city's day, bit 1 the month before."""
NOBODY = -1
WISHES = ("none", "flexible", "full_time")
FULL_TIME, PART_TIME = 0, 1
OPEN = -1
# Design: months since the hire at even steps, lengths of contracts, hours, who is insured by (form, sector).
_TENURE = (np.array([0, 0.25, 0.5, 0.75, 0.9, 1.0]), np.array([0, 7, 22, 58, 120, 260]))
_OPEN_ENDED = np.array([0.40, 0.50, 0.30, 0.60])
_TERMS = np.array([6, 12, 24, 36])
_TERM_SHARE = np.cumsum(
    [[0.05, 0.40, 0.20, 0.35], [0.45, 0.45, 0.05, 0.05], [0.50, 0.40, 0.05, 0.05], [0.4, 0.5, 0.05, 0.05]], 1
)
_INSURED = np.array([[0.97, 0.80, 0.45], [0.40, 0.35, 0.25], [0.25, 0.20, 0.15], [0.25, 0.25, 0.20]])
_GAP, _FIRST_MISSED = 0.06, 0.15
_HOURS = np.array([[40, 44, 48], [16, 20, 24], [24, 30, 40], [20, 36, 54]])
_LESS_WITHOUT_CARE = 4
_HOURLY_TO_FULL = np.array([1.0, 0.9, 0.85, 0.95])
_FULL_WEEK = 44.0
_WISHES_OUTSIDE = 0.15


@dataclass(frozen=True, slots=True)
class Jobs:
    """Work of adults, row by row; NOBODY where there is none. Money in fen a month, days before the city's day.

    `hired`: days since the hire; `term`: days until the contract ends, OPEN where it has no end.
    """

    employer: Ints
    sector: Ints
    occupation: Ints
    form: Ints
    wage: Ints
    hours: Ints
    hired: Ints
    term: Ints
    insured: Ints
    commute: Ints
    wish: Ints
    unemployed_days: Ints
    ever_carer: Flags


@dataclass(frozen=True, slots=True)
class World:
    """What all blocks of a city share. `floor`: the monthly and hourly minimum wage in yuan."""

    structure: Structure
    wages: Wages
    ground: Map
    places: Workplaces
    aims: Mapping[str, float]
    floor: tuple[float, float]


def give_work(adults: Adults, stage: Ints, rng: np.random.Generator, world: World) -> Jobs:
    """The work of each adult. `stage`: of the youngest child (STAGES), for the hours of those who have no care."""
    count = len(adults.person)
    u = rng.random((count, 18))
    group = group_of(adults.sex, adults.family)
    sector = pick(world.wages.sectors[adults.sex], u[:, 0])
    occupation = pick(world.wages.occupations[adults.college.astype(np.int64)], u[:, 1])
    form = pick(world.wages.forms[group], u[:, 2])
    town = pick(world.ground.pull[adults.town], u[:, 3])
    employer = world.places.draw(sector, town, u[:, 4], len(world.ground.towns))
    hours = _hours(adults, stage, form, u[:, 5])
    wage = _wage(world, world.wages.factor[group, sector, occupation], form, hours, u[:, 6])
    hired, term = _contract(form, u[:, 7:10])
    works = adults.status == EMPLOYED
    km = np.hypot(*(adults.home - world.places.points[employer]).T)
    idle = np.where(adults.status == UNEMPLOYED, (u[:, 10] ** 2 * 700).astype(np.int64), NOBODY)
    return Jobs(
        employer=np.where(works, employer, NOBODY),
        sector=np.where(works, sector, NOBODY),
        occupation=np.where(works, occupation, NOBODY),
        form=np.where(works, form, NOBODY),
        wage=np.where(works, wage, NOBODY),
        hours=np.where(works, hours, NOBODY),
        hired=np.where(works, hired, NOBODY),
        term=np.where(works, term, NOBODY),
        insured=np.where(works, _insured(form, sector, hired, u[:, 11:15]), 0),
        commute=np.where(works, minutes_between(km, way_of(km, u[:, 15])), NOBODY),
        wish=_wish(adults, u[:, 16], world),
        unemployed_days=idle,
        ever_carer=_ever(adults, u[:, 17], world),
    )


def _hours(adults: Adults, stage: Ints, form: Ints, uniform: Floats) -> Ints:
    hours = _HOURS[form, pick(np.array([0.5, 0.8, 1.0]), uniform)]
    without = (adults.relation == 0) & ~adults.local & (adults.family >= 2) & (stage < KINDERGARTEN)
    return np.where(without & (adults.child_days < 6 * 365), hours - _LESS_WITHOUT_CARE, hours)


def _wage(world: World, full: Floats, form: Ints, hours: Ints, uniform: Floats) -> Ints:
    """Fen a month: of full-time work the wage drawn, of other forms that of the hours; never below the lawful floor."""
    monthly, hourly = world.floor
    yuan = full * spread(uniform)
    by_hour = yuan * _HOURLY_TO_FULL[form] * hours / _FULL_WEEK
    least = np.where(form == FULL_TIME, monthly, np.where(form == PART_TIME, hourly * hours * 52 / 12, 0.0))
    return np.rint(np.maximum(np.where(form == FULL_TIME, yuan, by_hour), least)).astype(np.int64) * 100


def _contract(form: Ints, u: Floats) -> tuple[Ints, Ints]:
    """Days since the hire, and days until the running term ends: terms of 6 to 36 months, renewed as they end."""
    months = np.interp(u[:, 0], *_TENURE)
    hired = (months * 30.4).astype(np.int64)
    term = (_TERMS[pick(_TERM_SHARE[form], u[:, 1])] * 30.4375).astype(np.int64)
    left = (hired // term + 1) * term - hired
    return hired, np.where(u[:, 2] < _OPEN_ENDED[form], OPEN, left)


def _insured(form: Ints, sector: Ints, hired: Ints, u: Floats) -> Ints:
    """Bits of the last 24 months: all since the hire, for some without the first one or another month."""
    months = np.minimum(hired // 30, HISTORY - 1)
    bits = (np.int64(1) << (months + 1)) - 1
    newest = months < HISTORY - 1
    bits = np.where(newest & (u[:, 1] < _FIRST_MISSED), bits & ~(np.int64(1) << months), bits)
    gap = np.int64(1) << (u[:, 3] * (months + 1)).astype(np.int64)
    bits = np.where(u[:, 2] < _GAP, bits & ~gap, bits)
    return np.where(u[:, 0] < _INSURED[form, sector], bits, 0)


def _wish(adults: Adults, uniform: Floats, world: World) -> Ints:
    """What those without work wish; who is registered as looking wishes work, mothers as the table says."""
    flexible, full = world.aims["wish_flexible"], world.aims["wish_full_time"]
    mothers = world.structure.table[0, :, 2:].sum(axis=(0, 1, 2))
    looking = mothers[UNEMPLOYED] / (mothers[UNEMPLOYED] + mothers[OUTSIDE])
    outside = (flexible + full - looking) / (1 - looking)
    wishes = np.where((adults.relation == 0) & (adults.family >= 2), outside, _WISHES_OUTSIDE)
    share = np.where(adults.status == UNEMPLOYED, 1.0, wishes)
    kind = np.where(uniform < share * flexible / (flexible + full), 1, 2)
    return np.where((adults.status == EMPLOYED) | (uniform >= share), 0, kind)


def _ever(adults: Adults, uniform: Floats, world: World) -> Flags:
    """Whether a mother was ever a full-time carer, so that the share and those who returned are as the table says."""
    ever, back = world.aims["ever_full_time_carer"], world.aims["returned_to_work"]
    working = world.structure.rate(0, slice(2, None), EMPLOYED)
    share = np.where(adults.status == EMPLOYED, ever * back / working, ever * (1 - back) / (1 - working))
    found: Any = (adults.relation == 0) & (adults.family >= 2) & (uniform < share)
    return np.asarray(found, bool)


def stage_of_youngest(families: Families, adults: Adults, u: Floats, world: World) -> Ints:
    """Where the youngest child of each family spends the day: 0 home, 1 nursery, 2 kindergarten, 3 school.

    Among migrant mothers work and care go together as far as the table says; `u` has one number a family.
    """
    age = families.youngest_days // 365
    share = np.where(age < 3, world.aims["under_3_enrolment"], world.aims["kindergarten_enrolment"])
    works = np.full(len(families.number), NOBODY)
    mothers = adults.relation == 0
    works[adults.family_row[mothers]] = adults.status[mothers] == EMPLOYED
    rate = np.array([world.structure.rate(0, [f], EMPLOYED) if f > 1 else 1.0 for f in range(8)])[families.family]
    more = share * (1 - share) * world.aims["kindergarten_employment"]
    tied = np.where(works == 1, share + more / rate, np.where(works == 0, share - more / (1 - rate), share))
    attends = u < np.where(families.local, share, tied)
    return np.where(age >= 6, 3, np.where(attends, np.where(age < 3, 1, 2), 0))
