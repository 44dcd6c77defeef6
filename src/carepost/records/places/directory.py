"""The places in memory: names and codes change only with the product, so each process reads them once.

A point that an officer gave may be older here than in the database: `queries.point_of` knows.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache

from carepost.domain.travel import Point
from carepost.records.places.models import Level, Place, PlacePin
from carepost.records.places.reader import Division, PlaceIndex
from carepost.records.places.tables import shipped_aliases

# A county or town is small enough for its own point to stand for an address in it; a city is not.
NEAR_ENOUGH = (Level.COUNTY.value, Level.TOWN.value)


@dataclass(frozen=True)
class Directory:
    """All places by code, and below each its children in pinyin order (None: the provinces).

    `pinned` are the codes of those whose point an officer gave, `newest_pin` is the id of the last of these.
    """

    places: dict[str, Place]
    children: dict[str | None, tuple[Place, ...]]
    pinned: frozenset[str]
    newest_pin: int

    @cached_property
    def points(self) -> dict[str, Point]:
        """The points of counties and towns, by code, where a source states one."""
        known = (p for p in self.places.values() if p.level in NEAR_ENOUGH)
        return {
            p.code: Point(p.latitude, p.longitude) for p in known if p.latitude is not None and p.longitude is not None
        }

    @cached_property
    def index(self) -> PlaceIndex:
        """The names, ready to be looked up in words."""
        divisions = (Division(p.code, p.name, p.level, p.parent_id) for p in self.places.values())
        return PlaceIndex(divisions, shipped_aliases())


def directory() -> Directory:
    """The places of this process; one query on first use. A database that is still empty is asked again."""
    found = _load()
    if not found.places:
        forget_directory()
    return found


@lru_cache(maxsize=1)
def _load() -> Directory:
    places = {place.code: place for place in Place.objects.order_by("pinyin", "code")}
    pins = dict(PlacePin.objects.order_by("id").values_list("id", "place_id"))
    children: defaultdict[str | None, list[Place]] = defaultdict(list)
    for place in places.values():
        if place.parent_id:
            place.parent = places[place.parent_id]
        children[place.parent_id].append(place)
    return Directory(
        places, {code: tuple(below) for code, below in children.items()}, frozenset(pins.values()), max(pins, default=0)
    )


def forget_directory() -> None:
    """Makes the next reader load the places again."""
    _load.cache_clear()
