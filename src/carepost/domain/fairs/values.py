"""What a fair is made of: its hours, the tables of employers, the guests, and whom they would like to meet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from carepost.domain.facts import Text

DAY = 24 * 60
SLOT_LEAST, SLOT_MOST = 5, 120
TABLES_MOST = 50
Span = tuple[int, int]
"""From and to, minutes of the fair's day."""


class FairError(ValueError):
    """What cannot be planned: `where` names the field, or the guest, desk or wish by its id."""

    def __init__(self, where: str, problem: Text) -> None:
        super().__init__(f"{where}: {problem.en}")
        self.where, self.problem = where, problem


@dataclass(frozen=True, slots=True)
class FairHours:
    """When interviews can be: `slot` minutes each, the change of people included; none touches a break.

    Raises FairError for hours that leave no interview.
    """

    start: int
    end: int
    slot: int
    breaks: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= DAY:
            raise FairError("end", Text("结束应晚于开始，且在同一天", "the end must be later on the same day"))
        if not SLOT_LEAST <= self.slot <= SLOT_MOST:
            raise FairError("slot", Text("每场面谈应为 5 到 120 分钟", "an interview takes 5 to 120 minutes"))
        for start, end in self.breaks:
            if not self.start <= start < end <= self.end:
                raise FairError("breaks", Text("休息应在开放时间之内", "a break must lie within the hours"))
        if not self.starts:
            raise FairError("slot", Text("这段时间排不下一场面谈", "these hours hold no interview"))

    @property
    def starts(self) -> tuple[int, ...]:
        """The minutes at which interviews begin; after a break they begin anew."""
        found, at = [], self.start
        while at + self.slot <= self.end:
            over = [end for start, end in self.breaks if start < at + self.slot and at < end]
            if over:
                at = max(over)
            else:
                found.append(at)
                at += self.slot
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Desk:
    """The place where one post, or one employer, is talked about: `tables` interviews at a time (1..50)."""

    id: int
    tables: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.tables <= TABLES_MOST:
            raise FairError(f"desk {self.id}", Text("桌数应为 1 到 50", "there are 1 to 50 tables"))


@dataclass(frozen=True, slots=True)
class Guest:
    """A person who comes: when she can be there (after the way from and to home and school), and for how many talks."""

    id: int
    free: tuple[Span, ...]
    most: int = 3

    def __post_init__(self) -> None:
        if self.most < 1:
            raise FairError(f"guest {self.id}", Text("至少安排一场", "at least one interview"))


@dataclass(frozen=True, slots=True)
class Wish:
    """A guest and a desk who may meet; the higher the score the better."""

    guest: int
    desk: int
    score: float


@dataclass(frozen=True, slots=True, order=True)
class Appointment:
    """An interview: it begins at `start`, at one of the desk's tables (counted from 1)."""

    start: int
    desk: int
    table: int
    guest: int


class WhyUnmet(StrEnum):
    """Why a wish has no appointment."""

    NEVER_THERE = "never_there"  # she is not free for any interview of the fair
    ENOUGH = "enough"  # she has as many talks as she asked for
    NO_TIME = "no_time"  # no time was left at which both are free


@dataclass(frozen=True, slots=True)
class Unmet:
    """A wish without an appointment, and why."""

    wish: Wish
    why: WhyUnmet


@dataclass(frozen=True, slots=True)
class Timetable:
    """All appointments by time, desk and table, and the wishes that were not met."""

    appointments: tuple[Appointment, ...]
    unmet: tuple[Unmet, ...]
