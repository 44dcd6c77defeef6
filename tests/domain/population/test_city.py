"""The generated city: the same for the same seed, sound in every post, and refused with a reason where it cannot be."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.domain.population import (
    DEMO_MARK,
    City,
    CityError,
    CityPost,
    Standing,
    Town,
    demo_city,
    shipped_towns,
    shipped_trades,
)
from carepost.domain.population.faults import FAULTS
from carepost.domain.population.hours import stock
from carepost.domain.rules import shipped_packs
from carepost.domain.standard import Grade, PostReport, check_post, pattern_of, post_as_data, post_from
from carepost.domain.travel import km_between
from carepost.domain.week import Band, Fixed, Output, Slots, pattern_key
from carepost.domain.wording import check_wording
from carepost.records.employers.credit_code import check_credit_code
from tests.domain.population.conftest import ON

TOWNS = shipped_towns("442000")
SAMPLE = 400


def report(post: CityPost) -> PostReport:
    return check_post(
        post_from(post.facts), store=shipped_packs(), on=ON, wording=lambda text: check_wording(text).findings
    )


def test_equal_arguments_give_equal_cities(city: City) -> None:
    again = demo_city(on=ON, towns=TOWNS)
    assert again == city
    assert list(islice(again.posts(), 200)) == list(islice(city.posts(), 200))


def test_another_seed_gives_another_city(city: City) -> None:
    other = demo_city(on=ON, towns=TOWNS, seed=2)
    assert other.post(0) != city.post(0)


def test_the_first_posts_and_employers_stay_when_more_are_asked(city: City) -> None:
    larger = demo_city(on=ON, towns=TOWNS, posts=200_000)
    assert [larger.post(n) for n in range(100)] == list(islice(city.posts(), 100))
    assert demo_city(on=ON, towns=TOWNS, employers=500).employers[:400] == city.employers


def test_a_city_stays_as_it_is_between_machines_and_versions(city: City) -> None:
    """A pinned post: whoever changes the stream on purpose renews these words."""
    post = city.post(0)
    assert (post.facts["title"], post.employer.name) == ("家务料理员", "南头桉庭（演示）家庭服务有限公司")
    assert (post.employer.credit_code, post.town.code) == ("91442000DEM00022D0", "442000001")
    assert post.facts["pay"] == {
        "per": "hour",
        "low": "26",
        "high": "33.5",
        "settled_every_days": 7,
        "in_kind": "no",
    }


@settings(max_examples=15)
@given(seed=st.integers(0, 2**31), number=st.integers(0, 10_000_000 - 1))
def test_every_post_of_every_city_is_a_sound_post_file(seed: int, number: int) -> None:
    post = demo_city(on=ON, towns=TOWNS, employers=40, posts=10_000_000, seed=seed).post(number)
    read = post_from(post.facts)
    assert post_as_data(read) == post.facts
    assert pattern_of(read) == post.pattern
    assert post.pattern_key == (pattern_key(post.pattern) if post.pattern else "")
    assert report(post).grade is post.grade


def test_the_checks_say_of_each_post_what_it_was_made_for(city: City) -> None:
    wrong = [(post.number, post.grade, report(post).grade) for post in islice(city.posts(), SAMPLE)]
    assert [row for row in wrong if row[1] is not row[2]] == []


def test_each_fault_breaks_its_rule_and_is_never_certified(city: City) -> None:
    faulty = [post for post in city.posts() if post.faults]
    assert {fault for post in faulty for fault in post.faults} == set(FAULTS)
    assert {post.standing for post in faulty} == {Standing.SUBMITTED, Standing.RETURNED, Standing.DRAFT}
    for post in faulty[:80]:
        blocked = {finding.rule for finding in report(post).findings if finding.severity == "block"}
        assert {FAULTS[fault].rules[post.facts["form"]] for fault in post.faults} <= blocked, post.number
        assert post.grade is Grade.NOT_LAWFUL


def test_only_clear_and_lawful_posts_are_certified_and_none_has_expired(city: City) -> None:
    for post in city.posts():
        if post.standing in (Standing.PUBLISHED, Standing.CERTIFIED, Standing.PAUSED):
            assert post.grade in (Grade.LAWFUL, Grade.GOOD, Grade.EXEMPLARY)
        assert post.written_on <= ON < post.expires_on
        assert (post.published_on is not None) is (post.standing in (Standing.PUBLISHED, Standing.PAUSED))
        assert post.published_on is None or post.written_on < post.published_on <= ON


def test_all_posts_share_a_few_hundred_patterns_of_all_four_kinds(city: City) -> None:
    posts = list(city.posts())
    keys = {post.pattern_key for post in posts if post.pattern_key}
    kinds = Counter(type(post.pattern) for post in posts)
    every = [hours.key for family in stock().values() for hours in family]
    assert keys <= set(every)
    assert len(every) == len(set(every)) <= 600
    assert all(kinds[kind] >= 0.01 * len(posts) for kind in (Fixed, Band, Slots, Output))
    assert any(isinstance(p.pattern, Fixed) and len(p.pattern.alternatives) > 1 for p in posts)
    assert any(isinstance(p.pattern, Fixed) and p.pattern.alternatives[0].cycle_days == 8 for p in posts)


def test_employers_are_invented_and_their_codes_are_valid_unique_and_nobodys(city: City) -> None:
    names = [employer.name for employer in city.employers]
    codes = [employer.credit_code for employer in city.employers]
    assert len(set(names)) == len(set(codes)) == 400
    for employer in city.employers:
        assert employer.name.startswith(employer.town.short_name)
        assert DEMO_MARK in employer.name
        assert check_credit_code(employer.credit_code) == employer.credit_code
        assert employer.credit_code[2:8] == "442000"
        assert employer.credit_code[8:11] == "DEM"
        # A body's own check digit is a digit or X: with a D no body can bear it.
        assert employer.credit_code[16] == "D"


def test_employer_kinds_are_those_of_the_records() -> None:
    from carepost.domain.population.trades import KINDS
    from carepost.records.employers import EmployerKind

    assert set(KINDS) == set(EmployerKind.values) - {EmployerKind.NOT_STATED.value}


def test_standings_are_states_of_a_post_in_the_records() -> None:
    from carepost.records.posts import State

    assert {standing.value for standing in Standing} <= set(State.values)


def test_work_is_near_its_town_and_its_code_is_the_towns(city: City) -> None:
    posts = list(islice(city.posts(), 500))
    away = [km_between(post.point, post.town.point) for post in posts]
    assert 1.0 < sum(away) / len(away) < 2.2
    assert max(away) < 8
    assert all(post.facts["place"] == post.town.code for post in posts)


def test_it_holds_no_field_of_a_person(city: City) -> None:
    """The asks of a post speak of sex only to say that it does not matter, or as a fault that the checks find."""
    for post in islice(city.posts(), SAMPLE):
        limited = post.facts["asks"].get("sex", "none") != "none"
        assert not limited or "women_only" in post.faults


def test_the_trades_are_many_and_their_words_are_lawful() -> None:
    trades = shipped_trades()
    assert len(trades) >= 25
    for trade in trades:
        for words in (*trade.titles, *trade.duties, *trade.asks, *trade.next_steps, *trade.training):
            assert check_wording(words).verdict != "block", words


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"employers": 0}, "employers"),
        ({"posts": -1}, "posts"),
        ({"towns": ()}, "towns"),
        ({"place": "44200"}, "place"),
        ({"place": "710000"}, "minimum_wage.monthly of 710000"),
    ],
)
def test_what_cannot_be_made_is_refused_by_name(change: dict[str, object], where: str) -> None:
    with pytest.raises(CityError) as refused:
        demo_city(**{"on": ON, "towns": TOWNS, **change})  # type: ignore[arg-type]
    assert refused.value.where.startswith(where)
    assert refused.value.problem.zh


def test_a_city_may_be_small_and_elsewhere() -> None:
    """Any place with a known floor, one town, one employer: fewer trades, the same soundness."""
    town = Town("370203", "市北区", 36.09, 120.37)
    small = demo_city(on=ON, towns=[town], place="370200", employers=1, posts=30)
    assert {post.employer.name for post in small.posts()} == {small.employers[0].name}
    assert [post.number for post in small.posts() if report(post).grade is not post.grade] == []


@pytest.mark.parametrize(
    "wrong",
    [("44200", "石岐街道", 22.5, 113.4), ("442000001", "石岐街道", 113.4, 22.5), ("442000001", " ", 22.5, 113.4)],
)
def test_a_town_that_cannot_be_is_refused(wrong: tuple[str, str, float, float]) -> None:
    with pytest.raises(CityError):
        Town(*wrong)


def test_towns_of_an_unknown_place_are_asked_for() -> None:
    with pytest.raises(CityError, match="towns of 110000"):
        shipped_towns("110000")


def test_the_day_matters(city: City) -> None:
    """A day before the packs begin has no floor, so no city."""
    with pytest.raises(CityError):
        demo_city(on=date(1990, 1, 1), towns=TOWNS)
