"""Checks of pay against a floor: R01, R02, R03, R08, R34."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal

from carepost.domain.facts import Mark, Text
from carepost.domain.rules import HOURLY, MONTHLY, DatedValue, Mode, Payer, PayError, WageFloor, lowest_gross
from carepost.domain.rules import pay as pay_slip
from carepost.domain.standard.case import Case
from carepost.domain.standard.checks.amounts import FEN, per_hour, per_month, plain, span, up
from carepost.domain.standard.finding import Finding, Outcome

NET_FLOOR = "minimum_wage.net_of_employee_share"
STATE_COUNCIL_WEEK = Decimal(40)
AN_HOUR, A_MONTH = Text("元/小时", "yuan an hour"), Text("元/月", "yuan a month")
UNITS = {
    "hour": AN_HOUR,
    "month": A_MONTH,
    "day": Text("元/日", "yuan a day"),
    "piece": Text("元/件", "yuan a piece"),
}


def hourly_floor(case: Case) -> Iterator[Outcome]:
    """R01: declared part-time, pay below the local hourly minimum wage; the lowest stated pay counts."""
    if case.declared is None:
        yield case.unanswered("R01", "form")
    elif case.part_time and case.post.pay.per == "piece":
        yield case.unanswered("R01", reason=Text("计件单价无法折算为时薪", "a piece rate tells no hourly pay"))
    elif case.part_time:
        yield from _below(case, "R01", HOURLY, AN_HOUR, *per_hour(case))


def monthly_floor(case: Case) -> Iterator[Outcome]:
    """R02: base pay below the monthly minimum wage; owed in full whatever the contract hours (no pro rata).

    That a short week is owed the whole floor is a reading of 最低工资规定 art. 3 which local inspectors may not share:
    pay that would reach a share of the floor warns.
    """
    pay = case.post.pay
    if case.part_time:
        return
    if pay.per == "piece" or (pay.piece == "yes" and pay.low is None):
        if pay.guaranteed_month is None:
            yield case.unanswered("R02", "pay.guaranteed_month")
        return
    yield from _below(case, "R02", MONTHLY, A_MONTH, *per_month(case))


def _below(
    case: Case, rule: str, name: str, unit: Text, factor: Decimal | None, fields: tuple[str, ...]
) -> Iterator[Outcome]:
    floor, pay, ordinary = case.floor(name), case.post.pay, name == MONTHLY
    stated = pay.low if pay.low is not None else pay.high
    missing = tuple(
        field
        for field, lacks in (("place", floor is None), ("pay.low", stated is None), ("pay.per", pay.per is None))
        if lacks
    )
    if missing or factor is None or floor is None or stated is None:
        yield case.unanswered(rule, *missing, *(f for f in fields if factor is None and f not in missing))
        return
    if floor.highest is None or floor.lowest is None:
        yield case.unanswered(rule, reason=floor.reason)
        return
    amount = round(stated * factor, 6)
    if amount >= floor.highest:
        # Only the top of the pay is stated and it would do: what the lowest is, nobody says.
        if pay.low is None:
            yield case.unanswered(rule, "pay.low")
        return
    share = _share_of_full_week(case) if ordinary else Decimal(1)
    value = _nearest(floor, amount)
    yield case.finding(
        rule,
        fix=_raise_to(up(floor.highest / factor), UNITS[pay.per or "month"]),
        detail=_compared(case, amount, unit, value, floor, short=share < 1),
        value=value,
        marks=(floor.mark,),
        sure=factor == 1 and pay.piece != "yes" and amount < floor.lowest * share,
        ordinary=ordinary,
        change=("pay.low", up(floor.highest / factor)),
    )


def _share_of_full_week(case: Case) -> Decimal:
    """The stated week as a share of the full 40 hours; 1 where it is not stated."""
    most = case.worktime.a_week.high
    return min(Decimal(1), most / STATE_COUNCIL_WEEK) if most else Decimal(1)


def _raise_to(amount: Decimal, unit: Text) -> Text:
    return Text(f"将最低报酬提高到{plain(amount)}{unit.zh}。", f"Raise the lowest pay to {plain(amount)} {unit.en}.")


def _compared(case: Case, amount: Decimal, unit: Text, value: DatedValue, floor: WageFloor, *, short: bool) -> Text:
    own = UNITS[case.post.pay.per or "month"]
    stated = span(case.post.pay.low, case.post.pay.high)
    zh, en = f"写明{stated}{own.zh}", f"{stated} {own.en} is stated"
    if own != unit:
        zh, en = f"{zh}，约合{plain(amount)}{unit.zh}", f"{en}, about {plain(amount)} {unit.en}"
    document = value.document or "文号未载明"
    zh += f"，标准为{plain(value.number)}{unit.zh}（{document}，{value.start}起；{floor.reason.zh.rstrip('。')}）"
    en += f"; the floor is {plain(value.number)} {unit.en} "
    en += f"({value.document or 'document not stated'}, from {value.start}; {floor.reason.en.rstrip('.').lower()})"
    if short:
        zh += "；工时不足全日制的仍按整月标准，各地口径可能不同"
        en += "; a short week is owed the whole floor, though local practice may differ"
    return Text(zh, en)


def _nearest(floor: WageFloor, amount: Decimal) -> DatedValue:
    """The candidate that the pay misses by least: the mildest reading that is still missed."""
    return min((c for c in floor.candidates if c.number > amount), key=lambda c: c.number)


def net_floor(case: Case) -> Iterator[Outcome]:
    """R03: Beijing and Shanghai: the monthly floor is net of the worker's own insurance and housing fund.

    What remains is compared as the post states it, else as the packs compute it from the lowest pay. Computed rates
    rest on less than the primary text and never block; a stated rest that they contradict warns.
    """
    pay, floor = case.post.pay, case.floor(MONTHLY)
    if case.part_time or floor is None or floor.highest is None:
        return
    rule = case.store.ask(NET_FLOOR, place=case.post.place, on=case.on).value
    if rule is None or rule.value != "yes":
        return
    stated = pay.after_contributions
    if stated is not None and stated < floor.highest:
        yield _net_below(case, stated, floor, rule, (floor.mark,), computed=False)
        return
    factor = per_month(case)[0]
    low = None if pay.low is None or factor is None else pay.low * factor
    # The worker pays 10.5 % of a base that begins near three times the floor, and at most 12 % of pay to the fund:
    # of pay twice the floor more than the floor remains, so nothing is in doubt.
    if low is not None and low >= 2 * floor.highest:
        return
    rest, marks = _computed_rest(case, low)
    if rest is not None and rest < floor.highest:
        yield _net_below(case, rest, floor, rule, (floor.mark, *marks), computed=True)
    elif rest is None and stated is None:
        reason = Text("须按扣除个人缴费后的金额比较", "the pay after the worker's own contributions is compared")
        yield case.unanswered("R03", "pay.after_contributions", reason=reason)


def _computed_rest(case: Case, low: Decimal | None) -> tuple[Decimal | None, tuple[Mark, ...]]:
    """What a month's lowest pay leaves after her own contributions, housing fund at its lowest rate; and the marks."""
    if low is None:
        return None, ()
    try:
        gross = low.quantize(FEN, rounding=ROUND_DOWN)
        slip = pay_slip(case.store, place=case.post.place, month=case.on, mode=Mode.FULL_TIME, gross=gross)
    except PayError:
        return None, ()
    if slip.employee_si_fen is None or slip.employee_hf_fen is None:
        return None, ()
    own = Decimal(slip.employee_si_fen + slip.employee_hf_fen) / 100
    return gross - own, tuple(line.mark for line in slip.lines if line.payer is Payer.EMPLOYEE)


