"""Timetables of fairs: nobody in two places, everybody when free, and as many talks as can be."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carepost.domain.fairs import Desk, FairError, FairHours, Guest, Timetable, WhyUnmet, Wish, plan_fair

MORNING = FairHours(9 * 60, 11 * 60, 20)
ALL_DAY = ((0, 24 * 60),)


def sound(hours: FairHours, desks: list[Desk], guests: list[Guest], wishes: list[Wish], plan: Timetable) -> None:
    free, tables = {guest.id: guest.free for guest in guests}, {desk.id: desk.tables for desk in desks}
    people, places = Counter[tuple[int, int]](), Counter[tuple[int, int, int]]()
    for each in plan.appointments:
        assert each.start in hours.starts
        assert any(low <= each.start and each.start + hours.slot <= high for low, high in free[each.guest])
        assert 1 <= each.table <= tables[each.desk]
        people[each.guest, each.start] += 1
        places[each.desk, each.table, each.start] += 1
    assert set(people.values()) | set(places.values()) <= {1}
    met = [(each.guest, each.desk) for each in plan.appointments]
    assert len(met) == len(set(met))
    left = [(each.wish.guest, each.wish.desk) for each in plan.unmet]
    assert sorted(met + left) == sorted((wish.guest, wish.desk) for wish in wishes)
    counts = Counter(guest for guest, _ in met)
    assert all(counts[guest.id] <= guest.most for guest in guests)


@st.composite
def fairs(draw: st.DrawFn, always_free: bool = False) -> tuple[FairHours, list[Desk], list[Guest], list[Wish]]:
    slot = draw(st.sampled_from([15, 20, 30]))
    hours = FairHours(540, 540 + slot * draw(st.integers(1, 6)), slot)
    desks = [Desk(n, draw(st.integers(1, 2))) for n in range(draw(st.integers(1, 4)))]
    guests = []
    for n in range(draw(st.integers(1, 7))):
        start = draw(st.integers(500, 660))
        free = ALL_DAY if always_free else ((start, start + draw(st.integers(0, 180))),)
        guests.append(Guest(n, free, draw(st.integers(1, 4))))
    pairs = draw(st.lists(st.tuples(st.integers(0, len(guests) - 1), st.integers(0, len(desks) - 1)), unique=True))
    return hours, desks, guests, [Wish(g, d, draw(st.integers(0, 9)) / 10) for g, d in pairs]


@given(fairs())
def test_a_timetable_is_sound_and_says_what_it_leaves_out(
    fair: tuple[FairHours, list[Desk], list[Guest], list[Wish]],
) -> None:
    plan = plan_fair(*fair)
    sound(*fair, plan)
    assert plan == plan_fair(fair[0], fair[1], fair[2][::-1], fair[3][::-1])


@given(fairs(always_free=True))
def test_everything_fits_where_everybody_is_free_and_nobody_is_wanted_too_often(
    fair: tuple[FairHours, list[Desk], list[Guest], list[Wish]],
) -> None:
    hours, desks, guests, wishes = fair
    desks = [Desk(desk.id) for desk in desks]
    guests = [Guest(guest.id, ALL_DAY, 99) for guest in guests]
    wanted = Counter(("guest", wish.guest) for wish in wishes) + Counter(("desk", wish.desk) for wish in wishes)
    plan = plan_fair(hours, desks, guests, wishes)
    if all(number <= len(hours.starts) for number in wanted.values()):
        assert not plan.unmet  # König, 1916
    sound(hours, desks, guests, wishes, plan)


def test_everybody_has_a_first_talk_before_anybody_has_a_second() -> None:
    hours = FairHours(540, 600, 30)
    wishes = [Wish(1, 1, 0.9), Wish(1, 2, 0.8), Wish(2, 1, 0.1), Wish(3, 2, 0.1), Wish(3, 1, 0.05)]
    plan = plan_fair(hours, [Desk(1), Desk(2)], [Guest(n, ALL_DAY) for n in (1, 2, 3)], wishes)
    assert Counter(each.guest for each in plan.appointments) == {1: 2, 2: 1, 3: 1}


def test_room_is_made_by_moving_others() -> None:
    hours = FairHours(540, 600, 30)
    early = Guest(2, ((540, 570),))
    plan = plan_fair(hours, [Desk(1)], [Guest(1, ALL_DAY), early], [Wish(1, 1, 0.9), Wish(2, 1, 0.1)])
    assert [(each.guest, each.start) for each in plan.appointments] == [(2, 540), (1, 570)]


def test_the_school_run_is_respected_and_said() -> None:
    hours = FairHours(15 * 60, 17 * 60, 30)
    guests = [Guest(1, ((14 * 60, 15 * 60 + 40),)), Guest(2, ((8 * 60, 12 * 60),)), Guest(3, ((900, 930),), most=1)]
    wishes = [Wish(g, d, 0.5) for g, d in product((1, 2, 3), (1, 2))]
    plan = plan_fair(hours, [Desk(1), Desk(2)], guests, wishes)
    assert {(each.guest, each.start) for each in plan.appointments} == {(1, 900), (3, 900)}
    why = {(each.wish.guest, each.wish.desk): each.why for each in plan.unmet}
    assert set(why.values()) == {WhyUnmet.NO_TIME, WhyUnmet.NEVER_THERE, WhyUnmet.ENOUGH}
    assert why[2, 1] is why[2, 2] is WhyUnmet.NEVER_THERE


def test_interviews_go_round_the_breaks() -> None:
    assert FairHours(9 * 60, 11 * 60, 25, ((600, 615),)).starts == (540, 565, 615)
    assert MORNING.starts == (540, 560, 580, 600, 620, 640)


@pytest.mark.parametrize(
    ("where", "make"),
    [
        ("end", lambda: FairHours(600, 600, 20)),
        ("end", lambda: FairHours(600, 25 * 60, 20)),
        ("slot", lambda: FairHours(540, 600, 4)),
        ("slot", lambda: FairHours(540, 550, 20)),
        ("slot", lambda: FairHours(540, 600, 20, ((540, 600),))),
        ("breaks", lambda: FairHours(540, 600, 20, ((500, 560),))),
        ("desk 1", lambda: Desk(1, 0)),
        ("guest 1", lambda: Guest(1, ALL_DAY, 0)),
        ("guest 1", lambda: plan_fair(MORNING, [Desk(1)], [Guest(1, ALL_DAY), Guest(1, ALL_DAY)], [])),
        ("desk 1", lambda: plan_fair(MORNING, [Desk(1), Desk(1)], [], [])),
        ("wish 1-2", lambda: plan_fair(MORNING, [Desk(1)], [Guest(1, ALL_DAY)], [Wish(1, 2, 1.0)])),
        ("wish 2-1", lambda: plan_fair(MORNING, [Desk(1)], [Guest(1, ALL_DAY)], [Wish(2, 1, 1.0)])),
        ("wish 1-1", lambda: plan_fair(MORNING, [Desk(1)], [Guest(1, ALL_DAY)], [Wish(1, 1, 1.0), Wish(1, 1, 0.5)])),
    ],
)
def test_what_cannot_be_planned_is_named(where: str, make) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(FairError) as refused:
        make()
    assert refused.value.where == where
    assert refused.value.problem.zh
