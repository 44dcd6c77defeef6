"""Matching in PostgreSQL: GiST over the places, best score first, the week of bit strings tested only until 20 fit."""

# ruff: noqa: S608 (queries are put together from numbers and names of this file)
from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import psycopg

from benchmarks.match_peers import CLASSES, LENGTHS, Instance, K, Rows
from carepost import embedded_postgres as pg
from carepost.domain.matching.fitting import BAND

BITS = 448
SETTINGS = (
    "jit = off",
    "work_mem = '256MB'",
    "max_parallel_workers_per_gather = 2",
    "min_parallel_table_scan_size = 0",
    "parallel_setup_cost = 10",
    "parallel_tuple_cost = 0.001",
)


class Postgres:
    """A private server in a temporary folder; ended on leaving."""

    def __init__(self, given: Instance) -> None:
        self._given = given
        self._folder = Path(tempfile.mkdtemp(prefix="match-bench-"))
        cluster = pg.ensure(self._folder / "postgres", durable=False)
        self._con = psycopg.connect(cluster.dsn("postgres", pg.SUPERUSER), autocommit=True)
        self._pid = pg.server_pid(cluster.folder)
        self._cluster = cluster
        for setting in SETTINGS:
            self._con.execute(f"set {setting}")
        self._load()
        self._ids = given.carers["id"].to_pylist()
        # One row of a post for each pattern: so many rows hold the best K posts for certain.
        self._most_rows = int(np.diff(given.index.offers.row_at).max()) * K
        self._single = f"select t.id, t.s from her, lateral ({self._top()}) t where her.n = %s"
        self.one(0)

    def __enter__(self) -> Postgres:
        return self

    def __exit__(self, *fault: object) -> None:
        self._con.close()
        pg.stop(self._cluster.folder)
        shutil.rmtree(self._folder, ignore_errors=True)

    def one(self, n: int) -> Any:
        """One carer."""
        return self._con.execute(self._single, (n,)).fetchall()

    def all(self) -> tuple[float, Rows]:
        """CPU seconds of the server, and the answers, for every carer of the instance."""
        rows: Rows = {carer: [] for carer in self._ids}
        posts, begun = self._given.index.offers.ids, self._server_cpu()
        batch = f"select her.n, t.id, t.s from her, lateral ({self._top()}) t"
        for n, number, score in self._con.execute(batch).fetchall():
            rows[self._ids[n]].append((int(posts[number]), score))
        time.sleep(0.1)
        return self._server_cpu() - begun, rows

    def _server_cpu(self) -> float:
        """Of the server and its children, those that have ended too."""
        ticks = 0
        for file in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = file.read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(fields[1]) == self._pid or int(file.parent.name) == self._pid:
                ticks += sum(int(field) for field in fields[11:15])
        return ticks / 100

    def _load(self) -> None:
        given, offers, run = self._given, self._given.index.offers, self._con.execute
        run(
            "create unlogged table post (id int, loc point, remote bool, required bigint, wished bigint, worth real, "
            f"low int, high int, kind int, need int, len int, m bit({BITS}), q bit({BITS}))"
        )
        days, core = [_text(words) for words in given.days], [_text(words) for words in given.core]
        with self._con.cursor().copy("copy post from stdin") as copy:
            for post, row in zip(given.row_post.tolist(), given.row_pattern.tolist(), strict=True):
                point = f"({offers.x[post]},{offers.y[post]})"
                words = (int(offers.required[post]), int(offers.wished[post]), float(given.fixed[post]))
                hours = (int(given.index.row_low[row]), int(given.index.row_high[row]))
                shape = (int(given.kind[row]), int(given.need[row]), int(given.length[row]), days[row], core[row])
                copy.write_row((post, point, bool(offers.remote[post]), *words, *hours, *shape))
        radii = ", ".join(f"r{c} real" for c in range(CLASSES))
        weeks = ", ".join(f"e{c} bit({BITS})" for c in range(CLASSES))
        run(
            "create unlogged table her (n int primary key, home point, school point, far real, inverse real, "
            f"skills bigint, want_low int, want_high int, {radii}, {weeks})"
        )
        with self._con.cursor().copy("copy her from stdin") as copy:
            for n, her in enumerate(given.records):
                places = (f"({her['home_x']},{her['home_y']})", f"({her['school_x']},{her['school_y']})")
                limits = (float(np.sqrt(her["limit"])), float(her["inverse"]), int(her["skills"]))
                rest = (int(her["want_low"]), int(her["want_high"]), *map(float, given.radii[n, :CLASSES]))
                copy.write_row((n, *places, *limits, *rest, *(_text(words) for words in given.weeks[n])))
        for last in (
            "create index on post using gist (loc) where not remote",
            "create index on post (worth desc) where remote",
            "vacuum analyze post",
            "vacuum analyze her",
        ):
            run(last)

    def _top(self) -> str:
        t = self._given.terms
        skill = f"{float(t.skill)!r} * least(bit_count((her.skills & p.wished)::bit(64)), {t.wished_full})"
        gap = "greatest(0, p.low - her.want_high, her.want_low - p.high)"
        hours = f"{float(t.hours)!r} * greatest(0, 1 - {gap} * {float(t.per_quarter)!r})"
        kept = "p.id, p.kind, p.need, p.len, p.m, p.q"
        rooms = " ".join(f"when d <= her.r{c} then her.e{c}" for c in range(CLASSES - 1))
        near = (
            f"select {kept}, case {rooms} else her.e{CLASSES - 1} end e, "
            f"(p.worth + {float(t.travel)!r} * (1 - d * her.inverse) + {skill} + {hours})::real s "
            "from post p, lateral (select greatest(p.loc <-> her.home, p.loc <-> her.school) d offset 0) far "
            "where not p.remote and p.loc <@ circle(her.home, her.far) and d <= her.far "
            "and (p.required & ~her.skills) = 0"
        )
        remote = (
            f"select {kept}, her.e0 e, (p.worth + {float(t.travel)!r} + {skill} + {hours})::real s "
            "from post p where p.remote and (p.required & ~her.skills) = 0"
        )
        best = f"select * from ({near} union all {remote}) u order by s desc offset 0"
        fitting = f"select id, s from ({best}) p where {_fits()} limit {self._most_rows}"
        return f"select id, max(s) s from ({fitting}) v group by id order by s desc, id limit {K}"


