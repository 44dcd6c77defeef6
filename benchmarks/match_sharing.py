"""Sharing out places: speed and welfare of both methods, places filled with and without prices, job-share pairs.

Run: python -m benchmarks.match_sharing [--whole]       (--whole: also one million carers, some minutes)
The exact peer is OR-tools' min-cost flow: `pip install ortools`, or a folder that holds it on PYTHONPATH.
"""

from __future__ import annotations

import argparse
import importlib.util
from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from benchmarks.match_city import city
from benchmarks.match_common import absent, cpu, cpu_model, peak_gb, tell
from carepost.domain.matching import Index, Post, allocate, build, guided_auction, job_share, match
from carepost.domain.matching.seats import Lists, Seats, auction, deferred
from carepost.domain.matching.shortlist import Shortlist
from carepost.domain.week import Fixed, Shifts, weekly

K, UNIT = 20, 1e6


def places_of(index: Index, carers: int) -> dict[int, int]:
    """So many places that they are scarce in the same way for any number of carers."""
    ids, places = index.posts["id"].to_pylist(), np.asarray(index.posts["places"])
    return dict(zip(ids, np.maximum(1, places * carers / 1e6).astype(int).tolist(), strict=True))


def with_places(posts: pa.Table, capacities: Mapping[int, int]) -> pa.Table:
    values = pa.array([capacities[post] for post in posts["id"].to_pylist()], pa.int32())
    return posts.set_column(posts.column_names.index("places"), "places", values)


def static(carers: int, posts: int) -> None:
    """Both methods over first lists of 20, and OR-tools over the same lists."""
    table, posts_table, patterns = city(carers, posts)
    index = build(posts_table, patterns)
    capacities = places_of(index, carers)
    found = match(table, index, K, threads=1)
    lists = Shortlist.of(found, capacities)
    shared = Lists(lists.posts, lists.values)
    size = {"carers": carers, "posts": posts, "places": int(lists.places.sum())}

    spent, taken = cpu(lambda: deferred(shared, Seats(lists.places)), 3)
    tell("sharing.deferred", spent, "CPU s", welfare=welfare(lists, taken), filled=int((taken >= 0).sum()), **size)
    everyone, nothing = np.arange(carers, dtype=np.int32), np.zeros(carers)
    best, timed = 0.0, {}
    for step in (1e-3, 1e-4):
        seats = Seats(lists.places)

        def run(seats: Seats = seats, step: float = step) -> Any:
            seats.__init__(lists.places)  # type: ignore[misc]
            auction(shared, nothing, seats, everyone, step)
            return seats.taken(shared)

        spent, taken = cpu(run, 3)
        best, timed[step] = welfare(lists, taken), spent
        tell("sharing.auction", spent, "CPU s", step=step, welfare=best, filled=int((taken >= 0).sum()), **size)
    exact(lists, {"auction": (timed[1e-4], best)}, size)


def welfare(lists: Shortlist, taken: Any) -> float:
    who = np.flatnonzero(taken >= 0)
    return round(float(lists.values[who, taken[who]].sum()), 2)


def exact(lists: Shortlist, ours: Mapping[str, tuple[float, float]], size: Mapping[str, int]) -> float | None:
    """The optimum over the lists, from OR-tools; ratios of CPU and welfare to it."""
    if importlib.util.find_spec("ortools") is None:
        absent("sharing.ortools", "OR-tools is not installed")
        return None
    from ortools.graph.python import min_cost_flow

    count, posts = len(lists.ids), len(lists.post_ids)
    row, column = np.nonzero(lists.posts >= 0)
    sink = count + posts

    def solve() -> Any:
        flow = min_cost_flow.SimpleMinCostFlow()
        people = np.arange(count)
        tails = np.concatenate([row, people, count + np.arange(posts)]).astype(np.int32)
        heads = np.concatenate([count + lists.posts[row, column], np.full(count + posts, sink)]).astype(np.int32)
        room = np.concatenate([np.ones(len(row) + count), lists.places]).astype(np.int64)
        worth = np.rint(lists.values[row, column] * UNIT)
        flow.add_arcs_with_capacity_and_unit_cost(
            tails, heads, room, np.concatenate([-worth, np.zeros(count + posts)]).astype(np.int64)
        )
        flow.set_nodes_supplies(people.astype(np.int32), np.ones(count, np.int64))
        flow.set_node_supply(sink, -count)
        assert flow.solve() == flow.OPTIMAL  # noqa: S101
        used = flow.flows(np.arange(len(row), dtype=np.int32))
        return -flow.optimal_cost() / UNIT, int(np.sum(used))

    spent, (best, filled) = cpu(solve)
    ratios = {
        name: {"faster": round(spent / mine, 1), "welfare": round(value / best, 7)}
        for name, (mine, value) in ours.items()
    }
    tell("sharing.ortools", spent, "CPU s", welfare=round(best, 2), filled=filled, **size, ratio_to=ratios)
    return filled


def guided(carers: int, posts: int, step: float, optimum: bool) -> None:
    """Prices against static lists; where it can be solved, against the optimum over every pair that fits."""
    table, posts_table, patterns = city(carers, posts)
    first = build(posts_table, patterns)
    capacities = places_of(first, carers)
    index = build(with_places(posts_table, capacities), patterns)
    plain = allocate(match(table, index, K), capacities, "auction", step=step)
    spent, result = cpu(lambda: guided_auction(table, index, K, step=step))
    tell(
        "sharing.guided",
        spent,
        "CPU s",
        step=step,
        carers=carers,
        posts=posts,
        places=result.places,
        filled=result.filled,
        filled_from_static_lists=plain.filled,
        welfare=round(result.welfare, 1),
        welfare_from_static_lists=round(plain.welfare, 1),
        rounds=result.rounds,
        asked=result.asked,
        settled=result.settled,
        most_wanted_per_place=round(max(row.per_place or 0 for row in plain.congestion), 1),
        peak_gb=round(peak_gb(), 2),
    )
    if optimum:
        lists = Shortlist.of(match(table, index, 255), capacities)
        filled = exact(lists, {"guided": (spent, result.welfare)}, {"carers": carers, "posts": posts, "list": 255})
        if filled:
            tell("sharing.filled_of_optimum", 100 * result.filled / filled, "% of the places that the optimum fills")


def pairs(carers: int) -> None:
    """A full-time post in the middle of the city shared by two."""
    table = city(carers, 10)[0]
    hours = Fixed((Shifts.weekly(weekly("12345", "9:00", "17:00")),))
    post = Post(1, 1, (22.0, 30.0), (hours,))
    spent, share = cpu(lambda: job_share(post, table))
    tell(
        "sharing.job_share",
        spent * 1000,
        "CPU ms a post",
        carers=carers,
        candidates=share.candidates,
        couples=share.possible,
        pairs=len(share.pairs),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--whole", action="store_true")
    asked = parser.parse_args()
    tell("sharing.cpu", None, cpu_model())
    static(100_000, 20_000)
    guided(5_000, 400, 1e-3, optimum=True)
    guided(100_000, 20_000, 1e-2, optimum=False)
    pairs(20_000)
    if asked.whole:
        guided(1_000_000, 20_000, 1e-2, optimum=False)


if __name__ == "__main__":
    main()
