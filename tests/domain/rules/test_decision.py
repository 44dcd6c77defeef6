"""One person's decision: yes, no and unknown with reasons, marks, clocks, what was known when, trace and replay."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from carepost.domain.facts import Mark
from carepost.domain.rules import (
    Clocks,
    Decision,
    FactError,
    NoSuchPack,
    Pack,
    PackError,
    ParameterStore,
    assess,
    check_pack,
    check_packs,
    decision_as_data,
    load_pack,
    load_packs,
    load_reform,
    reformed,
    replay,
    shipped_packs,
)
from tests.domain.rules.small_packs import FACTS, ZHONGSHAN, load, parameter, rule, write

SCHEME = load_pack(ZHONGSHAN, shipped_packs())
NOVEMBER = Clocks(date(2022, 11, 1))
MOTHER = {
    "relation": "mother",
    "child_birth": "2016-05-01",
    "contract_form": "full_time",
    "contract_from": "2022-09-01",
    "contract_to": "2023-08-31",
    "insured": ["2022-09", "2022-10", "2022-11"],
    "employer_kind": "enterprise",
}
A = Clocks(date(2026, 10, 1))


def decided(clocks: Clocks = NOVEMBER, **changes: Any) -> Decision:
    return assess(SCHEME, {k: v for k, v in (MOTHER | changes).items() if v is not None}, clocks)


def one(folder: Path, text: str, parameters: str = "", clocks: Clocks = A, head: str = "", **facts: Any) -> Decision:
    return assess(load(folder, rule(text), parameters, head), facts, clocks)


def two(end: str, start: str, more: str = "") -> str:
    """The rows of 3 until a day and 8 from the next."""
    first = f"{{value: 3, from: 2020-01-01, to: {end}, source: s, mark: P}}"
    return f"[{first}, {{value: 8, from: {start}, source: s, mark: P{more}}}]"


def test_the_cases_that_the_pack_brings_hold() -> None:
    ran, faults = check_pack(SCHEME)
    assert (ran, faults) == (7, [])


def test_a_missing_fact_is_named_only_where_it_could_change_the_answer() -> None:
    found = decided(contract_form=None)
    assert found["post_access"].answer == "yes"
    assert (found["flexible_subsidy"].low, found["flexible_subsidy"].high) == (0, 30000)
    assert [(m.name, m.kind) for m in found.missing] == [("contract_form", "fact"), ("months_max", "law")]
    # Without a caring relation nothing else matters: no paper is asked for.
    refused = assess(SCHEME, {"relation": "none"}, NOVEMBER)
    assert refused["subsidy_access"].answer == "no"
    assert refused.missing == ()
    assert [row.rule for row in refused.unmet] == ["relation_ok"]


def test_every_missing_fact_that_matters_is_asked_for() -> None:
    found = assess(SCHEME, {}, NOVEMBER, targets=["insurance_subsidy"])
    facts = {m.name for m in found.missing if m.kind == "fact"}
    assert facts == {"relation", "child_birth", "employer_kind", "contract_from", "contract_to", "insured"}
    assert all(m.label.zh and m.why.en for m in found.missing)


def test_an_amount_without_an_upper_end_has_none(tmp_path: Path) -> None:
    text = "def a(c: Condition, p: Fen) -> Fen:\n    return where(c, p, 0)"
    found = one(tmp_path, text, parameter("p", "not_stated", "fen"), c=True)["a"]
    assert (found.low, found.high, found.answer, found.because, found.mark) == (0, None, "unknown", ("p",), Mark.N)
    known = assess(load(tmp_path, rule(text), parameter("p", "not_stated", "fen")), {"c": False}, A)["a"]
    assert (known.low, known.high, known.because) == (0, 0, ())


def test_none_is_nothing_to_meet_and_not_stated_is_unknown(tmp_path: Path) -> None:
    text = "def a(x: Count, p: Count) -> Condition:\n    return x >= p"
    free = one(tmp_path, text, parameter("p", "none"))
    assert free["a"].answer == "yes"
    assert free.nodes["a"].waived
    silent = one(tmp_path, text, parameter("p", "not_stated"), x=5)
    assert (silent["a"].answer, silent["a"].because) == ("unknown", ("p",))


def test_a_lapsed_value_is_unknown_and_says_that_it_may_have_lapsed(tmp_path: Path) -> None:
    text = "def a(x: Count, p: Count) -> Condition:\n    return x >= p"
    found = one(tmp_path, text, parameter("p", "3", more=", to: 2026-09-30"), x=5)
    assert found["a"].answer == "unknown"
    assert "可能已失效" in found.missing[0].why.zh
    held = one(tmp_path, text, parameter("p", "3", more=", to: 2026-10-31"), x=5)
    assert held["a"].answer == "yes"


def test_a_value_that_changes_within_the_month_is_both(tmp_path: Path) -> None:
    rows = two("2026-10-15", "2026-10-16")
    values = f"p: {{unit: u, type: count, values: {rows}}}"
    text = "def a(x: Count, p: Count) -> Condition:\n    return x >= p"
    answers = [one(tmp_path, text, values, x=x)["a"].answer for x in (2, 5, 9)]
    assert answers == ["no", "unknown", "yes"]


@pytest.mark.parametrize(
    ("x", "c", "answer", "mark"),
    [(5, True, "yes", Mark.S), (1, True, "no", Mark.S), (5, False, "no", Mark.P), (1, False, "no", Mark.P)],
)
def test_the_mark_of_an_answer_is_that_of_what_decides_it(
    tmp_path: Path, x: int, c: bool, answer: str, mark: Mark
) -> None:
    text = "def big(x: Count, p: Count) -> Condition:\n    return x >= p\n\n"
    text += "def a(big: Condition, c: Condition) -> Condition:\n    return big & c"
    found = one(tmp_path, text, parameter("p", "3").replace("mark: P", "mark: S"), x=x, c=c)
    assert (found["a"].answer, found["a"].mark) == (answer, mark)


def test_a_fact_brings_its_own_mark() -> None:
    found = assess(SCHEME, MOTHER, NOVEMBER, targets=["employed"], marks={"contract_from": Mark.D})
    assert found["employed"].mark is Mark.D


def test_the_pack_says_which_clock_governs(tmp_path: Path) -> None:
    rows = two("2025-12-31", "2026-01-01")
    clocks = Clocks(date(2025, 12, 1), application=date(2026, 2, 5), rule=date(2024, 7, 1))
    text = "def a(x: Count, p: Count) -> Condition:\n    return x >= p"
    for clock, answer in (("work", "yes"), ("application", "no"), ("rule", "yes")):
        own = f"p: {{unit: u, type: count, clock: {clock}, values: {rows}}}"
        assert one(tmp_path, text, own, clocks, x=5)["a"].answer == answer
        packs = f"p: {{unit: u, type: count, values: {rows}}}"
        assert one(tmp_path, text, packs, clocks, f"clock: {clock}", x=5)["a"].answer == answer


def test_the_clocks_can_be_read_by_rules(tmp_path: Path) -> None:
    text = "def a(month: Month, application_day: Day) -> Condition:\n    return month_of(application_day) - month <= 3"
    for day, answer in ((date(2027, 1, 31), "yes"), (date(2027, 2, 1), "no")):
        assert one(tmp_path, text, clocks=Clocks(date(2026, 10, 1), application=day))["a"].answer == answer


def test_a_retroactive_notice_counts_only_once_it_was_known(tmp_path: Path) -> None:
    """湖北: issued on 2025-12-24, in force from 2025-12-01."""
    store = shipped_packs()
    december = date(2025, 12, 1)
    before, after = (
        store.ask("minimum_wage.monthly", place="420000", on=december, key="一档", known_on=day)
        for day in (date(2025, 12, 23), date(2025, 12, 24))
    )
    assert before.value is not None
    assert after.value is not None
    assert (before.value.number, after.value.number) == (2210, 2400)
    rows = two("2025-11-30", "2025-12-01", ", known_from: 2025-12-24")
    values = f"p: {{unit: u, type: count, values: {rows}}}"
    text = "def a(x: Count, p: Count) -> Condition:\n    return x >= p"
    answers = [
        one(tmp_path, text, values, Clocks(december, known_on=day), x=5)["a"].answer
        for day in (date(2025, 12, 23), date(2025, 12, 24), None)
    ]
    assert answers == ["yes", "no", "no"]


def test_a_rule_holds_from_its_first_to_its_last_day(tmp_path: Path) -> None:
    text = """
