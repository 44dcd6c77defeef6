"""Checks of pay: R01, R02, R03, R05, R08, R20, R33, R34, R37, R38."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from carepost.domain.facts import Text
from carepost.domain.rules import HOURLY, MONTHLY, DatedValue, WageFloor
from carepost.domain.standard.case import Case
from carepost.domain.standard.finding import Finding

NET_FLOOR = "minimum_wage.net_of_employee_share"
WIDEST_RANGE = Decimal(2)
OVERTIME = (
    ("overtime_workday", "overtime_rate_workday", Text("工作日加班", "overtime on a working day")),
    ("overtime_rest_day", "overtime_rate_restday", Text("休息日加班", "overtime on a rest day")),
    ("overtime_holiday", "overtime_rate_statutory_holiday", Text("法定节假日加班", "overtime on a statutory holiday")),
)


def yuan(amount: Decimal) -> str:
    """An amount without trailing zeros: 2300, 21.9."""
    return f"{amount.normalize():f}"


def hourly_floor(case: Case) -> Iterator[Finding]:
    """R01: declared part-time, hourly pay below the local hourly minimum wage."""
    if case.part_time and case.post.pay.per == "hour":
        yield from _below(case, "R01", HOURLY, Text("元/小时", "yuan an hour"), sure=True, conditional=False)


def monthly_floor(case: Case, *, exceeds_part_time: bool) -> Iterator[Finding]:
    """R02: monthly base pay below the monthly minimum wage; owed in full whatever the contract hours."""
    if case.post.pay.per == "month" and (not case.part_time or exceeds_part_time):
        sure = case.declared is not None
        unit = Text("元/月", "yuan a month")
        yield from _below(case, "R02", MONTHLY, unit, sure=sure, conditional=exceeds_part_time)


def _below(case: Case, rule: str, name: str, unit: Text, *, sure: bool, conditional: bool) -> Iterator[Finding]:
    floor, pay = case.floor(name), case.post.pay
    low = pay.low if pay.low is not None else pay.high
    if floor is None or floor.highest is None or floor.lowest is None or low is None or low >= floor.highest:
        return
    certain = sure and low < floor.lowest
    value = _nearest(floor, low)
    detail = Text(
        f"写明{yuan(low)}{unit.zh}，标准为{yuan(value.number)}{unit.zh}（{_dated(value).zh}，{floor.reason.zh.rstrip('。')}）",
        f"{yuan(low)} {unit.en} is stated, the floor is {yuan(value.number)} {unit.en} ({_dated(value).en}; {floor.reason.en})",
    )
    fix = Text(
        f"将最低报酬提高到{yuan(floor.highest)}{unit.zh}。", f"Raise the lowest pay to {yuan(floor.highest)} {unit.en}."
    )
    marks = (floor.mark,)
    yield case.finding(rule, fix=fix, detail=detail, value=value, marks=marks, sure=certain, if_employment=conditional)


def _nearest(floor: WageFloor, low: Decimal) -> DatedValue:
    """The candidate that the pay misses by least: the mildest reading that is still missed."""
    return min((c for c in floor.candidates if c.number > low), key=lambda c: c.number)


def _dated(value: DatedValue) -> Text:
    document = value.document or "文号未载明"
    return Text(f"{document}，{value.start}起", f"{value.document or 'document not stated'}, from {value.start}")


def net_floor(case: Case, *, exceeds_part_time: bool) -> Iterator[Finding]:
    """R03: Beijing and Shanghai: the floor is net of the worker's own insurance and housing fund."""
    pay, floor = case.post.pay, case.floor(MONTHLY)
    if pay.per != "month" or pay.low is None or floor is None or floor.highest is None:
        return
    net = case.store.ask(NET_FLOOR, place=case.post.place, on=case.on).value
    if net is None or net.value != "yes" or (case.part_time and not exceeds_part_time):
        return
    # The worker's shares are 10.2 % to 22.5 % of pay (insurance 10.2-10.5, fund 5-12): above this nothing is in doubt.
    if pay.low * (1 - Decimal("0.225")) >= floor.highest:
        return
    detail = Text(
        f"扣除个人社保和公积金后须不低于{yuan(floor.highest)}元/月，请核算",
        f"after the worker's own contributions {yuan(floor.highest)} yuan a month must remain; work it out",
    )
    fix = Text("按扣除个人缴费后的金额确定工资。", "Set the wage so that the floor remains after contributions.")
    yield case.finding("R03", fix=fix, detail=detail, value=net, sure=False, if_employment=exceeds_part_time)


