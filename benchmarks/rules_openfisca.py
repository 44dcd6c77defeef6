"""The benchmark's scheme written for OpenFisca-Core (AGPL): a test and benchmark oracle, never part of the product."""

from __future__ import annotations

import datetime
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from openfisca_core import entities, periods, taxbenefitsystems
from openfisca_core.indexed_enums import Enum, EnumArray
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.variables import Variable

RELATIONS = ("mother", "father", "grandparent", "other")
MONTH, ALWAYS = periods.DateUnit.MONTH, periods.DateUnit.ETERNITY
DATES = ("birth", "child_birth", "start", "end", "insured_from", "insured_to")
FLAGS = ("other_subsidy", "shareholder", "flexible")
BY_RELATION = {"age_max": (55, 60, 65, 0), "counts": (1, 0, 0, 0)}
FLOORS = "{2025-01-01: {value: 190000}, 2025-03-01: {value: 208000}}"


class Relation(Enum):
    """How the person is related to the child."""

    mother = "mother"
    father = "father"
    grandparent = "grandparent"
    other = "other"


def _parameters(folder: Path) -> str:
    (folder / "scheme").mkdir()
    plain = {"floor": FLOORS, "age_min": 16, "child_max": 12, "contract_min": 3, "insured_min": 3, "months_max": 10,
             "amount": 40_000, "cap": 800_000}  # fmt: skip
    for name, value in plain.items():
        values = value if isinstance(value, str) else f"{{2025-01-01: {{value: {value}}}}}"
        (folder / "scheme" / f"{name}.yaml").write_text(f"values: {values}\n", encoding="utf-8")
    for name, row in BY_RELATION.items():
        lines = [f"{r}: {{values: {{2025-01-01: {{value: {v}}}}}}}" for r, v in zip(RELATIONS, row, strict=True)]
        (folder / "scheme" / f"{name}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(folder)


def _system(folder: Path, by_hand: bool) -> tuple[Any, Any, Any]:
    person = entities.build_entity(key="person", plural="people", label="Person", is_person=True)
    roles = [{"key": "member", "plural": "members", "label": "Members"}]
    employer = entities.build_entity(key="employer", plural="employers", label="Employer", roles=roles)
    system = taxbenefitsystems.TaxBenefitSystem([person, employer])
    system.load_parameters(_parameters(folder))

    def add(name: str, kind: Any, period: Any, formula: Any = None, entity: Any = person, **more: Any) -> None:
        body = {"value_type": kind, "entity": entity, "definition_period": period, "label": name, **more}
        system.add_variables(type(name, (Variable,), body | ({"formula": formula} if formula else {})))

    def table(parameters: Any, t: Any, name: str, relation: Any) -> Any:
        node = getattr(parameters(t).scheme, name)
        if by_hand:
            return np.array([getattr(node, r) for r in RELATIONS])[np.asarray(relation)]
        return node[relation]

    for name in (*DATES, "wage"):
        add(name, int, ALWAYS)
    for name in FLAGS:
        add(name, bool, ALWAYS)
    add("relation", Enum, ALWAYS, possible_values=Relation, default_value=Relation.other)
    _formulas(add, table, employer)
    return system, person, employer


def _formulas(add: Any, table: Any, employer: Any) -> None:
    def at(t: Any) -> int:
        return int(t.start.year * 12 + t.start.month - 1)

    def one(name: str, kind: Any) -> Any:
        def decorate(function: Any) -> None:
            def formula(person: Any, period: Any, parameters: Any) -> Any:
                return function(person, period, parameters)

            add(name, kind, MONTH, formula)

        return decorate

    one("relation_ok", bool)(lambda p, t, q: table(q, t, "counts", p("relation", t)) > 0)
    one("age", int)(lambda p, t, q: (at(t) - p("birth", t)) // 12)
    one("age_ok", bool)(
        lambda p, t, q: (p("age", t) >= q(t).scheme.age_min) & (p("age", t) < table(q, t, "age_max", p("relation", t)))
    )
    one("child_age", int)(lambda p, t, q: (at(t) - p("child_birth", t)) // 12)
    one("child_ok", bool)(lambda p, t, q: (p("child_age", t) >= 0) & (p("child_age", t) < q(t).scheme.child_max))
    one("active", bool)(lambda p, t, q: (p("start", t) <= at(t)) & (at(t) <= p("end", t)))
    one("contract_months", int)(lambda p, t, q: np.where(p("active", t), at(t) - p("start", t) + 1, 0))
    one("contract_ok", bool)(lambda p, t, q: p("contract_months", t) >= q(t).scheme.contract_min)
    one("wage_ok", bool)(lambda p, t, q: p("wage", t) >= q(t).scheme.floor)
    one("insured", bool)(lambda p, t, q: (p("insured_from", t) <= at(t)) & (at(t) <= p("insured_to", t)))
    one("insured_months", int)(lambda p, t, q: np.where(p("insured", t), at(t) - p("insured_from", t) + 1, 0))
    one("insured_ok", bool)(lambda p, t, q: p("insured_months", t) >= q(t).scheme.insured_min)
    one("not_excluded", bool)(lambda p, t, q: ~(p("other_subsidy", t) | p("shareholder", t)))
    parts = ("relation_ok", "not_excluded", "flexible", "age_ok", "child_ok", "active", "contract_ok", "wage_ok",
             "insured_ok")  # fmt: skip
    one("eligible", bool)(lambda p, t, q: np.logical_and.reduce([p(name, t) for name in parts]))

    def before(p: Any, t: Any) -> Any:
        return 0 if t.start.month == 1 else p("paid", t.last_month)

    one("granted", bool)(lambda p, t, q: p("eligible", t) & (before(p, t) < q(t).scheme.months_max))
    one("paid", int)(lambda p, t, q: before(p, t) + p("granted", t))
    one("subsidy", int)(lambda p, t, q: np.where(p("granted", t), q(t).scheme.amount, 0))

    def capped(e: Any, t: Any, parameters: Any) -> Any:
        return np.minimum(e.sum(e.members("subsidy", t)), parameters(t).scheme.cap)

    add("capped", float, MONTH, capped, employer)


def simulate(columns: dict[str, Any], *, by_hand: bool) -> tuple[int, int]:
    """Fen paid under the cap, and people reached in 2025."""
    people = len(columns["wage"])
    with tempfile.TemporaryDirectory() as folder:
        system, _, _ = _system(Path(folder), by_hand)
        builder = SimulationBuilder()
        builder.create_entities(system)
        builder.declare_person_entity("person", np.arange(people))
        names, members = np.unique(columns["employer"], return_inverse=True)
        employers = builder.declare_entity("employer", np.arange(len(names)))
        builder.join_with_persons(employers, members, np.zeros(people, int))
        simulation = builder.build(system)
        for name in (*DATES, "wage", *FLAGS):
            simulation.set_input(name, periods.period("eternity"), columns[name])
        relation = EnumArray(columns["relation"].astype(np.uint8), Relation)
        simulation.set_input("relation", periods.period("eternity"), relation)
        months = [f"{datetime.date(2025, m, 1):%Y-%m}" for m in range(1, 13)]
        paid = sum(int(simulation.calculate("capped", m).astype(float).sum()) for m in months)
        return paid, int((simulation.calculate("paid", "2025-12") > 0).sum())
