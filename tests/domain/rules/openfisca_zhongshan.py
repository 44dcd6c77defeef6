"""Zhongshan 1.0 written a second time, for OpenFisca-Core (AGPL: in tests only) and from the text, not from the pack.

It shares with the engine neither code nor way of reckoning: dates are numpy's datetime64, ages count birthdays, months
of subsidy are found by summing over months. Where the text is silent, a Reading says how it is read. Amounts in fen.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

import numpy as np
from openfisca_core import entities, periods, taxbenefitsystems
from openfisca_core.indexed_enums import Enum
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.variables import Variable

MONTH, ALWAYS = periods.DateUnit.MONTH, periods.DateUnit.ETERNITY
START = np.datetime64("2022-07")
FIRST_DAY = np.datetime64("2022-07-04")
TRIAL_END = np.datetime64("2023-07")
FORMS = ("full_time", "part_time", "labour_service", "platform")
INSURANCE, POST, FLEXIBLE = 300_00, 100_00, 300_00
SUBSIDIES = ("insurance_subsidy", "post_subsidy", "flexible_subsidy")


@dataclass(frozen=True)
class Reading:
    """How the silences of the text are read."""

    relations: tuple[str, ...]
    child_age_limit: int
    age_day: int
    hired_until: str
    earlier_hires: bool
    runs_on: bool
    insurance_forms: tuple[str, ...]
    gap_refuses: bool
    post_forms: tuple[str, ...]
    post_months_max: int
    flexible_forms: tuple[str, ...]
    flexible_insured_asked: bool
    flexible_months_max: int


class Relation(Enum):
    """The relation on which the worker relies."""

    mother = "mother"
    father = "father"
    grandmother = "grandmother"
    grandfather = "grandfather"
    guardian = "guardian"
    carer_of_adult = "carer_of_adult"
    graduate = "graduate"
    none = "none"


class Form(Enum):
    """The form of work."""

    full_time = "full_time"
    part_time = "part_time"
    labour_service = "labour_service"
    platform = "platform"


class Kind(Enum):
    """The kind of employer."""

    enterprise = "enterprise"
    individual_business = "individual_business"
    social_organisation = "social_organisation"


FACTS: dict[str, Any] = {
    "relation": Relation, "child_birth": datetime.date, "contract_form": Form, "contract_from": datetime.date,
    "contract_to": datetime.date, "insured": bool, "employer_kind": Kind,
}  # fmt: skip


def simulation(reading: Reading, facts: dict[str, Any], months: list[str], amounts: dict[str, int]) -> Simulation:
    """A population under one reading; `insured` has a column for each month, choices hold the index of the option."""
    person = entities.build_entity(key="person", plural="people", label="Person", is_person=True)
    system = taxbenefitsystems.TaxBenefitSystem([person])

    def add(name: str, kind: Any, period: Any, formula: Any = None) -> None:
        body = {"value_type": kind, "entity": person, "definition_period": period, "label": name}
        if isinstance(kind, type) and issubclass(kind, Enum):
            body |= {"value_type": Enum, "possible_values": kind, "default_value": next(iter(kind))}
        system.add_variable(type(name, (Variable,), body | ({"formula": formula} if formula else {})))

    for name, kind in FACTS.items():
        add(name, kind, MONTH if name == "insured" else ALWAYS)
    for name, kind, formula in _formulas(reading, amounts):
        add(name, kind, MONTH, formula)
    builder = SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("person", np.arange(len(facts["relation"])))
    built = builder.build(system)
    # A month asks for its earlier ones; beyond this OpenFisca answers nought.
    built.max_spiral_loops = len(months)
    for name, values in facts.items():
        if name == "insured":
            for column, month in enumerate(months):
                built.set_input(name, month, values[:, column])
        else:
            built.set_input(name, "eternity", _held(FACTS[name], values))
    return built


def _held(kind: Any, values: Any) -> Any:
    if issubclass(kind, Enum):
        return np.array([option.name for option in kind])[values]
    return values.astype("datetime64[D]")


def _formulas(reading: Reading, amounts: dict[str, int]) -> Any:
    """Name, type and formula of each variable, from what a month is to what is paid in it."""

    def last_day(t: Any) -> Any:
        return np.datetime64(str(t.stop), "D")

    def earlier(p: Any, t: Any, name: str) -> Any:
        """In how many months before this one a condition held."""
        month, held = periods.period(str(START)), np.zeros(p.count, int)
        while month.start < t.start:
            held = held + p(name, month)
            month = month.offset(1)
        return held

    def age(p: Any, t: Any, parameters: Any) -> Any:
        """Birthdays since birth: the years apart, less one before this year's birthday."""
        hired = np.clip(p("contract_from", t), FIRST_DAY, last_day(t))
        on = (hired, np.datetime64(str(t.start), "D"), last_day(t))[reading.age_day]
        born = p("child_birth", t)
        (y1, m1, d1), (y0, m0, d0) = _parts(on), _parts(born)
        return y1 - y0 - ((m1 * 100 + d1) < (m0 * 100 + d0))

    def holds_post(p: Any, t: Any, parameters: Any) -> Any:
        month, hired = np.datetime64(str(t.start), "M"), p("contract_from", t)
        in_force = (month >= START) & (bool(month <= TRIAL_END) | reading.runs_on)
        in_time = (hired <= np.datetime64(reading.hired_until)) & ((hired >= FIRST_DAY) | reading.earlier_hires)
        kind = p("employer_kind", t).decode_to_str()
        related = np.isin(p("relation", t).decode_to_str(), reading.relations)
        young = (p("age", t) >= 0) & (p("age", t) < reading.child_age_limit)
        return in_force & in_time & ((kind == "enterprise") | (kind == "individual_business")) & related & young

    def employed(p: Any, t: Any, parameters: Any) -> Any:
        first, last = np.datetime64(str(t.start), "D"), last_day(t)
        return (p("contract_from", t) <= last) & (p("contract_to", t) >= first)

    def whole_year(p: Any, t: Any, parameters: Any) -> Any:
        """Whether the contract runs to the day before the same date a year on, or longer."""
        (y1, m1, d1), (y0, m0, d0) = _parts(p("contract_to", t) + 1), _parts(p("contract_from", t))
        return (y1 * 10_000 + m1 * 100 + d1) >= ((y0 + 1) * 10_000 + m0 * 100 + d0)

    def form_in(p: Any, t: Any, forms: tuple[str, ...]) -> Any:
        return np.isin(p("contract_form", t).decode_to_str(), forms)

    def gap(p: Any, t: Any, parameters: Any) -> Any:
        return p("employed", t) & ~p("insured", t)

    def insurance(p: Any, t: Any, parameters: Any) -> Any:
        met = p("holds_post", t) & p("employed", t) & p("insured", t) & p("whole_year", t)
        met &= form_in(p, t, reading.insurance_forms)
        if reading.gap_refuses:
            met &= earlier(p, t, "gap") == 0
        return met & (earlier(p, t, "insurance_paid_for") < 12)

    def post(p: Any, t: Any, parameters: Any) -> Any:
        met = p("holds_post", t) & p("employed", t) & form_in(p, t, reading.post_forms)
        return met & (earlier(p, t, "post_paid_for") < reading.post_months_max)

    def flexible(p: Any, t: Any, parameters: Any) -> Any:
        met = p("holds_post", t) & p("employed", t) & form_in(p, t, reading.flexible_forms)
        if reading.flexible_insured_asked:
            met &= p("insured", t)
        return met & (earlier(p, t, "flexible_paid_for") < reading.flexible_months_max)

    yield from (("age", int, age), ("holds_post", bool, holds_post), ("employed", bool, employed))
    yield from (("whole_year", bool, whole_year), ("gap", bool, gap))
    for name, paid_for in (("insurance", insurance), ("post", post), ("flexible", flexible)):
        yield f"{name}_paid_for", bool, paid_for

        def subsidy(p: Any, t: Any, parameters: Any, name: str = name) -> Any:
            return p(f"{name}_paid_for", t) * amounts[name]

        yield f"{name}_subsidy", int, lambda p, t, parameters, subsidy=subsidy: subsidy(p, t, parameters)


def _parts(days: Any) -> tuple[Any, Any, Any]:
    """Year, month and day of the month."""
    months = days.astype("datetime64[M]")
    years = days.astype("datetime64[Y]")
    of_year = (months - years.astype("datetime64[M]")).astype(int) + 1
    return years.astype(int) + 1970, of_year, (days - months.astype("datetime64[D]")).astype(int) + 1
