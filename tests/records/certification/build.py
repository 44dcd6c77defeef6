"""Officers, an employer's owner, and submitted posts for the tests of certification."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from carepost.domain.roles import Actor, Appointment, Role
from carepost.domain.standard import newest_standard, post_as_data
from carepost.records.certification import Case, Certificate, Check, ItemAnswer, certify_case, save_case, take_case
from carepost.records.employers import Member
from carepost.records.people import User
from carepost.records.posts import Post, publish_post, submit_post
from tests.domain.standard.posts import FULL_TIME
from tests.domain.standard.posts import post as post_file
from tests.records.posts.build import employer, own_post

# Monday, so that working days are easily told.
AT = datetime(2026, 11, 23, 2, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def person(code: str, role: Role, scope: str, name: str = "") -> Actor:
    """Somebody with a login and one role in one place or employer."""
    User.objects.get_or_create(code=code, defaults={"name": name or code, "joined_at": AT})
    return Actor(code=code, roles=frozenset({role}), appointments=frozenset({Appointment(role, scope)}))


def clerk(code: str = "clerk1", place: str = "442000", name: str = "陈示例") -> Actor:
    return person(code, Role.OFFICER_CLERK, place, name)


def reviewer(code: str = "reviewer1", place: str = "440000", name: str = "周示例") -> Actor:
    return person(code, Role.OFFICER_REVIEWER, place, name)


def owner(employer_code: str = "emp1") -> Actor:
    """The owner of an employer, as a member."""
    actor = person("owner1", Role.EMPLOYER_OWNER, employer_code, "王示例")
    user = User.objects.get(code="owner1")
    Member.objects.get_or_create(
        employer=employer(employer_code), user=user, role=Role.EMPLOYER_OWNER.value, defaults={"since": AT}
    )
    return actor


def submitted(code: str = "own1", at: datetime = AT, **changes: Any) -> Post:
    """A lawful post that waits for the bureau; `facts__…` changes the post file by path."""
    facts = {name.removeprefix("facts__"): changes.pop(name) for name in list(changes) if name.startswith("facts__")}
    values: dict[str, Any] = {"facts": post_as_data(post_file(FULL_TIME, **facts)), "pay_text": "2600-3200元/月"}
    post = own_post(code, "draft", **(values | changes))
    owner(post.employer.code if post.employer else "emp1")
    return submit_post(post=post, by=owner(), at=at)


def taken(post: Post, by: Actor, at: datetime = AT, *, met: tuple[str, ...] = (), **not_met: str) -> Case:
    """A case under work: criteria met with paper, and criteria not met with their remarks (dots as __)."""
    items = {name: ItemAnswer(Check.MET, "看过合同") for name in met}
    items |= {name.replace("__", "."): ItemAnswer(Check.NOT_MET, "", remark) for name, remark in not_met.items()}
    return save_case(case=take_case(post=post, by=by, at=at), items=items, opinion="", by=by, at=at)


def certified(code: str = "own1", by: Actor | None = None, at: datetime = AT, **changes: Any) -> Certificate:
    """A certificate of a new post, decided by a clerk."""
    who = by or clerk()
    return certify_case(case=taken(submitted(code, at, **changes), who, at), by=who, at=at)


def published(code: str = "own1", at: datetime = AT, **changes: Any) -> Post:
    """A certified post on the list."""
    return publish_post(post=certified(code, at=at, **changes).post, by=owner(), at=at)


def every_criterion() -> tuple[str, ...]:
    return tuple(criterion.id for criterion in newest_standard().criteria)
