"""The index in memory: never older than the database, whoever writes, in every process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from carepost import embedded_postgres as pg
from carepost.domain.facts import Mark
from carepost.domain.matching import CARERS, PATTERNS, POSTS, match_one
from carepost.domain.roles import Actor, Role
from carepost.domain.search import parse_search
from carepost.domain.travel import Origins, Point
from carepost.records.places import pin_place
from carepost.records.posts import (
    MatchFacts,
    Post,
    carer_of_search,
    expire_post,
    forget_index,
    live_index,
    pause_post,
    pin_post,
    publish_post,
    resume_post,
    weigh,
)
from tests.records.posts.build import AT, OWNER, TODAY, actor, own_post, place, reported_post
from tests.records.posts.test_searching import post, shifts

ROOT = Path(__file__).resolve().parents[3]
HERE = Point(36.07, 120.38)
WORKDAYS = shifts("12345", "9:00", "15:00")
FACTS: dict[str, Any] = {
    "title": "收银员",
    "place": "370211",
    "place_words": "青岛市黄岛区示例路1号",
    "headcount": "3人",
    "form": "part_time",
    "expires_on": "2026-12-31",
    "employer": {"name": "青岛示例超市", "dispatch_agency": "no"},
    "pay": {"per": "hour", "low": "26", "settled_every_days": 15, "in_kind": "no"},
    "hours": {"pattern": shifts("12345", "9:00", "13:00")},
    "contract": {"probation_months": "0", "written": "yes"},
    "insurance": {"work_injury": "yes"},
    "asks": {"conditions": "无", "skills": "收银", "sex": "none", "proof_of_family": "no", "fee_or_papers": "no"},
    "work": {"duties": "收银、理货"},
    "growth": {"next_step": "班长"},
}
ZHONGSHAN_CLERK = actor(Role.OFFICER_CLERK, places=("442000",))
CLERK = actor(Role.OFFICER_CLERK, places=("370200",))
BARRED = ("sex", "gender", "marri", "child", "birth", "age", "hukou", "origin", "ethnic", "pregnan", "native")


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    forget_index()
    yield
    forget_index()


def whole(code: str) -> Post:
    """A published post that says all that the law asks of it."""
    return post(code, hours=FACTS["hours"]["pattern"], facts=FACTS)


def there(on: date = TODAY) -> list[int]:
    return sorted(live_index(HERE, on=on).offers.ids.tolist())


@pytest.mark.django_db
def test_opening_and_closing_posts_show_at_once() -> None:
    one = whole("one")
    assert there() == [one.pk]
    pause_post(post=one, by=OWNER, at=AT)
    assert there() == []
    resume_post(post=one, by=OWNER, at=AT)
    assert there() == [one.pk]
    two = whole("two")
    Post.objects.filter(pk=two.pk).update(state="certified")
    assert there() == [one.pk]
    publish_post(post=Post.objects.get(pk=two.pk), by=OWNER, at=AT)
    assert there() == [one.pk, two.pk]
    two.delete()
    assert there() == [one.pk]


@pytest.mark.django_db
def test_a_post_leaves_after_its_last_day_and_comes_back_for_an_earlier_one() -> None:
    one = post("one", hours=WORKDAYS, expires_on=TODAY)
    assert there() == [one.pk]
    assert there(TODAY + timedelta(days=1)) == []
    assert there() == [one.pk]
    expire_post(post=one, by=Actor.system(), at=AT + timedelta(days=1))
    assert there() == []


@pytest.mark.django_db
def test_a_pin_moves_a_post_and_a_pinned_town_gives_its_posts_a_place() -> None:
    one = post("one", hours=WORKDAYS)
    index = live_index(HERE, on=TODAY)
    before = float(index.offers.x[0]), float(index.offers.y[0])
    pin_post(post=one, point=Point(36.10, 120.40), source="现场核实", by=CLERK, at=AT)
    index = live_index(HERE, on=TODAY)
    assert (float(index.offers.x[0]), float(index.offers.y[0])) != before

    town, near = place("442000114"), Point(22.63, 113.31)
    unplaced = own_post("unplaced", "published", place=town)
    assert unplaced.pk not in live_index(near, on=TODAY).offers.ids
    pin_place(place=town, point=near, source="现场核实", mark=Mark.S, by=ZHONGSHAN_CLERK, at=AT)
    assert unplaced.pk in live_index(near, on=TODAY).offers.ids


@pytest.mark.django_db
def test_reported_posts_and_work_at_home_are_in_and_posts_without_a_place_are_not() -> None:
    reported = reported_post("reported", place=place("370211"))
    far = own_post("far", "published", place=place("650000"), at_home=True)
    own_post("nowhere", "published", place=place("370200"))
    own_post("farther", "published", place=place("650102"))
    own_post("draft", "draft", place=place("370211"))
    assert there() == [reported.pk, far.pk]


@pytest.mark.django_db
def test_what_is_filled_or_forbidden_is_offered_to_nobody() -> None:
    one = whole("one")
    weigh(one, at=AT)
    assert there() == [one.pk]
    MatchFacts.objects.filter(post=one).update(places=0)
    assert there() == []
    MatchFacts.objects.filter(post=one).update(places=2, lawful=False)
    assert there() == []
    assert live_index(HERE, on=TODAY).post_row(one.pk).num_rows == 1


@pytest.mark.django_db
def test_an_unchanged_database_costs_one_query() -> None:
    post("one", hours=WORKDAYS)
    with transaction.atomic():
        live_index(HERE, on=TODAY)
    with CaptureQueriesContext(connection) as queries:
        live_index(HERE, on=TODAY)
    # In a test all is one transaction, whose own rows nobody may keep: they are read again.
    assert len(queries) <= 3


def test_two_processes_answer_alike_and_a_rollback_leaves_nothing(committed_db: object) -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}
    command = [sys.executable, "-m", "tests.records.posts.open_posts"]
    other = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdin is not None
    assert other.stdout is not None

    def both() -> list[int]:
        assert other.stdin is not None
        assert other.stdout is not None
        other.stdin.write("\n")
        other.stdin.flush()
        theirs = json.loads(other.stdout.readline())
        assert theirs == there()
        return list(theirs)

    try:
        assert other.stdout.readline() == "ready\n"
        assert both() == []
        one = post("one", hours=WORKDAYS)
        assert both() == [one.pk]
        # A pattern that neither process has seen.
        two = post("two", hours=shifts("67", "10:00", "14:15"))
        assert both() == [one.pk, two.pk]
        pause_post(post=one, by=OWNER, at=AT)
        assert both() == [two.pk]
        with transaction.atomic():
            Post.objects.all().delete()
            assert there() == []
            transaction.set_rollback(True)
        assert both() == [two.pk]
        with CaptureQueriesContext(connection) as queries:
            there()
        assert len(queries) == 1
    finally:
        other.communicate()


def test_a_long_transaction_elsewhere_makes_nobody_read_a_change_twice(committed_db: pg.Cluster) -> None:
    """It holds back the oldest snapshot; what came after it and is in already is not fetched again."""
    with psycopg.connect(committed_db.dsn(settings.TEST_DATABASE, pg.SUPERUSER)) as other:
        other.execute("SELECT pg_current_xact_id()")
        there()
        one = post("one", hours=WORKDAYS)
        assert there() == [one.pk]
        with CaptureQueriesContext(connection) as queries:
            assert there() == [one.pk]
        assert len(queries) == 1
        Post.objects.filter(pk=one.pk).update(state="paused")
        assert there() == []


@pytest.mark.django_db
def test_the_tables_hold_nothing_of_sex_marriage_children_age_or_origin() -> None:
    post("one", hours=WORKDAYS)
    index = live_index(HERE, on=TODAY)
    tables = [*index.posts.column_names, *index.patterns.column_names]
    fields = [field.name for field in MatchFacts._meta.get_fields()]
    for name in (*tables, *fields, *CARERS.names, *POSTS.names, *PATTERNS.names):
        # `wage` and `language` are no ages; no column is called so today, and a new one has to be looked at.
        assert not any(word in name.lower() for word in BARRED), name


@pytest.mark.django_db
def test_what_is_asked_of_sex_or_age_changes_no_score() -> None:
    """Two posts that differ only in what they ask of sex and age are weighed and matched alike."""
    asked = {"sex": "women", "age_min": 18, "age_max": 35}
    posts = [whole("plain"), whole("asking")]
    Post.objects.filter(pk=posts[1].pk).update(facts=FACTS | {"asks": FACTS["asks"] | asked})
    for one in posts:
        weigh(Post.objects.get(pk=one.pk), at=AT)
    same = ("hand_fen", "way_up", "places", "required", "wished")
    assert len(set(MatchFacts.objects.values_list(*same))) == 1
    # What differs is what the law says of such an advert.
    MatchFacts.objects.update(quality=None, lawful=True)
    query = parse_search({"from": "36.07,120.38", "days": "12345", "start": "05:00", "end": "21:00"})
    carer = carer_of_search(query, Origins(HERE), skills=2**40 - 1)
    assert carer is not None
    found = match_one(carer, live_index(HERE, on=TODAY))
    assert [each.post_id for each in found] == [one.pk for one in posts]
    assert len({each.score for each in found}) == 1
