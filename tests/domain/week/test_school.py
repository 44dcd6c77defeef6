"""The school day by place, duties, term and holiday."""

import pytest
from hypothesis import given

from carepost.domain.facts import Mark
from carepost.domain.week import (
    DAY_PARTS,
    NATION,
    PRESETS,
    Bound,
    Cover,
    DayPart,
    Duty,
    DutyKind,
    Profile,
    SchoolDay,
    SchoolTime,
    Stage,
    Week,
    WeekError,
    WeekProfile,
    blocks_of_week,
    describe_school_day,
    school_day,
    week_of_blocks,
    weekly,
)
from tests.domain.week.strategies import weeks

SAID = "the carer's own entry"
SCHOOL = SchoolDay(
    "442000",
    Stage.PRIMARY,
    SchoolTime(8 * 60 + 25, Bound.EXACT, SAID, Mark.S),
    SchoolTime(16 * 60 + 20, Bound.EXACT, SAID, Mark.S),
    SchoolTime(18 * 60, Bound.NOT_BEFORE, SAID, Mark.S),
)


def test_what_the_sources_state_and_what_they_do_not() -> None:
    zhongshan = school_day("442000", Stage.PRIMARY)
    assert zhongshan.starts is not None
    assert (zhongshan.starts.minute, zhongshan.starts.bound) == (500, Bound.NOT_BEFORE)
    assert zhongshan.starts.mark is Mark.S
    assert zhongshan.after_school_until is None
    assert describe_school_day(zhongshan).zh == "送到学校 不早于 8:20，放学 未载明，课后服务到 未载明"
    assert describe_school_day(school_day("442000", Stage.KINDERGARTEN)).en == (
        "drop-off not stated, pick-up not stated, after-school care until not stated"
    )


def test_the_nearest_row_wins_time_by_time() -> None:
    county_of_huizhou = school_day("441302", Stage.PRIMARY)
    assert county_of_huizhou.after_school_until is not None
    assert county_of_huizhou.after_school_until.minute == 18 * 60
    assert county_of_huizhou.starts is not None
    own = SchoolDay("441302", Stage.PRIMARY, ends=SchoolTime(990, Bound.EXACT, SAID, Mark.S), days=(0, 1))
    nation = SchoolDay(NATION, Stage.PRIMARY, starts=SchoolTime(500, Bound.EXACT, SAID, Mark.S))
    found = school_day("441302", Stage.PRIMARY, [nation, own])
    assert (found.starts, found.ends, found.days) == (nation.starts, own.ends, (0, 1))


def test_a_place_without_rows_states_nothing() -> None:
    assert school_day("110000", Stage.PRIMARY, []) == SchoolDay("110000", Stage.PRIMARY)


def test_free_time_between_drop_off_and_pick_up() -> None:
    assert SCHOOL.free_week(after_school=False) == Week.available(weekly("12345", "8:30", "16:15"))
    assert SCHOOL.free_week(after_school=True) == Week.available(weekly("12345", "8:30", "18:00"))


def test_a_start_known_only_as_not_before_frees_nothing() -> None:
    assert school_day("441300", Stage.PRIMARY).free_week(after_school=True) is None
    assert school_day("442000", Stage.KINDERGARTEN).free_week(after_school=False) is None


@pytest.mark.parametrize(("minute", "source"), [(-1, SAID), (1441, SAID), (500, " ")])
def test_a_school_time_needs_a_minute_and_a_source(minute: int, source: str) -> None:
    with pytest.raises(WeekError):
        SchoolTime(minute, Bound.EXACT, source, Mark.S)


PICK_UP = Duty(DutyKind.PICK_UP, weekly("12345", "16:20", "17:00"), frozenset({4}))
CLINIC = Duty(DutyKind.OTHER, weekly("3", "9:00", "10:00"))


def test_duties_round_outward_and_spare_days_that_others_cover() -> None:
    assert PICK_UP.busy == Week.available(weekly("1234", "16:15", "17:00"))


def test_the_school_run_binds_in_term_only() -> None:
    free = Week.available(weekly("12345", "8:00", "18:00"))
    left = WeekProfile(free, free).less([PICK_UP, CLINIC])
    assert left.term == free - PICK_UP.busy - CLINIC.busy
    assert left.holiday == free - CLINIC.busy
    assert WeekProfile(free).less([PICK_UP]).week(Profile.HOLIDAY) is None
    assert left.week(Profile.TERM) == left.term


def test_a_duty_on_no_day_of_the_week_is_refused() -> None:
    with pytest.raises(WeekError, match="others_on"):
        Duty(DutyKind.OTHER, (), frozenset({7}))


@given(weeks)
def test_the_block_table_shows_and_rebuilds_what_it_holds(week: Week) -> None:
    table = blocks_of_week(week)
    assert len(table) == 28
    full = week_of_blocks(cell for cell, cover in table.items() if cover is Cover.ALL)
    touched = week_of_blocks(cell for cell, cover in table.items() if cover is not Cover.NONE)
    assert full <= week
    assert week & week_of_blocks(table) <= touched
    assert {c for c, v in blocks_of_week(full).items() if v is Cover.ALL} == {
        c for c, v in table.items() if v is Cover.ALL
    }


def test_the_school_run_fills_the_mornings_and_part_of_the_afternoons() -> None:
    table = blocks_of_week(PRESETS[0].week)
    assert [table[0, part] for part in DayPart] == [Cover.NONE, Cover.ALL, Cover.PART, Cover.NONE]
    assert [label.zh for label, _, _ in DAY_PARTS.values()] == ["早", "上午", "下午", "晚"]
    with pytest.raises(WeekError):
        week_of_blocks([(7, DayPart.EARLY)])