def _net_below(
    case: Case, rest: Decimal, floor: WageFloor, rule: DatedValue, marks: tuple[Mark, ...], *, computed: bool
) -> Finding:
    assert floor.highest is not None  # noqa: S101 (asked before)
    least = plain(floor.highest)
    detail = Text(
        f"扣除后{plain(rest)}元/月，标准为{least}元/月", f"{plain(rest)} yuan a month remains, the floor is {least}"
    )
    if computed:
        detail = Text(f"按当地费率推算，{detail.zh}", f"by the local rates, {detail.en}")
    fix = Text(
        f"提高工资，使扣除个人缴费后不低于{least}元/月。",
        f"Raise the pay until {least} yuan a month remains after contributions.",
    )
    change = _enough(case) if computed else None
    if change is not None:
        fix = _raise_to(change[1], UNITS[case.post.pay.per or "month"])
    return case.finding(
        "R03", fix=fix, detail=detail, value=rule, marks=marks, sure=not computed, ordinary=True, change=change
    )


def _enough(case: Case) -> tuple[str, Decimal] | None:
    """The lowest pay, in the stated unit, of which the floor remains."""
    gross, factor = lowest_gross(case.store, place=case.post.place, month=case.on), per_month(case)[0]
    return None if gross is None or not factor else ("pay.low", up(Decimal(gross) / 100 / factor))


