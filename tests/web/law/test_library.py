"""The rules library: every place, parameter, scheme and rule opens in both languages, with its source and mark."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from carepost.domain.rules import PACKS, load_schemes, shipped_packs, table_and_column
from tests.web.html import Element, faults, read
from tests.web.test_pages import LANGUAGES, reader

pytestmark = pytest.mark.django_db
STORE = shipped_packs()
# None a value: whether a version of the packs was approved, by subject of the history at most.
MOST_QUERIES = 4
RULES = load_schemes(PACKS, STORE)
PLACES = sorted({value.place for value in STORE} | {pack.place for pack in RULES.values()})
PARAMETERS = sorted({(value.place, table_and_column(value.name)[0]) for value in STORE})


def page(path: str, language: str = "zh-hans", status: int = 200) -> Element:
    response = reader(language).get(path)
    assert response.status_code == status, path
    tree = read(response.content.decode())
    assert faults(tree, path.partition("?")[0], english=language == "en") == []
    return tree


def said(tree: Element) -> str:
    return " ".join(tree.all("main")[0].text().split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", PLACES)
def test_every_place_with_packs_opens(code: str, language: str) -> None:
    page(f"/rules/places/{code}/", language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", sorted(RULES))
def test_every_scheme_and_each_of_its_rules_opens(scheme: str, language: str) -> None:
    page(f"/rules/schemes/{scheme}/", language)
    for rule in RULES[scheme].rules:
        page(f"/rules/schemes/{scheme}/{rule}/", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_parameter_of_every_place_opens(language: str) -> None:
    for place, name in PARAMETERS:
        page(f"/rules/parameters/{place}/{name}/", language)


def test_the_hub_says_what_a_person_can_do_and_leads_to_every_page() -> None:
    tree = page("/rules/")
    targets = {a.attrs["href"] for a in tree.all("a")}
    assert {"/rules/places/000000/", "/rules/schemes/", "/rules/lapsing/", "/rules/places/442000/"} <= targets
    (entry,) = [a for a in tree.all("nav")[0].all("a") if a.attrs["href"] == "/rules/"]
    assert entry.text().strip() == "政策"
    assert entry.attrs["aria-current"] == "page"


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("中山", "/rules/places/442000/"),
        ("青岛市", "/rules/places/370200/"),
        ("岗位补贴", "/rules/schemes/zhongshan-1.0/post_subsidy/"),
        ("中府函〔2022〕226号", "/rules/schemes/zhongshan-1.0/"),
        ("粤府函〔2026〕188号", "/rules/parameters/440000/minimum_wage.monthly/"),
        ("广东 最低工资", "/rules/parameters/440000/minimum_wage.hourly/"),
        ("Guangdong minimum wage", "/rules/parameters/440000/minimum_wage.monthly/"),
    ],
)
def test_words_find_places_rules_and_documents(words: str, target: str) -> None:
    response = reader("zh-hans").get("/rules/", {"q": words})
    assert target in {a.attrs["href"] for a in read(response.content.decode()).all("a")}


def test_a_day_shows_what_held_then() -> None:
    before, after = "/rules/places/442000/?on=2026-08-31", "/rules/places/442000/?on=2026-09-01"
    assert "2080 元/月" in said(page(before))
    assert "2080 元/月" not in said(page(after))
    assert "2300 元/月" in said(page(after))


@pytest.mark.parametrize("day", ["soon", "2026-02-30", "20261122", "1900-01-01", "2101-01-01", "2026-W10"])
def test_what_is_no_day_is_refused_with_a_word(day: str) -> None:
    assert "2026-11-22" in said(page(f"/rules/places/442000/?on={day}", status=400))


def test_a_place_without_packs_shows_those_above_and_says_so() -> None:
    words = said(page("/rules/places/370211/"))
    assert "这里没有自己的规定" in words
    assert "来自青岛市" in words
    assert "来自山东省" in words


def test_doubt_and_lapse_are_said_in_words() -> None:
    words = said(page("/rules/places/442000/"))
    assert "可能已失效" in words
    assert "来源不一致" in words


def test_a_parameter_of_a_place_above_is_led_to() -> None:
    response = reader("zh-hans").get("/rules/parameters/442000/minimum_wage.monthly/")
    assert (response.status_code, response["Location"]) == (302, "/rules/parameters/440000/minimum_wage.monthly/")
    column = reader("zh-hans").get("/rules/parameters/442000/contribution.rate/")
    assert column["Location"] == "/rules/parameters/442000/contribution/"


def test_a_parameter_over_time_is_drawn_and_told_with_its_source() -> None:
    tree = page("/rules/parameters/440000/minimum_wage.monthly/")
    drawings = [svg for svg in tree.all("svg") if "cp-chart" in svg.attrs.get("class", "")]
    figures = {text.text().strip() for text in drawings[0].all("text")}
    assert {"2300", "2500", "2680"} <= figures
    words = said(tree)
    assert "粤府函〔2026〕188号" in words
    assert "看过文件原文" in words
    assert STORE.digest("440000") in words


def test_a_variant_that_is_not_there_is_no_page() -> None:
    page("/rules/parameters/440000/minimum_wage.tier/?key=nowhere", status=404)
    words = said(page("/rules/parameters/440000/minimum_wage.tier/?key=442000"))
    assert "中山市" in words


def test_a_scheme_shows_two_doors_its_money_its_silence_and_its_cases() -> None:
    words = said(page("/rules/schemes/zhongshan-1.0/"))
    for told in ("可以上岗", "可以享受补贴", "每人每月 300 元", "已被取代", "没有写清楚的", "难例3", "不明确"):
        assert told in words


def test_a_rule_says_what_it_reads_and_what_rests_on_it() -> None:
    tree = page("/rules/schemes/zhongshan-1.0/child_ok/")
    targets = {a.attrs["href"] for a in tree.all("main")[0].all("a")}
    assert {"/rules/schemes/zhongshan-1.0/child_age/", "/rules/schemes/zhongshan-1.0/post_access/"} <= targets
    assert "下面各条都要成立" in said(tree)


def test_what_lapses_names_the_place_the_document_and_what_to_do() -> None:
    words = said(page("/rules/lapsing/"))
    for told in ("可能已失效", "即将到期", "中山市", "要做"):
        assert told in words


@pytest.mark.parametrize(
    "path",
    [
        "/rules/",
        "/rules/places/442000/",
        "/rules/parameters/442000/contribution/",
        "/rules/schemes/",
        "/rules/schemes/zhongshan-1.0/",
        "/rules/schemes/zhongshan-1.0/child_ok/",
        "/rules/lapsing/",
    ],
)
def test_a_page_asks_the_database_few_times_however_much_it_shows(
    path: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = reader("zh-hans")
    client.get(path)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(path).status_code == 200
