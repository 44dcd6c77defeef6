"""Long lists, new patterns, and the one distance that lists and matching share."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.domain.matching import (
    Carer,
    Post,
    build,
    match_one,
    pattern_table,
    post_tables,
    project,
    ranked,
    travel_minutes,
)
from carepost.domain.travel import Point, Way, km_between, km_on_map, meridian_of, minutes_of
from carepost.domain.week import Fixed, Output, Shifts, weekly
from tests.domain.matching.cities import SCHOOL_DAY, cities

near = st.tuples(st.floats(-0.5, 0.5), st.floats(-0.5, 0.5))
starts = st.builds(Point, st.floats(18, 53), st.floats(74, 134))


@settings(max_examples=40, deadline=None)
@given(cities(most_posts=30))
def test_all_that_fits_stands_in_the_order_of_the_short_list(city: tuple[list[Carer], list[Post]]) -> None:
    carers, posts = city
    index = build(*post_tables(posts))
    for carer in carers:
        assert ranked(carer, index).tolist() == [found.post_id for found in match_one(carer, index, 255)]


def test_an_index_without_posts_ranks_nothing() -> None:
    carer = Carer(1, (0.0, 0.0), SCHOOL_DAY, Way.BIKE, 30)
    assert ranked(carer, build(*post_tables([]))).tolist() == []


def test_a_post_may_open_with_a_pattern_that_the_index_has_not_seen() -> None:
    morning = Fixed((Shifts.weekly(weekly("12345", "9:00", "12:00")),))
    index = build(*post_tables([Post(1, 1, (0.0, 0.0), (Output(),))]))
    # Patterns are numbered as they occur: the morning is 1.
    both, _ = post_tables([Post(1, 1, (0.0, 0.0), (Output(),)), Post(2, 1, (0.0, 0.0), (morning,))])
    opened = both.slice(1)
    later = index.updated(opened=opened, patterns=pattern_table({0: Output(), 1: morning}))
    carer = Carer(1, (0.0, 0.0), SCHOOL_DAY, Way.BIKE, 30)
    assert sorted(found.post_id for found in match_one(carer, later)) == [1, 2]


@settings(max_examples=200, deadline=None)
@given(starts, near, st.sampled_from(Way))
def test_pages_and_matching_count_the_same_minutes(here: Point, apart: tuple[float, float], way: Way) -> None:
    there = Point(here.latitude + apart[0], here.longitude + apart[1])
    meridian = meridian_of(here)
    carer = Carer(1, project(here, meridian), SCHOOL_DAY, way, 240)
    post = Post(1, 1, project(there, meridian), (Output(),))
    assert minutes_of(km_on_map(here, there), way) == travel_minutes(carer, post)


@settings(max_examples=200, deadline=None)
@given(starts, near)
def test_the_flat_map_is_true_near_its_zone(here: Point, apart: tuple[float, float]) -> None:
    there = Point(here.latitude + apart[0], here.longitude + apart[1])
    true = km_between(here, there)
    # A metre is lost where single precision tells 4,000 km from 4,000.0005 km.
    assert abs(km_on_map(here, there) - true) <= true * 0.002 + 0.002
    assert abs(here.longitude - meridian_of(here)) <= 1.5
