"""A second implementation: OpenFisca-Core gives what the engine gives, by hand and from the export, to the fen."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from carepost.domain.facts import Text
from carepost.domain.rules import (
    PACKS,
    AgeCategory,
    Clocks,
    Pack,
    Reform,
    assess,
    export_openfisca,
    load_schemes,
    reformed,
    retirement,
    run_columns,
    settle,
    shipped_packs,
)
from carepost.domain.rules.calendar import day_number, month_number, number_day, number_month
from tests.domain.rules.small_packs import load

if find_spec("openfisca_core") is None:
    pytest.skip("the extra 'oracle' (openfisca-core) is not installed", allow_module_level=True)

from openfisca_core.errors import ParameterNotFoundError
from openfisca_core.simulations import Simulation, SimulationBuilder

from tests.domain.rules.openfisca_zhongshan import SUBSIDIES, Reading
from tests.domain.rules.openfisca_zhongshan import simulation as by_hand

SCHEMES = load_schemes(PACKS, shipped_packs())
SCHEME = SCHEMES["zhongshan-1.0"]
START = month_number(date(2022, 7, 1))
MONTHS = [number_month(START + n) for n in range(18)]
NAMES = [f"{month:%Y-%m}" for month in MONTHS]
# The law as it stands when the last of it has begun; nothing in this scheme changes after.
CLOCKS = Clocks(MONTHS[0], rule=date(2022, 12, 31))
AMOUNTS = {"insurance": 30_000, "post": 10_000, "flexible": 30_000}
NARROW = Reading(
    relations=("mother",), child_age_limit=12, age_day=1, hired_until="2023-07-03", earlier_hires=False, runs_on=False,
    insurance_forms=("full_time",), gap_refuses=True, post_forms=("full_time", "part_time"), post_months_max=3,
    flexible_forms=("part_time", "platform"), flexible_insured_asked=True, flexible_months_max=2,
)  # fmt: skip
WIDE = Reading(
    relations=("mother", "father", "grandmother", "grandfather", "guardian"), child_age_limit=13, age_day=0,
    hired_until="2023-11-01", earlier_hires=True, runs_on=True,
    insurance_forms=("full_time", "part_time", "labour_service", "platform"), gap_refuses=False,
    post_forms=("full_time", "part_time", "labour_service", "platform"), post_months_max=600,
    flexible_forms=("part_time", "labour_service", "platform"), flexible_insured_asked=False, flexible_months_max=600,
)  # fmt: skip
READINGS = {"narrow": NARROW, "wide": WIDE, "mixed": replace(WIDE, age_day=2, gap_refuses=True, runs_on=False)}


def under(reading: Reading, amounts: dict[str, int] = AMOUNTS) -> Pack:
    """The shipped pack with every silence read one way."""
    words = {True: "yes", False: "no"}
    said: dict[str, Any] = {
        k: words[v] if isinstance(v, bool) else list(v) if isinstance(v, tuple) else v
        for k, v in asdict(reading).items()
    }
    said |= {"hired_until": date.fromisoformat(reading.hired_until)}
    said |= {f"{name}_amount": fen // 100 for name, fen in amounts.items() if fen != AMOUNTS[name]}
    return reformed(SCHEME, Reform("reading", Text("读法", "a reading"), date(2000, 1, 1), said))


def population(people: int, seed: int = 11) -> dict[str, Any]:
    """Random workers, many of them on the edge of a condition; days as day numbers, choices as the index."""
    dice = np.random.default_rng(seed)
    start = dice.integers(day_number(date(2022, 5, 1)), day_number(date(2023, 12, 1)), people)
    edges = [
        date(2022, 7, 3),
        date(2022, 7, 4),
        date(2023, 7, 3),
        date(2023, 7, 4),
        date(2023, 11, 1),
        date(2023, 11, 2),
    ]
    edge = np.array([day_number(day) for day in edges])[dice.integers(0, len(edges), people)]
    start = np.where(dice.random(people) < 0.2, edge, start)
    # A year less a day, to the day, a day more; else anything.
    length = np.where(dice.random(people) < 0.5, dice.integers(363, 367, people), dice.integers(20, 900, people))
    born = dice.integers(day_number(date(2009, 6, 1)), day_number(date(2023, 6, 1)), people)
    near = day_number(date(2010, 7, 1)) + dice.integers(-3, 560, people)
    return {
        "relation": dice.choice(8, people, p=[0.5, 0.1, 0.1, 0.05, 0.1, 0.05, 0.05, 0.05]),
        "child_birth": np.where(dice.random(people) < 0.4, near, born),
        "contract_form": dice.integers(0, 4, people),
        "contract_from": start,
        "contract_to": start + length,
        "insured": dice.random((people, len(MONTHS))) < np.where(dice.random(people) < 0.6, 1, 0.8)[:, None],
        "employer_kind": dice.choice(3, people, p=[0.6, 0.3, 0.1]),
    }


def by_engine(pack: Pack, facts: dict[str, Any]) -> np.ndarray[Any, Any]:
    """Fen by subsidy, month and person."""
    out = np.zeros((len(SUBSIDIES), len(MONTHS), len(facts["relation"])), np.int64)
    for part in run_columns(settle(pack, MONTHS, SUBSIDIES, clocks=CLOCKS), facts, chunk=1000):
        for n, name in enumerate(SUBSIDIES):
            out[n, part.month, part.start : part.stop] = part.values[name]
    return out


def asked(simulation: Simulation, prefix: str = "") -> np.ndarray[Any, Any]:
    """Fen by subsidy, month and person, the last month asked for first."""
    found = {m: [simulation.calculate(prefix + name, m) for name in SUBSIDIES] for m in reversed(NAMES)}
    return np.array([[found[m][n] for m in NAMES] for n in range(len(SUBSIDIES))], np.int64)


@pytest.fixture
def system_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Writes packs as a country package and loads it, as whoever installs it does."""

    def system(*packs: Pack) -> Any:
        export_openfisca(packs).write(tmp_path / "export")
        monkeypatch.syspath_prepend(str(tmp_path / "export"))
        return importlib.import_module("openfisca_carepost").CountryTaxBenefitSystem()

    yield system
    for name in [name for name in sys.modules if name.partition(".")[0] == "openfisca_carepost"]:
        del sys.modules[name]


