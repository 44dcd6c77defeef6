"""What a self-check asks and of whom, which schemes count at a place in a month, and in which order they answer."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.domain.rules import (
    OWN_BUSINESS,
    Asker,
    CaseError,
    Group,
    Insured,
    Status,
    answers_of,
    best,
    case_of,
    concerns_posts,
    insured_months,
    lineage,
    money_of,
    questions_of,
    schemes_at,
    shipped_schemes,
)
from carepost.domain.rules.schemes_case import EMPLOYERS, FORMS, RELATIONS

SCHEMES = shipped_schemes()
NOW = date(2026, 11, 1)


def ids(place: str, month: date = NOW) -> list[str]:
    return [pack.id for pack in schemes_at(SCHEMES, place, month)]


def test_the_schemes_of_a_place_and_above_the_nearest_first() -> None:
    assert ids("442000") == ["zhongshan-2.0", "guangdong-2023-16", "tax-7800"]
    assert ids("442000114") == ids("442000"), "a town is answered by its city"
    assert ids("371002") == ["weihai-2025", "shandong-2024", "tax-7800"]
    assert ids("110101") == ["tax-7800"]


def test_a_replaced_text_counts_until_its_successor_begins() -> None:
    assert "zhongshan-1.0" in ids("442000", date(2023, 10, 1))
    assert "zhongshan-1.0" not in ids("442000", date(2023, 11, 1))


@pytest.mark.parametrize("place", sorted({pack.place for pack in SCHEMES.values()}))
@pytest.mark.parametrize("month", [date(2021, 1, 1), date(2023, 5, 1), NOW])
def test_drafts_and_reliefs_of_owners_never_count_for_a_hire(place: str, month: date) -> None:
    packs = schemes_at(SCHEMES, place, month)
    assert all(pack.status is not Status.DRAFT for pack in packs)
    assert OWN_BUSINESS.isdisjoint(pack.id for pack in packs)
    assert all(pack.place in lineage(place) for pack in packs)


def test_a_malformed_place_is_refused() -> None:
    with pytest.raises(ValueError, match="no place code"):
        schemes_at(SCHEMES, "zhongshan", NOW)


@pytest.mark.parametrize("asker", Asker)
def test_every_fact_is_asked_once_in_words_of_its_own(asker: Asker) -> None:
    asked = questions_of(SCHEMES.values(), asker)
    names = [question.fact.name for question in asked]
    assert len(names) == len(set(names))
    assert [q.group for q in asked] == sorted((q.group for q in asked), key=list(Group).index)
    assert all(q.text.zh != q.fact.label.zh for q in asked), "a fact without a question in plain words"


def test_only_what_the_packs_ask_for_is_asked() -> None:
    pack = SCHEMES["xiangtan-2024"]
    assert [q.fact.name for q in questions_of([pack], Asker.CARER)] == ["sex"]
    assert questions_of([pack], Asker.EMPLOYER) == ()


def test_insured_months_run_from_the_hire_to_the_month_asked() -> None:
    at, hired = date(2026, 3, 1), date(2026, 1, 15)
    assert insured_months(Insured.EVERY, at, hired) == ["2026-01", "2026-02", "2026-03"]
    assert insured_months(Insured.EVERY, at, None) == ["2026-03"]
    assert insured_months(Insured.GAP, at, hired) == ["2026-03"]
    assert insured_months(Insured.NOT_NOW, at, hired) == []
    assert insured_months(Insured.EVERY, at, date(2027, 1, 1)) == []
    assert len(insured_months(Insured.EVERY, at, date(1950, 1, 1))) == 121


def test_a_case_of_facts_fills_in_the_sex_and_refuses_an_end_before_the_beginning() -> None:
    case = case_of("shandong-2024", date(2026, 11, 22), {"relation": "grandfather"})
    assert (case.at, case.facts["sex"]) == (NOW, "male")
    assert case_of("x", NOW, {"relation": "mother", "sex": "male"}).warnings
    with pytest.raises(CaseError) as refused:
        case_of("x", NOW, {"contract_from": date(2026, 2, 1), "contract_to": date(2026, 1, 1)})
    assert refused.value.field == "contract.to"


def test_the_best_of_answers() -> None:
    assert best(["no", "unknown", "yes"]) == "yes"
    assert best(["no", "unknown"]) == "unknown"
    assert best([]) == "unknown"


def test_a_relief_of_taxes_says_nothing_of_posts() -> None:
    assert answers_of(schemes_at(SCHEMES, "442000", NOW), NOW, {})[0]["scheme"] == "zhongshan-2.0"
    found = {answer["scheme"]: answer for answer in answers_of(schemes_at(SCHEMES, "442000", NOW), NOW, {})}
    assert [name for name, answer in found.items() if not concerns_posts(answer)] == ["tax-7800"]


DAYS = st.dates(date(2008, 1, 1), date(2027, 12, 31))
FACTS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "relation": st.sampled_from(RELATIONS),
        "child_birth": DAYS,
        "worker_birth": DAYS,
        "contract_from": st.dates(date(2022, 1, 1), date(2024, 1, 1)),
        "contract_to": st.dates(date(2024, 1, 2), date(2027, 1, 1)),
        "contract_form": st.sampled_from(FORMS),
        "employer_kind": st.sampled_from(EMPLOYERS),
        "hard_to_employ": st.booleans(),
        "registered_unemployed": st.booleans(),
        "unemployed_since": DAYS,
    },
)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["442000", "370200", "310000", "420000", "110000"]), FACTS)
def test_the_best_answer_stands_first_and_no_answer_is_lost(place: str, facts: dict[str, Any]) -> None:
    packs = schemes_at(SCHEMES, place, NOW)
    found = answers_of(packs, NOW, facts)
    assert sorted(answer["scheme"] for answer in found) == sorted(pack.id for pack in packs)
    order = ["yes", "unknown", "no"]
    posts = [a["post_access"] if concerns_posts(a) else "unknown" for a in found]
    ranks = [(order.index(post), order.index(money_of(a))) for post, a in zip(posts, found, strict=True)]
    assert ranks == sorted(ranks)
    assert all(money_of(a) == "no" for a in found if a["subsidy_access"] == "no")


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["442000", "370200", "310000"]), FACTS, st.data())
def test_an_answer_left_out_never_turns_a_yes_into_a_no(place: str, facts: dict[str, Any], data: st.DataObject) -> None:
    dropped = data.draw(st.sets(st.sampled_from(sorted(facts)))) if facts else set()
    packs = schemes_at(SCHEMES, place, NOW)
    full = {a["scheme"]: a["post_access"] for a in answers_of(packs, NOW, facts)}
    less = {n: v for n, v in facts.items() if n not in dropped}
    for answer in answers_of(packs, NOW, less):
        assert answer["post_access"] in (full[answer["scheme"]], "unknown")
