"""Matching carers to posts: the best posts of many carers, of one, and the best carers of a post."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from carepost.domain.facts import Text
from carepost.domain.matching.index import Index
from carepost.domain.matching.kernel import kept_kernel, kernel_of
from carepost.domain.matching.records import HIT, Hidden, Records, carer_record, carer_records, pack_carer
from carepost.domain.matching.reference import best_posts, fixed_scores
from carepost.domain.matching.refused import MatchError
from carepost.domain.matching.rows import Carer
from carepost.domain.matching.schema import FARTHEST_KM, MATCHES, check_carers
from carepost.domain.native import levels
from carepost.domain.week import REACH_MAX_MINUTES

MOST = 255
"""The longest list: `rank` is one byte."""
CHUNK = 65_536
"""Carers worked on at once: their records and hits stay within 100 MB."""
Prices = np.ndarray[Any, np.dtype[np.floating[Any]]]


class Match(NamedTuple):
    """One post of one carer's list, a row of MATCHES: travel and slack in quarter-hours, `reasons` as `Reason` bits."""

    post_id: int
    rank: int
    score: float
    pattern_id: int
    commute_q: int
    slack_q: int
    reasons: int


def match(
    carers: pa.Table, index: Index, k: int = 20, price: Prices | None = None, threads: int | None = None
) -> pa.Table:
    """The k best posts of each carer: a table MATCHES, in the order of the carers, best first, ties by post id.

    `price`: what to take off each post's score, by the order of `index.offers.ids`. `threads`: None for all
    processors. Fewer than k rows for a carer mean that no other post fits. Raises MatchError naming table, column, row.
    """
    _check(index, k, price)
    carers = check_carers(carers)
    workers = len(os.sched_getaffinity(0)) if threads is None else threads
    if workers < 1:
        raise MatchError("arguments", "threads", None, Text("至少为 1", "must be at least 1"))
    best = _engine(index, k, price)
    parts = [_as_table(index, *part) for part in _parts(carers, best, workers)]
    return pa.concat_tables(parts) if parts else MATCHES.remove_metadata().empty_table()


def match_one(carer: Carer, index: Index, k: int = 20) -> tuple[Match, ...]:
    """The k best posts of one carer, the same as `match` gives; serial, for a page.

    Raises MatchError for values that `match` would refuse.
    """
    _check(index, k, None)
    _check_carer(carer)
    if levels():
        return kept_kernel(index).one(*pack_carer(carer), k, Match)
    found, counts = _Numpy(index, k, None)(*carer_record(carer))
    ids, pattern_ids = index.offers.ids, index.rows.ids
    return tuple(
        Match(int(ids[post]), rank, score, int(pattern_ids[row]), quarters, slack, reasons)
        for rank, (post, row, score, quarters, slack, _, reasons) in enumerate(found[0, : counts[0]].tolist(), start=1)
    )


def ranked(carer: Carer, index: Index) -> np.ndarray[Any, np.dtype[np.int64]]:
    """The ids of all posts that fit one carer, in the order of which `match_one` gives the beginning: for long lists.

    By the numpy reference, whose order is the kernel's. Raises MatchError for values that `match` would refuse.
    """
    _check_carer(carer)
    if not len(index):
        return np.zeros(0, np.int64)
    records, hidden = carer_record(carer)
    found = best_posts(index, fixed_scores(index, None), records[0], hidden, len(index))
    ids: np.ndarray[Any, np.dtype[np.int64]] = index.offers.ids[found["post"]]
    return ids


def people_for(post_id: int, carers: pa.Table, index: Index, k: int = 20, threads: int | None = None) -> pa.Table:
    """The k carers whom a post fits best: a table MATCHES, ranked by score, ties by carer id.

    What an employer may see of it is not decided here. Raises MatchError for an unknown post; a closed one has nobody.
    """
    _check(index, k, None)
    single = index.only(post_id)
    found = match(carers, single, 1, None, threads)
    order = np.lexsort((np.asarray(found["carer_id"]), -np.asarray(found["score"])))[:k]
    ranked = found.take(pa.array(order))
    ranks = pa.array(np.arange(1, len(order) + 1, dtype=np.uint8))
    return ranked.set_column(ranked.column_names.index("rank"), MATCHES.field("rank").remove_metadata(), ranks)


