"""The list of posts: which fit the week that is asked, in which order, and how many there are."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.utils import timezone

from carepost.domain.roles import Actor
from carepost.domain.search import HOME, Count, SearchQuery
from carepost.domain.travel import Point
from carepost.domain.week import Answer, NotStated, ProfileFit, WeekProfile
from carepost.domain.week import Pattern as Shifts
from carepost.records.places import Place, get_place, points_of_places
from carepost.records.posts.list_sql import MOST, Asked, ListSql, capped
from carepost.records.posts.models import Post
from carepost.records.posts.reaching import Patterns, fit_of, patterns, refresh_patterns

# A pattern that somebody adds between two looks at the table costs one more look; this many in a row are no accident.
_LOOKS = 3
_NO_HOURS = NotStated()


@dataclass(frozen=True, slots=True)
class Found:
    """A post of the list. `fit`: None where no week is asked. `minutes`: of travel each way, `shifts`: its pattern;
    None: not stated.
    """

    post: Post
    fit: ProfileFit | None = None
    minutes: int | None = None
    shifts: Shifts | None = None


@dataclass(frozen=True, slots=True)
class PostPage:
    """One page of the list; `page` is the page given, moved into 1..pages.

    `count`: posts on all pages together. `ranks`: how many of each answer, where a week is asked (an answer that the
    counting did not come to is absent). `unfit`: how many do not fit and are not listed.
    """

    items: tuple[Found, ...]
    count: Count
    page: int
    pages: int
    ranks: dict[Answer, Count]
    unfit: Count


def search(
    actor: Actor,
    query: SearchQuery,
    *,
    place: Place | None,
    origin: Point | None,
    on: date | None = None,
    per_page: int = 20,
    hidden: frozenset[str] = frozenset(),
    opened_after: datetime | None = None,
) -> PostPage:
    """The posts that everybody may see on a day (today unless told), in two statements however many they are.

    `place` and `origin` are what the query's `place` and `origin` stand for. What fits the week comes first, then what
    nearly does, then what states no hours; what does not fit only with `show_all`. With an origin, posts within
    `commute` minutes each way (240 unless told) come before those that state no place of work, and farther ones are not
    listed. Own posts stand before reported ones, then the query's order holds, then the newest row. `hidden`: codes of
    employers left out. `opened_after`: only what opened later.
    """
    asked = Asked(query, place, origin, on or timezone.localdate(), hidden, opened_after)
    counts, unfit, known, rows, plan = _ask(asked, query.page, per_page)
    total = sum(counts)
    pages = max(1, -(-min(total, MOST) // per_page))
    if query.page > pages and total:
        counts, unfit, known, rows, plan = _ask(asked, pages, per_page)
    ranks = [part.rank for part in plan.parts()]
    return PostPage(
        items=_found(query, [(ranks[part], pk, minutes) for part, pk, minutes in rows], known),
        count=capped(total),
        page=min(query.page, pages),
        pages=pages,
        ranks=_by_rank(ranks, counts),
        unfit=capped(unfit),
    )


def origin_of(query: SearchQuery, home: Point | None = None) -> Point | None:
    """Where the way to work begins: the point asked, the home that she keeps, or the point of the county or town asked.

    None where nothing of the kind is asked, or where no source states a point: travel is "not stated" then.
    """
    if query.origin == HOME:
        return home
    return points_of_places().get(query.origin) if isinstance(query.origin, str) else query.origin


_Answer = tuple[list[int], int, Patterns, list[tuple[int, int, int | None]], ListSql]


def _ask(asked: Asked, page: int, size: int) -> _Answer:
    """The statement's answer, with the patterns that it was asked with: they must be all that the table holds."""
    start = min((page - 1) * size, MOST)
    for _ in range(_LOOKS):
        known = patterns()
        plan = ListSql(asked, known)
        with connection.cursor() as cursor:
            cursor.execute(plan.page(start, min(size, MOST - start)))
            stamp, counts, unfit, rows = cursor.fetchone()
        if stamp == known.stamp or (plan.week is None and not asked.query.kinds):
            break
        refresh_patterns(stamp)
    return counts, unfit, known, json.loads(rows) if isinstance(rows, str) else rows or [], plan


def _by_rank(ranks: list[Answer | None], counts: list[int]) -> dict[Answer, Count]:
    """How many of each answer; those that the counting did not come to are absent."""
    found: dict[Answer, int] = {}
    before = 0
    for rank, number in zip(ranks, counts, strict=True):
        if rank is not None and before <= MOST:
            found[rank] = found.get(rank, 0) + number
        before += number
    return {rank: capped(number) for rank, number in found.items()}


def _found(query: SearchQuery, rows: list[tuple[Answer | None, int, int | None]], known: Patterns) -> tuple[Found, ...]:
    """The posts of a page; within a rank the own ones first, so that each kind stands together on the page."""
    posts = {post.pk: post for post in whole(pk for _, pk, _ in rows)}
    items = [
        (rank.rank if rank else 0, _item(posts[pk], query.profile, minutes, known))
        for rank, pk, minutes in rows
        if pk in posts
    ]
    items.sort(key=lambda item: (item[0], item[1].post.kind))
    return tuple(found for _, found in items)


def whole(ids: Iterable[int]) -> list[Post]:
    """Posts with their employers and places, for a list: in one query, places from memory."""
    posts = list(Post.objects.filter(pk__in=list(ids)).select_related("employer"))
    for post in posts:
        if post.place_id:
            post.place = get_place(post.place_id)
    return posts


def _item(post: Post, profile: WeekProfile | None, minutes: int | None, known: Patterns) -> Found:
    shifts = known.shifts.get(post.pattern_id) if post.pattern_id else None
    fit = None if profile is None else fit_of(shifts or _NO_HOURS, profile, minutes)
    return Found(post, fit, minutes, shifts)
