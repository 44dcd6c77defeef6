"""A kept week as a question to matching, alerts of what fits, and how many people there are per place."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from carepost.domain.flow import Refusal
from carepost.domain.matching import CARERS, carer_table
from carepost.domain.travel import Origins, Point, Way
from carepost.domain.week import WeekEntry
from carepost.records.audit import trail_of
from carepost.records.carers import (
    LEAST_KNOWN,
    FitQuestion,
    Lack,
    begin_fit_alert,
    count_crowds,
    crowd_of,
    end_fit_alert,
    fit_question,
    has_fit_alert,
    hide_employer,
    keep_week,
    known_carers,
    set_skills,
    tell_fitting,
)
from carepost.records.carers.fit_alerts import DAILY, WAVE
from carepost.records.carers.models import FitHit
from carepost.records.carers.rounds import opened as run_opened
from carepost.records.people import User, notices_of
from carepost.records.posts import MatchFacts, Post, publish_post
from carepost.records.queue import Task
from tests.records.carers.build import AT, DAY, HOUR, WEEK, carer
from tests.records.posts.build import OWNER, TODAY, employer
from tests.records.posts.test_searching import post, shifts

pytestmark = pytest.mark.django_db
HOURS = shifts("12345", "9:00", "11:00")
LATER = AT + 2 * HOUR


def keeper(n: int, *, alert: bool = True) -> User:
    """Somebody who keeps her week and asks to be told."""
    user = carer(f"139{n:08d}")
    keep_week(user=user, entry=WEEK, at=AT)
    if alert:
        begin_fit_alert(user=user, at=AT)
    return user


def near(code: str, *, places: int = 1, **changes: Any) -> Post:
    """A post beside her home that fits her week and opened after she asked."""
    values = {"hours": HOURS, "latitude": 36.071, "longitude": 120.381, "opened_at": AT + HOUR}
    made = post(code, **(values | changes))
    MatchFacts.objects.create(post=made, weighed_on=TODAY, places=places)
    return made


@pytest.mark.parametrize(
    ("answers", "lack"),
    [
        ({}, Lack.NO_WEEK),
        ({"home": "36.07,120.38"}, Lack.NO_WEEK),
        ({"t": "1_0900-1200", "busy": "1_0800-1300", "home": "36.07,120.38"}, Lack.NO_TIME_LEFT),
        ({"p": "mornings"}, Lack.NO_HOME),
        ({"p": "mornings", "home": "370000"}, Lack.HOME_UNKNOWN),
    ],
)
def test_a_week_that_cannot_be_matched_says_what_it_lacks(answers: dict[str, str], lack: Lack) -> None:
    assert fit_question(WeekEntry.from_query(answers)) is lack
    assert lack.text.zh
    assert lack.text.en
    with pytest.raises(Refusal) as refused:
        begin_fit_alert(user=_keeping(answers), at=AT)
    assert refused.value.reason == lack.text


def _keeping(answers: dict[str, str]) -> User:
    user = carer()
    if answers:
        keep_week(user=user, entry=WeekEntry.from_query(answers), at=AT)
    return user


def test_a_question_holds_her_week_way_skills_and_hidden_employers_and_no_more() -> None:
    user = keeper(1)
    set_skills(user=user, codes=["sewing", "assembly"], at=AT)
    hidden = employer("former", "从前的厂")
    hide_employer(user=user, employer=hidden, at=AT)
    asked = fit_question(WEEK, user=user)
    assert isinstance(asked, FitQuestion)
    assert (asked.carer.way, asked.carer.max_commute) == (Way.BIKE, 25)
    assert asked.carer.skills == 0b101
    assert asked.carer.hidden == {hidden.pk}
    assert [(pk, known.carer.skills) for pk, known in known_carers()] == [(user.pk, 0b101)]
    assert set(carer_table([asked.carer]).column_names) == set(CARERS.names)


def test_the_farther_of_home_and_school_counts_in_alerts_and_in_the_number_of_people() -> None:
    """A post at her door, and one between home and school: from the school only the latter is within her limit."""
    door, between = near("door"), near("between", latitude=36.07, longitude=120.41)
    far = replace(WEEK, school=Point(36.07, 120.44))
    for n in range(LEAST_KNOWN):
        keep_week(user=keeper(n), entry=far, at=AT)
    question = fit_question(far)
    assert isinstance(question, FitQuestion)
    assert question.origin == Origins(Point(36.07, 120.38), Point(36.07, 120.44))
    assert tell_fitting(at=LATER) == LEAST_KNOWN
    assert set(FitHit.objects.values_list("post_id", flat=True)) == {between.pk}
    count_crowds(at=AT)
    assert crowd_of([door.pk, between.pk], on=TODAY) == {between.pk: 10.0}


def test_a_new_post_that_fits_is_told_once() -> None:
    user, made = keeper(1), near("new")
    near("old", opened_at=AT - HOUR)
    near("unfit", hours=shifts("67", "9:00", "18:00"))
    near("far", latitude=36.6, longitude=120.9)
    assert tell_fitting(at=LATER) == 1
    (notice,) = notices_of(user)
    assert notice.url == f"/posts/{made.code}/fit/"
    assert made.title in notice.zh
    assert tell_fitting(at=LATER) == 0
    assert len(notices_of(user)) == 1


def test_who_did_not_ask_or_no_longer_asks_is_told_nothing() -> None:
    silent, ended = keeper(1, alert=False), keeper(2)
    assert has_fit_alert(ended)
    assert end_fit_alert(user=ended, at=AT)
    assert not end_fit_alert(user=ended, at=AT)
    near("new")
    assert tell_fitting(at=LATER) == 0
    assert notices_of(silent) == notices_of(ended) == ()
    verbs = [event.verb for event in trail_of("person", ended.code)]
    assert verbs[-2:] == ["carer.fit_alert_on", "carer.fit_alert_off"]


def test_an_employer_that_she_hides_and_a_skill_that_she_lacks_are_not_told() -> None:
    user = keeper(1)
    hide_employer(user=user, employer=employer("former", "从前的厂"), at=AT)
    near("hidden", employer=employer("former", "从前的厂"))
    MatchFacts.objects.filter(post=near("skilled")).update(required=1)
    assert tell_fitting(at=LATER) == 0
    set_skills(user=user, codes=["sewing"], at=AT)
    assert tell_fitting(at=LATER) == 1


def test_a_day_tells_a_few_and_the_next_day_the_rest() -> None:
    user = keeper(1)
    for n in range(DAILY + 2):
        near(f"p{n}")
    assert tell_fitting(at=LATER) == DAILY
    assert tell_fitting(at=LATER + HOUR) == 0
    assert tell_fitting(at=LATER + DAY) == 2
    assert FitHit.objects.filter(user=user).count() == DAILY + 2


def test_where_many_wait_for_a_place_some_are_told_a_day_until_it_is_filled() -> None:
    for n in range(WAVE + 3):
        keeper(n)
    made = near("wanted")
    assert tell_fitting(at=LATER) == WAVE
    assert tell_fitting(at=LATER + HOUR) == 0
    MatchFacts.objects.filter(post=made).update(places=0)
    assert tell_fitting(at=LATER + DAY) == 0
    MatchFacts.objects.filter(post=made).update(places=1)
    assert tell_fitting(at=LATER + DAY) == 3
    assert FitHit.objects.filter(post=made).count() == WAVE + 3


def test_two_places_are_told_to_twice_as_many() -> None:
    for n in range(WAVE + 3):
        keeper(n)
    near("roomy", places=2)
    assert tell_fitting(at=LATER) == WAVE + 3


def test_opening_a_post_has_carers_told_within_a_quarter_of_an_hour() -> None:
    made = near("new", opened_at=None)
    Post.objects.filter(pk=made.pk).update(state="certified")
    made.refresh_from_db()
    publish_post(post=made, by=OWNER, at=LATER)
    opened = Task.objects.get(kind="carers.post_opened")
    run_opened(opened.payload, LATER)
    run_opened(opened.payload, LATER + timedelta(minutes=1))
    (task,) = Task.objects.filter(kind="carers.fit_alerts")
    assert LATER < task.run_at <= LATER + timedelta(minutes=15)


def test_people_per_place_are_told_where_enough_carers_are_known() -> None:
    made, roomy = near("wanted"), near("roomy", places=4)
    for n in range(LEAST_KNOWN - 1):
        keeper(n, alert=False)
    assert count_crowds(at=AT) == LEAST_KNOWN - 1
    assert crowd_of([made.pk], on=TODAY) == {}
    keeper(99, alert=False)
    assert count_crowds(at=AT) == LEAST_KNOWN
    assert crowd_of([made.pk, roomy.pk, 0], on=TODAY) == {made.pk: 10.0, roomy.pk: 2.5}
    assert crowd_of([made.pk], on=TODAY + timedelta(days=8)) == {}


def test_a_closed_post_leaves_the_count() -> None:
    made = near("wanted")
    for n in range(LEAST_KNOWN):
        keeper(n, alert=False)
    count_crowds(at=AT)
    Post.objects.filter(pk=made.pk).update(state="paused")
    count_crowds(at=AT + DAY)
    assert crowd_of([made.pk], on=TODAY) == {}
