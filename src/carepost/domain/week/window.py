"""Minutes of the week: clock times, windows, and how windows that overlap or touch become one."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from carepost.domain.facts import Text

DAY = 24 * 60
WEEK = 7 * DAY

Span = tuple[int, int]
"""Start and end in minutes on a circle; the end is greater than the start and may pass the circle's end."""

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")


class WeekError(ValueError):
    """A time, window, pattern or code that cannot be read: `place` says where, `problem` why."""

    def __init__(self, place: str, problem: Text) -> None:
        super().__init__(f"{place}: {problem.zh} / {problem.en}")
        self.place = place
        self.problem = problem


def parse_clock(written: str, place: str = "time") -> int:
    """Minutes since midnight, 0..1440, of "8:30", "08:30", "24:00" or full-width "８：３０".

    Raises WeekError naming `place` for anything else.
    """
    found = _CLOCK.fullmatch(unicodedata.normalize("NFKC", written).strip())
    hour, minute = (int(part) for part in found.groups()) if found else (99, 99)
    if minute > 59 or hour * 60 + minute > DAY:
        raise WeekError(
            place,
            Text(
                f"“{written}”不是 0:00 到 24:00 之间的时间，请写成 8:30 这样的形式",
                f"{written!r} is not a time from 0:00 to 24:00; write it like 8:30",
            ),
        )
    return hour * 60 + minute


def clock(minute: int) -> str:
    """A minute of the day, 0..1440, as "8:30"."""
    return f"{minute // 60}:{minute % 60:02d}"


def clock_span(start: str, end: str, place: str = "time") -> Span:
    """Minutes of the day of two clock times; an end at or before the start is on the next day ("22:00",
    "6:00").

    Raises WeekError when a time cannot be read or when both are equal: 24 hours are written 0:00 to 24:00.
    """
    begins, ends = parse_clock(start, f"{place}.start"), parse_clock(end, f"{place}.end")
    if begins % DAY == ends % DAY and ends != DAY:
        raise WeekError(
            place,
            Text(
                f"开始和结束都是 {start}；全天请写 0:00 到 24:00",
                f"start and end are both {start}; write 0:00 to 24:00 for a whole day",
            ),
        )
    if begins == DAY:
        raise WeekError(
            f"{place}.start", Text("开始时间请写 0:00，不写 24:00", "a start is written 0:00, not 24:00")
        )
    return begins, ends if ends > begins else ends + DAY


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A stretch of the week in minutes; Monday 0:00 is 0, Sunday 24:00 is 10080.

    The start is 0..10079, the end 1..10080. An end before the start runs over Sunday midnight into Monday.
    Raises WeekError for minutes out of range and for an empty window.
    """

    start_minute: int
    end_minute: int

    def __post_init__(self) -> None:
        start, end = self.start_minute, self.end_minute
        if not (0 <= start < WEEK and 0 < end <= WEEK and start != end):
            raise WeekError(
                f"window {start}–{end}",
                Text(
                    "开始须在 0 到 10079 分钟之间，结束须在 1 到 10080 分钟之间，且两者不同",
                    "start must be 0..10079 and end 1..10080 minutes of the week, and they must differ",
                ),
            )

    @classmethod
    def of(cls, start: int, minutes: int) -> Window:
        """The window of this length in minutes from a minute of the week; at most the whole week."""
        if minutes >= WEEK:
            return cls(0, WEEK)
        return cls(start, (start + minutes - 1) % WEEK + 1)

    @classmethod
    def on(cls, day: int, start: str, end: str, place: str = "window") -> Window:
        """The window on a day (0 Monday .. 6 Sunday) between clock times; "22:00" to "6:00" ends next day.

        Raises WeekError naming `place`.
        """
        if day not in range(7):
            raise WeekError(
                place, Text(f"没有第 {day} 天（周一为 0，周日为 6）", f"no day {day} (0 Mon .. 6 Sun)")
            )
        begins, ends = clock_span(start, end, place)
        return cls.of(day * DAY + begins, ends - begins)

    @property
    def minutes(self) -> int:
        """Its length."""
        start, end = self.span
        return end - start

    @property
    def span(self) -> Span:
        """Start and end with the end after the start: past Sunday midnight it exceeds 10080."""
        over = WEEK if self.end_minute < self.start_minute else 0
        return self.start_minute, self.end_minute + over


def weekly(days: str, start: str, end: str, place: str = "window") -> tuple[Window, ...]:
    """The same clock times on several days, days as digits with Monday 1: weekly("12345", "8:30", "16:00").

    Raises WeekError naming `place`.
    """
    if not days or set(days) - set("1234567"):
        raise WeekError(
            f"{place}.days",
            Text(
                f"“{days}”应由 1（周一）到 7（周日）组成", f"{days!r} must be digits from 1 (Mon) to 7 (Sun)"
            ),
        )
    return tuple(Window.on(int(day) - 1, start, end, place) for day in sorted(set(days)))


def merged(windows: Iterable[Window]) -> tuple[Window, ...]:
    """The windows in order, with those that overlap or touch joined, also over Sunday midnight."""
    spans = merge_spans((window.span for window in windows), WEEK)
    return tuple(Window.of(start, end - start) for start, end in spans)


def merge_spans(spans: Iterable[Span], circle: int) -> tuple[Span, ...]:
    """Spans on a circle of so many minutes, sorted, with those that overlap or touch joined."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    # Only the last span can pass the end of the circle; it swallows the first ones that it reaches.
    while len(joined) > 1 and joined[-1][1] - circle >= joined[0][0]:
        first, last = joined.pop(0), joined[-1]
        joined[-1] = last[0], max(last[1], first[1] + circle)
    if joined and joined[-1][1] - joined[-1][0] >= circle:
        return ((0, circle),)
    return tuple(joined)


def by_day(spans: Iterable[Span], days: int = 7) -> tuple[tuple[Span, ...], ...]:
    """Per day of a cycle the spans that begin on it, in minutes of that day; a night's end exceeds 1440.

    A span of 24 hours or more is cut at each midnight, so that every piece can be said with two clock times.
    """
    table: list[list[Span]] = [[] for _ in range(days)]
    for start, end in spans:
        for begins, ends in _pieces(start, end):
            day = begins // DAY
            table[day % days].append((begins - day * DAY, ends - day * DAY))
    return tuple(tuple(sorted(row)) for row in table)


def _pieces(start: int, end: int) -> list[Span]:
    if end - start < DAY:
        return [(start, end)]
    cuts = [start, *range((start // DAY + 1) * DAY, end, DAY), end]
    return list(itertools.pairwise(cuts))