def probation_pay(case: Case) -> Iterator[Outcome]:
    """R08: pay during probation below 80 % of the agreed pay or below the floor."""
    pay, share = case.post.pay, case.labour("probation_pay_floor")
    if case.part_time or case.post.contract.probation_months == 0 or share is None:
        return
    if pay.probation is None:
        # Whether there is a probation at all is what R07 asks.
        if case.post.contract.probation_months:
            yield case.unanswered("R08", "pay.probation")
        return
    if pay.low is None:
        yield case.unanswered("R08", "pay.low")
        return
    floor = case.floor(MONTHLY) if pay.per == "month" else None
    due = up(max(share.number * pay.low, (floor and floor.highest) or Decimal(0)))
    if pay.probation >= due:
        return
    surely = max(share.number * pay.low, (floor and floor.lowest) or Decimal(0))
    by_floor = floor is not None and pay.probation >= share.number * pay.low
    value = _nearest(floor, pay.probation) if floor and by_floor else share
    fix = Text(f"将试用期工资提高到{plain(due)}元。", f"Raise the pay during probation to {plain(due)} yuan.")
    detail = Text(
        f"写明{plain(pay.probation)}元，不得低于{plain(due)}元",
        f"{plain(pay.probation)} yuan, the least is {plain(due)}",
    )
    marks, change = (floor.mark,) if floor and by_floor else (), ("pay.probation", due)
    sure = pay.probation < surely
    yield case.finding("R08", fix=fix, detail=detail, value=value, marks=marks, sure=sure, ordinary=True, change=change)


def piece_pay(case: Case) -> Iterator[Outcome]:
    """R34: piece or commission pay without a guaranteed minimum, or with one below the monthly floor."""
    pay = case.post.pay
    if pay.piece != "yes" and pay.per != "piece":
        return
    floor = None if case.part_time else case.floor(MONTHLY)
    highest = floor.highest if floor else None
    if pay.guaranteed_month is not None and (highest is None or pay.guaranteed_month >= highest):
        if highest is None and not case.part_time:
            yield case.unanswered("R34", "place")
        return
    if pay.guaranteed_month is None:
        detail = Text("未载明保底", "no guaranteed minimum is stated")
    else:
        detail = Text(f"保底{plain(pay.guaranteed_month)}元", f"{plain(pay.guaranteed_month)} yuan is guaranteed")
    fix = Text("写明保底工资，且不低于当地最低工资。", "State a guaranteed minimum, not below the local minimum wage.")
    yield case.finding(
        "R34",
        fix=fix,
        detail=detail,
        value=_nearest(floor, pay.guaranteed_month or Decimal(0)) if floor and highest else None,
        marks=(floor.mark,) if floor and highest else (),
        sure=pay.guaranteed_month is not None,
        change=("pay.guaranteed_month", highest) if highest else None,
    )