def _check(index: Index, k: int, price: Prices | None) -> None:
    if not isinstance(k, int) or not 1 <= k <= MOST:
        raise MatchError("arguments", "k", None, Text(f"应在 1 到 {MOST} 之间", f"must lie from 1 to {MOST}"))
    if price is None:
        return
    if len(price) != len(index):
        problem = Text(f"应有 {len(index)} 个价格", f"must have {len(index)} prices, one for each open post")
        raise MatchError("arguments", "price", None, problem)
    bad = ~(np.abs(np.asarray(price)) <= 1000)
    if bad.any():
        problem = Text("价格应为绝对值不超过 1000 的数", "a price is a number of at most 1000")
        raise MatchError("arguments", "price", int(np.argmax(bad)), problem)


class _Numpy:
    """The reference: one carer after the other. Returns HIT[n, k] and how many of each row count."""

    def __init__(self, index: Index, k: int, price: Prices | None) -> None:
        self._index, self._k, self._fixed = index, k, fixed_scores(index, price)

    def __call__(self, records: Records, hidden: Hidden) -> tuple[Records, np.ndarray[Any, Any]]:
        hits, counts = np.zeros((len(records), self._k), HIT), np.zeros(len(records), np.int32)
        for n, carer in enumerate(records):
            best = best_posts(self._index, self._fixed, carer, hidden, self._k)
            hits[n, : len(best)], counts[n] = best, len(best)
        return hits, counts


def _engine(index: Index, k: int, price: Prices | None) -> Any:
    return kernel_of(index, k, price) if levels() else _Numpy(index, k, price)


def _parts(carers: pa.Table, best: Any, workers: int) -> Iterator[tuple[Any, Any, Any]]:
    """Carer ids, hits and counts, piece by piece; no more pieces are in memory than workers and one."""

    def work(start: int) -> tuple[Any, Any, Any]:
        piece = carers.slice(start, CHUNK)
        return np.asarray(piece["id"]), *best(*carer_records(piece))

    starts = range(0, carers.num_rows, CHUNK)
    if workers == 1 or len(starts) < 2:
        yield from map(work, starts)
        return
    with ThreadPoolExecutor(workers) as pool:
        yield from pool.map(work, starts)


def _as_table(index: Index, ids: Any, hits: Records, counts: Any) -> pa.Table:
    k = hits.shape[1]
    ranks = np.broadcast_to(np.arange(1, k + 1, dtype=np.uint8), hits.shape)
    if len(counts) and counts.min() == k:
        flat, ranks = hits.ravel(), ranks.ravel()
    else:
        kept = np.arange(k) < counts[:, None]
        flat, ranks = hits[kept], ranks[kept]
    columns = {
        "carer_id": np.repeat(ids, counts),
        "post_id": index.offers.ids[flat["post"]],
        "rank": ranks,
        "score": flat["score"],
        "pattern_id": index.rows.ids[flat["row"]].astype(np.int32, copy=False),
        "commute_q": flat["quarters"],
        "slack_q": flat["slack"],
        "reasons": flat["reasons"],
    }
    return pa.table({name: np.ascontiguousarray(values) for name, values in columns.items()}).cast(
        MATCHES.remove_metadata()
    )


def _check_carer(carer: Carer) -> None:
    for name, (x, y) in (("home", carer.home), ("school", carer.school or carer.home)):
        if not -FARTHEST_KM <= x <= FARTHEST_KM >= y >= -FARTHEST_KM:
            off = Text("不在地图上：应为以公里计的投影坐标", "is off the map: give projected km")
            raise MatchError("carer", name, None, off)
    if not 0 <= carer.max_commute <= REACH_MAX_MINUTES:
        limit = Text(f"应在 0 到 {REACH_MAX_MINUTES} 分钟之间", f"must lie from 0 to {REACH_MAX_MINUTES} minutes")
        raise MatchError("carer", "max_commute", None, limit)
