"""The letter of a decision: nothing in it that the answer does not hold, and nothing of the answer left out."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from carepost.domain.facts import Text
from carepost.domain.rules import Letter, Standing, assess_scheme, case_from, letter_of, shipped_schemes
from tests.domain.rules.test_schemes import CASE, LEFT_OUT, TWO, WORKER, cases, without

ON = date(2026, 11, 22)


def letter(reference: str = "D-2026-0001", /, **changes: Any) -> Letter:
    return letter_of(assess_scheme(case_from(CASE | changes)), reference=reference, on=ON)


def rules(conditions: tuple[Any, ...]) -> set[str]:
    return {condition.rule for condition in conditions}


def test_a_mother_under_the_first_scheme_reads_as_it_was_decided() -> None:
    said = letter()
    assert [(v.question, v.answer) for v in said.verdicts] == [("post", "yes"), ("subsidy", "yes")]
    assert (said.number, said.authority) == ("中府函〔2022〕226号", "中山市人民政府")
    assert {"relation_ok", "child_ok", "contract_ok", "insured_ok"} <= rules(said.met)
    assert said.unmet == ()
    assert [(row.payee.zh, row.amount.zh, row.open) for row in said.amounts] == [
        ("付给用人单位", "300 元", False),
        ("付给用人单位", "0 至 100 元", True),
        ("付给劳动者本人", "没有", False),
    ]
    assert [(row.name, row.kind) for row in said.missing] == [("post_months_max", "law")]
    assert (Text("用工形式", "form of work"), Text("全日制", "full-time")) in said.facts


def test_an_unmet_condition_says_what_it_denies() -> None:
    said = letter(contract=CASE["contract"] | {"to": "2023-07-31"})
    (row,) = said.unmet
    assert (row.rule, [text.zh for text in row.denies]) == ("contract_ok", ["社会保险补贴"])
    assert row.article


def test_what_is_not_stated_is_never_nought_nor_the_old_amount() -> None:
    said = letter(**(TWO | {"worker": WORKER}))
    assert [row.amount.zh for row in said.amounts] == ["金额未公布"]
    assert [row.payee.zh for row in said.amounts] == ["付给谁未公布"]
    assert not any("300" in row.amount.zh or "400" in row.amount.zh for row in said.amounts)
    values = {value.name: value for value in said.values}
    assert values["subsidy_amount"].value.zh == "未公布"
    assert values["child_age_limit"].value.zh == "未公布（可能是：12 岁；或13 岁）"
    assert all(value.source.zh for value in said.values)


def test_the_ceiling_of_all_bases_is_no_sum_for_a_person() -> None:
    (row,) = letter(scheme="zhuhai-base", at="2026-11").amounts
    assert row.amount.zh == "金额未公布（300000 元是所有单位合计的上限）"


def test_a_relief_of_taxes_does_not_say_that_a_post_may_be_held() -> None:
    post, _ = letter(scheme="tax-7800", at="2026-11").verdicts
    assert "可以上" not in post.sentence.zh
    assert "对岗位没有要求" in post.sentence.zh


def test_an_answer_that_nobody_keeps_says_so_and_is_no_decision() -> None:
    kept, unkept = letter(), letter("")
    assert (kept.reference, unkept.reference) == ("D-2026-0001", "")
    assert kept.title != unkept.title
    assert any("没有保存" in p.text.zh for p in unkept.opening)
    assert any("不是任何部门的决定" in p.text.zh for p in unkept.objection)
    assert all(p.own for p in (*kept.opening, *kept.ask, *kept.objection))


def test_no_remedy_is_invented() -> None:
    said = " ".join(p.text.zh for reference in ("", "D-1") for p in letter(reference).objection)
    assert not any(word in said for word in ("复议", "诉讼", "六十日", "60日", "仲裁"))


@settings(max_examples=60, deadline=None)
@given(cases(), LEFT_OUT)
def test_a_letter_holds_the_whole_answer_and_can_be_written_again_from_what_was_kept(
    case: dict[str, Any], dropped: set[str]
) -> None:
    answer = assess_scheme(case_from(without(case, dropped)))
    said = letter_of(answer, reference="D-1", on=ON)
    assert said == letter_of(json.loads(json.dumps(answer)), reference="D-1", on=ON)
    assert [row.rule for row in said.unmet] == [row["rule"] for row in answer["unmet"]]
    assert [row.name for row in said.missing] == [row["name"] for row in answer["unknown"]]
    assert len(said.amounts) == sum(len(found["payments"]) for found in answer["by_payee"].values())
    assert rules(said.met).isdisjoint(rules(said.unmet))
    assert rules(said.open).isdisjoint(rules(said.met))
    assert {condition.standing for condition in said.open} <= {Standing.OPEN}
    if answer["post_access"] == answer["subsidy_access"] == "yes":
        assert all(row.denies for row in said.unmet), "only payments can be refused"


@pytest.mark.parametrize("scheme", sorted(shipped_schemes()))
def test_every_scheme_has_a_letter_without_any_fact(scheme: str) -> None:
    bare = letter_of(assess_scheme(case_from({"scheme": scheme, "at": "2026-11"})), reference="", on=ON)
    assert bare.scheme_title.zh
    assert bare.met or bare.open or bare.not_asked or bare.unmet
