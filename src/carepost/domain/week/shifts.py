"""When a fixed post works: the same every week, or a rotation whose days drift through it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import lcm

from carepost.domain.facts import Text
from carepost.domain.week.window import DAY, WEEK, Span, WeekError, Window, merge_spans

MAX_CYCLE_DAYS = 366


@dataclass(frozen=True, slots=True)
class Shifts:
    """Working times on a cycle of days: 7 for a weekly set, 4 for 上二休二.

    `spans` are minutes of the cycle. A cycle of a multiple of 7 days begins on a Monday; any other drifts, so
    that each of its days meets each day of the week. Built canonical: spans joined and sorted, the shortest
    equal cycle, the earliest of the equal first days; equal working times are equal values. Raises WeekError
    for no span, a span beyond the cycle, and a cycle not of 1..366 days.
    """

    spans: tuple[Span, ...]
    cycle_days: int = 7

    def __post_init__(self) -> None:
        if not 1 <= self.cycle_days <= MAX_CYCLE_DAYS:
            raise WeekError(
                "cycle_days",
                Text(f"轮班周期应为 1 到 {MAX_CYCLE_DAYS} 天", f"a cycle has 1 to {MAX_CYCLE_DAYS} days"),
            )
        length = self.cycle_days * DAY
        if not self.spans:
            raise WeekError("shifts", Text("没有班次；没写工时请用 not_stated", "no shift; use not_stated"))
        if any(not 0 <= start < length or not start < end <= start + length for start, end in self.spans):
            raise WeekError("shifts", Text("班次超出轮班周期", "a shift lies outside the cycle"))
        spans, days = _shortest(merge_spans(self.spans, length), self.cycle_days)
        object.__setattr__(self, "spans", _earliest(spans, days))
        object.__setattr__(self, "cycle_days", days)

    @classmethod
    def weekly(cls, windows: Iterable[Window]) -> Shifts:
        """The same windows every week."""
        return cls(tuple(window.span for window in windows))

    @classmethod
    def rotation(cls, days: Sequence[Sequence[Span]]) -> Shifts:
        """A rotation from the spans of each of its days in minutes of that day; a day of rest is empty."""
        return cls(
            tuple((n * DAY + start, n * DAY + end) for n, day in enumerate(days) for start, end in day),
            len(days),
        )

    def weeks(self) -> tuple[tuple[Window, ...], ...]:
        """The windows of each week that the cycle meets before it repeats; one week for a weekly set."""
        weeks: list[list[Window]] = [[] for _ in range(lcm(self.cycle_days, 7) // 7)]
        for turn in range(len(weeks) * 7 // self.cycle_days):
            for start, end in self.spans:
                at = turn * self.cycle_days * DAY + start
                weeks[at // WEEK].append(Window.of(at % WEEK, end - start))
        return tuple(tuple(week) for week in weeks)

    @property
    def weekly_minutes(self) -> float:
        """Minutes of work a week, on average over the cycle; breaks inside a window count as work."""
        return sum(end - start for start, end in self.spans) * 7 / self.cycle_days


def _shortest(spans: tuple[Span, ...], days: int) -> tuple[tuple[Span, ...], int]:
    """The same times on the shortest cycle; what repeats daily or weekly becomes a weekly set."""
    if spans == ((0, days * DAY),):
        return ((0, WEEK),), 7
    for period in (n for n in range(1, days + 1) if days % n == 0):
        if set(_moved(spans, period, days)) == set(spans):
            spans, days = tuple(span for span in spans if span[0] < period * DAY), period
            break
    if days > 1:
        return spans, days
    return tuple((day * DAY + start, day * DAY + end) for day in range(7) for start, end in spans), 7


def _earliest(spans: tuple[Span, ...], days: int) -> tuple[Span, ...]:
    """The least of the equal ways to number the days: any first day when it drifts, a Monday otherwise."""
    steps = range(0, days, 1 if days % 7 else 7)
    return min(_moved(spans, step, days) for step in steps)


def _moved(spans: Iterable[Span], step: int, days: int) -> tuple[Span, ...]:
    length = days * DAY
    begins = ((start - step * DAY) % length for start, _ in spans)
    return tuple(sorted((at, at + end - start) for at, (start, end) in zip(begins, spans, strict=True)))
