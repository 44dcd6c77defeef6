"""An index that follows its posts answers as one built anew, however often they change."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest
from benchmarks.match_city import city
from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.domain.matching import Carer, Index, MatchError, Post, build, carer_of, match_one, post_tables
from carepost.domain.matching.index import ROOT
from carepost.domain.native import levels
from tests.domain.matching.cities import carers, posts


def rows_of(posts: list[Post], every: list[Post]) -> pa.Table:
    """The rows of some posts, with the pattern ids that they have among all."""
    table, _ = post_tables(every)
    return table.take(pa.array([every.index(post) for post in posts], pa.int64()))


@settings(max_examples=60)
@given(carers, st.lists(posts, min_size=2, max_size=16, unique_by=lambda post: post.id), st.data())
def test_after_any_changes_the_answers_are_those_of_a_new_index(
    her: Carer, every: list[Post], data: st.DataObject
) -> None:
    _, patterns = post_tables(every)
    open_ = dict.fromkeys(post.id for post in every[: len(every) // 2])
    state = {post.id: post for post in every if post.id in open_}
    index = build(rows_of(list(state.values()), every), patterns)
    for _ in range(4):
        match_one(her, index, 255)
        closed = data.draw(st.sets(st.sampled_from([post.id for post in every]), max_size=3))
        # A post may come back as another one: what it was must not stay.
        come = data.draw(st.lists(st.sampled_from(every), max_size=3, unique_by=lambda post: post.id))
        state = {id_: post for id_, post in state.items() if id_ not in closed} | {post.id: post for post in come}
        index = index.updated(opened=rows_of(come, every), closed=closed)
        anew = build(rows_of(list(state.values()), every), patterns)
        assert match_one(her, index, 255) == match_one(her, anew, 255)


@settings(max_examples=40)
@given(carers, st.lists(posts, min_size=2, max_size=8, unique_by=lambda post: post.id))
def test_a_post_that_changes_all_over_is_found_where_it_is_now(her: Carer, every: list[Post]) -> None:
    """Each post takes the place, hours and pay of the next: at home becomes elsewhere and the other way round."""
    table, patterns = post_tables(every)
    index = build(table, patterns)
    match_one(her, index)
    moved = table.set_column(0, "id", pa.array(np.roll(np.asarray(table["id"]), 1)))
    assert match_one(her, index.updated(opened=moved), 255) == match_one(her, build(moved, patterns), 255)


def test_a_city_that_changes_keeps_its_order() -> None:
    """So many changes that new leaves are added and the tree is planted anew in between."""
    people, table, patterns = city(30, 3000, seed=9)
    index, left = build(table.slice(0, 1500), patterns), table.slice(1500)
    few = [carer_of(people, carer) for carer in people["id"].to_pylist()]
    roots = []
    for n in range(30):
        opened = left.slice(n * 20, 20)
        index = index.updated(opened=opened, closed=range(n * 30, n * 30 + 30))
        match_one(few[n], index)
        roots.append(len(index.engines[ROOT].ids) if levels() else 0)
        assert match_one(few[n], index, 50) == match_one(few[n], build(index.posts, patterns), 50)
    if levels():
        assert any(later < before for before, later in pairwise(roots))
        assert max(roots) <= 64 * (1500 / 64 * 1.125 + 17)


def test_what_opens_is_looked_through_and_what_stands_is_kept() -> None:
    _, table, patterns = city(1, 50, seed=9)
    index = build(table, patterns)
    wrong = table.slice(0, 1).set_column(table.column_names.index("places"), "places", pa.array([-1], pa.int32()))
    with pytest.raises(MatchError, match="places"):
        index.updated(opened=wrong)
    assert len(index) == 50


def test_patterns_that_lack_one_in_use_are_refused() -> None:
    _, table, patterns = city(1, 50, seed=9)
    index: Index = build(table, patterns)
    used = set(table["pattern_ids"].combine_chunks().flatten().to_pylist())
    fewer = patterns.filter(pa.compute.not_equal(patterns["id"], min(used)))
    with pytest.raises(MatchError, match="pattern_ids"):
        index.updated(patterns=fewer)
