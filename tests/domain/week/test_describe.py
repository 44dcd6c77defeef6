"""One short line for weeks and patterns."""

import re

import pytest
from hypothesis import given

from carepost.domain.week import (
    PRESETS,
    WEEK,
    Band,
    Fixed,
    NotStated,
    Output,
    Pattern,
    Shifts,
    Slots,
    Week,
    Window,
    describe,
    describe_minutes,
    describe_pattern,
    describe_window,
    describe_windows,
    weekly,
)
from tests.domain.week.strategies import patterns, weeks, windows


@pytest.mark.parametrize(
    ("windows", "zh", "en"),
    [
        (
            weekly("12345", "8:30", "14:00"),
            "周一至周五 8:30–14:00，共 27.5 小时",
            "Mon–Fri 8:30–14:00, 27.5 hours in all",
        ),
        (
            weekly("12345", "8:00", "11:30")
            + weekly("12345", "14:00", "18:00")
            + weekly("7", "9:00", "10:00"),
            "周一至周五 8:00–11:30、14:00–18:00；周日 9:00–10:00，共 38.5 小时",
            "Mon–Fri 8:00–11:30 and 14:00–18:00; Sun 9:00–10:00, 38.5 hours in all",
        ),
        (
            weekly("15", "22:00", "6:00"),
            "周一、周五 22:00–次日 6:00，共 16 小时",
            "Mon, Fri 22:00–6:00 next day, 16 hours in all",
        ),
        (
            weekly("7", "22:00", "6:00"),
            "周日 22:00–次日 6:00，共 8 小时",
            "Sun 22:00–6:00 next day, 8 hours in all",
        ),
        (
            weekly("67", "0:00", "24:00"),
            "周六、周日 全天，共 48 小时",
            "Sat, Sun all day, 48 hours in all",
        ),
        (
            weekly("1234567", "19:30", "22:00"),
            "每天 19:30–22:00，共 17.5 小时",
            "every day 19:30–22:00, 17.5 hours in all",
        ),
        (
            weekly("13456", "9:00", "9:15"),
            "周一、周三至周六 9:00–9:15，共 1.25 小时",
            "Mon, Wed–Sat 9:00–9:15, 1.25 hours in all",
        ),
        (weekly("3", "9:00", "10:00"), "周三 9:00–10:00，共 1 小时", "Wed 9:00–10:00, 1 hour in all"),
        (weekly("3", "9:00", "9:45"), "周三 9:00–9:45，共 45 分钟", "Wed 9:00–9:45, 45 min in all"),
        ((), "没有可上班的时间", "No time to work"),
        ((Window(0, WEEK),), "一周任何时间，共 168 小时", "any time of the week, 168 hours in all"),
    ],
)
def test_weeks_in_one_line(windows: tuple[Window, ...], zh: str, en: str) -> None:
    said = describe(Week.available(windows))
    assert (said.zh, said.en) == (zh, en)


@given(weeks)
def test_a_line_is_never_empty_and_names_exactly_the_hours(week: Week) -> None:
    said = describe(week)
    assert said.zh.strip()
    assert said.en.strip()
    if week:
        total = describe_minutes(week.minutes)
        assert said.zh.endswith(f"，共 {total.zh}")
        assert said.en.endswith(f", {total.en} in all")
    assert not re.search("[A-Za-z]", said.zh)
    assert "\n" not in said.zh + said.en


@given(weeks)
def test_the_times_in_a_line_add_up_to_the_hours(week: Week) -> None:
    """Read back from the English line: days times windows is the total, so nothing is dropped or doubled."""
    if not week or week == Week.whole():
        return
    names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    minutes = 0
    for group in describe(week).en.rsplit(", ", 1)[0].replace("every day", "Mon–Sun").split("; "):
        found = re.fullmatch(r"([A-Za-z, –]+?) ((?:\d|all).*)", group)
        assert found
        runs = [run.split("–") for run in found[1].split(", ")]
        count = sum(names.index(run[-1]) - names.index(run[0]) + 1 for run in runs)
        for span in found[2].replace("all day", "0:00–24:00").split(" and "):
            start, end = (int(h) * 60 + int(m) for h, m in re.findall(r"(\d+):(\d+)", span))
            minutes += count * (end + (24 * 60 if span.endswith("next day") else 0) - start)
    assert minutes == week.minutes


@pytest.mark.parametrize(
    ("window", "zh", "en"),
    [
        (Window.on(4, "16:30", "17:00"), "周五 16:30–17:00", "Friday 16:30–17:00"),
        (Window.on(6, "22:00", "6:00"), "周日 22:00–次日 6:00", "Sunday 22:00–6:00 next day"),
        (Window.on(0, "22:00", "24:00"), "周一 22:00–24:00", "Monday 22:00–24:00"),
        (Window(60, 3 * 1440), "周一 1:00–周三 24:00", "Monday 1:00–Wednesday 24:00"),
        (Window(6 * 1440, 2 * 1440 - 60), "周日 0:00–周二 23:00", "Sunday 0:00–Tuesday 23:00"),
        (Window(0, WEEK), "整周", "the whole week"),
    ],
)
def test_one_window(window: Window, zh: str, en: str) -> None:
    assert (describe_window(window).zh, describe_window(window).en) == (zh, en)


