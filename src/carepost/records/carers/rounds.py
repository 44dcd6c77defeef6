"""When saved searches are run: daily, on Mondays, and as soon as a post opens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from carepost.records.carers.alerts import run_alert
from carepost.records.carers.fit_alerts import ask_soon
from carepost.records.carers.models import Frequency, SavedSearch
from carepost.records.places import ancestors
from carepost.records.posts import Post
from carepost.records.queue import enqueue, handler

# Searches of one task and so of one transaction.
PORTION = 50
_MONDAY = 0


def run_alerts(*, at: datetime) -> int:
    """Enqueues the searches that are due: daily ones, and weekly ones on Mondays or after a Monday that was missed."""
    weekly = Q(frequency=Frequency.WEEKLY)
    if timezone.localtime(at).weekday() != _MONDAY:
        since = at - timedelta(days=7)
        weekly &= Q(last_run__lt=since) | Q(last_run__isnull=True, created_at__lt=since)
    due = SavedSearch.objects.filter(Q(frequency=Frequency.DAILY) | weekly, paused=False, user__is_active=True)
    return _enqueue(due, key=f"carers.alerts:{timezone.localdate(at)}", at=at)


def match_new_posts(*, post: Post, at: datetime) -> int:
    """Enqueues the instant searches whose place holds this post; returns how many."""
    places = ["", *([place.code for place in (*ancestors(post.place), post.place)] if post.place else [])]
    due = SavedSearch.objects.filter(frequency=Frequency.INSTANT, paused=False, user__is_active=True, place__in=places)
    return _enqueue(due, key=f"carers.alerts:{post.code}:{at:%Y%m%dT%H%M%S}", at=at)


@handler("carers.alerts_daily", daily_hour=8)
def daily(payload: dict[str, Any], at: datetime) -> None:
    """The morning's round."""
    run_alerts(at=at)


@handler("carers.post_opened")
def opened(payload: dict[str, Any], at: datetime) -> None:
    """A post (`post`: its code) was published or resumed; one that closed meanwhile is found by nobody."""
    post = Post.objects.select_related("place__parent__parent__parent").filter(code=payload["post"]).first()
    if post is not None:
        match_new_posts(post=post, at=at)
        ask_soon(at=at)


@handler("carers.alerts")
def portion(payload: dict[str, Any], at: datetime) -> None:
    """Some saved searches; those deleted meanwhile are passed over."""
    for search in SavedSearch.objects.filter(code__in=payload["searches"]).order_by("pk"):
        run_alert(search=search, at=at)


def _enqueue(due: QuerySet[SavedSearch], *, key: str, at: datetime) -> int:
    number = 0
    codes = due.order_by("pk").values_list("code", flat=True).iterator()
    for n, some in enumerate(_portions(codes)):
        enqueue("carers.alerts", key=f"{key}:{n}", run_at=at, payload={"searches": some})
        number += len(some)
    return number


def _portions(codes: Iterable[str]) -> Iterator[list[str]]:
    waiting = iter(codes)
    while some := list(islice(waiting, PORTION)):
        yield some
