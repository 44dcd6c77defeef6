"""The kept week is sealed and comes back; the profile says what she says and asks no reason."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.domain.flow import Refusal
from carepost.domain.skills import skills, skills_of
from carepost.domain.travel import Origins, Point, Way
from carepost.domain.week import WeekEntry
from carepost.records.audit import trail_of
from carepost.records.carers import (
    ABOUT_MAX,
    EXPERIENCE_MAX,
    Profile,
    add_experience,
    canonical,
    drop_experience,
    drop_week,
    experience_of,
    keep_week,
    kept_week,
    profile_of,
    saved_week,
    set_about,
    set_break,
    set_skills,
)
from carepost.records.carers.matching import new_posts
from carepost.records.carers.months import in_order, read_month
from carepost.records.carers.sealed import query_of, reseal_carers, seal_week, unseal_week
from carepost.records.crypto import SealBroken, is_newest
from carepost.records.people import User
from carepost.records.posts import Post
from tests.records.carers.build import ANSWERS, AT, HOUR, WEEK, carer, saved
from tests.records.posts.test_searching import post

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return carer()


def columns(table: str) -> str:
    """Everything that stands in a table, as PostgreSQL prints it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t")  # noqa: S608
        return str(cursor.fetchone()[0])


@settings(max_examples=40, deadline=None)
@given(
    answers=st.dictionaries(st.text(min_size=1, max_size=12), st.text(max_size=40), max_size=8),
    person=st.text(alphabet="abc23", min_size=1, max_size=6),
)
def test_a_sealed_week_comes_back_and_opens_for_nobody_else(answers: dict[str, str], person: str) -> None:
    sealed = seal_week(answers, person=person)
    assert unseal_week(sealed, person=person) == answers
    with pytest.raises(SealBroken):
        unseal_week(sealed, person=person + "x")


def test_a_week_is_kept_replaced_and_dropped(user: User) -> None:
    assert kept_week(user) is None
    assert not drop_week(user=user, at=AT)
    keep_week(user=user, entry=WEEK, at=AT)
    longer = replace(WEEK, commute=40)
    keep_week(user=user, entry=longer, at=AT)
    assert kept_week(user) == longer
    assert profile_of(user).week_kept_at == AT
    with pytest.raises(Refusal, match="No times"):
        keep_week(user=user, entry=WeekEntry(), at=AT)
    assert drop_week(user=user, at=AT)
    assert kept_week(user) is None
    assert [e.verb for e in trail_of("person", user.code)] == ["carer.week_kept"] * 2 + ["carer.week_dropped"]


def test_a_kept_answer_that_is_no_longer_understood_loses_no_other(user: User) -> None:
    keep_week(user=user, entry=WEEK, at=AT)
    Profile.objects.update(week_sealed=seal_week({**ANSWERS, "way": "broom"}, person=user.code))
    assert kept_week(user) == replace(WEEK, way=None)


def test_the_kept_week_stands_for_saved_and_home(user: User) -> None:
    assert saved_week(user) is None
    keep_week(user=user, entry=WeekEntry(commute=30), at=AT)
    assert saved_week(user) is None
    keep_week(user=user, entry=WEEK, at=AT)
    kept = saved_week(user)
    assert kept is not None
    both = Origins(Point(36.07, 120.38), Point(36.06, 120.39))
    assert (kept.profile.term, kept.origin, kept.way) == (WEEK.profile().term, both, Way.BIKE)
    assert not kept.one_end
    # Nobody's school run is hers; and no source states a point for the whole city.
    keep_week(user=user, entry=replace(WEEK, pick_up=None), at=AT)
    alone = saved_week(user)
    assert alone is not None
    assert (alone.origin, alone.one_end) == (Origins(both.home), False)
    keep_week(user=user, entry=replace(WEEK, school="370200"), at=AT)
    alone = saved_week(user)
    assert alone is not None
    assert (alone.origin, alone.one_end) == (Origins(both.home), True)


def test_a_saved_search_finds_what_its_address_says_whenever_it_was_kept(user: User) -> None:
    """One that names a point alone means that point; one that says home, all ends of the week that she keeps."""
    keep_week(user=user, entry=replace(WEEK, school=Point(36.07, 120.44)), at=AT)
    near_home = post("near_home", latitude=36.07, longitude=120.37, opened_at=AT + HOUR)
    between = post("between", latitude=36.07, longitude=120.41, opened_at=AT + HOUR)
    point, home, both = (
        canonical({**ends, "commute": "25"}, user=user)
        for ends in (
            {"from": "36.07,120.38"},
            {"from": "home"},
            {"from": "36.07,120.38", "school": "36.07,120.44"},
        )
    )
    assert "school" not in point + home

    def told(query: str) -> set[Post]:
        return set(new_posts(query, user=user, since=AT, at=AT + HOUR))

    assert told(point) == {near_home, between}
    assert told(home) == told(both) == {between}


