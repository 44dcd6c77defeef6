"""The shipped schemes: hard cases through the case file, what is unknown stays so, and facts only narrow an answer."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.domain.rules import (
    PACKS,
    AgeCategory,
    CaseError,
    Clocks,
    Decision,
    Outcome,
    assess,
    assess_scheme,
    case_from,
    case_from_text,
    check_pack,
    load_reform,
    reformed,
    retirement,
    scheme_as_data,
    scheme_summary,
    shipped_schemes,
)
from carepost.domain.rules.schemes_case import EMPLOYERS, FORMS, RELATIONS

IDS = {
    "zhongshan-1.0", "zhongshan-2.0", "guangdong-2023-draft", "guangdong-2023-16", "zhaoqing-2023", "zhuhai-base",
    "shandong-2024", "weihai-2025", "hubei-2025", "shanghai-2024", "harbin-2024", "xiangtan-2024", "tax-7800",
    "tax-20000",
}  # fmt: skip
WORKER = {"sex": "female", "birth": "1990-02-03", "relation": "mother", "child_birth": "2016-05-01"}
CONTRACT = {"form": "full_time", "from": "2022-09-01", "to": "2023-08-31"}
CASE: dict[str, Any] = {
    "scheme": "zhongshan-1.0",
    "at": "2022-11",
    "worker": WORKER,
    "contract": CONTRACT,
    "insurance_months": ["2022-09", "2022-10", "2022-11"],
    "wage_fen": 450000,
    "hours_per_week": 40,
    "employer": {"kind": "enterprise"},
}
TWO: dict[str, Any] = {
    "scheme": "zhongshan-2.0",
    "at": "2023-12",
    "contract": {"from": "2023-11-15", "to": "2024-11-14"},
}


def asked(worker: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    return assess_scheme(case_from(CASE | changes | {"worker": WORKER | (worker or {})}))


def money(found: dict[str, Any]) -> tuple[Any, Any]:
    return found["amount_low_fen"], found["amount_high_fen"]


def access(found: dict[str, Any]) -> tuple[str, str]:
    return found["post_access"], found["subsidy_access"]


def test_every_scheme_of_the_register_is_there() -> None:
    assert set(shipped_schemes()) == IDS


@pytest.mark.parametrize("name", sorted(IDS))
def test_a_scheme_says_what_it_is_and_its_cases_hold(name: str) -> None:
    pack = shipped_schemes()[name]
    ran, faults = check_pack(pack)
    assert ran >= 1
    assert faults == []
    shown = json.loads(json.dumps(scheme_as_data(pack)))
    assert shown["authority"]
    assert all(value["source"] and value["mark"] in "PSDMN" for value in shown["values"])
    assert all(row["article"] or row["rules"] or row["facts"] for row in shown["conditions"])
    cited = {each for value in shown["values"] for each in re.findall(r"\b[A-Z]\d{1,2}\b", value["source"])}
    assert cited <= set(shown["sources"])
    assert scheme_summary(pack)["marks"]


def test_all_fourteen_hard_cases_are_cases_of_packs() -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in PACKS.glob("*/schemes/*/tests/*.yaml"))
    assert {int(number) for number in re.findall(r"难例(\d+)：", written)} == set(range(1, 15))


@pytest.mark.parametrize("name", sorted(IDS - {"tax-7800", "zhuhai-base"}))
def test_the_three_absences_are_told_apart(name: str) -> None:
    shown = scheme_as_data(shipped_schemes()[name])
    silent = {row["name"] for row in shown["not_stated"]}
    assert {"clawback", "documents", "removal"} <= silent
    assert silent.isdisjoint(row["name"] for row in shown["none"])


def test_a_mother_under_the_first_scheme() -> None:
    found = asked()
    assert access(found) == ("yes", "yes")
    assert money(found) == (30_000, 40_000)
    assert found["unmet"] == []
    assert [(row["name"], row["kind"], row["could_change"]) for row in found["unknown"]] == [
        ("post_months_max", "law", ["payment B"])
    ]
    assert found["by_payee"]["employer"]["amount_low_fen"] == 30_000
    assert found["by_payee"]["worker"]["amount_high_fen"] == 0
    assert found["trace"]
    first = asked(at="2022-09", insurance_months=["2022-09"])
    assert money(first) == (40_000, 40_000)


def test_the_same_father_on_two_dates_has_two_answers() -> None:
    father = {"sex": "male", "relation": "father"}
    assert access(asked(father)) == ("unknown", "unknown")
    assert access(asked(father, **TWO)) == ("yes", "yes")


@pytest.mark.parametrize(("relation", "sex"), [("carer_of_adult", "female"), ("graduate", "male")])
def test_the_post_without_the_subsidy(relation: str, sex: str) -> None:
    found = asked({"relation": relation, "sex": sex}, **TWO)
    assert access(found) == ("yes", "no")
    assert money(found) == (0, 0)


def test_an_amount_that_no_source_states_has_no_upper_end() -> None:
    assert money(asked(**TWO)) == (0, None)
    assert money(asked(scheme="weihai-2025", at="2026-01")) == (0, None)
    payees = asked(scheme="weihai-2025", at="2026-01")["by_payee"]
    assert set(payees) == {"employer", "worker"}


@pytest.mark.parametrize("scheme", ["zhongshan-1.0", "zhongshan-2.0", "shanghai-2024", "shandong-2024", "hubei-2025"])
def test_between_the_twelfth_and_thirteenth_birthday_nothing_is_sure(scheme: str) -> None:
    at, hired = {"zhongshan-1.0": ("2022-11", "2022-10-10"), "zhongshan-2.0": ("2024-01", "2023-12-10")}.get(
        scheme, ("2025-08", "2025-07-10")
    )
    year = int(at[:4])
    contract = {"form": "full_time", "from": hired, "to": f"{year + 2}-01-01"}
    assert asked({"child_birth": f"{year - 11}-12-31"}, scheme=scheme, at=at, contract=contract)["post_access"] == "yes"
    for birth in (f"{year - 12}-01-01", f"{year - 13}-12-31"):
        found = asked({"child_birth": birth}, scheme=scheme, at=at, contract=contract)
        assert found["post_access"] == "unknown", birth
        assert "child_age_limit" in {row["name"] for row in found["unknown"]}
    assert asked({"child_birth": f"{year - 15}-01-01"}, scheme=scheme, at=at, contract=contract)["post_access"] == "no"


def test_a_hire_between_the_two_schemes_is_unknown() -> None:
    contract = {"form": "full_time", "from": "2023-08-15", "to": "2024-08-14"}
    insured = ["2023-08", "2023-09"]
    assert access(asked(at="2023-09", contract=contract, insurance_months=insured)) == ("unknown", "unknown")
    assert access(asked(scheme="zhongshan-2.0", at="2023-12", contract=contract)) == ("unknown", "unknown")


def test_eleven_months_refuse_one_subsidy_only() -> None:
    found = asked(contract=CONTRACT | {"to": "2023-07-31"})
    assert access(found) == ("yes", "yes")
    assert money(found) == (0, 10_000)
    assert [(row["rule"], row["denies"]) for row in found["unmet"]] == [("contract_ok", ["payment A"])]


def test_a_mother_is_no_tax_category() -> None:
    mother: dict[str, Any] = {"scheme": "tax-7800", "at": "2025-09", "insurance_months": ["2025-09"]}
    mother["contract"] = {"form": "full_time", "from": "2025-08-01", "to": "2026-07-31"}
    unregistered = asked({"registered_unemployed_since": "none"}, **mother)
    assert unregistered["subsidy_access"] == "no"
    assert money(unregistered) == (0, 0)
    assert "group_ok" in {row["rule"] for row in unregistered["unmet"]}
    silent = asked({}, **mother)
    assert silent["subsidy_access"] == "unknown"
    assert "worker.registered_unemployed_since" in {row["field"] for row in silent["unknown"]}
    assert money(asked({"registered_unemployed_since": "2025-01-15"}, **mother)) == (50_000, 65_000)
    poor = asked({"registered_unemployed_since": "none", "grounds": ["lifted_out_of_poverty"]}, **mother)
    assert poor["subsidy_access"] == "yes"


def test_a_ground_that_is_not_claimed_is_named() -> None:
    found = asked({"relation": "none"}, **TWO)
    assert access(found) == ("no", "no")
    assert {row["name"] for row in found["not_claimed"]} == {
        "hard_to_employ", "disabled_or_seriously_ill", "named_online_industry",
    }  # fmt: skip
    assert access(asked({"relation": "none", "grounds": ["hard_to_employ"]}, **TWO)) == ("yes", "no")


def test_a_draft_grants_nothing() -> None:
    found = asked(scheme="guangdong-2023-draft", at="2023-05")
    assert access(found) == ("no", "no")
    assert found["warnings"]
    assert scheme_summary(shipped_schemes()["guangdong-2023-draft"])["from"] == "none"


def test_the_relation_counts_where_the_sex_contradicts_it() -> None:
    found = asked({"sex": "male"})
    assert access(found) == ("yes", "yes")
    assert "worker.sex" in found["warnings"][0]["en"]


def test_the_best_papers_to_look_for_are_named() -> None:
    case = {key: value for key, value in CASE.items() if key != "insurance_months"}
    found = assess_scheme(case_from(case))
    rows = {row["name"]: row for row in found["unknown"]}
    assert rows["insured"]["kind"] == "fact"
    assert rows["insured"]["field"] == "insurance_months"
    assert "payment A" in rows["insured"]["could_change"]


DAYS = st.dates(date(2008, 1, 1), date(2027, 12, 31)).map(str)
WORKERS = st.sampled_from(RELATIONS).flatmap(
    lambda relation: st.fixed_dictionaries(
        {
            "relation": st.just(relation),
            "birth": st.dates(date(1960, 1, 1), date(2006, 1, 1)).map(str),
            "child_birth": DAYS,
            "registered_unemployed_since": DAYS | st.just("none"),
        }
        | ({} if relation in ("mother", "father") else {"sex": st.sampled_from(["female", "male"])})
    )
)
MONTHS = st.dates(date(2022, 6, 1), date(2026, 12, 31)).map(lambda day: f"{day:%Y-%m}")


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    ends = sorted(draw(st.lists(st.dates(date(2022, 5, 1), date(2027, 1, 1)), min_size=2, max_size=2)))
    return {
        "scheme": draw(st.sampled_from(sorted(IDS))),
        "at": draw(MONTHS),
        "worker": draw(WORKERS),
        "contract": {"form": draw(st.sampled_from(FORMS)), "from": str(ends[0]), "to": str(ends[1])},
        "insurance_months": draw(st.lists(MONTHS, max_size=8)),
        "employer": {"kind": draw(st.sampled_from(EMPLOYERS))},
    }


def without(case: dict[str, Any], dropped: set[str]) -> dict[str, Any]:
    out = {key: value for key, value in case.items() if key not in dropped}
    for part in ("worker", "contract", "employer"):
        if part in out:
            out[part] = {key: value for key, value in out[part].items() if f"{part}.{key}" not in dropped}
    return out


LEFT_OUT = st.sets(
    st.sampled_from(
        ["worker", "worker.sex", "worker.relation", "worker.birth", "worker.child_birth", "contract", "contract.form",
         "worker.registered_unemployed_since", "contract.from", "contract.to", "insurance_months", "employer"]
    ),
    min_size=1,
)  # fmt: skip


def ends(found: dict[str, Any]) -> tuple[int, float]:
    high = found["amount_high_fen"]
    return found["amount_low_fen"], float("inf") if high is None else high


@settings(max_examples=150, deadline=None)
@given(cases(), LEFT_OUT)
def test_filling_in_a_missing_fact_only_narrows(case: dict[str, Any], dropped: set[str]) -> None:
    full, less = assess_scheme(case_from(case)), assess_scheme(case_from(without(case, dropped)))
    for known, unsure in zip(access(full), access(less), strict=True):
        assert unsure in (known, "unknown")
    (low, high), (least, most) = ends(full), ends(less)
    assert least <= low <= high <= most


def under(case: dict[str, Any], reform: str | None) -> Decision:
    """The case under the first scheme, as it stands or reformed."""
    pack = shipped_schemes()["zhongshan-1.0"]
    read = case_from(case)
    facts = {name: value for name, value in read.facts.items() if name in pack.facts}
    if reform is not None:
        pack = reformed(pack, load_reform(pack.folder / "reforms" / f"{reform}.yaml"))
    return assess(pack, facts, Clocks(read.at))


def span(outcome: Outcome) -> tuple[int, float]:
    return outcome.low, float("inf") if outcome.high is None else outcome.high


@settings(max_examples=60, deadline=None)
@given(cases())
def test_widening_the_relations_never_removes_a_person(case: dict[str, Any]) -> None:
    parent, carer, baseline = under(case, "any-parent"), under(case, "any-carer"), under(case, None)
    for rule in ("post_access", "subsidy_access", "insurance_subsidy", "post_subsidy", "flexible_subsidy"):
        for narrow, wide in ((parent, carer), (baseline, carer)):
            assert span(narrow[rule])[0] <= span(wide[rule])[0]
            assert span(narrow[rule])[1] <= span(wide[rule])[1]


@settings(max_examples=30, deadline=None)
@given(cases())
def test_raising_an_amount_never_lowers_what_is_paid(case: dict[str, Any]) -> None:
    before, after = under(case, None)["insurance_subsidy"], under(case, "six-hundred")["insurance_subsidy"]
    assert span(before)[0] <= span(after)[0]
    assert span(before)[1] <= span(after)[1]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"scheme": "zhongshan-9"}, "scheme"),
        ({"scheme": None}, "scheme"),
        ({"at": "2022-13"}, "at"),
        ({"at": 2022}, "at"),
        ({"at": None}, "at"),
        ({"at": "9999-12"}, "at"),
        ({"at": "0001-01"}, "at"),
        ({"city": 1}, "city"),
        ({"worker": {"relation": "aunt"}}, "worker.relation"),
        ({"worker": {"child_birth": "2016-05"}}, "worker.child_birth"),
        ({"worker": {"name": "x"}}, "worker.name"),
        ({"worker": []}, "worker"),
        ({"worker": {"grounds": ["poor"]}}, "worker.grounds[0]"),
        ({"contract": {"form": "gig"}}, "contract.form"),
        ({"contract": {"from": "2023-01-02", "to": "2023-01-01"}}, "contract.to"),
        ({"insurance_months": "2022-08"}, "insurance_months"),
        ({"insurance_months": ["2022-08", "august"]}, "insurance_months[1]"),
        ({"wage_fen": 4500.5}, "wage_fen"),
        ({"hours_per_week": 200}, "hours_per_week"),
        ({"employer": {"kind": "bank"}}, "employer.kind"),
    ],
)
def test_a_case_that_cannot_be_read_names_the_key_and_the_remedy(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(CaseError) as refused:
        assess_scheme(case_from(CASE | changes))
    assert refused.value.field == field
    assert refused.value.problem.zh
    assert refused.value.problem.en


@pytest.mark.parametrize(
    "text",
    ["", "- 1", "{", "a: &x [1]\nb: *x", "scheme: !!python/object:os.system x", "at: 2022-02-31", "[[[[[[[[1]]]]]]]]",
     "scheme: a\nscheme: b", '{"scheme": "a", "scheme": "b"}', "x" * 100_001],
)  # fmt: skip
def test_a_file_that_is_no_case_is_refused(text: str) -> None:
    with pytest.raises(CaseError):
        case_from_text(text.encode())


def test_a_file_that_is_not_utf_8_is_refused() -> None:
    with pytest.raises(CaseError):
        case_from_text(b"scheme: \xff")


def test_json_and_yaml_are_the_same_case() -> None:
    yaml_text = "scheme: zhongshan-2.0\nat: 2023-12\ncontract: {from: 2023-11-15, to: open}\nworker: {relation: father}"
    json_text = (
        '{"scheme": "zhongshan-2.0", "at": "2023-12", "contract": {"from": "2023-11-15", "to": "open"},'
        ' "worker": {"relation": "father"}}'
    )
    assert case_from_text(yaml_text.encode()) == case_from_text(json_text.encode())


CATEGORIES = (AgeCategory.FEMALE50, AgeCategory.FEMALE55)
OWN: dict[str, Any] = {
    "scheme": "tax-20000",
    "at": "2025-09",
    "worker": {"registered_unemployed_since": "2025-01-15"},
    "business": {"kind": "individual_business", "registered_on": "2025-08-01"},
}


def own(**changes: Any) -> dict[str, Any]:
    return assess_scheme(case_from(OWN | changes))


def test_a_business_of_ones_own() -> None:
    found = own()
    assert access(found) == ("yes", "yes")
    assert money(found) == (166_666, 200_000)
    assert found["marks"]["subsidy_access"] == "M"
    assert any("no condition" in warning["en"] for warning in found["warnings"])
    assert access(own(worker={"relation": "mother", "registered_unemployed_since": "none"})) == ("yes", "no")
    assert access(own(worker={"relation": "mother"})) == ("yes", "unknown")
    assert access(own(worker={"grounds": ["lifted_out_of_poverty"], "registered_unemployed_since": "none"}))[1] == "yes"
    assert access(own(worker={"relation": "graduate", "registered_unemployed_since": "none"}))[1] == "unknown"
    assert access(own(business={"kind": "enterprise", "registered_on": "2025-08-01"}))[1] == "no"


def test_a_missing_licence_is_the_paper_to_look_for() -> None:
    found = own(business={})
    assert access(found) == ("yes", "unknown")
    assert {"business.kind", "business.registered_on"} <= {row["field"] for row in found["unknown"]}


@pytest.mark.parametrize(
    ("business", "told"),
    [
        ({"registered_on": "August"}, "business.registered_on"),
        ({"kind": "shop"}, "business.kind"),
        ({"licence": 1}, "business.licence"),
    ],
)
def test_a_business_that_cannot_be_read_is_refused(business: dict[str, Any], told: str) -> None:
    with pytest.raises(CaseError) as refused:
        own(business=business)
    assert refused.value.field == told


@pytest.mark.parametrize(("birth", "told"), [("2006-11-30", False), ("2006-12-01", True)])
def test_a_person_below_the_working_age_is_warned_of(birth: str, told: bool) -> None:
    warnings = " ".join(warning["zh"] for warning in asked({"birth": birth})["warnings"])
    assert ("未满16周岁" in warnings) == told


@pytest.mark.parametrize("scheme", ["shandong-2024", "hubei-2025", "harbin-2024"])
@pytest.mark.parametrize("birth", ["1969-12-31", "1970-01-01", "1970-06-15", "1974-12-31", "1975-01-01", "1975-06-20"])
def test_working_age_ends_when_the_statutory_age_is_reached(scheme: str, birth: str) -> None:
    """The same months as the formula of the retirement pack: yes before both, no after both, else 50 or 55 decides."""
    fifty, five = (retirement(c, date.fromisoformat(birth)).retirement_month for c in CATEGORIES)
    for at in ("2025-07", "2025-08", "2025-09", "2026-05", fifty, five):
        if at < "2025-07":
            continue
        found = asked(
            {"birth": birth, "child_birth": "2020-05-01"},
            scheme=scheme,
            at=at,
            contract=CONTRACT | {"from": "2025-07-01", "to": "open"},
        )
        expected = "yes" if at < min(fifty, five) else "no" if at >= max(fifty, five) else "unknown"
        assert found["post_access"] == expected, (at, fifty, five)
