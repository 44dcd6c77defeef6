"""Working on a submission: taking it, keeping a draft, certifying, returning."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.domain.roles import Actor, Role
from carepost.domain.standard import newest_standard
from carepost.records.audit import record
from carepost.records.certification.certificates import issue
from carepost.records.certification.events import CASE_RELEASED, CASE_TAKEN
from carepost.records.certification.items import (
    Assessment,
    Check,
    ItemAnswer,
    assess,
    check_items,
    edition_named,
    items_as_data,
    items_from,
)
from carepost.records.certification.models import Case, Certificate
from carepost.records.certification.officers import NOT_YOURS, WORDS_MOST, officer_of, tell_members
from carepost.records.people import User
from carepost.records.posts import Conflict, Post, State, certify_post, return_post, roles_on

NOT_SUBMITTED = Text("这个岗位现在不在待办中。", "This post does not wait for a decision now.")
NOT_TAKEN = Text("请先点“我来办理”。", "Take the post on first.")
MOST_REASONS = 900


@transaction.atomic
def take_case(*, post: Post, by: Actor, at: datetime) -> Case:
    """Takes on a submitted post, so that nobody else works on it; taking it again changes nothing.

    Raises Refusal: not an officer of its area, not submitted, or a colleague has it (named).
    """
    user = officer_of(by, post)
    if post.state != State.SUBMITTED:
        raise Refusal(NOT_SUBMITTED)
    case = _open_case(post)
    if case.officer_id == user.pk:
        return case
    if (
        Case.objects.filter(pk=case.pk, officer__isnull=True, state=Case.State.OPEN).update(officer=user, taken_at=at)
        != 1
    ):
        raise Refusal(_held(case.pk))
    record(CASE_TAKEN, actor=by, subject_kind="post", subject_code=post.code, at=at, title=post.title)
    case.officer, case.taken_at = user, at
    return case


@transaction.atomic
def release_case(*, post: Post, by: Actor, at: datetime) -> None:
    """Gives a post back to the queue; its draft stays. A reviewer may release a colleague's.

    Raises Refusal: not an officer of its area, nobody has it, or a colleague of a clerk has it.
    """
    user = officer_of(by, post)
    case = Case.objects.select_related("officer").filter(post=post, state=Case.State.OPEN).first()
    if case is None or case.officer is None:
        raise Refusal(Text("这个岗位没有人在办理。", "Nobody works on this post."))
    if case.officer_id != user.pk and Role.OFFICER_REVIEWER not in roles_on(by, post):
        raise Refusal(_held(case.pk))
    if (
        Case.objects.filter(pk=case.pk, officer=case.officer, state=Case.State.OPEN).update(officer=None, taken_at=None)
        != 1
    ):
        raise Conflict
    whose = case.officer.name or case.officer.code
    record(CASE_RELEASED, actor=by, subject_kind="post", subject_code=post.code, at=at, title=post.title, officer=whose)


@transaction.atomic
def save_case(*, case: Case, items: Mapping[str, ItemAnswer], opinion: str, by: Actor, at: datetime) -> Case:
    """Keeps a draft of the decision. Raises Refusal: not hers, closed, an unknown criterion, words too long."""
    _hers(case, by)
    check_items(items, edition_named(case.edition))
    if len(opinion) > WORDS_MOST:
        raise Refusal(Text(f"意见不得超过 {WORDS_MOST} 字。", f"The opinion has at most {WORDS_MOST} characters."))
    values = {"items": items_as_data(items), "opinion": opinion.strip(), "saved_at": at}
    if Case.objects.filter(pk=case.pk, state=Case.State.OPEN, officer=case.officer).update(**values) != 1:
        raise Conflict
    for name, value in values.items():
        setattr(case, name, value)
    return case


def assessment_of(case: Case, *, at: datetime) -> Assessment:
    """What the draft of a case comes to on the day."""
    return assess(case.post, items_from(case.items), edition=edition_named(case.edition), on=timezone.localdate(at))


@transaction.atomic
def certify_case(*, case: Case, by: Actor, at: datetime) -> Certificate:
    """Certifies the post at the level that its items reach, and gives it a number.

    Raises Refusal: not hers, closed, a lawful criterion that does not hold or a finding that blocks (each named), the
    post's last day is past; Conflict when the post moved meanwhile.
    """
    user = _hers(case, by)
    assessment = assessment_of(case, at=at)
    if assessment.level is None:
        raise Refusal(_listed(Text("还不能认定：", "It cannot be certified yet: "), assessment.obstacles))
    _close(case, Case.State.CERTIFIED, at)
    certificate = issue(post=case.post, case=case, assessment=assessment, by=by, user=user, at=at, place=certify_post)
    text = Text(
        "岗位「{title}」已认定，等级「{level}」，证书 {number}，可以发布了。",
        "The post {title} is certified at the level {level}, certificate {number}: it can be published.",
    ).format(title=case.post.title, level=assessment.level.label, number=certificate.number)
    tell_members(case.post, kind="post.certified", key=f"certificate:{certificate.code}", text=text, at=at)
    return certificate


@transaction.atomic
def return_case(*, case: Case, by: Actor, at: datetime) -> Post:
    """Returns the post to its employer with what is to be mended, criterion by criterion.

    Raises Refusal: not hers, closed, nothing said; Conflict when the post moved meanwhile.
    """
    _hers(case, by)
    reason = return_reason(case)
    if not reason:
        raise Refusal(
            Text(
                "请写明退回理由：把某项标为“不符合”并写备注，或填写总的意见。",
                "Say why: mark an item as not met with a remark, or write an opinion.",
            )
        )
    _close(case, Case.State.RETURNED, at)
    post = return_post(post=case.post, by=by, at=at, reason=reason)
    text = Text("岗位「{title}」已退回修改：{reason}", "The post {title} was returned to be mended: {reason}").format(
        title=post.title, reason=reason[:200]
    )
    tell_members(post, kind="post.returned", key=f"case:{case.pk}:returned", text=text, at=at)
    return post


def return_reason(case: Case) -> str:
    """What the employer is told: each item not met with its remark, then the opinion; "" where nothing is said."""
    texts = {criterion.id: criterion.text.zh for criterion in edition_named(case.edition).criteria}
    lines = [
        f"{texts[name]}：{said.remark or Check.NOT_MET.label.zh}"
        for name, said in items_from(case.items).items()
        if name in texts and (said.answer is Check.NOT_MET)
    ]
    parts = [*lines, *([case.opinion.strip()] if case.opinion.strip() else [])]
    return "；".join(part.rstrip("。；") for part in parts)[:MOST_REASONS] + ("。" if parts else "")


def open_case_of(post: Post) -> Case | None:
    """The case that is open on a post, its officer loaded; None before anybody took it on."""
    return Case.objects.select_related("officer", "post__employer").filter(post=post, state=Case.State.OPEN).first()


def last_case_of(post: Post) -> Case | None:
    """The case decided last, its officer loaded."""
    closed = Case.objects.select_related("officer").filter(post=post).exclude(state=Case.State.OPEN)
    return closed.order_by("-closed_at", "-pk").first()


def _open_case(post: Post) -> Case:
    """The open case of a post, made on first sight; a second submission starts from the answers given before."""
    before = last_case_of(post)
    defaults = {
        "edition": newest_standard().version,
        "submitted_at": post.submitted_at or post.changed_at,
        "items": before.items if before else {},
    }
    case, _ = Case.objects.get_or_create(post=post, state=Case.State.OPEN, defaults=defaults)
    return case


def _hers(case: Case, by: Actor) -> User:
    """The officer of a case. Raises Refusal for anybody else."""
    user = officer_of(by, case.post)
    if case.state != Case.State.OPEN:
        raise Refusal(NOT_SUBMITTED)
    if case.officer_id is None:
        raise Refusal(NOT_TAKEN)
    if case.officer_id != user.pk:
        raise Refusal(_held(case.pk))
    return user


def _held(case_pk: int) -> Text:
    held = Case.objects.select_related("officer").get(pk=case_pk)
    if held.officer is None:
        return NOT_SUBMITTED if held.state != Case.State.OPEN else NOT_YOURS
    who = held.officer.name or held.officer.code
    return Text(f"{who}正在办理这个岗位。", f"{who} works on this post.")


def _close(case: Case, state: Case.State, at: datetime) -> None:
    open_and_hers = Case.objects.filter(pk=case.pk, state=Case.State.OPEN, officer_id=case.officer_id)
    if open_and_hers.update(state=state, closed_at=at) != 1:
        raise Conflict
    case.state, case.closed_at = state, at


def _listed(head: Text, reasons: tuple[Text, ...]) -> Text:
    zh = "；".join(reason.zh.rstrip("。") for reason in reasons)
    en = "; ".join(reason.en.rstrip(".") for reason in reasons)
    return Text(f"{head.zh}{zh}。", f"{head.en}{en}.")
