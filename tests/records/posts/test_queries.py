"""Who sees which posts, in which order, at a constant price."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carepost.domain.facts import Severity
from carepost.domain.roles import Actor, Role
from carepost.domain.search import Count, SearchQuery
from carepost.records.posts import (
    Post,
    PostNotFound,
    PostPage,
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


def listed(code: str = "", *, page: int = 1, per_page: int = 20) -> PostPage:
    """The list of a place, of the whole country for "", as a visitor sees it."""
    where = place(code) if code else None
    return search(VISITOR, SearchQuery(page=page), place=where, origin=None, per_page=per_page, on=TODAY)


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
    found = [listed(page=n, per_page=3) for n in (1, 2)]
    assert [[item.post.code for item in page.items] for page in found] == [["own2", "own1", "rep2"], ["rep1"]]
    assert (found[0].count, found[0].page, found[0].pages) == (Count(4), 1, 2)
    assert listed(page=99, per_page=3).page == 2
    assert codes(item.post for item in listed("370000").items) == {"rep1", "rep2"}
    assert listed("442000").count == Count(2)


@pytest.mark.django_db
def test_an_empty_directory_has_one_empty_page() -> None:
    page = listed(page=5)
    assert (page.items, page.count, page.page, page.pages) == ((), Count(), 1, 1)


@pytest.mark.django_db
def test_places_with_posts_are_counted_below_their_parent() -> None:
    own_post("own1", "published")
    own_post("own2", "draft")
    reported_post("rep1")
    reported_post("rep2", place=place("370000"))
    reported_post("rep3", place=None)
    assert [(p.code, n) for p, n in counts_by_place(VISITOR, None, on=TODAY)] == [
        ("440000", Count(1)),
        ("370000", Count(2)),
    ]
    assert [(p.code, n) for p, n in counts_by_place(VISITOR, place("370000"), on=TODAY)] == [("370200", Count(1))]
    assert counts_by_place(VISITOR, place("442000"), on=TODAY) == ()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ask", "most"),
    [
        (lambda: [(item.post.employer, item.post.place) for item in listed().items], 2),
        (lambda: counts_by_place(VISITOR, None), 2),
        (lambda: access_post(VISITOR, "rep0").place, 1),
    ],
)
def test_the_number_of_queries_does_not_grow(ask: Any, most: int) -> None:
    for n in range(2):
        reported_post(f"rep{n}", employer=employer())
    ask()  # What a process reads once, it may read now.
    for n in range(2, 12):
        with CaptureQueriesContext(connection) as queries:
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