@rule(zh="甲", en="a", until="2026-06-30")
def a(x: Count) -> Condition:
    return x >= 3

@rule(zh="甲", en="a", name="a", since="2026-07-01", until="2026-09-30")
def a_later(x: Count) -> Condition:
    return x >= 8
"""
    pack = load(tmp_path, text)
    months = (date(2026, 6, 1), date(2026, 7, 1), date(2026, 10, 1))
    assert [assess(pack, {"x": 5}, Clocks(month))["a"].answer for month in months] == ["yes", "no", "no"]


def test_a_nearer_place_wins_where_the_law_lets_it(tmp_path: Path) -> None:
    def above(nearer: str, city: str) -> ParameterStore:
        for place, value, more in (("000000", "8", f"  nearer: {nearer}\n"), ("442000", city, "")):
            folder = tmp_path / f"{nearer}-{city}" / place
            (folder / "params").mkdir(parents=True)
            (folder / "pack.yaml").write_text(f"place: '{place}'\n", encoding="utf-8")
            row = f"    - {{value: {value}, from: 2020-01-01, source: s, mark: P}}\n"
            (folder / "params" / "a.yaml").write_text(
                f"hours:\n  unit: hours\n{more}  values:\n{row}", encoding="utf-8"
            )
        return load_packs(tmp_path / f"{nearer}-{city}")

    for nearer, city, value in (("free", "6", 6), ("lower", "6", 6), ("higher", "9", 9)):
        answer = above(nearer, city).ask("hours", place="442000", on=date(2026, 1, 1)).value
        assert answer is not None
        assert answer.number == value
    for nearer, city, told in (
        ("nothing", "6", "nothing here"),
        ("lower", "9", "only lower"),
        ("higher", "6", "only higher"),
    ):
        with pytest.raises(PackError, match=told):
            above(nearer, city)


def test_the_minimum_wage_of_a_place_whose_tier_is_not_known_is_every_tier(tmp_path: Path) -> None:
    head = "uses: {floor: minimum_wage.monthly}"
    text = "def a(money: Fen, floor: Fen) -> Condition:\n    return money >= floor"
    folder = write(tmp_path, rule(text), head=head)
    pack_yaml = folder / "pack.yaml"
    pack_yaml.write_text(pack_yaml.read_text(encoding="utf-8").replace("'442000'", "'420000'"), encoding="utf-8")
    pack = load_pack(folder, shipped_packs())
    answers = [assess(pack, {"money": m}, A, place="420624")["a"].answer for m in (196_999, 200_000, 213_000)]
    assert answers == ["no", "unknown", "yes"]
    assert assess(pack, {"money": 239_999}, A, place="420102")["a"].answer == "no"


def test_the_trace_names_rule_article_value_and_source() -> None:
    data = decision_as_data(decided())
    assert json.loads(json.dumps(data)) == data
    tree = next(t for t in data["trace"] if t["rule"] == "insurance_subsidy")
    amount = next(n for n in tree["needs"] if n.get("argument") == "insurance_amount")
    assert (amount["values"][0]["value"], amount["values"][0]["document"]) == ("300", "中府函〔2022〕226号")
    assert (tree["label_zh"], tree["article"], tree["low"], tree["mark"]) == (
        "社会保险补贴",
        "社会保险补贴",
        30000,
        "S",
    )
    # A rule shown before is named without its parts.
    due = next(n for n in tree["needs"] if n.get("rule") == "insurance_due")
    assert next(n for n in due["needs"] if n.get("rule") == "subsidy_access")["again"] is True
    assert next(n for n in due["needs"] if n.get("fact") == "insured")["given"] == ["2022-09", "2022-10", "2022-11"]


def test_a_stored_decision_replays_to_the_same_trace() -> None:
    clocks = Clocks(date(2022, 11, 1), application=date(2023, 1, 5), known_on=date(2023, 1, 5))
    stored = json.loads(json.dumps(decision_as_data(assess(SCHEME, MOTHER, clocks, marks={"insured": Mark.S}))))
    again = replay(stored, lambda name, digest: SCHEME)
    assert again == stored
    with pytest.raises(NoSuchPack, match=stored["pack_hash"]):
        replay(stored, lambda name, digest: None)
    other = reformed(SCHEME, load_reform(ZHONGSHAN / "reforms" / "any-parent.yaml"))
    assert other.hash != SCHEME.hash
    with pytest.raises(NoSuchPack):
        replay(stored, lambda name, digest: other)


def test_a_reform_changes_what_it_names_from_its_day() -> None:
    new = reformed(SCHEME, load_reform(ZHONGSHAN / "reforms" / "any-parent.yaml"))
    father = MOTHER | {"relation": "father"}
    assert assess(new, father, NOVEMBER)["insurance_subsidy"].low == 60000
    assert assess(SCHEME, father, NOVEMBER)["insurance_subsidy"].answer == "unknown"
    assert assess(new, MOTHER | {"relation": "grandmother"}, NOVEMBER)["post_access"].answer == "no"


@pytest.mark.parametrize(
    ("fact", "given"),
    [
        ("relation", "aunt"),
        ("child_birth", "2016-02-30"),
        ("child_birth", "soon"),
        ("contract_from", 20220901),
        ("insured", ["2022-13"]),
        ("insured", "sometimes"),
        ("colour", "red"),
    ],
)
def test_a_fact_that_cannot_be_read_is_named(fact: str, given: Any) -> None:
    with pytest.raises(FactError) as fault:
        assess(SCHEME, MOTHER | {fact: given}, NOVEMBER)
    assert fault.value.field == fact
    assert fault.value.problem.zh != fault.value.problem.en


@pytest.mark.parametrize("given", [1.5, True, "300", 10**12])
def test_amounts_are_whole_fen(tmp_path: Path, given: Any) -> None:
    pack = load(tmp_path, rule("def a(money: Fen) -> Condition:\n    return money > 0"))
    with pytest.raises(FactError, match="fen"):
        assess(pack, {"money": given}, A)


def test_a_place_elsewhere_and_a_rule_unheard_of_are_refused() -> None:
    with pytest.raises(ValueError, match="does not lie in 442000"):
        assess(SCHEME, MOTHER, NOVEMBER, place="440100")
    with pytest.raises(ValueError, match="no rule of zhongshan"):
        assess(SCHEME, MOTHER, NOVEMBER, targets=["riches"])


def test_a_case_that_does_not_hold_is_a_fault_by_file_and_name(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "442000" / "schemes", rule("def a(x: Count) -> Condition:\n    return x > 3"), facts=FACTS
    )
    (folder / "tests").mkdir()
    case = "{name: {zh: 例, en: a case}, at: 2026-10, facts: {x: 3}, expect: {a: true}}"
    (folder / "tests" / "cases.yaml").write_text(f"cases:\n  - {case}\n", encoding="utf-8")
    (tmp_path / "442000" / "pack.yaml").write_text("place: '442000'\n", encoding="utf-8")
    report = check_packs(tmp_path)
    assert (report.packs, report.cases) == (("small",), 1)
    assert len(report.faults) == 1
    assert "cases.yaml: case 1 (例): a: expected True" in report.faults[0]


def test_more_than_five_unstated_parameters_are_worked_out_as_ranges(tmp_path: Path) -> None:
    names = [f"p{n}" for n in range(6)]
    values = "\n".join(parameter(n, "not_stated", more=", low: 1, high: 2") for n in names)
    text = (
        "def a(x: Count, "
        + ", ".join(f"{n}: Count" for n in names)
        + ") -> Count:\n    return x + "
        + " + ".join(names)
    )
    found = one(tmp_path, text, values, x=0)["a"]
    assert (found.low, found.high, found.because) == (6, 12, tuple(names))


def test_the_hash_follows_every_file_and_the_law_above(tmp_path: Path) -> None:
    first: Pack = load(tmp_path / "a", rule("def a(x: Count) -> Count:\n    return x"))
    second = load(tmp_path / "b", rule("def a(x: Count) -> Count:\n    return x + 1"))
    third = load(tmp_path / "a", rule("def a(x: Count) -> Count:\n    return x"), above=shipped_packs())
    assert len({first.hash, second.hash, third.hash}) == 3
