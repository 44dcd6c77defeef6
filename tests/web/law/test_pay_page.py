"""The pay calculator: the card in both languages, what it refuses and how, and that a child stands in no address."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.web.html import Element, read

pytestmark = pytest.mark.django_db
MONTH = "month=2026-11"


def shown(response: HttpResponse) -> str:
    return " ".join(read(response.content.decode()).text().split())


def ask(client: Client, query: str, status: int = 200) -> str:
    response = client.get(f"/pay/?{query}&{MONTH}")
    assert response.status_code == status
    return shown(response)


def figures(client: Client, query: str) -> list[list[str]]:
    """The three figures of each form, the chosen one first."""
    tree = read(client.get(f"/pay/?{query}&{MONTH}").content.decode())
    lists = [e for e in tree.all("dl") if e.attrs.get("class") == "cp-three"]
    return [[" ".join(dd.text().split()) for dd in each.all("dd")] for each in lists]


def test_an_empty_form_asks_and_says_that_nothing_is_kept(client: Client) -> None:
    tree = read(client.get("/pay/").content.decode())
    names = {e.attrs["name"] for e in tree.all("input", "select") if "name" in e.attrs}
    assert {"place", "form", "gross", "hourly", "week", "month", "housing_fund", "medical"} <= names
    assert "children" not in names
    assert "填的内容不保存" in tree.text()


def test_the_figures_of_a_full_time_month_in_zhongshan(client: Client) -> None:
    found = figures(client, "place=442000&form=full_time&gross=2300&week=40")
    assert found[0] == ["约 1,713 元", "约 1,713 元 单位已参保，不用另买", "约 3,453 元"]
    assert found[1] == ["约 2,278 元", "约 991–1,323 元", "约 2,282 元"]
    assert found[2][0] == "约 2,000 元"
    assert len(found) == 4


def test_a_place_may_be_named_and_pay_left_to_the_minimum(client: Client) -> None:
    assert figures(client, "place=中山") == figures(client, "place=442000&form=full_time&gross=2300")
    assert figures(client, "place=北京")[0][0] == "约 2,540 元"
    assert figures(client, "place=442000&form=part_time&week=20")[0][0] == "约 1,898 元"


def test_pay_by_the_hour_tells_what_one_more_hour_brings(client: Client) -> None:
    said = ask(client, "place=442000&form=part_time&hourly=25&week=20")
    assert "多做一小时，到手多 25 元。" in said
    service = ask(client, "place=442000&form=labour_service&hourly=25&week=20")
    assert "多做一小时，到手多 20 元。" in service


def test_each_line_has_its_document_and_mark(client: Client) -> None:
    said = ask(client, "place=442000&form=full_time&gross=2600")
    assert "单位：4,775 元 × 16%， 粤人社发〔2025〕32号 ，自 2025-07-01 起，已核对原文，可能已失效" in said
    assert "商业意外险不能代替工伤保险" in said
    assert "凭记忆，待核对" in said


def test_a_page_in_english_is_english(client: Client) -> None:
    client.cookies["django_language"] = "en"
    said = ask(client, "place=442000&form=full_time&gross=2600&week=30")
    assert "Pay in hand and cost to the employer" in said
    assert "medical insurance (with a personal account, with maternity)" in said or "Medical insurance" in said
    assert "Accident insurance is no substitute." in said


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("place=&gross=2600", "请填写上班的城市。"),
        ("place=某某某&gross=2600", "没有找到这个地方"),
        ("place=442000&gross=-5", "不能小于 0。"),
        ("place=442000&gross=abc", "请填数字"),
        ("place=442000&gross=2600.123", "最多两位小数"),
        ("place=442000&gross=2600&hourly=20", "只填一个"),
        ("place=442000&hourly=20", "请填每周多少小时"),
        ("place=442000&form=labour_service", "请填每月工资"),
        ("place=442000&form=part_time", "请填每月工资"),
        ("place=442000&form=unpaid&gross=1", "请从列表中选一种"),
        ("place=442000&gross=2600&housing_fund=20", "当地比例应在0.05与0.12之间"),
        ("place=442000&gross=2600&medical=一档", "当地医疗保险为"),
        ("place=442000&gross=2600&injury_class=9", "1 至 8"),
        ("place=442000&hourly=100000&week=168", "应在0与"),
        ("place=420624", "最低工资未知"),
    ],
)
def test_a_wrong_answer_is_named_and_nothing_is_lost(client: Client, query: str, words: str) -> None:
    said = ask(client, query, 422)
    assert words in said
    tree = read(client.get(f"/pay/?{query}&{MONTH}").content.decode())
    gross = next(e for e in tree.all("input") if e.attrs.get("name") == "gross")
    assert gross.attrs.get("value", "") == dict(p.split("=") for p in query.split("&")).get("gross", "")


@pytest.mark.parametrize("month", ["2026-13", "yesterday", "1999-01"])
def test_a_wrong_month_is_refused(client: Client, month: str) -> None:
    assert client.get(f"/pay/?place=442000&gross=2600&month={month}").status_code == 422


def test_a_lapsed_month_says_what_is_not_known(client: Client) -> None:
    response = client.get("/pay/?place=442000&gross=2600&month=2027-01")
    assert "当月费率未知：医疗保险" in shown(response)


def test_below_the_minimum_and_beyond_part_time_are_told_first(client: Client) -> None:
    assert "低于当地最低工资标准2300元/月" in ask(client, "place=442000&form=full_time&gross=2000")
    assert "每周超过24小时即不属于非全日制" in ask(client, "place=442000&form=part_time&gross=3000&week=30")


def children_form(tree: Element) -> Element:
    return next(e for e in tree.all("form") if any(i.attrs.get("name") == "children" for i in e.all("input")))


def test_children_are_asked_by_post_alone_and_stand_in_no_address(client: Client) -> None:
    query = "place=442000&form=full_time&gross=12000"
    tree = read(client.get(f"/pay/?{query}&{MONTH}").content.decode())
    assert children_form(tree).attrs["method"] == "post"
    in_address = figures(client, f"{query}&children=1&children_under_3=1")
    assert in_address == figures(client, query)
    given = {"place": "442000", "form": "full_time", "gross": "12000", "month": "2026-11", "children": "1"}
    answer = client.post("/pay/", given)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    tree = read(answer.content.decode())
    assert not [a for a in tree.all("a") if "child" in a.attrs.get("href", "")]
    assert {e.attrs["method"] for e in tree.all("form") if e is children_form(tree)} == {"post"}
    # 2,000 less taxable at 3 %: 60 yuan more in hand.
    taxed, spared = (int(re.sub(r"\D", "", said)) for said in (in_address[0][0], _first(answer)))
    assert spared - taxed == 60
    assert "1 个三岁以下的孩子" in shown(answer)


def _first(response: HttpResponse) -> str:
    lists = [e for e in read(response.content.decode()).all("dl") if e.attrs.get("class") == "cp-three"]
    return lists[0].all("dd")[0].text()


@pytest.mark.parametrize("children", ["-1", "11", "two", "99999999999999999999"])
def test_a_wrong_number_of_children_is_refused(client: Client, children: str) -> None:
    answer = client.post("/pay/", {"place": "442000", "gross": "12000", "children": children})
    assert answer.status_code == 422
    assert "应为 0 至 10 的整数。" in shown(answer)


def test_the_calculator_asks_the_database_for_the_version_of_the_law_alone(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/pay/?place=442000")
    with django_assert_max_num_queries(1):
        client.get(f"/pay/?place=442000&gross=2600&{MONTH}")
