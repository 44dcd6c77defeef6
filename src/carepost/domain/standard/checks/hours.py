"""Checks of working time: R04, R16, R17, R18, R19, R30, R31."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from carepost.domain.facts import Text
from carepost.domain.rules import DatedValue
from carepost.domain.standard.case import Case
from carepost.domain.standard.checks.amounts import plain, span
from carepost.domain.standard.finding import Outcome
from carepost.domain.standard.worktime import Range, at_night, lacks_rest, unavoidable
from carepost.domain.week import DAY, Output, SchoolDay, Window, clock

# 劳动法 art. 36: an average week of no more than 44 hours; the State Council's rule says 40.
STATUTE_WEEK = Decimal(44)
LONGEST_OVERTIME_DAY = Decimal(3)
A_DAY, A_WEEK = Text("小时/日", "hours a day"), Text("小时/周", "hours a week")


def part_time_hours(case: Case) -> Iterator[Outcome]:
    """R04: declared part-time, more than 4 hours a day on average or 24 a week."""
    if case.declared is None:
        yield case.unanswered("R04", "form")
    if not case.part_time or isinstance(case.pattern, Output):
        return
    time = case.worktime
    daily, weekly = case.labour("part_time_daily_hours_max"), case.labour("part_time_weekly_hours_max")
    found = [
        *_over(case, time.a_day, daily, A_DAY, "hours.a_day_max"),
        *_over(case, time.a_week, weekly, A_WEEK, _week_field(case)),
    ]
    yield from found
    lacking = [name for name, hours in (("a_day_max", time.a_day), ("a_week", time.a_week)) if hours.high is None]
    if lacking and not found:
        yield case.unanswered("R04", *(f"hours.{name}" for name in lacking))


def _week_field(case: Case) -> str:
    return "hours.a_week" if case.post.hours.a_week is not None else ""


def _over(case: Case, hours: Range, limit: DatedValue | None, unit: Text, field: str) -> Iterator[Outcome]:
    if limit is None or (hours.high or hours.low or Decimal(0)) <= limit.number:
        return
    most = plain(limit.number)
    stated = span(hours.low, hours.high)
    detail = Text(f"{stated}{unit.zh}，上限{most}{unit.zh}", f"{stated} {unit.en}, the limit is {most}")
    fix = Text(
        f"缩短到{most}{unit.zh}以内，或按全日制订立合同。",
        f"Shorten to {most} {unit.en}, or make an ordinary labour contract.",
    )
    sure = hours.low is not None and hours.low > limit.number
    change = (field, limit.number) if field and case.pattern is None else None
    yield case.finding("R04", fix=fix, detail=detail, value=limit, sure=sure, change=change)


def overtime(case: Case) -> Iterator[Outcome]:
    """R16: more than 36 hours of overtime a month or 3 a day."""
    hours, month, day = case.post.hours, case.labour("overtime_monthly"), case.labour("overtime_daily")
    if case.part_time:
        return
    if hours.overtime_month is None and not isinstance(case.pattern, Output):
        yield case.unanswered("R16", "hours.overtime_month")
    if month is not None and hours.overtime_month is not None and hours.overtime_month > month.number:
        detail = Text(f"每月{plain(hours.overtime_month)}小时", f"{plain(hours.overtime_month)} hours a month")
        fix = Text("每月不超过36小时。", "At most 36 hours a month.")
        change = ("hours.overtime_month", month.number)
        yield case.finding("R16", fix=fix, detail=detail, value=month, ordinary=True, change=change)
    if hours.overtime_day is not None and hours.overtime_day > LONGEST_OVERTIME_DAY:
        detail = Text(f"每日{plain(hours.overtime_day)}小时", f"{plain(hours.overtime_day)} hours a day")
        fix = Text("每日不超过3小时（一般不超过1小时）。", "At most 3 hours a day, as a rule 1.")
        change = ("hours.overtime_day", LONGEST_OVERTIME_DAY)
        yield case.finding("R16", fix=fix, detail=detail, value=day, ordinary=True, change=change)


def standard_time(case: Case) -> Iterator[Outcome]:
    """R17: standard working time exceeded without a permit: 8 hours a day and 44 a week by statute.

    Between 40 (the State Council's rule, known at second hand) and 44 hours it warns; 40 is what the fix aims at.
    """
    hours = case.post.hours
    special = hours.system in ("irregular", "comprehensive") or hours.permit
    daily, council = case.labour("standard_hours"), case.labour("weekly_hours_state_council")
    if case.part_time or special or isinstance(case.pattern, Output) or daily is None or council is None:
        return
    time, week = case.worktime, _week_field(case)
    lacking = [f for f, h in (("a_day_max", time.longest), ("a_week", time.a_week)) if h.high is None]
    if lacking:
        yield case.unanswered("R17", *(f"hours.{name}" for name in lacking))
    yield from _too_long(case, time.longest, daily.number, daily, A_DAY, ("hours.a_day_max", daily.number))
    aim = week, council.number
    over_statute = list(_too_long(case, time.a_week, STATUTE_WEEK, daily, A_WEEK, aim))
    yield from over_statute or _too_long(case, time.a_week, council.number, council, A_WEEK, aim)


def _too_long(
    case: Case, hours: Range, limit: Decimal, value: DatedValue, unit: Text, aim: tuple[str, Decimal]
) -> Iterator[Outcome]:
    if (hours.high or hours.low or Decimal(0)) <= limit:
        return
    sure = hours.low is not None and hours.low > limit
    # A reading of an advert gives the span from start to end as the most; a break in it may not be printed.
    reported = case.post.source == "reported" and case.post.hours.a_day_min is None
    if (reported and case.pattern is None) or (case.worktime.break_unstated and not sure):
        reason = Text("休息时间未载明", "breaks are not stated")
        yield case.unanswered("R17", "hours.break_minutes", reason=reason)
        return
    stated, most = span(hours.low, hours.high), plain(aim[1])
    detail = Text(f"{stated}{unit.zh}，上限{plain(limit)}{unit.zh}", f"{stated} {unit.en}, the limit is {plain(limit)}")
    fix = Text(
        f"缩短到{most}{unit.zh}以内，或取得特殊工时许可并写明文号。",
        f"Shorten to {most} {unit.en}, or name the permit for special hours.",
    )
    change = aim if aim[0] and case.pattern is None else None
    yield case.finding("R17", fix=fix, detail=detail, value=value, sure=sure, ordinary=True, change=change)


def special_hours(case: Case) -> Iterator[Outcome]:
    """R18: irregular or comprehensive hours without a permit number."""
    hours = case.post.hours
    if not case.part_time and hours.system in ("irregular", "comprehensive") and not hours.permit:
        fix = Text("写明许可文号，或改用标准工时。", "Name the permit, or use standard hours.")
        yield case.finding("R18", fix=fix, value=case.labour("special_hours_approval"), ordinary=True)


def weekly_rest(case: Case) -> Iterator[Outcome]:
    """R19: no day of rest in seven."""
    days = case.post.hours.days_a_week
    some, every = lacks_rest(case.pattern)
    stated = days == 7 and case.pattern is None
    if some or stated:
        change = ("hours.days_a_week", Decimal(6)) if stated else None
        fix = Text("每周至少安排一天休息。", "Give at least one day of rest a week.")
        value = case.labour("rest_day")
        # A service contract has no statutory day of rest, a part-time post does.
        ordinary = case.conditional
        yield case.finding("R19", fix=fix, value=value, sure=every or stated, ordinary=ordinary, change=change)
    elif case.pattern is None and days is None:
        yield case.unanswered("R19", "hours.days_a_week")


def school_run(case: Case) -> Iterator[Outcome]:
    """R30: the hours begin before school takes the children or end after it gives them back."""
    work = case.post.work
    if "yes" in (work.at_home, work.children_welcome) or isinstance(case.pattern, Output):
        return
    day = case.school
    if day is None or case.pattern is None:
        lacking = (("place", day is None), ("hours.pattern", case.pattern is None))
        yield case.unanswered("R30", *(field for field, lacks in lacking if lacks))
        return
    early = unavoidable(case.pattern, lambda window: _before_school(day, window))
    late = unavoidable(case.pattern, lambda window: _after_school(day, window))
    if early and day.starts:
        begins, opens = clock(early.span[0] % DAY), clock(day.starts.minute)
        fix = Text(f"将上班时间推迟到{opens}以后。", f"Begin after {opens}.")
        detail = Text(
            f"{begins}上班，小学不早于{opens}到校", f"work begins at {begins}, primary school not before {opens}"
        )
        yield case.finding("R30", fix=fix, detail=detail, marks=(day.starts.mark,))
    elif late and (until := day.after_school_until or day.ends):
        fix = Text(f"将下班时间提前到{clock(until.minute)}以前。", f"End before {clock(until.minute)}.")
        detail = Text(
            f"晚于接孩子时间{clock(until.minute)}",
            f"it ends after the children are to be fetched ({clock(until.minute)})",
        )
        yield case.finding("R30", fix=fix, detail=detail, marks=(until.mark,))
    elif not (day.after_school_until or day.ends):
        yield case.unanswered(
            "R30", reason=Text("当地放学和课后服务时间未载明", "no source states when school ends here")
        )


def _before_school(day: SchoolDay, window: Window) -> bool:
    start = window.span[0]
    return start // DAY in day.days and day.starts is not None and start % DAY < day.starts.minute


def _after_school(day: SchoolDay, window: Window) -> bool:
    start, end = window.span
    until = day.after_school_until or day.ends
    return start // DAY in day.days and until is not None and start % DAY + end - start > until.minute


def night_work(case: Case) -> Iterator[Outcome]:
    """R31: work between 22:00 and 6:00 that she cannot avoid by her choice of shifts."""
    if case.pattern is None:
        yield case.unanswered("R31", "hours.pattern")
    elif unavoidable(case.pattern, at_night):
        fix = Text(
            "取消22:00至次日6:00的班次，或改为自愿。", "Drop the shifts from 22:00 to 6:00, or make them voluntary."
        )
        yield case.finding("R31", fix=fix)
