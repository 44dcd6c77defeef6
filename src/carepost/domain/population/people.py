"""The people of a generated city as tables: adults with work, children with gates. Matching never reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from carepost.domain.population.families import (
    BLOCK,
    RELATIONS,
    SLOTS,
    Adults,
    Families,
    adults_of,
    draw_families,
    draw_others,
    join,
)
from carepost.domain.population.ground import KINDS, SCHOOL, SIZES, STAGES, Gates
from carepost.domain.population.jobs import NOBODY, OPEN, WISHES, Jobs, World, give_work, stage_of_youngest
from carepost.domain.population.structure import OTHERS_PER_FAMILY, SEXES, STATUSES, UNEMPLOYED
from carepost.domain.population.wages import FORMS, OCCUPATIONS, SECTORS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

WORDS = pa.dictionary(pa.int8(), pa.string())
FETCHERS = ("mother", "father", "grandparent", "others")


def _field(name: str, type_: pa.DataType, *, null: bool = False) -> pa.Field:
    return pa.field(name, type_, nullable=null)


PERSONS = pa.schema(
    [
        _field("person", pa.int64()),
        _field("household", pa.int64()),
        _field("town", pa.string()),
        _field("home_x", pa.float32()),
        _field("home_y", pa.float32()),
        _field("sex", WORDS),
        _field("birth", pa.date32()),
        _field("local_hukou", pa.bool_()),
        _field("college", pa.bool_()),
        _field("relation", WORDS),
        _field("main_carer", pa.bool_()),
        _field("children", pa.uint8()),
        _field("child_birth", pa.date32(), null=True),
        _field("child_stage", WORDS, null=True),
        _field("status", WORDS),
        _field("unemployed_since", pa.date32(), null=True),
        _field("wish", WORDS),
        _field("ever_full_time_carer", pa.bool_()),
        _field("occupation", WORDS, null=True),
        _field("sector", WORDS, null=True),
        _field("employer", pa.int64(), null=True),
        _field("employer_kind", WORDS, null=True),
        _field("employer_size", WORDS, null=True),
        _field("contract_form", WORDS, null=True),
        _field("contract_from", pa.date32(), null=True),
        _field("contract_to", pa.date32(), null=True),
        _field("insured", pa.uint32()),
        _field("wage_fen", pa.int64(), null=True),
        _field("hours_per_week", pa.uint8(), null=True),
        _field("commute_min", pa.uint8(), null=True),
    ]
)
"""Adults. x, y in km on the map of 114° E; wage in fen a month; commute in minutes one way.

`insured`: bit k is the month k before the month of the city's day. `contract_to` null with a contract: no end.
`child_*`: the youngest child under 18.
"""

CHILDREN = pa.schema(
    [
        _field("household", pa.int64()),
        _field("child", pa.uint8()),
        _field("birth", pa.date32()),
        _field("stage", WORDS),
        _field("gate", pa.int32(), null=True),
        _field("fetched_by", WORDS),
    ]
)
"""Children under 12 and their elder siblings; child 0 is the youngest."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a city: its tables, and the arrays behind the carers' weeks."""

    persons: pa.Table
    children: pa.Table
    families: Families
    stage: Ints
    gate: Ints
    works: Ints


def blocks(world: World, gates: Gates, *, families: int, seed: int, on: date, place: str) -> Iterator[Block]:
    """The city block by block; the last is cut to the number of families (and twice as many other adults)."""
    for first in range(0, families, BLOCK):
        yield _block(world, gates, first, min(BLOCK, families - first), seed, on, place)


