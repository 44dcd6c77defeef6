"""Calendar arithmetic in whole numbers against Python's own calendar."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carepost.domain.rules import calendar

DAYS = st.dates(date(1, 3, 1), date(9998, 12, 31))


@given(DAYS)
def test_a_day_lies_in_its_month(day: date) -> None:
    number = calendar.day_number(day)
    month = calendar.month_of(number)
    assert month == calendar.month_number(day)
    assert calendar.number_day(number) == day
    assert calendar.number_day(calendar.month_start(month)) == day.replace(day=1)
    assert calendar.month_start(month) <= number <= calendar.month_end(month)
    assert calendar.month_end(month) + 1 == calendar.month_start(month + 1)


@given(DAYS, DAYS)
def test_completed_years(birth: date, on: date) -> None:
    years = calendar.years_between(calendar.day_number(birth), calendar.day_number(on))
    assert years == on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


@pytest.mark.parametrize("written", ["2026-13", "2026-00", "2026-1", "26-10", "2026/10", "", "２０２６-10", "0000-01"])
def test_words_that_are_no_month_are_refused(written: str) -> None:
    with pytest.raises(ValueError, match="no month"):
        calendar.parse_month(written)


@given(DAYS)
def test_a_month_in_words_reads_back(day: date) -> None:
    assert calendar.parse_month(calendar.month_words(calendar.month_number(day))) == calendar.month_number(day)
