"""Reading the hours column: start, end and hours of a working day, with breaks, blocks and shifts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

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


_SHIFT = re.compile(
    r"(?P<label>早班|中班|晚班|夜班|白班|日班|上午班|下午班|午班|[a-d甲乙丙一二三]班|[一二三两]班|长班|短班|全天班|半天班|周末班|第[一二三]班|班次[一二三\d]?|morning shift|"
    r"(?:early|late|day|evening|night|afternoon) shift)"
)
_LATE_SHIFT = re.compile(r"下午|晚|afternoon|evening|late")
_CHOICE = re.compile(
    r"任选|可选|自选|二选一|三选一|两选一|选其一|选一|可自行选择|可选择|自由选择|任意选|择一|choose|choice|either|your pick|pick"
)
_OR = re.compile(r"或者?|\bor\b")
_END_AFTER = re.compile(
    r"(?P<end>(?:左右|前后|以?前|之前|之?后|以后|起|就|即|便|准时|可以?|能|允许|正常|必须|都|均|准点|开始|还|为|是|[ ])*(?:可以?|能)?(?:自选|自行|自由|弹性|选择)?"
    r"(?:下班|离岗|离开|可走|走人?|放工|收工|结束|离厂|离店|收班|回家|撤|off\b|finish|leave))"
)
_FETCH_AFTER = re.compile(
    r"(?:左右|以?前|之?后|起|可以?|能|去|前去|准时|就|离岗|离开|下班|[ ])*接(?!单|待|听|线|电|送货|受)(?P<rest>[^，。；;,、]{0,14})"
)
_BACK = re.compile(r"回公司|到厂|返岗|回岗|回厂|回来|再回|回店|返回|到公司|到车间|来厂|进厂|come back|return")
_START_AFTER = re.compile(
    r"(?:左右|前后|以?前|之前|之?后|以后|起|再|才|就|开始|准时|可以?|必?须|需要?|要|正式|送(?:完|了)?[^，。；;,、]{0,4}后?|[ ])*(?:弹性|自选|错峰|打卡)?(?:到岗|上班|上岗|开工|开始|到厂|上工|打卡|开门|进厂|到店|起(?!床)|start|begin)"
)
_HOME_AFTER = re.compile(
    r"(?:左右|以?前|之前|之?后|[ ])*(?:能|可以?)?(?:到家|送|吃|开饭|午休|休息|放学|关门|熄灯|面试|报名|开会|发车|截止)"
)
_START_BEFORE = re.compile(
    r"(?:上班|到岗|上岗|开工|开始|起始|早上上班)(?:时间)?(?:为|是|在|不晚于|不早于|:|早上|[ ])*$|(?:start(?:s|ing)?|begins?|arrive|from)(?: work)?(?: at| by| from)?\s*(?:about |around )?$|从\s*$"
)
_END_BEFORE = re.compile(
    r"(?:下班|离岗|结束|离开|收工|放工|截止)(?:时间)?(?:为|是|在|可在|不晚于|最晚|最早|提前到|提前至|:|[ ])*$|"
    r"(?:leave|leaves|finish(?:es)?|ends?|off|go home|done|out)(?: work| the office| early| the (?:shop|factory))?(?: at| by| before| from| after| as early as)?\s*(?:about |around )?$|(?:最晚|最迟)(?:工作)?到\s*$"
)
_FLEX_RANGE_START = re.compile(
    r"(?:之间|内|间|区间|[ ])*(?:均可|任意|自选|弹性|错峰|自由|可|都可以?|随时|自行|选择)*(?:到岗|上班|上岗|到厂|打卡|开工|arriv|start)"
)
_FLEX_RANGE_END = re.compile(
    r"(?:之间|内|间|区间|[ ])*(?:均可|任意|自选|弹性|错峰|自由|可以?|都可以?|随时|自行|选择)*(?:下班|离岗|离开|走(?!访)|离厂|放工|收工|leave|finish)"
)
_BREAK = re.compile(
    r"午休|休息|中休|中间休|吃饭|用餐|就餐|午餐|午饭|间歇|lunch|break|\brest\b|(?:其中|中间|含|除去?|扣除)[^，。；]{0,6}休"
)
_OTHERS = re.compile(
    r"其他(?:班次?|员工|人|工人|同事|岗位)|普通(?:员工|岗|工)|正常班|一般员工|全厂|别人|常规(?:班|岗)|正常上班|others?\b|regular (?:staff|workers|shift)|colleagues|normal(?:ly)?"
)
_NOT_A_DAY = re.compile(
    r"每单|每次服务|一单|每户|每周|一周|周均|每星期|每月|当月|月均|月工时|年|培训|学习|加班|通勤|车程|提前|推迟|延后|晚到|晚来|早走|迟到|路程|骑车|试用|实习|提早|延迟|课|弹性|可缓|"
    r"per week|a week|weekly|per month|overtime|commute|training|per order|per visit|earlier|later|each order"
)
_NOT_A_DAY_AFTER = re.compile(
    r"\s*(?:/|每|一|per|a|each)\s*(?:周|星期|月|单|week|month|order|visit)|(?:的)?(?:培训|通勤|车程|路程|加班|内到|内可|前通知|弹性|的弹性|以前|之前)|\s*(?:commut|late|early|training|overtime|notice)"
)
_HOUR_UNIT = re.compile(
    r"\s*(?P<more>多|余)?\s*个?(?P<half>半)?(?:小时|钟头|工时|hours?\b|hrs?\b|h\b|-hour)(?P<suffix>制|工作制|班|起|以上|左右|以内|以下|以?内|or more)?"
)
_MINUTE_UNIT = re.compile(r"\s*(?:分钟|minutes?|mins?)")
_HOURS_MIN = re.compile(r"至少|不少于|不低于|最少|(?<!不)满|(?<!不)超过|at least|(?<!no )more than|over|minimum")
_HOURS_MAX = re.compile(
    r"不超过|最多|至多|不足|不到|不超|以内|(?<!不)少于|最长|不满|at most|no more than|up to|max|under|(?<!no )(?<!not )less than"
)
_WEEKEND_ONLY = re.compile(
    r"周六|周日|周末|星期[六日天]|礼拜[六日天]|节假日|saturday|sunday|weekend|sat\b|sun\b"
)
_WEEKDAY = re.compile(
    r"(?:周|星期|礼拜)[一二三四五1-5]|工作日|平日|周内|周中|平时|每天|mon|weekday|tue|wed|thu|fri"
)
_SUMMER = re.compile(r"寒暑假|暑假|寒假|暑期|holidays?\b|summer|vacation")


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
    """Reads the hours column by the conventions of the gold table (`shared/data`: weekday_*, hours_per_day_*)."""
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
    if not found or EXAMPLE.search(clause.text) or _SUMMER.search(clause.text):
        return
    if _OTHERS.search(clause.text):
        if len(found) == 1 and isinstance(found[0], Clock) and (scan.starts or scan.ends or scan.windows):
            scan.flexible.append(column.span(clause.start, clause.end))
        return
    if (
        _WEEKEND_ONLY.search(clause.text)
        and not _WEEKDAY.search(clause.text)
        and not _SHIFT.search(clause.text)
    ):
        return
    at = 0
    while at < len(found):
        item = found[at]
        if isinstance(item, tuple):
            _add_window(column, clause, heading, item[0], item[1], scan)
        elif at + 1 < len(found) and _is_range(clause.text, item, found[at + 1]):
            second = found[at + 1]
            assert isinstance(second, Clock)  # _is_range refuses pairs
            _add_window(column, clause, heading, item, second, scan)
            at += 1
        else:
            _add_point(clause, item, scan)
        at += 1


def _is_range(text: str, first: Clock, second: Clock | tuple[Clock, Clock]) -> bool:
    if isinstance(second, tuple):
        return False
    gap = text[first.end : second.start]
    return TO.fullmatch(gap) is not None


def _close(first: Clock, second: Clock) -> tuple[int, int]:
    """Start and end in minutes: an end without its part of the day falls after the start, at night past midnight."""
    start, end = first.minute, second.minute
    if end > start:
        return start, end
    if not second.sure and end + DAY // 2 > start:
        return start, end + DAY // 2
    return start, end + DAY


def _add_window(
    column: Folded, clause: Clause, heading: str, first: Clock, second: Clock, scan: _Scan
) -> None:
    text = clause.text
    before, after = text[max(0, first.start - 12) : first.start], text[second.end : second.end + 16]
    start, end = _close(first, second)
    span = column.span(clause.start + first.start, clause.start + second.end)
    if _BREAK.search(before[-6:]) or re.match(r"\s*(?:为)?(?:午休|休息|中休|吃饭|用餐|lunch|break)", after):
        scan.breaks.append(end - start)
        return
    if first.vague or second.vague:
        return
    if end - start <= 180 and _FLEX_RANGE_START.match(after):
        scan.starts.append(Clock(clause.start + first.start, clause.start + second.end, start, True))
        scan.flexible.append(span)
        return
    if end - start <= 240 and _FLEX_RANGE_END.match(after):
        scan.ends.append(Clock(clause.start + first.start, clause.start + second.end, _evening(first), True))
        scan.late_ends.append(_evening(second))
        scan.flexible.append(span)
        return
    label = _SHIFT.search(before) or _SHIFT.match(after.strip()) or _SHIFT.search(heading)
    if label is not None and _LATE_SHIFT.match(label["label"]) and not first.sure and start < DAY // 2:
        start, end = start + DAY // 2, end + DAY // 2
    scan.windows.append(Window(start, end, label["label"] if label else "", span))


def _add_point(clause: Clause, clock: Clock, scan: _Scan) -> None:
    if clock.vague:
        return
    before = clause.text[max(0, clock.start - 24) : clock.start]
    after = clause.text[clock.end : clock.end + 32]
    placed = Clock(clock.start + clause.start, clock.end + clause.start, clock.minute, clock.sure)
    fetch = _FETCH_AFTER.match(after)
    if fetch is not None and _BACK.search(fetch["rest"]):
        return
    if (
        _END_AFTER.match(after)
        or _END_BEFORE.search(before)
        or (fetch is not None and not _HOME_AFTER.match(after))
    ):
        scan.ends.append(Clock(placed.start, placed.end, _evening(clock), True))
    elif _HOME_AFTER.match(after):
        return
    elif _START_AFTER.match(after) or _START_BEFORE.search(before):
        if not re.match(r"(?:左右|[ ])*送", after):
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
    halves = [
        Number(m.start(), m.end(), 0.5, 0.5)
        for m in re.finditer(r"(?<!个)(?<!点)半(?=个?(?:小时|钟头))", text)
    ]
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
    if minutes := _MINUTE_UNIT.match(text, number.end):
        right = text[minutes.end() : min(clause.end, minutes.end() + 8)]
        if _BREAK.search(left) or _BREAK.search(right):
            breaks.append(round(number.high))
        return
    unit = _HOUR_UNIT.match(text, number.end)
    if unit is None:
        return
    low, high = number.low + 0.5 * bool(unit["half"]), number.high + 0.5 * bool(unit["half"])
    right = text[unit.end() : min(clause.end, unit.end() + 10)]
    if _BREAK.search(left[-8:]) or re.match(
        r"\s*的?(?:午休|休息|中休|吃饭|用餐|午餐|(?:lunch )?break|lunch|rest)", right
    ):
        breaks.append(round(high * 60))
        return
    if _NOT_A_DAY.search(left) or _NOT_A_DAY_AFTER.match(right) or high > 24:
        return
    if EXAMPLE.search(text[max(clause.start, number.start - 40) : number.start]) or _OTHERS.search(left):
        return
    if _WEEKEND_ONLY.search(left) and not _WEEKDAY.search(left):
        return
    spans.append(column.span(number.start, unit.end()))
    suffix = unit["suffix"] or ""
    lengths.append(_bounded(low, high, left, suffix, bool(unit["more"]) or number.more))


def _bounded(low: float, high: float, left: str, suffix: str, more: bool) -> _Length:
    shift = suffix in {"制", "班", "工作制"}
    if low < high:
        return _Length(low, high, shift)
    if _HOURS_MAX.search(left) or suffix in {"以内", "以下", "内"}:
        return _Length(None, high, shift)
    if more or _HOURS_MIN.search(left) or suffix in {"起", "以上", "or more"}:
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
        return _CHOICE.search(self.column.text) is not None

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
            return (
                self._less_break([(start, last)]) if start is not None and last is not None else (None, None)
            )
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
        if any(a.end > b.start for a, b in zip(ordered, ordered[1:], strict=False)):
            return True
        return any(_OR.search(words) for words in self._between(windows))

    def _between(self, windows: list[Window]) -> Iterator[str]:
        for first, second in zip(windows, windows[1:], strict=False):
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
