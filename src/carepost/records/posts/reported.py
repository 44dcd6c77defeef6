"""What the words of a reported post point to: its place, its employer, its source."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from carepost.domain.listings import ADVERT_COLUMNS, Advert
from carepost.domain.standard import pattern_of, post_as_data
from carepost.domain.week import Pattern as Shifts
from carepost.domain.week import pattern_key
from carepost.records.employers import Employer, find_or_add_reported, is_named
from carepost.records.places import Place, area_of, locate_place
from carepost.records.posts.columns import columns_of, pattern_row
from carepost.records.posts.facts import read_facts
from carepost.records.posts.listing import Listing
from carepost.records.posts.sources import source_of


@dataclass(slots=True)
class Resolver:
    """Looks places, employers and patterns up once for each wording in a file; `at` is when the import runs."""

    at: datetime
    _places: dict[tuple[str, str], Place | None] = field(default_factory=dict)
    _employers: dict[tuple[str, str | None], Employer] = field(default_factory=dict)
    _patterns: dict[str, int] = field(default_factory=dict)

    def values_of(self, listing: Listing) -> dict[str, Any]:
        """The fields of Post that the listing gives; what it does not state is "" or None."""
        place = self._place(listing.city, listing.place)
        employer = self._employer(listing.employer, place)
        source = source_of(listing.source_url)
        facts = read_facts(_advert(listing), place.code if place else "")
        return {
            "title": listing.title,
            "employer_id": employer.pk if employer else None,
            "employer_text": listing.employer,
            "place_id": place.pk if place else None,
            "place_text": listing.place or area_of(listing.city),
            "headcount_text": listing.headcount,
            "pay_text": listing.pay_text,
            "hours_text": listing.hours_text,
            "requirements_text": listing.requirements,
            "other_text": listing.other,
            "facts": post_as_data(facts),
            "pattern_id": self._pattern(pattern_of(facts)),
            **columns_of(facts),
            "row_type": listing.row_type,
            "publisher": source.publisher,
            "publisher_en": source.publisher_en,
            "published_date": source.date,
            "source_url": listing.source_url,
        }

    def _place(self, city: str, words: str) -> Place | None:
        key = (city, words)
        if key not in self._places:
            self._places[key] = locate_place(words, city)
        return self._places[key]

    def _employer(self, name: str, place: Place | None) -> Employer | None:
        if not is_named(name):
            return None
        key = (name, place.code if place else None)
        if key not in self._employers:
            self._employers[key] = find_or_add_reported(name=name, place=place, at=self.at)
        return self._employers[key]

    def _pattern(self, shifts: Shifts | None) -> int | None:
        if shifts is None:
            return None
        key = pattern_key(shifts)
        if key not in self._patterns:
            self._patterns[key] = pattern_row(shifts).pk
        return self._patterns[key]


def _advert(listing: Listing) -> Advert:
    """The row as the reader takes it: without its address, which says nothing of the post."""
    values = asdict(listing) | {"source_url": ""}
    return Advert(**{name: values[name] for name in ADVERT_COLUMNS})
