"""Small random cities: carers and posts close enough together that much fits and much does not."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from carepost.domain.matching import Carer, Index, Post, build, carer_table, post_tables
from carepost.domain.travel import Way
from carepost.domain.week import (
    Band,
    Fixed,
    NotStated,
    Output,
    Shifts,
    Slots,
    Week,
    Window,
    weekly,
)
from tests.domain.week import strategies as week

SCHOOL_DAY = Week.available(weekly("12345", "8:30", "16:00"))
NIGHTS = Week.available(weekly("1234567", "21:00", "7:00"))
points = st.tuples(st.floats(-8, 8, width=32), st.floats(-8, 8, width=32))
money = st.integers(10_00, 80_00).map(lambda fen: Decimal(fen) / 100)
skills = st.sets(st.integers(0, 5), max_size=3).map(lambda bits: sum(1 << bit for bit in bits))

usual_weeks = st.sampled_from([SCHOOL_DAY, NIGHTS, Week.whole(), Week(), SCHOOL_DAY | NIGHTS, ~SCHOOL_DAY])
usual_patterns = st.sampled_from(
    [
        Fixed((Shifts.weekly(weekly("12345", "9:00", "15:00")),)),
        Fixed((Shifts.weekly(weekly("12345", "9:00", "12:00")), Shifts.weekly(weekly("12345", "13:00", "16:00")))),
        Fixed((Shifts.weekly(weekly("67", "22:00", "6:00")),)),
        Fixed((Shifts.rotation([[(9 * 60, 15 * 60)]] * 2 + [[]] * 2),)),
        Band(weekly("12345", "8:00", "18:00"), weekly("135", "10:00", "11:30"), 20 * 60, 120),
        Band(weekly("12345", "8:00", "18:00"), weekly("15", "9:00", "14:00"), 20 * 60, 120),
        Band(weekly("1234567", "20:00", "8:00"), (), 30 * 60, 4 * 60),
        Slots(weekly("12345", "9:00", "11:00") + weekly("12345", "13:00", "15:00"), 6),
        Slots((Window.of(9 * 60, 10), Window.of(9 * 60 + 10, 10), Window.of(1440 + 9 * 60, 10)), 3),
        Slots(weekly("12345", "9:00", "12:00") + weekly("12345", "11:00", "14:00"), 4),
        Slots((Window.of(6 * 1440 + 22 * 60, 300), Window.of(22 * 60, 300), Window.of(6 * 1440 + 20 * 60, 180)), 2),
        Output(),
        NotStated(),
    ]
)
carers = st.builds(
    Carer,
    id=st.integers(0, 2**40),
    home=points,
    week=usual_weeks | week.weeks,
    way=st.sampled_from(list(Way)),
    max_commute=st.integers(0, 240),
    school=st.none() | points,
    holiday=st.none() | usual_weeks,
    skills=skills,
    wanted_pay=st.none() | money,
    wanted_hours=st.none() | st.tuples(st.integers(0, 30), st.integers(30, 60)),
    hidden=st.frozensets(st.integers(0, 4), max_size=2),
)
posts = st.builds(
    Post,
    id=st.integers(0, 2**40),
    employer=st.integers(0, 4),
    place=st.none() | points,
    patterns=st.lists(usual_patterns | week.patterns, min_size=1, max_size=3).map(tuple),
    required=skills,
    wished=skills,
    pay=st.none() | money,
    quality=st.none() | st.floats(0, 1, width=32),
    way_up=st.booleans(),
    places=st.integers(0, 3),
    lawful=st.sampled_from([True, True, True, False]),
)


def cities(most_posts: int = 12, most_carers: int = 4) -> st.SearchStrategy[tuple[list[Carer], list[Post]]]:
    """Carers and posts with different ids."""

    def some(each: st.SearchStrategy, most: int) -> st.SearchStrategy:
        return st.lists(each, min_size=1, max_size=most, unique_by=lambda one: one.id)

    return st.tuples(some(carers, most_carers), some(posts, most_posts))


def index_of(posts: list[Post]) -> Index:
    return build(*post_tables(posts))


__all__ = ["carer_table", "carers", "cities", "index_of", "post_tables", "posts"]
