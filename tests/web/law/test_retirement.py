"""The retirement page: each category by its month, both for a woman who does not know which, and nothing kept."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from tests.web.html import Element, faults, read

pytestmark = pytest.mark.django_db
PATH = "/retirement/"


def sent(language: str = "zh-hans", **answers: str) -> tuple[int, Element, Client]:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    response = client.post(PATH, answers)
    assert "no-store" in response["Cache-Control"]
    tree = read(response.content.decode())
    assert faults(tree, PATH, english=language == "en") == []
    return response.status_code, tree, client


def months(tree: Element) -> list[str]:
    boxes = [e for e in tree.all("div") if e.attrs.get("class", "").startswith("cp-said")]
    return [" ".join(box.text().split()) for box in boxes]


@pytest.mark.parametrize(
    ("birth", "category", "expected"),
    [
        ("1964-12", "male60", ["男（原 60 岁） 2024-12 年龄：60 岁；比原来延后：没有延后"]),
        ("1965-01", "male60", ["男（原 60 岁） 2025-02 年龄：60 岁 1 个月；比原来延后：1 个月"]),
        ("1976-09", "male60", ["男（原 60 岁） 2039-09 年龄：63 岁；比原来延后：36 个月"]),
        ("1981-09", "female55", ["女（原 55 岁） 2039-09 年龄：58 岁；比原来延后：36 个月"]),
        (
            "1975-06",
            "female",
            [
                "女（原 50 岁） 2025-09 年龄：50 岁 3 个月；比原来延后：3 个月",
                "女（原 55 岁） 2031-11 年龄：56 岁 5 个月；比原来延后：17 个月",
            ],
        ),
    ],
)
def test_the_statutory_age(birth: str, category: str, expected: list[str]) -> None:
    status, tree, _ = sent(birth=birth, category=category)
    assert status == 200
    assert months(tree) == expected
    assert "第一条" in tree.text()


def test_it_is_said_in_english_too() -> None:
    status, tree, _ = sent("en", birth="1975-06", category="female")
    assert status == 200
    assert "age 50 and 3 months" in months(tree)[0].lower().replace("age: ", "age ")


@pytest.mark.parametrize(
    ("answers", "fields"),
    [
        ({}, ["#id_birth", "#id_category_0"]),
        ({"birth": "1975-13", "category": "male60"}, ["#id_birth"]),
        ({"birth": "1875-01", "category": "male60"}, ["#id_birth"]),
        ({"birth": "1975-01", "category": "male65"}, ["#id_category_0"]),
    ],
)
def test_what_cannot_be_read_is_named(answers: dict[str, str], fields: list[str]) -> None:
    status, tree, _ = sent(**answers)
    assert status == 422
    (summary,) = [e for e in tree.walk() if e.attrs.get("role") == "alert"]
    assert [a.attrs["href"] for a in summary.all("a")] == fields
    assert months(tree) == []


def test_nothing_is_kept() -> None:
    _, _, client = sent(birth="1975-06", category="female")
    assert set(client.cookies) <= {settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME}
    assert "1975" not in client.get(PATH).content.decode()
