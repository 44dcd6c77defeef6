"""The index: what can be worked out about the open posts before any carer asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from carepost.domain.facts import Text
from carepost.domain.matching.fitting import Ints, PatternRows
from carepost.domain.matching.places import Floats
from carepost.domain.matching.records import fen_of
from carepost.domain.matching.refused import MatchError
from carepost.domain.matching.rows import check_meaning
from carepost.domain.matching.schema import POSTS, check_patterns, check_posts
from carepost.domain.matching.weights import Weights, shipped_weights

NO_LOW, NO_HIGH = 20_000, -20_000
"""Hours of a pattern that states none: any wish is far from them."""
ROOT = "root"
"""Under this name an engine keeps with an index what the index that follows it can build on."""


@dataclass(frozen=True, slots=True)
class Offers:
    """The posts that can be had (lawful, places left), by ascending id; a post's number is its position here.

    `row_at[n]` to `row_at[n + 1]` are the places in `rows` where the pattern rows of post n stand, in the order of its
    list. `low`, `high`: hours a week in quarters over all its patterns. `fixed_score`: what its pay, quality and way up
    are worth to anyone, before a price (float64).
    """

    ids: Ints
    employer: Ints
    x: Floats
    y: Floats
    remote: np.ndarray[Any, np.dtype[np.bool_]]
    required: Ints
    wished: Ints
    pay_fen: Ints
    way_up: np.ndarray[Any, np.dtype[np.bool_]]
    row_at: Ints
    rows: Ints
    low: Ints
    high: Ints
    fixed_score: np.ndarray[Any, np.dtype[np.float64]]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Index:
    """Posts, patterns and weights made ready; what it says never changes.

    `row_low`, `row_high`: hours of each pattern row; `engines`: what engines keep with it.
    """

    posts: pa.Table
    patterns: pa.Table
    weights: Weights
    rows: PatternRows
    offers: Offers
    row_low: Ints
    row_high: Ints
    engines: dict[str | None, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __len__(self) -> int:
        """How many posts can be had."""
        return len(self.offers)

    def updated(
        self, *, opened: pa.Table | None = None, closed: Iterable[int] = (), patterns: pa.Table | None = None
    ) -> Index:
        """The index after posts opened (rows in the schema of posts; a known id is replaced) and closed (ids).

        `patterns`: the whole table, where posts opened with patterns that it does not hold yet.
        """
        same = patterns is None or patterns.equals(self.patterns)
        patterns, rows = (self.patterns, self.rows) if same else _patterns(patterns)
        opened = POSTS.remove_metadata().empty_table() if opened is None else check_posts(opened, rows.ids)
        gone = {*closed, *opened["id"].to_pylist()}
        kept = self.posts.filter(pc.invert(pc.is_in(self.posts["id"], pa.array(sorted(gone), pa.int64()))))
        if not same:
            kept = check_posts(kept, rows.ids)
        later = _index(pa.concat_tables([kept, opened]).combine_chunks(), patterns, rows, self.weights)
        if ROOT in self.engines:
            later.engines[ROOT] = self.engines[ROOT].without(gone)
        return later

    def reweighted(self, weights: Weights) -> Index:
        """The same posts under other weights."""
        return replace(self, weights=weights, offers=_offers(self.posts, self.rows, weights))

    def only(self, post_id: int) -> Index:
        """The index of a single post; raises MatchError for an id that is not in it."""
        return replace(
            self, posts=self.post_row(post_id), offers=_offers(self.post_row(post_id), self.rows, self.weights)
        )

    def post_row(self, post_id: int) -> pa.Table:
        """The row of a post, open or not; raises MatchError for an id that is not in the table."""
        found = self.posts.filter(pc.equal(self.posts["id"], post_id))
        if not found.num_rows:
            raise MatchError("posts", "id", None, Text(f"没有岗位 {post_id}", f"no post {post_id}"))
        return found

    def number_of(self, post_id: int) -> int:
        """The number of an open post; raises MatchError where it is not open."""
        at = int(np.searchsorted(self.offers.ids, post_id))
        if at == len(self.offers) or self.offers.ids[at] != post_id:
            raise MatchError("posts", "id", None, Text(f"岗位 {post_id} 未开放", f"post {post_id} is not open"))
        return at


def build(posts: pa.Table, patterns: pa.Table, weights: Weights | None = None) -> Index:
    """Checks the tables (schemas POSTS and PATTERNS) and makes the index.

    Posts that are not lawful or have no place left stay in `posts` for `why_not` and are offered to nobody. Raises
    MatchError naming table, column and row.
    """
    patterns, rows = _patterns(patterns)
    return _index(check_posts(posts, rows.ids).combine_chunks(), patterns, rows, weights or shipped_weights())


def _patterns(table: pa.Table) -> tuple[pa.Table, PatternRows]:
    table = check_patterns(table)
    check_meaning(table)
    return table, PatternRows.of(table)


def _index(posts: pa.Table, patterns: pa.Table, rows: PatternRows, weights: Weights) -> Index:
    stated = rows.low >= 0
    return Index(
        posts,
        patterns,
        weights,
        rows,
        _offers(posts, rows, weights),
        np.where(stated, rows.low, NO_LOW).astype(np.int32),
        np.where(stated, rows.high, NO_HIGH).astype(np.int32),
    )


def _offers(posts: pa.Table, rows: PatternRows, weights: Weights) -> Offers:
    open_ = posts.filter(pc.and_(posts["lawful"], pc.greater(posts["places"], 0)))
    row_at, row_numbers = _rows_of_posts(open_["pattern_ids"], rows)
    open_, row_at, row_numbers = _by_id(open_, row_at, row_numbers)
    stated = rows.low[row_numbers] >= 0
    low = np.where(stated, rows.low[row_numbers], NO_LOW)
    high = np.where(stated, rows.high[row_numbers], NO_HIGH)
    filled = len(open_) > 0
    return Offers(
        ids=np.asarray(open_["id"]),
        employer=np.asarray(open_["employer_id"]),
        x=np.asarray(open_["x"]),
        y=np.asarray(open_["y"]),
        remote=np.asarray(open_["remote"]),
        required=np.asarray(open_["required"]),
        wished=np.asarray(open_["wished"]),
        pay_fen=fen_of(open_["pay"]),
        way_up=np.asarray(open_["way_up"]),
        row_at=row_at,
        rows=row_numbers,
        low=(np.minimum.reduceat(low, row_at[:-1]) if filled else low).astype(np.int32),
        high=(np.maximum.reduceat(high, row_at[:-1]) if filled else high).astype(np.int32),
        fixed_score=_fixed_score(open_, weights),
    )


def _rows_of_posts(lists: pa.ChunkedArray, rows: PatternRows) -> tuple[Ints, Ints]:
    """The pattern rows of each post; an id stands for all its rows."""
    column = lists.combine_chunks()
    ids = np.asarray(column.flatten())
    owner = np.repeat(np.arange(len(column)), np.asarray(column.value_lengths()))
    by_id = np.argsort(rows.ids, kind="stable")
    known, starts, counts = np.unique(rows.ids[by_id], return_index=True, return_counts=True)
    which = np.searchsorted(known, ids)
    first, count = starts[which], counts[which]
    within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    numbers = by_id[np.repeat(first, count) + within]
    row_at = np.concatenate(([0], np.cumsum(np.bincount(owner, weights=count, minlength=len(column)))))
    return row_at.astype(np.int32), numbers.astype(np.int32)


def _by_id(open_: pa.Table, row_at: Ints, rows: Ints) -> tuple[pa.Table, Ints, Ints]:
    order = np.argsort(np.asarray(open_["id"]), kind="stable")
    counts = np.diff(row_at)[order]
    new_at = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
    within = np.arange(new_at[-1]) - np.repeat(new_at[:-1], counts)
    return open_.take(pa.array(order)), new_at, rows[np.repeat(row_at[:-1][order], counts) + within]


def _fixed_score(posts: pa.Table, weights: Weights) -> np.ndarray[Any, np.dtype[np.float64]]:
    fen = fen_of(posts["pay"]).astype(float)
    quality = np.asarray(posts["quality"].cast(pa.float64()).fill_null(0.0))
    way_up = np.asarray(posts["way_up"]).astype(float)
    return weights.pay * pay_share(fen, weights) + weights.quality * quality + weights.way_up * way_up


def pay_share(fen: np.ndarray[Any, Any], weights: Weights) -> np.ndarray[Any, Any]:
    """What pay an hour in fen is worth, 0..1; pay that is not stated (-1) counts for nothing."""
    span = np.log(weights.pay_full / weights.pay_from)
    share = np.log(np.maximum(fen, 1) / 100 / weights.pay_from) / span
    return np.asarray(np.clip(share, 0, 1))
