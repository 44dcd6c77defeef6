"""The posts of the generated city: complete, invented, and marked as demo in the row itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from carepost.domain.population import City, CityPost, Standing
from carepost.domain.roles import Actor
from carepost.domain.standard import post_from
from carepost.records.audit import record
from carepost.records.crypto import code_from
from carepost.records.employers import Employer
from carepost.records.packs import parameters_on
from carepost.records.posts.columns import pattern_row, stored_values
from carepost.records.posts.events import DEMO_POSTS_ADDED
from carepost.records.posts.models import Kind, MatchFacts, Post
from carepost.records.posts.weighing import weighed

BATCH = 1000
CERTIFIED = frozenset({Standing.CERTIFIED, Standing.PUBLISHED, Standing.PAUSED})
# Between being written and being opened: so long a bureau had it.
_WORKDAY = time(10)


def demo_post_count() -> int:
    """How many generated posts are stored."""
    return Post.objects.filter(demo=True).count()


def add_demo_posts(*, city: City, employers: Mapping[int, Employer], first: int, at: datetime) -> Iterator[int]:
    """Stores the posts of a city from number `first` on, a batch in each transaction; yields how many are stored.

    The rows are written at once and not through the life of a post: nobody certified them, and their certificates say
    so. Stopped and asked again with the number stored, it goes on where it was.
    """
    patterns: dict[str, int] = {}
    law = parameters_on(city.on)
    numbers = iter(range(first, city.count))
    stored = first
    while batch := [city.post(number) for number in islice(numbers, BATCH)]:
        with transaction.atomic():
            rows = [_row(city, post, employers[post.employer.number], patterns) for post in batch]
            Post.objects.bulk_create(rows)
            MatchFacts.objects.bulk_create(
                MatchFacts(post=row, **weighed(post_from(post.facts), law=law, on=city.on, grade=post.grade))
                for row, post in zip(rows, batch, strict=True)
            )
            record(
                DEMO_POSTS_ADDED,
                actor=Actor.system(),
                subject_kind="demo",
                subject_code="posts",
                at=at,
                number=len(rows),
            )
        stored += len(rows)
        yield stored


def _row(city: City, post: CityPost, employer: Employer, patterns: dict[str, int]) -> Post:
    values = stored_values(post_from(post.facts)) | _certificate(city, post)
    return Post(
        code=code_from(f"demo post|{city.place}|{city.seed}|{post.number}".encode()),
        kind=Kind.OWN,
        state=post.standing.value,
        employer=employer,
        employer_text=employer.name,
        pattern_id=_pattern(post, patterns),
        latitude=post.point.latitude,
        longitude=post.point.longitude,
        demo=True,
        created_at=_moment(post.written_on),
        changed_at=_moment(post.published_on or post.written_on),
        opened_at=_moment(post.published_on) if post.published_on else None,
        **values,
    )


def _certificate(city: City, post: CityPost) -> dict[str, Any]:
    if post.standing not in CERTIFIED:
        return {}
    certified = post.published_on or min(post.written_on + timedelta(days=3), city.on)
    return {
        "certificate_number": f"演示-{city.place}-{certified.year}-{post.number + 1:06d}",
        "certified_on": certified,
    }


def _pattern(post: CityPost, patterns: dict[str, int]) -> int | None:
    if post.pattern is None:
        return None
    if post.pattern_key not in patterns:
        patterns[post.pattern_key] = pattern_row(post.pattern).pk
    return patterns[post.pattern_key]


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, _WORKDAY))
