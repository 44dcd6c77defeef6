"""Looking again at what was certified: when it is due, what changed, what confirming does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from carepost.domain.standard import Level, newest_standard
from carepost.records.audit import trail_of
from carepost.records.certification import (
    Certificate,
    Check,
    ItemAnswer,
    Recheck,
    answers_of,
    certificate_of,
    confirm_certificate,
    due_criteria,
    look_again,
    reassess,
    rechecks_of,
)
from carepost.records.certification.items import changes_since
from carepost.records.certification.rechecks import look_again_at_all
from carepost.records.people import User, notices_of
from carepost.records.posts import Post, pause_post, revise_post
from tests.records.certification.build import AT, TODAY, clerk, owner, published
from tests.records.certification.test_cases import refusal

pytestmark = pytest.mark.django_db
LONG = date(2028, 12, 31)


def listed(**changes: object) -> Certificate:
    certificate = certificate_of(published(expires_on=LONG, **changes))
    assert certificate is not None
    return certificate


def numbers(at: object) -> list[str]:
    return [c.number for c in rechecks_of(clerk(), at=at).items]  # type: ignore[arg-type]


def test_a_certificate_comes_back_a_month_before_its_items_are_due() -> None:
    certificate = listed()
    assert certificate.recheck_on == date(2027, 5, 23)
    assert numbers(AT + timedelta(days=150)) == []
    assert numbers(AT + timedelta(days=151)) == [certificate.number]
    assert due_criteria(certificate, date(2027, 5, 22)) == ()
    due = due_criteria(certificate, date(2027, 5, 23))
    assert {c.recheck_months for c in due} == {6}
    assert len(due_criteria(certificate, date(2027, 11, 23))) == len(newest_standard().criteria)


def test_a_post_that_ends_soon_does_not_come_back_for_that() -> None:
    published(expires_on=TODAY + timedelta(days=10))
    assert numbers(AT) == []


def test_confirming_prolongs_the_certificate() -> None:
    certificate, by = listed(), clerk()
    later = AT + timedelta(days=175)
    items = {"pay.parity": ItemAnswer(Check.MET, "五月工资表")}
    confirmed = confirm_certificate(certificate=certificate, items=items, by=by, at=later)
    assert (confirmed.number, confirmed.recheck_on) == (certificate.number, date(2027, 11, 17))
    assert confirmed.expires_on == date(2028, 5, 17)
    assert Recheck.objects.get().officer.code == "clerk1"
    assert answers_of(confirmed)["pay.parity"].evidence == "五月工资表"
    assert due_criteria(confirmed, date(2027, 6, 1)) == ()
    assert trail_of("post", "own1")[-1].verb == "certificate.confirmed"
    assert numbers(later) == []


def test_a_certificate_that_ran_out_is_replaced_by_a_new_one() -> None:
    certificate, by = listed(), clerk()
    much_later = AT + timedelta(days=400)
    assert numbers(much_later) == [certificate.number]
    renewed = confirm_certificate(certificate=certificate, items={}, by=by, at=much_later)
    assert renewed.number == "442000-2027-00001"
    assert Post.objects.get(code="own1").certificate_number == renewed.number
    assert "no longer bears" in refusal(confirm_certificate, certificate=certificate, items={}, by=by, at=much_later)


def test_a_level_that_fell_is_not_confirmed_but_proposed_down() -> None:
    certificate, by = listed(), clerk()
    Certificate.objects.filter(pk=certificate.pk).update(level="good")
    certificate.refresh_from_db()
    assert reassess(certificate, {}, at=AT).level is Level.LAWFUL
    said = refusal(confirm_certificate, certificate=certificate, items={}, by=by, at=AT)
    assert "propose a downgrade" in said
    denied = {"contract.insured": ItemAnswer(Check.NOT_MET)}
    assert "not met" in refusal(confirm_certificate, certificate=certificate, items=denied, by=by, at=AT)
    far = clerk("far", "370200")
    assert "does not lie" in refusal(confirm_certificate, certificate=certificate, items={}, by=far, at=AT)
    assert not Recheck.objects.exists()


def test_findings_that_changed_since_bring_a_certificate_back() -> None:
    certificate = listed()
    look_again_at_all({}, AT)
    assert numbers(AT) == []
    seen = certificate.seen | {"answers": certificate.seen["answers"] | {"time.choice": "yes"}}
    Certificate.objects.filter(pk=certificate.pk).update(seen=seen)
    look_again_at_all({}, AT)
    look_again_at_all({}, AT)
    assert numbers(AT) == [certificate.number]
    assert rechecks_of(clerk(), at=AT).items[0].changes == [
        {"kind": "criterion", "id": "time.choice", "was": "yes", "now": "no"}
    ]
    verbs = [event.verb for event in trail_of("post", "own1")]
    assert verbs.count("certificate.findings_changed") == 1
    assert notices_of(User.objects.get(code="owner1"))[0].kind == "certificate.changed"
    confirm_certificate(certificate=certificate, items={}, by=clerk(), at=AT)
    assert numbers(AT) == []


def test_facts_that_changed_behind_the_bureau_s_back_are_noticed() -> None:
    certificate = listed()
    post = certificate.post
    Post.objects.filter(pk=post.pk).update(facts=post.facts | {"headcount": "9"})
    certificate.post.refresh_from_db()
    assert [change["kind"] for change in look_again(certificate, at=AT)] == ["facts"]


def test_only_what_speaks_against_it_counts_as_a_change() -> None:
    before = {"rules": {"R01": "warn", "R32": "info"}, "answers": {"a": "yes", "b": "no"}}
    same = {"rules": {}, "answers": {"a": "yes", "b": "yes"}}
    assert changes_since(before, same) == []
    worse = {"rules": {"R01": "block", "R02": "warn", "R30": "info"}, "answers": {"a": "unknown", "b": "no"}}
    assert [(c["id"], c["was"], c["now"]) for c in changes_since(before, worse)] == [
        ("R01", "warn", "block"),
        ("R02", "", "warn"),
        ("a", "yes", "unknown"),
    ]


def test_a_certificate_that_ended_is_not_looked_at_again() -> None:
    certificate = listed()
    post = Post.objects.select_related("employer").get(code="own1")
    revise_post(post=pause_post(post=post, by=owner(), at=AT), by=owner(), at=AT, expires_on=LONG)
    assert numbers(AT + timedelta(days=400)) == []
    assert "no longer bears" in refusal(confirm_certificate, certificate=certificate, items={}, by=clerk(), at=AT)
