"""Shift patterns: what a post asks of the week, in one canonical form per meaning."""

from __future__ import annotations

from dataclasses import dataclass

from carepost.domain.facts import Text
from carepost.domain.week.choice import cheapest_disjoint
from carepost.domain.week.shifts import Shifts
from carepost.domain.week.window import DAY, WeekError, Window, merged

MAX_SLOTS = 100


@dataclass(frozen=True, slots=True)
class Fixed:
    """Set hours: she works one of the alternatives, whole. Their order has no meaning; doubles are dropped.

    Raises WeekError without an alternative.
    """

    alternatives: tuple[Shifts, ...]

    def __post_init__(self) -> None:
        if not self.alternatives:
            raise WeekError("alternatives", Text("至少要有一种班次", "at least one alternative is needed"))
        ordered = sorted(set(self.alternatives), key=lambda shifts: (shifts.cycle_days, shifts.spans))
        object.__setattr__(self, "alternatives", tuple(ordered))


@dataclass(frozen=True, slots=True)
class Band:
    """She chooses her times inside `within` and covers `core`.

    `min_week_minutes`: the least work a week, None when not stated. `min_block_minutes`: the shortest stretch
    that counts, 0 for any. Raises WeekError when core leaves the band or the band cannot hold the minimum.
    """

    within: tuple[Window, ...]
    core: tuple[Window, ...] = ()
    min_week_minutes: int | None = None
    min_block_minutes: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "within", merged(self.within))
        object.__setattr__(self, "core", merged(self.core))
        longest = max((window.minutes for window in self.within), default=0)
        room = sum(window.minutes for window in self.within if window.minutes >= self.min_block_minutes)
        if not self.within:
            raise WeekError("within", Text("缺少可选的时段", "the band has no window"))
        if merged(self.within + self.core) != self.within:
            raise WeekError("core", Text("核心时段超出可选时段", "core hours lie outside the band"))
        if not 0 <= self.min_block_minutes <= longest:
            raise WeekError(
                "min_block_minutes",
                Text(
                    "每次最短工时应在 0 与最长时段之间",
                    "must lie between 0 and the longest window of the band",
                ),
            )
        if self.min_week_minutes is not None and not 0 < self.min_week_minutes <= room:
            raise WeekError(
                "min_week_minutes",
                Text(
                    "每周最少工时应大于 0，且不多于时段总长",
                    "must be above 0 and no more than the band can hold",
                ),
            )


@dataclass(frozen=True, slots=True)
class Slots:
    """She takes at least `choose` of the offered slots, none of which may overlap another that she takes.

    Raises WeekError for a slot of 24 hours or more, for over 100 different slots, or when so many cannot be
    taken without overlap.
    """

    offered: tuple[Window, ...]
    choose: int

    def __post_init__(self) -> None:
        object.__setattr__(self, "offered", tuple(sorted(set(self.offered))))
        if any(slot.minutes >= DAY for slot in self.offered):
            raise WeekError("offered", Text("单个时段须短于 24 小时", "a slot is shorter than 24 hours"))
        if len(self.offered) > MAX_SLOTS:
            raise WeekError(
                "offered", Text(f"最多 {MAX_SLOTS} 个时段", f"at most {MAX_SLOTS} different slots")
            )
        free = (0,) * len(self.offered)
        if not 0 < self.choose <= len(free) or not cheapest_disjoint(self.offered, free, self.choose):
            raise WeekError(
                "choose",
                Text(
                    f"无法从所给时段中选出 {self.choose} 个互不重叠的",
                    f"cannot take {self.choose} slots that do not overlap",
                ),
            )


@dataclass(frozen=True, slots=True)
class Output:
    """No hours are fixed: take-home work, piecework at one's own time, remote work judged by result."""


@dataclass(frozen=True, slots=True)
class NotStated:
    """The source is silent on hours, or says too little to test ("灵活")."""


Pattern = Fixed | Band | Slots | Output | NotStated
