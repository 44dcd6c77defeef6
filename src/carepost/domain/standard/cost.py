"""What a post costs its employer a month, from dated values; what no pack holds is said, never nought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from carepost.domain.facts import Mark, Text, weakest
from carepost.domain.rules import HOURLY, MONTHLY, Absence, DatedValue, ParameterStore, WageFloor
from carepost.domain.standard.case import SERVICE_FORMS, Case
from carepost.domain.standard.checks.amounts import per_hour, per_month, plain
from carepost.domain.standard.post_file import PostFile

# The employer's rate in per cent and the bounds of the monthly base in yuan, by insurance (`key`). No pack states them
# yet; a pack that does is shown without a change here.
RATE, BASE_LEAST, BASE_MOST = (f"social_insurance.{name}" for name in ("employer_rate", "base_least", "base_most"))
INSURANCES = {
    "pension": Text("养老保险", "pension insurance"),
    "medical": Text("医疗保险（含生育）", "medical insurance with maternity"),
    "unemployment": Text("失业保险", "unemployment insurance"),
    "work_injury": Text("工伤保险", "work-injury insurance"),
    "housing_fund": Text("住房公积金", "housing fund"),
}
_MULTIPLIERS = {
    "overtime_rate_workday": Text("工作日加班", "overtime on a working day"),
    "overtime_rate_restday": Text("休息日加班（不补休）", "overtime on a rest day without time off"),
    "overtime_rate_statutory_holiday": Text("法定节假日", "a statutory holiday"),
}
_WHY = {
    Absence.NOT_STATED: Text("费率未录入", "the rate is not in the packs yet"),
    Absence.LAPSED: Text("已知费率可能已失效", "the known rate may have lapsed"),
    Absence.NOT_YET: Text("已知费率尚未开始", "the known rate has not begun"),
}
_HOURS_LACK = Text("报酬或工时未写明，无法折算", "pay or hours are not stated, so it cannot be reckoned")


@dataclass(frozen=True, slots=True)
class CostLine:
    """One line in fen a month at the lowest and the highest stated pay; None is not known, and `note` says why.

    `document` and `mark` are those of the dated values behind it; "" and None for what the post itself states.
    `absence` is why a pack gives no value.
    """

    key: str
    label: Text
    low_fen: int | None = None
    high_fen: int | None = None
    document: str = ""
    mark: Mark | None = None
    note: Text | None = None
    absence: Absence | None = None


@dataclass(frozen=True, slots=True)
class Multiplier:
    """What an hour of overtime or holiday work costs: times the hour's pay, in fen at the lowest stated pay."""

    label: Text
    times: Decimal
    hour_fen: int | None
    document: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Cost:
    """A post's cost: pay a month, what is due beside it, and how far the lowest pay lies above the floor.

    `floor` is that distance in fen an hour (`hourly`) or a month. `known_fen` sums the lines that are known at the
    lowest and highest pay; it is the whole only when `complete`.
    """

    pay: CostLine
    contributions: tuple[CostLine, ...]
    multipliers: tuple[Multiplier, ...]
    floor: CostLine
    hourly: bool

    @property
    def complete(self) -> bool:
        return all(line.low_fen is not None for line in (self.pay, *self.contributions))

    @property
    def known_fen(self) -> tuple[int | None, int | None]:
        if self.pay.low_fen is None:
            return None, self.pay.high_fen
        known = [line for line in (self.pay, *self.contributions) if line.low_fen is not None]
        return sum(x.low_fen or 0 for x in known), sum(x.high_fen or x.low_fen or 0 for x in known)


def post_cost(post: PostFile, store: ParameterStore, on: date) -> Cost:
    """The cost of one place of a post on a day. A month has 52/12 weeks; piece work counts with what is guaranteed."""
    case = Case(post, store, on)
    pay = _pay(case)
    return Cost(
        pay=pay,
        contributions=tuple(_contribution(case, key, pay) for key in _due(case)),
        multipliers=() if case.part_time or case.declared in SERVICE_FORMS else tuple(_multipliers(case)),
        floor=_above_floor(case),
        hourly=case.part_time,
    )


