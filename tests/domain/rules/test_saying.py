"""Values, rules and questions in words: every shipped one is said in both languages, and none says what it is not."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.domain.facts import Mark, Text
from carepost.domain.rules import (
    PACKS,
    DatedValue,
    Pack,
    PayError,
    held,
    lineage,
    load_schemes,
    name_in_words,
    pay_question,
    readers,
    rule_in_words,
    shipped_packs,
    table_and_column,
    table_label,
    value_in_words,
    words_for,
)

STORE = shipped_packs()
RULES = load_schemes(PACKS, STORE)
LATIN, CHINESE = re.compile(r"[A-Za-z]{2,}"), re.compile(r"[\u3400-\u9fff]")
PLACES = sorted({value.place for value in STORE})
TODAY = date(2026, 11, 22)


def value_of(value: Decimal | str, unit: str, name: str = "x") -> DatedValue:
    day = date(2026, 1, 1)
    return DatedValue(name, "000000", "", value, unit, day, None, True, "", "", "test", Mark.P)


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (Decimal("1900.00"), "CNY/month", "1900 元/月", "1900 yuan a month"),
        (Decimal("0.0085"), "ratio", "0.85%", "0.85 %"),
        (Decimal("21.75"), "days", "21.75 天", "21.75 days"),
        ("允许 · allowed", "words", "允许", "allowed"),
        ("yes", "yes or no", "是", "yes"),
        ("mother, father", "options of relation", "母亲、父亲", "mother, father"),
        ("female50: 50, male60: 60", "months", "女职工（原 50 周岁）：50 个月；男职工（原 60 周岁）：60 个月",
         "women (formerly 50): 50 months; men (formerly 60): 60 months"),
        ("2022-07-04", "day", "2022-07-04", "2022-07-04"),
        ("5/10/15", "days", "5/10/15 天", "5/10/15 days"),
    ],
)  # fmt: skip
def test_a_value_is_said_with_its_unit(value: Decimal | str, unit: str, zh: str, en: str) -> None:
    assert value_in_words(value_of(value, unit)) == Text(zh, en)


def test_an_age_is_no_number_of_years() -> None:
    assert value_in_words(value_of(Decimal(12), "years", "child_age_limit")) == Text("12 周岁", "age 12")
    assert value_in_words(value_of(Decimal(5), "years", "graduate_years")) == Text("5 年", "5 years")


def test_words_without_another_form_are_not_made_up() -> None:
    assert value_in_words(value_of("中山市人民政府", "words")) is None
    assert value_in_words(value_of("", "words")) is None
    assert words_for("mother, nobody knows") is None


@settings(max_examples=60, deadline=None)
@given(st.decimals(min_value=0, max_value=10**9, places=4), st.sampled_from(["CNY", "ratio", "hours/week", "no unit"]))
def test_the_figure_survives_its_words(figure: Decimal, unit: str) -> None:
    said = value_in_words(value_of(figure, unit))
    assert said is not None
    told = Decimal(re.sub(r"[^0-9.]", "", said.zh))
    assert told == (figure * 100 if unit == "ratio" else figure)


@pytest.mark.parametrize("pack", RULES.values(), ids=lambda p: p.id)
def test_every_rule_is_said_in_both_languages(pack: Pack) -> None:

    for name in pack.order:
        for rule in pack.rules[name]:
            clauses = rule_in_words(pack, rule)
            assert clauses
            for clause in clauses:
                assert LATIN.findall(clause.zh) == [], f"{pack.id} {name}: {clause.zh}"
                assert CHINESE.findall(clause.en) == [], f"{pack.id} {name}: {clause.en}"


def test_a_conjunction_is_told_clause_by_clause() -> None:
    pack = RULES["zhongshan-1.0"]
    (rule,) = pack.rules["child_ok"]
    age, limit = (name_in_words(pack, name).zh for name in ("child_age", "child_age_limit"))
    assert [clause.zh for clause in rule_in_words(pack, rule)] == [f"「{age}」不少于0", f"「{age}」小于「{limit}」"]
    (paid,) = pack.rules["insurance_subsidy"]
    (said,) = rule_in_words(pack, paid)
    assert said.en.endswith("otherwise 0 yuan")


def test_what_a_name_stands_for() -> None:
    assert table_and_column("contribution.rate") == ("contribution", "rate")
    assert table_and_column("labour.rest_day") == ("labour.rest_day", "")
    label = table_label(STORE, "contribution.rate", place="000000")
    assert label is not None
    assert "：" not in label.zh
    assert ":" not in label.en


@pytest.mark.parametrize("place", [*PLACES, "442000001", "370211"])
def test_what_is_held_is_what_the_nearest_place_answers(place: str) -> None:
    rows = held(STORE, place=place, on=TODAY)
    assert len({(row.name, row.key) for row in rows}) == len(rows)
    for row in rows:
        assert row.stated_in in lineage(place)
        assert row.answer == STORE.ask(row.name, place=place, on=TODAY, key=row.key)
        nearer = lineage(place)[: lineage(place).index(row.stated_in)]
        assert all(row.key not in STORE.keys(row.name, place=code) for code in nearer)


def test_of_the_tiers_only_that_of_the_place_is_held() -> None:
    (tier,) = held(STORE, place="442000", on=TODAY, name="minimum_wage.tier")
    (floor,) = held(STORE, place="442000", on=TODAY, name="minimum_wage.monthly")
    assert tier.answer.value is not None
    assert floor.key == tier.answer.value.value
    assert len(held(STORE, place="440000", on=TODAY, name="minimum_wage.monthly")) > 1


def test_who_reads_a_parameter() -> None:
    found = {(pack.id, rule.name) for pack, rule in readers(RULES, "minimum_wage.hourly", place="440000")}
    assert {pack for pack, _ in found} == {"listing-flags"}
    assert readers(RULES, "retirement.age", place="000000")
    assert not readers(RULES, "labour.rest_day", place="000000")


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_answered_or_refused_by_field(written: bytes) -> None:
    with pytest.raises(PayError) as fault:
        pay_question(written)
    assert fault.value.problem.zh
