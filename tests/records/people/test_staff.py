"""Staff accounts and roles are made by operations, and told in the trail."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth.hashers import identify_hasher
from pytest_django import Settings

from carepost.cli.demo import ensure_demo
from carepost.domain.roles import Actor, Role
from carepost.records.audit import event_kinds, forget_person, sentence_of, trail_of
from carepost.records.crypto import new_keys, with_new_key
from carepost.records.employers import Employer, Member
from carepost.records.people import (
    DEMO_PEOPLE,
    DEMO_SECRET,
    PersonRefused,
    User,
    actor_of,
    create_staff,
    demo_person,
    ensure_demo_people,
    grant_role,
    may_log_in,
    reseal_second_factors,
    revoke_role,
    unseal_secret,
)
from carepost.records.places import Place

AT = datetime(2026, 1, 5, 8, tzinfo=UTC)
SYSTEM = Actor.system()


@pytest.fixture
def qingdao(db: None) -> Place:
    return Place.objects.get_or_create(
        code="370200", defaults={"name": "青岛市", "level": "city", "pinyin": "qingdao"}
    )[0]


@pytest.fixture
def clerk(db: None) -> User:
    return create_staff(username="Clerk.One", name="陈示例", password="three-blue-chairs", at=AT)


def test_a_staff_account_is_made_with_a_tuned_hash(clerk: User) -> None:
    assert clerk.username == "clerk.one"
    assert clerk.check_password("three-blue-chairs")
    assert "m=19456,t=2,p=1" in clerk.password
    assert identify_hasher(clerk.password).algorithm == "argon2"
    assert actor_of(clerk).roles == {Role.ANYONE, Role.CARER}
    (event,) = trail_of("person", clerk.code)
    assert sentence_of(event).zh == "系统建立了工作人员账号 clerk.one（陈示例）。"
    forget_person(person_code=clerk.code)
    assert "陈示例" not in sentence_of(trail_of("person", clerk.code)[0]).zh


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"username": "ab"}, "3 to 60"),
        ({"username": "陈"}, "3 to 60"),
        ({"username": "a" * 61}, "3 to 60"),
        ({"username": "clerk\x00one"}, "3 to 60"),
        ({"username": "CLERK.ONE"}, "taken"),
        ({"name": " "}, "name"),
        ({"name": "陈" * 61}, "60 characters"),
        ({"password": "short"}, "will not do"),
        ({"password": "12345678901"}, "will not do"),
        ({"password": "password123"}, "will not do"),
    ],
)
def test_a_bad_staff_account_is_refused_with_the_reason(clerk: User, changed: dict[str, str], said: str) -> None:
    good = {"username": "clerk.two", "name": "周示例", "password": "three-blue-chairs"}
    with pytest.raises(PersonRefused, match=said) as refused:
        create_staff(at=AT, **(good | changed))
    assert not re.search("[a-z]{5} [a-z]{2}", refused.value.reason.zh)
    assert not re.search("[一-鿿]", refused.value.reason.en)
    assert User.objects.count() == 1


def test_a_role_is_granted_once_and_revoked(clerk: User, qingdao: Place) -> None:
    grant = grant_role(user=clerk, role=Role.OFFICER_CLERK, place=qingdao, by=SYSTEM, at=AT)
    assert grant_role(user=clerk, role=Role.OFFICER_CLERK, place=qingdao, by=SYSTEM, at=AT) == grant
    actor = actor_of(clerk)
    assert actor.holds(Role.OFFICER_CLERK)
    assert actor.scopes(Role.OFFICER_CLERK) == {"370200"}
    assert not actor.scopes(Role.OFFICER_REVIEWER)
    assert revoke_role(user=clerk, role=Role.OFFICER_CLERK, place=qingdao, by=SYSTEM, at=AT + timedelta(days=1))
    assert not revoke_role(user=clerk, role=Role.OFFICER_CLERK, place=qingdao, by=SYSTEM, at=AT + timedelta(days=2))
    assert [event.verb for event in trail_of("person", clerk.code)] == [
        "person.staff_created",
        "person.role_granted",
        "person.role_revoked",
    ]
    assert sentence_of(trail_of("person", clerk.code)[1]).en.endswith("the role officer_clerk for 370200.")


def test_one_person_holds_several_roles(clerk: User, qingdao: Place) -> None:
    for role, place in ((Role.OFFICER_REVIEWER, qingdao), (Role.INSPECTOR, qingdao), (Role.AUDITOR, None)):
        grant_role(user=clerk, role=role, place=place, by=SYSTEM, at=AT)
    employer = Employer.objects.create(code="e1", name="示例公司", pinyin="shili", origin="reported")
    Member.objects.create(employer=employer, user=clerk, role="employer_recruiter", since=AT)
    ended = Employer.objects.create(code="e2", name="旧公司", pinyin="jiu", origin="reported")
    Member.objects.create(employer=ended, user=clerk, role="employer_owner", since=AT, until=AT + timedelta(hours=1))
    actor = actor_of(clerk)
    assert actor.holds(Role.OFFICER_REVIEWER)
    assert actor.holds(Role.INSPECTOR)
    assert actor.holds(Role.AUDITOR)
    assert actor.holds(Role.EMPLOYER_RECRUITER)
    assert not actor.holds(Role.EMPLOYER_OWNER)
    assert actor.scopes(Role.EMPLOYER_OWNER, Role.EMPLOYER_RECRUITER) == {"e1"}


@pytest.mark.parametrize("role", [Role.ANYONE, Role.CARER, Role.EMPLOYER_OWNER, Role.EMPLOYER_RECRUITER, Role.SYSTEM])
def test_a_role_that_follows_from_something_else_is_not_granted(clerk: User, qingdao: Place, role: Role) -> None:
    with pytest.raises(PersonRefused, match="not granted"):
        grant_role(user=clerk, role=role, place=qingdao, by=SYSTEM, at=AT)


def test_only_the_system_grants_and_a_bureau_role_needs_a_place(clerk: User, qingdao: Place) -> None:
    nobody = Actor(code=clerk.code, roles=frozenset(Role) - {Role.SYSTEM})
    with pytest.raises(PersonRefused, match="command line"):
        grant_role(user=clerk, role=Role.OFFICER_CLERK, place=qingdao, by=nobody, at=AT)
    with pytest.raises(PersonRefused, match="command line"):
        revoke_role(user=clerk, role=Role.OFFICER_CLERK, place=qingdao, by=nobody, at=AT)
    with pytest.raises(PersonRefused, match="needs a place"):
        grant_role(user=clerk, role=Role.OFFICER_CLERK, place=None, by=SYSTEM, at=AT)


def test_every_event_of_people_is_told_in_both_languages() -> None:
    verbs = [kind for kind in event_kinds() if kind.verb.startswith("person.")]
    assert len(verbs) == 6
    assert all(kind.sentence.zh and kind.sentence.en for kind in verbs)


def test_the_demo_has_one_login_per_role_and_is_made_once(qingdao: Place, settings: Settings) -> None:
    settings.DEMO = True
    people = ensure_demo_people(at=AT, place=qingdao)
    assert ensure_demo_people(at=AT + timedelta(days=1), place=qingdao) == people
    assert User.objects.count() == len(DEMO_PEOPLE) == 8
    for person, user in zip(DEMO_PEOPLE, people, strict=True):
        assert demo_person(person.role) == user
        assert may_log_in(user)
        if person.username:
            assert actor_of(user).holds(person.role)


def test_rotation_seals_second_factors_again(qingdao: Place, settings: Settings) -> None:
    settings.DEMO, settings.CAREPOST_KEYS = True, new_keys()
    ensure_demo_people(at=AT, place=qingdao)
    RecoveryCodes.activate(User.objects.get(username="demo-clerk"))
    assert reseal_second_factors() == 0
    both = settings.CAREPOST_KEYS = with_new_key(settings.CAREPOST_KEYS)
    assert (reseal_second_factors(), reseal_second_factors()) == (6, 0)
    index, _, newest = both.split(",")
    settings.CAREPOST_KEYS = f"{index},{newest}"
    for row in Authenticator.objects.filter(type="totp"):
        assert unseal_secret(row.data["secret"]) == DEMO_SECRET


def test_the_demo_command_makes_everybody_once(db: None, settings: Settings) -> None:
    settings.DEMO = True
    for _ in range(2):
        ensure_demo(at=AT)
    for role in (Role.EMPLOYER_OWNER, Role.EMPLOYER_RECRUITER):
        user = demo_person(role)
        assert user is not None
        assert actor_of(user).holds(role)
    assert Member.objects.count() == 2
    assert Employer.objects.count() == 1


def test_outside_the_demo_its_people_are_neither_made_nor_let_in(qingdao: Place, settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(PersonRefused, match="CAREPOST_DEMO"):
        ensure_demo_people(at=AT, place=qingdao)
    assert not User.objects.exists()
    settings.DEMO = True
    people = ensure_demo_people(at=AT, place=qingdao)
    settings.DEMO = False
    assert not any(may_log_in(user) for user in people)
