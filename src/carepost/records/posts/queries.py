"""The readers of posts. Each asks a constant number of SQL queries and sees through `visible_to` only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from carepost.domain.facts import Text
from carepost.domain.roles import OFFICERS, Actor
from carepost.records.places import Place, children, code_prefix
from carepost.records.posts.models import ImportRun, Post
from carepost.records.posts.scope import visible_to


class PostNotFound(LookupError):
    """There is no such post, or the actor may not see it: the two are not told apart."""


class ImportNotFound(LookupError):
    """There is no such import, or the actor may not see it."""


@dataclass(frozen=True, slots=True)
class PostPage:
    """One page of posts; `page` is the page given, moved into 1..pages."""

    items: tuple[Post, ...]
    count: int
    page: int
    pages: int


def search(actor: Actor, *, place: Place | None, page: int, per_page: int = 20, on: date | None = None) -> PostPage:
    """Posts in a place and all below it (everywhere for None): own ones first, then reported ones, newest first."""
    posts = _in_place(visible_to(actor, on=on), place)
    count = posts.count()
    page, pages, start = _page(count, page, per_page)
    items = _whole(posts).order_by("kind", "-id")[start : start + per_page]
    return PostPage(tuple(items), count, page, pages)


def access_post(actor: Actor, code: str, *, on: date | None = None) -> Post:
    """The post with this code, if the actor may see it. Raises PostNotFound."""
    post = _whole(visible_to(actor, on=on)).filter(code=code).first()
    if post is None:
        raise PostNotFound(code)
    return post


def counts_by_place(actor: Actor, parent: Place | None, *, on: date | None = None) -> tuple[tuple[Place, int], ...]:
    """The places right below `parent` (provinces for None) with posts in them or below, in pinyin order."""
    posts = _in_place(visible_to(actor, on=on), parent).filter(place__isnull=False)
    below = {code_prefix(child): child for child in children(parent)}
    counts = Counter[str]()
    for code, number in posts.order_by().values_list("place_id").annotate(Count("pk")):
        for length in (2, 4, 6, 9):
            if code[:length] in below:
                counts[code[:length]] += number
                break
    return tuple((child, counts[prefix]) for prefix, child in below.items() if counts[prefix])


def publisher_of(post: Post) -> Text | None:
    """Who published a reported post; None is "not stated"."""
    return Text(post.publisher, post.publisher_en or post.publisher) if post.publisher else None


def imports_of(actor: Actor) -> QuerySet[ImportRun]:
    """The imports that the actor may see, newest first: an officer's own and the command line's."""
    runs = ImportRun.objects.order_by("-id")
    return runs.filter(actor_code__in=[actor.code, Actor.system().code]) if actor.holds(*OFFICERS) else runs.none()


def access_import(actor: Actor, code: str) -> ImportRun:
    """The import with this code, if the actor may see it. Raises ImportNotFound."""
    run = imports_of(actor).filter(code=code).first()
    if run is None:
        raise ImportNotFound(code)
    return run


def _in_place(posts: QuerySet[Post], place: Place | None) -> QuerySet[Post]:
    return posts if place is None else posts.filter(place__code__startswith=code_prefix(place))


def _whole(posts: QuerySet[Post]) -> QuerySet[Post]:
    return posts.select_related("employer", "pattern", "place__parent__parent__parent")


def _page(count: int, page: int, per_page: int) -> tuple[int, int, int]:
    """The page within bounds, the number of pages (at least 1) and the offset of the page's first row."""
    pages = max(1, -(-count // per_page))
    page = min(max(page, 1), pages)
    return page, pages, (page - 1) * per_page
