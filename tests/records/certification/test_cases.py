"""Working on a submission: who may, what is kept, when it can be certified, and what the employer is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from carepost.domain.flow import Refusal
from carepost.domain.roles import Actor
from carepost.domain.standard import Answer, Level
from carepost.records.audit import sentence_of, trail_of
from carepost.records.certification import (
    Case,
    Check,
    ItemAnswer,
    assessment_of,
    certify_case,
    last_case_of,
    open_case_of,
    release_case,
    return_case,
    save_case,
    take_case,
)
from carepost.records.people import User, notices_of
from carepost.records.posts import Post, revise_post, submit_post
from tests.records.certification.build import AT, TODAY, clerk, every_criterion, owner, reviewer, submitted, taken
from tests.records.posts.build import own_post

pytestmark = pytest.mark.django_db


def refusal(call: object, **kwargs: object) -> str:
    with pytest.raises(Refusal) as refused:
        call(**kwargs)  # type: ignore[operator]
    assert refused.value.reason.zh
    return refused.value.reason.en


def test_a_post_is_one_officer_s_until_she_gives_it_back() -> None:
    post, first, second = submitted(), clerk(), clerk("clerk2", name="李示例")
    case = take_case(post=post, by=first, at=AT)
    assert take_case(post=post, by=first, at=AT + timedelta(hours=1)).taken_at == AT
    assert refusal(take_case, post=post, by=second, at=AT) == "陈示例 works on this post."
    assert refusal(release_case, post=post, by=second, at=AT) == "陈示例 works on this post."
    assert refusal(save_case, case=case, items={}, opinion="", by=second, at=AT) == "陈示例 works on this post."
    release_case(post=post, by=first, at=AT)
    assert take_case(post=post, by=second, at=AT).officer == User.objects.get(code="clerk2")
    release_case(post=post, by=reviewer(), at=AT)
    assert refusal(release_case, post=post, by=reviewer(), at=AT) == "Nobody works on this post."
    verbs = [event.verb for event in trail_of("post", post.code)]
    assert verbs == ["post.submitted", "case.taken", "case.released", "case.taken", "case.released"]


@pytest.mark.parametrize(
    "who",
    [lambda: clerk("far", "370200"), owner, lambda: Actor.visitor(), lambda: Actor.system()],
    ids=["elsewhere", "employer", "visitor", "system"],
)
def test_nobody_else_works_on_a_post(who: object) -> None:
    post = submitted()
    assert refusal(take_case, post=post, by=who(), at=AT)  # type: ignore[operator]
    assert open_case_of(post) is None


@pytest.mark.parametrize("state", ["draft", "returned", "published", "withdrawn"])
def test_only_a_submitted_post_is_taken_on(state: str) -> None:
    post = own_post("own2", state)
    assert "does not wait" in refusal(take_case, post=post, by=clerk(), at=AT)


def test_a_draft_is_kept_and_checked() -> None:
    by, post = clerk(), submitted()
    case = take_case(post=post, by=by, at=AT)
    items = {"pay.parity": ItemAnswer(Check.MET, "工资表", "三月"), "time.lawful": ItemAnswer()}
    save_case(case=case, items=items, opinion=" 同意 ", by=by, at=AT)
    stored = open_case_of(post)
    assert stored is not None
    assert stored.items == {"pay.parity": {"answer": "met", "evidence": "工资表", "remark": "三月"}}
    assert (stored.opinion, stored.saved_at) == ("同意", AT)
    assert "has no pay.magic" in refusal(
        save_case, case=case, items={"pay.magic": ItemAnswer(Check.MET)}, opinion="", by=by, at=AT
    )
    long = ItemAnswer(Check.MET, "长" * 301)
    assert "300" in refusal(save_case, case=case, items={"pay.parity": long}, opinion="", by=by, at=AT)
    assert "1000" in refusal(save_case, case=case, items={}, opinion="长" * 1001, by=by, at=AT)


def test_a_lawful_post_is_certified_at_the_level_that_its_items_reach() -> None:
    by = clerk()
    post = submitted()
    case = taken(post, by)
    assert assessment_of(case, at=AT).level is Level.LAWFUL
    good = [name for name in every_criterion() if name not in {"pay.lawful"}]
    case = taken(post, by, met=tuple(good))
    # Nothing that an officer saw makes true what the post itself denies.
    assert assessment_of(case, at=AT).level is Level.GOOD
    certificate = certify_case(case=case, by=by, at=AT)
    stored = Post.objects.get(pk=post.pk)
    assert (stored.state, stored.certificate_number, stored.certified_on) == ("certified", certificate.number, TODAY)
    assert (certificate.level, certificate.edition, certificate.officer.code) == ("good", "1.0", "clerk1")
    choice = next(row for row in certificate.items if row["id"] == "time.choice")
    assert (choice["machine"], choice["answer"], choice["result"]) == ("no", "met", "no")
    assert [event.verb for event in trail_of("post", post.code)][-2:] == ["post.certified", "certificate.issued"]
    (notice,) = notices_of(User.objects.get(code="owner1"))
    assert certificate.number in notice.zh
    assert "good" in notice.en
    assert last_case_of(post).state == "certified"
    assert "does not wait" in refusal(certify_case, case=case, by=by, at=AT)


def test_what_only_an_officer_sees_counts_once_she_has_seen_it() -> None:
    by, post = clerk(), submitted()
    assessment = assessment_of(taken(post, by), at=AT)
    parity = next(line for line in assessment.lines if line.item.criterion.id == "pay.parity")
    assert (parity.item.answer, parity.result) == (Answer.OFFICER, Answer.NO)


def test_a_blocked_post_is_not_certified_and_the_reason_is_named() -> None:
    by = clerk()
    case = taken(submitted(facts__asks__sex="women"), by, met=("respect.equal",))
    said = refusal(certify_case, case=case, by=by, at=AT)
    assert said.startswith("It cannot be certified yet: R12")
    assert Post.objects.get(code="own1").state == "submitted"
    assert open_case_of(case.post) is not None


def test_a_lawful_criterion_that_the_officer_denies_stops_it() -> None:
    by = clerk()
    case = taken(submitted(), by, contract__insured="参保证明缺失")
    assert "not met" in refusal(certify_case, case=case, by=by, at=AT)


def test_what_the_post_does_not_state_needs_paper() -> None:
    by, post = clerk(), submitted(facts__insurance__social=None)
    case = taken(post, by)
    assert "not stated" in refusal(certify_case, case=case, by=by, at=AT)
    items = {name: ItemAnswer(Check.MET) for name in ("contract.insured", "contract.lawful")}
    save_case(case=case, items=items, opinion="", by=by, at=AT)
    assert "which evidence" in refusal(certify_case, case=case, by=by, at=AT)
    save_case(case=case, items={n: ItemAnswer(Check.MET, "参保证明") for n in items}, opinion="", by=by, at=AT)
    assert certify_case(case=case, by=by, at=AT).level == "lawful"


def test_a_return_says_what_to_mend_item_by_item() -> None:
    by, post = clerk(), submitted()
    case = taken(post, by)
    assert "Say why" in refusal(return_case, case=case, by=by, at=AT)
    case = taken(post, by, contract__written="请补合同。", time__notice="")
    save_case(
        case=case,
        items={
            "contract.written": ItemAnswer(Check.NOT_MET, "", "请补合同。"),
            "time.notice": ItemAnswer(Check.NOT_MET),
        },
        opinion="其余可以。",
        by=by,
        at=AT,
    )
    return_case(case=case, by=by, at=AT)
    assert Post.objects.get(pk=post.pk).state == "returned"
    said = sentence_of(trail_of("post", post.code)[-1]).zh
    for words in ("请补合同", "改班至少提前3天通知：不符合", "其余可以。"):
        assert words in said
    (notice,) = notices_of(User.objects.get(code="owner1"))
    assert (notice.kind, "请补合同" in notice.zh) == ("post.returned", True)


def test_a_second_submission_begins_with_the_answers_of_the_first() -> None:
    by, post = clerk(), submitted()
    return_case(case=taken(post, by, met=("pay.parity",), contract__written="请补。"), by=by, at=AT)
    submit_post(post=post, by=owner(), at=AT + timedelta(days=1))
    case = take_case(post=post, by=by, at=AT + timedelta(days=1))
    assert case.items["pay.parity"]["evidence"] == "看过合同"
    assert case.submitted_at == AT + timedelta(days=1)
    assert Case.objects.filter(post=post).count() == 2


def test_facts_that_change_end_the_certificate_and_keep_its_history() -> None:
    by, post = clerk(), submitted()
    certificate = certify_case(case=taken(post, by), by=by, at=AT)
    withdrawn = submitted("own2")
    certify_case(case=taken(withdrawn, by), by=by, at=AT)
    Post.objects.filter(pk=post.pk).update(state="paused")
    revise_post(post=Post.objects.get(pk=post.pk), by=owner(), at=AT, expires_on=TODAY)
    assert Post.objects.get(pk=post.pk).certificate_number is None
    assert post.certificates.get() == certificate
