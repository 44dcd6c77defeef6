"""How many people a post suits beside its places: worked out every night from the weeks that carers keep."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from carepost.domain.matching import Carer, Congestion, allocate, carer_table, match
from carepost.domain.travel import Point
from carepost.records.carers.fitting import known_carers
from carepost.records.carers.models import Crowd, CrowdCount
from carepost.records.posts import live_index
from carepost.records.queue import handler

LEAST_KNOWN = 10
"""Of fewer carers nothing is told: the number would say more of them than of the post."""
LIST = 20


def crowd_of(posts: Collection[int], *, on: date) -> dict[int, float]:
    """About how many people there are per place, by number of post, where at least LEAST_KNOWN carers are known.

    As of the last night; nothing older than a week is told.
    """
    count = CrowdCount.objects.filter(known__gte=LEAST_KNOWN).order_by("-on").first()
    if count is None or (on - count.on).days > 7:
        return {}
    rows = Crowd.objects.filter(post__in=posts, places__gt=0)
    return {row.post_id: row.wanted / row.places for row in rows}


@transaction.atomic
def count_crowds(*, at: datetime) -> int:
    """Counts anew for all open posts and all kept weeks; returns how many carers could be matched.

    Each carer has a list of LIST posts; who stands in how many lists is what `allocate` reports as congestion. Each is
    counted on the map of the zone of her home, a post in reach of two zones in both.
    """
    on = timezone.localdate(at)
    zones: defaultdict[int, list[tuple[Point, Carer]]] = defaultdict(list)
    known = 0
    for _, question in known_carers():
        zones[question.origin.meridian].append((question.origin.home, question.carer))
        known += 1
    found: dict[int, Crowd] = {}
    for members in zones.values():
        for each in _congestion(members, on):
            crowd = found.setdefault(each.post_id, Crowd(post_id=each.post_id, wanted=0, places=each.places))
            crowd.wanted += each.wanted
    Crowd.objects.all().delete()
    Crowd.objects.bulk_create(found.values(), batch_size=1000)
    CrowdCount.objects.update_or_create(on=on, defaults={"known": known})
    return known


def _congestion(members: list[tuple[Point, Carer]], on: date) -> Iterable[Congestion]:
    index = live_index(members[0][0], on=on)
    if not len(index):
        return ()
    lists = match(carer_table(carer for _, carer in members), index, LIST)
    places = dict(zip(index.posts["id"].to_pylist(), index.posts["places"].to_pylist(), strict=True))
    wanted = {post: places[post] for post in set(lists["post_id"].to_pylist())}
    return allocate(lists, wanted, "deferred").congestion if wanted else ()


@handler("carers.crowds", daily_hour=3)
def nightly(payload: dict[str, Any], at: datetime) -> None:
    """The night's count."""
    count_crowds(at=at)
