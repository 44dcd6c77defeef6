"""Shifts and patterns: one form per meaning, read back from plain data."""

import copy
import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carepost.domain.week import (
    DAY,
    WEEK,
    Band,
    Fixed,
    NotStated,
    Output,
    Pattern,
    Shifts,
    Slots,
    Week,
    WeekError,
    Window,
    pattern_from_dict,
    pattern_key,
    pattern_to_dict,
    weekly,
)
from tests.domain.week.strategies import cycles, fixed, patterns, rotations, windows
from tests.domain.week.test_window import minutes_in

TWO_ON_TWO_OFF = Shifts.rotation([[(7 * 60, 13 * 60)], [(13 * 60, 23 * 60)], [], []])


def test_a_drifting_rotation_meets_every_day_of_the_week() -> None:
    """上二休二, early 7–13 then late 13–23: after four weeks each day of the week has seen both and rest."""
    weeks = TWO_ON_TWO_OFF.weeks()
    assert len(weeks) == 4
    for day in range(7):
        starts = sorted(w.start_minute % DAY for week in weeks for w in week if w.start_minute // DAY == day)
        assert starts == [7 * 60, 13 * 60]
    assert TWO_ON_TWO_OFF.weekly_minutes == 28 * 60


def test_alternating_weeks_do_not_drift() -> None:
    early, late = [[(480, 720)]] * 5 + [[], []], [[(780, 1080)]] * 5 + [[], []]
    weeks = Shifts.rotation(early + late).weeks()
    assert weeks == (weekly("12345", "8:00", "12:00"), weekly("12345", "13:00", "18:00"))
    assert Shifts.rotation(late + early) == Shifts.rotation(early + late)


@given(rotations)
def test_the_weeks_of_a_cycle_hold_every_phase(shifts: Shifts) -> None:
    """Laid out day by day over a common multiple, the cycle is its weeks: no phase left out, none twice."""
    weeks = shifts.weeks()
    laid_out = sorted(
        (turn * shifts.cycle_days * DAY + start, end - start)
        for turn in range(len(weeks) * 7 // shifts.cycle_days)
        for start, end in shifts.spans
    )
    said = [(n * WEEK + w.start_minute, w.minutes) for n, week in enumerate(weeks) for w in sorted(week)]
    assert said == [(at, min(minutes, WEEK)) for at, minutes in laid_out]
    assert len(weeks) * 7 % shifts.cycle_days == 0


@given(cycles, st.integers(0, 20))
def test_equal_rotations_are_equal_values(days: list[list[tuple[int, int]]], turn: int) -> None:
    shifts = Shifts.rotation(days)
    assert Shifts.rotation(days * 2) == shifts
    assert Shifts(shifts.spans, shifts.cycle_days) == shifts
    if len(days) % 7:
        first = turn % len(days)
        assert Shifts.rotation(days[first:] + days[:first]) == shifts


@given(rotations)
def test_rotations_keep_their_work(shifts: Shifts) -> None:
    total = sum(window.minutes for week in shifts.weeks() for window in week)
    assert total == pytest.approx(shifts.weekly_minutes * len(shifts.weeks()))


def test_daily_work_is_a_weekly_set() -> None:
    assert Shifts.rotation([[(480, 720)]]) == Shifts.weekly(weekly("1234567", "8:00", "12:00"))
    assert Shifts.rotation([[(0, 1440)]] * 4) == Shifts.weekly((Window(0, WEEK),))


@pytest.mark.parametrize(
    ("days", "cycle"),
    [((), 7), (((0, 60),), 0), (((0, 60),), 367), (((7 * DAY, 7 * DAY + 5),), 7), (((60, 60),), 7),
     (((0, 7 * DAY + 1),), 7), (((-5, 60),), 7)],
)  # fmt: skip
def test_impossible_shifts_are_refused(days: tuple[tuple[int, int], ...], cycle: int) -> None:
    with pytest.raises(WeekError):
        Shifts(days, cycle)


@given(st.data(), fixed)
def test_the_order_of_alternatives_has_no_meaning(data: st.DataObject, pattern: Fixed) -> None:
    shuffled = data.draw(st.permutations([*pattern.alternatives, pattern.alternatives[0]]))
    again = Fixed(tuple(shuffled))
    assert again == pattern
    assert pattern_key(again) == pattern_key(pattern)


@given(st.lists(windows, min_size=1, max_size=5), st.data())
def test_the_key_does_not_depend_on_how_windows_are_written(some: list[Window], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(some + some[:1]))
    halves = [Window.of(w.start_minute, max(1, w.minutes // 2)) for w in some]
    assert pattern_key(Band(tuple(some))) == pattern_key(Band((*shuffled, *halves)))
    weekly_set = Fixed((Shifts.weekly(some),))
    assert pattern_key(weekly_set) == pattern_key(Fixed((Shifts.weekly([*halves, *shuffled]),)))


@given(patterns, patterns)
def test_keys_are_equal_exactly_for_equal_patterns(a: Pattern, b: Pattern) -> None:
    assert (pattern_key(a) == pattern_key(b)) == (a == b)


def test_the_key_is_the_same_in_every_process() -> None:
    """Keys are stored beside posts: a change of this value orphans them."""
    assert pattern_key(NotStated()) == "not_stated-8d975a8663bb759b"
    nine_to_three = Fixed((Shifts.weekly(weekly("12345", "9:00", "15:00")),))
    assert pattern_key(nine_to_three) == "fixed-d266e9c6b269fb2a"


@given(patterns)
def test_patterns_are_read_back_from_json(pattern: Pattern) -> None:
    assert pattern_from_dict(json.loads(json.dumps(pattern_to_dict(pattern)))) == pattern


def test_the_plain_form_reads_like_a_post() -> None:
    pattern = pattern_from_dict(
        {
            "kind": "fixed",
            "alternatives": [
                {
                    "shifts": [
                        {"days": [1, 2, 3, 4, 5], "start": "8:00", "end": "11:30"},
                        {"days": [1, 2, 3, 4, 5], "start": "14:00", "end": "18:00"},
                    ]
                },
                {"cycle_days": 4, "shifts": [{"days": [1, 2], "start": "22:00", "end": "6:00"}]},
            ],
        }
    )
    split = Shifts.weekly(weekly("12345", "8:00", "11:30") + weekly("12345", "14:00", "18:00"))
    nights = Shifts.rotation([[(22 * 60, 30 * 60)], [(22 * 60, 30 * 60)], [], []])
    assert pattern == Fixed((nights, split))


SLOTS: dict[str, Any] = {
    "kind": "slots",
    "choose": 1,
    "offered": [{"days": [1, 2], "start": "8:00", "end": "12:00"}],
}
BAND: dict[str, Any] = {
    "kind": "band",
    "within": [{"days": [1], "start": "8:00", "end": "18:00"}],
    "core": [{"days": [1], "start": "9:00", "end": "12:00"}],
    "min_week_minutes": 300,
    "min_block_minutes": 60,
}
FIXED: dict[str, Any] = {"kind": "fixed", "alternatives": [{"cycle_days": 4, "shifts": SLOTS["offered"]}]}


@pytest.mark.parametrize(
    ("form", "path", "value", "place"),
    [
        (SLOTS, ("kind",), "daily", "post.kind"),
        (SLOTS, ("kind",), None, "post.kind"),
        (SLOTS, ("kind",), ["slots"], "post.kind"),
        (SLOTS, ("colour",), 1, "post.colour"),
        (SLOTS, ("choose",), 3, "post.choose"),
        (SLOTS, ("choose",), 10**12, "post.choose"),
        (SLOTS, ("choose",), True, "post.choose"),
        (SLOTS, ("offered",), {}, "post.offered"),
        (SLOTS, ("offered", 0), "8:00-12:00", "post.offered[0]"),
        (SLOTS, ("offered", 0, "start"), "8.00", "post.offered[0].start"),
        (SLOTS, ("offered", 0, "end"), 720, "post.offered[0].end"),
        (SLOTS, ("offered", 0, "end"), "8:00", "post.offered[0]"),
        (SLOTS, ("offered", 0, "days", 1), 8, "post.offered[0].days[1]"),
        (SLOTS, ("offered", 0, "days"), "12", "post.offered[0].days"),
        (SLOTS, ("offered", 0, "note"), "x", "post.offered[0].note"),
        (SLOTS, ("offered", 0, "end"), "24:00", None),
        (BAND, ("core", 0, "start"), "7:00", "post.core"),
        (BAND, ("min_week_minutes",), 601, "post.min_week_minutes"),
        (BAND, ("min_week_minutes",), 0, "post.min_week_minutes"),
        (BAND, ("min_week_minutes",), "5h", "post.min_week_minutes"),
        (BAND, ("min_week_minutes",), None, None),
        (BAND, ("min_block_minutes",), 601, "post.min_block_minutes"),
        (BAND, ("min_block_minutes",), -1, "post.min_block_minutes"),
        (BAND, ("within",), [], "post.within"),
        (FIXED, ("alternatives",), [], "post.alternatives"),
        (FIXED, ("alternatives", 0, "shifts"), [], "post.alternatives[0].shifts"),
        (FIXED, ("alternatives", 0, "cycle_days"), 0, "post.alternatives[0].shifts[0].days[0]"),
        (FIXED, ("alternatives", 0, "cycle_days"), 10**12, "post.alternatives[0].cycle_days"),
        (FIXED, ("alternatives", 0, "shifts", 0, "days", 1), 5, "post.alternatives[0].shifts[0].days[1]"),
    ],
)
def test_plain_data_is_refused_with_its_key(
    form: dict[str, Any], path: tuple[str | int, ...], value: object, place: str | None
) -> None:
    broken: Any = copy.deepcopy(form)
    inner = broken
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    if place is None:
        pattern_from_dict(broken, "post")
        return
    with pytest.raises(WeekError) as refused:
        pattern_from_dict(broken, "post")
    assert refused.value.place == place


@pytest.mark.parametrize("data", [None, [], "output", 3])
def test_what_is_no_mapping_is_refused(data: object) -> None:
    with pytest.raises(WeekError, match=r"^pattern: "):
        pattern_from_dict(data)


def test_too_many_or_too_long_slots_are_refused() -> None:
    many = tuple(Window.of(n * 60, 30) for n in range(101))
    with pytest.raises(WeekError, match="offered"):
        Slots(many, 1)
    with pytest.raises(WeekError, match="offered"):
        Slots((Window.of(0, DAY),), 1)
    with pytest.raises(WeekError, match="choose"):
        Slots(weekly("1", "8:00", "12:00") + weekly("1", "11:00", "15:00"), 2)


def test_a_shift_of_24_hours_is_written_in_two_parts() -> None:
    """上一休二, a guard's day from 8:00 to 8:00: equal clock times would say nothing."""
    guard = Fixed((Shifts.rotation([[(480, 480 + DAY)], [], []]),))
    rows = pattern_to_dict(guard)["alternatives"][0]["shifts"]
    assert [(row["start"], row["end"]) for row in rows] == [("8:00", "24:00"), ("0:00", "8:00")]
    assert pattern_from_dict(pattern_to_dict(guard)) == guard


def test_a_band_may_ask_for_all_that_it_holds() -> None:
    within = weekly("12345", "9:00", "13:00")
    assert Band(within, within, 20 * 60, 4 * 60).min_week_minutes == 1200


def test_output_and_silence_carry_nothing() -> None:
    assert pattern_to_dict(Output()) == {"kind": "output"}
    assert pattern_to_dict(NotStated()) == {"kind": "not_stated"}


@given(rotations)
def test_canonical_spans_lie_apart(shifts: Shifts) -> None:
    assert all(first[1] < second[0] for first, second in pairwise(shifts.spans))
    if shifts.cycle_days == 7:
        assert Week.occupied(shifts.weeks()[0]).minutes >= len(minutes_in(shifts.weeks()[0]))
