"""One rule file, four ways: a person with a trace, columns, ranges of columns, a compiled loop; equal to the fen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carepost.domain.rules import (
    Clocks,
    ColumnError,
    NotSettled,
    Pack,
    SweepUnavailable,
    assess,
    corners,
    load_pack,
    load_reform,
    load_schemes,
    reformed,
    run_columns,
    run_ranges,
    settle,
    shipped_packs,
    sweep,
)
from carepost.domain.rules.calendar import day_number, month_number, number_day
from carepost.domain.rules.loader import PACKS
from tests.domain.rules.small_packs import ZHONGSHAN, load

needs_numba = pytest.mark.skipif(find_spec("numba") is None, reason="the extra 'sweep' (numba) is not installed")
MONTHS = [date(2022, m, 1) for m in range(8, 13)] + [date(2023, m, 1) for m in range(1, 5)]
TARGETS = ("insurance_subsidy", "post_subsidy", "flexible_subsidy", "insurance_paid")
SCHEME = load_pack(ZHONGSHAN, shipped_packs())
# Every function of the language, on every kind.
ALL = """
@rule(zh="甲", en="a")
def years(day: Day, month: Month) -> Count:
    return years_between(day, month_end(month))

@rule(zh="乙", en="b")
def met(years: Count, c: Condition, kind: Choice, some: Choices, x: Count) -> Condition:
    return ((years >= 1) & ~c) | (among(kind, some) & (x % 7 != 3)) | ((kind != "one") & (kind == "two"))

@rule(zh="丙", en="c", before=0)
def total(prev_total: Count, met: Condition) -> Count:
    return prev_total + met

@rule(zh="丁", en="d")
def base(money: Fen, low: Fen, high: Fen) -> Fen:
    return clamp(money, low, high)

