"""The self-check for employers: the contract and the employer are asked about, the worker's person never."""

from __future__ import annotations

from datetime import date

import pytest

from carepost.domain.rules import Asker, may_ask, questions_of, schemes_at, shipped_schemes
from carepost.domain.rules.schemes_case import FIELDS
from tests.web.law.asking import BEIJING, EMPLOYER, QINGDAO, ZHONGSHAN, ask, form_fields

pytestmark = pytest.mark.django_db

# Sex, marriage and child in any guise, and whatever else is the worker's own.
PERSONAL = {name for name, field in FIELDS.items() if field.startswith("worker.")}
JOB = {"contract_from": "2026-01-05", "contract_to": "2027-01-04", "contract_form": "full_time"}
JOB |= {"insured": "every", "employer_kind": "enterprise"}


@pytest.mark.parametrize("place", [ZHONGSHAN, QINGDAO, BEIJING, "310000", "420000", "430300", "230100", "440400"])
def test_no_field_asks_about_the_workers_person(place: str) -> None:
    fields = set(form_fields(EMPLOYER, f"place={place}"))
    assert fields.isdisjoint(PERSONAL)
    assert {"sex", "relation", "child_birth", "worker_birth"} <= PERSONAL
    assert 3 <= len(fields - {"at", "contract_to_open"}) <= 7


def test_an_employer_may_be_asked_for_nothing_of_the_worker_whatever_a_pack_asks() -> None:
    every = {name for pack in shipped_schemes().values() for name in pack.facts}
    assert {name for name in every if may_ask(Asker.EMPLOYER, name)} <= set(FIELDS) - PERSONAL
    assert not may_ask(Asker.EMPLOYER, "marriage")
    asked = questions_of(shipped_schemes().values(), Asker.EMPLOYER)
    assert not any(word in q.text.zh for q in asked for word in ("孩子", "婚", "性别", "出生", "您"))


def test_facts_of_the_worker_that_are_sent_all_the_same_are_not_read() -> None:
    plain = ask(EMPLOYER, place=ZHONGSHAN, **JOB)
    forged = ask(EMPLOYER, place=ZHONGSHAN, **JOB, relation="none", sex="male", child_birth="1999-01-01")
    assert plain.schemes == forged.schemes
    assert "1999-01-01" not in forged.text


def test_what_could_come_and_what_the_worker_shows_herself() -> None:
    found = ask(EMPLOYER, place=ZHONGSHAN, **JOB)
    assert found.large == ("说不准",)
    assert {"tax-7800", "zhongshan-2.0", "guangdong-2023-16"} == set(found.schemes)
    tax = found.schemes["tax-7800"]
    assert tax.post == "", "nothing about the post: that is the worker's to show"
    assert "0 至 650 元" in tax.text
    assert "由劳动者自己向经办部门证明" in tax.text
    assert "失业登记" in tax.text
    assert "再知道这些" not in tax.text, "the employer has said all that it may be asked"


def test_a_mother_brings_no_tax_relief_and_the_page_says_so() -> None:
    assert "招用一位妈妈，并不会因此得到每年 7800 元" in ask(EMPLOYER, place=BEIJING, **JOB).text


def test_a_contract_that_is_too_short_is_a_no_whoever_is_hired() -> None:
    short = ask(EMPLOYER, place=BEIJING, **(JOB | {"contract_to": "2026-11-30"}))
    assert short.large == ("不能",)
    assert "合同满一年" in short.text


def test_only_the_schemes_of_the_place_and_above_are_asked() -> None:
    packs = schemes_at(shipped_schemes(), "442000", date(2026, 11, 1))
    assert [pack.place for pack in packs] == ["442000", "440000", "000000"]


def test_the_page_says_what_may_not_be_asked_when_hiring() -> None:
    assert "妇女权益保障法第四十三条" in ask(EMPLOYER, place=BEIJING).text


def test_a_wrong_answer_is_named() -> None:
    found = ask(EMPLOYER, place=BEIJING, **(JOB | {"contract_to": "2025-01-01"}))
    assert found.status == 422
    assert "合同结束日早于开始日" in found.text
