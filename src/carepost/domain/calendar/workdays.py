"""Counting working days over a dated file of holidays; beyond the file only weekends are known, and that is said."""

from __future__ import annotations

import csv
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

from carepost.domain.facts import Mark, Text

HOLIDAYS = Path(__file__).resolve().parents[2] / "packs" / "000000" / "calendar" / "holidays.csv"
# A half day off for some (8 March) leaves the day as the week has it.
_WORKED = {"off": False, "make_up_workday": True, "half_day_off_women": None}
_SATURDAY = 5
_LONGEST = 4000


class CalendarError(ValueError):
    """A fault in a file of holidays: names the file, the line and what was expected."""


class Standing(StrEnum):
    """How far an answer can be relied on; from best to worst."""

    ANNOUNCED = "announced"
    PROVISIONAL = "provisional"
    UNKNOWN = "unknown"

    @property
    def label(self) -> Text:
        """What it tells a reader, in both languages."""
        return _LABELS[self]


_LABELS = {
    Standing.ANNOUNCED: Text("按已公布的放假安排", "by the announced holidays"),
    Standing.PROVISIONAL: Text("暂定：调休安排尚未公布", "provisional: the swapped days are not announced yet"),
    Standing.UNKNOWN: Text("暂定：该年放假安排未知，只按周末计算", "provisional: that year's holidays are not known"),
}
_ORDER = tuple(Standing)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Days that differ from the weekend rule (True: worked), and how each year of the file stands.

    A year is as good as its weakest line; a year without a line is unknown. `mark` is the weakest of the file.
    """

    days: Mapping[date, bool]
    years: Mapping[int, Standing]
    mark: Mark

    def is_working(self, day: date) -> bool:
        """Whether work is done on this day as a rule."""
        return self.days.get(day, day.weekday() < _SATURDAY)

    def standing(self, start: date, end: date) -> Standing:
        """How far the days from start to end are known: as far as the least known year among them."""
        first, last = sorted((start.year, end.year))
        known = (self.years.get(year, Standing.UNKNOWN) for year in range(first, last + 1))
        return max(known, key=_ORDER.index)


@dataclass(frozen=True, slots=True)
class Counted:
    """A day reached by counting, and how far it can be relied on."""

    day: date
    standing: Standing


def add_working_days(day: date, number: int, calendar: WorkCalendar) -> Counted:
    """The working day that lies `number` (0 to 4000) working days after a day; 0 gives the day itself, worked or not.

    The day it starts from is never counted. Raises ValueError for a number outside its bounds.
    """
    if not 0 <= number <= _LONGEST:
        raise ValueError(f"expected 0 to {_LONGEST} working days, got {number}")
    reached = day
    while number:
        reached += timedelta(days=1)
        number -= calendar.is_working(reached)
    return Counted(reached, calendar.standing(day, reached))


def working_days_between(start: date, end: date, calendar: WorkCalendar) -> int:
    """Working days after `start` up to and with `end`; negative, counted the other way, where `end` lies before."""
    if end < start:
        return -working_days_between(end, start, calendar)
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(calendar.is_working(day) for day in days)


def add_months(day: date, number: int) -> date:
    """The same day of the month `number` (not negative) months later; the month's last day where it has no such day."""
    months = day.year * 12 + day.month - 1 + number
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@cache
def shipped_calendar() -> WorkCalendar:
    """The calendar that ships with the product; each process reads it once. Raises CalendarError."""
    return read_calendar(HOLIDAYS)


def read_calendar(path: Path) -> WorkCalendar:
    """A calendar from a CSV file with the columns date, kind, mark and standing. Raises CalendarError."""
    days: dict[date, bool] = {}
    seen: set[date] = set()
    years: dict[int, Standing] = {}
    marks: list[Mark] = [Mark.P]
    for number, row in enumerate(csv.DictReader(path.read_text(encoding="utf-8").splitlines()), 2):
        try:
            day = date.fromisoformat(row["date"])
            worked, standing = _WORKED[row["kind"]], Standing(row["standing"])
            marks.append(Mark(row["mark"]))
        except (KeyError, ValueError) as error:
            raise CalendarError(f"{path}: line {number}: {error!r}; expected date, kind, mark and standing") from None
        if day in seen:
            raise CalendarError(f"{path}: line {number}: {day} stands twice")
        seen.add(day)
        if worked is not None:
            days[day] = worked
        years[day.year] = max(years.get(day.year, standing), standing, key=_ORDER.index)
    if not seen:
        raise CalendarError(f"{path}: expected at least one day")
    return WorkCalendar(days, years, max(marks, key=tuple(Mark).index))
