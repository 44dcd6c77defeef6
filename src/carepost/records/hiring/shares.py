"""Job shares: who would cover a post with somebody, which two could, and both say yes before either is named."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.domain.matching import JobShare, MatchError, Pair, job_share
from carepost.domain.roles import Actor
from carepost.domain.week import Window
from carepost.records.audit import record
from carepost.records.carers import kept_week, oneself
from carepost.records.crypto import new_code
from carepost.records.hiring.events import PAIR_ANSWERED, PAIR_PROPOSED, SHARE_DROPPED, SHARE_WISHED
from carepost.records.hiring.models import PairState, SharePair, ShareWish
from carepost.records.hiring.scores import carers_of, middle_of
from carepost.records.people import User, notify, phone_of_person
from carepost.records.posts import Post, post_for
from carepost.records.queue import handler

HANDOVER = 15
"""Minutes for which both are there where a day is split."""
MANY = 50
"""Posts for which one carer may wish a partner at a time."""
_STANDING = ~Q(state=PairState.DECLINED)
_GONE = Text("这次合岗建议已不存在。", "This suggestion no longer stands.")


@dataclass(frozen=True, slots=True)
class SharePart:
    """A pair as one of the two sees it: her part, the other's part, who has said yes; `partner` once both have.

    `partner`: (name, phone) of the other, "" for what she did not give.
    """

    pair: SharePair
    mine: tuple[Window, ...]
    theirs: tuple[Window, ...]
    said_yes: bool
    partner: tuple[str, str] | None


@transaction.atomic
def wish_share(*, post: Post, user: User, alone: bool, at: datetime) -> ShareWish:
    """She would share a post; pairs are looked for at once. Raises Refusal: no week, a post that nobody could split."""
    entry = kept_week(user)
    if entry is None or not entry.term.week:
        raise Refusal(Text("请先保存可以上班的时间。", "Keep the times you can work first."))
    _shared(post, [])
    if ShareWish.objects.filter(user=user).exclude(post=post).count() >= MANY:
        raise Refusal(Text(f"最多同时选 {MANY} 个合岗。", f"At most {MANY} job shares at a time."))
    wish, _ = ShareWish.objects.update_or_create(post=post, user=user, defaults={"alone": alone, "at": at})
    record(SHARE_WISHED, actor=oneself(user), subject_kind="post", subject_code=post.code, at=at, title=post.title)
    pair_up(post=post, at=at)
    return wish


@transaction.atomic
def drop_share(*, post: Post, user: User, at: datetime) -> bool:
    """She would not any more; a pair that waits or stands ends. False when she never said so."""
    if not ShareWish.objects.filter(post=post, user=user).delete()[0]:
        return False
    for pair in _standing().filter(Q(first=user) | Q(second=user), post=post):
        _end(pair, at, told=pair.second if pair.first_id == user.pk else pair.first)
    record(SHARE_DROPPED, actor=oneself(user), subject_kind="post", subject_code=post.code, at=at, title=post.title)
    return True


@transaction.atomic
def pair_up(*, post: Post, at: datetime) -> int:
    """Proposes as many pairs as can be made of those who wish and have none; returns how many are new.

    Two who turned each other down are not brought together again.
    """
    Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    taken = {person for pair in _standing().filter(post=post) for person in (pair.first_id, pair.second_id)}
    wishes = ShareWish.objects.filter(post=post).exclude(user_id__in=taken).select_related("user")
    people = {wish.user_id: wish for wish in wishes}
    alone = frozenset(wish.user_id for wish in people.values() if wish.alone)
    past = SharePair.objects.filter(post=post).values_list("first_id", "second_id")
    found = _shared(post, [wish.user for wish in people.values()], alone, {frozenset(ids) for ids in past})
    for pair in found.pairs:
        _propose(post, pair, people[pair.first.carer_id].user, people[pair.second.carer_id].user, at)
    return len(found.pairs)


@transaction.atomic
def answer_pair(*, pair: SharePair, user: User, yes: bool, at: datetime) -> SharePair:
    """She says yes or no to a pair; both yes: each may see the other's name and number. Raises Refusal: not hers."""
    found = _standing().select_for_update(of=("self",)).filter(Q(first=user) | Q(second=user), pk=pair.pk).first()
    if found is None or found.state != PairState.PROPOSED:
        raise Refusal(_GONE)
    other = found.second if found.first_id == user.pk else found.first
    said = Text("愿意", "yes") if yes else Text("不愿意", "no")
    record(
        PAIR_ANSWERED,
        actor=oneself(user),
        subject_kind="post",
        subject_code=found.post.code,
        at=at,
        title=found.post.title,
        answer=said.zh,
        answer_en=said.en,
    )
    if not yes:
        _end(found, at, told=other)
        return found
    setattr(found, "first_yes_at" if found.first_id == user.pk else "second_yes_at", at)
    if found.first_yes_at and found.second_yes_at:
        found.state = PairState.AGREED
        _tell_both(found, _AGREED, "agreed", at)
    found.save()
    return found


