"""Checks of working time: R04, R16, R17, R18, R19, R30, R31."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from carepost.domain.facts import Text
from carepost.domain.standard.case import DAY, NIGHT, Case
from carepost.domain.standard.checks.pay import yuan
from carepost.domain.standard.finding import Finding
from carepost.domain.week import Stage, clock, school_day

# 劳动法 art. 36: an average week of no more than 44 hours; the State Council's rule says 40.
LONGEST_WEEK = Decimal(44)
SCHOOL_DAYS = range(5)


def part_time_hours(case: Case) -> Iterator[Finding]:
    """R04: declared part-time, more than 4 hours a day on average or 24 a week."""
    if not case.part_time:
        return
    limits = case.labour("part_time_daily_hours_max"), case.labour("part_time_weekly_hours_max")
    spans = case.daily_hours, case.weekly_hours
    units = Text("小时/日", "hours a day"), Text("小时/周", "hours a week")
    for limit, span, unit in zip(limits, spans, units, strict=True):
        if limit is None or span is None or span[1] <= limit.number:
            continue
        low, high = span
        stated = f"{yuan(low)}–{yuan(high)}" if low != high else yuan(high)
        detail = Text(
            f"{stated}{unit.zh}，上限{yuan(limit.number)}{unit.zh}", f"{stated} {unit.en}, the limit is {yuan(limit.number)}"
        )
        fix = Text(
            f"缩短到{yuan(limit.number)}{unit.zh}以内，或按全日制订立合同。",
            f"Shorten to {yuan(limit.number)} {unit.en}, or make an ordinary labour contract.",
        )
        yield case.finding("R04", fix=fix, detail=detail, value=limit, sure=low > limit.number)
        return


def overtime(case: Case) -> Iterator[Finding]:
    """R16: more than 36 hours of overtime a month or 3 a day."""
    hours, month = case.post.hours, case.labour("overtime_monthly")
    fix = Text("每月不超过36小时、每日不超过3小时。", "At most 36 hours a month and 3 a day.")
    if month is not None and hours.overtime_month is not None and hours.overtime_month > month.number:
        detail = Text(f"每月{yuan(hours.overtime_month)}小时", f"{yuan(hours.overtime_month)} hours a month")
        yield case.finding("R16", fix=fix, detail=detail, value=month)
    elif hours.overtime_day is not None and hours.overtime_day > 3:
        detail = Text(f"每日{yuan(hours.overtime_day)}小时", f"{yuan(hours.overtime_day)} hours a day")
        yield case.finding("R16", fix=fix, detail=detail)


def standard_time(case: Case) -> Iterator[Finding]:
    """R17: standard working time exceeded without a permit."""
    if case.part_time or case.post.hours.system in ("irregular", "comprehensive") or case.post.hours.permit:
        return
    daily, weekly = case.daily_hours, case.weekly_hours
    limit = case.labour("standard_hours")
    longest = case.post.hours.longest_day or (daily[1] if daily else None)
    fix = Text("缩短工时，或取得特殊工时许可并写明编号。", "Shorten the hours, or name the permit for special hours.")
    if weekly is not None and weekly[1] > LONGEST_WEEK:
        detail = Text(f"每周{yuan(weekly[1])}小时", f"{yuan(weekly[1])} hours a week")
        yield case.finding("R17", fix=fix, detail=detail, sure=weekly[0] > LONGEST_WEEK and _breaks_counted(case))
    elif longest is not None and limit is not None and longest > limit.number:
        detail = Text(f"一天{yuan(longest)}小时（含未载明的休息）", f"{yuan(longest)} hours a day (breaks not stated)")
        yield case.finding("R17", fix=fix, detail=detail, value=limit, sure=_breaks_counted(case))


def _breaks_counted(case: Case) -> bool:
    """Whether the hours are hours of work: a window from start to end may hold a break that nobody stated."""
    return case.post.hours.a_week is not None or case.post.hours.longest_day is not None


def special_hours(case: Case) -> Iterator[Finding]:
    """R18: irregular or comprehensive hours without a permit number."""
    if case.post.hours.system in ("irregular", "comprehensive") and not case.post.hours.permit:
        yield case.finding("R18", fix=Text("写明许可文号，或改用标准工时。", "Name the permit, or use standard hours."))


def weekly_rest(case: Case) -> Iterator[Finding]:
    """R19: no day of rest in seven."""
    days = {w.span[0] // DAY for w in case.windows}
    if case.post.hours.days_a_week == 7 or len(days) == 7:
        yield case.finding(
            "R19",
            fix=Text("每周至少安排一天休息。", "Give at least one day of rest a week."),
            sure=case.post.hours.days_a_week == 7,
        )


def school_run(case: Case) -> Iterator[Finding]:
    """R30: the hours begin before school takes the children or end after it gives them back."""
    work = case.post.work
    if work.at_home == "yes" or work.children_welcome == "yes" or not case.post.place:
        return
    day = school_day(case.post.place[:6], Stage.PRIMARY)
    for window in case.windows:
        start, end = window.span
        if start // DAY not in SCHOOL_DAYS:
            continue
        begins, ends = start % DAY, start % DAY + end - start
        if day.starts and begins < day.starts.minute:
            at = f"{clock(begins)}–{clock(min(ends, DAY))}"
            detail = Text(f"{at}早于小学到校时间", f"{at} begins before primary school does")
            fix = Text(
                f"将上班时间推迟到{clock(day.starts.minute)}以后。", f"Begin after {clock(day.starts.minute)}."
            )
            yield case.finding("R30", fix=fix, detail=detail, marks=(day.starts.mark,))
            return
        if day.after_school_until and ends > day.after_school_until.minute:
            until = clock(day.after_school_until.minute)
            detail = Text(f"晚于课后服务结束时间{until}", f"it ends after after-school care does ({until})")
            fix = Text(f"将下班时间提前到{until}以前。", f"End before {until}.")
            yield case.finding("R30", fix=fix, detail=detail, marks=(day.after_school_until.mark,))
            return


def night_work(case: Case) -> Iterator[Finding]:
    """R31: work between 22:00 and 6:00."""
    if any(_at_night(window.span) for window in case.windows):
        fix = Text("取消22:00至次日6:00的班次，或改为自愿。", "Drop the shifts from 22:00 to 6:00, or make them voluntary.")
        yield case.finding("R31", fix=fix)


def _at_night(span: tuple[int, int]) -> bool:
    start, end = span
    first = start // DAY * DAY
    return any(start < first + d * DAY + b and first + d * DAY + a < end for d in (0, 1) for a, b in NIGHT)