def simulated(system: Any, pack: Pack, facts: dict[str, Any], months: list[str] = NAMES) -> Simulation:
    """A population in an exported package."""
    builder = SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("person", np.arange(len(next(iter(facts.values())))))
    built = builder.build(system)
    for name, values in facts.items():
        fact = pack.facts[name]
        held = values.astype("datetime64[D]") if fact.kind == "day" else values
        held = values.astype("datetime64[M]") - 12 * 1970 if fact.kind == "month" else held
        held = np.array(fact.options)[values] if fact.options else held
        for month, column in zip(months, values.T, strict=True) if fact.monthly else [("eternity", held)]:
            built.set_input(name, month, column)
    return built


@pytest.mark.parametrize("name", READINGS)
def test_a_second_implementation_gives_every_person_the_same_fen(name: str) -> None:
    facts = population(4000)
    found = by_engine(under(READINGS[name]), facts)
    second = asked(by_hand(READINGS[name], facts, NAMES, AMOUNTS))
    assert (found == second).all(), np.argwhere(found != second)[:5]
    assert (found.sum(axis=(1, 2)) == second.sum(axis=(1, 2))).all()
    assert ((found > 0).any(axis=(1, 2))).all(), "each subsidy is paid to somebody"
    assert 0.02 < (found > 0).any(axis=(0, 1)).mean() < 0.9


def test_the_readings_differ_so_that_agreeing_means_something() -> None:
    facts = population(4000)
    sums = {name: int(by_engine(under(reading), facts).sum()) for name, reading in READINGS.items()}
    assert sums["narrow"] < sums["mixed"] < sums["wide"]


