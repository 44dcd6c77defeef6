"""Saved searches over the posts room: how an address is kept, and which posts it finds for her."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from django.utils import timezone

from carepost.domain.roles import Actor
from carepost.domain.search import SearchQuery, parse_search
from carepost.records.carers.saved import hidden_of
from carepost.records.people import User
from carepost.records.places import get_place
from carepost.records.posts import Post, search

TOLD_MAX = 100
# What narrows a search; page, order and the like are no part of it.
_KEPT = ("place", "from", "way", "commute", "q", "week", "holiday", "days", "start", "end", "pay_min", "kind")


def canonical(values: Mapping[str, str]) -> str:
    """The address of a search as it is kept: known parameters in one order. Raises BadParameter."""
    parse_search(values)
    return urlencode({name: values[name] for name in _KEPT if values.get(name)})


def values_of(query: str) -> dict[str, str]:
    """The parameters of a kept address."""
    return dict(parse_qsl(query))


def asked(query: str) -> SearchQuery:
    """What a kept address asks. Raises BadParameter."""
    return parse_search(values_of(query))


def count_of(query: str, *, user: User, at: datetime) -> int:
    """How many posts fit now. Raises BadParameter."""
    place = asked(query).place
    day = timezone.localdate(at)
    return search(Actor.visitor(), place=get_place(place) if place else None, page=1, per_page=1, on=day).count


def new_posts(query: str, *, user: User, since: datetime, at: datetime) -> tuple[Post, ...]:
    """Posts that fit and opened after a moment, at most TOLD_MAX, none of an employer that she hides.

    Raises BadParameter.
    """
    place = asked(query).place
    hidden = hidden_of(user)
    day = timezone.localdate(at)
    found = search(Actor.visitor(), place=get_place(place) if place else None, page=1, per_page=TOLD_MAX, on=day)
    return tuple(
        post for post in found.items if (post.opened_at or post.created_at) > since and post.employer_id not in hidden
    )
