"""Reforms over a population: the sums add up, nothing depends on the batches, and what should never happen does not."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pytest

from carepost.domain.facts import Text
from carepost.domain.rules import Reform, assess_scheme, case_from, reformed
from carepost.domain.simulation import (
    Account,
    Assumptions,
    Population,
    Simulation,
    SimulationError,
    Span,
    find_reform,
    find_scheme,
    reforms_of,
    simulate,
    simulation_as_data,
    simulation_schemes,
)
from carepost.domain.simulation.facts import asked
from carepost.domain.simulation.people import FORMS, KINDS, NOT, RELATIONS
from carepost.domain.simulation.running import DIMENSIONS, Runner

START = date(2022, 7, 4)
EVERY = [(scheme, reform) for scheme, pack in simulation_schemes().items() for reform in reforms_of(pack)]


def reform_of(**parameters: Any) -> Reform:
    return Reform("test", Text("试", "test"), START, parameters)


@cache
def found(people: Population, scheme: str, reform: str) -> Simulation:
    pack = find_scheme(scheme)
    return simulate(pack, find_reform(pack, reform), people)


# Every open value of 1.0 settled, so that one reading remains.
SETTLED = {
    "relations": "[mother]", "age_day": "0", "child_age_limit": "12", "hired_until": "2023-11-01",
    "earlier_hires": "yes", "runs_on": "yes", "insurance_forms": "[full_time]", "gap_refuses": "yes",
    "post_forms": "[full_time,part_time]", "post_months_max": "12", "flexible_forms": "[part_time,platform]",
    "flexible_insured_asked": "no", "flexible_months_max": "12",
}  # fmt: skip


def one_reading(people: Population, reform: Reform, assume: dict[str, str] | None = None, **more: Any) -> Account:
    result = simulate(find_scheme("zhongshan-1.0"), reform, people, assume=SETTLED | (assume or {}), **more)
    (account,) = result.accounts
    assert result.complete
    return account


@pytest.mark.parametrize(("scheme", "reform"), EVERY)
def test_sums_over_groups_are_the_totals_and_nobody_is_lost(people: Population, scheme: str, reform: str) -> None:
    result = found(people, scheme, reform)
    for account in result.accounts:
        assert account.gainers + account.losers + account.unchanged == people.rows
        for dimension in DIMENSIONS:
            sums = account.groups[dimension].sum(axis=0).tolist()
            assert sums[0] == people.rows
            assert sums[1:3] == account.reached.tolist()
            assert sums[3:5] == [account.gainers, account.losers]
            assert tuple(sums[5:]) == account.totals
    assert {"mother", "father"} <= {row["group"] for row in simulation_as_data(result)["groups"]["relation"]}


@pytest.mark.parametrize("scheme", ["zhongshan-1.0", "proposal-parental-leave", "proposal-birth-relief"])
def test_a_reform_of_nothing_changes_nothing(people: Population, scheme: str) -> None:
    data = simulation_as_data(simulate(find_scheme(scheme), reform_of(), people))
    assert data["cost"]["difference"] == {"low": 0, "high": 0}
    assert data["people"]["gainers"] == data["people"]["losers"] == {"low": 0, "high": 0}
    assert data["cost"]["before"] == data["cost"]["after"]


def test_the_first_reforms_are_there_with_titles_and_notes() -> None:
    assert {
        ("zhongshan-1.0", "any-parent"), ("zhongshan-1.0", "any-carer"), ("zhongshan-1.0", "six-hundred"),
        ("zhongshan-1.0", "per-insured-month"), ("proposal-parental-leave", "fathers-share"),
        ("proposal-birth-relief", "twelve-months"),
    } <= set(EVERY)  # fmt: skip
    for scheme, name in EVERY:
        reform = reforms_of(find_scheme(scheme))[name]
        assert reform.title.zh
        assert reform.note is not None
        assert reform.note.zh != reform.note.en


def test_widening_the_relations_never_takes_from_anybody(people: Population) -> None:
    pack = find_scheme("zhongshan-1.0")
    parent = one_reading(people, find_reform(pack, "any-parent"))
    carer = one_reading(people, find_reform(pack, "any-carer"))
    assert parent.losers == carer.losers == 0
    assert 0 < parent.reached[0] < parent.reached[1] <= carer.reached[1]
    further = one_reading(people, find_reform(pack, "any-carer"), {"relations": "[mother,father]"})
    assert further.losers == 0
    assert further.reached[0] == parent.reached[1]


def test_who_gains_from_any_parent_are_fathers_alone(people: Population) -> None:
    account = one_reading(people, find_reform(find_scheme("zhongshan-1.0"), "any-parent"))
    gained = dict(zip(RELATIONS, account.groups["relation"][:, 3].tolist(), strict=True))
    assert gained.pop("father") == account.gainers > 0
    assert set(gained.values()) == {0}


@pytest.mark.parametrize("amount", [300, 301, 500, 1000])
def test_raising_an_amount_never_lowers(people: Population, amount: int) -> None:
    account = one_reading(people, reform_of(insurance_amount=amount))
    assert account.losers == 0
    months = account.cost[0, 0].sum() // 30_000
    assert account.totals[1] - account.totals[0] == months * (amount - 300) * 100
    assert (account.reached[0] == account.reached[1]).all()


def test_lowering_an_amount_takes_from_those_who_had_it(people: Population) -> None:
    account = one_reading(people, reform_of(insurance_amount=100))
    assert account.gainers == 0
    assert account.losers > 0


def test_asking_for_insurance_only_takes(people: Population) -> None:
    account = one_reading(people, find_reform(find_scheme("zhongshan-1.0"), "per-insured-month"))
    assert account.gainers == 0
    assert account.losers > 0
    assert (account.cost[0, 0] == account.cost[1, 0]).all()


@pytest.mark.parametrize("batch", [1, 97, 1000])
def test_nothing_depends_on_the_size_of_the_batches(people: Population, batch: int) -> None:
    if batch == 1:
        people = replace(people)
    pack = find_scheme("proposal-birth-relief")
    whole = simulation_as_data(simulate(pack, find_reform(pack, "twelve-months"), people, months=3))
    size = max(batch, 50)
    assert simulation_as_data(simulate(pack, find_reform(pack, "twelve-months"), people, months=3, batch=size)) == whole


def test_nothing_depends_on_the_batches_where_the_law_is_open(people: Population) -> None:
    pack = find_scheme("zhongshan-1.0")
    reform = find_reform(pack, "any-parent")
    assert simulation_as_data(simulate(pack, reform, people, batch=777)) == simulation_as_data(
        found(people, "zhongshan-1.0", "any-parent")
    )


def test_low_and_high_hold_for_readings_drawn_at_random(people: Population) -> None:
    result = found(people, "zhongshan-1.0", "any-carer")
    assert not result.complete
    counts = result.sides.open_values.counts
    draw = random.Random(7)  # noqa: S311
    corners = [{name: draw.randrange(count) for name, count in counts.items()} for _ in range(12)]
    others = Runner(result.sides, people, result.setting, batch=10_000).run(corners)
    for of in (lambda a: a.totals[0], lambda a: a.totals[1], lambda a: a.totals[1] - a.totals[0]):
        known = [of(account) for account in result.accounts]
        assert min(known) <= min(map(of, others))
        assert max(map(of, others)) <= max(known)


def test_the_population_agrees_with_the_answer_for_one_case(people: Population) -> None:
    """A settled reading over everybody equals the answers of `scheme assess` wherever these are exact."""
    pack = find_scheme("zhongshan-1.0")
    result = simulate(pack, reform_of(), people, months=1, at=date(2022, 9, 1))
    narrow, wide = result.accounts[0], result.accounts[-1]
    (columns,) = list(people.batches(people.rows))
    rows = asked(pack, columns)[:60]
    low = high = 0
    for row in rows:
        answer = assess_scheme(case_from(_case(result, columns, int(row))))
        low, high = low + answer["amount_low_fen"], high + answer["amount_high_fen"]
    first = _first_rows(people, rows)
    sample = Runner(result.sides, first, result.setting, batch=100).run([narrow.corner, wide.corner])
    assert low <= sample[0].totals[0] <= sample[1].totals[0] <= high
    assert low == sample[0].totals[0]


def _case(result: Simulation, columns: Any, row: int) -> dict[str, Any]:
    def day(name: str) -> str | None:
        number = int(columns[name][row])
        return None if number == NOT else str(np.datetime64(number + result.setting.days, "D"))

    months = [f"{month:%Y-%m}" for month in result.setting.months] if columns["insured"][row] & 1 else []
    return {
        "scheme": "zhongshan-1.0",
        "at": f"{result.setting.months[0]:%Y-%m}",
        "worker": {"relation": RELATIONS[columns["relation"][row]], "child_birth": day("child_birth") or "2199-01-01"},
        "contract": {
            "form": FORMS[columns["contract_form"][row]],
            "from": day("contract_from"),
            "to": day("contract_to") or "open",
        },
        "insurance_months": months,
        "employer": {"kind": KINDS[columns["employer_kind"][row]]},
    }


def _first_rows(people: Population, rows: Any) -> Population:
    class Few(Population):
        def batches(self, size: int = 0) -> Any:
            for batch in people.batches(people.rows):
                yield {name: column[rows] for name, column in batch.items()}

    return Few(people.path, people.on, people.place, len(rows), people.towns)


def test_parental_leave_is_borne_by_employers_today_and_shared_under_the_reform(people: Population) -> None:
    data = simulation_as_data(found(people, "proposal-parental-leave", "fathers-share"))
    rows = {row["id"]: row for row in data["cost"]["by_payment"]}
    assert rows["fund"]["before"] == {"low": 0, "high": 0}
    assert rows["fund"]["after"]["low"] > 0
    assert data["scheme"]["status"] == "draft"
    assert data["law"]["complete"]
    groups = {row["group"]: row for row in data["groups"]["relation"]}
    assert groups["mother"]["gainers"]["high"] == 0
    assert groups["father"]["gainers"]["low"] > 0


def test_an_amount_that_no_source_gives_stays_unknown_until_it_is_assumed(people: Population) -> None:
    pack = find_scheme("zhongshan-2.0")
    silent = simulation_as_data(simulate(pack, reform_of(), people))
    assert silent["cost"]["before"] == {"low": 0, "high": None}
    assert silent["law"]["not_stated"][0]["rule"] == "employment_subsidy"
    assert silent["access"]["subsidy"]["before"]["high"] > 0
    assert silent["additional_posts"]["before"]["cost_per_post_fen"] is None
    given = simulation_as_data(simulate(pack, reform_of(), people, assume={"subsidy_amount": "400"}))
    assert given["cost"]["before"]["high"] > 0
    assert any(row["id"] == "assume:subsidy_amount" and row["whose"] == "given" for row in given["assumptions"])
    assert {"not_known:hard_to_employ", "take_up", "dead_weight"} <= {row["id"] for row in given["assumptions"]}


def test_cost_of_an_additional_post_follows_the_formula_that_is_shown(people: Population) -> None:
    result = simulate(
        find_scheme("zhongshan-1.0"),
        reform_of(insurance_amount=500),
        people,
        assume=SETTLED,
        assumptions=Assumptions(Span.read("-", "0.5"), Span.read("-", "0.75")),
    )
    (account,) = result.accounts
    told = simulation_as_data(result)["additional_posts"]
    reached, cost = int(account.reached[0]), account.totals[0]
    assert told["before"]["posts"] == {"low": round(reached * 0.125), "high": round(reached * 0.125)}
    assert told["before"]["cost_per_post_fen"]["low"] == round(cost / reached / 0.25)
    # More money for the same people adds no post: there is no cost of one.
    assert told["difference"]["posts"] == {"low": 0, "high": 0}
    assert told["difference"]["cost_per_post_fen"] is None
    assert told["difference"]["paid_fen"]["low"] > 0


def test_nobody_is_added_where_all_is_dead_weight(people: Population) -> None:
    all_dead = Assumptions(Span.read("-", "1"), Span.read("-", "1"))
    told = simulation_as_data(
        simulate(find_scheme("zhongshan-1.0"), reform_of(), people, assume=SETTLED, assumptions=all_dead)
    )["additional_posts"]["before"]
    assert told["posts"] == {"low": 0, "high": 0}
    assert told["cost_per_post_fen"] is None


def test_filed_posts_are_not_jobs(people: Population) -> None:
    told = simulation_as_data(found(people, "zhongshan-1.0", "per-insured-month"))["funnel"]
    assert (told["places_filed"], told["people_employed"], told["share_filled"]) == (21_139, 4_527, 0.2142)
    span = told["reckoned_a_person_before_fen"]
    assert span["low"] < told["published_paid_a_person_fen"] < span["high"]


def test_a_reform_in_force_from_a_later_month_changes_nothing_before_it(people: Population) -> None:
    later = replace(reform_of(insurance_amount=600), start=date(2023, 1, 1))
    account = one_reading(people, later)
    before, after = account.cost.sum(axis=1)
    assert (before[:5] == after[:5]).all()
    assert (after[5:] > before[5:]).all()


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"months": 0}, "--months"),
        ({"months": 25}, "--months"),
        ({"at": date(1990, 1, 1)}, "--at"),
        ({"assume": {"no_such": "1"}}, "--assume: no_such"),
        ({"assume": {"insurance_amount": "much"}}, "--assume"),
    ],
)
def test_a_question_that_cannot_be_read_is_refused(people: Population, more: dict[str, Any], where: str) -> None:
    with pytest.raises(SimulationError) as refused:
        simulate(find_scheme("zhongshan-1.0"), reform_of(), people, **more)
    assert refused.value.where == where


# Packs about people whom the population does not hold: who starts a business of one's own.
NOT_OF_THESE_PEOPLE = {"tax-20000": "low_income_household"}


@pytest.mark.parametrize("scheme", sorted(set(simulation_schemes()) - {"zhongshan-1.0"} - set(NOT_OF_THESE_PEOPLE)))
def test_every_scheme_runs_over_the_population(people: Population, scheme: str) -> None:
    data = simulation_as_data(simulate(find_scheme(scheme), reform_of(), people, months=2))
    assert data["people"]["all"] == people.rows
    assert data["people"]["unchanged"]["low"] == people.rows


@pytest.mark.parametrize(("scheme", "fact"), NOT_OF_THESE_PEOPLE.items())
def test_a_scheme_of_other_people_is_refused_by_the_fact(people: Population, scheme: str, fact: str) -> None:
    with pytest.raises(SimulationError, match=fact) as refused:
        simulate(find_scheme(scheme), reform_of(), people)
    assert refused.value.where == "--scheme"


def test_an_unknown_month_of_contributions_is_refused_by_the_option(people: Population) -> None:
    pack = find_scheme("proposal-birth-relief")
    with pytest.raises(SimulationError, match="not known in 2001-01"):
        simulate(pack, reform_of(), people, at=date(2001, 1, 1))


def test_reforms_leave_the_packs_as_they_are() -> None:
    pack = find_scheme("zhongshan-1.0")
    before = pack.hash
    reformed(pack, find_reform(pack, "six-hundred"))
    assert find_scheme("zhongshan-1.0").hash == before
