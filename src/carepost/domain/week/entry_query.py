"""The week entry in an address: the short canonical form, and what the forms of its pages send.

Canonical: `p` preset, `t` week once it differs from the preset, `hol` same or own with `hp` and `ht`; `drop`, `pick`,
`busy` as "12345_0800-0830" with `dropby`, `pickby`, `busyby` (days that others take); `home`, `school`, `way`,
`commute`, `travel`; `run` 1 where a school run of hers is known without its hours. The forms send beside `t` the ticked
cells `b` ("1m" or several) or rows `s1` `e1` .. `s7` `e7` ("0830", one value a row); `was` is the preset to which `t`
belongs. They send in place of `drop` the parts `drop_d`, `drop_s`, `drop_e`, and a pin that was typed as `home_pin`. A
search (`week`, `holiday`, `from` with its `school`) is read where the answers themselves are not there, so that the
week of a list can be changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypedDict, TypeVar

from carepost.domain.facts import Text
from carepost.domain.travel import TravelError, Way, parse_point
from carepost.domain.week.answers import DutyEntry, FreeTime, HolidayPlan, Origin
from carepost.domain.week.presets import Block, DayPart
from carepost.domain.week.week import Week
from carepost.domain.week.window import DAY, WeekError, Window

T = TypeVar("T")
Values = Mapping[str, str | Sequence[str]]
Problem = tuple[str, Text]

OWN = "own"
SAVED = "saved"
CELLS = {"e": DayPart.EARLY, "m": DayPart.MORNING, "a": DayPart.AFTERNOON, "n": DayPart.EVENING}
DUTIES = ("drop", "pick", "busy")
MOST_MINUTES = 240
_DAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMBERS = range(1, 8)
_CLOCK = re.compile(r"([01]\d|2[0-3])([0-5]\d)|2400", re.ASCII)
_DUTY = re.compile(r"([1-7]{1,7})_(\d{4})-(\d{4})", re.ASCII)
_PLACE = re.compile(r"[0-9]{6}(?:[0-9]{3})?")
_MINUTES = re.compile(r"[1-9][0-9]{0,2}", re.ASCII)


class Answers(TypedDict):
    """The fields of a WeekEntry."""

    term: FreeTime
    holidays: HolidayPlan
    holiday: FreeTime
    drop_off: DutyEntry | None
    pick_up: DutyEntry | None
    other: DutyEntry | None
    home: Origin | None
    school: Origin | None
    way: Way | None
    commute: int | None
    travel: int | None
    school_run: bool


def read_answers(values: Values) -> tuple[Answers, list[Problem]]:
    """The answers of an address or of a form, and what could not be read of it."""
    given = {name: [value] if isinstance(value, str) else list(value) for name, value in values.items()}
    reader = _Reader(given | _of_a_search(given))
    return reader.answers(), reader.problems


def hhmm(minute: int) -> str:
    """A minute of the day as the forms send it: "0830"."""
    return f"{minute // 60:02d}{minute % 60:02d}"


def digits(days: frozenset[int]) -> str:
    """Days (0 Monday) as digits with Monday 1."""
    return "".join(str(day + 1) for day in sorted(days))


def _of_a_search(given: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The answers that stand in a search; `saved`, `home` and words that a chat program adds are none."""
    week, holiday, origin = (given.get(name, [""])[-1].strip() for name in ("week", "holiday", "from"))
    answers: dict[str, list[str]] = {}
    if week not in ("", SAVED) and not given.keys() & {"p", "t", "b"}:
        answers["t"] = [week]
        if holiday and "hol" not in given:
            same = holiday == week
            answers |= {"hol": [HolidayPlan.SAME]} if same else {"hol": [HolidayPlan.OWN], "ht": [holiday]}
    if not given.keys() & {"home", "home_pin"} and (_PLACE.fullmatch(origin) or "," in origin):
        answers["home"] = [origin]
        # In a search the school stands only where both ends of her way count.
        if given.get("school", [""])[-1].strip():
            answers["run"] = ["1"]
    return answers


