"""A shift pattern in seven cells, by itself and over the week of who reads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from carepost.domain.facts import Text
from carepost.domain.standard import PostFile, describe_hours, pattern_of
from carepost.domain.week import (
    DAY,
    QUARTER,
    Answer,
    Band,
    Fixed,
    NotStated,
    Output,
    Pattern,
    Slots,
    Travel,
    Week,
    Window,
    clock,
    fit,
    strip,
)
from carepost.web.public.week_words import day_names, hours_between

MOST_STRIPS = 4
SMALL_HOURS = 5 * 60 // QUARTER


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


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of a day's bar: its kind (free, work, clash), and where, in quarter-hours from midnight."""

    kind: str
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class DayOver:
    """A day: its name, its bar, her free hours and the work as words ("" for none), and the hours that clash."""

    name: str
    bars: tuple[Bar, ...]
    free: str
    work: str
    clash: str


@dataclass(frozen=True, slots=True)
class WeekOver:
    """A post over her week. `choice`: the work shown is what she could take, not what she must.

    The bars run over `length` quarter-hours from the quarter `first`: the small hours only where something is in them.
    """

    days: tuple[DayOver, ...]
    reason: Text
    clashes: bool
    choice: bool

    @property
    def first(self) -> int:
        """The quarter-hour at which the bars begin."""
        early = any(bar.start < SMALL_HOURS for day in self.days for bar in day.bars)
        return 0 if early else SMALL_HOURS

    @property
    def length(self) -> int:
        """How many quarter-hours they show."""
        return DAY // QUARTER - self.first


def strip_over(post_pattern: Pattern | None, week: Week, travel: Travel | None = None) -> WeekOver | None:
    """A post's hours over her free week, day by day; None where the post states or sets none.

    Of several alternatives it is the one that suits her best, of a rotation every stretch that occurs.
    """
    if post_pattern is None or isinstance(post_pattern, NotStated | Output):
        return None
    fitted = fit(post_pattern, week, travel or Travel())
    lost = Week.occupied(clash.window for clash in fitted.clashes if clash.window)
    work = Week.occupied(fitted.chosen) | lost
    rows = zip(day_names(), strip(week), strip(work - lost), strip(lost), strip(work), strict=True)
    return WeekOver(
        tuple(
            DayOver(
                name,
                (*_bars("free", free), *_bars("work", kept), *_bars("clash", clash)),
                _hours(free),
                _hours(both),
                _hours(clash),
            )
            for name, free, kept, clash, both in rows
        ),
        fitted.reason,
        fitted.answer is not Answer.FITS,
        isinstance(post_pattern, Band | Slots),
    )


def _bars(kind: str, spans: Iterable[tuple[int, int]]) -> tuple[Bar, ...]:
    return tuple(Bar(kind, start // QUARTER, (end - start) // QUARTER) for start, end in spans)


def _hours(spans: Iterable[tuple[int, int]]) -> str:
    return gettext("、").join(hours_between(start, end) for start, end in spans)
