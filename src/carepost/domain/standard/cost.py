"""What a post costs its employer a month, from dated values; what no pack holds is said, never nought."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from carepost.domain.facts import Mark, Text, weakest
from carepost.domain.rules import (
    HOURLY,
    MONTHLY,
    Absence,
    DatedValue,
    Mode,
    ParameterStore,
    Payer,
    PayError,
    PayLine,
    WageFloor,
    insurance_label,
)
from carepost.domain.rules import pay as pay_slip
from carepost.domain.standard.case import SERVICE_FORMS, Case
from carepost.domain.standard.checks.amounts import per_hour, per_month, plain
from carepost.domain.standard.post_file import PostFile

# The insurances that the law knows everywhere, by key; a place may have more (its large-sum medical insurance).
INSURANCES = {
    "pension": Text("养老保险", "pension insurance"),
    "medical": Text("医疗保险（含生育）", "medical insurance with maternity"),
    "unemployment": Text("失业保险", "unemployment insurance"),
    "work_injury": Text("工伤保险", "work-injury insurance"),
    "housing_fund": Text("住房公积金", "housing fund"),
}
_KEYS = {
    "养老": "pension",
    "医疗": "medical",
    "失业": "unemployment",
    "工伤": "work_injury",
    "公积金": "housing_fund",
    "生育": "maternity",
    "大病互助补充": "large_sum",
}
_MULTIPLIERS = {
    "overtime_rate_workday": Text("工作日加班", "overtime on a working day"),
    "overtime_rate_restday": Text("休息日加班（不补休）", "overtime on a rest day without time off"),
    "overtime_rate_statutory_holiday": Text("法定节假日", "a statutory holiday"),
}
_WHY = {
    Absence.NOT_STATED: Text("当地费率未载明", "the local rate is not stated"),
    Absence.LAPSED: Text("已知费率可能已失效", "the known rate may have lapsed"),
    Absence.NOT_YET: Text("已知费率尚未开始", "the known rate has not begun"),
}
_NO_PLACE = Text("工作地点未写明", "the place of work is not stated")
_ALONE = Text("单独参加工伤保险的费率未载明", "the rate of work-injury insurance alone is not stated")
_NOTHING = ParameterStore(())
_HOURS_LACK = Text("报酬或工时未写明，无法折算", "pay or hours are not stated, so it cannot be reckoned")


@dataclass(frozen=True, slots=True)
class CostLine:
    """One line in fen a month at the lowest and the highest stated pay; None is not known, and `note` says why.

    `document` and `mark` are those of the dated values behind it ("" where the source names no document); "" and None
    for what the post itself states.
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
    """The cost of one place of a post on a day. A month has 52/12 weeks; piece work counts with what is guaranteed.

    Contributions are those of the month of the day, by the packs of the place (`rules.pay`): housing fund at its lowest
    lawful rate, industry class 1.
    """
    case = Case(post, store, on)
    pay = _pay(case)
    return Cost(
        pay=pay,
        contributions=tuple(_contributions(case, pay)),
        multipliers=() if case.part_time or case.declared in SERVICE_FORMS else tuple(_multipliers(case)),
        floor=_above_floor(case),
        hourly=case.part_time,
    )


def month_pay(post: PostFile) -> CostLine:
    """What a post pays a month at its lowest and highest stated pay, in fen."""
    return _pay(Case(post, _NOTHING, date.min))


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


def _contributions(case: Case, pay: CostLine) -> Iterator[CostLine]:
    """The employer's share of each insurance that is due; a share that is not known says why."""
    due = _due(case)
    if not due:
        return
    alone = due == ("work_injury",)
    if not case.post.place:
        yield from _unknown(due, _NO_PLACE)
    elif alone and not case.part_time:
        yield from _unknown(due, _ALONE)
    elif pay.low_fen is None and pay.high_fen is None:
        yield from _unknown(due, _HOURS_LACK)
    else:
        yield from _shares(case, pay, due, Mode.PART_TIME if alone else Mode.FULL_TIME)


def _unknown(due: tuple[str, ...], why: Text) -> Iterator[CostLine]:
    return (CostLine(key, INSURANCES[key], note=why) for key in due)


def _shares(case: Case, pay: CostLine, due: tuple[str, ...], mode: Mode) -> Iterator[CostLine]:
    ends = [fen for fen in (pay.low_fen, pay.high_fen) if fen is not None]
    try:
        slips = [_employer_lines(case, fen, mode) for fen in ends]
    except PayError as fault:
        yield from _unknown(due, fault.problem)
        return
    if not slips[0]:
        yield from _unknown(due, _WHY[Absence.NOT_STATED])
    low = 0 if pay.low_fen is not None else None
    for number, line in enumerate(slips[0]):
        key = _KEYS.get(line.kind, line.kind)
        if key in due or (key not in INSURANCES and "medical" in due):
            amounts = [lines[number].amount_fen for lines in slips]
            highest = amounts[-1] if pay.high_fen is not None else None
            yield _line(key, line, None if low is None else amounts[low], highest, case.on)


def _employer_lines(case: Case, fen: int, mode: Mode) -> list[PayLine]:
    gross = Decimal(fen) / 100
    slip = pay_slip(case.store, place=case.post.place, month=case.on, mode=mode, gross=gross)
    return [line for line in slip.lines if line.payer is Payer.EMPLOYER]


def _line(key: str, line: PayLine, low: int | None, high: int | None, on: date) -> CostLine:
    label, value = insurance_label(line.insurance), line.value
    if line.amount_fen is not None:
        return CostLine(key, label, low, high, value.document if value else "", line.mark)
    absence = Absence.NOT_STATED
    if value is not None:
        absence = Absence.NOT_YET if value.start > on else Absence.LAPSED
    return CostLine(key, label, note=_WHY[absence], absence=absence)


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
