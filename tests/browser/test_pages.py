"""Every page type on a phone and on a desk, in both languages, with text at 200 %, in the dark and on paper."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, StorageState

from tests.browser.conftest import Open
from tests.browser.pages import PAGES, PageType
from tests.browser.screens import DESK, LANGUAGES, PHONE, SCREENS, Screen, enlarge_text, past_the_edge, small_targets

every_page = pytest.mark.parametrize("page_type", PAGES, ids=lambda page: page.name)
every_language = pytest.mark.parametrize("language", LANGUAGES)
AXE = Axe()
GROUND = "getComputedStyle(document.body).backgroundColor"


@pytest.fixture
def visit(open_page: Open, reviewer: tuple[StorageState, str], addresses: dict[str, str]) -> Open:
    """Opens a page type as those see it who may."""

    def visit(page_type: PageType, *, screen: Screen, language: str) -> Page:
        state = reviewer[0] if page_type.officer else None
        page = open_page(page_type.path.format(**addresses), screen=screen, language=language, state=state)
        assert page.locator("html").get_attribute("lang") == ("en" if language == "en" else "zh-Hans")
        return page

    return visit


def grave(page: Page, *, rules: tuple[str, ...] = ()) -> list[str]:
    """What axe calls serious or critical, with where it is."""
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": rules}
    found = AXE.run(page, options=options).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:120]}"
        for fault in found
        if fault["impact"] in {"serious", "critical"}
        for node in fault["nodes"]
    ]


@every_language
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
@every_page
def test_a_page_is_open_to_everybody(visit: Open, page_type: PageType, screen: Screen, language: str) -> None:
    page = visit(page_type, screen=screen, language=language)
    assert grave(page) == []
    assert small_targets(page) == []
    narrow = (320, screen.width) if screen is PHONE else (screen.width,)
    assert {width: past_the_edge(page, width) for width in narrow} == dict.fromkeys(narrow, [])
    enlarge_text(page)
    assert {width: past_the_edge(page, width) for width in narrow} == dict.fromkeys(narrow, [])


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
