"""The best posts of one carer with why they stand there: for pages that show a short list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from carepost.domain.matching import Carer, Match, MatchError, Part, explain, match_one
from carepost.domain.roles import Actor
from carepost.domain.search import DEFAULT_WAY, SearchQuery
from carepost.domain.travel import Origins
from carepost.domain.week import NotStated
from carepost.records.posts.indexing import live_index
from carepost.records.posts.models import Post
from carepost.records.posts.reaching import fit_of, patterns
from carepost.records.posts.scope import visible_to
from carepost.records.posts.searching import Found
from carepost.records.posts.travelling import minutes_to


@dataclass(frozen=True, slots=True)
class Listed:
    """A post of a short list: as the list of posts has it, as matching has it, and the parts of its score."""

    found: Found
    match: Match
    parts: tuple[Part, ...]


def shortlist(
    carer: Carer,
    *,
    query: SearchQuery,
    origin: Origins,
    on: date,
    k: int = 20,
    by_travel: bool = False,
) -> tuple[Listed, ...]:
    """The k best open posts for a carer of `carer_of_search` (the same query and origin), best first.

    `by_travel`: the ranking switched off, the nearest first.
    """
    index = live_index(origin.home, on=on, by_travel=by_travel)
    matches = match_one(carer, index, k)
    posts = _posts([each.post_id for each in matches], on)
    return tuple(
        Listed(_found(posts[each.post_id], query, origin), each, explain(each, carer, index))
        for each in matches
        if each.post_id in posts
    )


def match_with(carer: Carer, post: Post, *, origin: Origins, on: date) -> tuple[Match, tuple[Part, ...]] | None:
    """How matching scores one post for a carer; None where it does not list it."""
    index = live_index(origin.home, on=on)
    try:
        index.number_of(post.pk)
    except MatchError:
        return None
    found = match_one(carer, index.only(post.pk), 1)
    return (found[0], explain(found[0], carer, index)) if found else None


def _posts(ids: list[int], on: date) -> Mapping[int, Post]:
    seen = visible_to(Actor.visitor(), on=on).select_related("employer", "place")
    return seen.in_bulk(ids)


def _found(post: Post, query: SearchQuery, origin: Origins) -> Found:
    minutes = minutes_to(post, origin, query.way or DEFAULT_WAY)
    shifts = patterns().shifts.get(post.pattern_id) if post.pattern_id else None
    fit = fit_of(shifts or NotStated(), query.profile, minutes) if query.profile else None
    return Found(post, fit, minutes, shifts)
