"""The list of posts: which fit the week that is asked, in which order, and how many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from carepost.domain.roles import Actor
from carepost.domain.search import HOME, Count, SavedWeek, SearchQuery, Sort
from carepost.domain.travel import Origins, Point
from carepost.domain.week import Answer, NotStated, ProfileFit, WeekProfile
from carepost.domain.week import Pattern as Shifts
from carepost.records.employers import Employer
from carepost.records.places import Place, forget_directory, get_place, near_point, pins_known
from carepost.records.posts.fit_order import fitting_order
from carepost.records.posts.list_sql import EMPLOYER_COLUMNS, MOST, Asked, ListSql, capped
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
    counting did not come to is absent). `unfit`: how many do not fit and are not listed. `below`: the places asked
    about that have posts, whatever else the query asks.
    """

    items: tuple[Found, ...]
    count: Count
    page: int
    pages: int
    ranks: dict[Answer, Count]
    unfit: Count
    below: tuple[tuple[Place, Count], ...] = ()


def search(
    actor: Actor,
    query: SearchQuery,
    *,
    place: Place | None,
    origin: Origins | None,
    on: date | None = None,
    per_page: int = 20,
    hidden: frozenset[str] = frozenset(),
    opened_after: datetime | None = None,
    below: Sequence[Place] = (),
    skills: int = 0,
) -> PostPage:
    """The posts that everybody may see on a day (today unless told), in one statement however many they are.

    `place` and `origin` are what the query's `place` and `origin` stand for. What fits the week comes first, then what
    nearly does, then what states no hours; what does not fit only with `show_all`. With an origin, posts within
    `commute` minutes each way (240 unless told) come before those that state no place of work, and farther ones are not
    listed. Own posts stand before reported ones, then the query's order holds, then the newest row. `hidden`: codes of
    employers left out. `opened_after`: only what opened later. `below`: places to be counted along. `skills`: bits of
    what she can do, for the best match.
    """
    day = on or timezone.localdate()
    best = fitting_order(query, origin, on=day, skills=skills) if origin and query.order is Sort.FIT else ()
    asked = Asked(query, place, origin, day, hidden, opened_after, tuple(best))
    answer = _ask(asked, query.page, per_page, below)
    pages = max(1, -(-min(answer.total, MOST) // per_page))
    if query.page > pages and answer.total:
        answer = _ask(asked, pages, per_page, below)
    return PostPage(
        items=_found(query, answer),
        count=capped(answer.total),
        page=min(query.page, pages),
        pages=pages,
        ranks=_by_rank(answer.ranks, answer.counts),
        unfit=capped(answer.unfit),
        below=tuple((place, capped(n)) for place, n in zip(below, answer.below, strict=True) if n),
    )


def origin_of(query: SearchQuery, saved: SavedWeek | None = None) -> Origins | None:
    """Where the way to work begins: what is asked, or by `saved`, what she keeps, where HOME is asked.

    None where nothing of the kind is asked, or where no source states a point: travel is "not stated" then.
    """
    if query.origin == HOME:
        return saved.origin if saved else None
    return origins_at([end for end in (query.origin, query.school) if end is not None])


def counts_one_end(query: SearchQuery, origin: Origins | None, saved: SavedWeek | None = None) -> bool:
    """Whether of home and school, both stated, one alone counts, because no source states a point for the other."""
    if query.origin == HOME:
        return saved is not None and saved.one_end
    return query.school is not None and origin is not None and origin.school is None


def origins_at(ends: Sequence[Point | str]) -> Origins | None:
    """The ends of a way, points or codes of divisions (`WeekEntry.ends`), as far as a source states points for them.

    Where that is so of one alone, it counts alone; pages say so.
    """
    points = [near_point(end) if isinstance(end, str) else end for end in ends]
    known = [point for point in points if point is not None]
    return Origins(*known) if known else None


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the statement says: the posts of the page with their ranks and minutes, and the numbers."""

    posts: list[tuple[Answer | None, Post, int | None]]
    ranks: list[Answer | None]
    counts: list[int]
    unfit: int
    below: list[int]
    known: Patterns

    @property
    def total(self) -> int:
        return sum(self.counts)


def _ask(asked: Asked, page: int, size: int, below: Sequence[Place]) -> _Answer:
    """The statement's answer, asked with all patterns and points of places that the tables hold at that moment."""
    start = min((page - 1) * size, MOST)
    for _ in range(_LOOKS):
        known = patterns()
        plan = ListSql(asked, known)
        rows: list[Any] = list(Post.objects.raw(plan.page(start, min(size, MOST - start), below), params=None))
        first = rows[0]
        if first.stamp == known.stamp and first.newest_pin == pins_known():
            break
        if first.stamp != known.stamp:
            refresh_patterns(first.stamp)
        if first.newest_pin != pins_known():
            forget_directory()
    ranks = [part.rank for part in plan.parts()]
    posts = [(ranks[row.part], _whole(row), row.minutes) for row in rows if row.pk is not None]
    return _Answer(posts, ranks, first.counts, first.unfit, first.below, known)


def _whole(row: Any) -> Post:
    """The post of a row, with its employer from the same row and its place from memory."""
    post: Post = row
    if post.employer_id:
        values = [getattr(row, f"e_{name}") for name in EMPLOYER_COLUMNS]
        post.employer = Employer.from_db(None, EMPLOYER_COLUMNS, values)
    if post.place_id:
        post.place = get_place(post.place_id)
    return post


def _by_rank(ranks: list[Answer | None], counts: list[int]) -> dict[Answer, Count]:
    """How many of each answer; those that the counting did not come to are absent."""
    found: dict[Answer, int] = {}
    before = 0
    for rank, number in zip(ranks, counts, strict=True):
        if rank is not None and before <= MOST:
            found[rank] = found.get(rank, 0) + number
        before += number
    return {rank: capped(number) for rank, number in found.items()}


def _found(query: SearchQuery, answer: _Answer) -> tuple[Found, ...]:
    """The posts of a page; within a rank the own ones first, so that each kind stands together on the page."""
    items = [
        (rank.rank if rank else 0, _item(post, query.profile, minutes, answer.known))
        for rank, post, minutes in answer.posts
    ]
    items.sort(key=lambda item: (item[0], item[1].post.kind))
    return tuple(found for _, found in items)


def _item(post: Post, profile: WeekProfile | None, minutes: int | None, known: Patterns) -> Found:
    shifts = known.shifts.get(post.pattern_id) if post.pattern_id else None
    fit = None if profile is None else fit_of(shifts or _NO_HOURS, profile, minutes)
    return Found(post, fit, minutes, shifts)
