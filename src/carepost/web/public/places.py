"""What the public pages say about a place: its trail, its parts, and where to look when it has nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from carepost.domain.facts import Text
from carepost.domain.roles import Actor
from carepost.domain.search import Count, SearchQuery, address_of
from carepost.records.places import Place, ancestors
from carepost.records.posts import count_in, counts_by_place

Counted = tuple[Text, Count | int, str]


@dataclass(frozen=True, slots=True)
class WayOut:
    """Where else there are posts: the nearest place above with its count, and its parts with theirs.

    `place` is None for the whole country; `parts` are (name, count, address).
    """

    place: Place | None
    count: Count
    url: str
    parts: tuple[Counted, ...]


def address(view: str, place: Place | None) -> str:
    """The address of a list ("public:posts", "public:employers") for a place."""
    return reverse(view) + ("?" + urlencode({"place": place.code}) if place else "")


def trail(view: str, place: Place | None) -> list[tuple[Text, str]]:
    """(name, address) of each place above, province first."""
    return [(above.text, address(view, above)) for above in ancestors(place)] if place else []


def counted(view: str, rows: Iterable[tuple[Place, Count | int]]) -> tuple[Counted, ...]:
    """(name, count, address) for each place that has something."""
    return tuple((place.text, count, address(view, place)) for place, count in rows)


def parts_of(query: SearchQuery, rows: Iterable[tuple[Place, Count]]) -> tuple[Counted, ...]:
    """(name, count, address) for each part of a place that has posts; the address keeps the order that is asked."""
    return tuple((place.text, count, _list(replace(query, place=place.code, page=1))) for place, count in rows)


def way_out(actor: Actor, place: Place) -> WayOut:
    """From a place without posts: upwards until there are some, with the parts of that place beside it."""
    above = (*reversed(ancestors(place)), None)
    counts = count_in(above)
    nearest = next((each for each in above if counts[each]), None)
    rows = counts_by_place(actor, nearest) if counts[nearest] else ()
    return WayOut(nearest, counts[nearest], address("public:posts", nearest), counted("public:posts", rows))


def _list(query: SearchQuery) -> str:
    return f"{reverse('public:posts')}?{address_of(query)}"
