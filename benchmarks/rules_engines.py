"""One engine on one population, in a process of its own: python -m benchmarks.rules_engines ENGINE FOLDER.

`population FOLDER PEOPLE` in place of an engine draws the population.

Prints {cpu_s, peak_mib, paid_fen, people, ...}. Every engine works out the same seventeen rules for twelve months, the
sum by employer capped each month.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

FIRST = 2025 * 12
MONTHS = [date(2025, m, 1) for m in range(1, 13)]
CAP = 800_000
AMOUNT = 40_000
FLOORS = [190_000] * 2 + [208_000] * 10
AGE_MAX = (55, 60, 65, 0)
PACK = Path(__file__).parent / "scheme_pack"
Columns = dict[str, Any]
Result = tuple[int, int]  # fen paid, people reached


def population(people: int, folder: Path) -> None:
    """A seeded population as .npy columns: people on posts, nothing like a real city."""
    dice = np.random.default_rng(20250901)
    start = FIRST + dice.integers(-24, 12, people)
    insured = start + dice.integers(0, 4, people)
    columns = {
        "birth": FIRST - dice.integers(18 * 12, 70 * 12, people),
        "child_birth": FIRST - dice.integers(-6, 18 * 12, people),
        "relation": dice.choice(4, people, p=[0.55, 0.2, 0.15, 0.1]),
        "start": start,
        "end": start + dice.integers(1, 36, people),
        "wage": np.round(np.exp(dice.normal(8.3, 0.45, people)) * 100),
        "insured_from": insured,
        "insured_to": insured + dice.integers(1, 30, people),
        "other_subsidy": dice.random(people) < 0.04,
        "shareholder": dice.random(people) < 0.02,
        "flexible": dice.random(people) < 0.8,
        "employer": dice.integers(0, max(people // 50, 1), people),
    }
    for name, column in columns.items():
        np.save(folder / f"{name}.npy", column.astype(bool if column.dtype == bool else np.int32))


def _settled() -> Any:
    from carepost.domain.rules import ParameterStore, load_pack, settle

    return settle(load_pack(PACK, ParameterStore([])), MONTHS, ["subsidy"])


def columns_of_pack(columns: Columns) -> Result:
    """The pack on numpy, chunk by chunk."""
    from carepost.domain.rules import run_columns

    employer = columns["employer"]
    totals = np.zeros((int(employer.max()) + 1, 12), np.int64)
    reached = np.zeros(len(employer), bool)
    facts = {k: v for k, v in columns.items() if k != "employer"}
    for part in run_columns(_settled(), facts):
        paid = part.values["subsidy"]
        rows = np.flatnonzero(paid)
        np.add.at(totals[:, part.month], employer[part.start : part.stop][rows], paid[rows])
        reached[part.start : part.stop][rows] = True
    return int(np.minimum(totals, CAP).sum()), int(reached.sum())


def compiled(columns: Columns) -> Result:
    """The pack as one compiled loop."""
    from carepost.domain.rules import sweep

    facts = {k: v for k, v in columns.items() if k != "employer"}
    swept = sweep(_settled(), facts, group=columns["employer"])
    return int(np.minimum(swept.groups["subsidy"], CAP).sum()), swept.reached["subsidy"]


def polars_by_hand(columns: Columns) -> Result:
    """Lazy polars, written for this scheme alone, rule by rule."""
    import polars as pl

    c = pl.col
    frame = pl.DataFrame(columns).lazy().filter(
        (c("relation") == 0) & c("flexible") & ~c("other_subsidy") & ~c("shareholder")
    ).with_columns(paid=pl.lit(0, pl.Int8))  # fmt: skip
    for t, floor in enumerate(FLOORS):
        m = FIRST + t
        age, child = (m - c("birth")) // 12, (m - c("child_birth")) // 12
        met = (
            (age >= 16) & (age < AGE_MAX[0]) & (child >= 0) & (child < 12) & (c("start") <= m) & (m <= c("end"))
            & (m - c("start") + 1 >= 3) & (c("wage") >= floor) & (c("insured_from") <= m) & (m <= c("insured_to"))
            & (m - c("insured_from") + 1 >= 3) & (c("paid") < 10)
        )  # fmt: skip
        frame = frame.with_columns(met.alias(f"g{t}")).with_columns(c("paid") + c(f"g{t}").cast(pl.Int8))
    return _polars_sum(frame)


def polars_solved(columns: Columns) -> Result:
    """Lazy polars after solving the scheme on paper: what holds from a month to a month is one span for each person.

    No rule stands as it is written any more, and one that is no span would undo it: shows what is left to gain.
    """
    import polars as pl

    c = pl.col
    low = pl.max_horizontal(c("birth") + 16 * 12, c("child_birth"), c("start") + 2, c("insured_from") + 2)
    high = pl.min_horizontal(
        c("birth") + AGE_MAX[0] * 12 - 1, c("child_birth") + 12 * 12 - 1, c("end"), c("insured_to")
    )
    mine = (c("relation") == 0) & c("flexible") & ~c("other_subsidy") & ~c("shareholder")
    frame = pl.DataFrame(columns).lazy().filter(mine).select("employer", "wage", low=low, high=high)
    some = (c("high") >= FIRST) & (c("low") <= FIRST + 11) & (c("low") <= c("high"))
    frame = frame.filter(some).with_columns(paid=pl.lit(0, pl.Int8))
    for t, floor in enumerate(FLOORS):
        met = (c("low") <= FIRST + t) & (c("high") >= FIRST + t) & (c("wage") >= floor) & (c("paid") < 10)
        frame = frame.with_columns(met.alias(f"g{t}")).with_columns(c("paid") + c(f"g{t}").cast(pl.Int8))
    return _polars_sum(frame)


def _polars_sum(frame: Any) -> Result:
    """The sum by employer capped each month, and the people paid in any."""
    import polars as pl

    c = pl.col
    sums = [(c(f"g{t}").sum() * AMOUNT).cast(pl.Int64).clip(upper_bound=CAP).alias(f"s{t}") for t in range(12)]
    by = frame.group_by("employer").agg(*sums, people=(c("paid") > 0).sum())
    row = by.select(pl.sum_horizontal(*[c(f"s{t}").sum() for t in range(12)]), c("people").sum()).collect().row(0)
    return int(row[0]), int(row[1])


def duckdb_sql(columns: Columns) -> Result:
    """One SQL statement."""
    import duckdb
    import pyarrow as pa

    connection = duckdb.connect()
    connection.register("people", pa.table({**columns, "id": np.arange(len(columns["wage"]))}))
    connection.execute("create table months(m int, floor int)")
    connection.executemany("insert into months values (?, ?)", [(FIRST + t, f) for t, f in enumerate(FLOORS)])
    row = connection.execute(f"""
        with met as (
            select id, employer, m from people cross join months
            where relation = 0 and flexible and not other_subsidy and not shareholder
              and (m - birth) // 12 between 16 and 54 and m >= child_birth and (m - child_birth) // 12 < 12
              and m between "start" and "end" and m - "start" + 1 >= 3 and wage >= floor
              and m between insured_from and insured_to and m - insured_from + 1 >= 3),
        paid as (select *, row_number() over (partition by id order by m) as k from met qualify k <= 10),
        capped as (select least(count(*) * {AMOUNT}, {CAP}) as s from paid group by employer, m)
        select (select sum(s) from capped), (select count(distinct id) from paid)""").fetchone()  # noqa: S608
    if row is None:
        raise RuntimeError("no row")
    return int(row[0]), int(row[1])


def openfisca(columns: Columns) -> Result:
    """OpenFisca-Core, with its own lookup of a parameter by an enum."""
    from benchmarks.rules_openfisca import simulate

    return simulate(columns, by_hand=False)


def openfisca_by_hand(columns: Columns) -> Result:
    """OpenFisca-Core, the lookup replaced by a numpy take."""
    from benchmarks.rules_openfisca import simulate

    return simulate(columns, by_hand=True)


ENGINES: dict[str, Callable[[Columns], Result]] = {
    "pack_numpy": columns_of_pack,
    "pack_compiled": compiled,
    "polars_by_hand": polars_by_hand,
    "polars_solved": polars_solved,
    "duckdb_sql": duckdb_sql,
    "openfisca": openfisca,
    "openfisca_by_hand": openfisca_by_hand,
}


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Runs one engine on ten people, so that it is imported and compiled, and then on all of them."""
    engine, folder = sys.argv[1], Path(sys.argv[2])
    if engine == "population":
        population(int(sys.argv[3]), folder)
        return
    columns = {path.stem: np.load(path) for path in sorted(folder.glob("*.npy"))}
    began = _cpu()
    ENGINES[engine]({name: column[:10].copy() for name, column in columns.items()})
    start_up, began, wall = _cpu() - began, _cpu(), time.perf_counter()
    paid, people = ENGINES[engine](columns)
    print(
        json.dumps(
            {
                "cpu_s": round(_cpu() - began, 3),
                "wall_s": round(time.perf_counter() - wall, 3),
                "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
                "paid_fen": paid,
                "reached": people,
                "start_up_cpu_s": round(start_up, 3),
                "load": round(os.getloadavg()[0], 1),
            }
        )
    )


if __name__ == "__main__":
    main()
