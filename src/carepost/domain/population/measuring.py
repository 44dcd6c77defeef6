"""The figures of the calibration table, recomputed on the files of a built city."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from carepost.domain.facts import Text
from carepost.domain.population.ground import STAGES
from carepost.domain.population.people import FETCHERS
from carepost.domain.population.sheet import CityError
from carepost.domain.population.wages import OCCUPATIONS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]

MOST_ROWS = 1_000_000
"""Rows of persons and children that are measured: the first ones of a larger city."""
_PERSON = (
    "household", "sex", "birth", "local_hukou", "relation", "main_carer", "children", "child_birth", "child_stage",
    "status", "wish", "ever_full_time_carer", "occupation", "sector", "employer_size", "contract_form", "wage_fen",
    "hours_per_week", "commute_min",
)  # fmt: skip
_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class _City:
    """Columns of the city as numpy arrays; words stay words, what is null is None, NaN or NaT."""

    people: Mapping[str, Any]
    children: Mapping[str, Any]
    gates: Mapping[str, Any]
    filed: Mapping[str, Any]
    on: np.datetime64

    def age(self, column: str = "birth") -> Any:
        """Years on the city's day, NaN where there is no day."""
        born = self.people[column]
        days = (self.on - born).astype("timedelta64[D]").astype(float)
        return np.where(np.isnat(born), np.nan, days) / _YEAR

    def women(self, low: int, high: int) -> Flags:
        return np.asarray((self.people["sex"] == "female") & self._between(low, high), bool)

    def _between(self, low: int, high: int) -> Any:
        age = self.age()
        return (age >= low) & (age < high)

    @property
    def works(self) -> Flags:
        return np.asarray(self.people["status"] == "employed", bool)

    @property
    def mothers(self) -> Flags:
        """Mothers of a child under 12."""
        return np.asarray((self.people["relation"] == "mother") & (self.age("child_birth") < 12), bool)

    @property
    def full_time(self) -> Flags:
        return np.asarray(self.people["contract_form"] == "full_time", bool)


def measure_people(folder: Path) -> dict[str, float]:
    """The figure of every row on a folder that `build_city` wrote. Raises CityError for a folder that is none."""
    try:
        people = _columns(folder / "persons.parquet", _PERSON)
        children = _columns(folder / "children.parquet", ("birth", "stage", "gate", "fetched_by", "child"))
        gates, filed = (_columns(folder / f"{name}.parquet") for name in ("gates", "filed"))
        told = pq.read_schema(folder / "persons.parquet").metadata or {}
        on = np.datetime64(told[b"on"].decode())
    except (OSError, KeyError, pa.ArrowInvalid) as fault:
        problem = Text(
            f"不是 carepost city build 写出的文件夹（{fault}）", f"no folder of carepost city build ({fault})"
        )
        raise CityError(str(folder), problem) from None
    city = _City(people, children, gates, filed, on)
    return {name: float(of(city)) for name, of in _FIGURES.items()}


def _columns(path: Path, names: tuple[str, ...] | None = None) -> dict[str, Any]:
    parts, rows = [], 0
    for batch in pq.ParquetFile(path).iter_batches(columns=None if names is None else list(names)):
        parts.append(batch)
        rows += batch.num_rows
        if rows >= MOST_ROWS:
            break
    table = pa.Table.from_batches(parts) if parts else pq.read_table(path, columns=names)
    return {name: table[name].to_numpy() for name in table.column_names}


def _mean(values: Any, where: Any) -> float:
    found = values[where]
    return float(np.mean(found.astype(float))) if len(found) else 0.0


def _employment(city: _City, where: Any) -> float:
    return _mean(city.works, where)


def _with_children(city: _City, low: int, high: int) -> Any:
    children = city.people["children"]
    return city.women(25, 50) & (children >= low) & (children <= high)


def _lost(first: tuple[int, int], then: tuple[int, int]) -> Callable[[_City], float]:
    def lost(city: _City) -> float:
        return _employment(city, _with_children(city, *first)) - _employment(city, _with_children(city, *then))

    return lost


def _wage(city: _City, where: Any) -> float:
    return _mean(city.people["wage_fen"], where & city.full_time)


def _wage_of_mothers(city: _City) -> float:
    women = (city.people["sex"] == "female") & ~np.isin(city.people["relation"], ("grandmother", "guardian"))
    children = city.people["children"]
    return 1 - _wage(city, women & (children == 1)) / _wage(city, women & (children == 0))


def _force(sex: str) -> Callable[[_City], float]:
    def share(city: _City) -> float:
        prime = (city.people["sex"] == sex) & (city.age() >= 25) & (city.age() < 50)
        return _mean(city.people["status"] != "not_in_labour_force", prime)

    return share


def _young_child(city: _City) -> float:
    young = city.women(25, 35)
    small = city.age("child_birth") < 6
    return _employment(city, young & ~small) - _employment(city, young & small)


