"""The most travel at which a pattern fits is what asking `fit` at every travel would find."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.domain.week import (
    PRESETS,
    QUARTER,
    REACH_MAX_MINUTES,
    Answer,
    Band,
    Fixed,
    NotStated,
    Output,
    Pattern,
    Reach,
    Shifts,
    Slots,
    Travel,
    Week,
    WeekError,
    WeekProfile,
    fit,
    fit_profile,
    reach,
    reach_profile,
    reaches,
    weekly,
)
from tests.domain.week.strategies import patterns, short_windows, weeks

SCHOOL_RUN = PRESETS[0].week  # Mon–Fri 8:30–16:00
TRAVELS = range(0, REACH_MAX_MINUTES + 1, QUARTER)
profiles = st.builds(WeekProfile, weeks, st.none() | weeks)
crowded = st.builds(lambda offered: Slots(tuple(offered), 1), st.lists(short_windows, min_size=1, max_size=9))


def nine_to(end: str) -> Fixed:
    return Fixed((Shifts.weekly(weekly("12345", "9:00", end)),))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (nine_to("15:00"), Reach(30, 60)),
        (nine_to("16:00"), Reach(0, 30)),
        (nine_to("16:30"), Reach(None, 0)),
        (nine_to("18:00"), Reach(None, None)),
        (Slots(weekly("12345", "10:00", "14:00"), 2), Reach(90, 135)),
        (Band(weekly("12345", "8:00", "18:00"), min_week_minutes=25 * 60), Reach(75, 90)),
        (Output(), Reach(REACH_MAX_MINUTES, REACH_MAX_MINUTES)),
        (NotStated(), None),
    ],
)
def test_how_far_she_may_go_after_the_school_run(pattern: Pattern, expected: Reach | None) -> None:
    assert reach(pattern, SCHOOL_RUN) == expected


def searched(answers: list[Answer]) -> Reach | None:
    if Answer.UNKNOWN in answers:
        return None
    fits = [t for t, answer in zip(TRAVELS, answers, strict=True) if answer is Answer.FITS]
    nearly = [t for t, answer in zip(TRAVELS, answers, strict=True) if answer is not Answer.NO]
    return Reach(max(fits, default=None), max(nearly, default=None))


@given(st.one_of(patterns, crowded), weeks)
@settings(max_examples=150)
def test_it_is_the_answer_of_fit_at_every_travel(pattern: Pattern, week: Week) -> None:
    found = reach(pattern, week)
    assert found == searched([fit(pattern, week, Travel(t, t)).answer for t in TRAVELS])


@given(patterns, profiles)
@settings(max_examples=80)
def test_with_holidays_it_is_the_answer_of_fit_profile(pattern: Pattern, profile: WeekProfile) -> None:
    found = reach_profile(pattern, profile)
    assert found == searched([fit_profile(pattern, profile, Travel(t, t)).answer for t in TRAVELS])


@given(patterns, weeks, st.none() | st.integers(0, REACH_MAX_MINUTES))
@settings(max_examples=80)
def test_it_answers_for_any_minute(pattern: Pattern, week: Week, minutes: int | None) -> None:
    found = reach(pattern, week)
    answer = fit(pattern, week, Travel(minutes, minutes)).answer
    assert (found.answer(minutes) if found else Answer.UNKNOWN) is answer


@given(st.lists(patterns, max_size=5), profiles)
@settings(max_examples=30)
def test_many_are_answered_like_one(asked: list[Pattern], profile: WeekProfile) -> None:
    assert reaches(asked, profile) == [reach_profile(pattern, profile) for pattern in asked]


@pytest.mark.parametrize("minutes", [-1, 241])
def test_other_travel_is_refused(minutes: int) -> None:
    with pytest.raises(WeekError, match="0 to 240"):
        Reach(60, 90).answer(minutes)
