"""Draws the families and the other adults of a city, block by block: equal arguments give equal people.

A block holds BLOCK families with a child under 12 and twice as many other adults. Each block has a stream of its own,
so the first people stay the same when more are asked, and memory does not grow with the city. Only uniform numbers of
the generator are used.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from carepost.domain.population.ground import HOMES_KM, Map, around, pick
from carepost.domain.population.structure import (
    AGES,
    HAS_OLDER_CHILD,
    HOUSEHOLDS,
    NO_CHILD,
    OLDER_CHILD,
    OLDER_YEARS,
    OTHERS_PER_FAMILY,
    OUTSIDE,
    STATUSES,
    YOUNGEST,
    Structure,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]

BLOCK = 16_384
RELATIONS = ("mother", "father", "grandmother", "grandfather", "guardian", "carer_of_adult", "graduate", "none")
MOTHER, FATHER, GRANDMOTHER, GRANDFATHER, GUARDIAN, CARER_OF_ADULT, GRADUATE, NONE = range(8)
YEAR = 365.25
SLOTS = 4
# Design: a grandparent in the household who helps, how often parents resemble each other, the rest of this page.
_GRANDPARENT, _ALIKE, _GRANDMOTHER, _THREE = 0.20, 0.6, 0.75, 0.15
_GRANDPARENT_WORKS, _GRANDPARENT_AGES = 0.10, (52, 68)
_CARES_FOR_ADULT, _GRADUATES = 0.04, 0.35
_LOCAL = 0.5


@dataclass(frozen=True, slots=True)
class Families:
    """Families with a child under 12. `fetcher`: 0 mother, 1 father, 2 grandparent or guardian, 3 others."""

    number: Ints
    family: Ints
    mother: Flags
    father: Flags
    third: Ints
    main: Ints
    fetcher: Ints
    children: Ints
    youngest_days: Ints
    town: Ints
    home: Floats
    local: Flags


@dataclass(frozen=True, slots=True)
class Adults:
    """Adults as columns; `household` and `family_row` (-1: no family of this block) tie them to their home."""

    person: Ints
    household: Ints
    family_row: Ints
    sex: Ints
    age_days: Ints
    family: Ints
    relation: Ints
    main_carer: Flags
    children: Ints
    child_days: Ints
    college: Flags
    status: Ints
    town: Ints
    home: Floats
    local: Flags


def draw_families(first: int, rng: np.random.Generator, structure: Structure, ground: Map, mothers: Any) -> Families:
    """BLOCK families from a number on. `mothers`: the shares of (mother is main carer, mother fetches) to meet."""
    u = rng.random((BLOCK, 22))
    family = pick(np.cumsum(structure.families), u[:, 0])
    kind = pick(np.cumsum(list(HOUSEHOLDS.values())), u[:, 1])
    mother, father = np.isin(kind, (0, 1)), np.isin(kind, (0, 2))
    grandparent = np.where(u[:, 3] < _GRANDMOTHER, GRANDMOTHER, GRANDFATHER)
    third = np.where(kind == 3, GUARDIAN, np.where(u[:, 2] < _GRANDPARENT, grandparent, -1))
    main = _main(kind, third, u[:, 4], mothers[0])
    low, high = (np.array(ends)[(family - 2) % 3] for ends in zip(*YOUNGEST, strict=True))
    town = pick(ground.homes, u[:, 8])
    return Families(
        number=first + np.arange(BLOCK),
        family=family,
        mother=mother,
        father=father,
        third=third,
        main=main,
        fetcher=_fetcher(main, father, third, u[:, 5], mothers[1] / mothers[0]),
        children=np.where(family >= 5, 2 + (u[:, 6] < _THREE), 1),
        youngest_days=((low + (high - low) * u[:, 7]) * YEAR).astype(np.int64),
        town=town,
        home=around(ground.points[town], HOMES_KM, u[:, 9:17]),
        local=u[:, 17] < _LOCAL,
    )


def _main(kind: Ints, third: Ints, uniform: Floats, share: float) -> Ints:
    """Who is the main carer (0 mother, 1 father, 2 the third): the mother in this share of all families."""
    both = (share - HOUSEHOLDS["mother"]) / HOUSEHOLDS["both"]
    other = np.where((third >= 0) & (uniform < both + (1 - both) * 0.9), 2, 1)
    of_two = np.where(uniform < both, 0, other)
    found: Ints = np.choose(
        kind, [of_two, np.zeros_like(kind), np.where((third >= 0) & (uniform < 0.5), 2, 1), np.full_like(kind, 2)]
    )
    return found


def _fetcher(main: Ints, father: Flags, third: Ints, uniform: Floats, if_mother: float) -> Ints:
    instead = np.where(third >= 0, 2, np.where(father & (uniform < (1 + if_mother) / 2), 1, 3))
    return np.asarray(np.where(main == 0, np.where(uniform < if_mother, 0, instead), main), np.int64)


def adults_of(families: Families, rng: np.random.Generator, structure: Structure) -> Adults:
    """The parents, grandparents and guardians of the families."""
    u = rng.random((BLOCK, 8))
    alike = np.where(u[:, 2] < _ALIKE, u[:, 0], u[:, 1])
    parts = [
        _parents(families, 0, u[:, 0], u[:, 3], structure),
        _parents(families, 1, alike, u[:, 4], structure),
        _thirds(families, u[:, 5], u[:, 6], u[:, 7]),
    ]
    return join(parts, sort=True)


def _parents(families: Families, sex: int, cell: Floats, age: Floats, structure: Structure) -> Adults:
    rows = np.flatnonzero(families.mother if sex == 0 else families.father)
    band, college, status = _cells(sex, families.family[rows], cell[rows], structure)
    child = families.youngest_days[rows]
    days = np.maximum(_days_old(band, age[rows]), child + int(18.5 * YEAR))
    return _members(families, rows, sex, np.full(len(rows), sex), days, status, college)


def _thirds(families: Families, age: Floats, works: Floats, sex: Floats) -> Adults:
    rows = np.flatnonzero(families.third >= 0)
    relation = families.third[rows]
    woman = np.where(relation == GUARDIAN, sex[rows] < 0.6, relation == GRANDMOTHER)
    low, high = _GRANDPARENT_AGES
    days = ((low + (high - low) * age[rows]) * YEAR).astype(np.int64)
    status = np.where(works[rows] < _GRANDPARENT_WORKS, 0, OUTSIDE)
    return _members(families, rows, 2, np.where(woman, 0, 1), days, status, np.zeros(len(rows), bool), relation)


def _members(
    families: Families, rows: Ints, slot: int, sex: Ints, days: Ints, status: Ints, college: Flags, relation: Any = None
) -> Adults:
    unit = families.number[rows] * (1 + OTHERS_PER_FAMILY)
    return Adults(
        person=unit * SLOTS + slot,
        household=unit,
        family_row=rows,
        sex=sex,
        age_days=days,
        family=families.family[rows],
        relation=np.full(len(rows), slot) if relation is None else relation,
        main_carer=families.main[rows] == slot,
        children=families.children[rows],
        child_days=families.youngest_days[rows],
        college=college,
        status=status,
        town=families.town[rows],
        home=families.home[rows],
        local=families.local[rows],
    )


def draw_others(first: int, rng: np.random.Generator, structure: Structure, ground: Map) -> Adults:
    """The other adults that belong to BLOCK families from a number on: a household each."""
    count = BLOCK * OTHERS_PER_FAMILY
    u = rng.random((count, 17))
    number = np.arange(count)
    unit = (first + number // OTHERS_PER_FAMILY) * (1 + OTHERS_PER_FAMILY) + 1 + number % OTHERS_PER_FAMILY
    sex, family = (u[:, 0] < 0.5).astype(np.int64), (u[:, 1] < HAS_OLDER_CHILD).astype(np.int64)
    band = np.empty(count, np.int64)
    college, status = np.empty(count, bool), np.empty(count, np.int64)
    for s in range(2):
        for f in (NO_CHILD, OLDER_CHILD):
            rows = np.flatnonzero((sex == s) & (family == f))
            band[rows], college[rows], status[rows] = _cells(s, np.full(len(rows), f), u[rows, 2], structure)
    parent = family == OLDER_CHILD
    low, high = OLDER_YEARS
    child = np.where(parent, ((low + (high - low) * u[:, 4]) * YEAR).astype(np.int64), -1)
    days = np.maximum(_days_old(band, u[:, 3]), np.where(parent, child + int(18.5 * YEAR), 0))
    graduate = (band <= 1) & college & (u[:, 5] < _GRADUATES)
    alone = np.where(graduate, GRADUATE, np.where(u[:, 6] < _CARES_FOR_ADULT, CARER_OF_ADULT, NONE))
    town = pick(ground.homes, u[:, 7])
    return Adults(
        person=unit * SLOTS,
        household=unit,
        family_row=np.full(count, -1),
        sex=sex,
        age_days=days,
        family=family,
        relation=np.where(parent, sex, alone),
        main_carer=np.zeros(count, bool),
        children=parent.astype(np.int64),
        child_days=child,
        college=college,
        status=status,
        town=town,
        home=around(ground.points[town], HOMES_KM, u[:, 8:16]),
        local=u[:, 16] < _LOCAL,
    )


def _cells(sex: int, family: Ints, uniform: Floats, structure: Structure) -> tuple[Ints, Flags, Ints]:
    """Age band, schooling and status of people of a sex by their family."""
    at = np.empty(len(family), np.int64)
    for each in np.unique(family):
        rows = np.flatnonzero(family == each)
        at[rows] = pick(structure.within(sex, int(each)), uniform[rows])
    band, rest = np.divmod(at, 2 * len(STATUSES))
    college, status = np.divmod(rest, len(STATUSES))
    return np.asarray(band, np.int64), college.astype(bool), np.asarray(status, np.int64)


def _days_old(band: Ints, uniform: Floats) -> Ints:
    low, high = (np.array(ends)[band] for ends in zip(*AGES, strict=True))
    return np.asarray((low + (high - low) * uniform) * YEAR, np.int64)


def join(parts: list[Adults], *, sort: bool = False) -> Adults:
    """Several groups of adults as one, in the order of their numbers where asked."""
    columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in Adults.__slots__}
    order = np.argsort(columns["person"], kind="stable") if sort else slice(None)
    return Adults(**{name: column[order] for name, column in columns.items()})
