"""People who may suit a post, and how an employer asks one of them: her contact is hers to give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.domain.roles import EMPLOYERS, Actor
from carepost.domain.skills import Skill, skills_of
from carepost.domain.wording import find_blocked
from carepost.records.audit import EventKind, record
from carepost.records.carers import HiddenEmployer, Profile, kept_week, known_carers, oneself
from carepost.records.crypto import new_code, seal, unseal
from carepost.records.employers import members_of
from carepost.records.hiring.events import (
    APPROACH_DECLINED,
    APPROACH_REVEALED,
    APPROACH_SENT,
    APPROACH_WITHDRAWN,
    SEEKING_BEGUN,
    SEEKING_ENDED,
)
from carepost.records.hiring.lives import APPROACH_LIFE
from carepost.records.hiring.models import Approach, ApproachState, Seeker
from carepost.records.hiring.scores import scores_of
from carepost.records.people import User, notify
from carepost.records.posts import Post, roles_on
from carepost.records.queue import handler

ANSWER_TIME = timedelta(days=14)
A_DAY = 20
"""Approaches that one employer may send within 24 hours: a list of people is no mailing list."""
WORDS_MOST, CONTACT_MOST = 300, 100
SHOWN = 20
_TABLE = "hiring_approach"
_NOT_YOURS = Text("这不是贵单位的岗位。", "This is not a post of your employer.")
_GONE = Text("这份邀约的状态已变，请刷新。", "This approach has changed meanwhile: reload.")


@dataclass(frozen=True, slots=True)
class Suggested:
    """Somebody who may suit a post, as an employer sees her: skills and hours, not who or where she is."""

    code: str
    skills: tuple[Skill, ...]
    hours_a_week: int
    approach: Approach | None


@transaction.atomic
def begin_seeking(*, user: User, at: datetime) -> Seeker:
    """She agrees to be suggested under a fresh code. Raises Refusal without a week."""
    entry = kept_week(user)
    if entry is None or not entry.term.week:
        raise Refusal(Text("请先保存可以上班的时间。", "Keep the times you can work first."))
    seeker, new = Seeker.objects.get_or_create(user=user, defaults={"code": new_code(), "since": at})
    if new:
        record(SEEKING_BEGUN, actor=oneself(user), subject_kind="person", subject_code=user.code, at=at)
    return seeker


@transaction.atomic
def end_seeking(*, user: User, at: datetime) -> bool:
    """She is suggested no more; approaches that wait are declined. False when she was not suggested."""
    if not Seeker.objects.filter(user=user).delete()[0]:
        return False
    for approach in Approach.objects.filter(user=user, state=ApproachState.SENT).select_related("post"):
        _move(approach, "decline", oneself(user), at)
    record(SEEKING_ENDED, actor=oneself(user), subject_kind="person", subject_code=user.code, at=at)
    return True


def is_seeking(user: User) -> bool:
    """Whether she agreed to be suggested."""
    return Seeker.objects.filter(user=user).exists()


def suggested_for(post: Post, *, by: Actor, most: int = SHOWN) -> tuple[Suggested, ...]:
    """The carers whom an open post fits best, for its employer: those who agreed and do not hide from it.

    The order is that of the match; no reason, way or place is told. Raises Refusal for anybody but the employer.
    """
    _check_employer(post, by)
    hiding = HiddenEmployer.objects.filter(employer=post.employer).values("user_id")
    seekers = {s.user_id: s for s in Seeker.objects.select_related("user").exclude(user_id__in=hiding)}
    scores = scores_of([post], [s.user for s in seekers.values()])
    ranked = sorted(scores, key=lambda score: (-score.value, seekers[score.user].code))[:most]
    people = [score.user for score in ranked]
    sent = {a.user_id: a for a in Approach.objects.filter(post=post, user_id__in=people)}
    profiles = {profile.user_id: profile for profile in Profile.objects.filter(user_id__in=people)}
    weeks = {user: question.carer.week for user, question in known_carers(people)}
    return tuple(
        Suggested(seekers[user].code, skills_of(profiles[user].skills), weeks[user].minutes // 60, sent.get(user))
        for user in people
    )


@transaction.atomic
def approach(*, post: Post, seeker_code: str, words: str, by: Actor, at: datetime) -> Approach:
    """Asks a suggested carer about a post, once. Raises Refusal.

    Refused: not by its employer, not on the list (any more), asked before, more than A_DAY within a day, words that
    may not stand in an advert.
    """
    _check_employer(post, by)
    words = _checked(words)
    if post.employer is None or seeker_code not in {each.code for each in suggested_for(post, by=by)}:
        raise Refusal(Text("这位求职者现在不在名单上。", "This seeker is not on the list now."))
    seeker = Seeker.objects.select_related("user").get(code=seeker_code)
    sent = Approach.objects.filter(post__employer=post.employer, sent_at__gt=at - timedelta(days=1)).count()
    if sent >= A_DAY:
        raise Refusal(Text(f"每天最多邀约 {A_DAY} 人。", f"At most {A_DAY} approaches a day."))
    made = Approach(
        code=new_code(),
        post=post,
        user=seeker.user,
        seeker_code=seeker.code,
        words=words,
        sent_by=User.objects.get(code=by.code),
        sent_at=at,
        until=at + ANSWER_TIME,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Refusal(Text("已经邀约过这位求职者。", "You have approached this seeker before.")) from error
    _record(APPROACH_SENT, made, by, at, seeker=seeker.code)
    said = Text(
        "{employer}就岗位「{title}」邀约您，看看再决定要不要留联系方式。", "{employer} approaches you: {title}."
    )
    text = said.format(employer=post.employer.name, title=post.title)
    notify(user=seeker.user, kind="approach", key=f"approach:{made.code}", text=text, url="/me/approaches/", at=at)
    return made


@transaction.atomic
def reveal_contact(*, approach: Approach, user: User, contact: str, at: datetime) -> None:
    """She gives the employer of one approach how to reach her. Raises Refusal: not hers, lapsed, nothing written."""
    contact = " ".join(contact.split())
    if not contact or len(contact) > CONTACT_MOST or "\x00" in contact:
        raise Refusal(Text("请写明称呼和电话，不超过 100 字。", "Give a name and a number, at most 100 characters."))
    sealed = seal(contact, table=_TABLE, row=approach.code, column="contact")
    _check_hers(approach, user)
    _move(approach, "reveal", oneself(user), at, contact_sealed=sealed)
    _record(APPROACH_REVEALED, approach, oneself(user), at)
    text = Text("有求职者就岗位「{title}」留下了联系方式。", "A seeker gave her contact for the post {title}.")
    url = f"/employer/posts/{approach.post.code}/people/"
    for member in members_of(approach.post.employer) if approach.post.employer else ():
        key = f"revealed:{approach.code}"
        notify(user=member.user, kind="approach", key=key, text=text.format(title=approach.post.title), url=url, at=at)


@transaction.atomic
def decline_approach(*, approach: Approach, user: User, at: datetime) -> None:
    """She says no, or takes her contact back; the employer is told nothing but that. Raises Refusal."""
    _check_hers(approach, user)
    action = "take_back" if approach.state == ApproachState.REVEALED else "decline"
    _move(approach, action, oneself(user), at, contact_sealed=None)
    _record(APPROACH_DECLINED, approach, oneself(user), at)


@transaction.atomic
def withdraw_approach(*, approach: Approach, by: Actor, at: datetime) -> None:
    """The employer takes back what was not answered. Raises Refusal."""
    _check_employer(approach.post, by)
    _move(approach, "withdraw", by, at)
    _record(APPROACH_WITHDRAWN, approach, by, at)


def approaches_to(user: User) -> tuple[Approach, ...]:
    """What employers asked her, newest first, posts and employers loaded."""
    return tuple(_loaded().filter(user=user).order_by("-sent_at", "-pk"))


def approaches_for(post: Post, *, by: Actor) -> tuple[Approach, ...]:
    """What an employer asked about a post, newest first. Raises Refusal."""
    _check_employer(post, by)
    return tuple(_loaded().filter(post=post).order_by("-sent_at", "-pk"))


def access_approach(code: str, *, user: User | None = None, by: Actor | None = None) -> Approach:
    """One approach, of the carer or of the employer that asks. Raises Refusal for anybody else's."""
    found = _loaded().filter(code=code).first()
    hers = found is not None and user is not None and found.user_id == user.pk
    if found is None or not (hers or (by is not None and roles_on(by, found.post) & EMPLOYERS)):
        raise Refusal(_GONE)
    return found


