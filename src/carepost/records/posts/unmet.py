"""Unmet demand: how often people said that no post suited them, coarse enough to be nobody's."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from carepost.domain.search import SearchQuery
from carepost.records.places import Level, Place, ancestors, code_prefix
from carepost.records.posts.models import Unmet

_ADD = """
INSERT INTO posts_unmet AS u ("on", place_id, filters, number) VALUES (%s, %s, %s, 1)
ON CONFLICT ("on", place_id, filters) DO UPDATE SET number = u.number + 1
"""


@transaction.atomic
def count_unmet(*, query: SearchQuery, place: Place | None, at: datetime) -> None:
    """Counts one search that found nothing suitable.

    Nobody is recorded, hence no audit row either: the trail would say when who looked for what. A place below a city is
    counted in its city.
    """
    near = city_of(place)
    filters = ",".join(sorted(query.filters))
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [timezone.localdate(at), near.code if near else None, filters])


def unmet_in(place: Place | None, *, since: date, until: date) -> Counter[frozenset[str]]:
    """How often nothing suited in a place and below it (everywhere for None), from a day to a day, by filters set.

    The names of the filters are those of SearchQuery.filters. A search of the whole country counts everywhere only.
    """
    rows = Unmet.objects.filter(on__range=(since, until))
    if place is not None:
        rows = rows.filter(place__code__startswith=code_prefix(place))
    found = Counter[frozenset[str]]()
    for filters, number in rows.values_list("filters", "number"):
        found[frozenset(filter(None, filters.split(",")))] += number
    return found


def city_of(place: Place | None) -> Place | None:
    """The city of a place; where none stands above it, the county right under the province, or the province itself."""
    if place is None:
        return None
    line = (*ancestors(place), place)
    return next((each for each in line if each.level == Level.CITY), line[min(1, len(line) - 1)])