def test_neither_table_nor_trail_says_where_she_lives(user: User) -> None:
    keep_week(user=user, entry=WEEK, at=AT)
    saved(user, values={"place": "442000", "from": ANSWERS["home"], "commute": "30"})
    for table in ("carers_profile", "carers_savedsearch", "audit_event", "audit_personalfact", "queue_task"):
        written = columns(table)
        assert "36.0" not in written
        assert "120.3" not in written
        assert "mornings" not in written


def test_keys_are_rotated(user: User, settings: pytest.FixtureRequest) -> None:
    keep_week(user=user, entry=WEEK, at=AT)
    search = saved(user)
    assert reseal_carers() == 0
    settings.CAREPOST_KEYS += f",2={'2' * 42}I="  # type: ignore[attr-defined]
    assert reseal_carers() == 2
    assert reseal_carers() == 0
    search.refresh_from_db()
    assert is_newest(search.query_sealed)
    assert kept_week(user) == WEEK
    assert query_of(search) == "place=442000"


def test_the_list_of_skills_is_whole() -> None:
    assert len(skills()) == 40
    assert len({skill.code for skill in skills()}) == 40
    assert len({skill.label.zh for skill in skills()}) == len({skill.label.en for skill in skills()}) == 40


def test_skills_are_those_of_the_list(user: User) -> None:
    set_skills(user=user, codes=["coding", "sewing", "sewing"], at=AT)
    assert profile_of(user).skills == ["sewing", "coding"]
    assert [skill.label.en for skill in skills_of(["coding", "gone"])] == ["Programming"]
    with pytest.raises(Refusal, match="no such skill: flying"):
        set_skills(user=user, codes=["sewing", "flying"], at=AT)
    assert profile_of(user).skills == ["sewing", "coding"]


@pytest.mark.parametrize("written", ["2019-03", "2019.3", "201903", "2019年3月", "２０１９／０３", " 2019/3 "])
def test_a_month_is_read_as_people_write_it(written: str) -> None:
    assert read_month(written, on="2026-11") == "2019-03"


@pytest.mark.parametrize("written", ["2019", "2019-13", "2019-00", "三月", "0019-03", "2019-3-1"])
def test_what_is_no_month_is_refused(written: str) -> None:
    with pytest.raises(Refusal, match="Write year and month"):
        read_month(written, on="2026-11")


def test_months_to_come_and_ends_before_starts_are_refused() -> None:
    with pytest.raises(Refusal, match="still to come"):
        read_month("2026-12", on="2026-11")
    for since, until in (("2020-02", "2020-01"), ("", "2020-01")):
        with pytest.raises(Refusal):
            in_order(since, until)
    in_order("2020-01", "2020-01")


def test_a_break_goes_on_ends_or_is_none(user: User) -> None:
    for since, until in (("2019年3月", ""), ("2019-03", "2026-11"), ("", "")):
        set_break(user=user, since=since, until=until, at=AT)
    set_break(user=user, since="2019-03", until="", at=AT)
    profile = profile_of(user)
    assert (profile.break_from, profile.break_to) == ("2019-03", "")
    with pytest.raises(Refusal):
        set_break(user=user, since="2026-12", until="", at=AT)


def test_about_is_limited(user: User) -> None:
    set_about(user=user, about=" 会做家常菜 ", at=AT)
    assert profile_of(user).about == "会做家常菜"
    with pytest.raises(Refusal, match="shorten it"):
        set_about(user=user, about="字" * (ABOUT_MAX + 1), at=AT)


def test_experience_is_added_and_dropped_by_herself_only(user: User) -> None:
    first = add_experience(user=user, occupation=" 平车 工 ", since="2015-01", until="2018-06", at=AT)
    add_experience(user=user, occupation="收银员", since="2018.7", until="", at=AT)
    assert [(e.occupation, e.since, e.until) for e in experience_of(user)] == [
        ("收银员", "2018-07", ""),
        ("平车 工", "2015-01", "2018-06"),
    ]
    assert not drop_experience(user=carer("13900000002"), code=first.code, at=AT)
    assert drop_experience(user=user, code=first.code, at=AT)
    assert len(experience_of(user)) == 1


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"occupation": " "}, "what work"),
        ({"occupation": "字" * 61}, "shorten"),
        ({"since": ""}, "month in which it began"),
        ({"until": "2010-01"}, "before it begins"),
    ],
)
def test_experience_that_does_not_hold_is_refused(user: User, values: dict[str, str], reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        add_experience(user=user, at=AT, **({"occupation": "工", "since": "2015-01", "until": ""} | values))
    assert not Profile.objects.filter(user=user, experience__isnull=False).exists()


def test_experience_has_an_end(user: User) -> None:
    for _ in range(EXPERIENCE_MAX):
        add_experience(user=user, occupation="工", since="2015-01", until="", at=AT)
    with pytest.raises(Refusal, match="delete one"):
        add_experience(user=user, occupation="工", since="2015-01", until="", at=AT)
