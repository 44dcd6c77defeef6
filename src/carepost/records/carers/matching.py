"""Saved searches over the posts room: how an address is kept, and which posts it finds for her."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from urllib.parse import parse_qsl

from django.utils import timezone

from carepost.domain.roles import Actor
from carepost.domain.search import Count, SavedWeek, SearchQuery, address_of, parse_search
from carepost.domain.week import Answer
from carepost.records.carers.profile import kept_week
from carepost.records.carers.saved import hidden_of
from carepost.records.people import User
from carepost.records.places import get_place
from carepost.records.posts import Post, PostPage, counts_one_end, origin_of, search

TOLD_MAX = 100


def saved_week(user: User) -> SavedWeek | None:
    """What `week=saved` and `from=home` stand for in her addresses; None when she keeps no time to work."""
    entry = kept_week(user)
    if entry is None or not entry.term.week:
        return None
    said = parse_search(entry.search_query())
    origin = origin_of(said)
    return SavedWeek(said.profile, origin, said.way, counts_one_end(said, origin)) if said.profile else None


def asked(values: Mapping[str, str], *, user: User) -> SearchQuery:
    """What the parameters of an address ask, without its page and order. Raises BadParameter."""
    return _bare(parse_search(values, saved=saved_week(user)))


def canonical(values: Mapping[str, str], *, user: User) -> str:
    """The one address of what is asked: equal for equal searches. Raises BadParameter."""
    return address_of(asked(values, user=user))


def values_of(query: str) -> dict[str, str]:
    """The parameters of an address."""
    return dict(parse_qsl(query))


def count_of(query: str, *, user: User, at: datetime) -> Count:
    """How many posts an address finds for her now, as far as lists count. Raises BadParameter."""
    return _found(query, user=user, at=at, per_page=1).count


def new_posts(query: str, *, user: User, since: datetime, at: datetime) -> tuple[Post, ...]:
    """Posts that opened after a moment and fit or nearly do, at most TOLD_MAX, none of an employer that she hides.

    Raises BadParameter.
    """
    found = _found(query, user=user, at=at, per_page=TOLD_MAX, opened_after=since)
    return tuple(
        item.post for item in found.items if item.fit is None or item.fit.answer in (Answer.FITS, Answer.NEARLY)
    )


def _found(query: str, *, user: User, at: datetime, per_page: int, opened_after: datetime | None = None) -> PostPage:
    saved = saved_week(user)
    said = _bare(parse_search(values_of(query), saved=saved))
    return search(
        Actor.visitor(),
        said,
        place=get_place(said.place) if said.place else None,
        origin=origin_of(said, saved),
        on=timezone.localdate(at),
        per_page=per_page,
        hidden=hidden_of(user),
        opened_after=opened_after,
    )


def _bare(query: SearchQuery) -> SearchQuery:
    return replace(query, page=1, sort=None, show_all=False)
