"""A shortlist as a matrix: one row a carer, her posts in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

from carepost.domain.facts import Text
from carepost.domain.matching.fitting import Ints
from carepost.domain.matching.refused import MatchError
from carepost.domain.matching.schema import MATCHES, check_table


@dataclass(frozen=True, slots=True)
class Shortlist:
    """`ids`: carers, ascending. `posts[n, k]`: positions in `post_ids` (ascending), -1 after the last; `values` alike.

    `carer`, `column`, `score`, `reasons`: per row of the table, sorted by carer and rank; `rows`: where each stood.
    """

    ids: Ints
    post_ids: Ints
    places: Ints
    posts: Ints
    values: np.ndarray[Any, Any]
    carer: Ints
    column: Ints
    score: np.ndarray[Any, Any]
    reasons: Ints
    rows: Ints
    capacities: Mapping[int, int]

    @classmethod
    def of(
        cls, table: pa.Table, capacities: Mapping[int, int], ids: Ints | None = None, width: int | None = None
    ) -> Shortlist:
        """From rows of MATCHES; `ids` and `width` keep carers without a row and the shape of earlier lists.

        Raises MatchError for a post without capacity and negative places.
        """
        table = check_table(table, MATCHES, "shortlist")
        post_ids, places = _capacities(capacities)
        carer_ids, rank, wanted = (np.asarray(table[name]) for name in ("carer_id", "rank", "post_id"))
        rows = np.lexsort((rank, carer_ids))
        known = np.unique(carer_ids) if ids is None else ids
        carer = np.searchsorted(known, carer_ids[rows])
        posts = _positions(post_ids, wanted, rows)
        starts = np.searchsorted(carer, np.arange(len(known)))
        column = np.arange(len(rows)) - starts[carer] if len(rows) else rows
        if width:
            kept = column < width
            rows, carer, column, posts = rows[kept], carer[kept], column[kept], posts[kept]
        lists = cls(
            known,
            post_ids,
            places,
            np.full((len(known), width or int(column.max(initial=0)) + 1), -1, np.int32),
            np.zeros((0, 0)),
            carer,
            column,
            np.asarray(table["score"])[rows],
            np.asarray(table["reasons"])[rows],
            rows,
            capacities,
        )
        lists.posts[carer, column] = posts
        return replace(lists, values=lists.laid_out(lists.score.astype(float), 0.0))

    def laid_out(self, values: np.ndarray[Any, Any], blank: float) -> np.ndarray[Any, Any]:
        """Values of the sorted rows as a matrix."""
        out = np.full(self.posts.shape, blank)
        out[self.carer, self.column] = values
        return out

    def sorted(self, values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """Values of the table's rows in the order of the sorted rows."""
        return values[self.rows]

    def with_lists(self, posts: Ints, values: np.ndarray[Any, Any]) -> Shortlist:
        """The same carers with other lists."""
        return replace(self, posts=posts, values=values)


def _capacities(capacities: Mapping[int, int]) -> tuple[Ints, Ints]:
    post_ids = np.array(sorted(capacities), np.int64)
    places = np.array([capacities[post] for post in post_ids.tolist()], np.int64)
    if (places < 0).any():
        post = int(post_ids[np.argmax(places < 0)])
        raise MatchError("capacities", str(post), None, Text("名额不能为负", "places must not be negative"))
    return post_ids, places


def _positions(post_ids: Ints, wanted: Ints, rows: Ints) -> Ints:
    at = np.searchsorted(post_ids, wanted)
    known = at < len(post_ids)
    known[known] = post_ids[at[known]] == wanted[known]
    if not known.all():
        row = int(np.argmin(known))
        raise MatchError(
            "shortlist",
            "post_id",
            row,
            Text(f"没有岗位 {wanted[row]} 的名额数", f"the places of post {wanted[row]} are not given"),
        )
    return at[rows].astype(np.int32)