def shares_of(user: User) -> tuple[SharePart, ...]:
    """The pairs that wait for her or stand, newest first, as she may see them."""
    pairs = _standing().filter(Q(first=user) | Q(second=user)).order_by("-proposed_at", "-pk")
    return tuple(_part(pair, user) for pair in pairs)


def wishes_of(user: User) -> tuple[ShareWish, ...]:
    """The posts that she would share, newest first."""
    return tuple(ShareWish.objects.filter(user=user).select_related("post__employer", "post__place").order_by("-at"))


def access_pair(code: str, *, user: User) -> SharePair:
    """One of her pairs. Raises Refusal for anybody else's."""
    found = _standing().filter(Q(first=user) | Q(second=user), code=code).first()
    if found is None:
        raise Refusal(_GONE)
    return found


def can_be_shared(post: Post) -> bool:
    """Whether the post states weekly hours that two people could divide."""
    try:
        _shared(post, [])
    except Refusal:
        return False
    return True


@handler("hiring.pair_up", daily_hour=4)
def pair_everybody(_payload: dict[str, object], at: datetime) -> None:
    """Every night: weeks change, people come and go."""
    for post in Post.objects.filter(share_wishes__isnull=False).distinct().order_by("pk"):
        pair_up(post=post, at=at)


def _shared(
    post: Post,
    users: list[User],
    alone: frozenset[int] = frozenset(),
    apart: Collection[frozenset[int]] = (),
) -> JobShare:
    where = middle_of([post])
    carers = carers_of(users, where)
    try:
        return job_share(post_for(post, where), carers, handover=HANDOVER, alone=alone, apart=apart)
    except MatchError as error:
        raise Refusal(
            Text("这个岗位的工时写得不够明确，或太短，不能两人分担。", "The hours of this post cannot be divided.")
        ) from error


def _propose(post: Post, pair: Pair, first: User, second: User, at: datetime) -> None:
    made = SharePair.objects.create(
        code=new_code(),
        post=post,
        first=first,
        second=second,
        first_windows=[window.span for window in pair.first.windows],
        second_windows=[window.span for window in pair.second.windows],
        handovers=pair.handovers,
        proposed_at=at,
    )
    record(PAIR_PROPOSED, actor=Actor.system(), subject_kind="post", subject_code=post.code, at=at, title=post.title)
    _tell_both(made, _PROPOSED, "proposed", at)


def _end(pair: SharePair, at: datetime, *, told: User) -> None:
    pair.state, pair.ended_at = PairState.DECLINED, at
    pair.save()
    _tell(pair, told, _ENDED, "ended", at)


def _part(pair: SharePair, user: User) -> SharePart:
    first = pair.first_id == user.pk
    mine, theirs = pair.first_windows, pair.second_windows
    other = pair.second if first else pair.first
    return SharePart(
        pair,
        _windows(mine if first else theirs),
        _windows(theirs if first else mine),
        bool(pair.first_yes_at if first else pair.second_yes_at),
        (other.name, phone_of_person(other)) if pair.state == PairState.AGREED else None,
    )


def _windows(spans: list[list[int]]) -> tuple[Window, ...]:
    return tuple(Window.of(start, end - start) for start, end in spans)


def _standing() -> QuerySet[SharePair]:
    return SharePair.objects.filter(_STANDING).select_related("post__employer", "post__place", "first", "second")


def _tell_both(pair: SharePair, said: Text, what: str, at: datetime) -> None:
    for user in (pair.first, pair.second):
        _tell(pair, user, said, what, at)


def _tell(pair: SharePair, user: User, said: Text, what: str, at: datetime) -> None:
    text, key = said.format(title=pair.post.title), f"share:{pair.code}:{what}"
    notify(user=user, kind="share", key=key, text=text, url="/me/shares/", at=at)


_PROPOSED = Text(
    "有一位求职者可以与您合岗「{title}」，看看怎么分工再决定。",
    "Somebody could share the post {title} with you: see how it would be divided.",
)
_AGREED = Text("合岗「{title}」双方都愿意，可以互相联系了。", "You both want to share {title}: you may get in touch.")
_ENDED = Text(
    "合岗「{title}」没有成，您仍在等待名单上。", "The job share of {title} did not come about; you are still listed."
)
