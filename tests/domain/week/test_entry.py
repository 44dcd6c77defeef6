"""What a carer says of her week: in the address and back, her free weeks, and the search for her."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carepost.domain.travel import Point, Way
from carepost.domain.week import (
    PRESETS,
    DayPart,
    DutyEntry,
    EntryError,
    FreeTime,
    HolidayPlan,
    Week,
    WeekEntry,
    WeekError,
    blocks_of_week,
    strip,
    weekly,
)
from tests.domain.week.strategies import weeks

SCHOOL_RUN = PRESETS[0].week  # Mon–Fri 8:30–16:00

free_times = st.builds(FreeTime, st.none() | st.sampled_from([preset.key for preset in PRESETS]), st.none() | weeks)
day_sets = st.frozensets(st.integers(0, 6))
duties = st.none() | st.builds(
    lambda days, start, length, others: DutyEntry(days, start, start + length, others),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.integers(0, 1320),
    st.integers(1, 120),
    day_sets,
)
origins = st.none() | st.sampled_from(["442000", "442000114"]) | st.builds(Point, st.floats(0, 60), st.floats(70, 140))
minutes = st.none() | st.integers(1, 240)
entries = st.builds(
    WeekEntry,
    term=free_times,
    holidays=st.sampled_from(HolidayPlan),
    holiday=free_times,
    drop_off=duties,
    pick_up=duties,
    other=duties,
    home=origins,
    school=origins,
    way=st.none() | st.sampled_from(Way),
    commute=minutes,
    travel=minutes,
    school_run=st.booleans(),
)


@given(entries)
def test_an_address_gives_the_entry_back(entry: WeekEntry) -> None:
    query = entry.to_query()
    assert WeekEntry.from_query(query) == entry
    assert WeekEntry.from_query(query).to_query() == query


@given(entries)
def test_what_is_searched_lies_in_the_free_time_left_by_duties(entry: WeekEntry) -> None:
    query, profile = entry.search_query(), entry.profile()
    assert query.keys() <= {"week", "holiday", "from", "school", "way", "commute"}
    assert "from" in query or "school" not in query
    assert ("week" in query) == bool(entry.term.week)
    if "week" in query:
        assert Week.decode(query["week"]) <= profile.term
    if entry.ends or not entry.travel:
        assert query.get("week", profile.term.encode()) == profile.term.encode()


def read(**values: str | list[str]) -> WeekEntry:
    return WeekEntry.from_query(values)


def test_nothing_said_is_an_entry_too() -> None:
    entry = read()
    assert entry == WeekEntry()
    assert entry.search_query() == {}
    assert entry.sentence().zh == "还没有选可以上班的时间"


def test_a_preset_says_a_week() -> None:
    entry = read(p="school-run")
    assert entry.sentence().zh == "每周可上班 37.5 小时：周一至周五 8:30–16:00"
    assert entry.sentence().en == "You can work 37.5 hours: Mon–Fri 8:30–16:00"
    assert entry.search_query() == {"week": "12345_0830-1600"}


def test_own_hours_begin_with_an_empty_week() -> None:
    assert read(p="own") == WeekEntry()
    assert read(p="own", b=["1m", "6a"]).term.week == Week.available(
        weekly("1", "8:30", "12:00") + weekly("6", "12:00", "18:00")
    )


def test_the_block_table_keeps_the_hours_of_cells_left_as_they_were() -> None:
    """The preset holds 12:00–16:00 of the afternoons: ticked still means these, a new tick the whole cell."""
    cells = [f"{day}{part}" for day in "1234" for part in "ma"] + ["5m", "6m"]
    week = read(p="school-run", b=["", *cells]).term.week
    expected = weekly("1234", "8:30", "16:00") + weekly("56", "8:30", "12:00")
    assert week == Week.available(expected)


@given(free_times)
def test_a_table_sent_back_unchanged_changes_nothing(free: FreeTime) -> None:
    shown = [block for block, cover in blocks_of_week(free.week).items() if cover != "none"]
    assert free.with_blocks(shown) == free


@given(free_times, st.frozensets(st.tuples(st.integers(0, 6), st.sampled_from(DayPart))))
def test_the_table_means_what_is_ticked(free: FreeTime, ticked: frozenset[tuple[int, DayPart]]) -> None:
    after = free.with_blocks(ticked)
    assert {block for block, cover in blocks_of_week(after.week).items() if cover != "none"} == ticked
    assert after.with_blocks(ticked) == after


def test_the_hours_of_a_day_are_copied_to_others() -> None:
    free = FreeTime("school-run", Week.available(weekly("1", "9:00", "11:00") + weekly("2", "7:00", "20:00")))
    assert free.with_copies(0, (1, 5)).week == Week.available(weekly("126", "9:00", "11:00"))
    assert free.with_copies(6, (1,)).week == Week.available(weekly("1", "9:00", "11:00"))
    assert free.with_copies(0, ()) == free


def test_rows_of_exact_times_replace_the_week() -> None:
    entry = read(p="school-run", s1=["0900", "1400", ""], e1=["1130", "1500", ""], s6="0000", e6="2400")
    assert entry.term.week == Week.available(
        weekly("1", "9:00", "11:30") + weekly("1", "14:00", "15:00") + weekly("6", "0:00", "24:00")
    )


def test_rows_sent_back_unchanged_leave_the_preset_alone() -> None:
    rows: dict[str, str | list[str]] = {}
    for day, spans in enumerate(strip(SCHOOL_RUN), start=1):
        rows[f"s{day}"] = [f"{start // 60:02d}{start % 60:02d}" for start, _ in spans]
        rows[f"e{day}"] = [f"{end // 60:02d}{end % 60:02d}" for _, end in spans]
    assert read(p="school-run", **rows).to_query() == {"p": "school-run"}


def test_another_preset_starts_anew_and_the_same_keeps_changed_hours() -> None:
    assert read(p="weekend", was="school-run", t="1_0900-1000").to_query() == {"p": "weekend"}
    assert read(p="weekend", was="weekend", t="1_0900-1000").to_query() == {"p": "weekend", "t": "1_0900-1000"}


def test_own_hours_are_kept_when_the_first_page_is_passed_again() -> None:
    assert read(p="own", was="own", t="1_0900-1000").to_query() == {"t": "1_0900-1000"}
    assert read(p="own", was="weekend", t="1_0900-1000").to_query() == {}


@given(entries)
def test_the_week_of_a_search_can_be_changed(entry: WeekEntry) -> None:
    search = entry.search_query()
    again = WeekEntry.from_query(search | {"q": "缝纫", "kind": "own"})
    assert again.search_query().get("week", "0") == search.get("week", "0")
    assert again.search_query().get("from") == search.get("from")


def test_of_a_search_only_what_says_something_is_read() -> None:
    assert read(week="1_0900-1000", holiday="1_0900-1000").to_query() == {"t": "1_0900-1000", "hol": "same"}
    assert read(week="1_0900-1000", holiday="2_0900-1000").to_query()["ht"] == "2_0900-1000"
    assert read(week="saved", **{"from": "home"}) == read(**{"from": "groupmessage"}) == WeekEntry()
    assert read(week="1_0900-1000", p="mornings", home="442000", **{"from": "440000"}).to_query() == {
        "p": "mornings",
        "home": "442000",
    }


def test_duties_of_the_form_bind_in_term_on_the_days_that_nobody_else_takes() -> None:
    entry = read(
        t="12345_0800-1700",
        hol="same",
        pick_d=["1", "2", "3", "4", "5"],
        pick_s="1620",
        pick_e="1700",
        pickby=["2", "7"],
        drop_d=[],
        drop_s="0800",
        drop_e="0830",
    )
    assert entry.to_query() == {
        "t": "12345_0800-1700",
        "hol": "same",
        "pick": "12345_1620-1700",
        "pickby": "2",
    }
    assert entry.profile().term == Week.available(weekly("1345", "8:00", "16:15") + weekly("2", "8:00", "17:00"))
    assert entry.profile().holiday == Week.available(weekly("12345", "8:00", "17:00"))
    assert entry.sentence().zh == (
        "每周可上班 42 小时：周一、周三至周五 8:00–16:15；周二 8:00–17:00；寒暑假 45 小时：周一至周五 8:00–17:00"
    )


def test_the_holidays_are_as_said() -> None:
    assert read(p="mornings").profile().holiday is None
    assert read(p="mornings", hol="own").profile().holiday is None
    assert read(p="mornings", hol="own", hb=["1n"]).search_query()["holiday"] == "1_1800-2200"
    assert read(p="mornings", hol="same").sentence().zh.endswith("，寒暑假相同")
    busy = read(p="mornings", hol="own", hb=["1n"], busy="1_1800-2200")
    assert busy.search_query()["holiday"] == "0"
    assert busy.sentence().zh.endswith("寒暑假 没有时间")


def test_duties_may_leave_no_time() -> None:
    entry = read(t="1_0800-0900", busy="1_0700-1000")
    assert entry.sentence().zh == "接送等事情之后，没有剩下可以上班的时间"
    assert entry.search_query() == {"week": "0"}


def test_a_pin_is_kept_to_a_kilometre() -> None:
    assert read(home="22.52187,113.38264").to_query() == {"home": "22.52,113.38"}
    assert read(home="442000", home_pin="２２．５２，１１３．３８").search_query() == {"from": "22.52,113.38"}


HOME_AND_SCHOOL = {"home": "442000", "school": "442000114"}


@pytest.mark.parametrize(
    ("answers", "ends"),
    [
        (HOME_AND_SCHOOL, ("442000",)),
        (HOME_AND_SCHOOL | {"drop": "12345_0800-0830"}, ("442000", "442000114")),
        (HOME_AND_SCHOOL | {"pick": "1_1600-1700", "drop": "1_0800-0830", "dropby": "1"}, ("442000", "442000114")),
        (HOME_AND_SCHOOL | {"drop": "1_0800-0830", "dropby": "1"}, ("442000",)),
        (HOME_AND_SCHOOL | {"busy": "1_0800-0830"}, ("442000",)),
        (HOME_AND_SCHOOL | {"run": "1"}, ("442000", "442000114")),
        # What she says of the runs themselves says it better.
        (HOME_AND_SCHOOL | {"run": "1", "drop": "1_0800-0830", "dropby": "1"}, ("442000",)),
        ({"home": "442000", "school": "442000", "drop": "1_0800-0830"}, ("442000",)),
        ({"home": "442000", "drop": "1_0800-0830"}, ("442000",)),
        ({"school": "442000114"}, ("442000114",)),
        ({"drop": "1_0800-0830"}, ()),
    ],
)
def test_the_way_to_work_begins_at_home_and_at_school_for_who_goes_there(
    answers: dict[str, str], ends: tuple[str, ...]
) -> None:
    entry = WeekEntry.from_query(answers)
    assert entry.ends == ends
    search = entry.search_query()
    assert tuple(search[name] for name in ("from", "school") if name in search) == ends


@given(entries)
def test_a_search_taken_back_to_the_week_and_on_again_keeps_both_ends(entry: WeekEntry) -> None:
    search = entry.search_query()
    again = WeekEntry.from_query(WeekEntry.from_query(search).to_query())
    assert again.ends == entry.ends
    assert [again.search_query().get(name) for name in ("from", "school")] == [
        search.get(name) for name in ("from", "school")
    ]


def test_minutes_of_travel_stated_narrow_the_week_where_no_place_is_named() -> None:
    assert read(p="school-run", travel="20").search_query() == {"week": "12345_0900-1530"}
    assert read(p="school-run", travel="20", home="442000").search_query()["week"] == "12345_0830-1600"


WRONG = [
    ({"p": "nights"}, "p", "从列表中选"),
    ({"t": "12345"}, "t", "12345_0830-1600"),
    ({"b": "1x"}, "b", "勾选"),
    ({"s3": ["0900", "1700"], "e3": ["1200", "0900"]}, "s3", "周三第 2 段：结束要晚于开始"),
    ({"s3": "0900", "e3": ""}, "s3", "都选上，或都留空"),
    ({"s3": "9:00", "e3": "1000"}, "s3", "周三第 1 段"),
    ({"hol": "perhaps"}, "hol", "与平时一样"),
    ({"hp": "nights", "hol": "own"}, "hp", "从列表中选"),
    ({"drop": "8:00"}, "drop", "12345_0800-0830"),
    ({"drop_d": "1", "drop_s": "0830", "drop_e": "0800"}, "drop", "晚于"),
    ({"drop_d": "1", "drop_s": "", "drop_e": ""}, "drop", "几点到几点"),
    ({"pick_d": "8", "pick_s": "0800", "pick_e": "0830"}, "pick", "1（周一）到 7"),
    ({"home": "groupmessage"}, "home", "22.52,113.38"),
    ({"home_pin": "here"}, "home_pin", "22.52,113.38"),
    ({"school": "113.38,22.52"}, "school", "先写纬度"),
    ({"way": "boat"}, "way", "公交"),
    ({"commute": "0"}, "commute", "1 到 240"),
    ({"commute": "241"}, "commute", "1 到 240"),
    ({"travel": "soon"}, "travel", "1 到 240"),
]


@pytest.mark.parametrize(("wrong", "parameter", "remedy"), WRONG, ids=lambda part: str(part)[:30])
def test_a_wrong_answer_is_named_with_its_remedy_and_loses_no_other(
    wrong: dict[str, str | list[str]], parameter: str, remedy: str
) -> None:
    right: dict[str, str | list[str]] = {"p": "school-run", "busy": "6_0900-1000", "commute": "30", "way": "bus"}
    with pytest.raises(EntryError) as refused:
        WeekEntry.from_query(right | wrong)
    ((name, problem),) = refused.value.problems
    assert name == parameter
    assert remedy in problem.zh
    kept = refused.value.entry.to_query()
    assert {name: kept.get(name) for name in right if name not in wrong} == {
        name: value for name, value in right.items() if name not in wrong
    }


def test_a_wrong_row_keeps_the_hours_that_its_day_had() -> None:
    with pytest.raises(EntryError) as refused:
        read(p="school-run", s1=["1700"], e1=["0900"], s2=["0900"], e2=["1000"])
    assert refused.value.entry.term.week == Week.available(weekly("1", "8:30", "16:00") + weekly("2", "9:00", "10:00"))


def test_several_wrong_answers_are_all_named() -> None:
    with pytest.raises(EntryError) as refused:
        read(way="boat", commute="x", p="nights", t="1_0900-1000")
    assert [name for name, _ in refused.value.problems] == ["p", "way", "commute"]
    assert refused.value.entry.to_query() == {"t": "1_0900-1000"}


def test_values_out_of_range_are_refused_as_values_too() -> None:
    for make in (
        lambda: FreeTime("nights"),
        lambda: DutyEntry(frozenset(), 1, 2),
        lambda: DutyEntry(frozenset({7}), 1, 2),
        lambda: DutyEntry(frozenset({0}), 2, 1),
        lambda: WeekEntry(commute=0),
    ):
        with pytest.raises(WeekError):
            make()
