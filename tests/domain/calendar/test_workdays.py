"""Working days by the announced holidays of 2026, the provisional ones of 2027, and beyond."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.domain.calendar import (
    CalendarError,
    Standing,
    add_months,
    add_working_days,
    read_calendar,
    shipped_calendar,
    working_days_between,
)

CALENDAR = shipped_calendar()
DAYS = st.dates(date(2025, 6, 1), date(2028, 6, 30))


@pytest.mark.parametrize(
    ("start", "number", "end", "standing"),
    [
        ("2026-11-20", 1, "2026-11-23", Standing.ANNOUNCED),  # Friday to Monday
        ("2026-09-30", 1, "2026-10-08", Standing.ANNOUNCED),  # over the national holiday
        ("2026-09-18", 1, "2026-09-20", Standing.ANNOUNCED),  # a Sunday on which work is made up
        ("2026-03-06", 1, "2026-03-09", Standing.ANNOUNCED),  # 8 March is a Sunday
        ("2026-02-13", 3, "2026-02-25", Standing.ANNOUNCED),  # Saturday 14 worked, then the Spring Festival
        ("2026-12-30", 2, "2027-01-04", Standing.PROVISIONAL),
        ("2027-12-30", 2, "2028-01-03", Standing.UNKNOWN),
        ("2026-11-21", 0, "2026-11-21", Standing.ANNOUNCED),
    ],
)
def test_days_are_counted_by_the_calendar(start: str, number: int, end: str, standing: Standing) -> None:
    counted = add_working_days(date.fromisoformat(start), number, CALENDAR)
    assert (counted.day.isoformat(), counted.standing) == (end, standing)


@settings(max_examples=60)
@given(DAYS, st.integers(1, 60))
def test_counting_there_and_measuring_agree(day: date, number: int) -> None:
    reached = add_working_days(day, number, CALENDAR).day
    assert CALENDAR.is_working(reached)
    assert working_days_between(day, reached, CALENDAR) == number
    assert working_days_between(reached, day, CALENDAR) == -number
    assert number <= (reached - day).days <= number * 7 // 5 + 14


@settings(max_examples=60)
@given(DAYS, st.integers(0, 30), st.integers(0, 30))
def test_counting_in_two_steps_is_counting_in_one(day: date, first: int, second: int) -> None:
    halfway = add_working_days(day, first, CALENDAR).day
    assert add_working_days(halfway, second, CALENDAR).day == add_working_days(day, first + second, CALENDAR).day


@settings(max_examples=60)
@given(DAYS, st.integers(0, 30))
def test_a_later_start_never_ends_earlier(day: date, number: int) -> None:
    later = add_working_days(day + timedelta(days=1), number, CALENDAR).day
    assert later >= add_working_days(day, number, CALENDAR).day


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-11-22", 6, "2027-05-22"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-12-01", 12, "2027-12-01"),
        ("2026-12-31", 0, "2026-12-31"),
    ],
)
def test_months_are_added_by_the_calendar(start: str, months: int, end: str) -> None:
    assert add_months(date.fromisoformat(start), months).isoformat() == end


@pytest.mark.parametrize("number", [-1, 4001])
def test_a_number_out_of_bounds_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="0 to 4000"):
        add_working_days(date(2026, 1, 1), number, CALENDAR)


HEAD = "date,name,kind,statutory,source,mark,standing,note\n"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("", "at least one day"),
        ("2026-13-01,x,off,yes,s,P,announced,\n", "line 2"),
        ("2026-01-01,x,on,yes,s,P,announced,\n", "'on'"),
        ("2026-01-01,x,off,yes,s,Q,announced,\n", "'Q'"),
        ("2026-01-01,x,off,yes,s,P,announced,\n" * 2, "line 3: 2026-01-01 stands twice"),
    ],
)
def test_a_fault_in_the_file_is_named(tmp_path: Path, rows: str, words: str) -> None:
    path = tmp_path / "holidays.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    with pytest.raises(CalendarError, match=words):
        read_calendar(path)
