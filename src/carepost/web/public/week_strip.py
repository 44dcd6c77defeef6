"""Seven cells for a shift pattern: the times of each day, or none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from carepost.domain.facts import Text
from carepost.domain.standard import PostFile, describe_hours, pattern_of
from carepost.domain.week import DAY, Band, Fixed, Pattern, Slots, Window, clock

MOST_STRIPS = 4


@dataclass(frozen=True, slots=True)
class Strip:
    """A week: for each day its name and its times ("8:30", "14:00"), and a heading where there are several."""

    title: str
    days: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of a post: strips where its days are known, and in any case a line (None: nothing is stated)."""

    strips: tuple[Strip, ...]
    line: Text | None
    choice: bool = False


def hours_of(post: PostFile) -> Hours:
    """What a post says of the week. `choice`: the cells hold times to choose from, not shifts."""
    pattern = pattern_of(post)
    return Hours(_strips(pattern), describe_hours(post), isinstance(pattern, Band | Slots))


def strip_of(windows: Iterable[Window]) -> Strip:
    """One week of windows, without a heading."""
    return Strip("", _days(windows))


def _strips(pattern: Pattern | None) -> tuple[Strip, ...]:
    match pattern:
        case Fixed(alternatives):
            weeks = [week for shifts in alternatives for week in shifts.weeks()]
        case Band(within):
            weeks = [within]
        case Slots(offered):
            weeks = [offered]
        case _:
            return ()
    # A rotation that drifts through many weeks is told by its line alone.
    if len(weeks) > MOST_STRIPS:
        return ()
    title = gettext("第 {number} 种")
    several = len(weeks) > 1
    return tuple(Strip(title.format(number=n) if several else "", _days(week)) for n, week in enumerate(weeks, 1))


def _days(windows: Iterable[Window]) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    names = (gettext("一"), gettext("二"), gettext("三"), gettext("四"), gettext("五"), gettext("六"), gettext("日"))
    times: list[list[tuple[str, str]]] = [[] for _ in names]
    for start, end in sorted(window.span for window in windows):
        until = end - start // DAY * DAY
        times[start // DAY].append((clock(start % DAY), clock(until if until <= DAY else until % DAY)))
    return tuple((name, tuple(row)) for name, row in zip(names, times, strict=True))
