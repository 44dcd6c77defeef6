"""The readers of posts. Each asks a constant number of SQL queries; a single post is seen through `visible_to`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from carepost.domain.facts import Text
from carepost.domain.roles import OFFICERS, Actor
from carepost.domain.search import Count
from carepost.records.places import Place, children
from carepost.records.posts.list_sql import capped, enough_in, numbers
from carepost.records.posts.models import ImportRun, Post
from carepost.records.posts.scope import visible_to


class PostNotFound(LookupError):
    """There is no such post, or the actor may not see it: the two are not told apart."""


class ImportNotFound(LookupError):
    """There is no such import, or the actor may not see it."""


def access_post(actor: Actor, code: str, *, on: date | None = None) -> Post:
    """The post with this code, if the actor may see it. Raises PostNotFound."""
    post = _whole(visible_to(actor, on=on)).filter(code=code).first()
    if post is None:
        raise PostNotFound(code)
    return post


def counts_by_place(actor: Actor, parent: Place | None, *, on: date | None = None) -> tuple[tuple[Place, Count], ...]:
    """The places right below `parent` (provinces for None) that have posts for everybody in them, in pinyin order."""
    return tuple((place, count) for place, count in count_in(children(parent), on=on).items() if place and count)


def count_in(places: Iterable[Place | None], *, on: date | None = None) -> dict[Place | None, Count]:
    """How many posts everybody sees in each place and below it; None is the whole country."""
    asked, day = list(places), on or timezone.localdate()
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(numbers(enough_in(place, day) for place in asked))
        return {place: capped(number) for place, number in zip(asked, cursor.fetchone(), strict=True)}


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


def _whole(posts: QuerySet[Post]) -> QuerySet[Post]:
    return posts.select_related("employer", "pattern", "place__parent__parent__parent")