def _migrant_mothers(city: _City) -> tuple[Any, Any]:
    """Those whose youngest child of 3 to 5 attends kindergarten, and those whose youngest does not."""
    age = city.age("child_birth")
    where = city.mothers & ~city.people["local_hukou"].astype(bool) & (age >= 3) & (age < 6)
    attends = city.people["child_stage"] == "kindergarten"
    return where & attends, where & ~attends


def _kindergarten_work(city: _City) -> float:
    attends, not_ = _migrant_mothers(city)
    return _employment(city, attends) - _employment(city, not_)


def _kindergarten_hours(city: _City) -> float:
    hours = np.nan_to_num(city.people["hours_per_week"].astype(float))
    attends, not_ = _migrant_mothers(city)
    return _mean(hours, attends) - _mean(hours, not_)


def _child_stage(low: float, high: float, *stages: str) -> Callable[[_City], float]:
    def share(city: _City) -> float:
        age = (city.on - city.children["birth"]).astype("timedelta64[D]").astype(float) / 365
        return _mean(np.isin(city.children["stage"], stages), (age >= low) & (age < high))

    return share


def _low_fee(city: _City) -> float:
    attends = city.children["stage"] == "kindergarten"
    gate = city.children["gate"][attends].astype(int)
    return float(np.mean(city.gates["low_fee"].astype(bool)[gate]))


def _of_gates(column: str, stage: str, of: Callable[[Any], Any] = lambda minutes: minutes) -> Callable[[_City], float]:
    def mean(city: _City) -> float:
        minutes = city.gates[column].astype(float)
        return _mean(of(minutes), (city.gates["stage"] == stage) & ~np.isnan(minutes))

    return mean


def _sector_pay(sector: str) -> Callable[[_City], float]:
    return lambda city: _wage(city, city.people["sector"] == sector) * 12 / 100


def _occupation_pay(occupation: str) -> Callable[[_City], float]:
    def ratio(city: _City) -> float:
        large = np.isin(city.people["employer_size"], ("medium", "large"))
        return _wage(city, large & (city.people["occupation"] == occupation)) / _wage(city, large)

    return ratio


def _without_work(wishes: tuple[str, ...]) -> Callable[[_City], float]:
    return lambda city: _mean(np.isin(city.people["wish"], wishes), city.mothers & ~city.works)


def _commute(of: Callable[[Any], Any]) -> Callable[[_City], float]:
    return lambda city: _mean(of(city.people["commute_min"]), city.works)


def _sexes(city: _City) -> float:
    women = city.people["sex"] == "female"
    return 1 - _wage(city, women) / _wage(city, ~women)


def _parents(city: _City) -> float:
    return 1 - _wage(city, city.people["relation"] == "mother") / _wage(city, city.people["relation"] == "father")


_FIGURES: dict[str, Callable[[_City], float]] = {
    "wage_after_first_child": _wage_of_mothers,
    "employment_after_first_child": _lost((0, 0), (1, 1)),
    "employment_after_second_child": _lost((1, 1), (2, 9)),
    "ever_full_time_carer": lambda city: _mean(city.people["ever_full_time_carer"], city.mothers),
    "returned_to_work": lambda city: _employment(city, city.mothers & city.people["ever_full_time_carer"].astype(bool)),
    "wish_to_work": _without_work(("flexible", "full_time")),
    "wish_flexible": _without_work(("flexible",)),
    "wish_full_time": _without_work(("full_time",)),
    "women_in_labour_force": _force("female"),
    "men_in_labour_force": _force("male"),
    "women_of_employed": lambda city: _mean(city.people["sex"] == "female", city.works),
    "women_of_non_private": lambda city: _mean(city.people["sex"] == "female", city.people["sector"] == "non_private"),
    "employment_gap_young_child": _young_child,
    "kindergarten_employment": _kindergarten_work,
    "kindergarten_hours": _kindergarten_hours,
    "kindergarten_enrolment": _child_stage(3, 6, "kindergarten"),
    "low_fee_kindergarten": _low_fee,
    "under_3_enrolment": _child_stage(0, 3, "nursery"),
    "kindergarten_opens": _of_gates("opens", "kindergarten", lambda minutes: (minutes >= 480) & (minutes <= 540)),
    "kindergarten_closes": _of_gates("closes", "kindergarten"),
    "after_care_closes": _of_gates("after_care", STAGES[-1]),
    "mother_daily_care": lambda city: _mean(
        city.people["relation"] == "mother", city.people["main_carer"].astype(bool)
    ),
    "mother_fetches": lambda city: _mean(city.children["fetched_by"] == FETCHERS[0], city.children["child"] == 0),
    "pay_non_private_units": _sector_pay("non_private"),
    "pay_private_units": _sector_pay("private"),
    "women_pay_gap": _sexes,
    "mothers_pay_gap": _parents,
    "people_commute_minutes": _commute(lambda minutes: minutes),
    "people_commute_within_45min": _commute(lambda minutes: minutes.astype(float) <= 45),
    "people_commute_over_60min": _commute(lambda minutes: minutes.astype(float) > 60),
    "filled_share": lambda city: city.filed["places_filled"].sum() / max(1, city.filed["places_filed"].sum()),
} | {f"pay_{name}": _occupation_pay(name) for name in OCCUPATIONS}
