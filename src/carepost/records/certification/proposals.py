"""Downgrading and revoking: one officer proposes, the employer may answer, another officer decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from carepost.domain.facts import Text
from carepost.domain.flow import Flow, Guard, Refusal, Transition
from carepost.domain.roles import EMPLOYERS, OFFICERS, Actor, Role
from carepost.domain.standard import Level
from carepost.records.audit import EventKind, record
from carepost.records.certification.certificates import certificate_of, issue
from carepost.records.certification.deadlines import due_after, term_of
from carepost.records.certification.events import (
    PROPOSAL_ANSWERED,
    PROPOSAL_CONFIRMED,
    PROPOSAL_MADE,
    PROPOSAL_REJECTED,
)
from carepost.records.certification.items import LEVEL_ORDER, assess, edition_named, items_from
from carepost.records.certification.models import Deadline, Proposal
from carepost.records.certification.officers import checked_words, officer_of, person_of, tell_members
from carepost.records.crypto import new_code
from carepost.records.people import User, notify
from carepost.records.posts import (
    CLOSABLE,
    Conflict,
    Post,
    downgrade_post,
    renew_certificate,
    revoke_post,
    roles_on,
)

REPLY_MOST = 2000
_REVIEWERS = frozenset({Role.OFFICER_REVIEWER})
KIND_LABELS = {
    Proposal.Kind.DOWNGRADE: Text("降级", "downgrade"),
    Proposal.Kind.REVOKE: Text("撤销认定", "revocation"),
}


def _another(facts: Mapping[str, object]) -> bool:
    return facts["by"] != facts["proposer"]


def _heard_another(facts: Mapping[str, object]) -> bool:
    return _another(facts) and bool(facts["heard"])


ANOTHER = Guard(
    "decided_by_another", _another, Text("须由另一名工作人员复核。", "Another officer than the proposer must decide.")
)
HEARD = Guard(
    "another_and_the_employer_was_heard",
    _heard_another,
    Text(
        "须由另一名工作人员复核，并等用人单位陈述申辩或期限届满。",
        "Another officer than the proposer decides, once the employer has answered or its time to do so is over.",
    ),
)
PROPOSAL_LIFE = Flow(
    name="proposal",
    label=Text("降级或撤销的提议", "Proposal"),
    states={
        Proposal.State.OPEN: Text("待复核", "Awaiting the second reader"),
        Proposal.State.CONFIRMED: Text("已确认", "Confirmed"),
        Proposal.State.REJECTED: Text("已否决", "Rejected"),
    },
    transitions=(
        Transition("confirm", frozenset({"open"}), "confirmed", _REVIEWERS, Text("确认", "Confirm"), HEARD),
        Transition("reject", frozenset({"open"}), "rejected", _REVIEWERS, Text("否决", "Reject"), ANOTHER),
    ),
)


@transaction.atomic
def propose(
    *,
    post: Post,
    kind: Proposal.Kind,
    reason: str,
    criteria: Iterable[str],
    by: Actor,
    at: datetime,
    to_level: Level | None = None,
) -> Proposal:
    """Proposes to downgrade a certified post (to a lower level, or off the list) or to revoke it; the employer is told.

    Raises Refusal: not an officer of its area, not certified, no reason, an unknown criterion, a level that is not
    lower, a proposal is open already.
    """
    user = officer_of(by, post)
    if post.state not in CLOSABLE:
        raise Refusal(
            Text("只有已认定的岗位可以降级或撤销认定。", "Only a certified post can be downgraded or revoked.")
        )
    said = checked_words(reason, Text("理由", "why"))
    level = _lower(post, kind, to_level)
    until = due_after(timezone.localdate(at), term_of(post.place, Deadline.Kind.REPLY), today=timezone.localdate(at))
    proposal = Proposal(
        code=new_code(),
        post=post,
        kind=kind,
        to_level=level,
        reason=said,
        criteria=_known(post, criteria),
        proposed_by=user,
        proposed_at=at,
        reply_until=until.counted.day,
    )
    try:
        with transaction.atomic():
            proposal.save(force_insert=True)
    except IntegrityError as error:
        if not Proposal.objects.filter(post=post, state=Proposal.State.OPEN).exists():
            raise
        raise Refusal(Text("这个岗位已有待复核的提议。", "A proposal about this post is open already.")) from error
    _record(PROPOSAL_MADE, proposal, by, at, reason=said)
    text = Text(
        "人社部门拟对岗位「{title}」{kind}：{reason} 可在 {until} 前陈述申辩。",
        "The bureau proposes a {kind} of {title}: {reason} You may answer until {until}.",
    ).format(title=post.title, kind=KIND_LABELS[kind], reason=said[:120], until=proposal.reply_until)
    url = f"/proposals/{proposal.code}/"
    tell_members(post, kind="proposal.made", key=f"proposal:{proposal.code}", text=text, at=at, url=url)
    return proposal


@transaction.atomic
def reply_to_proposal(*, proposal: Proposal, reply: str, by: Actor, at: datetime) -> Proposal:
    """The employer's answer, once, in words, before the decision and within its time; the proposer is told.

    Raises Refusal: not a member of the employer, decided, answered, too late, nothing said.
    """
    if not roles_on(by, proposal.post) & EMPLOYERS:
        raise Refusal(Text("只有该单位的成员可以陈述申辩。", "Only a member of the employer may answer."))
    if proposal.state != Proposal.State.OPEN or proposal.replied_at:
        raise Refusal(Text("已经答复过或已有决定。", "It was answered or decided already."))
    if timezone.localdate(at) > proposal.reply_until:
        raise Refusal(Text("陈述申辩的期限已过。", "The time to answer is over."))
    said = checked_words(reply, Text("意见", "your answer"), most=REPLY_MOST)
    values = {"reply": said, "replied_by": person_of(by), "replied_at": at}
    _change(proposal, values, replied_at__isnull=True)
    _record(PROPOSAL_ANSWERED, proposal, by, at, reply=said)
    notify(
        user=proposal.proposed_by,
        kind="proposal.answered",
        key=f"proposal:{proposal.code}:answered",
        text=Text("用人单位已就岗位「{title}」陈述申辩。", "The employer has answered about the post {title}.").format(
            title=proposal.post.title
        ),
        url=f"/bureau/proposals/{proposal.code}/",
        at=at,
    )
    return proposal


@transaction.atomic
def confirm_proposal(*, proposal: Proposal, decision: str, by: Actor, at: datetime) -> Proposal:
    """The second reader agrees: the post is downgraded or revoked; the employer is told.

    Raises Refusal: not a reviewer of its area, the proposer herself, the employer can still answer, the post is no
    longer certified; Conflict when somebody decided meanwhile.
    """
    user = _decide(proposal, "confirm", by, at)
    said = decision.strip()[:1000]
    _change(proposal, {"state": "confirmed", "decided_by": user, "decided_at": at, "decision": said})
    _carry_out(proposal, by, user, at)
    _record(PROPOSAL_CONFIRMED, proposal, by, at, decision=said)
    _tell_decision(proposal, Text("已决定", "It was decided"), at)
    return proposal


@transaction.atomic
def reject_proposal(*, proposal: Proposal, decision: str, by: Actor, at: datetime) -> Proposal:
    """The second reader does not agree and says why: the post stays as it is; the employer is told.

    Raises Refusal: not a reviewer of its area, the proposer herself, no reason; Conflict.
    """
    user = _decide(proposal, "reject", by, at)
    said = checked_words(decision, Text("否决的理由", "why you reject it"))
    _change(proposal, {"state": "rejected", "decided_by": user, "decided_at": at, "decision": said})
    _record(PROPOSAL_REJECTED, proposal, by, at, decision=said)
    _tell_decision(proposal, Text("已否决", "It was rejected"), at)
    return proposal


def heard(proposal: Proposal, on: date) -> bool:
    """Whether the employer has answered, or its time to do so is over on this day."""
    return proposal.replied_at is not None or on > proposal.reply_until


def _decide(proposal: Proposal, action: str, by: Actor, at: datetime) -> User:
    facts = {
        "by": by.code,
        "proposer": proposal.proposed_by.code,
        "heard": heard(proposal, timezone.localdate(at)),
    }
    user = officer_of(by, proposal.post)
    PROPOSAL_LIFE.decide(state=proposal.state, action=action, roles=roles_on(by, proposal.post) & OFFICERS, facts=facts)
    return user


def _change(proposal: Proposal, values: dict[str, object], **still: object) -> None:
    if Proposal.objects.filter(pk=proposal.pk, state=Proposal.State.OPEN, **still).update(**values) != 1:
        raise Conflict
    for name, value in values.items():
        setattr(proposal, name, value)


def _carry_out(proposal: Proposal, by: Actor, user: User, at: datetime) -> None:
    post, proposer = proposal.post, proposal.proposed_by.code
    if proposal.kind == Proposal.Kind.REVOKE:
        revoke_post(post=post, by=by, at=at, reason=proposal.reason, proposer=proposer)
    elif not proposal.to_level:
        downgrade_post(post=post, by=by, at=at, reason=proposal.reason, proposer=proposer)
    else:
        _lower_certificate(proposal, by, user, at)


def _lower_certificate(proposal: Proposal, by: Actor, user: User, at: datetime) -> None:
    """The post stays on the list with a new certificate at the lower level."""
    before = certificate_of(proposal.post)
    if before is None:
        raise Refusal(_NO_CERTIFICATE)
    items = {
        row["id"]: {"answer": row["answer"], "evidence": row["evidence"], "remark": row["remark"]}
        for row in before.items
    }
    items |= {name: {"answer": "not_met", "remark": proposal.reason[:300]} for name in proposal.criteria}
    edition = edition_named(before.edition)
    assessment = assess(proposal.post, items_from(items), edition=edition, on=timezone.localdate(at))
    issue(
        post=proposal.post,
        case=None,
        assessment=assessment,
        by=by,
        user=user,
        at=at,
        place=renew_certificate,
        level=Level(proposal.to_level),
    )


_NO_CERTIFICATE = Text(
    "这个岗位没有有效的证书，不能调整等级。", "The post bears no certificate whose level could be lowered."
)


def _lower(post: Post, kind: Proposal.Kind, to_level: Level | None) -> str:
    if to_level is None:
        return ""
    before = certificate_of(post)
    if before is None:
        raise Refusal(_NO_CERTIFICATE)
    if kind is not Proposal.Kind.DOWNGRADE or LEVEL_ORDER.index(to_level) >= LEVEL_ORDER.index(Level(before.level)):
        raise Refusal(Text("只能降到更低的等级。", "A downgrade leads to a lower level."))
    return to_level.value


def _known(post: Post, criteria: Iterable[str]) -> list[str]:
    before = certificate_of(post)
    edition = edition_named(before.edition if before else "")
    known = {criterion.id for criterion in edition.criteria}
    named = list(dict.fromkeys(criteria))
    if strange := [name for name in named if name not in known]:
        raise Refusal(Text(f"标准没有「{strange[0]}」。", f"The standard has no {strange[0]}."))
    return named


def _record(kind: EventKind, proposal: Proposal, by: Actor, at: datetime, **said: str) -> None:
    label = KIND_LABELS[Proposal.Kind(proposal.kind)]
    if "what" in kind.plain:
        said |= {"what": label.zh, "what_en": label.en}
    said |= {"proposal": proposal.code}
    record(kind, actor=by, subject_kind="post", subject_code=proposal.post.code, at=at, **said)


def _tell_decision(proposal: Proposal, what: Text, at: datetime) -> None:
    text = Text("{what}：岗位「{title}」{kind}。{words}", "{what}: {kind} of the post {title}. {words}").format(
        what=what,
        title=proposal.post.title,
        kind=KIND_LABELS[Proposal.Kind(proposal.kind)],
        words=proposal.decision[:120],
    )
    url = f"/proposals/{proposal.code}/"
    tell_members(
        proposal.post, kind="proposal.decided", key=f"proposal:{proposal.code}:decided", text=text, at=at, url=url
    )