@pytest.mark.parametrize("change", ["contract_to", "contract_from", "child_birth", "amount", "hired_until"])
def test_one_day_or_one_fen_is_found(change: str) -> None:
    """The comparison can fail: the second implementation is given a case that differs by a day or a fen."""
    facts = population(4000)
    found = by_engine(under(NARROW), facts)
    amounts, reading, other = dict(AMOUNTS), NARROW, {name: column.copy() for name, column in facts.items()}
    if change == "amount":
        amounts["post"] += 1
    elif change == "hired_until":
        reading = replace(reading, hired_until="2023-07-02")
    else:
        other[change] += {"contract_to": -1, "contract_from": 1, "child_birth": -1}[change]
    second = asked(by_hand(reading, other, NAMES, amounts))
    assert (found != second).any()
    assert found.sum() != second.sum()


def test_one_person_with_one_day_more_is_found() -> None:
    facts = {name: column[:1].copy() for name, column in population(1).items()}
    facts |= {"relation": np.array([0]), "contract_form": np.array([0]), "employer_kind": np.array([0])}
    facts |= {"child_birth": np.array([day_number(date(2016, 5, 1))]), "insured": np.ones((1, len(MONTHS)), bool)}
    facts |= {"contract_from": np.array([day_number(date(2022, 9, 1))])}
    paid = []
    for last in (date(2023, 8, 30), date(2023, 8, 31)):
        facts["contract_to"] = np.array([day_number(last)])
        found = by_engine(under(WIDE), facts)
        assert (found == asked(by_hand(WIDE, facts, NAMES, AMOUNTS))).all()
        paid.append(int(found[0].sum()))
    assert paid == [0, 12 * 30_000]


def test_one_person_with_a_trace_is_what_the_second_implementation_says() -> None:
    facts = population(60, seed=5)
    pack, second = under(WIDE), asked(by_hand(WIDE, facts, NAMES, AMOUNTS))
    for n in range(60):
        person = {name: _plain(pack, name, column[n]) for name, column in facts.items()}
        for t in (3, 12, 17):
            decision = assess(pack, person, Clocks(MONTHS[t], rule=CLOCKS.rule), targets=SUBSIDIES)
            assert [decision[name].low for name in SUBSIDIES] == list(second[:, t, n])
            assert all(decision[name].high == decision[name].low for name in SUBSIDIES)


def _plain(pack: Pack, name: str, value: Any) -> Any:
    fact = pack.facts[name]
    if fact.monthly:
        return [month for month, yes in zip(NAMES, value, strict=True) if yes]
    return fact.options[value] if fact.options else number_day(int(value)).isoformat()


@pytest.mark.parametrize("name", READINGS)
def test_the_export_answers_what_the_engine_answers(name: str, system_of: Any) -> None:
    facts, pack = population(2000, seed=23), under(READINGS[name])
    found = by_engine(pack, facts)
    simulation = simulated(system_of(pack), pack, facts)
    assert (asked(simulation, "zhongshan_1_0_") == found).all()


def test_the_sum_of_an_employer_is_that_of_its_people(system_of: Any) -> None:
    facts, pack = population(300, seed=2), under(WIDE)
    system = system_of(pack)
    builder = SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("person", np.arange(300))
    employers = builder.declare_entity("employer", np.arange(10))
    builder.join_with_persons(employers, np.arange(300) % 10, np.zeros(300, int))
    built = builder.build(system)
    people = simulated(system, pack, facts)
    for name in facts:
        for month in NAMES if name == "insured" else ["eternity"]:
            built.set_input(name, month, people.get_array(name, month))
    found = by_engine(pack, facts)[:2, 8].sum(axis=0)
    total = built.calculate("zhongshan_1_0_employer_total", NAMES[8])
    assert (total == np.bincount(np.arange(300) % 10, weights=found)).all()
    assert total.sum() > 0


