"""Saved searches over the posts room: how an address is kept, and which posts it finds for her."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from urllib.parse import parse_qsl

from django.utils import timezone

from carepost.domain.roles import Actor
from carepost.domain.search import BadParameter, SavedWeek, SearchQuery, address_of, parse_search
from carepost.domain.travel import Point
from carepost.records.carers.profile import kept_week
from carepost.records.carers.saved import hidden_of
from carepost.records.people import User
from carepost.records.places import get_place
from carepost.records.posts import Post, search

TOLD_MAX = 100


def saved_week(user: User) -> SavedWeek | None:
    """What `week=saved` and `from=home` stand for in her addresses; None when she keeps no week."""
    answers = kept_week(user)
    if answers is None:
        return None
    try:
        said = parse_search({**answers, "from": answers.get("home", "")})
    except BadParameter:  # kept in a form that is no longer read: she is asked again
        return None
    home = said.origin if isinstance(said.origin, Point) else None
    return SavedWeek(said.profile, home, said.way) if said.profile else None


def asked(values: Mapping[str, str], *, user: User) -> SearchQuery:
    """What the parameters of an address ask, without its page and order. Raises BadParameter."""
    query = parse_search(values, saved=saved_week(user))
    return replace(query, page=1, sort=None, show_all=False)


def canonical(values: Mapping[str, str], *, user: User) -> str:
    """The one address of what is asked: equal for equal searches. Raises BadParameter."""
    return address_of(asked(values, user=user))


def values_of(query: str) -> dict[str, str]:
    """The parameters of an address."""
    return dict(parse_qsl(query))


def count_of(query: str, *, user: User, at: datetime) -> int:
    """How many posts an address finds for her now. Raises BadParameter."""
    place = asked(values_of(query), user=user).place
    day = timezone.localdate(at)
    return search(Actor.visitor(), place=get_place(place) if place else None, page=1, per_page=1, on=day).count


def new_posts(query: str, *, user: User, since: datetime, at: datetime) -> tuple[Post, ...]:
    """Posts that fit and opened after a moment, at most TOLD_MAX, none of an employer that she hides.

    Raises BadParameter.
    """
    place = asked(values_of(query), user=user).place
    hidden = hidden_of(user)
    day = timezone.localdate(at)
    found = search(Actor.visitor(), place=get_place(place) if place else None, page=1, per_page=TOLD_MAX, on=day)
    return tuple(
        post for post in found.items if (post.opened_at or post.created_at) > since and post.employer_id not in hidden
    )
