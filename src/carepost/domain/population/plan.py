"""What a post is to be, drawn before its facts are written: trade, employer, town, grade, faults, form and hours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from carepost.domain.population.draws import Draws, Weighted
from carepost.domain.population.employers import CityEmployer, Manner, Size
from carepost.domain.population.faults import FAULTS, OVERLONG, SEVEN_DAYS
from carepost.domain.population.hours import Hours, stock
from carepost.domain.population.towns import Town
from carepost.domain.population.trades import SERVICES, Trade, shipped_branches, shipped_trades
from carepost.domain.standard import Grade

# How many posts an employer writes beside a micro one.
_ACTIVE = {Size.MICRO: 1, Size.SMALL: 2, Size.MEDIUM: 4, Size.LARGE: 8}
# What the posts of an employer are like. Services are always to be looked at: CANNOT_TELL is here that of employment.
_GRADES = {
    Manner.MODEL: Weighted.of(
        [(Grade.EXEMPLARY, 52), (Grade.GOOD, 36), (Grade.LAWFUL, 9), (Grade.CANNOT_TELL, 1), (Grade.NOT_LAWFUL, 2)]
    ),
    Manner.DECENT: Weighted.of([(Grade.GOOD, 48), (Grade.LAWFUL, 40), (Grade.CANNOT_TELL, 5), (Grade.NOT_LAWFUL, 7)]),
    Manner.PLAIN: Weighted.of([(Grade.GOOD, 12), (Grade.LAWFUL, 65), (Grade.CANNOT_TELL, 10), (Grade.NOT_LAWFUL, 13)]),
}
# Of lawful posts that say how many hours but not when; of unclear ones that say nothing of hours.
_COUNTED, _SILENT = 0.04, 0.36
_TWO_FAULTS = 0.25
_EVEN_WEEKS = ("school_day", "morning", "full_day")


@dataclass(frozen=True, slots=True)
class Plan:
    """`hours` are those that the post is paid for; `said` is how it states them: as a pattern, in numbers, not at all.

    `monthly`, `hourly`: the minimum wage in yuan.
    """

    trade: Trade
    employer: CityEmployer
    town: Town
    grade: Grade
    faults: tuple[str, ...]
    form: str
    hours: Hours
    said: str
    monthly: float
    hourly: float
    on: date

    @property
    def services(self) -> bool:
        return self.form in SERVICES

    @property
    def part_time(self) -> bool:
        return self.form == "part_time"


Planner = Callable[[Draws], Plan]


def planner(
    employers: Sequence[CityEmployer], towns: Sequence[Town], *, monthly: float, hourly: float, on: date
) -> Planner:
    """Draws plans over these employers and towns; a trade that none of them offers is left out."""
    offers = {trade.id: _offer(trade, employers) for trade in shipped_trades()}
    trades = Weighted.of((trade, trade.share) for trade in shipped_trades() if offers[trade.id])
    forms = {trade.id: Weighted.of(trade.forms.items()) for trade in trades.items}
    at_large = Weighted.of((town, town.weight) for town in towns)

    def plan(draws: Draws) -> Plan:
        trade = draws.weighted(trades)
        employer = draws.weighted(offers[trade.id])
        form = draws.weighted(forms[trade.id])
        grade = Grade.CANNOT_TELL if form in SERVICES else draws.weighted(_GRADES[employer.manner])
        faults = _faults(form, draws) if grade is Grade.NOT_LAWFUL else ()
        said = _said(grade, form, draws)
        return Plan(
            trade=trade,
            employer=employer,
            town=draws.weighted(at_large) if trade.at_customers and draws.chance(0.5) else employer.town,
            grade=grade,
            faults=faults,
            form=form,
            hours=_hours(trade, form, grade, faults, said, draws),
            said=said,
            monthly=monthly,
            hourly=hourly,
            on=on,
        )

    return plan


def _offer(trade: Trade, employers: Sequence[CityEmployer]) -> Weighted[CityEmployer]:
    likely = {branch.id: branch.trades.get(trade.id, 0) for branch in shipped_branches()}
    return Weighted.of((employer, likely[employer.branch] * _ACTIVE[employer.size]) for employer in employers)


def _faults(form: str, draws: Draws) -> tuple[str, ...]:
    fitting = tuple(name for name, fault in FAULTS.items() if form in fault.forms)
    drawn = draws.some(fitting, 2 if draws.chance(_TWO_FAULTS) else 1)
    # A post has one set of hours, so one fault of hours.
    return tuple(name for name in drawn if name != SEVEN_DAYS or OVERLONG not in drawn)


def _said(grade: Grade, form: str, draws: Draws) -> str:
    if grade is Grade.LAWFUL and draws.chance(_COUNTED):
        return "numbers"
    silent = grade is Grade.CANNOT_TELL and form not in SERVICES
    return "nothing" if silent and draws.chance(_SILENT) else "pattern"


def _hours(trade: Trade, form: str, grade: Grade, faults: Sequence[str], said: str, draws: Draws) -> Hours:
    if OVERLONG in faults:
        return draws.one(stock()["overlong" if form == "full_time" else "school_day"])
    if SEVEN_DAYS in faults:
        return draws.one(stock()["no_rest"])
    if said == "numbers":
        return draws.one(_even_weeks(form))
    families, patterns = _choices(trade.id, form, grade)
    return draws.one(patterns[draws.weighted(families)])


@cache
def _even_weeks(form: str) -> tuple[Hours, ...]:
    """Patterns whose hours are the same each day, so that two numbers say them."""
    every = [hours for family in _EVEN_WEEKS for hours in stock()[family]]
    return tuple(hours for hours in every if (hours.part_time if form == "part_time" else hours.full_time))


@cache
def _choices(trade_id: str, form: str, grade: Grade) -> tuple[Weighted[str], dict[str, tuple[Hours, ...]]]:
    (trade,) = (trade for trade in shipped_trades() if trade.id == trade_id)
    patterns = {family: trade.patterns(form, grade, family) for family in trade.hours}
    return Weighted.of((f, weight) for f, weight in trade.hours.items() if patterns[f]), patterns
