"""Matching in DuckDB: a join by grid cell, then the week in stages of column arithmetic, one branch per length."""

# ruff: noqa: S608 (queries are put together from numbers and names of this file)
from __future__ import annotations

from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from benchmarks.match_peers import CLASSES, LENGTHS, Instance, K, Rows
from carepost.domain.matching.fitting import BAND, SLOTS

CELL_KM = 2.0
DAYS = range(7)


class DuckDB:
    """Tables in memory, two threads."""

    def __init__(self, given: Instance) -> None:
        self._given, self._con = given, duckdb.connect()
        self._con.execute("set threads = 2")
        for name, table in (("post", _posts(given)), ("her", _carers(given)), ("week", _weeks(given))):
            self._con.register(f"given_{name}", table)
            self._con.execute(f"create table {name} as select * from given_{name}")
        self._con.execute(_query(given, "n < 3")).fetchall()

    def all(self) -> Rows:
        """Every carer of the instance."""
        rows: Rows = {n: [] for n in self._given.carers["id"].to_pylist()}
        ids, posts = self._given.carers["id"].to_pylist(), self._given.index.offers.ids
        for n, number, score in self._con.execute(_query(self._given, "true")).fetchall():
            rows[ids[n]].append((int(posts[number]), score))
        return rows

    def one(self, n: int) -> Any:
        """One carer."""
        return self._con.execute(_query(self._given, f"n = {n}")).fetchall()


def _posts(given: Instance) -> pa.Table:
    offers, post, row = given.index.offers, given.row_post, given.row_pattern
    x, y = offers.x[post], offers.y[post]
    columns = {
        "id": post.astype(np.int32),
        "x": x,
        "y": y,
        "cx": np.floor(x / CELL_KM).astype(np.int32),
        "cy": np.floor(y / CELL_KM).astype(np.int32),
        "remote": offers.remote[post],
        "required": offers.required[post],
        "wished": offers.wished[post],
        "worth": given.fixed[post],
        "low": given.index.row_low[row],
        "high": given.index.row_high[row],
        "kind": given.kind[row],
        "need": given.need[row],
        "len": given.length[row],
    }
    for day in DAYS:
        columns |= {f"m{day}": given.days[row, day], f"q{day}": given.core[row, day]}
    return pa.table(columns)


def _carers(given: Instance) -> pa.Table:
    records = given.records
    columns = {"n": np.arange(len(records), dtype=np.int32)}
    for name in ("home_x", "home_y", "school_x", "school_y", "skills", "want_low", "want_high", "limit", "inverse"):
        columns[f"h_{name}"] = np.ascontiguousarray(records[name])
    columns |= {f"r{c}": given.radii[:, c] for c in range(CLASSES)}
    columns["hx"] = np.floor(records["home_x"] / CELL_KM).astype(np.int32)
    columns["hy"] = np.floor(records["home_y"] / CELL_KM).astype(np.int32)
    columns["cells"] = np.ceil(given.radii[:, -1] / CELL_KM).astype(np.int32)
    return pa.table(columns)


def _weeks(given: Instance) -> pa.Table:
    count = len(given.records)
    columns = {
        "n": np.repeat(np.arange(count, dtype=np.int32), CLASSES),
        "c": np.tile(np.arange(CLASSES, dtype=np.int32), count),
    }
    return pa.table(columns | {f"e{day}": given.weeks[:, :, day].ravel() for day in DAYS})


def _query(given: Instance, which: str) -> str:
    t = given.terms
    skill = f"{float(t.skill)!r}::float * least(bit_count(h_skills & wished), {t.wished_full})"
    gap = "greatest(0, greatest(low - h_want_high, h_want_low - high))"
    hours = f"{float(t.hours)!r}::float * greatest(0, 1 - {gap} * {float(t.per_quarter)!r}::float)"
    masks = ", ".join(f"m{d}, q{d}" for d in DAYS)
    travel = " + ".join(f"(d > r{c})::int" for c in range(CLASSES))
    near = f"""
      select n, id, kind, need, len, {masks}, {travel} c,
        worth + {float(t.travel)!r}::float * (1 - d * h_inverse) + {skill} + {hours} s
      from (select her.*, post.*, greatest((h_home_x - x) * (h_home_x - x) + (h_home_y - y) * (h_home_y - y),
              (h_school_x - x) * (h_school_x - x) + (h_school_y - y) * (h_school_y - y)) d2, sqrt(d2) d
            from (select *, unnest(range(hx - cells, hx + cells + 1)) gx from her where {which}) her
            join post on post.cx = her.gx and post.cy between her.hy - cells and her.hy + cells
              and not remote and (required & ~h_skills) = 0)
      where d2 <= h_limit"""
    remote = f"""
      select n, id, kind, need, len, {masks}, 0 c, worth + {float(t.travel)!r}::float + {skill} + {hours} s
      from her, post where {which} and remote and (required & ~h_skills) = 0"""
    branches = [f"select n, id, s from eroded where kind = 0 and {_all('(m{d} & ~e{d}) = 0')}"]
    for length in LENGTHS:
        able = _stages(f"kind = {BAND} and len = {length}", "e{d} & m{d}", length, grown=True)
        branches.append(f"select n, id, s from {able} where {_sum('x{d}')} >= need and {_all('(q{d} & ~x{d}) = 0')}")
        start = _stages(f"kind = {SLOTS} and len = {length}", "e{d}", length, grown=False)
        branches.append(f"select n, id, s from {start} where {_sum('x{d} & m{d}')} >= need")
    return f"""
      with near as materialized ({near} union all {remote}),
      eroded as materialized (select near.*, {", ".join(f"e{d}" for d in DAYS)} from near join week using (n, c)),
      fits as ({" union all ".join(branches)})
      select n, unnest(max_by({{'id': id, 's': s}}, s, {K}), recursive := true)
      from (select n, id, max(s) s from fits group by n, id) group by n"""


def _stages(where: str, first: str, length: int, *, grown: bool) -> str:
    """Each shift is a stage of its own, so that nothing is worked out twice."""
    kept = "n, id, s, need, " + ", ".join(f"m{d}, q{d}" for d in DAYS)
    made = f"(select {kept}, {', '.join(f'{first.format(d=d)} x{d}' for d in DAYS)} from eroded where {where})"
    for step in _steps(length):
        made = f"(select * replace ({', '.join(f'x{d} & (x{d} >> {step}) as x{d}' for d in DAYS)}) from {made})"
    for step in _steps(length) if grown else ():
        room = (1 << 64 - step) - 1
        shifted = ", ".join(f"x{d} | ((x{d} & {room}::ubigint) << {step}) as x{d}" for d in DAYS)
        made = f"(select * replace ({shifted}) from {made})"
    return made


def _steps(length: int) -> list[int]:
    done, steps = 1, []
    while done < length:
        steps.append(min(done, length - done))
        done += steps[-1]
    return steps


def _all(test: str) -> str:
    return " and ".join(test.format(d=d) for d in DAYS)


def _sum(words: str) -> str:
    return " + ".join(f"bit_count({words.format(d=d)})::int" for d in DAYS)
