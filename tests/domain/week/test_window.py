"""Clock times, windows, joining."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carepost.domain.week import DAY, WEEK, WeekError, Window, clock, merged, parse_clock, weekly
from tests.domain.week.strategies import window_lists, windows


def minutes_in(some: list[Window] | tuple[Window, ...]) -> set[int]:
    """The exact minutes of windows, one by one: the oracle for everything faster."""
    return {minute % WEEK for window in some for minute in range(*window.span)}


@pytest.mark.parametrize(
    ("written", "minute"),
    [("8:30", 510), ("08:30", 510), ("0:00", 0), ("24:00", 1440), ("８：３０", 510), (" 23:59 ", 1439)],
)
def test_clock_times_are_read(written: str, minute: int) -> None:
    assert parse_clock(written) == minute


@pytest.mark.parametrize("written", ["", "8", "8.30", "8:5", "8:60", "24:01", "25:00", "-1:00", "早上八点"])
def test_a_wrong_time_is_refused_with_its_place(written: str) -> None:
    with pytest.raises(WeekError) as refused:
        parse_clock(written, "row 3, 上班")
    assert refused.value.place == "row 3, 上班"
    assert str(refused.value).startswith("row 3, 上班: ")
    assert "8:30" in refused.value.problem.zh
    assert "8:30" in refused.value.problem.en


@given(st.integers(0, DAY))
def test_clock_is_read_back(minute: int) -> None:
    assert parse_clock(clock(minute)) == minute


@pytest.mark.parametrize(
    ("start", "end"), [(0, 0), (60, 60), (-1, 5), (WEEK, 5), (0, WEEK + 1), (10, 0), (5, -5)]
)
def test_a_window_off_the_week_or_empty_is_refused(start: int, end: int) -> None:
    with pytest.raises(WeekError):
        Window(start, end)


def test_a_window_over_sunday_midnight() -> None:
    night = Window.on(6, "22:00", "6:00")
    assert night == Window(6 * DAY + 1320, 360)
    assert night.minutes == 480
    assert Window.on(6, "22:00", "0:00") == Window.on(6, "22:00", "24:00") == Window(6 * DAY + 1320, WEEK)


@pytest.mark.parametrize(
    ("days", "start", "end", "place"),
    [
        ("128", "8:00", "9:00", "shift.days"),
        ("", "8:00", "9:00", "shift.days"),
        ("1", "8:00", "8:00", "shift"),
        ("1", "0:00", "0:00", "shift"),
        ("1", "24:00", "6:00", "shift.start"),
        ("1", "8:00", "9h", "shift.end"),
    ],
)
def test_weekly_names_what_is_wrong(days: str, start: str, end: str, place: str) -> None:
    with pytest.raises(WeekError) as refused:
        weekly(days, start, end, "shift")
    assert refused.value.place == place


def test_a_day_off_the_week_is_refused() -> None:
    with pytest.raises(WeekError):
        Window.on(7, "8:00", "9:00")


@given(windows)
def test_a_window_is_its_start_and_length(window: Window) -> None:
    assert Window.of(window.start_minute, window.minutes) == window


@given(window_lists)
def test_joining_keeps_the_minutes_and_leaves_gaps(some: list[Window]) -> None:
    joined = merged(some)
    assert minutes_in(joined) == minutes_in(some)
    assert sum(window.minutes for window in joined) == len(minutes_in(some))
    if len(joined) > 1:
        ends = {window.end_minute % WEEK for window in joined}
        assert not ends & {window.start_minute for window in joined}
    assert merged(reversed(joined)) == joined


def test_touching_windows_join_over_sunday_midnight() -> None:
    assert merged(weekly("17", "0:00", "24:00")) == (Window(6 * DAY, DAY),)
    assert merged(weekly("1234567", "0:00", "24:00")) == (Window(0, WEEK),)
