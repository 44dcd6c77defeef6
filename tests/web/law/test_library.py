"""The rules library: every place, parameter, scheme and rule opens in both languages, with its source and mark."""

from __future__ import annotations

import pytest

from carepost.domain.rules import PACKS, load_schemes, shipped_packs, table_and_column
from tests.web.html import Element, faults, read
from tests.web.test_pages import LANGUAGES, reader

pytestmark = pytest.mark.django_db
STORE = shipped_packs()
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