@rule(zh="戊", en="e")
def due(base: Fen, rate: Rate, met: Condition, table: FenTable, kind: Choice) -> Fen:
    return where(met, share(base, rate), maximum(take(table, kind), 0)) - minimum(base // 3, 100)

@rule(zh="己", en="f")
def tax(money: Fen, brackets: Schedule, due: Fen, total: Count) -> Fen:
    return progressive(money * 12, brackets) + due * total

@rule(zh="庚", en="g", until="2022-10-31")
def dated(x: Count) -> Count:
    return -x * 2

@rule(zh="庚", en="g", name="dated", since="2022-11-01")
def dated_later(x: Count, day: Day, month: Month) -> Count:
    return x - (month_of(day) - month) + (month_start(month) - day)

@rule(zh="辛", en="h")
def free(x: Count, nothing: Count) -> Condition:
    return x < nothing
"""
ROW = "from: 2020-01-01, source: a test, mark: P"
PARAMETERS = f"""
some: {{unit: u, type: choices, values: [{{value: [one, three], {ROW}}}]}}
low:
  unit: u
  type: fen
  values:
    - {{value: '47.75', {ROW}, to: 2022-09-30}}
    - {{value: 50, from: 2022-10-01, source: s, mark: S}}
high: {{unit: u, type: fen, values: [{{value: 275, {ROW}}}]}}
rate: {{unit: u, type: rate, values: [{{value: '0.0585', {ROW}}}]}}
table: {{unit: u, type: fen table, values: [{{value: {{one: 1, two: '2.01', three: '0'}}, {ROW}}}]}}
nothing: {{unit: u, type: count, values: [{{value: none, {ROW}}}]}}
brackets:
  columns: {{upper: CNY, rate: ratio, quick_deduction: CNY}}
  type: schedule
  values:
    - {{key: '1', upper: 360, rate: '0.03', quick_deduction: 0, {ROW}}}
    - {{key: '2', rate: '0.1', quick_deduction: '25.2', {ROW}}}
"""
ALL_TARGETS = ("total", "base", "due", "tax", "dated", "free", "met")


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return load(tmp_path_factory.mktemp("packs"), ALL, PARAMETERS)


PERSON = st.fixed_dictionaries(
    {
        "x": st.integers(-50, 1000),
        "c": st.booleans(),
        "money": st.integers(0, 60_000),
        "day": st.dates(date(2019, 1, 1), date(2024, 1, 1)),
        "kind": st.sampled_from(("one", "two", "three")),
    }
)
CARER = st.fixed_dictionaries(
    {
        "relation": st.sampled_from(SCHEME.facts["relation"].options),
        "child_birth": st.dates(date(2009, 1, 1), date(2023, 6, 1)),
        "contract_form": st.sampled_from(SCHEME.facts["contract_form"].options),
        "contract_from": st.dates(date(2022, 5, 1), date(2023, 3, 1)),
        "contract_to": st.dates(date(2022, 9, 1), date(2024, 6, 1)),
        "insured": st.lists(st.booleans(), min_size=len(MONTHS), max_size=len(MONTHS)),
        "employer_kind": st.sampled_from(SCHEME.facts["employer_kind"].options),
    }
)


def columns_of(pack: Pack, people: Sequence[dict[str, Any]]) -> dict[str, Any]:
    out = {}
    for name, fact in pack.facts.items():
        values = [person[name] for person in people]
        if fact.options:
            values = [fact.options.index(value) for value in values]
        out[name] = np.array([day_number(v) if isinstance(v, date) else v for v in values])
    return out


def by_columns(
    pack: Pack, people: Sequence[dict[str, Any]], targets: Sequence[str], chunk: int, corner: Any = None
) -> Any:
    settled = settle(pack, MONTHS, targets, corner=corner)
    out = {name: np.zeros((len(MONTHS), len(people)), np.int64) for name in targets}
    for part in run_columns(settled, columns_of(pack, people), chunk=chunk):
        for name in targets:
            out[name][part.month, part.start : part.stop] = part.values[name]
    return out


def facts_of(person: dict[str, Any]) -> dict[str, Any]:
    facts = dict(person)
    if "insured" in facts:
        facts["insured"] = [f"{m:%Y-%m}" for m, yes in zip(MONTHS, person["insured"], strict=True) if yes]
    return facts


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=st.lists(PERSON, min_size=1, max_size=7), chunk=st.integers(1, 8), month=st.integers(0, len(MONTHS) - 1))
def test_a_person_and_columns_agree_on_every_function(
    everything: Pack, people: list[dict[str, Any]], chunk: int, month: int
) -> None:
    found = by_columns(everything, people, ALL_TARGETS, chunk)
    whole = by_columns(everything, people, ALL_TARGETS, 100)
    backwards = by_columns(everything, people[::-1], ALL_TARGETS, 100)
    for name in ALL_TARGETS:
        assert (found[name] == whole[name]).all()
        assert (backwards[name][:, ::-1] == whole[name]).all()
    for n, person in enumerate(people):
        # The pack began in 2020, the columns in August 2022: the running total is compared from there.
        decision = assess(
            everything, person, Clocks(MONTHS[month]), targets=[t for t in ALL_TARGETS if t not in ("total", "tax")]
        )
        for name in decision.targets:
            assert decision[name].low == decision[name].high == found[name][month, n], name


@needs_numba
def test_the_compiled_loop_agrees_on_every_function(everything: Pack) -> None:
    dice = np.random.default_rng(5)
    people = [
        {
            "x": int(dice.integers(-50, 1000)),
            "c": bool(dice.random() < 0.5),
            "money": int(dice.integers(0, 60_000)),
            "day": number_day(int(dice.integers(17_900, 19_700))),
            "kind": ("one", "two", "three")[int(dice.integers(3))],
        }
        for _ in range(500)
    ]
    group = np.arange(len(people)) % 7
    columns = columns_of(everything, people)
    found = by_columns(everything, people, ALL_TARGETS, 64)
    swept = sweep(settle(everything, MONTHS, ALL_TARGETS), columns, keep=True, group=group)
    for name in ALL_TARGETS:
        assert (swept.each[name] == found[name]).all(), name
        assert (swept.sums[name] == found[name].sum(axis=1)).all()
        assert swept.reached[name] == (found[name] > 0).any(axis=0).sum()
        assert (swept.groups[name].sum(axis=0) == swept.sums[name]).all()
        assert swept.groups[name][3, 2] == found[name][2, group == 3].sum()


@settings(max_examples=15, deadline=None)
@given(people=st.lists(CARER, min_size=1, max_size=6), month=st.integers(0, len(MONTHS) - 1))
def test_a_scheme_gives_a_person_what_the_corners_of_the_columns_span(people: list[dict[str, Any]], month: int) -> None:
    runs = [by_columns(SCHEME, people, TARGETS, 3, corner) for corner in corners(SCHEME, MONTHS, TARGETS)]
    assert len(runs) == 16
    for n, person in enumerate(people):
        decision = assess(SCHEME, facts_of(person), Clocks(MONTHS[month]), targets=TARGETS)
        for name in ("insurance_subsidy", "post_subsidy", "flexible_subsidy"):
            values = [int(run[name][month, n]) for run in runs]
            assert (decision[name].low, decision[name].high) == (min(values), max(values)), name
            assert bool(decision[name].because) == (min(values) != max(values))


@settings(max_examples=15, deadline=None)
@given(people=st.lists(CARER, min_size=1, max_size=6), chunk=st.integers(1, 7))
def test_ranges_of_columns_are_never_narrower_than_the_corners(people: list[dict[str, Any]], chunk: int) -> None:
    runs = [by_columns(SCHEME, people, TARGETS, 3, corner) for corner in corners(SCHEME, MONTHS, TARGETS)]
    for part in run_ranges(SCHEME, columns_of(SCHEME, people), MONTHS, TARGETS, chunk=chunk):
        for name in TARGETS:
            values = np.array([run[name][part.month, part.start : part.stop] for run in runs])
            assert (part.low[name] <= values.min(axis=0)).all()
            assert (part.high[name] >= values.max(axis=0)).all()


def test_ranges_with_nothing_missing_are_the_columns(everything: Pack) -> None:
    person = {"x": 10, "c": False, "money": 12_345, "day": date(2020, 5, 5), "kind": "two"}
    found = by_columns(everything, [person], ALL_TARGETS, 1)
    for part in run_ranges(everything, columns_of(everything, [person]), MONTHS, ALL_TARGETS):
        for name in ALL_TARGETS:
            assert int(part.low[name][0]) == int(part.high[name][0]) == int(found[name][part.month, 0]), name


def test_what_is_missing_in_a_column_widens_the_range(everything: Pack) -> None:
    people = [
        {"x": 10, "c": False, "money": 12_345, "day": date(2023, 5, 5), "kind": kind}
        for kind in ("one", "two", "three")
    ]
    columns = columns_of(everything, people)
    known = by_columns(everything, people, ("met", "due"), 3)
    unknown = columns | {"kind": np.array([-1, -1, -1])}
    for part in run_ranges(everything, unknown, MONTHS, ("met", "due")):
        assert (part.low["due"] <= known["due"][part.month].min()).all()
        assert (part.high["due"] >= known["due"][part.month].max()).all()
    nobody_told = columns | {"money": None, "x": (np.zeros(3, int), np.full(3, 6))}
    last = list(run_ranges(everything, nobody_told, MONTHS, ("base",)))[-1]
    assert (int(last.low["base"][0]), int(last.high["base"][0])) == (5000, 27500)


def test_retirement_as_columns_equals_the_person() -> None:
    pack = load_schemes(PACKS, shipped_packs())["retirement-2025"]
    births = np.arange(1950 * 12, 2000 * 12)
    for index, category in enumerate(pack.facts["category"].options):
        columns = {"category": np.full(len(births), index), "birth_month": births}
        clocks = Clocks(date(2026, 11, 1), rule=date(2025, 1, 1))
        part = next(run_columns(settle(pack, [date(2026, 11, 1)], ["delay"], clocks=clocks), columns))
        assert part.values["delay"].max() == (60 if category == "female50" else 36)
        for n in (0, 180, 301, 599):
            facts = {"category": category, "birth_month": f"{births[n] // 12}-{births[n] % 12 + 1:02d}"}
            assert assess(pack, facts, clocks, targets=["delay"])["delay"].low == part.values["delay"][n]


@needs_numba
@pytest.mark.parametrize("months_max", [0, 1])
def test_the_compiled_loop_skips_only_what_gives_nothing(months_max: int) -> None:
    dice = np.random.default_rng(8)
    n, m = 3000, len(MONTHS)
    columns = {
        "relation": dice.integers(0, 8, n),
        "child_birth": dice.integers(14_000, 19_400, n),
        "contract_form": dice.integers(0, 4, n),
        "contract_from": dice.integers(19_150, 19_400, n),
        "contract_to": dice.integers(19_200, 20_000, n),
        "employer_kind": dice.integers(0, 3, n),
        "insured": dice.random((n, m)) < 0.7,
    }
    corner = {"relations": 1, "child_age_limit": 1, "hired_until": 0, "months_max": months_max}
    for targets in (("insurance_subsidy",), ("post_subsidy", "flexible_subsidy"), ("insurance_paid",), TARGETS):
        settled = settle(SCHEME, MONTHS, targets, corner=corner)
        swept = sweep(settled, columns, keep=True)
        for part in run_columns(settled, columns, chunk=1000):
            for name in targets:
                assert (swept.each[name][part.month, part.start : part.stop] == part.values[name]).all(), name
        assert all(sums.sum() > 0 for sums in swept.sums.values())


def test_columns_that_do_not_fit_are_named(everything: Pack) -> None:
    settled = settle(everything, MONTHS, ["base"])
    good = {"money": np.array([1, 2])}
    assert len(list(run_columns(settled, good))) == len(MONTHS)
    for columns, told in (
        ({}, "money: this column is missing"),
        ({"money": np.array([1.5])}, "whole numbers"),
        ({"money": np.array([10**12])}, "expected values from"),
        ({"money": np.array([[1, 2]])}, "one value for each person"),
        (good | {"colour": np.array([1, 2])}, "no such fact"),
    ):
        with pytest.raises(ColumnError, match=told):
            list(run_columns(settled, columns))
    with pytest.raises(ColumnError, match="different lengths"):
        list(
            run_columns(
                settle(everything, MONTHS, ["met"]), columns_of(everything, [PEOPLE[0]]) | {"x": np.array([1, 2])}
            )
        )
    with pytest.raises(ValueError, match="follow one another"):
        settle(everything, [MONTHS[0], MONTHS[2]], ["base"])


PEOPLE = [{"x": 1, "c": True, "money": 1, "day": date(2020, 1, 1), "kind": "one"}]


def test_columns_need_one_value_for_what_is_not_stated() -> None:
    with pytest.raises(NotSettled, match="relations"):
        settle(SCHEME, MONTHS, TARGETS)


def test_a_wider_scheme_never_removes_a_person_and_a_higher_rate_never_lowers_an_amount() -> None:
    dice = np.random.default_rng(3)
    n, relations = 2000, SCHEME.facts["relation"].options
    columns = {
        "relation": dice.integers(0, len(relations), n),
        "child_birth": dice.integers(14_000, 19_400, n),
        "contract_form": dice.integers(0, 4, n),
        "contract_from": dice.integers(19_177, 19_400, n),
        "employer_kind": dice.integers(0, 3, n),
        "insured": dice.random((n, len(MONTHS))) < 0.9,
    }
    columns["contract_to"] = columns["contract_from"] + dice.integers(200, 800, n)
    wider = reformed(SCHEME, load_reform(ZHONGSHAN / "reforms" / "any-parent.yaml"))
    corner = {"relations": 0, "child_age_limit": 0, "hired_until": 0, "months_max": 0}
    before, after = (
        np.array(
            [p.values["insurance_subsidy"] for p in run_columns(settle(pack, MONTHS, TARGETS, corner=corner), columns)]
        )
        for pack in (SCHEME, wider)
    )
    assert (after >= 2 * before).all()
    assert (after > 0).any(axis=0).sum() > (before > 0).any(axis=0).sum()


def test_without_numba_a_sweep_says_what_to_install(everything: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    from carepost.domain.rules import compiled

    monkeypatch.setitem(__import__("sys").modules, "numba", None)
    compiled._compiled.cache_clear()
    with pytest.raises(SweepUnavailable, match="sweep"):
        sweep(settle(everything, MONTHS, ["base"]), {"money": np.array([1])})


def test_months_count_from_year_nought() -> None:
    assert month_number(date(2026, 10, 31)) == 2026 * 12 + 9


def test_the_fixture_pack_stands_beside_the_tests() -> None:
    assert isinstance(ZHONGSHAN, Path)
    assert SCHEME.hash == load_pack(ZHONGSHAN, shipped_packs()).hash