def contact_of(approach: Approach, *, by: Actor) -> str:
    """What she gave, for the employer that asked; "" where nothing stands. Raises Refusal."""
    _check_employer(approach.post, by)
    if approach.contact_sealed is None:
        return ""
    return unseal(bytes(approach.contact_sealed), table=_TABLE, row=approach.code, column="contact")


@handler("hiring.lapse_approaches", daily_hour=3)
def lapse_approaches(_payload: dict[str, object], at: datetime) -> None:
    """Ends what nobody answered in time."""
    for late in _loaded().filter(state=ApproachState.SENT, until__lte=at):
        _move(late, "lapse", Actor.system(), at)


def _loaded() -> QuerySet[Approach]:
    return Approach.objects.select_related("post__employer", "post__place", "user")


def _check_employer(post: Post, by: Actor) -> None:
    if not roles_on(by, post) & EMPLOYERS:
        raise Refusal(_NOT_YOURS)


def _check_hers(approach: Approach, user: User) -> None:
    if approach.user_id != user.pk:
        raise Refusal(_GONE)


def _checked(words: str) -> str:
    words = " ".join(words.split())
    if len(words) > WORDS_MOST or "\x00" in words:
        raise Refusal(Text(f"最多 {WORDS_MOST} 字。", f"At most {WORDS_MOST} characters."))
    if blocked := find_blocked(words):
        raise Refusal(Text("不能这样问：“{words}”。", "This may not be asked: “{words}”.").format(words=blocked[0]))
    return words


def _move(approach: Approach, action: str, by: Actor, at: datetime, **values: object) -> None:
    roles = by.roles | roles_on(by, approach.post)
    step = APPROACH_LIFE.decide(
        state=approach.state, action=action, roles=roles, facts={"in_time": at < approach.until}
    )
    found = Approach.objects.filter(pk=approach.pk, state=approach.state)
    if not found.update(state=step.to, answered_at=at, **values):
        raise Refusal(_GONE)
    approach.state, approach.answered_at = step.to, at


def _record(kind: EventKind, approach: Approach, by: Actor, at: datetime, **values: str) -> None:
    person = {"person_code": approach.user.code} if values else {}
    record(
        kind,
        actor=by,
        subject_kind="post",
        subject_code=approach.post.code,
        at=at,
        title=approach.post.title,
        **values,
        **person,
    )
