"""The contributions of an employed worker, full-time or part-time, and the gross that they are counted on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from carepost.domain.facts import Mark, Text
from carepost.domain.rules.calendar import month_end, month_number, number_day
from carepost.domain.rules.floor import HOURLY, MONTHLY, WageFloor, wage_floor
from carepost.domain.rules.payroll import warn
from carepost.domain.rules.payroll.contributions import (
    FUND,
    INJURY,
    MEDICAL,
    PENSION,
    SUPPLEMENTARY_FUND,
    Row,
    base_of,
    chosen,
    contribution_place,
    line_of,
    rows_of,
    scheme_of,
    unknown_line,
)
from carepost.domain.rules.payroll.slip import Payer, PayError, PayLine, PayWarning
from carepost.domain.rules.store import COUNTRY, ParameterStore
from carepost.domain.rules.tax import CENT, to_fen

DEFAULT_FUND_RATE = Decimal("0.05")
# Our choice of the medical scheme where a city has several (深圳 一档, 中山 统账结合).
DEFAULT_MEDICAL = {"440300": "一档", "442000": "统账结合"}
_PER_MONTH, _PER_HOUR = Text("元/月", "CNY a month"), Text("元/小时", "CNY an hour")
# The weeks of a month, for the 24 hours a week of 劳动合同法 art. 68.
_WEEKS = Decimal(52) / 12
Gross = Decimal | Literal["minimum"] | None


@dataclass(slots=True)
class Month:
    """One question about pay, with what its answer gathers on the way."""

    store: ParameterStore
    place: str
    first: date
    last: date
    warnings: list[PayWarning] = field(default_factory=list)

    @classmethod
    def of(cls, store: ParameterStore, place: str, month: date) -> Month:
        """The month that a day lies in."""
        first = month.replace(day=1)
        return cls(store, place, first, number_day(month_end(month_number(first))))

    @property
    def span(self) -> tuple[date, date]:
        return self.first, self.last

    def floor(self, name: str) -> WageFloor | None:
        """The minimum wage of the month; None where it is not one known figure for the whole month."""
        if self.place == COUNTRY:
            zh, en = (
                "全国没有统一的最低工资标准，请给出用工地。",
                "There is no national minimum wage: name the place of work.",
            )
            self.warnings.append(warn.plain("minimum_wage_unknown", zh, en))
            return None
        opening, closing = (wage_floor(self.store, name, place=self.place, on=day) for day in self.span)
        if opening.candidates != closing.candidates or len(opening.candidates) != 1:
            reason = opening.reason
            text = Text("最低工资标准未知：{reason}", "The minimum wage is not known: {reason}").format(reason=reason)
            self.warnings.append(PayWarning("minimum_wage_unknown", text))
            return None
        return opening

    def floor_is_net(self) -> bool:
        """Whether the floor is what must be left after the worker's own contributions."""
        answer = self.store.ask("minimum_wage.net_of_employee_share", place=self.place, on=self.first)
        return answer.value is not None and answer.value.value == "yes"


@dataclass(frozen=True, slots=True)
class Worker:
    """What the rates depend on beside place and month."""

    housing_fund: Decimal | None
    supplementary_fund: Decimal | None
    injury_class: int
    medical: str
    local_hukou: bool


def full_time(ask: Month, gross: Gross, worker: Worker, over_age: bool) -> tuple[list[PayLine] | None, Decimal | None]:
    """The lines of a full-time worker and the gross they are counted on (yuan); None for what is not known."""
    rows = _rows(ask, worker)
    pension = _pension(rows or ())
    if rows is not None and over_age:
        rows = _over_age(ask, rows)
    floor = ask.floor(MONTHLY)
    if gross is None:
        raise PayError(
            "gross", Text("全日制须给出月工资或 minimum", "full-time work needs the monthly pay, or minimum")
        )
    if isinstance(gross, Decimal):
        wage: Decimal | None = gross
    else:
        wage = _lowest(ask, rows, worker, floor)
    if rows is None and over_age:
        return _injury_unknown() if _injury_owed(ask) else [], wage
    if wage is None or rows is None:
        return None, wage
    lines = _lines(rows, wage, worker, pension)
    ask.warnings.append(warn.WAGE_AS_BASE)
    ask.warnings += warn.of_rows(rows, ask.first)
    ask.warnings += warn.above_ceiling(rows, wage, pension)
    if floor is not None and isinstance(gross, Decimal):
        _compare(ask, floor, wage, lines)
    return lines, wage


