"""The writers of posts: drafting one, and every move of its life."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.domain.roles import EMPLOYERS, OFFICERS, Actor, Role
from carepost.records.audit import record
from carepost.records.crypto import new_code
from carepost.records.employers import Employer
from carepost.records.places import Place, in_area
from carepost.records.posts.events import POST_DRAFTED, POST_MOVED, POST_RECERTIFIED
from carepost.records.posts.life import CLOSABLE, POST_LIFE
from carepost.records.posts.models import Kind, Post, State
from carepost.records.posts.weighing import weigh
from carepost.records.queue import enqueue

OUT_OF_SCOPE = Text(
    "这个岗位不属于您的单位或您负责的地区。", "This post belongs neither to your employer nor to your area."
)
# Done by the room that tells carers of new posts; the post's code is its payload.
OPENED_TASK = "carers.post_opened"
LATER_DATE = Text("有效期须为今天或以后的日期。", "The expiry date must be today or later.")


class Conflict(Exception):
    """Somebody else moved the post first: nothing was changed. `reason` says so to the person who asked."""

    reason = Text(
        "这个岗位刚被他人更改，请刷新后再试。", "Somebody else has just changed this post: reload it and try again."
    )

    def __str__(self) -> str:
        return self.reason.en


def roles_on(actor: Actor, post: Post) -> frozenset[Role]:
    """The roles that the actor holds on this very post.

    Employer roles count for posts of her own employers, bureau roles for posts in the places that she covers; a
    reported post whose place is unknown is every officer's.
    """
    own = post.employer.code if post.employer is not None and post.kind == Kind.OWN else None
    elsewhere = {role for role in EMPLOYERS if own not in actor.scopes(role)}
    elsewhere |= {role for role in OFFICERS if post.place_id and not in_area(actor, post.place_id, role)}
    return actor.roles - elsewhere


@transaction.atomic
def draft_post(
    *, employer: Employer, by: Actor, at: datetime, title: str, place: Place, expires_on: date, **texts: str
) -> Post:
    """Starts an own post as a draft. `texts` are `*_text` fields of Post, as written by the employer.

    Raises Refusal when the actor does not act for this employer or the expiry date is past, ValidationError (naming the
    fields) for texts that are missing or too long, and TypeError for a text that Post does not have.
    """
    if employer.code not in by.scopes(*EMPLOYERS):
        raise Refusal(OUT_OF_SCOPE)
    if expires_on < timezone.localdate(at):
        raise Refusal(LATER_DATE)
    post = Post(
        code=new_code(),
        kind=Kind.OWN,
        state=State.DRAFT,
        employer=employer,
        employer_text=employer.name,
        title=title,
        place=place,
        expires_on=expires_on,
        created_at=at,
        changed_at=at,
        **texts,
    )
    said = {"title", "place", "expires_on", "employer_text", *texts}
    post.clean_fields(exclude={field.name for field in Post._meta.fields} - said)
    post.save(force_insert=True)
    record(POST_DRAFTED, actor=by, subject_kind="post", subject_code=post.code, at=at, title=title)
    return post


@transaction.atomic
def move_post(
    *, post: Post, action: str, by: Actor, at: datetime, reason: str = "", proposer: str = "", **changes: Any
) -> Post:
    """Moves a post through POST_LIFE: decide on the copy given, compare-and-set, one audit row.

    Raises Refusal (state, role, scope, guard), Conflict (the stored state is no longer the copy's) and KeyError (no
    such action). `proposer` is the code of the officer who proposed the move, where it needs two. `changes` are stored
    with the move and are seen by its guard. A certificate ends with the states in which it stands; a post that opens
    is announced. The copy given is brought up to date.
    """
    roles = roles_on(by, post)
    if by.roles & (EMPLOYERS | OFFICERS) and not roles & (EMPLOYERS | OFFICERS | {Role.SYSTEM}):
        raise Refusal(OUT_OF_SCOPE)
    facts = {
        "expires_on": changes.get("expires_on", post.expires_on),
        "on": timezone.localdate(at),
        "reason": reason.strip(),
        "proposer": proposer,
        "by": by.code,
    }
    was = post.state
    to = POST_LIFE.decide(state=was, action=action, roles=roles, facts=facts).to
    changes |= {"state": to, "changed_at": at} | _follows(to, at)
    if Post.objects.filter(pk=post.pk, state=was).update(**changes) != 1:
        raise Conflict
    for name, value in changes.items():
        setattr(post, name, value)
    record(
        POST_MOVED[action],
        actor=by,
        subject_kind="post",
        subject_code=post.code,
        at=at,
        title=post.title,
        was=was,
        reason=reason.strip(),
    )
    if to == State.PUBLISHED:
        weigh(post, at=at)
        _announce(post, at)
    return post


def _follows(to: str, at: datetime) -> dict[str, Any]:
    """What else a state brings with it."""
    follows: dict[str, Any] = {} if to in CLOSABLE else {"certificate_number": None, "certified_on": None}
    moment = {State.SUBMITTED.value: "submitted_at", State.PUBLISHED.value: "opened_at"}.get(to)
    return follows | ({moment: at} if moment else {})


def _announce(post: Post, at: datetime) -> None:
    """Asks for carers to be told; without the room that does it there is nobody to ask."""
    with suppress(KeyError):
        enqueue(OPENED_TASK, key=f"{OPENED_TASK}:{post.code}:{at.isoformat()}", run_at=at, payload={"post": post.code})


def submit_post(*, post: Post, by: Actor, at: datetime) -> Post:
    """The employer asks the bureau to certify the post."""
    return move_post(post=post, action="submit", by=by, at=at)


def return_post(*, post: Post, by: Actor, at: datetime, reason: str) -> Post:
    """The bureau gives the post back with what is to be mended."""
    return move_post(post=post, action="return", by=by, at=at, reason=reason)


def certify_post(*, post: Post, by: Actor, at: datetime, number: str) -> Post:
    """The bureau finds that the post meets the standard; `number` is that of its certificate."""
    return move_post(
        post=post, action="certify", by=by, at=at, certificate_number=number, certified_on=timezone.localdate(at)
    )


@transaction.atomic
def renew_certificate(*, post: Post, by: Actor, at: datetime, number: str) -> Post:
    """Puts another certificate in the place of the one that stands (or stood until it ran out); the state stays.

    Raises Refusal (not an officer of its area, not certified) and Conflict (the post moved meanwhile).
    """
    if not roles_on(by, post) & OFFICERS:
        raise Refusal(OUT_OF_SCOPE)
    if post.state not in CLOSABLE:
        raise Refusal(Text("只有已认定的岗位可以换发证书。", "Only a certified post can get a new certificate."))
    changes = {"certificate_number": number, "certified_on": timezone.localdate(at), "changed_at": at}
    if Post.objects.filter(pk=post.pk, state=post.state).update(**changes) != 1:
        raise Conflict
    for name, value in changes.items():
        setattr(post, name, value)
    said = {"title": post.title, "number": number}
    record(POST_RECERTIFIED, actor=by, subject_kind="post", subject_code=post.code, at=at, **said)
    return post


def publish_post(*, post: Post, by: Actor, at: datetime) -> Post:
    """The employer opens the certified post."""
    return move_post(post=post, action="publish", by=by, at=at)


def pause_post(*, post: Post, by: Actor, at: datetime) -> Post:
    """The employer closes the post for a while."""
    return move_post(post=post, action="pause", by=by, at=at)


def resume_post(*, post: Post, by: Actor, at: datetime) -> Post:
    """The employer opens a paused post again."""
    return move_post(post=post, action="resume", by=by, at=at)


def expire_post(*, post: Post, by: Actor, at: datetime) -> Post:
    """The system closes the post after its last day."""
    return move_post(post=post, action="expire", by=by, at=at)


def revise_post(*, post: Post, by: Actor, at: datetime, expires_on: date) -> Post:
    """The employer takes the post back to draft, with a new last day."""
    return move_post(post=post, action="revise", by=by, at=at, expires_on=expires_on)


def downgrade_post(*, post: Post, by: Actor, at: datetime, reason: str, proposer: str) -> Post:
    """A reviewer confirms what another officer proposed: the post no longer meets the standard."""
    return move_post(post=post, action="downgrade", by=by, at=at, reason=reason, proposer=proposer)


def revoke_post(*, post: Post, by: Actor, at: datetime, reason: str, proposer: str) -> Post:
    """A reviewer confirms what another officer proposed: the post is taken off the list for good."""
    return move_post(post=post, action="revoke", by=by, at=at, reason=reason, proposer=proposer)


def withdraw_post(*, post: Post, by: Actor, at: datetime, reason: str) -> Post:
    """The employer takes its post down for good, or an officer a wrong report."""
    return move_post(post=post, action="withdraw", by=by, at=at, reason=reason)
