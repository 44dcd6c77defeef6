"""The same matching in other engines: numpy by the carer, DuckDB, PostgreSQL. Tuned, exact, spared some work.

All weights are as shipped but the one for slack, which is nought: peers need not find it out. They are handed the
weeks already eroded for every class of travel, as seven words of 6:00 to 22:00 (the instance has no nights), the worth
of each post, and one row for each post and pattern. The kernel runs on the same posts with its 672 quarters, reasons
and slack.

Run: python -m benchmarks.match_peers [numpy duckdb postgres] [--carers 300] [--posts 20000 200000]
With more posts than in the first number only PostgreSQL is asked.
DuckDB is in the extra `bench`.
"""

from __future__ import annotations

import argparse
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

from benchmarks.match_city import city
from benchmarks.match_common import absent, cpu, cpu_model, each, tell
from carepost.domain.matching import Index, build, carer_of, match, match_one, shipped_weights
from carepost.domain.matching.fitting import BAND, OUTPUT, SLOTS, bits_of
from carepost.domain.matching.places import quarter_squares
from carepost.domain.matching.records import carer_records
from carepost.domain.matching.reference import Terms, fixed_scores
from carepost.domain.matching.schema import check_carers

K, CLASSES, TOLERANCE = 20, 5, 3e-6
FROM, UNTIL = 24, 88
LENGTHS = (4, 8, 16)
Array = np.ndarray[Any, Any]
Rows = dict[int, list[tuple[int, float]]]
"""carer -> (post, score), in any order."""


@dataclass(frozen=True)
class Instance:
    """What peers get: carers and posts as arrays, `weeks` uint64[carer, class, day], one row per post and pattern."""

    carers: pa.Table
    index: Index
    records: Array
    weeks: Array
    radii: Array
    row_post: Array
    row_pattern: Array
    days: Array
    core: Array
    need: Array
    length: Array
    kind: Array
    fixed: Array
    terms: Terms