def part_time(
    ask: Month, gross: Gross, hours: Decimal | None, hourly: Decimal | None, worker: Worker, over_age: bool
) -> tuple[list[PayLine] | None, Decimal | None]:
    """The one line of a part-timer, work injury on actual pay, and that pay (yuan)."""
    wage = _part_time_wage(ask, gross, hours, hourly)
    rows = _rows(ask, worker)
    if rows is None:
        return _injury_unknown(), wage
    injury = [row for row in rows if row.kind == INJURY]
    if over_age:
        injury = _over_age(ask, injury)
    ask.warnings.append(warn.PART_TIME_INJURY)
    ask.warnings += warn.of_rows(injury, ask.first)
    lines = [_line(row, wage, worker, row.number("rate")) for row in injury if wage is not None]
    return lines, wage


def lowest_gross(
    store: ParameterStore, *, place: str, month: date, housing_fund: Decimal | None = None, medical: str = ""
) -> int | None:
    """The lowest lawful gross of a full-time worker in fen; None where a value that it needs is not known.

    Where the floor is net of the worker's own contributions (北京, 上海): the smallest whole-fen gross that leaves it.
    Source: 最低工资规定 art. 3, 12; 京人社劳发〔2025〕7号; 沪人社规〔2025〕10号.
    """
    ask = Month.of(store, place, month)
    worker = Worker(housing_fund, None, 1, medical, False)
    wage = _lowest(ask, _rows(ask, worker), worker, ask.floor(MONTHLY))
    return None if wage is None else to_fen(wage)


def _rows(ask: Month, worker: Worker) -> list[Row] | None:
    """The rows that hold for the worker; None where the place has none at all."""
    city = contribution_place(ask.store, ask.place)
    if city is None:
        ask.warnings.append(warn.no_data(ask.place))
        return None
    rows = rows_of(ask.store, ask.place, city, ask.first, ask.last)
    schemes = sorted({scheme_of(row.name) for row in rows if row.kind == MEDICAL and scheme_of(row.name)})
    names = sorted({row.name for row in rows if row.kind == MEDICAL})
    if worker.medical and worker.medical not in (*schemes, *names):
        known = "、".join(schemes or names)
        raise PayError("medical", Text(f"当地医疗保险为：{known}", f"the medical schemes of this place are: {known}"))
    named = worker.medical in schemes or any(scheme_of(n) for n in names if n == worker.medical)
    medical = worker.medical if named else ""
    found = chosen(rows, medical=medical, default=DEFAULT_MEDICAL.get(city, ""), local_hukou=worker.local_hukou)
    if worker.supplementary_fund is not None:
        found += _supplementary(rows)
    return found


def _supplementary(rows: Sequence[Row]) -> list[Row]:
    found = [row for row in rows if row.kind == SUPPLEMENTARY_FUND]
    if not found:
        zh, en = "当地没有补充住房公积金的数据", "there are no data on a supplementary fund here; leave it out"
        raise PayError("supplementary_fund", Text(zh, en))
    return found


def _over_age(ask: Month, rows: Sequence[Row]) -> list[Row]:
    """Above the statutory age only work injury is owed, and only since the order came into force."""
    return [row for row in rows if row.kind == INJURY] if _injury_owed(ask) else []


def _injury_owed(ask: Month) -> bool:
    owed = ask.store.ask("flexible_insurance", on=ask.first, key="X12").known
    ask.warnings.append(warn.OVER_AGE if owed else warn.OVER_AGE_BEFORE)
    return owed


def _injury_unknown() -> list[PayLine]:
    return [PayLine(INJURY, Payer.EMPLOYER, None, None, None, "", Mark.N)]


def _lines(rows: Sequence[Row], wage: Decimal, worker: Worker, pension: Row | None) -> list[PayLine]:
    return [_line(row, base_of(row, wage, pension), worker, _rate(row, worker)) for row in rows]


def _line(row: Row, base: Decimal, worker: Worker, rate: Decimal | None) -> PayLine:
    if rate is None or (row.kind == INJURY and worker.injury_class != 1):
        return unknown_line(row)
    return line_of(row, base, rate)


def _pension(rows: Sequence[Row]) -> Row | None:
    return next((row for row in rows if row.kind == PENSION and row.known), None)


