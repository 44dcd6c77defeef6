"""Every page type on a phone and on a desk, in both languages, with text at 200 %, in the dark and on paper."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Open
from tests.browser.pages import PAGES, PageType
from tests.browser.screens import (
    DESK,
    LANGUAGES,
    PHONE,
    SCREENS,
    Screen,
    enlarge_text,
    grave,
    past_the_edge,
    small_targets,
)

every_page = pytest.mark.parametrize("page_type", PAGES, ids=lambda page: page.name)
every_language = pytest.mark.parametrize("language", LANGUAGES)
GROUND = "getComputedStyle(document.body).backgroundColor"


@every_language
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
@every_page
def test_a_page_is_open_to_everybody(visit: Open, page_type: PageType, screen: Screen, language: str) -> None:
    page = visit(page_type, screen=screen, language=language)
    assert grave(page) == []
    assert small_targets(page) == []
    widths = (320, screen.width) if screen is PHONE else (screen.width,)
    assert [past_the_edge(page, width) for width in widths] == [[] for _ in widths]
    enlarge_text(page)
    assert [past_the_edge(page, width) for width in widths] == [[] for _ in widths]


@every_page
def test_the_dark_scheme_and_paper_can_be_read(visit: Open, page_type: PageType) -> None:
    page = visit(page_type, screen=DESK, language="zh")
    light = page.evaluate(GROUND)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(GROUND) != light
    assert grave(page, rules=("color-contrast",)) == []
    page.emulate_media(color_scheme="light", media="print")
    for control in (".cp-nav", ".cp-language", ".cp-demo", ".cp-skip"):
        assert page.locator(control).is_hidden()
    assert page.locator("h1").is_visible()