def _text(words: Any) -> str:
    """The bits of seven words, each day's earliest quarter to the right: >> then moves to earlier quarters."""
    return "".join(format(int(word), "064b") for word in words)


def _fits() -> str:
    """The test of a row. No work begins at 6:00 or ends at 22:00 in slots, so no run leaks into another day."""
    bands = " ".join(f"when {length} then ({_opened(length)})" for length in LENGTHS)
    counted = "select bit_count(y & p.m) >= p.need from"
    slots = " ".join(f"when {length} then ({counted} ({_runs('e', length)}) z)" for length in LENGTHS)
    fixed = "when 0 then (p.m & e) = p.m"
    return f"case p.kind {fixed} when {BAND} then case p.len {bands} end else case p.len {slots} end end"


def _steps(length: int) -> list[int]:
    done, steps = 1, []
    while done < length:
        steps.append(min(done, length - done))
        done += steps[-1]
    return steps


def _runs(start: str, length: int) -> str:
    made = f"select {start} y"
    for step in _steps(length):
        made = f"select y & (y >> {step}) y from ({made} offset 0) a"
    return made


def _opened(length: int) -> str:
    made = _runs("e & p.m", length)
    for step in _steps(length):
        made = f"select y | (y << {step}) y from ({made} offset 0) a"
    return f"select bit_count(y) >= p.need and (p.q & y) = p.q from ({made} offset 0) a"
