"""The self-check for carers: the hard cases that real data contain, refusals, and that nothing is kept."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.html import faults, read
from tests.web.law.asking import (
    BEIJING,
    CARER,
    GUANGDONG,
    QINGDAO,
    SHANGHAI,
    ZHONGSHAN,
    ask,
    form_fields,
)

pytestmark = pytest.mark.django_db

FATHER = {"relation": "father", "child_birth": "2018-05-01", "contract_from": "2026-01-05", "contract_to": "2027-01-04"}
MOTHER = FATHER | {"relation": "mother"}
ONE = {
    "scheme": "zhongshan-1.0",
    "at": "2022-11",
    "relation": "mother",
    "child_birth": "2016-05-01",
    "contract_form": "full_time",
    "contract_from": "2022-09-01",
    "contract_to": "2023-08-31",
    "employer_kind": "enterprise",
    "insured": "every",
}


def test_the_questions_are_the_facts_of_the_schemes_of_the_place() -> None:
    shanghai, zhongshan = form_fields(CARER, f"place={SHANGHAI}"), form_fields(CARER, f"place={ZHONGSHAN}")
    assert shanghai[:2] == ["relation", "child_birth"]
    assert "sex" not in shanghai, "no text of Shanghai asks for it"
    assert {"sex", "hard_to_employ", "employer_kind"} <= set(zhongshan)
    assert form_fields(CARER, "scheme=xiangtan-2024") == ["sex", "at"]
    assert shanghai[-1] == "at"


def test_the_same_father_on_two_dates_has_two_answers() -> None:
    now = ask(place=ZHONGSHAN, **(FATHER | {"employer_kind": "enterprise"}))
    assert now.large[0] == "能"
    assert (now.schemes["zhongshan-2.0"].post, now.schemes["zhongshan-2.0"].money) == ("能", "能")
    assert "金额未公布" in now.schemes["zhongshan-2.0"].text
    assert "zhongshan-1.0" not in now.schemes, "replaced"
    before = ask(**(ONE | {"relation": "father"}))
    assert before.large == ("说不准", "说不准")
    then = ask(place=ZHONGSHAN, **({k: v for k, v in ONE.items() if k != "scheme"} | {"relation": "father"}))
    assert then.schemes["zhongshan-1.0"].post == "说不准"


@pytest.mark.parametrize("place", [GUANGDONG, QINGDAO])
def test_a_grandmother_is_doubtful_where_a_duty_to_raise_is_asked(place: str) -> None:
    answers = FATHER | {"relation": "grandmother", "worker_birth": "1975-05-05", "employer_kind": "enterprise"}
    assert ask(place=ZHONGSHAN, **answers).schemes["zhongshan-2.0"].post == "能"
    found = ask(place=place, **answers).schemes
    scheme = {GUANGDONG: "guangdong-2023-16", QINGDAO: "shandong-2024"}[place]
    assert found[scheme].post in {"能", "说不准"}
    assert found[scheme].money != "能"


@pytest.mark.parametrize("relation", ["carer_of_adult", "graduate"])
def test_the_post_without_the_subsidy(relation: str) -> None:
    answers = FATHER | {"relation": relation, "employer_kind": "enterprise", "child_birth": ""}
    found = ask(place=ZHONGSHAN, **answers).schemes["zhongshan-2.0"]
    assert (found.post, found.money) == ("能", "不能")


def test_between_the_twelfth_and_thirteenth_birthday_nothing_is_sure() -> None:
    answers = FATHER | {"employer_kind": "enterprise", "hard_to_employ": "no", "named_online_industry": "no"}
    answers |= {"disabled_or_seriously_ill": "no"}
    young, twelve, old = (
        ask(scheme="zhongshan-2.0", **(answers | {"child_birth": day}))
        for day in ("2015-01-01", "2013-12-31", "2011-01-01")
    )
    assert [found.large[0] for found in (young, twelve, old)] == ["能", "说不准", "不能"]
    assert "文件没有写清楚，所以说不准" in twelve.text
    assert "是否含12周岁未载明" in twelve.text
    assert "文件没有写清楚，所以说不准" not in young.text
    assert "为什么不能" in old.text


def test_eleven_months_refuse_one_subsidy_and_a_gap_does_too() -> None:
    whole = ask(**ONE)
    assert whole.large == ("能", "能")
    assert "社会保险补贴，300 元" in whole.text
    short = ask(**(ONE | {"contract_to": "2023-07-31"}))
    assert "不符合：合同满最短月数" in short.text
    assert "社会保险补贴，300 元" not in short.text
    assert "岗位补贴，0 至 100 元" in short.text
    for insured in ("not_now", "gap"):
        assert "社会保险补贴，300 元" not in ask(**(ONE | {"insured": insured})).text


def test_a_hire_between_the_two_schemes_is_unclear() -> None:
    hire = {"contract_from": "2023-08-15", "contract_to": "2024-08-14", "employer_kind": "enterprise"}
    found = ask(place=ZHONGSHAN, at="2023-12", **(MOTHER | hire | {"child_birth": "2018-05-01"}))
    assert found.schemes["zhongshan-2.0"].post == "说不准"
    assert "施行前入职者" in found.schemes["zhongshan-2.0"].text


def test_a_mother_is_no_tax_category() -> None:
    job = {"contract_from": "2026-01-05", "contract_to": "2027-01-04", "contract_form": "full_time", "insured": "every"}
    job |= {"employer_kind": "enterprise", "relation": "mother", "lifted_out_of_poverty": "no"}
    refused = ask(place=BEIJING, registered_unemployed="no", **job)
    assert refused.schemes["tax-7800"].money == "不能"
    assert "身为母亲不是享受条件" in refused.text
    assert refused.large[0] == "说不准", "a tax text says nothing of posts"
    registered = ask(place=BEIJING, registered_unemployed="yes", unemployed_since="2025-06-01", **job)
    assert registered.schemes["tax-7800"].money == "能"
    assert "500 至 650 元" in registered.schemes["tax-7800"].text
    assert ask(place=BEIJING, **job).schemes["tax-7800"].money == "说不准"


def test_the_ceiling_of_all_bases_is_nobodys_sum() -> None:
    found = ask(place="440400", relation="mother").schemes["zhuhai-base"]
    assert "300000 元是所有单位合计的上限" in found.text
    assert "0 至 300000" not in found.text


def test_saying_nothing_is_an_answer_too_and_names_what_would_help() -> None:
    found = ask(place=ZHONGSHAN)
    assert found.status == 200
    assert found.large == ("说不准", "说不准")
    assert "再知道这些，答案会更清楚" in found.text
    assert "子女出生日期" in found.schemes["zhongshan-2.0"].text


def test_a_ground_that_is_left_open_stays_open_and_one_denied_refuses() -> None:
    nobody = {"relation": "none", "employer_kind": "enterprise", "contract_from": "2026-01-05"}
    assert ask(scheme="zhongshan-2.0", **nobody).large[0] == "说不准"
    denied = dict.fromkeys(("hard_to_employ", "disabled_or_seriously_ill", "named_online_industry"), "no")
    assert ask(scheme="zhongshan-2.0", **nobody, **denied).large[0] == "不能"
    assert ask(scheme="zhongshan-2.0", **nobody, **(denied | {"hard_to_employ": "yes"})).large[0] == "能"


def test_the_best_answer_stands_first() -> None:
    found = ask(place=ZHONGSHAN, **(FATHER | {"employer_kind": "enterprise"}))
    order = ["能", "说不准", "不能"]
    posts = [order.index(said.post) for said in found.schemes.values() if said.post]
    assert posts == sorted(posts)
    assert next(iter(found.schemes)) == "zhongshan-2.0"


def test_where_to_ask_is_the_bureau_of_the_place_or_the_hotline() -> None:
    assert "12333" in ask(place=BEIJING).text
    assert "中山市人力资源和社会保障局" in ask(place=ZHONGSHAN).text


def test_the_letter_is_the_same_answer_on_paper_and_leads_back() -> None:
    answers = {"place": ZHONGSHAN, **FATHER, "employer_kind": "enterprise", "print": "zhongshan-2.0"}
    response = Client(headers={"accept-language": "zh-hans"}).post(CARER, answers)
    tree = read(response.content.decode())
    assert faults(tree, CARER, english=False) == []
    text = " ".join(tree.text().split())
    assert "政策自查结果" in text
    assert "中府函〔2023〕270号" in text
    assert "金额未公布" in text
    again = {i.attrs["name"]: i.attrs["value"] for i in tree.all("main")[0].all("input")}
    again.pop("csrfmiddlewaretoken", None)
    assert again == {k: v for k, v in answers.items() if k != "print"}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("place", [ZHONGSHAN, QINGDAO, SHANGHAI, BEIJING, "371000", "440400", "430300", "230100"])
def test_every_answer_and_letter_is_sound_in_both_languages(place: str, language: str) -> None:
    found = ask(place=place, language=language, **FATHER)
    assert found.status == 200
    for scheme in found.schemes:
        client = Client()
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        letter = client.post(CARER, {"place": place, "print": scheme, **FATHER})
        assert faults(read(letter.content.decode()), CARER, english=language == "en") == []


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"relation": "aunt"}, "id_relation_0"),
        ({"child_birth": "2016-13-01"}, "id_child_birth"),
        ({"child_birth": "0001-01-01"}, "id_child_birth"),
        ({"contract_from": "2026-02-01", "contract_to": "2026-01-01"}, "id_contract_to"),
        ({"contract_to": "2026-01-01", "contract_to_open": "on"}, "id_contract_to"),
        ({"at": "2026-13"}, "id_at"),
        ({"at": "0999-01"}, "id_at"),
        ({"hard_to_employ": "perhaps\x00"}, "id_hard_to_employ_0"),
    ],
)
def test_what_cannot_be_read_is_named_and_nothing_is_lost(answers: dict[str, Any], field: str) -> None:
    found = ask(place=ZHONGSHAN, **({"worker_birth": "1990-02-03", "employer_kind": "enterprise"} | answers))
    assert found.status == 422
    assert found.large == ()
    (summary,) = [e for e in found.tree.walk() if e.attrs.get("role") == "alert"]
    assert [a.attrs["href"] for a in summary.all("a")] == [f"#{field}"]
    kept = {i.attrs["name"]: i.attrs.get("value") for i in found.tree.all("input") if i.attrs.get("type") == "date"}
    assert kept["worker_birth"] == "1990-02-03"
    checked = [i.attrs.get("value") for i in found.tree.all("input") if "checked" in i.attrs]
    assert "enterprise" in checked


@pytest.mark.parametrize("given", [{}, {"relation": "mother"}])
def test_a_check_without_a_place_asks_for_it(given: dict[str, str]) -> None:
    found = ask(**given)
    assert found.status == 422
    assert "先选工作地点" in found.text


@pytest.mark.parametrize(
    ("query", "status"), [("place=999999", 404), ("place=zhongshan", 400), ("scheme=zhongshan-9", 404)]
)
def test_an_address_that_names_nothing_says_so(query: str, status: int) -> None:
    assert Client().get(f"{CARER}?{query}").status_code == status


def test_nothing_is_stored_and_no_cookie_tells_of_it(caplog: pytest.LogCaptureFixture) -> None:
    before = {model: model._default_manager.count() for model in apps.get_models()}
    client = Client()
    secrets = MOTHER | {"child_birth": "2019-07-23", "worker_birth": "1991-11-17", "hard_to_employ": "yes"}
    with caplog.at_level(logging.DEBUG), CaptureQueriesContext(connection) as asked:
        client.get(f"{CARER}?place={ZHONGSHAN}")
        good = client.post(CARER, {"place": ZHONGSHAN, **secrets})
        bad = client.post(CARER, {"place": ZHONGSHAN, **secrets, "at": "soon"})
        letter = client.post(CARER, {"place": ZHONGSHAN, **secrets, "print": "zhongshan-2.0"})
    assert (good.status_code, bad.status_code, letter.status_code) == (200, 422, 200)
    assert {model: model._default_manager.count() for model in apps.get_models()} == before
    assert [q["sql"] for q in asked.captured_queries if not q["sql"].startswith("SELECT")] == []
    assert not any(day in str(asked.captured_queries) for day in ("2019-07-23", "1991-11-17"))
    assert set(client.cookies) <= {settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME}
    assert Session.objects.count() == 0
    for response in (good, bad, letter):
        assert "no-store" in response["Cache-Control"]
        assert "Location" not in response
    told = "\n".join(r.getMessage() for r in caplog.records if not r.name.startswith("django.template"))
    assert not any(day in told for day in ("2019-07-23", "1991-11-17"))
    page = good.content.decode()
    assert not any("2019-07-23" in line for line in page.split('"') if line.startswith(("/", "http", "?")))


def test_an_error_report_hides_what_was_filled_in() -> None:
    request = Client().post(CARER, {"place": ZHONGSHAN, **MOTHER}).wsgi_request
    assert request.sensitive_post_parameters == "__ALL__"


def test_the_form_cannot_be_sent_from_elsewhere() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(CARER, {"place": ZHONGSHAN}).status_code == 403
