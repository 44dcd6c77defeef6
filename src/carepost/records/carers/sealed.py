"""What this room seals: her week, and the addresses of her searches, because both may say where she lives."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.db import transaction

from carepost.records.carers.models import Profile, SavedSearch
from carepost.records.crypto import blind_index, is_newest, seal, unseal

_PROFILE, _SEARCH = "carers_profile", "carers_savedsearch"


def seal_week(answers: Mapping[str, str], *, person: str) -> bytes:
    """The answers of a week entry (parameters of its address) sealed for the person with this public code."""
    return seal(
        json.dumps(dict(answers), ensure_ascii=False, sort_keys=True), table=_PROFILE, row=person, column="week"
    )


def unseal_week(sealed: bytes, *, person: str) -> dict[str, str]:
    """The answers. Raises SealBroken for a value of somebody else."""
    answers: dict[str, str] = json.loads(unseal(sealed, table=_PROFILE, row=person, column="week"))
    return answers


def seal_query(query: str, *, search: str) -> bytes:
    """The address of a search sealed for the search with this public code."""
    return seal(query, table=_SEARCH, row=search, column="query")


def query_of(search: SavedSearch) -> str:
    """The address (query string) of a saved search. Raises SealBroken."""
    return unseal(bytes(search.query_sealed), table=_SEARCH, row=search.code, column="query")


def query_index(query: str, *, person: str) -> bytes:
    """What the same search of the same person is found by."""
    return blind_index(f"{person}\x00{query}", purpose="carers_savedsearch.query")


@transaction.atomic
def reseal_carers(*, most: int = 1000) -> int:
    """Seals weeks and searches that an older key sealed again with the newest; returns how many, 0 when none is left.

    At most `most` of each at a time, each row locked. Raises SealBroken for a value that no key on the ring opens.
    """
    weeks = Profile.objects.filter(week_sealed__isnull=False).order_by("pk").values_list("pk", "week_sealed")
    stale = [pk for pk, value in weeks.iterator() if value is not None and not is_newest(bytes(value))][:most]
    for profile in Profile.objects.select_for_update(of=("self",)).select_related("user").filter(pk__in=stale):
        answers = unseal_week(bytes(profile.week_sealed or b""), person=profile.user.code)
        profile.week_sealed = seal_week(answers, person=profile.user.code)
        profile.save(update_fields=["week_sealed"])
    return len(stale) + _reseal_searches(most)


def _reseal_searches(most: int) -> int:
    queries = SavedSearch.objects.order_by("pk").values_list("pk", "query_sealed")
    stale = [pk for pk, value in queries.iterator() if not is_newest(bytes(value))][:most]
    for search in SavedSearch.objects.select_for_update().filter(pk__in=stale):
        search.query_sealed = seal_query(query_of(search), search=search.code)
        search.save(update_fields=["query_sealed"])
    return len(stale)