def instance(carers: int, posts: int) -> Instance:
    """The first carers of the city and all its posts."""
    table, posts_table, patterns = city(max(carers, 1000), posts, nights=False)
    index = build(posts_table, patterns, replace(shipped_weights(), slack=0.0))
    table = check_carers(table.slice(0, carers))
    records, _ = carer_records(table)
    rows = index.rows
    radii = np.sqrt(np.concatenate([quarter_squares()[records["way"]][:, :CLASSES], records["limit"][:, None]], axis=1))
    slots = rows.kind == SLOTS
    starts = np.zeros((len(rows.ids), 672), bool)
    for n in np.flatnonzero(slots):
        starts[n, rows.starts[n][rows.starts[n] >= 0] // 15] = True
    length = np.where(slots, (rows.ends[:, 0] - rows.starts[:, 0]) // 15, rows.block)
    return Instance(
        table,
        index,
        records,
        np.stack([day_words(eroded(bits_of(records["week"]), travel)) for travel in range(CLASSES)], axis=1),
        radii.astype(np.float32),
        np.repeat(np.arange(len(index)), np.diff(index.offers.row_at)),
        index.offers.rows,
        day_words(np.where(slots[:, None], starts, bits_of(rows.mask))),
        day_words(bits_of(rows.core)),
        np.where(slots, rows.choose, rows.need).astype(np.int32),
        np.where((rows.kind == BAND) | slots, length, 1).astype(np.int32),
        np.where(rows.kind == OUTPUT, 0, rows.kind).astype(np.int32),
        fixed_scores(index, None),
        Terms.of(index.weights),
    )


def eroded(bits: Array, quarters: int) -> Array:
    for _ in range(quarters):
        bits = bits & np.roll(bits, 1, axis=1) & np.roll(bits, -1, axis=1)
    return bits


def day_words(bits: Array) -> Array:
    """Quarters from 6:00 to 22:00 of each day as a word, the lowest bit first."""
    day = np.ascontiguousarray(bits.reshape(-1, 7, 96)[:, :, FROM:UNTIL])
    return np.packbits(day, axis=2, bitorder="little").view("<u8").reshape(-1, 7)


def runs(words: Array, length: int) -> Array:
    """Where a run of so many quarters starts within the day."""
    done = 1
    while done < length:
        step = min(done, length - done)
        words = words & (words >> np.uint64(step))
        done += step
    return words


def opened(words: Array, length: int) -> Array:
    """Only the runs of so many quarters."""
    words, done = runs(words, length), 1
    while done < length:
        step = min(done, length - done)
        words = words | (words << np.uint64(step))
        done += step
    return words


def numpy_peer(given: Instance) -> Callable[[int], list[tuple[int, float]]]:
    """One carer against all posts: distance and skills first, each pattern tested once per class of travel."""
    offers, terms = given.index.offers, given.terms
    groups = [(np.flatnonzero(given.kind == 0), None, 0)]
    for kind in (BAND, SLOTS):
        for length in LENGTHS:
            groups.append((np.flatnonzero((given.kind == kind) & (given.length == length)), length, kind))
    parts = [(at, length, kind, given.days[at], given.core[at], given.need[at]) for at, length, kind in groups]
    first = offers.row_at[:-1]
    single = np.diff(offers.row_at) == 1
    low, high = given.index.row_low, given.index.row_high

    def feasible(room: Array) -> Array:
        fits = np.zeros(len(given.kind), bool)
        for at, length, kind, days, core, need in parts:
            if length is None:
                fits[at] = ~(days & ~room).any(axis=1)
            elif kind == BAND:
                able = opened(room & days, length)
                fits[at] = (np.bitwise_count(able).sum(axis=1) >= need) & ~(core & ~able).any(axis=1)
            else:
                fits[at] = np.bitwise_count(runs(room, length) & days).sum(axis=1) >= need
        return fits

    def one(n: int) -> list[tuple[int, float]]:
        her = given.records[n]
        home = (her["home_x"] - offers.x) ** 2 + (her["home_y"] - offers.y) ** 2
        square = np.maximum(home, (her["school_x"] - offers.x) ** 2 + (her["school_y"] - offers.y) ** 2)
        square[offers.remote] = 0
        posts = np.flatnonzero((square <= her["limit"]) & ((offers.required & ~her["skills"]) == 0))
        distance = np.sqrt(square[posts])
        travel = (distance[:, None] > given.radii[n, :CLASSES]).sum(axis=1)
        travel[offers.remote[posts]] = 0
        held = np.minimum(np.bitwise_count(offers.wished[posts] & her["skills"]), terms.wished_full)
        base = given.fixed[posts] + terms.travel * (1 - distance * her["inverse"]) + terms.skill * held
        fits = np.stack([feasible(given.weeks[n, c]) for c in range(int(travel.max(initial=0)) + 1)])
        gap = np.maximum(0, np.maximum(low - her["want_high"], her["want_low"] - high))
        hours = terms.hours * np.maximum(0, 1 - gap * terms.per_quarter)
        worth = np.where(fits, hours, -9)
        best = worth[travel, offers.rows[first[posts]]]
        for k in np.flatnonzero(~single[posts]):
            mine = offers.rows[first[posts[k]] : offers.row_at[posts[k] + 1]]
            best[k] = worth[travel[k], mine].max()
        score = base + best
        top = np.argpartition(score, -K)[-K:] if len(score) > K else np.arange(len(score))
        return [(int(posts[k]), float(score[k])) for k in top if best[k] > -1]

    return one


def agree(given: Instance, rows: Rows) -> int:
    """Carers whose best scores differ from the kernel's."""
    found = match(given.carers, given.index, K, threads=1)
    ours: Rows = {}
    for carer, score in zip(found["carer_id"].to_pylist(), found["score"].to_pylist(), strict=True):
        ours.setdefault(carer, []).append((0, score))
    wrong = 0
    for carer in given.carers["id"].to_pylist():
        one, other = (sorted((s for _, s in part.get(carer, [])), reverse=True) for part in (ours, rows))
        wrong += len(one) != len(other) or any(abs(a - b) > TOLERANCE for a, b in zip(one, other, strict=True))
    return wrong


def kernel_figures(given: Instance) -> tuple[float, float]:
    """CPU seconds per million carers on the same instance, and wall p50 of one carer in microseconds."""
    many = city(20_000, 10, nights=False)[0]
    spent, _ = cpu(lambda: match(many, given.index, K, threads=1), 3)
    single = [carer_of(given.carers, carer) for carer in given.carers["id"].to_pylist()[:300]]
    match_one(single[0], given.index)
    figures = each(lambda her: match_one(her, given.index, K), single)
    tell(
        "peers.kernel",
        spent * 1e6 / 20_000,
        "CPU s per 1M carers",
        one_carer_us=round(figures["wall_p50"], 1),
        posts=len(given.index),
        cpu=cpu_model(),
    )
    return spent * 1e6 / 20_000, figures["wall_p50"]


def report(name: str, given: Instance, spent: float, rows: Rows, one_us: float, kernel: tuple[float, float]) -> None:
    """A peer's figures beside the kernel's."""
    per_million = spent * 1e6 / len(rows)
    tell(
        f"peers.{name}",
        per_million,
        "CPU s per 1M carers",
        ratio_to=round(per_million / kernel[0], 1),
        one_carer_us=round(one_us, 1),
        one_carer_ratio=round(one_us / kernel[1], 1),
        sample=len(rows),
        posts=len(given.index),
        carers_that_differ=agree(given, rows),
    )


def run_numpy(given: Instance, kernel: tuple[float, float]) -> None:
    one = numpy_peer(given)
    ids = given.carers["id"].to_pylist()
    one(0)
    spent, answers = cpu(lambda: [one(n) for n in range(len(ids))])
    single = each(one, range(min(200, len(ids))))
    report("numpy", given, spent, dict(zip(ids, answers, strict=True)), single["wall_p50"], kernel)


def run_duckdb(given: Instance, kernel: tuple[float, float]) -> None:
    if importlib.util.find_spec("duckdb") is None:
        absent("peers.duckdb", "DuckDB is not installed")
        return
    from benchmarks.match_peers_duckdb import DuckDB

    peer = DuckDB(given)
    spent, rows = cpu(peer.all)
    single = each(peer.one, range(30), warm=3)
    report("duckdb", given, spent, rows, single["wall_p50"], kernel)


def run_postgres(given: Instance, kernel: tuple[float, float]) -> None:
    from benchmarks.match_peers_postgres import Postgres
    from carepost.embedded_postgres import PostgresUnavailable

    try:
        peer = Postgres(given)
    except PostgresUnavailable as error:
        absent("peers.postgres", str(error))
        return
    with peer:
        spent, rows = peer.all()
        single = each(peer.one, range(min(200, len(given.records))), warm=10)
        report("postgres", given, spent, rows, single["wall_p50"], kernel)


PEERS = {"numpy": run_numpy, "duckdb": run_duckdb, "postgres": run_postgres}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("peers", nargs="*", default=list(PEERS))
    parser.add_argument("--carers", type=int, default=300)
    parser.add_argument("--posts", type=int, nargs="+", default=[20_000, 200_000])
    asked = parser.parse_args()
    for posts in asked.posts:
        peers = [name for name in asked.peers if posts == asked.posts[0] or name == "postgres"]
        given = instance(asked.carers, posts)
        kernel = kernel_figures(given)
        for name in peers:
            PEERS[name](given, kernel)


if __name__ == "__main__":
    main()
