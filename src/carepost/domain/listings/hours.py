"""Reading the hours column: start, end and hours of a working day, with breaks, blocks and shifts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from carepost.domain.listings import hours_words as words
from carepost.domain.listings.clock import TO, Clock, clocks
from carepost.domain.listings.numbers import Number, numbers
from carepost.domain.listings.pay import EXAMPLE
from carepost.domain.listings.text import Clause, Folded, Span

DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Window:
    """A working window in minutes after midnight; `end` passes 1440 over midnight."""

    start: int
    end: int
    label: str
    span: Span


@dataclass(frozen=True, slots=True)
class Hours:
    """The working day as read: minutes after midnight, hours per day; None where the text is silent.

    `flexible` holds the words that let the day start later or end earlier (a choice of start or end, a start
    after the others'); `chosen` that one of several lengths or shifts may be chosen.
    """

    start: int | None
    end: int | None
    low: float | None
    high: float | None
    windows: tuple[Window, ...]
    flexible: tuple[Span, ...]
    chosen: bool
    shortest: float | None
    spans: dict[str, tuple[Span, ...]]


@dataclass(slots=True)
class _Scan:
    """What one pass over the column collects."""

    windows: list[Window]
    starts: list[Clock]
    ends: list[Clock]
    late_ends: list[int]
    breaks: list[int]
    flexible: list[Span]


def read_hours(column: Folded) -> Hours:
    """Reads the hours column by the conventions of the gold table."""
    scan = _Scan([], [], [], [], [], [])
    clauses = list(column.clauses())
    for before, clause in zip([None, *clauses], clauses, strict=False):
        # A short clause before names whose or which time follows ("早班", "周六").
        heading = before.text if before is not None and len(before.text) <= 4 else ""
        _scan_clause(column, clause, heading, scan)
    lengths, breaks, length_spans = _lengths(column, clauses)
    scan.breaks.extend(breaks)
    return _Day(column, scan, lengths, length_spans).hours()


def _scan_clause(column: Folded, clause: Clause, heading: str, scan: _Scan) -> None:
    found = list(clocks(clause.text))
    if not found or EXAMPLE.search(clause.text) or words.SUMMER.search(clause.text):
        return
    if words.OTHERS.search(clause.text):
        if len(found) == 1 and isinstance(found[0], Clock) and (scan.starts or scan.ends or scan.windows):
            scan.flexible.append(column.span(clause.start, clause.end))
        return
    if (
        words.WEEKEND_ONLY.search(clause.text)
        and not words.WEEKDAY.search(clause.text)
        and not words.SHIFT.search(clause.text)
    ):
        return
    at = 0
    while at < len(found):
        item = found[at]
        if isinstance(item, tuple):
            _add_window(column, clause, heading, item[0], item[1], scan)
        elif (second := _range_end(clause.text, item, found[at + 1 : at + 2])) is not None:
            _add_window(column, clause, heading, item, second, scan)
            at += 1
        else:
            _add_point(clause, item, scan)
        at += 1


def _range_end(text: str, first: Clock, following: list[Clock | tuple[Clock, Clock]]) -> Clock | None:
    """The clock time that a range sign ties to the first, if any."""
    second = following[0] if following else None
    if isinstance(second, Clock) and TO.fullmatch(text[first.end : second.start]):
        return second
    return None


def _close(first: Clock, second: Clock) -> tuple[int, int]:
    """Start and end in minutes: an unsure end falls after the start, at night past midnight."""
    start, end = first.minute, second.minute
    if end > start:
        return start, end
    if not second.sure and end + DAY // 2 > start:
        return start, end + DAY // 2
    return start, end + DAY


def _add_window(column: Folded, clause: Clause, heading: str, first: Clock, second: Clock, scan: _Scan) -> None:
    text = clause.text
    before, after = text[max(0, first.start - 12) : first.start], text[second.end : second.end + 16]
    start, end = _close(first, second)
    span = column.span(clause.start + first.start, clause.start + second.end)
    if words.BREAK.search(before[-6:]) or re.match(r"\s*(?:为)?(?:午休|休息|中休|吃饭|用餐|lunch|break)", after):
        scan.breaks.append(end - start)
        return
    if first.vague or second.vague:
        return
    early = words.ANY_START.search(text[max(0, first.start - 40) : first.start])
    if end - start <= 180 and (early or words.FLEX_RANGE_START.match(after)):
        scan.starts.append(Clock(clause.start + first.start, clause.start + second.end, start, True))
        scan.flexible.append(span)
        return
    if end - start <= 240 and words.FLEX_RANGE_END.match(after):
        scan.ends.append(Clock(clause.start + first.start, clause.start + second.end, _evening(first), True))
        scan.late_ends.append(_evening(second))
        scan.flexible.append(span)
        return
    label = words.SHIFT.search(before) or words.SHIFT.match(after.strip()) or words.SHIFT.search(heading)
    if label is not None and words.LATE_SHIFT.match(label["label"]) and not first.sure and start < DAY // 2:
        start, end = start + DAY // 2, end + DAY // 2
    scan.windows.append(Window(start, end, label["label"] if label else "", span))


def _add_point(clause: Clause, clock: Clock, scan: _Scan) -> None:
    if clock.vague:
        return
    before = clause.text[max(0, clock.start - 24) : clock.start]
    after = clause.text[clock.end : clock.end + 32]
    placed = Clock(clock.start + clause.start, clock.end + clause.start, clock.minute, clock.sure)
    fetch = words.FETCH_AFTER.match(after)
    if fetch is not None and words.BACK.search(fetch["rest"]):
        return
    if (
        words.END_AFTER.match(after)
        or words.END_BEFORE.search(before)
        or (fetch is not None and not words.HOME_AFTER.match(after))
    ):
        scan.ends.append(Clock(placed.start, placed.end, _evening(clock), True))
    elif words.HOME_AFTER.match(after):
        return
    elif words.START_AFTER.match(after) or words.START_BEFORE.search(before):
        scan.starts.append(placed)


def _evening(clock: Clock) -> int:
    """An end of the day written 1 to 7 without its part of the day is in the afternoon."""
    if not clock.sure and 60 <= clock.minute < 8 * 60:
        return clock.minute + DAY // 2
    return clock.minute


@dataclass(frozen=True, slots=True)
class _Length:
    low: float | None
    high: float | None
    shift: bool


def _lengths(column: Folded, clauses: list[Clause]) -> tuple[list[_Length], list[int], list[Span]]:
    lengths: list[_Length] = []
    breaks: list[int] = []
    spans: list[Span] = []
    at = 0
    for number in _with_halves(column.text):
        while at < len(clauses) and clauses[at].end <= number.start:
            at += 1
        if at == len(clauses):
            break
        _length(column, clauses[at], number, lengths, breaks, spans)
    return lengths, breaks, spans


def _with_halves(text: str) -> Iterator[Number]:
    """The numbers of the text and 半 before an hour, which is half of one."""
    halves = [Number(m.start(), m.end(), 0.5, 0.5) for m in re.finditer(r"(?<!个)(?<!点)半(?=个?(?:小时|钟头))", text)]
    yield from sorted([*numbers(text), *halves], key=lambda n: n.start)


def _length(
    column: Folded,
    clause: Clause,
    number: Number,
    lengths: list[_Length],
    breaks: list[int],
    spans: list[Span],
) -> None:
    text = column.text
    left = text[max(clause.start, number.start - 14) : number.start]
    if minutes := words.MINUTE_UNIT.match(text, number.end):
        right = text[minutes.end() : min(clause.end, minutes.end() + 8)]
        if words.BREAK.search(left) or words.BREAK.search(right):
            breaks.append(round(number.high))
        return
    unit = words.HOUR_UNIT.match(text, number.end)
    if unit is None:
        return
    low, high = number.low + 0.5 * bool(unit["half"]), number.high + 0.5 * bool(unit["half"])
    right = text[unit.end() : min(clause.end, unit.end() + 10)]
    if words.BREAK.search(left[-8:]) or re.match(
        r"\s*的?(?:午休|休息|中休|吃饭|用餐|午餐|(?:lunch )?break|lunch|rest)", right
    ):
        breaks.append(round(high * 60))
        return
    if words.NOT_A_DAY.search(left) or words.NOT_A_DAY_AFTER.match(right) or high > 24:
        return
    if EXAMPLE.search(text[max(clause.start, number.start - 40) : number.start]) or words.OTHERS.search(left):
        return
    if words.WEEKEND_ONLY.search(left) and not words.WEEKDAY.search(left):
        return
    spans.append(column.span(number.start, unit.end()))
    suffix = unit["suffix"] or ""
    lengths.append(_bounded(low, high, left, suffix, bool(unit["more"]) or number.more))


def _bounded(low: float, high: float, left: str, suffix: str, more: bool) -> _Length:
    shift = suffix in {"制", "班", "工作制"}
    if low < high:
        return _Length(low, high, shift)
    if words.HOURS_MAX.search(left) or suffix in {"以内", "以下", "内"}:
        return _Length(None, high, shift)
    if more or words.HOURS_MIN.search(left) or suffix in {"起", "以上", "or more"}:
        return _Length(low, None, shift)
    return _Length(low, high, shift)


@dataclass(slots=True)
class _Day:
    """Puts together what the scan found."""

    column: Folded
    scan: _Scan
    lengths: list[_Length]
    length_spans: list[Span]

    def hours(self) -> Hours:
        windows = self.scan.windows
        starts = [w.start for w in windows] + [c.minute for c in self.scan.starts]
        start = min(starts) if starts else None
        end = self._end()
        low, high = self._length(start, end)
        chosen = self._chosen()
        shortest = min([w.end - w.start for w in windows], default=0) / 60 if chosen and windows else None
        if chosen and self.lengths:
            bounded = [n for n in self.lengths if n.high is not None]
            shortest = min((v for n in bounded for v in (n.low, n.high) if v is not None), default=None)
        return Hours(
            start,
            None if end is None else end % DAY,
            low,
            high,
            tuple(windows),
            tuple(self.scan.flexible),
            chosen,
            shortest,
            self._spans(),
        )

    def _chosen(self) -> bool:
        return words.CHOICE.search(self.column.text) is not None

    def _end(self) -> int | None:
        if self.scan.ends:
            return min(c.minute for c in self.scan.ends)
        return max((w.end for w in self.scan.windows), default=None)

    def _length(self, start: int | None, end: int | None) -> tuple[float | None, float | None]:
        if self.lengths:
            return self._stated()
        windows = self.scan.windows
        if not windows:
            last = max([*self.scan.late_ends, end]) if end is not None else None
            return self._less_break([(start, last)]) if start is not None and last is not None else (None, None)
        if len(windows) == 1 or self._alternatives():
            longest = max(windows, key=lambda w: w.end - w.start)
            last = max([longest.end, *self.scan.late_ends])
            return self._less_break([(longest.start, last)])
        total = sum(w.end - w.start for w in windows) / 60
        return (total, total) if total <= 24 else (None, None)

    def _stated(self) -> tuple[float | None, float | None]:
        lows = [n.low for n in self.lengths]
        highs = [n.high for n in self.lengths]
        if len(self.lengths) > 1 and self.scan.windows and not any(n.shift for n in self.lengths):
            return self.lengths[0].low, self.lengths[0].high
        known_lows = [v for v in lows if v is not None]
        known_highs = [v for v in highs if v is not None]
        return (min(known_lows) if known_lows else None), (max(known_highs) if known_highs else None)

    def _less_break(self, blocks: list[tuple[int, int]]) -> tuple[float | None, float | None]:
        span = sum(end - start for start, end in blocks)
        if span <= 0:
            span += DAY
        if not self.scan.breaks:
            return None, span / 60
        worked = (span - max(self.scan.breaks)) / 60
        return (worked, worked) if worked > 0 else (None, span / 60)

    def _alternatives(self) -> bool:
        """Windows that are shifts or choices, not the blocks of one day."""
        windows = self.scan.windows
        if any(w.label for w in windows) or self._chosen():
            return True
        ordered = sorted(windows, key=lambda w: w.start)
        if any(a.end > b.start for a, b in pairwise(ordered)):
            return True
        return any(words.OR.search(gap) for gap in self._between(windows))

    def _between(self, windows: list[Window]) -> Iterator[str]:
        for first, second in pairwise(windows):
            yield self.column.raw[first.span.end : second.span.start]

    def _spans(self) -> dict[str, tuple[Span, ...]]:
        windows = [w.span for w in self.scan.windows]
        starts = windows + [self.column.span(c.start, c.end) for c in self.scan.starts]
        ends = [self.column.span(c.start, c.end) for c in self.scan.ends] or windows
        length = self.length_spans or list(dict.fromkeys([*starts, *ends]))
        return {
            "weekday_start": tuple(starts),
            "weekday_end": tuple(ends),
            "hours_per_day_min": tuple(length),
            "hours_per_day_max": tuple(length),
        }
