"""The list of a carer: what may stand in it, in which order, and that every way to ask gives the same."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.domain.matching import (
    Carer,
    Hindrance,
    MatchError,
    Post,
    Reason,
    carer_of,
    carer_table,
    explain,
    match,
    match_one,
    people_for,
    post_of,
    post_tables,
    reasons_of,
    travel_minutes,
    why_not,
)
from carepost.domain.travel import Way, km_between, minutes_of
from carepost.domain.week import Answer, Fixed, NotStated, Output, Shifts, Travel, Week, fit, weekly
from tests.domain.matching.cities import SCHOOL_DAY, cities, index_of

MORNINGS = Fixed((Shifts.weekly(weekly("12345", "9:00", "12:00")),))
DAYS = Fixed((Shifts.weekly(weekly("12345", "9:00", "17:00")),))
HER = Carer(1, (0.0, 0.0), SCHOOL_DAY, Way.BIKE, 30)


def a_post(number: int = 1, **more: object) -> Post:
    return Post(**{"id": number, "employer": 1, "place": (1.0, 1.0), "patterns": (MORNINGS,), **more})  # type: ignore[arg-type]


@settings(max_examples=40)
@given(cities())
def test_a_post_is_listed_exactly_when_nothing_fails(city: tuple[list[Carer], list[Post]]) -> None:
    carers, posts = city
    listed = match(carer_table(carers), index_of(posts), k=50)
    pairs = set(zip(listed["carer_id"].to_pylist(), listed["post_id"].to_pylist(), strict=True))
    for carer in carers:
        for post in posts:
            assert why_not(carer, post).fits is ((carer.id, post.id) in pairs)


@settings(max_examples=40)
@given(cities(), st.integers(1, 5))
def test_a_short_list_is_the_top_of_the_long_one(city: tuple[list[Carer], list[Post]], k: int) -> None:
    carers, posts = city
    index, table = index_of(posts), carer_table(carers)
    whole = match(table, index, k=50)
    ranks = np.asarray(whole["rank"])
    assert match(table, index, k=k).equals(whole.filter(pa.array(ranks <= k)))


@settings(max_examples=40)
@given(cities())
def test_one_carer_is_answered_as_in_the_table(city: tuple[list[Carer], list[Post]]) -> None:
    carers, posts = city
    index = index_of(posts)
    rows = match(carer_table(carers), index, k=5).drop_columns(["carer_id"]).to_pylist()
    singly = [found._asdict() for carer in carers for found in match_one(carer, index, k=5)]
    assert singly == rows


@settings(max_examples=40)
@given(cities())
def test_scores_descend_with_ties_by_post_and_are_the_sum_of_their_parts(city: tuple[list[Carer], list[Post]]) -> None:
    carers, posts = city
    index = index_of(posts)
    for carer in carers:
        found = match_one(carer, index, k=50)
        assert list(found) == sorted(found, key=lambda row: (-row.score, row.post_id))
        for row in found:
            parts = explain(row, carer, index)
            assert sum(part.worth for part in parts) == pytest.approx(row.score, abs=1e-5)
            assert all(-1e-5 <= part.worth <= part.most + 1e-5 for part in parts)


@settings(max_examples=40)
@given(cities())
def test_travel_and_slack_are_those_of_the_week(city: tuple[list[Carer], list[Post]]) -> None:
    carers, posts = city
    index, by_id = index_of(posts), {post.id: post for post in posts}
    for carer in carers:
        for row in match_one(carer, index, k=50):
            minutes = travel_minutes(carer, by_id[row.post_id])
            assert row.commute_q == -(-minutes // 15)
            spare = Travel(minutes, (row.commute_q + row.slack_q) * 15)
            fitting = [fit(pattern, carer.week, spare).answer for pattern in by_id[row.post_id].patterns]
            assert Answer.FITS in fitting


@settings(max_examples=40)
@given(cities(), st.data())
def test_the_order_of_the_tables_has_no_meaning(city: tuple[list[Carer], list[Post]], data: st.DataObject) -> None:
    carers, posts = city
    shuffled = data.draw(st.permutations(posts))
    columns = ["post_id", "rank", "score", "commute_q", "slack_q"]
    for carer in carers:
        one, other = (match(carer_table([carer]), index_of(each), k=50).select(columns) for each in (posts, shuffled))
        assert one.equals(other)


@settings(max_examples=40)
@given(cities())
def test_people_for_a_post_are_those_who_have_it_in_their_list(city: tuple[list[Carer], list[Post]]) -> None:
    carers, posts = city
    index, table = index_of(posts), carer_table(carers)
    whole = match(table, index, k=50).to_pylist()
    for post in posts:
        people = people_for(post.id, table, index, k=50).to_pylist()
        expected = sorted(
            ((row["score"], row["carer_id"]) for row in whole if row["post_id"] == post.id),
            key=lambda pair: (-pair[0], pair[1]),
        )
        assert [(row["score"], row["carer_id"]) for row in people] == expected
        assert [row["rank"] for row in people] == list(range(1, len(people) + 1))


def test_identical_posts_stand_in_the_order_of_their_ids() -> None:
    index = index_of([a_post(n) for n in range(10_000, 0, -1)])
    assert [row.post_id for row in match_one(HER, index, k=20)] == list(range(1, 21))


def test_the_worse_of_home_and_school_counts() -> None:
    far_school = Carer(1, (0.0, 0.0), SCHOOL_DAY, Way.BIKE, 30, school=(20.0, 0.0))
    assert match_one(HER, index_of([a_post()]))
    assert not match_one(far_school, index_of([a_post()]))
    assert travel_minutes(far_school, a_post()) == minutes_of(float(np.hypot(19, 1)), Way.BIKE)


def test_with_the_ranking_off_the_nearest_come_first() -> None:
    posts = [a_post(1, place=(2.0, 0.0), pay=Decimal(60)), a_post(2, place=(1.0, 0.0)), a_post(3, place=None)]
    index = index_of(posts)
    assert match_one(HER, index)[0].post_id == 1
    switched_off = index.reweighted(index.weights.by_travel())
    assert [row.post_id for row in match_one(HER, switched_off)] == [3, 2, 1]


def test_a_price_moves_a_post_down_the_list() -> None:
    index = index_of([a_post(1, pay=Decimal(50)), a_post(2, pay=Decimal(20))])
    table = carer_table([HER])
    assert match(table, index)["post_id"].to_pylist() == [1, 2]
    assert match(table, index, price=np.array([0.5, 0.0]))["post_id"].to_pylist() == [2, 1]


def test_an_index_follows_the_posts() -> None:
    index = index_of([a_post(1), a_post(2)])
    opened, _ = post_tables([a_post(3), a_post(2, places=0)])
    later = index.updated(opened=opened, closed=[1])
    assert [row.post_id for row in match_one(HER, later)] == [3]
    assert [row.post_id for row in match_one(HER, index)] == [1, 2]


def test_reasons_are_said_in_words() -> None:
    her = Carer(1, (0.0, 0.0), SCHOOL_DAY, Way.BIKE, 30, wanted_pay=Decimal(20), wanted_hours=(10, 20), skills=1)
    post = a_post(pay=Decimal(25), way_up=True, wished=1, place=(0.5, 0.0))
    (row,) = match_one(her, index_of([post]))
    assert row.reasons == (
        Reason.SHORT_WAY
        | Reason.HOURS_AS_WANTED
        | Reason.TIME_TO_SPARE
        | Reason.PAY_AS_WANTED
        | Reason.WISHED_SKILLS
        | Reason.WAY_UP
        | Reason.HOLIDAYS_NOT_STATED
    )
    assert "到手时薪达到您的期望" in [text.zh for text in reasons_of(row.reasons)]


def test_every_failing_constraint_is_told_at_once() -> None:
    her = Carer(1, (0.0, 0.0), SCHOOL_DAY, Way.WALK, 10, hidden=frozenset({1}))
    post = a_post(place=(5.0, 0.0), required=6, places=0, lawful=False, patterns=(DAYS,))
    verdict = why_not(her, post)
    assert [each.hindrance for each in verdict.failing] == [
        Hindrance.NOT_LAWFUL,
        Hindrance.NO_PLACES,
        Hindrance.EMPLOYER_HIDDEN,
        Hindrance.SKILLS,
        Hindrance.TOO_FAR,
        Hindrance.WEEK,
    ]
    skills, far, clash = verdict.failing[3:]
    assert skills.skills == 6
    assert "超过您的上限 10 分钟" in far.text.zh
    assert clash.fits[0].clashes
    assert "clash on" in clash.text.en


def test_hours_that_are_not_stated_never_match_and_say_so() -> None:
    post = a_post(patterns=(NotStated(),))
    assert not match_one(HER, index_of([post]))
    assert [each.hindrance for each in why_not(HER, post).failing] == [Hindrance.HOURS_NOT_STATED]


def test_the_holidays_must_fit_as_well() -> None:
    her = Carer(1, (0.0, 0.0), SCHOOL_DAY, Way.BIKE, 30, holiday=Week())
    assert not match_one(her, index_of([a_post()]))
    assert [each.hindrance for each in why_not(her, a_post()).failing] == [Hindrance.HOLIDAY]


def test_an_empty_week_fits_only_work_without_hours() -> None:
    idle = Carer(1, (0.0, 0.0), Week(), Way.BIKE, 30)
    posts = [a_post(1), a_post(2, patterns=(Output(),))]
    assert [row.post_id for row in match_one(idle, index_of(posts))] == [2]


def test_tables_give_back_carers_and_posts() -> None:
    table = carer_table([HER])
    assert carer_of(table, 1) == Carer(1, (0.0, 0.0), SCHOOL_DAY, Way.BIKE, 30, school=(0.0, 0.0))
    assert post_of(index_of([a_post()]), 1) == a_post()
    with pytest.raises(MatchError, match="no carer 2"):
        carer_of(table, 2)
    with pytest.raises(MatchError, match="no post 9"):
        post_of(index_of([a_post()]), 9)


def test_flat_distances_are_those_of_the_globe() -> None:
    from carepost.domain.matching import project
    from carepost.domain.travel import Point

    for latitude, longitude in ((22.5, 113.4), (24.8, 111.2), (20.3, 110.2)):
        here, there = Point(latitude, longitude), Point(latitude + 0.1, longitude - 0.12)
        (x, y), (u, v) = project(here, 113.0), project(there, 113.0)
        assert float(np.hypot(x - u, y - v)) == pytest.approx(km_between(here, there), rel=0.002)
