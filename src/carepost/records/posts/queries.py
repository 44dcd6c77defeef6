"""The readers of posts. Each asks a constant number of SQL queries and sees through `visible_to` only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from carepost.domain.facts import Text
from carepost.domain.roles import EMPLOYERS, OFFICERS, Actor
from carepost.records.employers import Employer
from carepost.records.places import Place, children, code_prefix
from carepost.records.posts.models import ImportRun, Post
from carepost.records.posts.scope import visible_to


class PostNotFound(LookupError):
    """There is no such post, or the actor may not see it: the two are not told apart."""


class EmployerNotFound(LookupError):
    """There is no such employer with a post that the actor may see."""


class ImportNotFound(LookupError):
    """There is no such import, or the actor may not see it."""


@dataclass(frozen=True, slots=True)
class EmployerPage:
    """One page of employers, each with the number of its posts that the actor may see."""

    items: tuple[tuple[Employer, int], ...]
    count: int
    page: int
    pages: int


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


def employer_directory(
    actor: Actor, *, place: Place | None, page: int, per_page: int = 20, on: date | None = None
) -> EmployerPage:
    """Employers with posts in a place and all below it, in pinyin order, with the number of those posts."""
    posts = _in_place(visible_to(actor, on=on), place)
    employers = Employer.objects.filter(posts__in=posts).annotate(number=Count("posts"))
    count = employers.count()
    page, pages, start = _page(count, page, per_page)
    items = employers.select_related("place").order_by("pinyin", "id")[start : start + per_page]
    return EmployerPage(tuple((employer, employer.number) for employer in items), count, page, pages)


def employer_posts(actor: Actor, employer_code: str, *, on: date | None = None) -> tuple[Employer, tuple[Post, ...]]:
    """An employer and its posts that the actor may see, own ones first, newest first.

    Raises EmployerNotFound when there are none, unless the actor is a member.
    """
    employer = Employer.objects.select_related("place").filter(code=employer_code).first()
    posts = tuple(_whole(visible_to(actor, on=on)).filter(employer=employer).order_by("kind", "-id"))
    if employer is None or not (posts or employer_code in actor.scopes(*EMPLOYERS)):
        raise EmployerNotFound(employer_code)
    return employer, posts


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
