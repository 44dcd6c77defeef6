"""The leave page: what each parent may take by place, both values of a conflict, and silence never read as nought."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from tests.web.html import Element, faults, read

pytestmark = pytest.mark.django_db
PATH = "/leave/"


def page(query: str = "", language: str = "zh-hans") -> Element:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    response = client.get(f"{PATH}?{query}" if query else PATH)
    assert response.status_code == 200
    tree = read(response.content.decode())
    wrong = faults(tree, PATH, english=language == "en")
    assert wrong == [], wrong
    return tree


def said(tree: Element, heading: str) -> str:
    """The words of the section under a heading."""
    (section,) = [s for s in tree.all("section") if s.all("h2") and s.all("h2")[0].text() == heading]
    return " ".join(section.text().split())


def test_guangdong_gives_each_parent_days_with_the_article() -> None:
    tree = page("place=442000")
    assert "178 天（日历日）" in said(tree, "妈妈：产假")
    assert "15 天（日历日）" in said(tree, "爸爸：陪产假")
    each = said(tree, "爸爸妈妈每人：育儿假")
    assert "每年 10 天" in each
    assert "广东省人口与计划生育条例第三十条" in each
    assert "已核对原文" in each


def test_a_conflict_shows_both_values() -> None:
    paternity = said(page("place=430000"), "爸爸：陪产假")
    assert "15 或 20 天" in paternity
    assert "来源不一致" in paternity


def test_a_least_number_is_not_read_as_the_number() -> None:
    assert "至少 15 天" in said(page("place=370200"), "爸爸：陪产假")


def test_a_province_without_rows_is_not_stated_and_keeps_the_national_days() -> None:
    tree = page("place=650000")
    assert "未公布" in said(tree, "爸爸：陪产假")
    assert "0 天" not in said(tree, "爸爸：陪产假").replace("10 天", "").replace("20 天", "")
    assert "至少 98 天" in said(tree, "妈妈：产假")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("place", ["110000", "310000", "330000", "350000", "370200", "420000", "442000", "510000"])
def test_every_place_is_sound_in_both_languages(place: str, language: str) -> None:
    page(f"place={place}", language)


def test_what_holds_everywhere_stands_without_a_place() -> None:
    tree = page()
    assert not [s for s in tree.all("section") if s.attrs.get("id") == "days"]
    recruiting = said(tree, "招聘时不能问什么、不能做什么")
    assert "婚育" in recruiting
    assert "妇女权益保障法第四十三条" in recruiting
    assert "违反的后果" in recruiting
    assert "哺乳" in said(tree, "孕期和哺乳期的保护")
    assert "工伤保险" in said(tree, "超龄劳动者（过了退休年龄还工作）")
    forms = said(tree, "不同用工形式的规矩")
    assert "非全日制用工" in forms
    assert "15" in forms


@pytest.mark.parametrize(("query", "status"), [("place=999999", 404), ("place=hunan", 400)])
def test_a_place_that_is_not_there_says_so(query: str, status: int) -> None:
    assert Client().get(f"{PATH}?{query}").status_code == status
