"""Telling a carer of a newly opened post that fits her week: once, a few a day, and not everybody at once.

A post with P places is told to at most WAVE x P people a day, those first whom it fits best: where many people wait for
each place, the others hear of it on the following days, if it is still open then. A carer hears of at most DAILY posts
a day, the best for her first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.domain.matching import Match, MatchError, match_one
from carepost.domain.roles import Actor
from carepost.records.audit import record
from carepost.records.carers.events import FIT_ALERT_OFF, FIT_ALERT_ON
from carepost.records.carers.fitting import FitQuestion, Lack, fit_question, known_carers
from carepost.records.carers.models import FitAlert, FitHit
from carepost.records.carers.profile import kept_week, oneself
from carepost.records.people import User, notify
from carepost.records.posts import Kind, MatchFacts, Post, live_index, visible_to
from carepost.records.queue import enqueue, handler

DAILY = 3
WAVE = 10
NEW_FOR = timedelta(days=7)
NOTICE_KIND = "fit"
_TASK = "carers.fit_alerts"
_SOON = timedelta(minutes=15)
# So deep a list is looked through for new posts; what stands farther down is no news for her.
_DEPTH = 255


@dataclass(frozen=True, slots=True)
class Suits:
    """That a new post stands in a carer's list, and with which score."""

    user: int
    post: int
    score: float


@transaction.atomic
def begin_fit_alert(*, user: User, at: datetime) -> bool:
    """She asks to be told of new posts that fit; False when she did already. Raises Refusal: what her week lacks."""
    found = fit_question(kept_week(user), user=user)
    if isinstance(found, Lack):
        raise Refusal(found.text)
    added = FitAlert.objects.get_or_create(user=user, defaults={"since": at})[1]
    if added:
        record(FIT_ALERT_ON, actor=oneself(user), subject_kind="person", subject_code=user.code, at=at)
    return added


@transaction.atomic
def end_fit_alert(*, user: User, at: datetime) -> bool:
    """She is told no more; False when she was not. What she was told stays noted: asking again tells nothing twice."""
    ended = bool(FitAlert.objects.filter(user=user).delete()[0])
    if ended:
        record(FIT_ALERT_OFF, actor=oneself(user), subject_kind="person", subject_code=user.code, at=at)
    return ended


def has_fit_alert(user: User) -> bool:
    """Whether she is told of new posts that fit."""
    return FitAlert.objects.filter(user=user).exists()


@transaction.atomic
def tell_fitting(*, at: datetime) -> int:
    """Tells carers of posts that opened since they asked and within NEW_FOR, as far as the day allows; returns how many
    notices. Asked again it tells what is left: nothing twice, whoever dies on the way.
    """
    asked = dict(FitAlert.objects.select_for_update().order_by("user_id").values_list("user_id", "since"))
    posts = _new_posts(at) if asked else {}
    if not posts:
        return 0
    told = set(FitHit.objects.filter(post__in=posts).values_list("user_id", "post_id"))
    morning = timezone.make_aware(datetime.combine(timezone.localdate(at), time()))
    today = list(FitHit.objects.filter(told_at__gte=morning).values_list("user_id", "post_id"))
    by_user, by_post = Counter(user for user, _ in today), Counter(post for _, post in today)
    places = dict(MatchFacts.objects.filter(post__in=posts).values_list("post_id", "places"))
    chosen = []
    for each in sorted(_suiting(asked, posts, at), key=lambda suits: (-suits.score, suits.user, suits.post)):
        room = by_user[each.user] < DAILY and by_post[each.post] < WAVE * places.get(each.post, 1)
        if room and (each.user, each.post) not in told:
            by_user[each.user] += 1
            by_post[each.post] += 1
            chosen.append(each)
    _tell(chosen, posts, at)
    return len(chosen)


def _new_posts(at: datetime) -> dict[int, Post]:
    opened = visible_to(Actor.visitor(), on=timezone.localdate(at)).filter(
        kind=Kind.OWN, opened_at__gt=at - NEW_FOR, opened_at__lte=at
    )
    return opened.in_bulk()


def _suiting(asked: dict[int, datetime], posts: dict[int, Post], at: datetime) -> Iterable[Suits]:
    """Who has which of the new posts in her list."""
    for user, question in known_carers(asked):
        for found in _listed(question, at):
            post = posts.get(found.post_id)
            if post is not None and post.opened_at is not None and post.opened_at > asked[user]:
                yield Suits(user, found.post_id, found.score)


def _listed(question: FitQuestion, at: datetime) -> tuple[Match, ...]:
    try:
        return match_one(question.carer, live_index(question.origin.home, on=timezone.localdate(at)), _DEPTH)
    except MatchError:
        return ()


def _tell(chosen: list[Suits], posts: dict[int, Post], at: datetime) -> None:
    people = User.objects.in_bulk([each.user for each in chosen])
    FitHit.objects.bulk_create(FitHit(user_id=each.user, post_id=each.post, told_at=at) for each in chosen)
    for each in chosen:
        post = posts[each.post]
        said = Text(
            "新岗位“{title}”合您的一周。看看为什么。",
            "A new post fits your week: “{title}”. See why.",
        ).format(title=post.title)
        notify(
            user=people[each.user],
            kind=NOTICE_KIND,
            key=f"{NOTICE_KIND}:{post.code}",
            text=said,
            url=f"/posts/{post.code}/fit/",
            at=at,
        )


def ask_soon(*, at: datetime) -> None:
    """Has carers told of what opened, all posts of a quarter of an hour together."""
    due = at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0) + _SOON
    enqueue(_TASK, key=f"{_TASK}:{due:%Y%m%dT%H%M}", run_at=due, payload={})


@handler(_TASK)
def run(payload: dict[str, Any], at: datetime) -> None:
    """A round after posts opened."""
    tell_fitting(at=at)


@handler("carers.fit_alerts_daily", daily_hour=9)
def daily(payload: dict[str, Any], at: datetime) -> None:
    """The day's round: who was not told yesterday because many wait for the same places."""
    tell_fitting(at=at)