@given(windows)
def test_a_window_is_said_from_its_own_day(window: Window) -> None:
    assert describe_window(window).zh[:2] in {"周一", "周二", "周三", "周四", "周五", "周六", "周日", "整周"}


@pytest.mark.parametrize(
    ("minutes", "zh", "en"),
    [
        (0, "0 分钟", "0 min"),
        (40, "40 分钟", "40 min"),
        (60, "1 小时", "1 hour"),
        (1650, "27.5 小时", "27.5 hours"),
        (470, "7 小时 50 分钟", "7 h 50 min"),
        (10080, "168 小时", "168 hours"),
    ],
)
def test_lengths(minutes: int, zh: str, en: str) -> None:
    assert (describe_minutes(minutes).zh, describe_minutes(minutes).en) == (zh, en)


NINE = Shifts.weekly(weekly("12345", "9:00", "15:00"))
SPLIT = Shifts.weekly(weekly("12345", "8:00", "11:30") + weekly("12345", "14:00", "18:00"))


@pytest.mark.parametrize(
    ("pattern", "zh", "en"),
    [
        (Fixed((NINE,)), "周一至周五 9:00–15:00，共 30 小时", "Mon–Fri 9:00–15:00, 30 hours in all"),
        (
            Fixed((NINE, SPLIT)),
            "任选一种：（1）周一至周五 8:00–11:30、14:00–18:00，共 37.5 小时；"
            "（2）周一至周五 9:00–15:00，共 30 小时",
            "One of: (1) Mon–Fri 8:00–11:30 and 14:00–18:00, 37.5 hours in all; "
            "(2) Mon–Fri 9:00–15:00, 30 hours in all",
        ),
        (
            Fixed((Shifts.rotation([[(420, 780)], [(780, 1380)], [], []]),)),
            "4 天一轮：第 1 天 7:00–13:00；第 2 天 13:00–23:00；其余休息，平均每周 28 小时",
            "A cycle of 4 days: day 1 7:00–13:00; day 2 13:00–23:00; otherwise off, "
            "28 hours a week on average",
        ),
        (
            Fixed((Shifts.rotation([[(480, 960)], [(480, 960)], [(1320, 1800)]]),)),
            "3 天一轮：第 1、2 天 8:00–16:00；第 3 天 22:00–次日 6:00，平均每周 56 小时",
            "A cycle of 3 days: days 1, 2 8:00–16:00; day 3 22:00–6:00 next day, 56 hours a week on average",
        ),
        (
            Fixed((Shifts.weekly((Window(0, WEEK),)),)),
            "整周，共 168 小时",
            "the whole week, 168 hours in all",
        ),
        (
            Band(weekly("123456", "8:30", "18:00"), weekly("123456", "8:30", "17:00")),
            "周一至周六 8:30–18:00 之间自选，其中周一至周六 8:30–17:00 须在岗，每周工时未载明",
            "Own choice within Mon–Sat 8:30–18:00; present Mon–Sat 8:30–17:00; weekly hours not stated",
        ),
        (
            Band(weekly("12345", "8:00", "20:00"), (), 1200, 240),
            "周一至周五 8:00–20:00 之间自选，每周至少 20 小时，每次至少 4 小时",
            "Own choice within Mon–Fri 8:00–20:00; at least 20 hours a week; at least 4 hours at a time",
        ),
        (
            Slots(weekly("67", "8:00", "12:00") + weekly("67", "11:00", "15:00"), 2),
            "以下时段至少选 2 个：周六、周日 8:00–12:00、11:00–15:00",
            "At least 2 of these: Sat, Sun 8:00–12:00 and 11:00–15:00",
        ),
        (Output(), "没有固定工时，按成果计", "No fixed hours: judged by result"),
        (NotStated(), "工时未载明", "Hours not stated"),
    ],
)
def test_patterns_in_one_line(pattern: Pattern, zh: str, en: str) -> None:
    assert (describe_pattern(pattern).zh, describe_pattern(pattern).en) == (zh, en)


@given(patterns)
def test_every_pattern_can_be_said(pattern: Pattern) -> None:
    said = describe_pattern(pattern)
    assert not re.search("[A-Za-z{}]", said.zh)
    assert not re.search("[一-鿿{}]", said.en)


def test_no_window_is_said_as_none() -> None:
    assert describe_windows(()).zh == "无"


def test_presets_say_their_week() -> None:
    assert [describe(preset.week).zh for preset in PRESETS] == [
        "周一至周五 8:30–16:00，共 37.5 小时",
        "周一至周五 8:30–12:00，共 17.5 小时",
        "每天 19:30–22:00，共 17.5 小时",
        "周六、周日 9:00–17:00，共 16 小时",
    ]
