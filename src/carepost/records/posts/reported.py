"""What the words of a reported post point to: its place, its employer, its source."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from carepost.records.employers import Employer, find_or_add_reported, is_named
from carepost.records.places import Place, find_place
from carepost.records.posts.listing import Listing
from carepost.records.posts.sources import source_of

NOT_STATED = "未载明"


@dataclass(slots=True)
class Resolver:
    """Looks places and employers up once for each wording in a file; `at` is when the import runs."""

    at: datetime
    _places: dict[tuple[str, str], Place | None] = field(default_factory=dict)
    _employers: dict[tuple[str, str | None], Employer] = field(default_factory=dict)

    def values_of(self, listing: Listing) -> dict[str, Any]:
        """The fields of Post that the listing gives; what it does not state is "" or None."""
        place = self._place(listing.city, listing.place)
        employer = self._employer(listing.employer, place)
        source = source_of(listing.source_url)
        return {
            "title": listing.title,
            "employer_id": employer.pk if employer else None,
            "employer_text": listing.employer,
            "place_id": place.pk if place else None,
            "place_text": listing.place or _stated(listing.city),
            "headcount_text": listing.headcount,
            "pay_text": listing.pay_text,
            "hours_text": listing.hours_text,
            "requirements_text": listing.requirements,
            "other_text": listing.other,
            "row_type": listing.row_type,
            "publisher": source.publisher,
            "publisher_en": source.publisher_en,
            "published_date": source.date,
            "source_url": listing.source_url,
        }

    def _place(self, city: str, words: str) -> Place | None:
        key = (_stated(city), words)
        if key not in self._places:
            within = find_place(key[0]).place if key[0] else None
            self._places[key] = (find_place(words, within).place if words else None) or within
        return self._places[key]

    def _employer(self, name: str, place: Place | None) -> Employer | None:
        if not is_named(name):
            return None
        key = (name, place.code if place else None)
        if key not in self._employers:
            self._employers[key] = find_or_add_reported(name=name, place=place, at=self.at)
        return self._employers[key]


def _stated(city: str) -> str:
    """The city as far as it is told: "甘肃（市未载明）" is 甘肃, "未载明（采访地多为青岛）" is nothing."""
    return city.split("（")[0].split("(")[0].replace(NOT_STATED, "").strip()
