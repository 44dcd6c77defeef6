"""The results that ship: they belong to the packs as they are, add up, and answer to other assumptions."""

from __future__ import annotations

import subprocess
import sys

import pytest

from carepost.domain.simulation import (
    Assumptions,
    Span,
    Stored,
    find_scheme,
    group_label,
    reforms_of,
    simulation_schemes,
    stored_simulations,
)

STORED = stored_simulations()


def test_every_reform_of_every_pack_is_stored() -> None:
    assert set(STORED) == {f"{name}--{r}" for name, pack in simulation_schemes().items() for r in reforms_of(pack)}


@pytest.mark.parametrize("stored", STORED.values(), ids=lambda stored: stored.key)
def test_a_stored_result_belongs_to_the_pack_as_it_is(stored: Stored) -> None:
    """Where this fails: python -m tools.build_simulations."""
    assert stored.digest == find_scheme(stored.data["scheme"]["id"]).digest


@pytest.mark.parametrize("stored", STORED.values(), ids=lambda stored: stored.key)
def test_the_figures_of_a_stored_result_agree_with_each_other(stored: Stored) -> None:
    cost, people = stored.data["cost"], stored.data["people"]
    for side, column in (("before", 2), ("after", 3)):
        assert cost[side]["low"] == min(pair[column] for pair in stored.pairs)
        assert cost[side]["high"] == max(pair[column] for pair in stored.pairs)
    assert people["all"] > 99_000
    assert sum(row["people"] for row in stored.data["groups"]["relation"]) == people["all"]
    if stored.data["law"]["readings"] == 1:
        assert sum(people[name]["low"] for name in ("gainers", "losers", "unchanged")) == people["all"]
        assert sum(row["after"]["low"] for row in stored.data["cost_by_month"]) == cost["after"]["low"]


@pytest.mark.parametrize("stored", STORED.values(), ids=lambda stored: stored.key)
def test_every_group_has_a_name(stored: Stored) -> None:
    for dimension in ("relation", "employer_size", "wage_band"):
        assert all(group_label(dimension, row["group"]) for row in stored.data["groups"][dimension])
    assert group_label("place", "442000001") is None
    assert stored.title().zh != stored.title().en


def test_less_dead_weight_adds_more_posts() -> None:
    stored = STORED["zhongshan-1.0--any-parent"]
    low, high = (stored.added(Assumptions(dead_weight=Span.read("-", each))) for each in ("0.9", "0.1"))
    assert low["after"]["posts"]["high"] < high["after"]["posts"]["high"]
    assert stored.added(Assumptions()) == stored.data["additional_posts"]


def test_showing_a_stored_result_loads_no_arrays() -> None:
    said = (
        "import sys; from carepost.domain.simulation import stored_simulations as s; s(); print('numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True, cwd="src")
    assert done.stdout.strip() == "False"
