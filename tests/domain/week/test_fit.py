"""Whether a pattern fits a week: examples from reported posts, and laws."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.domain.week import (
    NEARLY_MAX_MINUTES,
    PRESETS,
    QUARTER,
    Answer,
    Band,
    Fixed,
    NotStated,
    Output,
    Pattern,
    Shifts,
    Slots,
    Travel,
    Week,
    WeekError,
    WeekProfile,
    Window,
    fit,
    fit_profile,
    weekly,
)
from tests.domain.week.strategies import fixed, patterns, short_windows, travels, weeks

SCHOOL_RUN = PRESETS[0].week  # Mon–Fri 8:30–16:00
NEAR = Travel(15, 15)


def weekly_post(*parts: tuple[str, str, str]) -> Fixed:
    return Fixed((Shifts.weekly(window for part in parts for window in weekly(*part)),))


# The days of these posts are not printed; Monday to Friday (or Saturday) is the test's own choice.
NINE_TO_THREE = weekly_post(("12345", "9:00", "15:00"))
SPLIT_DAY = weekly_post(("12345", "8:00", "11:30"), ("12345", "14:00", "18:00"))
EARLY_LATE = Fixed((Shifts.rotation([[(7 * 60, 13 * 60)], [(13 * 60, 23 * 60)], [], []]),))
OWN_END = Band(weekly("12345", "8:30", "18:00"), weekly("12345", "8:30", "17:00"))


def test_nine_to_three_fits_with_time_to_spare() -> None:
    found = fit(NINE_TO_THREE, SCHOOL_RUN, Travel(20, 20))
    assert found.answer is Answer.FITS
    assert found.clashes == ()
    assert found.slack_minutes == 40
    assert found.hours == 30
    assert found.chosen == weekly("12345", "9:00", "15:00")
    assert found.reason.zh == "时间合适，下班到家后还有 40 分钟富余"
    assert found.reason.en == "Fits, with 40 min to spare once back"


def test_a_split_day_fits_who_is_free_at_its_times_alone() -> None:
    """8:00-11:30，14:00-18:00: between the two the child is at home."""
    free = Week.available(weekly("12345", "7:30", "12:00") + weekly("12345", "13:30", "18:30"))
    found = fit(SPLIT_DAY, free, Travel(30, 30))
    assert found.answer is Answer.FITS
    assert found.slack_minutes == 0
    assert fit(SPLIT_DAY, free, Travel(30, 31)).answer is Answer.NEARLY
    assert fit(SPLIT_DAY, free, Travel(30, 46)).answer is Answer.NO
    assert fit(SPLIT_DAY, SCHOOL_RUN, NEAR).answer is Answer.NO


def test_a_rotation_must_fit_in_every_phase() -> None:
    """上二休二，早班7:00-13:00，晚班13:00-23:00: one busy hour anywhere clashes in some week."""
    days = Week.available(weekly("1234567", "7:00", "23:00"))
    assert fit(EARLY_LATE, days).answer is Answer.FITS
    for window in (Window.on(3, "9:00", "10:00"), Window.on(6, "22:00", "23:00")):
        found = fit(EARLY_LATE, days - Week.occupied((window,)))
        assert found.answer is Answer.NEARLY
        assert [clash.window for clash in found.clashes] == [window]
        assert found.clash_minutes == 60
    assert fit(EARLY_LATE, SCHOOL_RUN, NEAR).answer is Answer.NO


def test_a_choice_of_ends_is_a_band() -> None:
    """8:30上班，17:00-18:00之间自选下班."""
    until_five = Week.available(weekly("12345", "8:15", "17:15"))
    found = fit(OWN_END, until_five, NEAR)
    assert found.answer is Answer.FITS
    assert found.slack_minutes == 0
    assert found.hours is None
    later = fit(OWN_END, Week.available(weekly("12345", "8:15", "16:45")), NEAR)
    assert later.answer is Answer.NEARLY
    assert later.clash_minutes == 150
    assert later.clashes[0].text.zh == "周一 16:30–17:00（其中路上 15 分钟）"
    assert len(later.clashes) == 5


def test_clashes_are_named() -> None:
    late_friday = weekly_post(("1234", "9:00", "15:00"), ("5", "9:00", "17:00"))
    free = SCHOOL_RUN | Week.available(weekly("5", "16:00", "16:30"))
    found = fit(late_friday, free)
    assert found.answer is Answer.NEARLY
    assert [(c.text.zh, c.text.en) for c in found.clashes] == [("周五 16:30–17:00", "Friday 16:30–17:00")]
    assert found.slack_minutes is None
    assert found.reason.zh == "差一点：周五 16:30–17:00 有冲突（路上时间未填，没有计入）"
    assert found.reason.en == "Nearly: clash on Fri 16:30–17:00 (travel not stated, not counted)"


def test_what_travel_takes_is_said() -> None:
    post = weekly_post(("12345", "9:00", "16:00"))
    found = fit(post, SCHOOL_RUN, Travel(0, 20))
    assert found.answer is Answer.NEARLY
    assert found.clash_minutes == 150
    assert found.clashes[0].text.zh == "周一 15:30–16:00（要留给路上）"
    assert found.reason.zh == "差一点：周一至周五 15:30–16:00（含路上时间）有冲突"
    assert fit(post, SCHOOL_RUN, Travel(0, 31)).answer is Answer.NO


def test_nearly_is_bounded_in_minutes_and_in_share() -> None:
    assert NEARLY_MAX_MINUTES == 150
    full = weekly_post(("12345", "8:30", "17:30"))
    assert fit(full, Week.available(weekly("12345", "8:30", "17:00"))).answer is Answer.NEARLY
    assert fit(full, Week.available(weekly("12345", "8:45", "17:00"))).answer is Answer.NO
    small = weekly_post(("1", "8:00", "12:00"))
    assert fit(small, Week.available(weekly("1", "8:00", "11:00"))).answer is Answer.NEARLY
    assert fit(small, Week.available(weekly("1", "8:00", "10:45"))).answer is Answer.NO


def test_the_best_alternative_is_chosen() -> None:
    pattern = Fixed(SPLIT_DAY.alternatives + NINE_TO_THREE.alternatives)
    found = fit(pattern, SCHOOL_RUN, NEAR)
    assert found.answer is Answer.FITS
    assert found.alternative is not None
    assert pattern.alternatives[found.alternative] == NINE_TO_THREE.alternatives[0]


def test_nights_over_midnight() -> None:
    nights = weekly_post(("57", "22:00", "6:00"))
    assert fit(nights, Week.available(weekly("57", "21:30", "6:30")), Travel(30, 30)).answer is Answer.FITS
    found = fit(nights, Week.available(weekly("57", "21:30", "5:00")), Travel(30, 0))
    assert [clash.text.zh for clash in found.clashes] == ["周一 5:00–6:00", "周六 5:00–6:00"]


def test_slots_are_chosen_apart_and_only_as_many_as_asked() -> None:
    offered = weekly("12", "8:00", "12:00") + weekly("12", "11:00", "15:00") + weekly("7", "22:00", "6:00")
    free = Week.available(weekly("1", "8:00", "15:00") + weekly("2", "11:00", "16:00"))
    found = fit(Slots(offered, 2), free)
    assert found.answer is Answer.FITS
    assert found.chosen == (Window.on(0, "8:00", "12:00"), Window.on(1, "11:00", "15:00"))
    assert found.hours == 8
    assert found.slack_minutes == 60
    # Monday's two overlap, so a third slot is not hers, however free she is on Monday.
    third = fit(Slots(offered, 3), free)
    assert third.answer is Answer.NO
    assert [clash.window for clash in third.clashes] == [Window.on(6, "22:00", "6:00")]


def test_slots_that_touch_can_both_be_taken() -> None:
    offered = weekly("1", "8:00", "12:00") + weekly("1", "12:00", "16:00")
    found = fit(Slots(offered, 2), SCHOOL_RUN | Week.available(weekly("1", "7:30", "17:00")), Travel(30, 30))
    assert found.answer is Answer.FITS
    assert found.slack_minutes == 30


def test_a_cheap_long_slot_does_not_make_a_clash_look_small() -> None:
    """With more free time the shorter slot clashes less; the answer may not fall from nearly to no."""
    offered = weekly("1", "8:00", "18:00") + weekly("2", "8:00", "10:00")
    long_only = Week.available(weekly("1", "8:00", "17:00"))
    both = long_only | Week.available(weekly("2", "8:00", "9:15"))
    before, after = (fit(Slots(offered, 1), week) for week in (long_only, both))
    assert (before.clash_minutes, after.clash_minutes) == (60, 45)
    assert before.answer is after.answer is Answer.NO


def test_a_slot_over_sunday_midnight_overlaps_monday() -> None:
    offered = (*weekly("7", "22:00", "6:00"), *weekly("1", "5:00", "9:00"), *weekly("1", "6:00", "10:00"))
    found = fit(Slots(offered, 2), Week.whole())
    assert found.chosen == (Window.on(0, "6:00", "10:00"), Window.on(6, "22:00", "6:00"))


def test_a_band_asks_for_hours_and_for_long_enough_stretches() -> None:
    free = Week.available(weekly("12345", "9:00", "12:00"))
    hours = Band(weekly("12345", "8:00", "18:00"), (), 20 * 60)
    short = fit(hours, free)
    assert short.answer is Answer.NO
    assert short.clashes[0].text.zh == "每周只排得出 15 小时，要求至少 20 小时"
    assert short.clashes[0].text.en == "only 15 hours a week possible of the 20 hours asked"
    assert fit(Band(hours.within, (), 17 * 60), free).answer is Answer.NEARLY
    assert fit(Band(hours.within, (), 15 * 60), free).chosen == weekly("12345", "9:00", "12:00")
    long = fit(Band(hours.within, (), None, 4 * 60), free)
    assert long.answer is Answer.NO
    assert long.reason.zh == "时间不合适：可选时段里没有能上班的时间（路上时间未填，没有计入）"


def test_slack_of_a_band_is_defined_only_when_its_core_is_all_it_asks() -> None:
    core = weekly("12345", "9:00", "12:00")
    within = weekly("12345", "8:30", "18:00")
    assert fit(Band(within, core), SCHOOL_RUN, NEAR).slack_minutes == 225
    assert fit(Band(within, core, 15 * 60), SCHOOL_RUN, NEAR).slack_minutes == 225
    assert fit(Band(within, core, 16 * 60), SCHOOL_RUN, NEAR).slack_minutes is None


def test_hours_not_stated_and_no_fixed_hours() -> None:
    unknown = fit(NotStated(), SCHOOL_RUN, NEAR)
    assert unknown.answer is Answer.UNKNOWN
    assert unknown.reason.zh == "工时未载明，请向用人单位了解"
    assert fit(Output(), Week()).answer is Answer.FITS
    assert fit(Output(), Week()).reason.en == "Fits"


def test_travel_not_stated_counts_as_none_and_is_said() -> None:
    found = fit(NINE_TO_THREE, SCHOOL_RUN, Travel(20))
    assert not found.travel_stated
    assert found.slack_minutes == 60
    assert found.reason.zh.endswith("（路上时间未填，没有计入）")


def test_slack_is_not_defined_where_nothing_follows() -> None:
    assert fit(NINE_TO_THREE, Week.whole()).slack_minutes is None


@pytest.mark.parametrize(("there", "back", "key"), [(-1, 0, "there"), (0, 1441, "back")])
def test_impossible_travel_is_refused(there: int, back: int, key: str) -> None:
    with pytest.raises(WeekError, match=f"travel.{key}"):
        Travel(there, back)


def test_the_worse_of_term_and_holiday_counts() -> None:
    mornings = Week.available(weekly("12345", "8:30", "12:00"))
    both = fit_profile(NINE_TO_THREE, WeekProfile(SCHOOL_RUN, mornings), NEAR)
    assert both.term.answer is Answer.FITS
    assert both.holiday is not None
    assert both.holiday.answer is both.answer is Answer.NO
    silent = fit_profile(NINE_TO_THREE, WeekProfile(SCHOOL_RUN), NEAR)
    assert silent.holiday is None
    assert silent.answer is Answer.FITS


@given(patterns, weeks, weeks, travels)
@settings(max_examples=200)
def test_more_free_time_never_makes_the_answer_worse(
    pattern: Pattern, week: Week, more: Week, travel: Travel
) -> None:
    before, after = fit(pattern, week, travel), fit(pattern, week | more, travel)
    assert after.answer.rank <= before.answer.rank


@given(patterns, weeks, travels, st.integers(0, 60))
def test_less_travel_never_makes_the_answer_worse(
    pattern: Pattern, week: Week, travel: Travel, more: int
) -> None:
    longer = Travel((travel.there or 0) + more, (travel.back or 0) + more)
    assert fit(pattern, week, travel).answer.rank <= fit(pattern, week, longer).answer.rank


@given(patterns, weeks, travels)
def test_an_answer_agrees_with_what_it_shows(pattern: Pattern, week: Week, travel: Travel) -> None:
    found = fit(pattern, week, travel)
    fits = found.answer is Answer.FITS
    if found.answer is not Answer.UNKNOWN:
        assert fits == (not found.clashes)
    if fits:
        assert found.clash_minutes == 0
        assert found.slack_minutes is None or found.slack_minutes >= 0
    else:
        assert found.slack_minutes is None
    for clash in found.clashes:
        assert clash.travel_minutes <= clash.minutes
        assert clash.text.zh
        assert clash.text.en
    assert found.reason.zh
    assert found.reason.en


@given(fixed, weeks, travels)
def test_fixed_work_fits_exactly_when_each_phase_with_its_travel_is_free(
    pattern: Fixed, week: Week, travel: Travel
) -> None:
    def free(shifts: Shifts) -> bool:
        room = week.erode(travel.there or 0, travel.back or 0)
        return all(Week.occupied(windows) <= room for windows in shifts.weeks())

    found = fit(pattern, week, travel)
    assert (found.answer is Answer.FITS) == any(free(shifts) for shifts in pattern.alternatives)


@given(fixed, weeks, travels)
def test_the_order_of_alternatives_does_not_change_the_fit(
    pattern: Fixed, week: Week, travel: Travel
) -> None:
    assert fit(Fixed(pattern.alternatives[::-1]), week, travel) == fit(pattern, week, travel)


@given(st.lists(short_windows, min_size=1, max_size=6, unique=True), weeks, st.data())
def test_slots_are_the_cheapest_that_lie_apart(
    offered: list[Window], week: Week, data: st.DataObject
) -> None:
    """Against every subset, one by one."""
    slots = sorted(offered)

    def apart(which: int) -> bool:
        taken = [slot for n, slot in enumerate(slots) if which >> n & 1]
        marks = [minute % 10080 for slot in taken for minute in range(*slot.span)]
        return len(marks) == len(set(marks))

    ways = [which for which in range(1, 1 << len(slots)) if apart(which)]
    choose = data.draw(st.integers(1, max(which.bit_count() for which in ways)))
    lost = [(Week.occupied((slot,)) - week).minutes for slot in slots]
    least = min(
        sum(lost[n] for n in range(len(slots)) if which >> n & 1)
        for which in ways
        if which.bit_count() == choose
    )
    found = fit(Slots(tuple(offered), choose), week)
    assert found.clash_minutes == least
    assert len(found.chosen) == choose


def test_clash_minutes_are_whole_quarters() -> None:
    odd = weekly_post(("1", "8:10", "12:50"))
    found = fit(odd, Week.available(weekly("1", "8:10", "12:50")))
    assert found.clash_minutes == 2 * QUARTER
