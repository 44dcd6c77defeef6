"""The single answers of the week entry: free time, the holidays, a fixed duty, a place to set out from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from carepost.domain.facts import Text
from carepost.domain.travel import Point
from carepost.domain.week.presets import PRESETS, Block, Cover, blocks_of_week, week_of_blocks
from carepost.domain.week.week import Week, strip
from carepost.domain.week.window import DAY, WeekError, Window

PIN_DECIMALS = 2
"""A pin is kept to about a kilometre: enough for an estimate of travel, and no address in a link passed on."""

PRESET_WEEKS = {preset.key: preset.week for preset in PRESETS}
Origin = Point | str
"""Where she sets out: a pin, or the code of a division (GB/T 2260, towns 9 digits)."""


@dataclass(frozen=True, slots=True)
class FreeTime:
    """A preset (None: her own from the start), and the week that replaced it once she changed an hour of it."""

    preset: str | None = None
    times: Week | None = None

    def __post_init__(self) -> None:
        if self.preset is not None and self.preset not in PRESET_WEEKS:
            raise WeekError("preset", Text("没有这个选项，请从列表中选", "no such choice; take one of the list"))
        if self.times == PRESET_WEEKS.get(self.preset or "", Week()):
            object.__setattr__(self, "times", None)

    @property
    def week(self) -> Week:
        """The free time said; empty as long as nothing is."""
        return PRESET_WEEKS.get(self.preset or "", Week()) if self.times is None else self.times

    @property
    def code(self) -> str | None:
        """The week that replaced the preset, encoded."""
        return None if self.times is None else self.times.encode()

    def with_week(self, week: Week) -> FreeTime:
        """The same preset, with this week in its place."""
        return FreeTime(self.preset, week)

    def with_blocks(self, ticked: Iterable[Block]) -> FreeTime:
        """After the block table: a cell left as it was keeps its exact hours, a new one is whole, others are empty.

        Hours outside all cells stay. Raises WeekError for a day that does not exist.
        """
        week, kept = self.week, frozenset(ticked)
        cover = blocks_of_week(week)
        new = week_of_blocks(block for block in kept if cover[block] is Cover.NONE)
        return self.with_week(week - week_of_blocks(cover.keys() - kept) | new)

    def with_copies(self, day: int, others: Iterable[int]) -> FreeTime:
        """With the hours of a day (0 Monday .. 6 Sunday) also on others, in place of theirs."""
        week, hours = self.week, strip(self.week)[day]
        for other in others:
            copied = Week.available(Window.of(other * DAY + start, end - start) for start, end in hours)
            week = week - Week.occupied((Window.of(other * DAY, DAY),)) | copied
        return self.with_week(week)


class HolidayPlan(StrEnum):
    """Her week in the school holidays: not_said, the same as in term, or her own."""

    NOT_SAID = "not_said"
    SAME = "same"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class DutyEntry:
    """A fixed duty at the same time on some days (0 Monday .. 6 Sunday); others can do it on `others_on` of them.

    `start` and `end` in minutes of the day. Raises WeekError without a day, or unless it ends after it starts.
    """

    days: frozenset[int]
    start: int
    end: int
    others_on: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if not self.days or self.days - set(range(7)):
            raise WeekError("days", Text("请勾选星期", "tick the days"))
        if not 0 <= self.start < self.end <= DAY:
            raise WeekError("times", Text("结束时间要晚于开始时间", "the end must be later than the start"))
        object.__setattr__(self, "others_on", self.others_on & self.days)

    @property
    def windows(self) -> tuple[Window, ...]:
        """When it takes place."""
        return tuple(Window.of(day * DAY + self.start, self.end - self.start) for day in sorted(self.days))

    @property
    def hers(self) -> bool:
        """Whether it binds her on any day."""
        return self.others_on != self.days


def written_origin(origin: Origin) -> str:
    """A place as it stands in an address: its code, or "22.52,113.38"."""
    return f"{origin.latitude:g},{origin.longitude:g}" if isinstance(origin, Point) else origin
