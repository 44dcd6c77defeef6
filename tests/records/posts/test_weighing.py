"""What matching weighs of a post: from its facts and the law of a day, and nothing that is not stated."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from carepost.domain.rules import Mode, pay, shipped_packs
from carepost.domain.skills import bits_of, skills_of
from carepost.domain.standard import Grade, PostFile, lowest_pay, post_from
from carepost.records.posts import MatchFacts, Post, weigh, weighed
from carepost.records.posts.weighing import hand_fen, places_of, weigh_due
from carepost.records.queue import Task
from tests.domain.standard.posts import FULL_TIME
from tests.records.posts.build import AT, TODAY, own_post, reported_post
from tests.records.posts.test_live_index import FACTS

LAW = shipped_packs()


def facts(**changes: Any) -> PostFile:
    return post_from(FACTS | changes)


@pytest.mark.parametrize(
    ("headcount", "places"),
    [("3人", 3), ("3-5人", 3), ("若干", 1), ("", 1), ("0", 1), ("招10名", 10), ("９９９９９９人", 99999)],
)
def test_a_headcount_names_the_places_that_there_are_at_least(headcount: str, places: int) -> None:
    assert places_of(headcount) == places


def test_pay_in_hand_is_what_the_rules_of_pay_leave_of_an_hour() -> None:
    full = post_from(FULL_TIME)
    lowest = lowest_pay(full)
    assert lowest.hour_fen
    assert lowest.month_fen
    gross = Decimal(lowest.month_fen) / 100
    slip = pay(shipped_packs(), place=full.place, month=TODAY, mode=Mode.FULL_TIME, gross=gross)
    assert slip.net_fen
    assert hand_fen(full, LAW, TODAY) == lowest.hour_fen * slip.net_fen // lowest.month_fen < lowest.hour_fen
    # A few hours a week by the hour: nothing is taken off.
    assert hand_fen(facts(), LAW, TODAY) == 2600


@pytest.mark.parametrize(
    "missing", [{"pay": {}}, {"hours": {}}, {"form": None}, {"place": ""}, {"pay": {"per": "piece", "low": "5"}}]
)
def test_pay_in_hand_that_cannot_be_told_is_not_guessed(missing: dict[str, Any]) -> None:
    said = {name: value for name, value in (FACTS | missing).items() if value is not None}
    assert hand_fen(post_from(said), LAW, TODAY) is None


def test_required_skills_are_those_stated_and_words_of_the_advert_are_only_welcome() -> None:
    values = weighed(facts(asks=FACTS["asks"] | {"skills_wished": "电子表格"}), law=LAW, on=TODAY)
    assert values["required"] == bits_of(skills_of(["cashier"]))
    assert values["wished"] == bits_of(skills_of(["spreadsheets", "shelf_stocking"]))


def test_a_grade_that_cannot_be_told_counts_for_nothing_and_forbids_nothing() -> None:
    assert weighed(facts(), law=LAW, on=TODAY)["quality"] is None
    assert weighed(facts(), law=LAW, on=TODAY)["lawful"]
    assert weighed(facts(), law=LAW, on=TODAY, grade=Grade.EXEMPLARY)["quality"] == 1.0
    # Zhongshan, whose floor is known from the text itself: only such a value may forbid.
    below_floor = facts(place="442000", pay=FACTS["pay"] | {"low": "5"})
    assert not weighed(below_floor, law=LAW, on=TODAY)["lawful"]


@pytest.mark.django_db
def test_the_night_weighs_what_was_not_weighed_this_month() -> None:
    new, old = own_post("new", "published", facts=FACTS), reported_post("old")
    done = own_post("done", "published", facts=FACTS)
    draft = own_post("draft", "draft", facts=FACTS)
    weigh(old, at=AT - timedelta(days=40))
    weigh(done, at=AT)
    MatchFacts.objects.filter(post=done).update(places=7)
    weigh_due({}, AT)
    found = dict(MatchFacts.objects.values_list("post__code", "weighed_on"))
    assert found == {"new": TODAY, "old": TODAY, "done": TODAY}
    assert MatchFacts.objects.get(post=done).places == 7
    assert MatchFacts.objects.get(post=new).places == 3
    assert not MatchFacts.objects.filter(post=draft).exists()


@pytest.mark.django_db
def test_many_posts_are_weighed_portion_by_portion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("carepost.records.posts.weighing.PORTION", 2)
    for n in range(3):
        own_post(f"p{n}", "published", facts=FACTS)
    weigh_due({}, AT)
    assert MatchFacts.objects.count() == 2
    (task,) = Task.objects.filter(kind="posts.weigh")
    weigh_due(task.payload, AT)
    assert MatchFacts.objects.count() == 3
    assert Post.objects.count() == 3
