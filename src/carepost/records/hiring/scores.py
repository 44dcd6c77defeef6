"""How well posts fit carers, from the records of both: what the matching engine is asked with, and what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import pyarrow as pa

from carepost.domain import matching
from carepost.domain.matching import Carer, build, carer_table, match, post_tables, project
from carepost.domain.search import DEFAULT_WAY
from carepost.domain.standard import lowest_pay
from carepost.domain.travel import Point
from carepost.domain.week import REACH_MAX_MINUTES, NotStated, Origin, WeekEntry, pattern_from_dict
from carepost.records.carers import hidden_of, kept_week
from carepost.records.employers import Employer
from carepost.records.people import User
from carepost.records.places import near_point
from carepost.records.posts import Post, point_of, post_file_of

MERIDIAN = 113.0
"""Degrees of longitude of the flat map, where no post has a point."""
MOST = 255


class Score(NamedTuple):
    """How well a post suits a carer, by their keys; the higher the better. Pairs that do not fit are not there."""

    user: int
    post: int
    value: float


def scores_of(posts: Sequence[Post], users: Sequence[User]) -> list[Score]:
    """Every pair that fits, of at most 255 posts; carers without a week or a place to set out from fit nothing."""
    meridian = meridian_of(posts)
    carers = carers_of(users, meridian=meridian)
    if not posts or not carers.num_rows:
        return []
    index = build(*post_tables([matched_post(post, meridian=meridian) for post in posts]))
    found = match(carers, index, min(len(posts), MOST), threads=1)
    columns = (found[name].to_pylist() for name in ("carer_id", "post_id", "score"))
    return [Score(*row) for row in zip(*columns, strict=True)]


def matched_post(post: Post, *, meridian: float) -> matching.Post:
    """A post as matching knows it, on the map around a meridian: the same for all of one question."""
    point, facts = point_of(post), post_file_of(post)
    pay = lowest_pay(facts).hour_fen
    pattern = pattern_from_dict(post.pattern.form) if post.pattern else NotStated()
    place = None if point is None else project(point, meridian)
    return matching.Post(
        id=post.pk,
        employer=post.employer_id or 0,
        place=None if post.at_home else place,
        patterns=(pattern,) if post.at_home or place else (NotStated(),),
        pay=None if pay is None else Decimal(pay) / 100,
    )


def carers_of(users: Sequence[User], *, meridian: float) -> pa.Table:
    """The carers as matching knows them, by the keys of their accounts."""
    found = [(user, kept_week(user)) for user in users]
    return carer_table(carer for user, entry in found if entry and (carer := _carer(user, entry, meridian)) is not None)


def hours_a_week(user: User) -> int:
    """How many hours a week she can work, whole hours; 0 where she keeps no week."""
    entry = kept_week(user)
    return entry.profile().term.minutes // 60 if entry else 0


def _carer(user: User, entry: WeekEntry, meridian: float) -> Carer | None:
    home, school = _xy(entry.home or entry.school, meridian), _xy(entry.school, meridian)
    if home is None or not entry.term.week:
        return None
    profile = entry.profile()
    hidden = Employer.objects.filter(code__in=hidden_of(user)).values_list("pk", flat=True)
    return Carer(
        id=user.pk,
        home=home,
        week=profile.term,
        way=entry.way or DEFAULT_WAY,
        max_commute=entry.commute or REACH_MAX_MINUTES,
        school=school,
        holiday=profile.holiday,
        hidden=frozenset(hidden),
    )


def _xy(origin: Origin | None, meridian: float) -> tuple[float, float] | None:
    point = near_point(origin) if isinstance(origin, str) else origin
    return None if point is None else project(point, meridian)


def meridian_of(posts: Sequence[Post]) -> float:
    """The meridian in the middle of some posts, in degrees of longitude."""
    points: list[Point] = [point for post in posts if (point := point_of(post))]
    return sum(point.longitude for point in points) / len(points) if points else MERIDIAN