def test_every_shipped_pack_is_exported_and_loads(system_of: Any) -> None:
    system = system_of(*SCHEMES.values())
    for pack in SCHEMES.values():
        slug = pack.id.replace("-", "_").replace(".", "_")
        assert {f"{slug}_{rule}" for rule in pack.order} <= set(system.variables)
        assert getattr(system.parameters, slug).metadata["pack_hash"] == pack.hash


def test_retirement_in_the_export_is_the_formula(system_of: Any) -> None:
    pack = SCHEMES["retirement-2025"]
    system, births = system_of(pack), np.arange(1960 * 12, 1990 * 12)
    for index, category in enumerate(pack.facts["category"].options):
        facts = {"category": np.full(len(births), index), "birth_month": births}
        delay = simulated(system, pack, facts).calculate("retirement_2025_delay", "2026-11")
        for n, month in enumerate(births):
            assert delay[n] == retirement(AgeCategory(category), number_month(int(month))).delay_months


def test_a_value_that_nobody_states_stops_the_formula_and_is_named(system_of: Any) -> None:
    export = export_openfisca([SCHEME])
    assert "relations" in {row.parameter for row in export.left_out}
    told = export.files["openfisca_carepost/parameters/zhongshan_1_0/index.yaml"]
    assert "# left out: zhongshan-1.0: relations" in told
    assert "zhongshan-1.0: relations" in export.files["README.md"]
    assert "openfisca_carepost/parameters/zhongshan_1_0/relations.yaml" not in export.files
    simulation = simulated(system_of(SCHEME), SCHEME, population(5))
    with pytest.raises(ParameterNotFoundError, match="relations"):
        simulation.calculate("zhongshan_1_0_relation_ok", "2022-11")
    assert simulation.calculate("zhongshan_1_0_employer_ok", "2022-11").dtype == bool


def test_every_word_of_the_language_is_exported(system_of: Any, tmp_path: Path) -> None:
    from tests.domain.rules.test_back_ends import ALL, PARAMETERS

    pack = load(tmp_path, ALL, PARAMETERS)
    dice, n = np.random.default_rng(4), 400
    facts = {
        "x": dice.integers(-50, 1000, n),
        "c": dice.random(n) < 0.5,
        "money": dice.integers(0, 60_000, n),
        "day": dice.integers(day_number(date(2019, 1, 1)), day_number(date(2024, 3, 1)), n),
        "kind": dice.integers(0, 3, n),
    }
    simulation = simulated(system_of(pack), pack, facts)
    for month in (date(2022, 8, 1), date(2022, 10, 1), date(2022, 11, 1), date(2024, 2, 1)):
        settled = settle(pack, [month], ["years", "met", "base", "due", "dated", "free"])
        part = next(run_columns(settled, facts))
        for name, values in part.values.items():
            assert (simulation.calculate(f"small_{name}", f"{month:%Y-%m}") == values).all(), name
    months = [number_month(month_number(date(2020, 1, 1)) + m) for m in range(36)]
    last = list(run_columns(settle(pack, months, ["total", "tax"]), facts))[-1]
    for name in ("total", "tax"):
        assert (simulation.calculate(f"small_{name}", "2022-12") == last.values[name]).all(), name


def test_an_export_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        export_openfisca([SCHEME]).write(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_packs_that_ask_the_same_share_a_fact_and_others_do_not(tmp_path: Path) -> None:
    export = export_openfisca(SCHEMES.values())
    facts = export.files["openfisca_carepost/variables/facts.py"]
    assert facts.count("class relation(") == 1
    kinds = {(f.kind, f.options, f.monthly) for p in SCHEMES.values() if (f := p.facts.get("relation"))}
    assert facts.count("class Options_relation") + facts.count("_relation(Variable)") >= len(kinds)


def test_the_product_never_imports_openfisca() -> None:
    source = Path(__file__).resolve().parents[3] / "src"
    for path in source.rglob("*.py"):
        assert not any(line.lstrip().startswith(("import openfisca", "from openfisca"))
                       for line in path.read_text(encoding="utf-8").splitlines()), path  # fmt: skip
