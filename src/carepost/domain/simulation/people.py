"""The population of a simulation: a Parquet file of people, checked column by column as it is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from carepost.domain.facts import Text
from carepost.domain.population import HISTORY
from carepost.domain.simulation.refused import SimulationError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Column = NDArray[Any]

TABLE = "population"
BATCH = 131_072
NOT = -1
RELATIONS = ("mother", "father", "grandmother", "grandfather", "guardian", "carer_of_adult", "graduate", "none")
FORMS = ("full_time", "part_time", "labour_service", "platform")
KINDS = ("enterprise", "individual_business", "social_organisation", "public_institution")
SIZES = ("micro", "small", "medium", "large")
STATUSES = ("employed", "unemployed", "not_in_labour_force")
# Columns of words, of days, of whole numbers (with their largest value); those of work are filled for who works.
_WORDS = {
    "sex": ("female", "male"),
    "relation": RELATIONS,
    "status": STATUSES,
    "contract_form": FORMS,
    "employer_kind": KINDS,
    "employer_size": SIZES,
}
_DAYS = ("birth", "child_birth", "contract_from", "contract_to", "unemployed_since")
_NUMBERS = {"wage_fen": 10**10, "hours_per_week": 168, "insured": 2**HISTORY - 1}
_MAY_BE_NULL = {"child_birth", "contract_to", "unemployed_since"}
_OF_WORK = {"contract_form", "employer_kind", "employer_size", "contract_from", "wage_fen", "hours_per_week"}
COLUMNS = ("town", *_WORDS, *_DAYS, *_NUMBERS)


@dataclass(frozen=True, slots=True)
class Population:
    """A file of people on its day. `towns`: the codes that occur, in order."""

    path: Path
    on: date
    place: str
    rows: int
    towns: tuple[str, ...]

    def batches(self, size: int = BATCH) -> Iterator[Mapping[str, Column]]:
        """The people as numpy columns, `size` at a time: words as numbers (NOT: null), days since 1970, NOT for null.

        Raises SimulationError naming column and row at the first value that cannot be.
        """
        start = 0
        for batch in pq.ParquetFile(self.path).iter_batches(batch_size=size, columns=list(COLUMNS)):
            yield _checked(batch, start, self.towns)
            start += batch.num_rows


def open_population(path: Path, *, on: date | None = None) -> Population:
    """A Parquet file with the columns of `carepost city build`. `on` stands where the file does not say its day.

    Raises SimulationError for a file that cannot be read, and for a column that is missing or of another type.
    """
    try:
        file = pq.ParquetFile(path)
        schema = file.schema_arrow
        told = {
            key.decode(): value.decode() for key, value in (schema.metadata or {}).items() if key != b"ARROW:schema"
        }
        day = on or (date.fromisoformat(told["on"]) if "on" in told else None)
    except (OSError, pa.ArrowInvalid, ValueError) as fault:
        said = " ".join(str(fault).split())[:150]
        problem = Text(f"不是可读的 Parquet 文件（{said}）", f"is no readable Parquet file ({said})")
        raise SimulationError(str(path), None, None, problem) from None
    for name in COLUMNS:
        _check_type(schema, name)
    if day is None:
        problem = Text("文件没有写明人口所处的日期，请用 --on 给出", "the file does not say its day: give --on")
        raise SimulationError(TABLE, None, None, problem)
    return Population(path, day, told.get("place", ""), file.metadata.num_rows, _towns(path))


def _check_type(schema: pa.Schema, name: str) -> None:
    at = schema.get_all_field_indices(name)
    if len(at) != 1:
        zh, en = (
            ("缺少这一列", "this column is missing") if not at else ("这一列出现了两次", "this column stands twice")
        )
        raise SimulationError(TABLE, name, None, Text(zh, en))
    found = schema.field(name).type
    if name in _NUMBERS:
        good, wanted = pa.types.is_integer(found), "integer"
    elif name in _DAYS:
        good, wanted = pa.types.is_date32(found), "date32"
    else:
        inner = found.value_type if pa.types.is_dictionary(found) else found
        good, wanted = pa.types.is_string(inner) or pa.types.is_large_string(inner), "string"
    if not good:
        problem = Text(f"类型应为 {wanted}，而不是 {found}", f"must have the type {wanted}, not {found}")
        raise SimulationError(TABLE, name, None, problem)


def _towns(path: Path) -> tuple[str, ...]:
    found: set[str] = set()
    for batch in pq.ParquetFile(path).iter_batches(batch_size=BATCH, columns=["town"]):
        found |= set(_strings(batch.column(0)).unique().to_pylist())
    return tuple(sorted(town for town in found if town is not None))


def _strings(column: pa.Array) -> pa.Array:
    return column.cast(pa.string()) if not pa.types.is_string(column.type) else column


def _checked(batch: pa.RecordBatch, start: int, towns: tuple[str, ...]) -> dict[str, Column]:
    columns = {name: batch.column(batch.schema.get_field_index(name)) for name in COLUMNS}
    out = {name: _numbers(name, columns[name], options, start) for name, options in _WORDS.items()}
    out["town"] = _numbers("town", columns["town"], towns, start)
    out |= {name: _plain(columns[name].cast(pa.int32())) for name in _DAYS}
    out |= {name: _plain(columns[name]) for name in _NUMBERS}
    works = out["status"] == STATUSES.index("employed")
    for name in COLUMNS:
        null = np.asarray(columns[name].is_null())
        if name in _OF_WORK:
            _refuse(null & works, name, start, "在业的人这一列不能为空", "must not be null for a person in work")
        elif name not in _MAY_BE_NULL:
            _refuse(null, name, start, "不能为空", "must not be null")
    for name, most in _NUMBERS.items():
        wrong = (out[name] < NOT) | (out[name] > most) | ((out[name] == NOT) & np.asarray(columns[name].is_valid()))
        _refuse(wrong, name, start, f"应为 0 到 {most} 之间的整数", f"must be a whole number from 0 to {most}")
    ended = works & np.asarray(columns["contract_to"].is_valid()) & (out["contract_to"] < out["contract_from"])
    _refuse(ended, "contract_to", start, "早于 contract_from", "lies before contract_from")
    return out


def _numbers(name: str, column: pa.Array, options: tuple[str, ...], start: int) -> Column:
    """The number of each word among the options."""
    found = np.asarray(_index(_strings(column), options))
    wrong = (found == NOT) & np.asarray(column.is_valid())
    if wrong.any():
        row = int(np.argmax(wrong))
        known, word = ", ".join(options), column[row].as_py()
        problem = Text(f"“{word}”应为以下之一：{known}", f"{word!r} must be one of {known}")
        raise SimulationError(TABLE, name, start + row, problem)
    return found


def _index(column: pa.Array, options: tuple[str, ...]) -> Column:
    import pyarrow.compute as pc

    return np.asarray(pc.index_in(column, value_set=pa.array(options, pa.string())).fill_null(NOT).cast(pa.int64()))


def _plain(column: pa.Array) -> Column:
    return np.asarray(column.cast(pa.int64()).fill_null(NOT))


def _refuse(wrong: Column, name: str, start: int, zh: str, en: str) -> None:
    if wrong.any():
        raise SimulationError(TABLE, name, start + int(np.argmax(wrong)), Text(zh, en))
