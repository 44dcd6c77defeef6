"""Quick ways to say a week: presets, and the table of seven days by four parts of the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from carepost.domain.facts import Text
from carepost.domain.week.week import Week
from carepost.domain.week.window import DAY, WeekError, Window, weekly


@dataclass(frozen=True, slots=True)
class Preset:
    """A week to start from; `key` stands in URLs."""

    key: str
    label: Text
    week: Week


PRESETS = (
    Preset(
        "school-run",
        Text("送完孩子—接孩子前", "After drop-off until pick-up"),
        Week.available(weekly("12345", "8:30", "16:00")),
    ),
    Preset("mornings", Text("上午班", "Mornings"), Week.available(weekly("12345", "8:30", "12:00"))),
    Preset(
        "evenings-home",
        Text("晚间居家", "Evenings at home"),
        Week.available(weekly("1234567", "19:30", "22:00")),
    ),
    Preset("weekend", Text("周末", "Weekends"), Week.available(weekly("67", "9:00", "17:00"))),
)
"""The first is 8:30–16:00 by the practice of mothers' shifts (8:00–16:30); the other times are starting
points of this product's own, made to be changed."""


class DayPart(StrEnum):
    """A column of the block table."""

    EARLY = "early"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


DAY_PARTS: Mapping[DayPart, tuple[Text, int, int]] = {
    DayPart.EARLY: (Text("早", "Early"), 6 * 60, 8 * 60 + 30),
    DayPart.MORNING: (Text("上午", "Morning"), 8 * 60 + 30, 12 * 60),
    DayPart.AFTERNOON: (Text("下午", "Afternoon"), 12 * 60, 18 * 60),
    DayPart.EVENING: (Text("晚", "Evening"), 18 * 60, 22 * 60),
}
"""Label, start and end in minutes of the day; the early part ends where the school-run preset begins."""


class Cover(StrEnum):
    """How much of a block a week holds."""

    ALL = "all"
    PART = "part"
    NONE = "none"


Block = tuple[int, DayPart]
"""A cell of the table: day (0 Monday .. 6 Sunday) and part."""


def week_of_blocks(ticked: Iterable[Block]) -> Week:
    """The week of the ticked cells. Raises WeekError for a day that does not exist."""
    return Week.available(_window(block) for block in ticked)


def blocks_of_week(week: Week) -> dict[Block, Cover]:
    """For each of the 28 cells how much of it the week holds; time outside all cells is in none."""
    return {(day, part): _cover(week, (day, part)) for day in range(7) for part in DayPart}


def _cover(week: Week, block: Block) -> Cover:
    cell = Week.occupied((_window(block),))
    if cell <= week:
        return Cover.ALL
    return Cover.PART if cell & week else Cover.NONE


def _window(block: Block) -> Window:
    day, part = block
    if day not in range(7):
        raise WeekError(
            "block", Text(f"没有第 {day} 天（周一为 0，周日为 6）", f"no day {day} (0 Mon .. 6 Sun)")
        )
    _, start, end = DAY_PARTS[part]
    return Window.of(day * DAY + start, end - start)
