"""Job share: the most pairs that can be made, and each of them covers the post."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.domain.matching import Carer, MatchError, Post, carer_table, job_share
from carepost.domain.matching.blossom import most_pairs
from carepost.domain.travel import Way
from carepost.domain.week import Band, Fixed, Shifts, Travel, Week, fit, weekly

FULL_TIME = Fixed((Shifts.weekly(weekly("12345", "9:00", "17:00")),))
POST = Post(1, 1, (0.0, 0.0), (FULL_TIME,))


def at(days: str, start: str, end: str) -> Week:
    return Week.available(weekly(days, start, end))


def her(number: int, week: Week, **more: object) -> Carer:
    return Carer(number, (0.0, 0.0), week, Way.WALK, 30, **more)  # type: ignore[arg-type]


def most(covers: tuple[int, ...], full: int, last: frozenset[int], apart: frozenset[frozenset[int]]) -> int:
    """The most couples by trying everything."""

    @cache
    def best(left: frozenset[int]) -> int:
        if not left:
            return 0
        one = min(left)
        rest = left - {one}
        fitting = [n for n in rest if covers[one] | covers[n] == full and not (one in last and n in last)]
        mates = [n for n in fitting if frozenset((one, n)) not in apart]
        return max([best(rest), *(1 + best(rest - {mate}) for mate in mates)])

    return best(frozenset(range(len(covers))))


@settings(max_examples=200)
@given(
    st.lists(st.integers(1, 15), max_size=11),
    st.sets(st.integers(0, 10), max_size=3),
    st.frozensets(st.frozensets(st.integers(0, 10), min_size=2, max_size=2), max_size=4),
)
def test_no_larger_number_of_couples_exists(
    covers: list[int], marked: set[int], apart: frozenset[frozenset[int]]
) -> None:
    last = {n for n in marked if n < len(covers) and covers[n] == 15}
    couples = most_pairs(covers, 15, last, apart)
    assert not apart & {frozenset(couple) for couple in couples}
    people = [one for couple in couples for one in couple]
    assert len(people) == len(set(people))
    assert all(covers[a] | covers[b] == 15 and not (a in last and b in last) for a, b in couples)
    assert len(couples) == most(tuple(covers), 15, frozenset(last), apart)


WEEKS = [
    at("12345", "8:00", "13:30"),
    at("12345", "12:30", "18:00"),
    at("123", "8:00", "18:00"),
    at("345", "8:00", "18:00"),
    at("45", "8:00", "18:00"),
    at("12345", "8:00", "18:00"),
    at("67", "8:00", "18:00"),
    Week(),
]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(WEEKS), max_size=8))
def test_each_pair_covers_the_post_and_each_half_fits_its_week(weeks: list[Week]) -> None:
    carers = [her(n, week) for n, week in enumerate(weeks)]
    share = job_share(POST, carer_table(carers))
    work = Week.occupied(weekly("12345", "9:00", "17:00"))
    for pair in share.pairs:
        halves = (pair.first, pair.second)
        assert Week.occupied(pair.first.windows) | Week.occupied(pair.second.windows) == work
        for half in halves:
            assert half.minutes > 0
            assert fit(Fixed((Shifts.weekly(half.windows),)), weeks[half.carer_id], Travel(0, 0)).answer == "fits"
        assert pair.first.minutes + pair.second.minutes == work.minutes + pair.handovers * 15
    busy = [half.carer_id for pair in share.pairs for half in (pair.first, pair.second)]
    assert len(busy) == len(set(busy))
    assert share.possible >= len(share.pairs)


def test_days_are_kept_whole_where_both_can_and_split_where_they_must() -> None:
    early, late = her(1, at("12345", "8:00", "13:30")), her(2, at("12345", "12:30", "18:00"))
    (pair,) = job_share(POST, carer_table([early, late])).pairs
    assert pair.first.windows == weekly("12345", "9:00", "13:15")
    assert pair.second.windows == weekly("12345", "13:00", "17:00")
    assert pair.handovers == 5
    whole = at("12345", "8:00", "18:00")
    (pair,) = job_share(POST, carer_table([her(1, whole), her(2, whole)])).pairs
    assert pair.handovers == 0
    assert abs(pair.first.minutes - pair.second.minutes) == 8 * 60


def test_no_handover_is_possible_without_time_for_it() -> None:
    early, late = her(1, at("12345", "8:00", "13:00")), her(2, at("12345", "13:00", "18:00"))
    table = carer_table([early, late])
    assert job_share(POST, table).pairs == ()
    assert len(job_share(POST, table, handover=0).pairs) == 1


def test_travel_skills_and_hidden_employers_count() -> None:
    whole = at("12345", "9:00", "17:00")
    post = Post(1, 1, (0.0, 0.0), (FULL_TIME,), required=1, wished=2)
    skilled = [her(1, whole, skills=1), her(2, whole, skills=3)]
    (pair,) = job_share(post, carer_table(skilled)).pairs
    assert (pair.first.skills, pair.second.skills) == (0, 2)
    assert job_share(post, carer_table([*skilled[:1], her(2, whole)])).candidates == 1
    hiding = her(3, whole, skills=1, hidden=frozenset({1}))
    far = Carer(4, (1.0, 0.0), whole, Way.WALK, 30, skills=1)
    away = Carer(5, (9.0, 0.0), at("12345", "8:00", "18:00"), Way.WALK, 30, skills=1)
    assert job_share(post, carer_table([hiding, far, away])).candidates == 0
    walking = Carer(6, (1.0, 0.0), at("12345", "8:30", "17:30"), Way.WALK, 30, skills=1)
    assert job_share(post, carer_table([hiding, walking, away])).candidates == 1


def test_who_would_take_it_alone_is_left_alone_unless_needed() -> None:
    whole, early, late = at("12345", "8:00", "18:00"), at("12345", "8:00", "13:30"), at("12345", "12:30", "18:00")
    carers = carer_table([her(1, whole), her(2, early), her(3, late)])
    share = job_share(POST, carers, alone=frozenset({1}))
    assert [(pair.first.carer_id, pair.second.carer_id) for pair in share.pairs] == [(2, 3)]
    assert share.alone == (1,)
    needed = job_share(POST, carer_table([her(1, whole), her(2, early)]), alone=frozenset({1}))
    assert len(needed.pairs) == 1


def test_a_break_in_the_day_is_where_it_is_split() -> None:
    broken = Fixed((Shifts.weekly(weekly("12345", "8:00", "12:00") + weekly("12345", "14:00", "18:00")),))
    carers = carer_table([her(1, at("12345", "8:00", "12:00")), her(2, at("12345", "14:00", "18:00"))])
    (pair,) = job_share(Post(1, 1, None, (broken,)), carers).pairs
    assert pair.first.windows == weekly("12345", "8:00", "12:00")


@pytest.mark.parametrize(
    "pattern",
    [
        Band(weekly("12345", "8:00", "18:00"), (), 600),
        Fixed((Shifts.rotation([[(480, 960)], []]),)),
        Fixed((Shifts.weekly(weekly("1", "9:00", "12:00")),)),
    ],
)
def test_posts_that_cannot_be_shared_are_refused(pattern: object) -> None:
    with pytest.raises(MatchError):
        job_share(Post(1, 1, None, (pattern,)), carer_table([]))  # type: ignore[arg-type]
    with pytest.raises(MatchError, match="0 to 60"):
        job_share(POST, carer_table([]), handover=90)
