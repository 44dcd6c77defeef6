"""Who sees which posts, in which order, at a constant price."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carepost.domain.facts import Severity
from carepost.domain.roles import Actor, Role
from carepost.records.posts import (
    Post,
    PostNotFound,
    access_post,
    counts_by_place,
    findings_of,
    search,
    visible_to,
)
from carepost.records.posts.models import State
from tests.records.posts.build import (
    CLERK,
    FAR_REVIEWER,
    OWNER,
    REVIEWER,
    TODAY,
    actor,
    employer,
    own_post,
    place,
    reported_post,
)

VISITOR = Actor.visitor()
OTHER = actor(Role.EMPLOYER_OWNER, employers=("emp2",))


def codes(posts: Any) -> set[str]:
    return {post.code for post in posts}


@pytest.fixture
def posts(db: None) -> None:
    for state in State.values:
        if state != "reported":
            own_post(state, state)
    own_post("past", "published", expires_on=TODAY - timedelta(days=1))
    reported_post("rep1")


@pytest.mark.usefixtures("posts")
@pytest.mark.parametrize(
    ("who", "hidden_states"),
    [
        (OWNER, set()),
        (CLERK, {"draft"}),
        (REVIEWER, {"draft"}),
    ],
)
def test_insiders_see_what_is_theirs(who: Actor, hidden_states: set[str]) -> None:
    everything = {str(s) for s in State if s != "reported"} | {"past", "rep1"}
    assert codes(visible_to(who, on=TODAY)) == everything - hidden_states


@pytest.mark.usefixtures("posts")
@pytest.mark.parametrize(
    "who",
    [
        VISITOR,
        OTHER,
        FAR_REVIEWER,
        actor(Role.CARER),
        actor(Role.OFFICER_CLERK),
        actor(Role.CARER, employers=("emp1",)),
        actor(Role.PROVIDER, places=("442000",)),
        actor(Role.INSPECTOR, places=("442000",)),
    ],
)
def test_everybody_else_sees_what_is_open(who: Actor) -> None:
    assert codes(visible_to(who, on=TODAY)) == {"published", "rep1"}
    assert access_post(who, "published", on=TODAY).code == "published"
    for code in ("draft", "submitted", "past", "withdrawn", "nothing"):
        with pytest.raises(PostNotFound):
            access_post(who, code, on=TODAY)


@pytest.mark.usefixtures("posts")
def test_a_withdrawn_report_is_hidden() -> None:
    Post.objects.filter(code="rep1").update(state="withdrawn")
    assert codes(visible_to(VISITOR, on=TODAY)) == {"published"}


@pytest.mark.django_db
def test_own_posts_come_first_then_reported_ones_newest_first_page_by_page() -> None:
    reported_post("rep1")
    own_post("own1", "published")
    reported_post("rep2")
    own_post("own2", "published")
    found = [search(VISITOR, place=None, page=n, per_page=3, on=TODAY) for n in (1, 2)]
    assert [[post.code for post in page.items] for page in found] == [["own2", "own1", "rep2"], ["rep1"]]
    assert (found[0].count, found[0].page, found[0].pages) == (4, 1, 2)
    assert search(VISITOR, place=None, page=99, per_page=3, on=TODAY).page == 2
    assert search(VISITOR, place=None, page=-1, per_page=3, on=TODAY).page == 1
    assert codes(search(VISITOR, place=place("370000"), page=1, on=TODAY).items) == {"rep1", "rep2"}
    assert search(VISITOR, place=place("442000"), page=1, on=TODAY).count == 2


@pytest.mark.django_db
def test_an_empty_directory_has_one_empty_page() -> None:
    page = search(VISITOR, place=None, page=5, on=TODAY)
    assert (page.items, page.count, page.page, page.pages) == ((), 0, 1, 1)


@pytest.mark.django_db
def test_places_with_posts_are_counted_below_their_parent() -> None:
    own_post("own1", "published")
    own_post("own2", "draft")
    reported_post("rep1")
    reported_post("rep2", place=place("370000"))
    reported_post("rep3", place=None)
    assert [(p.code, n) for p, n in counts_by_place(VISITOR, None, on=TODAY)] == [("440000", 1), ("370000", 2)]
    assert [(p.code, n) for p, n in counts_by_place(VISITOR, place("370000"), on=TODAY)] == [("370200", 1)]
    assert counts_by_place(VISITOR, place("442000"), on=TODAY) == ()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ask", "most"),
    [
        (lambda: [(p.employer, p.place and p.place.parent) for p in search(VISITOR, place=None, page=1).items], 2),
        (lambda: counts_by_place(VISITOR, None), 2),
        (lambda: access_post(VISITOR, "rep0").place, 1),
    ],
)
def test_the_number_of_queries_does_not_grow(ask: Any, most: int) -> None:
    for n in range(2):
        reported_post(f"rep{n}", employer=employer())
    for n in range(2, 12):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            ask()
        assert len(queries) <= most
        reported_post(f"rep{n}", employer=employer(f"emp{n}", f"厂{n}"))


@pytest.mark.django_db
def test_findings_of_a_post_follow_its_kind() -> None:
    reported, *_ = findings_of(reported_post("rep1", title="未列（车间）", place_text="青岛市"), on=TODAY)
    assert (reported.rule, reported.severity, reported.to_verify) == ("R22", Severity.WARN, True)
    assert all(word in reported.message.zh for word in ("单位", "工作内容", "基本劳动报酬"))
    assert "工作地点" not in reported.message.zh
    own = findings_of(own_post("own1", "draft", expires_on=TODAY - timedelta(days=1), pay_text="3500元/月"), on=TODAY)
    assert [(f.rule, f.severity) for f in own][:2] == [("R22", Severity.BLOCK), ("R23", Severity.WARN)]
    assert "基本劳动报酬" not in own[0].message.zh
