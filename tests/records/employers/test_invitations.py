"""Invitations by phone number: who may send one, who may accept, and that the number is forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from carepost.domain.flow import Refusal
from carepost.domain.roles import Actor, Role
from carepost.records.audit import PersonalFact, sentence_of, trail_of
from carepost.records.employers import (
    Employer,
    EmployerKind,
    Invitation,
    accept_invitation,
    decline_invitation,
    employers_by_code,
    invitations_for,
    invitations_of,
    invite_member,
    invited_phone,
    members_of,
    register_employer,
    withdraw_invitation,
)
from carepost.records.people import PhoneError, User, redeem_login_code, request_login_code
from carepost.records.queue.worker import Worker

AT = datetime(2026, 11, 22, 8, tzinfo=UTC)
OWNER, RECRUITER = Role.EMPLOYER_OWNER, Role.EMPLOYER_RECRUITER
PHONE = "13912345678"

pytestmark = pytest.mark.django_db


class Kept:
    """A gateway that keeps the text."""

    text = ""

    def send(self, *, phone: str, text: str) -> None:
        self.text = text


def person(phone: str) -> User:
    """Somebody who proved this number by logging in."""
    kept = Kept()
    sent = request_login_code(phone=phone, address="", at=AT, gateway=kept)
    digits = next(part for part in kept.text.replace("，", " ").split() if part.isdigit() and len(part) == 6)
    return redeem_login_code(code=sent.code, digits=digits, address="", at=AT)


def actor(user: User) -> Actor:
    return Actor(code=user.code, roles=frozenset({Role.CARER}))


@pytest.fixture
def owner() -> User:
    return person("13800138000")


@pytest.fixture
def employer(owner: User) -> Employer:
    return register_employer(
        name="海棠花店",
        credit_code="91110000600037341L",
        kind=EmployerKind.ENTERPRISE,
        place=None,
        by=actor(owner),
        at=AT,
    )


def test_who_proves_the_number_becomes_a_member_by_accepting(employer: Employer, owner: User) -> None:
    sent = invite_member(employer=employer, phone="139 1234-5678", role=RECRUITER, by=actor(owner), at=AT)
    assert invited_phone(sent) == "139****5678"
    assert invitations_of(employer, at=AT) == (sent,)
    assert PHONE.encode() not in bytes(sent.phone_sealed or b"")
    user = person(PHONE)
    assert invitations_for(user, at=AT) == (sent,)
    member = accept_invitation(invitation=sent, user=user, by=actor(user), at=AT)
    assert (member.user, member.role) == (user, RECRUITER)
    assert [m.user for m in members_of(employer)] == [owner, user]
    assert invitations_for(user, at=AT) == invitations_of(employer, at=AT) == ()
    sent.refresh_from_db()
    assert (sent.phone_sealed, invited_phone(sent)) == (None, "")
    said = [sentence_of(event).zh for event in trail_of("employer", employer.code)][-2:]
    assert said == [
        f"{owner.code}邀请一个手机号担任「海棠花店」的招聘专员。",
        f"{user.code}接受邀请，成为「海棠花店」的招聘专员。",
    ]
    assert not PersonalFact.objects.filter(value__contains="5678", key="name").exists()


def test_nobody_else_can_take_it(employer: Employer, owner: User) -> None:
    sent = invite_member(employer=employer, phone=PHONE, role=OWNER, by=actor(owner), at=AT)
    other, user = person("13700000000"), person(PHONE)
    for who, by in ((other, other), (user, other)):
        with pytest.raises(Refusal, match="no longer stands"):
            accept_invitation(invitation=sent, user=who, by=actor(by), at=AT)
    with pytest.raises(Refusal, match="no longer stands"):
        decline_invitation(invitation=sent, user=other, by=actor(other), at=AT)
    assert invitations_for(other, at=AT) == ()
    assert len(members_of(employer)) == 1


def test_it_is_declined_or_taken_back_once(employer: Employer, owner: User) -> None:
    user = person(PHONE)
    sent = invite_member(employer=employer, phone=PHONE, role=OWNER, by=actor(owner), at=AT)
    decline_invitation(invitation=sent, user=user, by=actor(user), at=AT)
    with pytest.raises(Refusal, match="no longer stands"):
        accept_invitation(invitation=sent, user=user, by=actor(user), at=AT)
    again = invite_member(employer=employer, phone=PHONE, role=OWNER, by=actor(owner), at=AT)
    with pytest.raises(Refusal, match="Only an owner"):
        withdraw_invitation(invitation=again, by=actor(user), at=AT)
    withdraw_invitation(invitation=again, by=actor(owner), at=AT)
    with pytest.raises(Refusal, match="no longer stands"):
        withdraw_invitation(invitation=again, by=actor(owner), at=AT)


def test_it_lapses_and_the_number_is_forgotten(employer: Employer, owner: User) -> None:
    sent = invite_member(employer=employer, phone=PHONE, role=OWNER, by=actor(owner), at=AT)
    user, later = person(PHONE), AT + timedelta(days=14)
    assert invitations_for(user, at=later) == ()
    with pytest.raises(Refusal, match="no longer stands"):
        accept_invitation(invitation=sent, user=user, by=actor(user), at=later)
    worker = Worker(clock=lambda: later + timedelta(days=1))
    while worker.run_once():
        pass
    sent.refresh_from_db()
    assert (sent.closed_at is not None, sent.phone_sealed) == (True, None)
    invite_member(employer=employer, phone=PHONE, role=OWNER, by=actor(owner), at=later)


def test_only_owners_invite_and_only_once(employer: Employer, owner: User) -> None:
    stranger = actor(person("13700000000"))
    with pytest.raises(Refusal, match="Only an owner"):
        invite_member(employer=employer, phone=PHONE, role=RECRUITER, by=stranger, at=AT)
    with pytest.raises(PhoneError):
        invite_member(employer=employer, phone="12", role=RECRUITER, by=actor(owner), at=AT)
    with pytest.raises(Refusal, match="owner or a recruiter"):
        invite_member(employer=employer, phone=PHONE, role=Role.OFFICER_CLERK, by=actor(owner), at=AT)
    invite_member(employer=employer, phone=PHONE, role=RECRUITER, by=actor(owner), at=AT)
    with pytest.raises(Refusal, match="is invited"):
        invite_member(employer=employer, phone=PHONE, role=RECRUITER, by=actor(owner), at=AT)


def test_so_many_are_enough(employer: Employer, owner: User) -> None:
    for number in range(50):
        invite_member(employer=employer, phone=f"139000000{number:02}", role=RECRUITER, by=actor(owner), at=AT)
    with pytest.raises(Refusal, match="At most 50"):
        invite_member(employer=employer, phone=PHONE, role=RECRUITER, by=actor(owner), at=AT)


def test_somebody_without_a_proved_number_is_invited_to_nothing(employer: Employer) -> None:
    staff = User.objects.create(code="staff1", joined_at=AT)
    assert invitations_for(staff, at=AT) == ()
    assert employers_by_code([employer.code, "none"]) == (employer,)


@pytest.mark.parametrize("wrong", [{"phone_sealed": None}, {"closed_at": AT}, {"role": "carer"}])
def test_the_database_refuses_a_wrong_invitation(employer: Employer, owner: User, wrong: dict[str, object]) -> None:
    sent = invite_member(employer=employer, phone=PHONE, role=RECRUITER, by=actor(owner), at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.filter(pk=sent.pk).update(**wrong)