def _block(world: World, gates: Gates, first: int, kept: int, seed: int, on: date, place: str) -> Block:
    def stream(part: int) -> np.random.Generator:
        return np.random.Generator(np.random.PCG64([seed, int(place), part, first // BLOCK]))

    shares = (world.aims["mother_daily_care"], world.aims["mother_fetches"])
    families = draw_families(first, stream(0), world.structure, world.ground, shares)
    parents = adults_of(families, stream(1), world.structure)
    chance = stream(2).random((BLOCK, 12))
    stage = stage_of_youngest(families, parents, chance[:, 0], world)
    adults = join([parents, draw_others(first, stream(3), world.structure, world.ground)])
    with_care = np.where(adults.family_row < 0, SCHOOL, stage[adults.family_row])
    jobs = give_work(adults, with_care, stream(4), world)
    towns = len(world.ground.towns)
    gate = np.where(stage > 0, gates.draw(np.maximum(stage, 1), families.town, chance[:, 1], towns), NOBODY)
    works = np.zeros(BLOCK, np.int64)
    works[adults.family_row[adults.main_carer]] = adults.status[adults.main_carer] == 0
    within = adults.household < (first + kept) * (1 + OTHERS_PER_FAMILY)
    persons = _persons(world, _cut(adults, within), _cut(jobs, within), with_care[within], on)
    cut = _cut(families, slice(kept))
    children = _children(gates, cut, stage[:kept], gate[:kept], chance[:kept], on, towns)
    return Block(persons, children, cut, stage[:kept], gate[:kept], works[:kept])


def _cut(columns: Any, rows: Any) -> Any:
    return type(columns)(**{f.name: getattr(columns, f.name)[rows] for f in fields(columns)})


def carer_numbers(families: Families) -> Ints:
    """The person number of the main carer of each family."""
    return families.number * (1 + OTHERS_PER_FAMILY) * SLOTS + families.main


def _persons(world: World, adults: Adults, jobs: Jobs, stage: Ints, on: date) -> pa.Table:
    order = np.argsort(adults.person, kind="stable")
    adults, jobs, stage = _cut(adults, order), _cut(jobs, order), stage[order]
    works, parent = jobs.employer >= 0, adults.children > 0
    employer = np.maximum(jobs.employer, 0)
    day = on.toordinal() - date(1970, 1, 1).toordinal()
    codes = pa.array([town.code for town in world.ground.towns])
    columns = {
        "person": adults.person,
        "household": adults.household,
        "town": codes.take(pa.array(adults.town)),
        "home_x": adults.home[:, 0].astype(np.float32),
        "home_y": adults.home[:, 1].astype(np.float32),
        "sex": words(SEXES, adults.sex),
        "birth": _day(day - adults.age_days),
        "local_hukou": adults.local,
        "college": adults.college,
        "relation": words(RELATIONS, adults.relation),
        "main_carer": adults.main_carer,
        "children": adults.children.astype(np.uint8),
        "child_birth": _day(day - adults.child_days, parent),
        "child_stage": words(STAGES, np.where(parent, stage, -1)),
        "status": words(STATUSES, adults.status),
        "unemployed_since": _day(day - jobs.unemployed_days, adults.status == UNEMPLOYED),
        "wish": words(WISHES, jobs.wish),
        "ever_full_time_carer": jobs.ever_carer,
        "occupation": words(OCCUPATIONS, jobs.occupation),
        "sector": words(SECTORS, jobs.sector),
        "employer": pa.array(jobs.employer, mask=~works),
        "employer_kind": words(KINDS, np.where(works, world.places.kind[employer], -1)),
        "employer_size": words(SIZES, np.where(works, world.places.size[employer], -1)),
        "contract_form": words(FORMS, jobs.form),
        "contract_from": _day(day - jobs.hired, works),
        "contract_to": _day(day + jobs.term, works & (jobs.term != OPEN)),
        "insured": jobs.insured.astype(np.uint32),
        "wage_fen": pa.array(jobs.wage, mask=~works),
        "hours_per_week": pa.array(np.maximum(jobs.hours, 0).astype(np.uint8), mask=~works),
        "commute_min": pa.array(np.clip(jobs.commute, 0, 255).astype(np.uint8), mask=~works),
    }
    return _table(columns, PERSONS)


def _children(gates: Gates, families: Families, stage: Ints, gate: Ints, chance: Any, on: date, towns: int) -> pa.Table:
    """The youngest and its elder siblings; each older by one and a half to six years than the next."""
    day = on.toordinal() - date(1970, 1, 1).toordinal()
    parts = []
    age, household = families.youngest_days, families.number * (1 + OTHERS_PER_FAMILY)
    for child in range(3):
        rows = np.flatnonzero(families.children > child)
        if child:
            age = age + 548 + (chance[:, 2 * child] * 1644).astype(np.int64)
            years = age // 365
            kindergarten = chance[:, 2 * child + 1] < 0.911
            stage = np.where(years >= 6, SCHOOL, np.where((years >= 3) & kindergarten, 2, 0))
            drawn = gates.draw(np.maximum(stage, 1), families.town, chance[:, 8 + child], towns)
            gate = np.where(stage > 0, drawn, NOBODY)
        columns = {
            "household": household[rows],
            "child": np.full(len(rows), child, np.uint8),
            "birth": _day(day - age[rows]),
            "stage": words(STAGES, stage[rows]),
            "gate": pa.array(gate[rows].astype(np.int32), mask=gate[rows] < 0),
            "fetched_by": words(FETCHERS, families.fetcher[rows]),
        }
        parts.append(_table(columns, CHILDREN))
    return pa.concat_tables(parts)


def gate_table(gates: Gates, codes: list[str]) -> pa.Table:
    """The gates: town, stage, point in km, low fee, opening and closing in minutes after midnight."""
    return pa.table(
        {
            "gate": pa.array(np.arange(len(gates.town), dtype=np.int32)),
            "town": pa.array(codes).take(pa.array(gates.town)),
            "stage": words(STAGES, gates.stage),
            "x": pa.array(gates.points[:, 0].astype(np.float32)),
            "y": pa.array(gates.points[:, 1].astype(np.float32)),
            "low_fee": pa.array(np.asarray(gates.low_fee, bool)),
            "opens": pa.array(gates.opens.astype(np.int16)),
            "closes": pa.array(gates.closes.astype(np.int16)),
            "after_care": pa.array(gates.after_care.astype(np.int16), mask=gates.after_care < 0),
        }
    )


def words(options: tuple[str, ...], numbers: Ints) -> pa.DictionaryArray:
    """Numbers as words; below 0 is null."""
    return pa.DictionaryArray.from_arrays(
        pa.array(np.maximum(numbers, 0).astype(np.int8), mask=numbers < 0), pa.array(options)
    )


def _day(days: Ints, known: Any = None) -> pa.Array:
    return pa.array(days.astype("datetime64[D]"), pa.date32(), mask=None if known is None else ~known)


def _table(columns: dict[str, Any], schema: pa.Schema) -> pa.Table:
    made = [c if isinstance(c, pa.Array) else pa.array(c) for c in columns.values()]
    return pa.table(made, schema=schema)
