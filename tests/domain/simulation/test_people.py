"""A population at the door: what is missing, mistyped or null is refused by table, column and row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from carepost.domain.simulation import COLUMNS, Population, SimulationError, open_population
from tests.domain.simulation.conftest import ON


def changed(people: Population, tmp_path: Path, column: str, values: Any) -> Path:
    table = pq.read_table(people.path).slice(0, 200)
    at = table.column_names.index(column)
    table = table.drop_columns([column]) if values is None else table.set_column(at, column, values(table[column]))
    path = tmp_path / "people.parquet"
    pq.write_table(table, path)
    return path


def read_all(path: Path) -> None:
    for _ in open_population(path).batches(64):
        pass


@pytest.mark.parametrize("column", COLUMNS)
def test_a_missing_column_is_named(people: Population, tmp_path: Path, column: str) -> None:
    with pytest.raises(SimulationError) as refused:
        open_population(changed(people, tmp_path, column, None))
    assert refused.value.where == f"population: {column}"
    assert "missing" in refused.value.problem.en


@pytest.mark.parametrize("column", ["relation", "birth", "wage_fen", "insured", "town"])
def test_a_wrong_type_is_named(people: Population, tmp_path: Path, column: str) -> None:
    path = changed(people, tmp_path, column, lambda old: pa.array([1.5] * len(old)))
    with pytest.raises(SimulationError, match="must have the type") as refused:
        open_population(path)
    assert refused.value.column == column


@pytest.mark.parametrize("column", ["relation", "status", "town", "insured", "birth", "sex"])
def test_a_null_is_named_by_its_row(people: Population, tmp_path: Path, column: str) -> None:
    def with_null(old: Any) -> Any:
        kept = old.combine_chunks().to_pylist()
        kept[137] = None
        return pa.array(kept, old.type)

    with pytest.raises(SimulationError) as refused:
        read_all(changed(people, tmp_path, column, with_null))
    assert (refused.value.column, refused.value.row) == (column, 137)


@pytest.mark.parametrize("column", ["contract_form", "wage_fen", "contract_from", "employer_kind"])
def test_who_works_has_a_contract(people: Population, tmp_path: Path, column: str) -> None:
    path = changed(people, tmp_path, column, lambda old: pa.nulls(len(old), old.type))
    with pytest.raises(SimulationError, match="in work") as refused:
        read_all(path)
    assert refused.value.column == column
    assert refused.value.row is not None


@pytest.mark.parametrize(
    ("column", "value"), [("relation", "aunt"), ("insured", 2**24), ("wage_fen", -5), ("hours_per_week", 200)]
)
def test_a_value_out_of_range_is_named_by_its_row(people: Population, tmp_path: Path, column: str, value: Any) -> None:
    def with_value(old: Any) -> Any:
        kept = old.combine_chunks().to_pylist()
        kept[5] = value
        return pa.array(kept, pa.string() if isinstance(value, str) else pa.int64())

    with pytest.raises(SimulationError) as refused:
        read_all(changed(people, tmp_path, column, with_value))
    assert (refused.value.column, refused.value.row) == (column, 5)


def test_a_contract_that_ends_before_it_begins_is_refused(people: Population, tmp_path: Path) -> None:
    path = changed(people, tmp_path, "contract_to", lambda old: pa.array([1] * len(old), pa.int32()).cast(pa.date32()))
    with pytest.raises(SimulationError, match="before contract_from"):
        read_all(path)


def test_a_file_that_does_not_say_its_day_needs_one(people: Population, tmp_path: Path) -> None:
    path = tmp_path / "people.parquet"
    pq.write_table(pq.read_table(people.path).replace_schema_metadata({}), path)
    with pytest.raises(SimulationError, match="give --on"):
        open_population(path)
    assert open_population(path, on=ON).on == ON


@pytest.mark.parametrize("content", [b"", b"no parquet at all", b"PAR1PAR1"])
def test_what_is_no_parquet_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "people.parquet"
    path.write_bytes(content)
    with pytest.raises(SimulationError, match="no readable Parquet"):
        open_population(path)


def test_an_absent_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SimulationError, match="no readable Parquet"):
        open_population(tmp_path / "nowhere.parquet")


def test_plain_strings_do_as_well_as_dictionaries(people: Population, tmp_path: Path) -> None:
    path = changed(people, tmp_path, "relation", lambda old: old.cast(pa.string()))
    read_all(path)


def test_an_empty_file_has_nobody(people: Population, tmp_path: Path) -> None:
    path = tmp_path / "people.parquet"
    pq.write_table(pq.read_table(people.path).slice(0, 0), path)
    assert open_population(path).rows == 0
    read_all(path)