def settlement(case: Case) -> Iterator[Finding]:
    """R05: declared part-time, settled less often than every 15 days."""
    days, limit = case.post.pay.settled_every_days, case.labour("part_time_pay_cycle_max")
    if case.part_time and days is not None and limit is not None and days > limit.number:
        detail = Text(f"每{days}日结算一次", f"it is settled every {days} days")
        fix = Text(f"改为每{yuan(limit.number)}日以内结算。", f"Settle at least every {yuan(limit.number)} days.")
        yield case.finding("R05", fix=fix, detail=detail, value=limit)


def probation_pay(case: Case) -> Iterator[Finding]:
    """R08: pay during probation below 80 % of the agreed pay or below the floor."""
    pay, share = case.post.pay, case.labour("probation_pay_floor")
    if pay.probation is None or pay.low is None or share is None:
        return
    floor = case.floor(MONTHLY) if pay.per == "month" else None
    least = max(share.number * pay.low, (floor.lowest if floor and floor.lowest else Decimal(0)))
    if pay.probation < least:
        detail = Text(f"写明{yuan(pay.probation)}元，不得低于{yuan(least)}元", f"{yuan(pay.probation)}, not {yuan(least)} yuan")
        fix = Text(f"提高到{yuan(least)}元。", f"Raise it to {yuan(least)} yuan.")
        yield case.finding("R08", fix=fix, detail=detail, value=share)


def overtime_rates(case: Case) -> Iterator[Finding]:
    """R20: overtime below 1.5, 2 or 3 times; part-time posts are silent in the law."""
    if case.part_time:
        return
    for field, name, label in OVERTIME:
        rate, due = getattr(case.post.pay, field), case.labour(name)
        if rate is not None and due is not None and rate < due.number:
            detail = Text(f"{label.zh}{yuan(rate)}倍", f"{label.en} at {yuan(rate)} times")
            fix = Text(f"不低于{yuan(due.number)}倍。", f"At least {yuan(due.number)} times.")
            yield case.finding("R20", fix=fix, detail=detail, value=due)


def holiday_pay(case: Case) -> Iterator[Finding]:
    """R37: work on statutory holidays without triple pay."""
    pay = case.post.pay
    if case.post.hours.holiday_work == "yes" and (pay.overtime_holiday is None or pay.overtime_holiday < 3):
        fix = Text("写明法定节假日按三倍支付。", "State that statutory holidays are paid three times.")
        yield case.finding("R37", fix=fix, sure=pay.overtime_holiday is not None)


def definite_pay(case: Case) -> Iterator[Finding]:
    """R33: negotiable, or a range wider than one to two."""
    pay = case.post.pay
    fix = Text("写明基本报酬的具体数额或较窄的区间。", "State the basic pay, or a narrower range.")
    if pay.negotiable == "yes":
        yield case.finding("R33", fix=fix, detail=Text("写为面议", "it is left to negotiation"))
    elif pay.low and pay.high and pay.high > WIDEST_RANGE * pay.low:
        detail = Text(f"{yuan(pay.low)}–{yuan(pay.high)}元，上限超过下限的两倍", f"{yuan(pay.low)}–{yuan(pay.high)} yuan")
        yield case.finding("R33", fix=fix, detail=detail)


def piece_pay(case: Case) -> Iterator[Finding]:
    """R34: piece or commission pay without a stated minimum, or with one below the floor."""
    pay, floor = case.post.pay, case.floor(MONTHLY)
    if pay.piece != "yes" and pay.per != "piece":
        return
    fix = Text("写明保底工资，且不低于当地最低工资。", "State a guaranteed minimum, not below the local minimum wage.")
    if pay.guaranteed_month is None:
        yield case.finding("R34", fix=fix, detail=Text("未载明保底", "no guaranteed minimum is stated"), sure=False)
    elif floor and floor.lowest and pay.guaranteed_month < floor.lowest and not case.part_time:
        detail = Text(f"保底{yuan(pay.guaranteed_month)}元", f"{yuan(pay.guaranteed_month)} yuan is guaranteed")
        yield case.finding("R34", fix=fix, detail=detail, value=floor.candidates[0], marks=(floor.mark,))


def money(case: Case) -> Iterator[Finding]:
    """R38: paid in goods, vouchers or points."""
    if case.post.pay.in_kind == "yes":
        yield case.finding("R38", fix=Text("以人民币支付全部工资。", "Pay all wages in money."))
