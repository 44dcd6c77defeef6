"""Points, distances and minutes."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carepost.domain.travel import (
    ASSUMPTIONS,
    Origins,
    Point,
    TravelError,
    Way,
    describe_way,
    km_between,
    km_on_map,
    km_within,
    meridian_of,
    minutes_of,
    parse_point,
    project,
)

points = st.builds(Point, st.floats(0, 60), st.floats(70, 140))
ways = st.sampled_from(Way)
distances = st.floats(0, 5000)
ZHONGSHAN = Point(22.52, 113.38)


@pytest.mark.parametrize("written", ["22.52,113.38", " 22.52 , 113.38 ", "２２．５２，１１３．３８", "22.520,113.380"])
def test_a_point_is_read(written: str) -> None:
    assert parse_point(written) == ZHONGSHAN


@pytest.mark.parametrize("written", ["", "groupmessage", "442000", "22.52", "22.52,113.38,1", "1e1,113", "nan,nan"])
def test_what_is_no_pair_of_numbers_is_none(written: str) -> None:
    assert parse_point(written) is None


@pytest.mark.parametrize("written", ["113.38,22.52", "61,100", "-1,100", "30,69.9", "30,140.1"])
def test_a_point_elsewhere_is_refused_with_a_remedy(written: str) -> None:
    with pytest.raises(TravelError) as refused:
        parse_point(written)
    assert "22.52,113.38" in refused.value.problem.zh
    assert "latitude (0–60) first" in refused.value.problem.en


def test_not_a_number_is_no_point() -> None:
    with pytest.raises(TravelError):
        Point(math.nan, 100)


def test_a_known_distance() -> None:
    # One degree of a meridian is 111.195 km on a sphere of the mean radius.
    assert km_between(Point(30, 110), Point(31, 110)) == pytest.approx(111.195, abs=0.001)


@given(points, points)
def test_a_distance_is_the_same_both_ways(here: Point, there: Point) -> None:
    assert km_between(here, there) == pytest.approx(km_between(there, here))
    assert km_between(here, here) == 0


@given(distances, distances, ways)
def test_more_km_never_take_less(one: float, other: float, way: Way) -> None:
    near, far = sorted((one, other))
    assert minutes_of(near, way) <= minutes_of(far, way)


@given(st.integers(0, 600), ways)
def test_km_within_is_the_farthest_of_its_minutes(minutes: int, way: Way) -> None:
    farthest = km_within(minutes, way)
    assert minutes_of(farthest, way) <= minutes
    assert minutes_of(farthest + 0.001, way) > minutes


@given(distances, ways)
def test_the_minutes_of_a_distance_reach_it(km: float, way: Way) -> None:
    assert km_within(minutes_of(km, way), way) >= km - 0.001


@given(distances, ways)
def test_nobody_waits_for_a_bus_where_walking_is_quicker(km: float, way: Way) -> None:
    assert minutes_of(0, way) == 0
    assert minutes_of(km, way) <= minutes_of(km, Way.WALK)


def test_three_km_by_each_way() -> None:
    assert {way.value: minutes_of(3, way) for way in Way} == {"walk": 52, "bike": 21, "bus": 29, "car": 19}


@pytest.mark.parametrize("way", Way)
def test_the_sentence_says_that_it_is_an_estimate_and_from_what(way: Way) -> None:
    said, assumed = describe_way(way), ASSUMPTIONS[way]
    assert "自行估算" in said.zh
    assert "our own estimate" in said.en
    for figure in (assumed.detour, assumed.km_per_hour):
        assert f" {figure:g} " in said.zh
        assert f" {figure:g} " in said.en
    assert ("另加" in said.zh) == (way is not Way.WALK)


def test_negative_figures_are_refused() -> None:
    for call in (lambda: minutes_of(-1, Way.CAR), lambda: km_within(-1, Way.CAR)):
        with pytest.raises(TravelError):
            call()


@given(points, points)
def test_one_end_counts_as_it_always_did(home: Point, there: Point) -> None:
    assert Origins(home).km_to(there) == km_on_map(home, there)
    assert Origins(home, home).km_to(there) == km_on_map(home, there)


@given(points, points, points)
def test_of_two_ends_the_farther_counts_on_the_map_of_home(home: Point, school: Point, there: Point) -> None:
    origins = Origins(home, school)
    each = [km_on_map(end, there, meridian=meridian_of(home)) for end in (home, school)]
    assert origins.km_to(there) == max(each) >= km_on_map(home, there)
    assert origins.projected(origins.meridian) == (
        project(home, meridian_of(home)),
        project(school, meridian_of(home)),
    )
    assert Origins(home).projected(111)[1] is None


def test_a_school_across_the_border_of_a_zone_is_on_the_map_of_home() -> None:
    home, school, there = Point(30, 112.49), Point(30, 112.52), Point(30.05, 112.51)
    assert (Origins(home, school).meridian, Origins(school, home).meridian) == (111, 114)
    ways = [Origins(home, school).km_to(there), Origins(school, home).km_to(there)]
    assert ways[0] == pytest.approx(ways[1], rel=0.001)
    assert ways[0] == pytest.approx(max(km_between(end, there) for end in (home, school)), rel=0.001)
