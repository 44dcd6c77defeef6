"""An employer's own posts as its members see them. Each reader asks a constant number of SQL queries."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet

from carepost.domain.roles import EMPLOYERS, Actor
from carepost.records.posts.life import CLOSABLE
from carepost.records.posts.models import Kind, Post
from carepost.records.posts.queries import PostNotFound
from carepost.records.posts.scope import visible_to

SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class OwnPage:
    """One page of an employer's posts, latest change first; `page` is the page given, moved into 1..pages."""

    items: tuple[Post, ...]
    count: int
    page: int
    pages: int


def own_posts(
    actor: Actor, employer_code: str, *, states: Collection[str] = (), page: int = 1, per_page: int = 20
) -> OwnPage:
    """The posts that a member's employer wrote here, all or those in some states; empty for who is no member."""
    posts = _own(actor, employer_code)
    if states:
        posts = posts.filter(state__in=states)
    count = posts.count()
    pages = max(1, -(-count // per_page))
    page = min(max(page, 1), pages)
    start = (page - 1) * per_page
    items = posts.select_related("employer", "pattern", "place").order_by("-changed_at", "-id")
    return OwnPage(tuple(items[start : start + per_page]), count, page, pages)


def own_counts(actor: Actor, employer_code: str) -> dict[str, int]:
    """How many of a member's employer's posts are in each state that occurs."""
    return dict(_own(actor, employer_code).order_by().values_list("state").annotate(Count("pk")))


def expiring_posts(actor: Actor, employer_code: str, *, on: date) -> tuple[Post, ...]:
    """Those on the list, or about to be, whose last day comes within two weeks; the first to end first, at most 20."""
    soon = _own(actor, employer_code).filter(state__in=CLOSABLE, expires_on__range=(on, on + SOON))
    return tuple(soon.order_by("expires_on", "id")[:20])


def access_own_post(actor: Actor, code: str) -> Post:
    """The post with this code, if the actor acts for its employer and it was written here. Raises PostNotFound."""
    post = (
        visible_to(actor)
        .filter(kind=Kind.OWN, code=code, employer__code__in=actor.scopes(*EMPLOYERS))
        .select_related("employer", "pattern", "place__parent__parent__parent")
        .first()
    )
    if post is None:
        raise PostNotFound(code)
    return post


def _own(actor: Actor, employer_code: str) -> QuerySet[Post]:
    posts = visible_to(actor).filter(kind=Kind.OWN, employer__code=employer_code)
    return posts if employer_code in actor.scopes(*EMPLOYERS) else posts.none()
