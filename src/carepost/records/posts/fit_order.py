"""A search as a question to the matching index: the carer that it describes, and the order of what fits her."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from carepost.domain.matching import Carer, Post, ranked
from carepost.domain.search import DEFAULT_WAY, MOST_COMMUTE, SearchQuery
from carepost.domain.travel import Origins, Point, meridian_of, project
from carepost.domain.week import NotStated
from carepost.records.employers import Employer
from carepost.records.posts.indexing import live_index
from carepost.records.posts.models import MatchFacts
from carepost.records.posts.models import Post as StoredPost
from carepost.records.posts.reaching import patterns, refresh_patterns
from carepost.records.posts.travelling import point_of


def carer_of_search(
    query: SearchQuery, origin: Origins, *, skills: int = 0, hidden: Iterable[str] = (), id: int = 0
) -> Carer | None:
    """The carer whose posts a search asks for, on the flat map of the zone of her home; None without a week.

    `origin`: what `origin_of` says of the query. `skills`: bits of what she can do. `hidden`: codes of employers. A pay
    that is asked for at least is what she wants to have in hand.
    """
    if query.profile is None:
        return None
    home, school = origin.projected(origin.meridian)
    return Carer(
        id=id,
        home=home,
        school=school,
        week=query.profile.term,
        holiday=query.profile.holiday,
        way=query.way or DEFAULT_WAY,
        max_commute=query.commute or MOST_COMMUTE,
        skills=skills,
        wanted_pay=None if query.pay_min_fen is None else Decimal(query.pay_min_fen) / 100,
        hidden=employer_ids(hidden),
    )


def employer_ids(codes: Iterable[str]) -> frozenset[int]:
    """The numbers by which matching knows these employers."""
    some = set(codes)
    return frozenset(Employer.objects.filter(code__in=some).values_list("pk", flat=True)) if some else frozenset()


def fitting_order(query: SearchQuery, origin: Origins, *, on: date, skills: int = 0) -> list[int]:
    """The ids of all posts that fit the week of a search after travel, best first, whatever else it filters by."""
    carer = carer_of_search(query, origin, skills=skills)
    found: list[int] = ranked(carer, live_index(origin.home, on=on)).tolist() if carer else []
    return found


def post_for(post: StoredPost, where: Point) -> Post:
    """A post as `why_not` reads it, open or not, on the flat map of the zone of a point: the home of who asks.

    One that states no place of work counts as without travel, as in the list.
    """
    facts = MatchFacts.objects.filter(post_id=post.pk).first() or MatchFacts(post=post)
    there = None if post.at_home else point_of(post)
    if post.pattern_id and post.pattern_id not in patterns().shifts:
        refresh_patterns("")
    return Post(
        id=post.pk,
        employer=post.employer_id or 0,
        place=project(there, meridian_of(where)) if there else None,
        patterns=(patterns().shifts[post.pattern_id] if post.pattern_id else NotStated(),),
        required=facts.required,
        wished=facts.wished,
        pay=None if facts.hand_fen is None else Decimal(facts.hand_fen) / 100,
        quality=facts.quality,
        way_up=facts.way_up,
        places=facts.places,
        lawful=facts.lawful,
    )
