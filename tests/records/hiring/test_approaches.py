"""Suggested people: an employer reads skills and hours alone, and a contact is given by her own act."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from carepost.domain.flow import Refusal
from carepost.records.carers import hide_employer, set_skills
from carepost.records.hiring import (
    A_DAY,
    ANSWER_TIME,
    Approach,
    Seeker,
    access_approach,
    approach,
    approaches_to,
    begin_seeking,
    contact_of,
    decline_approach,
    end_seeking,
    is_seeking,
    reveal_contact,
    suggested_for,
    withdraw_approach,
)
from carepost.records.hiring.approaches import Suggested, lapse_approaches
from carepost.records.people import User, notices_of
from tests.records.hiring.build import AT, carer, open_post, owner, seeker
from tests.records.hiring.test_fairs import refused
from tests.records.posts.build import employer

pytestmark = pytest.mark.django_db


def agreed(number: int = 1, **answers: str) -> User:
    user = seeker(number, **answers)
    begin_seeking(user=user, at=AT)
    return user


def sent(user: User) -> Approach:
    post = open_post()
    return approach(post=post, seeker_code=Seeker.objects.get(user=user).code, words="", by=owner(), at=AT)


def test_only_who_agreed_fits_and_does_not_hide_is_suggested() -> None:
    post = open_post()
    good = agreed(1)
    set_skills(user=good, codes=["sewing"], at=AT)
    seeker(2)  # did not agree
    agreed(3, p="", t="67_0900-1200")  # does not fit
    hidden = agreed(4)
    hide_employer(user=hidden, employer=employer("emp1"), posts_too=False, at=AT)
    far = agreed(5, home="24.5,118.1", commute="30")
    (only,) = suggested_for(post, by=owner())
    assert only.code == Seeker.objects.get(user=good).code
    assert [skill.code for skill in only.skills] == ["sewing"]
    assert only.hours_a_week > 0
    assert far.pk != good.pk
    assert {field.name for field in fields(Suggested)} == {"code", "skills", "hours_a_week", "approach"}


def test_the_code_of_a_seeker_is_not_that_of_the_person() -> None:
    user = agreed()
    assert Seeker.objects.get(user=user).code != user.code
    first = Seeker.objects.get(user=user).code
    assert begin_seeking(user=user, at=AT).code == first
    assert end_seeking(user=user, at=AT)
    assert not end_seeking(user=user, at=AT)
    begin_seeking(user=user, at=AT)
    assert Seeker.objects.get(user=user).code != first


def test_her_contact_is_given_by_her_and_taken_back_by_her() -> None:
    user = agreed()
    made = sent(user)
    assert "邀约您" in notices_of(user)[0].text.zh
    assert contact_of(made, by=owner()) == ""
    reveal_contact(approach=made, user=user, contact=" 李女士  13900000001 ", at=AT)
    made = Approach.objects.get()
    assert contact_of(made, by=owner()) == "李女士 13900000001"
    assert b"13900000001" not in bytes(made.contact_sealed or b"")
    assert refused(lambda: contact_of(made, by=owner("emp2")))
    decline_approach(approach=made, user=user, at=AT)
    assert contact_of(Approach.objects.get(), by=owner()) == ""


def test_the_database_holds_no_contact_that_she_did_not_give() -> None:
    made = sent(agreed())
    with pytest.raises(IntegrityError), transaction.atomic():
        Approach.objects.filter(pk=made.pk).update(contact_sealed=b"x")


def test_an_approach_is_sent_once_and_not_to_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    user = agreed()
    made = sent(user)
    assert "已经邀约过" in refused(
        lambda: approach(post=made.post, seeker_code=made.seeker_code, words="", by=owner(), at=AT)
    )
    assert "不在名单上" in refused(lambda: approach(post=made.post, seeker_code="x", words="", by=owner(), at=AT))
    other = agreed(2)
    code = Seeker.objects.get(user=other).code
    assert "不能这样问" in refused(
        lambda: approach(post=made.post, seeker_code=code, words="已婚已育优先", by=owner(), at=AT)
    )
    assert "不是贵单位" in refused(
        lambda: approach(post=made.post, seeker_code=code, words="", by=owner("emp2"), at=AT)
    )
    monkeypatch.setattr("carepost.records.hiring.approaches.A_DAY", 1)
    assert "每天最多" in refused(lambda: approach(post=made.post, seeker_code=code, words="", by=owner(), at=AT))
    approach(post=made.post, seeker_code=code, words="您好", by=owner(), at=AT + timedelta(days=1, seconds=1))
    assert A_DAY == 20


def test_what_is_not_answered_lapses_and_is_closed_then() -> None:
    user = agreed()
    made = sent(user)
    lapse_approaches({}, AT)
    assert Approach.objects.get().state == "sent"
    late = AT + ANSWER_TIME
    assert "期限" in refused(lambda: reveal_contact(approach=made, user=user, contact="13900000001", at=late))
    lapse_approaches({}, late)
    assert Approach.objects.get().state == "lapsed"
    assert refused(lambda: decline_approach(approach=Approach.objects.get(), user=user, at=late))


def test_an_employer_takes_back_and_a_stranger_sees_nothing() -> None:
    user = agreed()
    made = sent(user)
    with pytest.raises(Refusal):
        access_approach(made.code, user=carer("13600000001"))
    assert access_approach(made.code, user=user) == made
    assert access_approach(made.code, by=owner()) == made
    withdraw_approach(approach=made, by=owner(), at=AT)
    assert refused(lambda: reveal_contact(approach=Approach.objects.get(), user=user, contact="x", at=AT))
    assert approaches_to(user)[0].state == "withdrawn"


def test_who_stops_being_suggested_declines_what_waits() -> None:
    user = agreed()
    sent(user)
    end_seeking(user=user, at=AT)
    assert not is_seeking(user)
    assert Approach.objects.get().state == "declined"


def test_being_suggested_needs_a_week() -> None:
    assert "上班的时间" in refused(lambda: begin_seeking(user=carer("13600000002"), at=AT))
