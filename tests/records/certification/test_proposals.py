"""Two officers: one proposes, the employer is heard, another decides."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from carepost.domain.flow import Refusal
from carepost.domain.roles import Actor, Appointment, Role
from carepost.domain.standard import Level
from carepost.records.audit import sentence_of, trail_of
from carepost.records.certification import (
    Proposal,
    ProposalNotFound,
    access_proposal,
    certificate_of,
    confirm_proposal,
    proposals_about,
    proposals_of,
    propose,
    reject_proposal,
    reply_to_proposal,
)
from carepost.records.people import User, notices_of
from carepost.records.posts import Post, withdraw_post
from tests.records.certification.build import AT, clerk, owner, published, reviewer, submitted
from tests.records.certification.test_cases import refusal

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=8)


def made(kind: Proposal.Kind = Proposal.Kind.REVOKE, **changes: object) -> Proposal:
    values: dict[str, object] = {"reason": "实际工时与认定不符。", "criteria": ["time.stated"], "by": clerk(), "at": AT}
    return propose(post=changes.pop("post", None) or published(), kind=kind, **(values | changes))  # type: ignore[arg-type]


def test_a_revocation_goes_from_one_officer_to_another() -> None:
    proposal = made()
    assert proposal.reply_until == date(2026, 11, 30)
    post = Post.objects.get(code="own1")
    assert post.state == "published"
    told = notices_of(User.objects.get(code="owner1"))[0]
    assert (told.url, "2026-11-30" in told.zh) == (f"/proposals/{proposal.code}/", True)
    reply_to_proposal(proposal=proposal, reply="已经改正。", by=owner(), at=AT)
    assert notices_of(User.objects.get(code="clerk1"))[0].url == f"/bureau/proposals/{proposal.code}/"
    confirm_proposal(proposal=proposal, decision="核实属实。", by=reviewer(), at=AT)
    post.refresh_from_db()
    assert (post.state, post.certificate_number) == ("withdrawn", None)
    verbs = [event.verb for event in trail_of("post", "own1")][-4:]
    assert verbs == ["proposal.made", "proposal.answered", "post.revoked", "proposal.confirmed"]
    said = [sentence_of(event, names={"clerk1": "陈示例"}).zh for event in trail_of("post", "own1")]
    assert "陈示例提出撤销认定：实际工时与认定不符。" in said


def test_nobody_decides_on_her_own_proposal() -> None:
    by = reviewer()
    proposal = made(by=by)
    for decide in (confirm_proposal, reject_proposal):
        assert "Another officer" in refusal(decide, proposal=proposal, decision="好", by=by, at=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(
            state="confirmed", decided_by=proposal.proposed_by, decided_at=AT
        )


def test_whoever_holds_both_roles_is_still_one_person() -> None:
    clerk("both")
    both = Actor(
        "both",
        frozenset({Role.OFFICER_CLERK, Role.OFFICER_REVIEWER}),
        frozenset({Appointment(Role.OFFICER_CLERK, "442000"), Appointment(Role.OFFICER_REVIEWER, "442000")}),
    )
    proposal = made(by=both)
    assert "Another officer" in refusal(confirm_proposal, proposal=proposal, decision="", by=both, at=LATER)


def test_a_clerk_does_not_decide() -> None:
    assert "reviewer" in refusal(confirm_proposal, proposal=made(), decision="", by=clerk("clerk2"), at=LATER)


def test_the_employer_is_heard_first() -> None:
    proposal = made()
    by = reviewer()
    assert "time to do so" in refusal(confirm_proposal, proposal=proposal, decision="", by=by, at=AT)
    last = AT + timedelta(days=7)
    assert "time to do so" in refusal(confirm_proposal, proposal=proposal, decision="", by=by, at=last)
    assert "time to answer is over" in refusal(reply_to_proposal, proposal=proposal, reply="晚了", by=owner(), at=LATER)
    confirm_proposal(proposal=proposal, decision="", by=by, at=LATER)
    assert Post.objects.get(code="own1").state == "withdrawn"
    assert "decided already" in refusal(reply_to_proposal, proposal=proposal, reply="晚了", by=owner(), at=AT)


def test_an_answer_is_the_employer_s_once_and_in_words() -> None:
    proposal = made()
    assert "Only a member" in refusal(reply_to_proposal, proposal=proposal, reply="好", by=clerk(), at=AT)
    assert "Say your answer" in refusal(reply_to_proposal, proposal=proposal, reply="  ", by=owner(), at=AT)
    reply_to_proposal(proposal=proposal, reply="已改正。", by=owner(), at=AT)
    assert "answered" in refusal(reply_to_proposal, proposal=proposal, reply="再说", by=owner(), at=AT)


def test_a_rejection_says_why_and_leaves_the_post_alone() -> None:
    proposal = made()
    by = reviewer()
    assert "why you reject" in refusal(reject_proposal, proposal=proposal, decision=" ", by=by, at=AT)
    reject_proposal(proposal=proposal, decision="证据不足。", by=by, at=AT)
    assert Post.objects.get(code="own1").state == "published"
    assert "证据不足" in notices_of(User.objects.get(code="owner1"))[0].zh
    assert made(post=Post.objects.get(code="own1")).state == "open"
    assert len(proposals_about(proposal.post)) == 2


def test_a_downgrade_takes_the_post_off_the_list_or_to_a_lower_level() -> None:
    off = made(Proposal.Kind.DOWNGRADE)
    confirm_proposal(proposal=off, decision="", by=reviewer(), at=LATER)
    assert Post.objects.get(code="own1").state == "downgraded"
    post = published("own2")
    certificate_of(post).__class__.objects.filter(post=post).update(level="good")
    lower = made(Proposal.Kind.DOWNGRADE, post=post, to_level=Level.LAWFUL)
    confirm_proposal(proposal=lower, decision="", by=reviewer(), at=LATER)
    post.refresh_from_db()
    now = certificate_of(post)
    assert now is not None
    assert (post.state, now.level, now.number) == ("published", "lawful", "442000-2026-00003")
    stated = next(row for row in now.items if row["id"] == "time.stated")
    assert (stated["answer"], stated["remark"]) == ("not_met", "实际工时与认定不符。")


def test_a_proposal_is_about_a_certified_post_and_says_why() -> None:
    assert "Only a certified post" in refusal(
        propose, post=submitted("s"), kind=Proposal.Kind.REVOKE, reason="x", criteria=[], by=clerk(), at=AT
    )
    post = published()
    asked = {"post": post, "kind": Proposal.Kind.REVOKE, "criteria": [], "by": clerk(), "at": AT}
    assert "Say why" in refusal(propose, **asked | {"reason": ""})
    assert "has no magic" in refusal(propose, **asked | {"reason": "x", "criteria": ["magic"]})
    assert "lower level" in refusal(propose, **asked | {"reason": "x", "to_level": Level.LAWFUL})
    up = asked | {"reason": "x", "kind": Proposal.Kind.DOWNGRADE, "to_level": Level.GOOD}
    assert "lower level" in refusal(propose, **up)
    assert "does not lie" in refusal(propose, **asked | {"reason": "x", "by": clerk("far", "370200")})
    made(post=post)
    assert "open already" in refusal(propose, **asked | {"reason": "x"})


def test_a_post_that_its_employer_withdrew_is_no_longer_to_be_revoked() -> None:
    proposal = made()
    withdraw_post(post=Post.objects.get(code="own1"), by=owner(), at=AT, reason="已招满。")
    proposal = access_proposal(reviewer(), proposal.code)
    with pytest.raises(Refusal):
        confirm_proposal(proposal=proposal, decision="", by=reviewer(), at=LATER)
    proposal = access_proposal(reviewer(), proposal.code)
    reject_proposal(proposal=proposal, decision="已由单位撤下。", by=reviewer(), at=LATER)


def test_a_proposal_is_seen_in_its_area_and_by_its_employer() -> None:
    proposal = made()
    for who in (clerk("clerk2"), reviewer(), owner()):
        assert access_proposal(who, proposal.code) == proposal
    for who in (clerk("far", "370200"), Actor.visitor()):
        with pytest.raises(ProposalNotFound):
            access_proposal(who, proposal.code)
    assert [(p.code, ripe) for p, ripe in proposals_of(reviewer(), at=AT)] == [(proposal.code, False)]
    assert [ripe for _, ripe in proposals_of(reviewer(), at=LATER)] == [True]
    assert proposals_of(clerk("far", "370200"), at=AT) == ()
