"""The week as a set of quarter-hours: laws, rounding, erosion, blocks, codes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carepost.domain.week import (
    DAY,
    PACKED_BYTES,
    QUARTER,
    QUARTERS,
    WEEK,
    Week,
    WeekError,
    Window,
    strip,
    weekly,
)
from tests.domain.week.strategies import weeks, window_lists, windows
from tests.domain.week.test_window import minutes_in


def minutes_of(week: Week) -> set[int]:
    return {minute for minute in range(WEEK) if week.bits >> minute // QUARTER & 1}


@given(weeks, weeks, weeks)
def test_weeks_are_a_boolean_algebra(a: Week, b: Week, c: Week) -> None:
    assert a | b == b | a
    assert (a | b) | c == a | (b | c)
    assert a & (b | c) == (a & b) | (a & c)
    assert ~(a | b) == ~a & ~b
    assert a - b == a & ~b
    assert ~~a == a
    assert a | ~a == Week.whole()
    assert not a & ~a
    assert (a <= b) == (a | b == b) == (not a - b)
    assert a.minutes + b.minutes == (a | b).minutes + (a & b).minutes
    assert a.hours * 60 == a.minutes


@given(window_lists)
def test_available_lies_in_the_exact_time_and_that_in_occupied(some: list[Window]) -> None:
    exact = minutes_in(some)
    available, occupied = Week.available(some), Week.occupied(some)
    assert minutes_of(available) <= exact <= minutes_of(occupied)
    # And no quarter is given away or added without need.
    for quarter in range(QUARTERS):
        held = exact.intersection(range(quarter * QUARTER, (quarter + 1) * QUARTER))
        assert (available.bits >> quarter & 1) == (len(held) == QUARTER)
        assert (occupied.bits >> quarter & 1) == bool(held)


def test_touching_windows_round_as_one() -> None:
    two = (*weekly("1", "8:00", "8:10"), *weekly("1", "8:10", "9:00"))
    assert Week.available(two) == Week.available(weekly("1", "8:00", "9:00"))


def test_rounding_by_role() -> None:
    odd = weekly("1", "7:50", "16:10")
    assert Week.available(odd) == Week.available(weekly("1", "8:00", "16:00"))
    assert Week.occupied(odd) == Week.available(weekly("1", "7:45", "16:15"))
    assert not Week.available(weekly("1", "8:01", "8:29"))


@given(weeks)
def test_blocks_are_the_maximal_runs(week: Week) -> None:
    blocks = week.blocks()
    assert Week.available(blocks) == Week.occupied(blocks) == week
    assert sum(block.minutes for block in blocks) == week.minutes
    for block in blocks:
        if week != Week.whole():
            assert not week.contains(block.start_minute - 1)
            assert not week.contains(block.span[1])
    assert list(blocks) == sorted(blocks)


def test_a_run_over_sunday_midnight_is_one_block() -> None:
    assert Week.available(weekly("7", "22:00", "6:00")).blocks() == (Window(6 * DAY + 1320, 360),)
    assert Week.whole().blocks() == (Window(0, WEEK),)
    assert Week().blocks() == ()


@given(weeks, st.integers(0, 200), st.integers(0, 200))
def test_erosion_takes_both_ends_of_each_block(week: Week, before: int, after: int) -> None:
    left = week.erode(before, after)
    first, last = -(-before // QUARTER), -(-after // QUARTER)
    kept = [
        Window.of((block.start_minute + first * QUARTER) % WEEK, block.minutes - (first + last) * QUARTER)
        for block in week.blocks()
        if block.minutes > (first + last) * QUARTER
    ]
    assert left == (week if week == Week.whole() else Week.available(kept))


@given(weeks, weeks, st.integers(0, 90), st.integers(0, 90), st.integers(0, 60))
def test_erosion_never_enlarges_and_is_monotone(a: Week, b: Week, before: int, after: int, more: int) -> None:
    assert a.erode(before, after) <= a
    assert a.erode(before, after) <= (a | b).erode(before, after)
    assert a.erode(before + more, after + more) <= a.erode(before, after)


@given(weeks, windows, st.integers(0, 60), st.integers(0, 60))
def test_work_with_its_travel_fits_exactly_when_it_lies_in_the_eroded_week(
    week: Week, work: Window, there: int, back: int
) -> None:
    busy = Week.occupied((work,))
    (block,) = busy.blocks()
    outing = block.minutes + -(-there // QUARTER) * QUARTER + -(-back // QUARTER) * QUARTER
    start = (block.start_minute - -(-there // QUARTER) * QUARTER) % WEEK
    assert (busy <= week.erode(there, back)) == (Week.occupied((Window.of(start, outing),)) <= week)


def test_erosion_by_more_than_a_week_leaves_nothing_or_everything() -> None:
    assert Week.whole().erode(10**9, 10**9) == Week.whole()
    assert not (~Week.occupied(weekly("3", "8:00", "8:15"))).erode(10**9, 0)
    with pytest.raises(WeekError):
        Week.whole().erode(-1, 0)


@given(weeks, st.integers(0, 20).map(lambda quarters: quarters * QUARTER))
def test_long_blocks_are_the_blocks_that_are_long_enough(week: Week, minutes: int) -> None:
    kept = tuple(block for block in week.blocks() if block.minutes >= minutes)
    assert week.long_blocks(minutes).blocks() == kept


@given(weeks)
def test_codes_are_read_back(week: Week) -> None:
    code = week.encode()
    assert Week.decode(code) == week
    assert len(code) <= 113
    assert re.fullmatch(r"[A-Za-z0-9_.~-]+", code)
    assert Week.unpack(week.pack()) == week


def test_the_code_of_an_ordinary_week_can_be_read_by_people() -> None:
    week = Week.available((*weekly("12345", "8:30", "16:00"), *weekly("6", "22:00", "6:00")))
    assert week.encode() == "12345_0830-1600~6_2200-2400~7_0000-0600"
    assert Week.decode("12345_0830-1600~6_2200-0600") == week
    assert Week().encode() == "0"


@pytest.mark.parametrize(
    "code",
    [
        "",
        "1",
        "8_0830-1600",
        "1_0830-1660",
        "1_0830-0830",
        "1_2500-2600",
        "12345_0830-1600~",
        "b",
        "bAA",
        "b???",
        "b" + "é" * 112,
        "b" + "A" * 116,
        "1_٠٨٣٠-1600",
        "~" * 9000,
    ],
)
def test_a_broken_code_is_refused_with_its_place(code: str) -> None:
    with pytest.raises(WeekError) as refused:
        Week.decode(code, "query w")
    assert refused.value.place.startswith("query w")


def test_packed_bytes_are_little_endian_per_day() -> None:
    packed = Week.available(weekly("2", "0:00", "0:15") + weekly("7", "23:45", "24:00")).pack()
    assert len(packed) == PACKED_BYTES == 84
    assert packed[12] == 1
    assert packed[83] == 0b1000_0000
    assert sum(packed) == 129
    with pytest.raises(WeekError):
        Week.unpack(packed[:83])


@pytest.mark.parametrize("bits", [-1, 1 << QUARTERS])
def test_bits_beyond_the_week_are_refused(bits: int) -> None:
    with pytest.raises(WeekError):
        Week(bits)


@given(weeks)
def test_the_strip_holds_each_day_of_the_week(week: Week) -> None:
    days = strip(week)
    assert len(days) == 7
    spans = [(day, start, end) for day, row in enumerate(days) for start, end in row]
    assert all(0 <= start < end <= DAY for _, start, end in spans)
    assert Week.available(Window.of(day * DAY + start, end - start) for day, start, end in spans) == week


def test_the_strip_cuts_a_night_at_midnight() -> None:
    days = strip(Week.available(weekly("7", "22:00", "6:00")))
    assert days == (((0, 360),), (), (), (), (), (), ((1320, DAY),))
