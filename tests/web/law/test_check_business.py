"""The self-check for one's own business: the relief where its pack stands, and insurance without an employer."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from carepost.domain.rules import OWN_BUSINESS, schemes_at, shipped_schemes
from tests.web.law.asking import BUSINESS, SHANGHAI, ZHONGSHAN, ask

pytestmark = pytest.mark.django_db


def test_a_place_is_chosen_first() -> None:
    assert ask(BUSINESS).status == 422
    assert Client().get(BUSINESS).status_code == 200
    assert Client().get(f"{BUSINESS}?place=999999").status_code == 404


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_insurance_of_her_own_is_told_with_its_source(language: str) -> None:
    found = ask(BUSINESS, place=SHANGHAI, language=language)
    assert found.status == 200
    if language == "zh-hans":
        assert "可以自己参加，费用自理" in found.text
        assert "社会保险法第十条" in found.text
        assert "沪医保规〔2025〕7号" in found.text
        assert "超龄劳动者缴纳" not in found.text, "what employers owe is no concern of hers"


def test_the_reliefs_of_owners_are_not_mixed_with_those_of_hires() -> None:
    for place in (ZHONGSHAN, SHANGHAI):
        from_hires = schemes_at(shipped_schemes(), place, date(2026, 11, 1))
        assert OWN_BUSINESS.isdisjoint(pack.id for pack in from_hires)
    assert set(ask(BUSINESS, place=ZHONGSHAN).schemes) == OWN_BUSINESS & set(shipped_schemes())


OWNER = {"business_kind": "individual_business", "business_from": "2026-01-05", "lifted_out_of_poverty": "no"}
OWNER |= {"low_income_household": "no", "relation": "mother"}


def test_a_mother_has_the_relief_by_her_registration_only() -> None:
    no = ask(BUSINESS, place=ZHONGSHAN, registered_unemployed="no", **OWNER)
    assert no.large == ("不能",)
    assert "属于重点群体" in no.text
    yes = ask(BUSINESS, place=ZHONGSHAN, registered_unemployed="yes", unemployed_since="2025-06-01", **OWNER)
    assert yes.large == ("能",)
    assert "付给劳动者本人：税收扣减（当月限额），1666.66 至 2000 元" in yes.text
    assert ask(BUSINESS, place=ZHONGSHAN, **OWNER).large == ("说不准",)


def test_a_company_is_no_business_of_ones_own() -> None:
    answers = OWNER | {"business_kind": "enterprise", "registered_unemployed": "yes", "unemployed_since": "2025-06-01"}
    assert ask(BUSINESS, place=ZHONGSHAN, **answers).large == ("不能",)


def test_the_certificate_is_named_as_the_pack_names_it() -> None:
    assert "自主创业税收政策" in ask(BUSINESS, place=ZHONGSHAN, at="soon").text
    assert "企业吸纳税收政策" not in ask(BUSINESS, place=ZHONGSHAN, at="soon").text


def test_whom_to_ask_stands_with_the_answer() -> None:
    assert "中山市人力资源和社会保障局" in ask(BUSINESS, place=ZHONGSHAN).text
