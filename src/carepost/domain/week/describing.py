"""Weeks and patterns in one short line of Chinese and English."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from carepost.domain.facts import Text
from carepost.domain.week.pattern import Band, Fixed, NotStated, Output, Pattern, Slots
from carepost.domain.week.shifts import Shifts
from carepost.domain.week.week import Week
from carepost.domain.week.window import DAY, WEEK, Span, Window, by_day, clock

_DAYS = (
    Text("周一", "Mon"),
    Text("周二", "Tue"),
    Text("周三", "Wed"),
    Text("周四", "Thu"),
    Text("周五", "Fri"),
    Text("周六", "Sat"),
    Text("周日", "Sun"),
)
_LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_EVERY_DAY = Text("每天", "every day")
_WHOLE_DAY = Text("全天", "all day")


def describe(week: Week) -> Text:
    """A week in one line with its hours: "周一至周五 8:30–14:00，共 27.5 小时"."""
    if not week:
        return Text("没有可上班的时间", "No time to work")
    if week == Week.whole():
        return Text("一周任何时间，共 168 小时", "any time of the week, 168 hours in all")
    return _with_total(describe_windows(week.blocks()), week.minutes)


def describe_windows(windows: Iterable[Window]) -> Text:
    """Windows grouped by equal days, without a total: "周一至周五 8:00–11:30、14:00–18:00；周六 9:00–12:00".

    An empty collection says that there is none.
    """
    spans = [window.span for window in windows]
    return _grouped(by_day(spans), _weekdays) if spans else Text("无", "none")


def describe_window(window: Window) -> Text:
    """One window with its day in full: "周五 16:30–17:00" / "Friday 16:30–17:00"; a night ends "次日"."""
    start, end = window.span
    if end - start == WEEK:
        return Text("整周", "the whole week")
    day, begins, ends = start // DAY, clock(start % DAY), end - start // DAY * DAY
    if ends <= DAY:
        until = Text(clock(ends), clock(ends))
    elif end - start < DAY:
        until = _next_day(ends)
    else:
        last = (end - 1) // DAY % 7
        at = clock((end - 1) % DAY + 1)
        until = Text(f"{_DAYS[last].zh} {at}", f"{_LONG_DAYS[last]} {at}")
    return Text(f"{_DAYS[day].zh} {begins}–{until.zh}", f"{_LONG_DAYS[day]} {begins}–{until.en}")


def describe_minutes(minutes: float) -> Text:
    """A length: "27.5 小时" / "27.5 hours" where two decimals are exact, else rounded to "7 小时 50 分钟"."""
    hours = minutes / 60
    if minutes >= 60 and hours * 4 == int(hours * 4):
        return Text(f"{hours:g} 小时", f"{hours:g} {'hour' if hours == 1 else 'hours'}")
    full, rest = divmod(round(minutes), 60)
    parts = [Text(f"{full} 小时", f"{full} h")] if full else []
    parts += [Text(f"{rest} 分钟", f"{rest} min")] if rest or not full else []
    return Text(" ".join(part.zh for part in parts), " ".join(part.en for part in parts))


def describe_pattern(pattern: Pattern) -> Text:
    """What a post asks of the week, in one line."""
    match pattern:
        case Fixed(alternatives):
            return _alternatives([_shifts(shifts) for shifts in alternatives])
        case Band():
            return _band(pattern)
        case Slots(offered, choose):
            return Text("以下时段至少选 {n} 个：{slots}", "At least {n} of these: {slots}").format(
                n=choose, slots=describe_windows(offered)
            )
        case Output():
            return Text("没有固定工时，按成果计", "No fixed hours: judged by result")
        case NotStated():
            return Text("工时未载明", "Hours not stated")


def _alternatives(texts: list[Text]) -> Text:
    if len(texts) == 1:
        return texts[0]
    zh = "；".join(f"（{n}）{text.zh}" for n, text in enumerate(texts, start=1))
    return Text(f"任选一种：{zh}", "One of: " + "; ".join(f"({n}) {t.en}" for n, t in enumerate(texts, start=1)))


def _shifts(shifts: Shifts) -> Text:
    days = shifts.cycle_days
    if days == 7:
        if shifts.spans == ((0, WEEK),):
            return Text("整周，共 168 小时", "the whole week, 168 hours in all")
        return _with_total(_grouped(by_day(shifts.spans), _weekdays), shifts.weekly_minutes)
    rows = by_day(shifts.spans, days)
    line = Text(
        "{days} 天一轮：{times}{rest}，平均每周 {length}",
        "A cycle of {days} days: {times}{rest}, {length} a week on average",
    )
    rest_zh, rest_en = ("", "") if all(rows) else ("；其余休息", "; otherwise off")
    filled = {
        "days": days,
        "times": _grouped(rows, _cycle_days),
        "length": describe_minutes(shifts.weekly_minutes),
    }
    return Text(line.zh.replace("{rest}", rest_zh), line.en.replace("{rest}", rest_en)).format(**filled)


def _band(band: Band) -> Text:
    parts = [Text("{within} 之间自选", "Own choice within {within}").format(within=describe_windows(band.within))]
    if band.core:
        core = describe_windows(band.core)
        parts.append(Text("其中{core} 须在岗", "present {core}").format(core=core))
    if band.min_week_minutes is None:
        parts.append(Text("每周工时未载明", "weekly hours not stated"))
    else:
        least = describe_minutes(band.min_week_minutes)
        parts.append(Text("每周至少 {n}", "at least {n} a week").format(n=least))
    if band.min_block_minutes:
        block = describe_minutes(band.min_block_minutes)
        parts.append(Text("每次至少 {n}", "at least {n} at a time").format(n=block))
    return Text("，".join(part.zh for part in parts), "; ".join(part.en for part in parts))


def _with_total(line: Text, minutes: float) -> Text:
    length = describe_minutes(minutes)
    return Text(f"{line.zh}，共 {length.zh}", f"{line.en}, {length.en} in all")


def _grouped(rows: tuple[tuple[Span, ...], ...], name: Callable[[list[int]], Text]) -> Text:
    groups: dict[tuple[Span, ...], list[int]] = {}
    for day, row in enumerate(rows):
        if row:
            groups.setdefault(row, []).append(day)
    lines = [(name(days), [_span(span) for span in row]) for row, days in groups.items()]
    return Text(
        "；".join(f"{days.zh} {'、'.join(span.zh for span in row)}" for days, row in lines),
        "; ".join(f"{days.en} {' and '.join(span.en for span in row)}" for days, row in lines),
    )


def _span(span: Span) -> Text:
    start, end = span
    if span == (0, DAY):
        return _WHOLE_DAY
    until = Text(clock(end), clock(end)) if end <= DAY else _next_day(end)
    return Text(f"{clock(start)}–{until.zh}", f"{clock(start)}–{until.en}")


def _next_day(minute: int) -> Text:
    at = clock(minute - DAY)
    return Text(f"次日 {at}", f"{at} next day")


def _weekdays(days: list[int]) -> Text:
    if len(days) == 7:
        return _EVERY_DAY
    return _runs(days, [day.zh for day in _DAYS], [day.en for day in _DAYS])


def _cycle_days(days: list[int]) -> Text:
    numbers = [str(n) for n in range(1, max(days) + 2)]
    said = _runs(days, numbers, numbers)
    return Text(f"第 {said.zh} 天", f"day {said.en}" if len(days) == 1 else f"days {said.en}")


def _runs(days: list[int], zh: list[str], en: list[str]) -> Text:
    """Days as runs: three or more in a row are "周一至周三", others are listed."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    parts = [run for days in runs for run in ([days] if len(days) > 2 else [[day] for day in days])]
    return Text(
        "、".join(zh[run[0]] if len(run) == 1 else f"{zh[run[0]]}至{zh[run[-1]]}" for run in parts),
        ", ".join(en[run[0]] if len(run) == 1 else f"{en[run[0]]}–{en[run[-1]]}" for run in parts),
    )
