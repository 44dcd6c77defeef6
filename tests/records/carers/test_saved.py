"""Saved posts and hidden employers."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from carepost.domain.flow import Refusal
from carepost.records.audit import PersonalFact, trail_of
from carepost.records.carers import (
    has_saved,
    hidden_employers,
    hidden_from,
    hidden_of,
    hide_employer,
    save_post,
    saved_posts,
    show_employer,
    unsave_post,
)
from carepost.records.carers import saved as room
from carepost.records.people import User
from tests.records.carers.build import AT, carer, opened
from tests.records.posts.build import employer

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return carer()


def test_a_post_is_saved_once_and_removed(user: User) -> None:
    post = opened("p1")
    assert save_post(user=user, post=post, at=AT)
    assert not save_post(user=user, post=post, at=AT)
    assert has_saved(user, post)
    assert not has_saved(carer("13900000002"), post)
    assert unsave_post(user=user, post_code="p1", at=AT)
    assert not unsave_post(user=user, post_code="p1", at=AT)
    assert saved_posts(user) == ()
    assert [e.verb for e in trail_of("person", user.code)] == ["carer.post_saved", "carer.post_unsaved"]


def test_the_trail_can_forget_what_she_saved(user: User) -> None:
    save_post(user=user, post=opened("p1"), at=AT)
    (event,) = trail_of("person", user.code)
    assert event.data == {}
    assert [(f.key, f.value) for f in PersonalFact.objects.filter(person_code=user.code)] == [("post", "p1")]


def test_saved_posts_say_whether_they_are_still_open(user: User) -> None:
    posts = [opened(f"p{n}") for n in range(3)]
    for post in posts:
        save_post(user=user, post=post, at=AT)
    type(posts[1]).objects.filter(pk=posts[1].pk).update(state="paused")
    assert [(each.post.code, is_open) for each, is_open in saved_posts(user)] == [
        ("p2", True),
        ("p1", False),
        ("p0", True),
    ]


def test_saved_posts_ask_as_often_for_many_as_for_few(
    user: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(12):
        save_post(user=user, post=opened(f"p{n}", employer_code=f"e{n}"), at=AT)
    with django_assert_max_num_queries(4):
        assert len({each.post.employer.name for each, _ in saved_posts(user) if each.post.employer}) == 12


def test_there_is_an_end_to_saving(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "SAVED_MAX", 1)
    post = opened("p1")
    save_post(user=user, post=post, at=AT)
    assert not save_post(user=user, post=post, at=AT)
    with pytest.raises(Refusal, match="remove some first"):
        save_post(user=user, post=opened("p2"), at=AT)


def test_hiding_works_both_ways_and_the_second_is_her_choice(user: User) -> None:
    one, two = employer("one", "甲厂"), employer("two", "乙厂")
    hide_employer(user=user, employer=one, at=AT)
    hide_employer(user=user, employer=two, posts_too=False, at=AT)
    assert hidden_of(user) == {"one"}
    assert hidden_from(user) == {"one", "two"}
    hide_employer(user=user, employer=two, posts_too=True, at=AT)
    assert hidden_of(user) == {"one", "two"}
    assert [hidden.employer.code for hidden in hidden_employers(user)] == ["one", "two"]
    assert show_employer(user=user, employer_code="one", at=AT)
    assert not show_employer(user=user, employer_code="one", at=AT)
    assert hidden_from(user) == {"two"}
    verbs = [e.verb for e in trail_of("person", user.code)]
    assert verbs == ["carer.employer_hidden", "carer.employer_hidden", "carer.employer_shown"]


def test_there_is_an_end_to_hiding(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "HIDDEN_MAX", 1)
    hide_employer(user=user, employer=employer("one", "甲厂"), at=AT)
    with pytest.raises(Refusal, match="at most"):
        hide_employer(user=user, employer=employer("two", "乙厂"), at=AT)