class _Reader:
    """Reads each answer by itself, so that one that is wrong loses no other."""

    def __init__(self, given: Mapping[str, list[str]]) -> None:
        self.given = given
        self.problems: list[tuple[str, Text]] = []

    def answers(self) -> Answers:
        return {
            "term": self.free(""),
            "holidays": self.read("hol", self.plan, HolidayPlan.NOT_SAID),
            "holiday": self.free("h"),
            "drop_off": self.read("drop", lambda: self.duty("drop"), None),
            "pick_up": self.read("pick", lambda: self.duty("pick"), None),
            "other": self.read("busy", lambda: self.duty("busy"), None),
            "home": self.place("home"),
            "school": self.place("school"),
            "way": self.read("way", self.way, None),
            "commute": self.read("commute", lambda: self.minutes("commute"), None),
            "travel": self.read("travel", lambda: self.minutes("travel"), None),
            "school_run": self.one("run") == "1",
        }

    def read(self, name: str, reader: Callable[[], T], default: T) -> T:
        """The answer, or the default with the problem noted."""
        try:
            return reader()
        except (WeekError, TravelError) as error:
            self.problems.append((name, error.problem))
            return default

    def one(self, name: str) -> str:
        """The last value given that says something."""
        return next((value.strip() for value in reversed(self.given.get(name, [])) if value.strip()), "")

    def all(self, name: str) -> str:
        return "".join(value.strip() for value in self.given.get(name, []))

    def free(self, prefix: str) -> FreeTime:
        p, t, b, was = (prefix + name for name in ("p", "t", "b", "was"))
        preset = free = self.read(p, lambda: self.preset(p), FreeTime())
        # Another preset than before starts anew.
        if (times := self.one(t)) and not (was in self.given and self.one(was) != self.one(p)):
            free = self.read(t, lambda: preset.with_week(Week.decode(times, t)), preset)
        if any(f"{prefix}s{day}" in self.given for day in _NUMBERS):
            return self.read_rows(prefix, free)
        if b in self.given:
            return self.read(b, lambda: free.with_blocks(self.cells(b)), free)
        return free

    def preset(self, name: str) -> FreeTime:
        key = self.one(name)
        return FreeTime(None if key in ("", OWN) else key)

    def cells(self, name: str) -> list[Block]:
        written = self.all(name)
        if not re.fullmatch(r"(?:[1-7][eman])*", written):
            raise WeekError(name, Text("请在表格里勾选时段", "tick the times in the table"))
        return [(int(day) - 1, CELLS[part]) for day, part in zip(written[::2], written[1::2], strict=True)]

    def read_rows(self, prefix: str, free: FreeTime) -> FreeTime:
        """The rows of all days; a day with a row that is wrong keeps what it had, and the row is named."""
        days = [self.read(f"{prefix}s{day}", partial(self.rows, prefix, day), None) for day in _NUMBERS]
        kept = Week.occupied(Window.of(day * DAY, DAY) for day, rows in enumerate(days) if rows is None) & free.week
        return free.with_week(Week.available(window for rows in days for window in rows or ()) | kept)

    def rows(self, prefix: str, day: int) -> list[Window] | None:
        windows = []
        starts, ends = (self.given.get(f"{prefix}{edge}{day}", []) for edge in "se")
        for n, (start, end) in enumerate(zip(starts, ends, strict=False), start=1):
            if start or end:
                begins, until = _minute(start), _minute(end)
                if begins is None or until is None or until <= begins:
                    raise WeekError(f"{prefix}s{day}", _wrong_row(day, n, half=not (start and end)))
                windows.append(Window.of((day - 1) * DAY + begins, until - begins))
        return windows

    def plan(self) -> HolidayPlan:
        written = self.one("hol") or HolidayPlan.NOT_SAID
        if written not in set(HolidayPlan):
            raise WeekError("hol", Text("请选：与平时一样、另填或不确定", "choose the same, own, or not sure"))
        return HolidayPlan(written)

    def duty(self, name: str) -> DutyEntry | None:
        if f"{name}_s" in self.given:
            days, start, end = self.all(f"{name}_d"), self.one(f"{name}_s"), self.one(f"{name}_e")
        else:
            written = self.one(name)
            found = _DUTY.fullmatch(written)
            if written and not found:
                raise WeekError(name, Text("请写成 12345_0800-0830 这样的形式", "write it like 12345_0800-0830"))
            days, start, end = (found[1], found[2], found[3]) if found else ("", "", "")
        if not days:
            return None
        begins, until = _minute(start), _minute(end)
        others = self.all(f"{name}by")
        if set(days + others) - set("1234567"):
            raise WeekError(name, Text("星期应为 1（周一）到 7（周日）", "days are 1 (Monday) to 7 (Sunday)"))
        if begins is None or until is None:
            raise WeekError(name, Text("请选几点到几点", "choose from when until when"))
        return DutyEntry(_days(days), begins, until, _days(others))

    def place(self, name: str) -> Origin | None:
        """The pin that was typed, else the code or pin of the address."""
        if typed := self.one(f"{name}_pin"):
            return self.read(f"{name}_pin", lambda: _pin(typed), None)
        written = self.one(name)
        if not written or _PLACE.fullmatch(written):
            return written or None
        return self.read(name, lambda: _pin(written), None)

    def way(self) -> Way | None:
        written = self.one("way")
        if written and written not in set(Way):
            raise WeekError("way", Text("请选步行、骑车、公交或开车", "choose walk, bike, bus or car"))
        return Way(written) if written else None

    def minutes(self, name: str) -> int | None:
        written = self.one(name)
        if written and not (_MINUTES.fullmatch(written) and int(written) <= MOST_MINUTES):
            raise WeekError(name, Text("请填 1 到 240 之间的分钟数", "give minutes from 1 to 240"))
        return int(written) if written else None


def _pin(written: str) -> Origin:
    point = parse_point(written)
    if point is None:
        raise TravelError(
            "pin", Text("请选一个地区，或写成 22.52,113.38", "choose a place, or write it like 22.52,113.38")
        )
    return point


def _days(written: str) -> frozenset[int]:
    return frozenset(int(day) - 1 for day in written)


def _minute(written: str) -> int | None:
    return int(written[:2]) * 60 + int(written[2:]) if _CLOCK.fullmatch(written) else None


def _wrong_row(day: int, number: int, *, half: bool) -> Text:
    where = Text(f"{_DAYS[day - 1]}第 {number} 段", f"{_LONG_DAYS[day - 1]}, stretch {number}")
    if half:
        return Text(f"{where.zh}：请把开始和结束都选上，或都留空", f"{where.en}: choose both start and end, or neither")
    return Text(
        f"{where.zh}：结束要晚于开始；跨夜的请分成两天填",
        f"{where.en}: the end must be later than the start; write a night as two days",
    )
