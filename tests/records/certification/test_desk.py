"""What an officer finds on her desk: the queue by deadline, filters, counts, terms and phrases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carepost.domain.calendar import Standing
from carepost.domain.facts import Mark
from carepost.domain.roles import Actor
from carepost.records.certification import (
    SHIPPED_PHRASES,
    Deadline,
    Desk,
    Phrase,
    Show,
    Sort,
    add_phrase,
    desk_of,
    drop_phrase,
    phrases_of,
    queue_of,
    set_deadline,
    take_case,
    term_of,
)
from carepost.records.employers import Employer
from tests.records.certification.build import AT, TODAY, clerk, owner, published, reviewer, submitted
from tests.records.certification.test_cases import refusal
from tests.records.posts.build import own_post, place, reported_post

pytestmark = pytest.mark.django_db


def codes(actor: Actor, **asked: object) -> list[str]:
    return [waiting.post.code for waiting in queue_of(actor, at=AT, **asked).items]  # type: ignore[arg-type]


def test_the_most_urgent_comes_first_with_its_working_days_left() -> None:
    submitted("fresh")
    submitted("old", AT - timedelta(days=21))
    submitted("middle", AT - timedelta(days=10))
    found = queue_of(clerk(), at=AT)
    assert [w.post.code for w in found.items] == ["old", "middle", "fresh"]
    assert [w.due.counted.day for w in found.items] == [date(2026, 11, 16), date(2026, 11, 27), date(2026, 12, 7)]
    assert [w.due.left for w in found.items] == [-5, 4, 10]
    assert (found.count, found.page, found.pages) == (3, 1, 1)


def test_the_queue_is_filtered_and_sorted() -> None:
    by, other = clerk(), clerk("clerk2", name="李示例")
    first = submitted("first", AT - timedelta(days=30), title="缝纫工")
    second = submitted("second", title="收银员", place=place("442000114"))
    Employer.objects.create(code="emp0", name="阿尔法", pinyin="a", place=place("442000"), origin="reported")
    take_case(post=first, by=by, at=AT)
    take_case(post=second, by=other, at=AT)
    own_post("third", "submitted", employer=Employer.objects.get(code="emp0"), submitted_at=AT)
    assert codes(by, show=Show.MINE) == ["first"]
    assert codes(by, show=Show.FREE) == ["third"]
    assert codes(by, show=Show.OVERDUE) == ["first"]
    assert codes(by, words="收银") == ["second"]
    assert codes(by, words="阿尔法") == ["third"]
    assert codes(by, words="third") == ["third"]
    assert codes(by, place=place("442000114")) == ["second"]
    assert codes(by, sort=Sort.EMPLOYER) == ["third", "first", "second"]
    assert codes(by, sort=Sort.NEWEST)[-1] == "first"
    assert queue_of(by, at=AT, page=9).page == 1
    assert {w.post.code: w.officer for w in queue_of(by, at=AT).items} == {
        "first": "陈示例",
        "second": "李示例",
        "third": "",
    }


def test_only_what_waits_in_her_area_is_shown() -> None:
    submitted("mine")
    submitted("far", place=place("370200"))
    own_post("draft", "draft")
    reported_post("reported")
    assert codes(clerk()) == ["mine"]
    assert codes(clerk("far", "370000")) == ["far"]
    assert codes(owner()) == []
    assert codes(Actor.visitor()) == []


def test_the_counts_of_the_day() -> None:
    by = clerk()
    submitted("old", AT - timedelta(days=30))
    take_case(post=submitted("fresh"), by=by, at=AT)
    published("listed")
    assert desk_of(by, at=AT) == Desk(waiting=2, mine=1, overdue=1, rechecks=0, proposals=0)


def test_the_queue_asks_the_same_number_of_queries_however_long_it_is() -> None:
    by = clerk()

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            for waiting in queue_of(by, at=AT).items:
                assert waiting.post.employer.name
                assert waiting.post.place.name
        return len(seen)

    submitted("own0")
    asked()  # What a process reads once, it may read now.
    few = asked()
    for n in range(1, 6):
        submitted(f"own{n}")
    assert asked() == few <= 4


def test_a_bureau_s_own_term_holds_below_it_and_says_by_what() -> None:
    town = place("442000114")
    ours = term_of(town, Deadline.Kind.DECIDE)
    assert (ours.working_days, ours.mark, "自行设计" in ours.source.zh) == (10, None, True)
    assert term_of(town, Deadline.Kind.REPLY).working_days == 5
    asked = {
        "place": place("442000"),
        "kind": Deadline.Kind.DECIDE,
        "working_days": 5,
        "source": "中人社函〔2026〕1号（示例）",
        "mark": Mark.P,
        "at": AT,
    }
    assert "Only a reviewer" in refusal(set_deadline, **asked, by=clerk())
    assert "1 to 250" in refusal(set_deadline, **asked | {"working_days": 0}, by=reviewer())
    assert "the document" in refusal(set_deadline, **asked | {"source": " "}, by=reviewer())
    set_deadline(**asked, by=reviewer())  # type: ignore[arg-type]
    assert term_of(town, Deadline.Kind.DECIDE).working_days == 5
    assert term_of(place("440100"), Deadline.Kind.DECIDE).working_days == 10
    submitted("own1")
    assert queue_of(clerk(), at=AT).items[0].due.left == 5


def test_a_deadline_in_an_unannounced_year_says_so() -> None:
    at = datetime(2026, 12, 28, 2, tzinfo=UTC)
    submitted("own1", at, expires_on=date(2027, 6, 1))
    (waiting,) = queue_of(clerk(), at=at).items
    assert waiting.due.counted.standing is Standing.PROVISIONAL


def test_phrases_are_shipped_and_one_s_own() -> None:
    by = clerk()
    assert all(phrase.zh and phrase.en for phrase in SHIPPED_PHRASES)
    kept = add_phrase(text="  请补  花名册。 ", by=by)
    assert add_phrase(text="请补 花名册。", by=by) == kept
    assert [p.text for p in phrases_of(by)] == ["请补 花名册。"]
    drop_phrase(pk=kept.pk, by=clerk("clerk2"))
    assert Phrase.objects.count() == 1
    drop_phrase(pk=kept.pk, by=by)
    assert phrases_of(by) == ()
    assert "Say the phrase" in refusal(add_phrase, text=" ", by=by)
    assert TODAY.weekday() == 0
