"""A pattern row fits a room exactly when `carepost.domain.week.fit` says so."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.domain.matching import pattern_table, patterns_from
from carepost.domain.matching.fitting import PatternRows
from carepost.domain.week import Answer, Band, Fixed, Shifts, Slots, Travel, Week, Window, fit, weekly
from tests.domain.matching.cities import usual_patterns, usual_weeks
from tests.domain.week import strategies as week

any_pattern = usual_patterns | week.patterns
any_week = usual_weeks | week.weeks
minutes = st.integers(0, 120)


def fits(pattern: object, room: Week) -> bool:
    rows = PatternRows.of(pattern_table({7: pattern}))  # type: ignore[dict-item]
    return bool(rows.fits(np.arange(len(rows.ids)), room).any())


@settings(max_examples=150)
@given(any_pattern, any_week, minutes)
def test_rows_fit_exactly_when_the_week_says_so(pattern: object, free: Week, travel: int) -> None:
    said = fit(pattern, free, Travel(travel, travel)).answer is Answer.FITS  # type: ignore[arg-type]
    assert fits(pattern, free.erode(travel, travel)) is said


@settings(max_examples=80)
@given(any_pattern, any_week)
def test_patterns_come_back_from_their_rows_with_the_same_fits(pattern: object, free: Week) -> None:
    table = pattern_table({7: pattern})  # type: ignore[dict-item]
    back = [fit(one, free).answer is Answer.FITS for one in patterns_from(table, 7)]
    assert any(back) is (fit(pattern, free).answer is Answer.FITS)  # type: ignore[arg-type]


@settings(max_examples=40)
@given(st.lists(any_pattern, min_size=2, max_size=8), any_week)
def test_many_rows_at_once_are_as_each_alone(patterns: list[object], free: Week) -> None:
    table = pattern_table(dict(enumerate(patterns)))  # type: ignore[arg-type]
    rows = PatternRows.of(table)
    together = rows.fits(np.arange(len(rows.ids)), free)
    for n, pattern in enumerate(patterns):
        assert together[rows.ids == n].any() == fits(pattern, free)


MONDAY_MIDNIGHT = Week.available((Window.of(6 * 1440 + 1260, 600),))  # Sunday 21:00 to Monday 7:00


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (Fixed((Shifts.weekly(weekly("7", "22:00", "6:00")),)), True),
        (Fixed((Shifts.weekly(weekly("7", "20:00", "6:00")),)), False),
        (Band(weekly("7", "20:00", "8:00"), (), 10 * 60, 10 * 60), True),
        (Band(weekly("7", "20:00", "8:00"), (), 10 * 60, 11 * 60), False),
        (Slots(weekly("7", "21:00", "1:00") + weekly("1", "1:00", "5:00"), 2), True),
        (Slots(weekly("7", "21:00", "2:00") + weekly("1", "1:00", "5:00") + weekly("1", "8:00", "9:00"), 2), False),
    ],
)
def test_a_night_over_sunday_midnight_is_one_stretch(pattern: object, expected: bool) -> None:
    assert fits(pattern, MONDAY_MIDNIGHT) is expected
