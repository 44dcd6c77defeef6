"""How well posts fit carers, from the records of both: what the matching engine is asked with, and what it answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

import pyarrow as pa

from carepost.domain.matching import Carer, build, carer_table, match, post_tables
from carepost.domain.travel import Point, meridian_of
from carepost.records.carers import FitQuestion, known_carers
from carepost.records.people import User
from carepost.records.posts import Post, point_of, post_for

MOST = 255
ANYWHERE = Point(30.0, 114.0)
"""Where the flat map lies for posts that state no place."""


class Score(NamedTuple):
    """How well a post suits a carer, by their keys; the higher the better. Pairs that do not fit are not there."""

    user: int
    post: int
    value: float


def scores_of(posts: Sequence[Post], users: Iterable[User]) -> list[Score]:
    """Every pair that fits, of at most 255 posts of one region; who keeps no week or no place to set out from, fits
    nothing.
    """
    where = middle_of(posts)
    carers = carers_of(users, where)
    if not posts or not carers.num_rows:
        return []
    index = build(*post_tables([post_for(post, where) for post in posts]))
    found = match(carers, index, min(len(posts), MOST), threads=1)
    columns = (found[name].to_pylist() for name in ("carer_id", "post_id", "score"))
    return [Score(*row) for row in zip(*columns, strict=True)]


def carers_of(users: Iterable[User], where: Point) -> pa.Table:
    """The carers as matching knows them, by the keys of their accounts, on the flat map of the zone of a point."""
    known = known_carers(user.pk for user in users)
    return carer_table(_drawn(question, meridian_of(where)) for _, question in known)


def _drawn(question: FitQuestion, meridian: int) -> Carer:
    home, school = question.origin.projected(meridian)
    return replace(question.carer, home=home, school=school)


def middle_of(posts: Sequence[Post]) -> Point:
    """A point on whose map all posts of one region lie: that of the first that has one."""
    return next((point for post in posts if (point := point_of(post))), ANYWHERE)
