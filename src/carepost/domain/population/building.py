"""Builds a city of people as Parquet files: adults, children, gates, employers, posts, patterns, carers to match."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from carepost.domain.facts import Text
from carepost.domain.matching import CARERS, Post, post_tables, project
from carepost.domain.population.aims import aims
from carepost.domain.population.city import City, CityPost, Standing, demo_city
from carepost.domain.population.draws import Draws
from carepost.domain.population.families import BLOCK
from carepost.domain.population.ground import KINDS, MERIDIAN, SIZES, Gates, gates, map_of, workplaces
from carepost.domain.population.jobs import World
from carepost.domain.population.people import CHILDREN, PERSONS, Block, blocks, gate_table, words
from carepost.domain.population.sheet import CityError
from carepost.domain.population.structure import raked
from carepost.domain.population.towns import shipped_towns
from carepost.domain.population.wages import SECTORS, raked_wages
from carepost.domain.population.weeks_of_carers import carers_of, skill
from carepost.domain.rules import HOURLY, MONTHLY, ParameterStore, shipped_packs, wage_floor
from carepost.domain.standard import Grade, lowest_pay, post_from

MOST_CARERS = 20_000_000
FILES = ("persons", "children", "carers")
_LAWFUL = (Grade.LAWFUL, Grade.GOOD, Grade.EXEMPLARY)
_QUALITY = {Grade.LAWFUL: 0.4, Grade.GOOD: 0.7, Grade.EXEMPLARY: 1.0}
_POSTS_A_CARER, _POSTS_AN_EMPLOYER = 0.03, 7.5
_LEAST_POSTS, _MOST_POSTS = 300, 30_000
MARK = "generated, nobody is real: 示范数据，均为虚构"


@dataclass(frozen=True, slots=True)
class Built:
    """What was written: rows by file."""

    place: str
    seed: int
    on: date
    rows: dict[str, int]


@dataclass(frozen=True, slots=True)
class PeopleCity:
    """A city of people ready to be made block by block, with the posts they could take."""

    place: str
    seed: int
    on: date
    carers: int
    posts: City
    world: World
    gates: Gates

    def blocks(self) -> Iterator[Block]:
        """The people, at most BLOCK families at a time; nothing is kept."""
        return blocks(self.world, self.gates, families=self.carers, seed=self.seed, on=self.on, place=self.place)


def people_city(
    *, place: str, carers: int, seed: int, on: date, posts: int | None = None, store: ParameterStore | None = None
) -> PeopleCity:
    """A city with so many families that raise a child under 12, one main carer each; other adults come with them.

    Equal arguments give equal cities; with more carers the first people stay, their employers aside. `posts`: adverts
    of the employers, by the number of carers unless told. Raises CityError for a place without towns or minimum wage,
    and counts out of range.
    """
    if not 1 <= carers <= MOST_CARERS:
        raise CityError("carers", Text(f"应为 1 到 {MOST_CARERS} 之间", f"must lie between 1 and {MOST_CARERS}"))
    if not 0 <= seed < 2**32:
        raise CityError("seed", Text("应为 0 到 4294967295 之间", "must lie between 0 and 4294967295"))
    store = store or shipped_packs()
    count = posts if posts is not None else min(max(_LEAST_POSTS, round(carers * _POSTS_A_CARER)), _MOST_POSTS)
    employers = max(1, round(count / _POSTS_AN_EMPLOYER))
    towns = shipped_towns(place)
    city = demo_city(on=on, towns=towns, place=place, employers=employers, posts=count, seed=seed, store=store)
    aimed = aims(place)
    structure = raked(aimed)
    ground = map_of(towns)
    monthly, hourly = (_floor(store, name, place, on) for name in (MONTHLY, HOURLY))
    world = World(
        structure,
        raked_wages(structure, aimed),
        ground,
        workplaces(ground, city.employers, carers, structure, seed),
        aimed,
        (monthly, hourly),
    )
    return PeopleCity(place, seed, on, carers, city, world, gates(ground, carers, aimed, seed))


def _floor(store: ParameterStore, name: str, place: str, on: date) -> float:
    """`demo_city` has refused a place without a known floor."""
    return float(wage_floor(store, name, place=place, on=on).highest or 0)


def build_city(city: PeopleCity, out: Path, progress: Callable[[int, int], None] = lambda done, total: None) -> Built:
    """Writes every table of a city into a folder; files appear whole: written beside their place and moved there."""
    out.mkdir(parents=True, exist_ok=True)
    rows = _write_people(city, out, progress)
    tables = {"employers": _employers(city), "gates": gate_table(city.gates, [t.code for t in city.world.ground.towns])}
    tables["posts"], tables["patterns"], tables["filed"] = _posts(city)
    for name, table in tables.items():
        _write_table(_marked(table, city), out / f"{name}.parquet")
        rows[name] = table.num_rows
    told = {"place": city.place, "seed": city.seed, "on": city.on.isoformat(), "mark": MARK, "rows": rows}
    part = out / ".city.json.part"
    part.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", "utf-8")
    part.replace(out / "city.json")
    return Built(city.place, city.seed, city.on, rows)


def _write_people(city: PeopleCity, out: Path, progress: Callable[[int, int], None]) -> dict[str, int]:
    schemas = {"persons": PERSONS, "children": CHILDREN, "carers": CARERS.remove_metadata()}
    rows = dict.fromkeys(FILES, 0)
    writers = {n: pq.ParquetWriter(out / f".{n}.part", _with(s, city), compression="zstd") for n, s in schemas.items()}
    try:
        for number, block in enumerate(city.blocks()):
            made = {"persons": block.persons, "children": block.children}
            made["carers"] = carers_of(block, city.gates, city.seed, city.place)
            for name, table in made.items():
                writers[name].write_table(table.cast(_with(table.schema, city)))
                rows[name] += table.num_rows
            progress(min((number + 1) * BLOCK, city.carers), city.carers)
    finally:
        for writer in writers.values():
            writer.close()
    for name in FILES:
        (out / f".{name}.part").replace(out / f"{name}.parquet")
    return rows


def _write_table(table: pa.Table, path: Path) -> None:
    part = path.with_name(f".{path.name}.part")
    pq.write_table(table, part, compression="zstd")
    part.replace(path)


def _with(schema: pa.Schema, city: PeopleCity) -> pa.Schema:
    told = {"place": city.place, "seed": str(city.seed), "on": city.on.isoformat(), "mark": MARK}
    return schema.with_metadata(told)


def _marked(table: pa.Table, city: PeopleCity) -> pa.Table:
    return table.replace_schema_metadata(_with(table.schema, city).metadata)


def _employers(city: PeopleCity) -> pa.Table:
    """Every employer: those of the posts first. `posting`: it is the employer of this number among the posts."""
    places, codes = city.world.places, pa.array([town.code for town in city.world.ground.towns])
    number = np.arange(len(places.town))
    return pa.table(
        {
            "employer": pa.array(number),
            "town": codes.take(pa.array(places.town)),
            "x": pa.array(places.points[:, 0].astype(np.float32)),
            "y": pa.array(places.points[:, 1].astype(np.float32)),
            "sector": words(SECTORS, places.sector),
            "kind": words(KINDS, places.kind),
            "size": words(SIZES, places.size),
            "posting": pa.array(number < places.posting),
        }
    )


def _posts(city: PeopleCity) -> tuple[pa.Table, pa.Table, pa.Table]:
    """The open posts as matching reads them, their patterns, and all posts filed with how many places are filled."""
    filed = [post for post in city.posts.posts() if post.standing is not Standing.DRAFT]
    places = [int(post.facts["headcount"]) for post in filed]
    shown = sum(n for post, n in zip(filed, places, strict=True) if _is_open(post))
    share = city.world.aims.get("filled_share", 0.0) * sum(places) / shown if shown else 0.0
    taken = [_taken(city, post, n, min(share, 1.0)) for post, n in zip(filed, places, strict=True)]
    left = zip(filed, places, taken, strict=True)
    posts, patterns = post_tables(_as_matched(post, n - used) for post, n, used in left if _is_open(post))
    ledger = {
        "post": pa.array([post.number for post in filed], pa.int64()),
        "employer": pa.array([post.employer.number for post in filed], pa.int64()),
        "standing": pa.array([post.standing.value for post in filed], pa.string()),
        "places_filed": pa.array(places, pa.int32()),
        "places_filled": pa.array(taken, pa.int32()),
    }
    return posts, patterns, pa.table(ledger)


def _is_open(post: CityPost) -> bool:
    return post.standing is Standing.PUBLISHED and post.pattern is not None and post.grade in _LAWFUL


def _taken(city: PeopleCity, post: CityPost, places: int, share: float) -> int:
    if not _is_open(post):
        return 0
    return min(places, int(places * share + Draws(city.seed, city.place, "filled", post.number).real(0, 1)))


def _as_matched(post: CityPost, places: int) -> Post:
    assert post.pattern is not None  # noqa: S101 (only open posts come here)
    hour = lowest_pay(post_from(post.facts)).hour_fen
    return Post(
        id=post.number,
        employer=post.employer.number,
        place=None if post.facts["work"].get("at_home") == "yes" else project(post.point, MERIDIAN),
        patterns=(post.pattern,),
        required=skill(post.group) if post.group in ("office", "professional") else 0,
        wished=skill(post.group),
        pay=None if hour is None else Decimal(hour) / 100,
        quality=_QUALITY[post.grade],
        way_up=post.grade is Grade.EXEMPLARY,
        places=places,
    )