def _pay(case: Case) -> CostLine:
    label = Text("每月报酬", "pay a month")
    share, pay = per_month(case)[0], case.post.pay
    low = pay.guaranteed_month if share is None else _times(pay.low, share)
    high = _times(pay.high, share)
    return CostLine("pay", label, _fen(low), _fen(high), note=_HOURS_LACK if low is None and high is None else None)


def _due(case: Case) -> tuple[str, ...]:
    """The insurances that the law asks of this form or that the post states. Source: 社会保险法 art. 58, 60."""
    said = case.post.insurance
    if not (case.part_time or case.declared in SERVICE_FORMS):
        return tuple(INSURANCES)
    social = said.social == "yes"
    owed = dict.fromkeys(INSURANCES, social)
    owed["work_injury"] = social or case.part_time or said.work_injury == "yes"
    owed["housing_fund"] = said.housing_fund == "yes"
    return tuple(key for key, is_owed in owed.items() if is_owed)


def _contribution(case: Case, key: str, pay: CostLine) -> CostLine:
    """The employer's share of one insurance: pay within the bounds of the base, times the rate."""
    label, place = INSURANCES[key], case.post.place
    if not place:
        return CostLine(key, label, note=Text("工作地点未写明", "the place of work is not stated"))
    asked = [case.store.ask(name, place=place, on=case.on, key=key) for name in (RATE, BASE_LEAST, BASE_MOST)]
    absence = next((answer.absence for answer in asked if answer.absence), None)
    values = [answer.value for answer in asked if answer.value]
    if absence is not None or len(values) < len(asked):
        return CostLine(key, label, note=_WHY[absence or Absence.NOT_STATED], absence=absence)
    rate, least, most = (value.number for value in values)

    def share(fen: int | None) -> int | None:
        return None if fen is None else _fen(min(max(Decimal(fen) / 100, least), most) * rate / 100)

    document, mark = _sources(tuple(values))
    return CostLine(key, label, share(pay.low_fen), share(pay.high_fen), document, mark)


def _multipliers(case: Case) -> list[Multiplier]:
    share = per_hour(case)[0]
    hour = _times(case.post.pay.low, share)
    found = [(label, case.labour(name)) for name, label in _MULTIPLIERS.items()]
    return [
        Multiplier(label, value.number, _fen(_times(hour, value.number)), value.document, value.mark)
        for label, value in found
        if value is not None
    ]


def _above_floor(case: Case) -> CostLine:
    """How far the lowest pay lies above the local minimum wage; where the tier is not known, above each."""
    label = Text("高出当地最低工资", "above the local minimum wage")
    floor = case.floor(HOURLY if case.part_time else MONTHLY)
    amount = _times(case.post.pay.low, (per_hour if case.part_time else per_month)(case)[0])
    if floor is None or floor.highest is None or floor.lowest is None:
        return CostLine("floor", label, note=floor.reason if floor else Text("工作地点未写明", "no place is stated"))
    document, mark = _sources(floor.candidates)
    note = _floor_said(floor, hourly=case.part_time)
    if amount is None:
        return CostLine("floor", label, document=document, mark=mark, note=note)
    return CostLine("floor", label, _fen(amount - floor.highest), _fen(amount - floor.lowest), document, mark, note)


def _floor_said(floor: WageFloor, *, hourly: bool) -> Text:
    amounts = " / ".join(dict.fromkeys(plain(value.number) for value in floor.candidates))
    unit = Text("元/小时", "yuan an hour") if hourly else Text("元/月", "yuan a month")
    start = max(value.start for value in floor.candidates)
    return Text(
        "当地最低工资 {amounts} {unit}，{start} 起", "the local minimum wage is {amounts} {unit}, from {start}"
    ).format(amounts=amounts, unit=unit, start=start)


def _sources(values: tuple[DatedValue, ...]) -> tuple[str, Mark]:
    documents = dict.fromkeys(value.document for value in values if value.document)
    return "；".join(documents), weakest(*(value.mark for value in values))


def _times(amount: Decimal | None, factor: Decimal | None) -> Decimal | None:
    return None if amount is None or factor is None else amount * factor


def _fen(yuan: Decimal | None) -> int | None:
    return None if yuan is None else int((yuan * 100).to_integral_value(rounding=ROUND_HALF_UP))
