"""What could be asked differently when nothing fits, and how many posts each change brings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db import connection
from django.utils import timezone

from carepost.domain.facts import Text
from carepost.domain.search import Count, Relaxation, SearchQuery, relaxations
from carepost.domain.travel import Origins
from carepost.domain.week import Answer
from carepost.records.places import Place, ancestors
from carepost.records.posts.list_sql import Asked, ListSql, capped, numbers
from carepost.records.posts.reaching import patterns

BEST = 4
EVERYWHERE = Text("全国", "The whole country")


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A change of the search, in words, the search so changed, and how many posts it finds that fit."""

    text: Text
    query: SearchQuery
    count: Count


def relaxed(
    query: SearchQuery,
    *,
    place: Place | None,
    origin: Origins | None,
    on: date | None = None,
    hidden: frozenset[str] = frozenset(),
) -> tuple[Relaxed, ...]:
    """The single changes that bring most posts that fit, at most BEST, in one statement; none that bring nothing.

    To be asked right after `search` found nothing (or nothing that fits): it relies on the patterns read there.
    """
    offered = [(change, place) for change in relaxations(query)] + _wider_places(query, place)
    if not offered:
        return ()
    day, known = on or timezone.localdate(), patterns()
    plans = [ListSql(Asked(change.query, where, origin, day, hidden), known) for change, where in offered]
    with connection.cursor() as cursor:
        cursor.execute(numbers(plan.enough(Answer.FITS if plan.week else None) for plan in plans))
        counts = cursor.fetchone()
    found = [Relaxed(change.text, change.query, capped(n)) for (change, _), n in zip(offered, counts, strict=True) if n]
    return tuple(sorted(found, key=lambda each: each.count.number, reverse=True)[:BEST])


def _wider_places(query: SearchQuery, place: Place | None) -> list[tuple[Relaxation, Place | None]]:
    """The places above the one asked, nearest first, and the whole country."""
    if place is None:
        return []
    above = [
        (Relaxation(each.text, replace(query, place=each.code, page=1, show_all=False)), each)
        for each in ancestors(place)
    ]
    everywhere = Relaxation(EVERYWHERE, replace(query, place=None, page=1, show_all=False))
    return [*reversed(above), (everywhere, None)]
