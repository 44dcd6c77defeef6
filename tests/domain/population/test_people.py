"""The people of a built city: held to the calibration table, the same for the same seed, sound in each row."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from carepost.domain.matching import CARERS, PATTERNS, POSTS, build, match
from carepost.domain.population import (
    CHILDREN,
    HISTORY,
    PERSONS,
    CityError,
    Target,
    build_city,
    left_out,
    measure_people,
    people_city,
    people_targets,
)
from carepost.domain.population.families import BLOCK
from carepost.domain.population.raking import FREE, Margin, rake
from tests.domain.population.conftest import ON

PLACE = "442000"
MEASURED, SMALL = 40_000, 300


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    folder = tmp_path_factory.mktemp("measured")
    build_city(people_city(place=PLACE, carers=MEASURED, seed=1, on=ON), folder)
    return measure_people(folder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("city")
    build_city(people_city(place=PLACE, carers=SMALL, seed=5, on=ON), found)
    return found


@pytest.mark.parametrize("target", people_targets(PLACE), ids=lambda target: target.id)
def test_the_people_meet_each_row_within_its_tolerance(target: Target, figures: dict[str, float]) -> None:
    assert target.met_by(figures[target.id]), f"{target.name.zh}: {figures[target.id]:.4f}"


def test_every_figure_has_a_row_and_every_silence_a_reason(figures: dict[str, float]) -> None:
    assert set(figures) == {target.id for target in people_targets(PLACE)}
    assert all(silent.why.zh and silent.why.en and silent.name.zh for silent in left_out(PLACE))
    assert all(target.mark is not None and target.source for target in people_targets(PLACE))
    assert not {silent.id for silent in left_out(PLACE)} & set(figures)


def test_equal_arguments_give_equal_files(folder: Path, tmp_path: Path) -> None:
    build_city(people_city(place=PLACE, carers=SMALL, seed=5, on=ON), tmp_path)
    for path in folder.glob("*.parquet"):
        assert pq.read_table(path).equals(pq.read_table(tmp_path / path.name)), path.name
    assert (folder / "city.json").read_bytes() == (tmp_path / "city.json").read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(p.name for p in folder.iterdir())


def test_another_seed_gives_other_people() -> None:
    one, other = (next(iter(people_city(place=PLACE, carers=50, seed=s, on=ON).blocks())).persons for s in (1, 2))
    assert not one.equals(other)


def test_the_first_people_stay_when_more_are_asked() -> None:
    """Their employers aside, of which a larger city has more."""
    moved = ["employer", "employer_kind", "employer_size", "commute_min"]
    few, more = (
        next(iter(people_city(place=PLACE, carers=n, seed=3, on=ON, posts=300).blocks())).persons.drop_columns(moved)
        for n in (100, 400)
    )
    assert more.slice(0, few.num_rows).equals(few)


def test_blocks_cut_nobody_in_two() -> None:
    city = people_city(place=PLACE, carers=BLOCK + 10, seed=1, on=ON, posts=300)
    first, second = city.blocks()
    assert second.persons.num_rows < 100 < first.persons.num_rows
    assert not set(first.persons["person"].to_pylist()) & set(second.persons["person"].to_pylist())
    assert pc.max(first.persons["household"]).as_py() < pc.min(second.persons["household"]).as_py()


def test_the_tables_have_their_columns_and_tell_that_nobody_is_real(folder: Path) -> None:
    persons = pq.read_table(folder / "persons.parquet")
    assert persons.schema.remove_metadata() == PERSONS
    assert pq.read_schema(folder / "children.parquet").remove_metadata() == CHILDREN
    assert {b"place": b"442000", b"seed": b"5", b"on": b"2026-11-22"}.items() <= persons.schema.metadata.items()
    assert "虚构" in persons.schema.metadata[b"mark"].decode()


def test_each_person_is_sound(folder: Path) -> None:
    for row in pq.read_table(folder / "persons.parquet").to_pylist():
        works = row["status"] == "employed"
        keys = ("employer", "wage_fen", "contract_form", "contract_from", "hours_per_week", "employer_kind", "sector")
        assert all((row[key] is not None) is works for key in keys)
        assert (row["unemployed_since"] is not None) is (row["status"] == "unemployed")
        assert works is False or row["wish"] == "none"
        assert (row["child_birth"] is not None) is (row["children"] > 0)
        assert row["insured"] < 2**HISTORY
        assert works or row["insured"] == 0
        if row["child_birth"] is not None and row["relation"] in ("mother", "father"):
            assert (row["child_birth"] - row["birth"]).days >= 18 * 365
        if works:
            assert row["contract_from"] <= ON
            assert row["contract_to"] is None or row["contract_to"] >= ON
            assert row["contract_form"] != "full_time" or row["wage_fen"] >= 230_000


def test_each_family_has_one_main_carer_who_is_a_carer_of_matching(folder: Path) -> None:
    persons, carers = (pq.read_table(folder / f"{name}.parquet") for name in ("persons", "carers"))
    main = persons.filter(persons["main_carer"])
    assert main.num_rows == carers.num_rows == SMALL
    assert sorted(main["person"].to_pylist()) == sorted(carers["id"].to_pylist())
    assert len(set(main["household"].to_pylist())) == SMALL


def test_children_have_gates_of_their_stage(folder: Path) -> None:
    gates = pq.read_table(folder / "gates.parquet").to_pydict()
    for row in pq.read_table(folder / "children.parquet").to_pylist():
        assert (row["gate"] is None) is (row["stage"] == "home")
        assert row["gate"] is None or gates["stage"][row["gate"]] == row["stage"]
    assert all(opens < closes for opens, closes in zip(gates["opens"], gates["closes"], strict=True))


def test_matching_takes_the_tables_as_they_are_and_they_hold_no_facts_of_care(folder: Path) -> None:
    carers, posts, patterns = (pq.read_table(folder / f"{n}.parquet") for n in ("carers", "posts", "patterns"))
    for table, schema in ((carers, CARERS), (posts, POSTS), (patterns, PATTERNS)):
        assert set(table.column_names) <= set(schema.names)
    found = match(carers.slice(0, 20), build(posts, patterns), k=3)
    assert found.num_rows > 0


def test_employers_of_posts_and_workers_are_in_one_table(folder: Path) -> None:
    employers = pq.read_table(folder / "employers.parquet")
    known = set(employers["employer"].to_pylist())
    persons = pq.read_table(folder / "persons.parquet")
    assert set(pc.drop_null(persons["employer"]).to_pylist()) <= known
    posting = set(employers.filter(employers["posting"])["employer"].to_pylist())
    assert set(pq.read_table(folder / "posts.parquet")["employer_id"].to_pylist()) <= posting


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"carers": 0}, "carers"),
        ({"seed": -1}, "seed"),
        ({"place": "110000"}, "towns of 110000"),
        ({"place": "../etc"}, "towns of ../etc"),
        ({"posts": -1}, "posts"),
    ],
)
def test_a_city_that_cannot_be_is_refused_by_name(change: dict[str, object], where: str) -> None:
    with pytest.raises(CityError) as refused:
        people_city(**{"place": PLACE, "carers": 10, "seed": 1, "on": ON} | change)  # type: ignore[arg-type]
    assert refused.value.where == where
    assert refused.value.problem.zh
    assert refused.value.problem.en


def test_a_folder_that_is_no_city_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CityError, match="no folder of carepost city build"):
        measure_people(tmp_path)


def test_raking_meets_margins_and_keeps_what_they_leave_open() -> None:
    seed = np.array([[1.0, 2.0], [3.0, 4.0]])
    rows = Margin("rows", np.array([[0, 0], [1, 1]]), np.array([5.0, 5.0]))
    first_column = Margin("first", np.array([[0, FREE], [0, FREE]]), np.array([4.0]))
    found = rake(seed, [rows, first_column])
    assert found.sum(axis=1) == pytest.approx([5, 5])
    assert found[:, 0].sum() == pytest.approx(4)
    # Odds ratios stay as the seed has them.
    assert found[0, 0] * found[1, 1] / (found[0, 1] * found[1, 0]) == pytest.approx(4 / 6)


@pytest.mark.parametrize(
    ("seed", "total", "said"), [([[0.0, 0.0], [1.0, 1.0]], 1.0, "no cell"), ([[1.0, 1.0], [1.0, 1.0]], 9.0, "contra")]
)
def test_margins_that_cannot_be_met_are_refused_by_name(seed: list[list[float]], total: float, said: str) -> None:
    whole = Margin("whole", np.zeros((2, 2), np.int64), np.array([2.0]))
    part = Margin("part", np.array([[0, 0], [FREE, FREE]]), np.array([total]))
    with pytest.raises(CityError, match=said):
        rake(np.array(seed), [part, whole])
