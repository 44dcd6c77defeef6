"""Protection, bans, forms of work and working age: what stands in the packs, in both languages, with its article."""

from __future__ import annotations

import re
from datetime import date

import pytest

from carepost.domain.entitlements import (
    Demand,
    Form,
    Subject,
    cited,
    contract_forms,
    over_age_duties,
    protections,
    recruitment_bans,
    working_age,
)
from carepost.domain.facts import Mark, Severity
from carepost.domain.rules import DatedValue, ParameterStore, shipped_packs

STORE = shipped_packs()
TODAY = date(2026, 11, 22)


def test_a_nursing_hour_and_no_night_shift() -> None:
    found = {each.rule: each for each in protections(STORE, on=TODAY)}
    assert len(found) == 15
    hour = found["F01"]
    assert (hour.subject, hour.mark) == (Subject.NURSING, Mark.P)
    assert hour.amount is not None
    assert hour.amount.zh == "60分钟/日"
    night = found["F03"]
    assert night.amount is None
    assert night.penalty is not None
    assert "1000至5000元" in night.penalty.zh
    assert night.article.zh == "女职工劳动保护特别规定第九条第一款"
    assert {each.subject for each in found.values()} == set(Subject)


def test_a_rule_holds_from_its_day() -> None:
    assert "F12" not in {each.rule for each in protections(STORE, on=date(2022, 12, 31))}
    assert "F12" in {each.rule for each in protections(STORE, on=date(2023, 1, 1))}


def test_only_primary_law_blocks() -> None:
    bans = {ban.rule: ban for ban in recruitment_bans(STORE, on=TODAY)}
    assert len(bans) == 22
    assert all((ban.severity is Severity.BLOCK) == (ban.mark is Mark.P) for ban in bans.values())
    assert bans["A02"].severity is Severity.WARN
    status = bans["A05"]
    assert status.sanction is not None
    assert "1万至5万元" in status.sanction.zh
    assert (status.article.zh, status.article.en) == (
        "妇女权益保障法第四十三条第四项",
        "Law on the Protection of Women's Rights and Interests art. 43(4)",
    )
    assert bans["A08"].sanction is None


def test_what_is_owed_above_the_age() -> None:
    assert over_age_duties(STORE, on=date(2026, 6, 30)) == ()
    duties = over_age_duties(STORE, on=date(2026, 7, 1))
    assert len(duties) == 6
    assert {duty.demand for duty in duties} == {Demand.MUST, Demand.MUST_NOT}
    injury = next(duty for duty in duties if "工伤" in duty.text.zh)
    assert (injury.mark, injury.article.en) == (Mark.P, "Interim Rules on Over-Age Workers (Order No. 56) art. 15")


def test_what_each_form_demands() -> None:
    forms = {form.form: form for form in contract_forms(STORE, on=TODAY)}
    assert set(forms) == set(Form)
    part_time = {(rule.demand, rule.text.en) for rule in forms[Form.PART_TIME].rules}
    assert (Demand.MUST_NOT, "more than 24 hours a week at one employer") in part_time
    assert (Demand.MUST_NOT, "agree on probation") in part_time
    assert (Demand.MUST_NOT, "a pay cycle of more than 15 days") in part_time
    full_time = {rule.text.zh for rule in forms[Form.FULL_TIME].rules}
    assert {"每月加班超过36小时", "工作日加班付1.5倍工资", "合同一年以上不满三年的，试用期超过2个月"} <= full_time
    assert any("80%" in words for words in full_time)
    assert forms[Form.PART_TIME].not_stated
    assert all(form.rules for form in forms.values())


def test_a_form_says_nothing_that_no_value_backs() -> None:
    assert [form.rules for form in contract_forms(ParameterStore([]), on=TODAY)] == [()] * len(Form)
    assert protections(ParameterStore([]), on=TODAY) == ()
    assert recruitment_bans(ParameterStore([]), on=TODAY) == ()


def test_which_of_fifty_and_fifty_five_is_asked_not_guessed() -> None:
    rules = {rule.rule: rule for rule in working_age(STORE, on=TODAY)}
    assert set(rules) == {f"W{n:02d}" for n in range(1, 13)} - {"W09"}  # W09 begins in 2030
    assert rules["W10"].mark is Mark.M
    assert rules["W01"].said.zh == "16"


def test_every_word_stands_in_both_languages() -> None:
    texts = [each.text for each in protections(STORE, on=TODAY)]
    texts += [ban.act for ban in recruitment_bans(STORE, on=TODAY)]
    texts += [rule.text for form in contract_forms(STORE, on=TODAY) for rule in form.rules]
    assert all(re.search("[㐀-鿿]", text.zh) for text in texts)
    assert all(re.search("[A-Za-z]{2}", text.en) for text in texts)
    assert not any("{" in text.zh + text.en for text in texts)


@pytest.mark.parametrize(
    ("article", "english"),
    [
        ("劳动合同法第六十八条", "Labour Contract Law art. 68"),
        ("劳动合同法第九条、第八十四条", "Labour Contract Law art. 9, 84"),
        ("最低工资规定第十二条至第十三条", "Minimum Wage Rules art. 12–13"),
        ("未成年人保护法第一百二十六条", "Law on the Protection of Minors art. 126"),
        ("人社部发〔2019〕17号第二项", "人社部发〔2019〕17号 item 2"),
        ("粤府函〔2026〕188号", "粤府函〔2026〕188号"),
    ],
)
def test_citations_in_english(article: str, english: str) -> None:
    value = DatedValue("x", "000000", "", "w", "", TODAY, None, True, "", article, "a source", Mark.P)
    assert (cited(value).zh, cited(value).en) == (article, english)
