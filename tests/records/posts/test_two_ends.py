"""A way that begins at home and at school: SQL and Python alike, the farther end for everything that is asked."""

from __future__ import annotations

from random import Random

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from psycopg import sql

from carepost.domain.search import SavedWeek, parse_search
from carepost.domain.travel import Origins, Point, Way, minutes_of
from carepost.domain.week import Answer, Week, WeekProfile
from carepost.records.posts import counts_one_end, origin_of
from carepost.records.posts.travelling import reachable
from tests.records.posts.build import place
from tests.records.posts.test_searching import EXAMPLES, QINGDAO, asked, codes, post, shifts, starts

pytestmark = pytest.mark.django_db


@EXAMPLES
@given(origin=starts, way=st.sampled_from(Way), most=st.integers(1, 240), draw=st.randoms(use_true_random=True))
def test_the_minutes_and_the_box_of_the_statement_are_those_of_python(
    origin: Origins, way: Way, most: int, draw: Random
) -> None:
    """For many points at once: to the last bit, on the map of home's zone, and nothing within reach is left out."""
    spots = [
        Point(end.latitude + draw.uniform(-0.7, 0.7), end.longitude + draw.uniform(-0.8, 0.8))
        for end in origin.ends
        for _ in range(200)
    ]
    reach = reachable(origin, way, most)
    every = sql.SQL(", ").join(
        sql.SQL("({}, {}::float8, {}::float8)").format(n, spot.latitude, spot.longitude) for n, spot in enumerate(spots)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "SELECT {minutes}, {near} FROM (VALUES {every}) v (n, latitude, longitude),"
                " LATERAL (SELECT false AS at_home, v.latitude, v.longitude, NULL::text AS place_id) p ORDER BY v.n"
            )
            .format(minutes=reach.minutes, near=reach.near, every=every)
            .as_string(None)
        )
        told = cursor.fetchall()
    expected = [minutes_of(origin.km_to(spot), way) for spot in spots]
    assert [minutes for minutes, _ in told] == expected
    assert all(near for (_, near), minutes in zip(told, expected, strict=True) if minutes <= most)


@pytest.mark.parametrize("unknown", ["370200", "999999"])
def test_of_two_ends_the_one_that_has_a_point_counts_and_that_is_said(unknown: str) -> None:
    for values in ({"from": "36.07,120.38", "school": unknown}, {"from": unknown, "school": "36.07,120.38"}):
        query = parse_search(values)
        assert origin_of(query) == Origins(QINGDAO)
        assert counts_one_end(query, origin_of(query))
    both = parse_search({"from": unknown, "school": unknown})
    assert origin_of(both) is None
    for query in (both, parse_search({"from": "36.07,120.38"}), parse_search({"from": "370202", "school": "370211"})):
        assert not counts_one_end(query, origin_of(query))
    kept = SavedWeek(WeekProfile(Week.whole()), Origins(QINGDAO), one_end=True)
    assert counts_one_end(parse_search({"from": "home"}, saved=kept), kept.origin, kept)


def test_the_farther_of_home_and_school_counts_for_the_limit_the_order_and_the_rank() -> None:
    for code, east in (("west", -0.02), ("middle", 0.01), ("east", 0.04)):
        post(code, hours=shifts("12345", "9:00", "15:30"), latitude=36.07, longitude=120.38 + east)
    ends = {"from": "36.07,120.38", "school": "36.07,120.40"}
    page = asked(**ends, sort="near")
    assert [(item.post.code, item.minutes) for item in page.items] == [("middle", 9), ("east", 25), ("west", 25)]
    assert codes(asked(**ends, commute="20")) == ["middle"]
    ranks = {item.post.code: item.fit and item.fit.answer for item in asked(**ends, week="12345_0845-1545").items}
    assert ranks == {"middle": Answer.FITS, "east": Answer.NEARLY, "west": Answer.NEARLY}
    # Ends so far apart that nothing is within reach of both.
    post("at_home", work={"at_home": "yes"}, at="110105")
    post("nowhere", at="370200")
    far = asked(**{"from": "36.07,120.38", "school": "30.5,112.5"}, commute="240", way="car")
    assert [(item.post.code, item.minutes) for item in far.items] == [("at_home", 0), ("nowhere", None)]


def test_a_post_without_a_pin_is_as_far_as_its_county_is_from_the_farther_end() -> None:
    county = place("370211")
    middle = Point(county.latitude or 0, county.longitude or 0)
    away = Point(middle.latitude + 0.05, middle.longitude)
    minutes = minutes_of(Origins(away).km_to(middle), Way.BIKE)
    assert minutes > 30
    post("county", at=county.code)
    for home, school in ((middle, away), (away, middle)):
        ends = {"from": f"{home.latitude},{home.longitude}", "school": f"{school.latitude},{school.longitude}"}
        (found,) = asked(**ends).items
        assert found.minutes == minutes
        assert not asked(**ends, commute="30").items
