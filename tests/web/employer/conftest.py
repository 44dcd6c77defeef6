"""Somebody who acts for an employer, in a browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from carepost.domain.roles import Role
from carepost.domain.standard import PostFile, post_from, post_templates
from carepost.records.crypto import new_code
from carepost.records.employers import Employer, Member
from carepost.records.people import User
from carepost.records.posts import Post, start_post
from tests.records.posts.build import actor, employer

AT = datetime(2026, 11, 22, 4, tzinfo=timezone.get_fixed_timezone(0))
Enter = Callable[..., Client]


def member_of(*employers: Employer, role: Role = Role.EMPLOYER_RECRUITER) -> Client:
    """A browser in which a member of these employers is logged in."""
    user = User.objects.create(code=new_code(), joined_at=AT)
    for one in employers:
        Member.objects.create(employer=one, user=user, role=role.value, since=AT)
    client = Client()
    client.force_login(user)
    return client


def whole(key: str = "sewing", **more: object) -> PostFile:
    """A template completed with what only the employer knows."""
    data = next(t.post for t in post_templates() if t.key == key).model_dump()
    data["pay"]["low"] = "3000" if data["form"] == "full_time" else "30"
    given = {"place": "442000", "place_words": "石岐街道 1 号", "headcount": "2"}
    return post_from(data | given | {"voice": {"contact": "李主管", "answer_days": 7}} | more)


def draft_of(mine: Employer, facts: PostFile | None = None) -> Post:
    """A draft of an employer."""
    by = actor(Role.EMPLOYER_OWNER, employers=(mine.code,))
    return start_post(employer=mine, facts=facts or whole(), by=by, at=timezone.now())


@pytest.fixture
def mine(db: None) -> Employer:
    """Her employer."""
    return employer("emp1")


@pytest.fixture
def browser(mine: Employer) -> Client:
    """A recruiter of it."""
    return member_of(mine)
