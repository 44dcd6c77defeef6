"""Checks of how pay is agreed and paid: R05, R20, R33, R37, R38."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from carepost.domain.facts import Text
from carepost.domain.standard.case import Case
from carepost.domain.standard.checks.amounts import plain, span, up
from carepost.domain.standard.finding import Outcome

WIDEST_RANGE = Decimal(2)
OVERTIME = (
    ("overtime_workday", "overtime_rate_workday", Text("工作日加班", "overtime on a working day")),
    ("overtime_rest_day", "overtime_rate_restday", Text("休息日加班", "overtime on a rest day")),
    ("overtime_holiday", "overtime_rate_statutory_holiday", Text("法定节假日加班", "overtime on a statutory holiday")),
)
# Under a permit some rates fall away: a rest day is a working day of the cycle, or no hours are counted at all.
NOT_DUE = {"comprehensive": {"overtime_rest_day"}, "irregular": {"overtime_workday", "overtime_rest_day"}}


def settlement(case: Case) -> Iterator[Outcome]:
    """R05: declared part-time, settled less often than every 15 days."""
    days, limit = case.post.pay.settled_every_days, case.labour("part_time_pay_cycle_max")
    if case.declared is None:
        yield case.unanswered("R05", "form")
    elif case.part_time and days is None:
        yield case.unanswered("R05", "pay.settled_every_days")
    elif case.part_time and days is not None and limit is not None and days > limit.number:
        detail = Text(f"每{days}日结算一次", f"it is settled every {days} days")
        fix = Text(f"改为每{plain(limit.number)}日以内结算。", f"Settle at least every {plain(limit.number)} days.")
        yield case.finding("R05", fix=fix, detail=detail, value=limit, change=("pay.settled_every_days", limit.number))


def overtime_rates(case: Case) -> Iterator[Outcome]:
    """R20: overtime below 1.5, 2 or 3 times; for part-time posts the law is silent."""
    hours, pay = case.post.hours, case.post.pay
    if case.part_time:
        return
    not_due = NOT_DUE.get(hours.system or "", set()) if hours.permit else set()
    for field, name, label in OVERTIME:
        rate, due = getattr(pay, field), case.labour(name)
        if field in not_due or due is None:
            continue
        if rate is None and field == "overtime_workday" and hours.overtime_month:
            yield case.unanswered("R20", f"pay.{field}")
        elif rate is not None and rate < due.number:
            detail = Text(f"{label.zh}{plain(rate)}倍", f"{label.en} at {plain(rate)} times")
            fix = Text(
                f"{label.zh}不低于{plain(due.number)}倍。", f"Pay {label.en} at least {plain(due.number)} times."
            )
            change = (f"pay.{field}", due.number)
            yield case.finding("R20", fix=fix, detail=detail, value=due, ordinary=True, change=change)


def holiday_pay(case: Case) -> Iterator[Outcome]:
    """R37: work on statutory holidays without triple pay; for part-timers the national texts are silent."""
    pay, due = case.post.pay, case.labour("overtime_rate_statutory_holiday")
    if case.post.hours.holiday_work is None:
        yield case.unanswered("R37", "hours.holiday_work")
    elif case.post.hours.holiday_work == "yes" and due is not None:
        if pay.overtime_holiday is not None and pay.overtime_holiday >= due.number:
            return
        silent = Text("非全日制在全国规定中未载明", "for part-time work the national texts are silent")
        fix = Text("写明法定节假日按三倍支付。", "State that statutory holidays are paid three times.")
        detail = silent if case.part_time else None
        yield case.finding("R37", fix=fix, detail=detail, value=due, change=("pay.overtime_holiday", due.number))


def definite_pay(case: Case) -> Iterator[Outcome]:
    """R33: negotiable, or a range wider than one to two; prices of different pieces are no range."""
    pay = case.post.pay
    if pay.negotiable == "yes":
        fix = Text("写明基本报酬的具体数额。", "State the basic pay.")
        yield case.finding("R33", fix=fix, detail=Text("写为面议", "it is left to negotiation"))
    elif pay.low is None and pay.high is None:
        yield case.unanswered("R33", "pay.low")
    elif pay.per != "piece" and pay.low is not None and pay.high is not None and pay.high > WIDEST_RANGE * pay.low:
        least = up(pay.high / WIDEST_RANGE)
        fix = Text(f"缩小区间，如最低{plain(least)}元。", f"Narrow the range, as from {plain(least)} yuan.")
        stated = span(pay.low, pay.high)
        detail = Text(f"{stated}元，上限超过下限的两倍", f"{stated} yuan, more than one to two")
        yield case.finding("R33", fix=fix, detail=detail, change=("pay.low", least))


def money(case: Case) -> Iterator[Outcome]:
    """R38: paid in goods, vouchers or points."""
    if case.post.pay.in_kind is None:
        yield case.unanswered("R38", "pay.in_kind")
    elif case.post.pay.in_kind == "yes":
        fix = Text("以人民币支付全部工资。", "Pay all wages in money.")
        yield case.finding("R38", fix=fix, change=("pay.in_kind", "no"))