def _rate(row: Row, worker: Worker) -> Decimal | None:
    """The rate of a row; of the housing fund the one asked for, which must lie within the lawful span."""
    if row.kind not in (FUND, SUPPLEMENTARY_FUND):
        return row.number("rate")
    low, high = row.number("rate_low"), row.number("rate_high")
    if low is None or high is None:
        return None
    if row.kind == FUND:
        field_, asked = "housing_fund", DEFAULT_FUND_RATE if worker.housing_fund is None else worker.housing_fund
    else:
        field_, asked = "supplementary_fund", worker.supplementary_fund or Decimal(0)
    if not low <= asked <= high:
        raise PayError(
            field_, Text(f"当地比例应在{low}与{high}之间", f"expected a rate from {low} to {high} here, got {asked}")
        )
    return asked


def _lowest(ask: Month, rows: Sequence[Row] | None, worker: Worker, floor: WageFloor | None) -> Decimal | None:
    """The smallest gross that meets the floor. What is taken off never falls as the gross rises: so the gross that was
    last too low, put in again, climbs to the smallest that suffices and never past it."""
    if floor is None or floor.lowest is None:
        return None
    if not ask.floor_is_net():
        ask.warnings.append(warn.NET_NOT_STATED)
        return floor.lowest
    wage, own = floor.lowest, None
    while rows is not None:
        own = _own(_lines(rows, wage, worker, _pension(rows)))
        if own is None or floor.lowest + own == wage:
            break
        wage = floor.lowest + own
    return wage if own is not None else None


def _own(lines: Sequence[PayLine]) -> Decimal | None:
    amounts = [line.amount_fen for line in lines if line.payer is Payer.EMPLOYEE]
    return None if None in amounts else Decimal(sum(a for a in amounts if a is not None)) / 100


def _compare(ask: Month, floor: WageFloor, wage: Decimal, lines: Sequence[PayLine]) -> None:
    """Tells pay below the floor; net of her own contributions where the place says so."""
    assert floor.lowest is not None  # noqa: S101 (a floor of the month has one candidate)
    own = _own(lines)
    net = ask.floor_is_net() and own is not None
    if (wage - own if net and own is not None else wage) < floor.lowest:
        ask.warnings.append(warn.below_floor(floor.lowest, _PER_MONTH, floor.mark, net=net))


def _part_time_wage(ask: Month, gross: Gross, hours: Decimal | None, hourly: Decimal | None) -> Decimal | None:
    """hours x hourly pay, else the gross as given; the hourly floor where no hourly pay is given."""
    floor = ask.floor(HOURLY)
    if hours is not None:
        _hours(ask, hours)
    if hourly is not None and floor is not None and floor.lowest is not None and hourly < floor.lowest:
        ask.warnings.append(warn.below_floor(floor.lowest, _PER_HOUR, floor.mark))
    if isinstance(gross, Decimal):
        return _given(ask, gross, hours, hourly, floor)
    if hours is None:
        zh, en = (
            "非全日制须给出工时与小时工资，或当月工资",
            "part-time work needs hours and hourly pay, or the month's pay",
        )
        raise PayError("hours", Text(zh, en))
    if hourly is not None:
        return (hours * hourly).quantize(CENT, "ROUND_HALF_UP")
    if floor is None or floor.lowest is None:
        return None
    return (hours * floor.lowest).quantize(CENT, "ROUND_HALF_UP")


def _given(
    ask: Month, gross: Decimal, hours: Decimal | None, hourly: Decimal | None, floor: WageFloor | None
) -> Decimal:
    if hours is not None and hourly is not None and (hours * hourly).quantize(CENT, "ROUND_HALF_UP") != gross:
        zh = f"工时×小时工资={hours * hourly}，与当月工资{gross}不符；请只给其一"
        raise PayError("gross", Text(zh, f"hours x hourly pay is {hours * hourly}, not {gross}; give one of the two"))
    if hours and hourly is None and floor is not None and floor.lowest is not None and gross / hours < floor.lowest:
        ask.warnings.append(warn.below_floor(floor.lowest, _PER_HOUR, floor.mark))
    return gross


def _hours(ask: Month, hours: Decimal) -> None:
    limit = ask.store.ask("labour.part_time_weekly_hours_max", place=ask.place, on=ask.first).value
    if limit is not None and hours > limit.number * _WEEKS:
        most = limit.number
        zh = f"每周超过{most}小时即不属于非全日制（劳动合同法第68条），应按全日制计算。"
        en = f"More than {most} hours a week is no part-time work (劳动合同法 art. 68): count it as full-time."
        ask.warnings.append(warn.plain("not_part_time", zh, en))
