"""Without a mouse: the skip link leads to the page, and every stop of the Tab key has a ring and can be seen."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.pages import PAGES, PageType
from tests.browser.screens import DESK, PHONE, SCREENS, Screen, focused

MANY_STOPS = 200
KINDS = ("home", "posts of a city", "post", "employers", "login", "login of staff", "import", "report of an import")
KINDS += ("week, a preset", "week, blocks", "week, duties", "week, home in a city", "week said back")


def stops(page: Page) -> list[dict[str, Any]]:
    """All stops of the Tab key on a page, from its beginning."""
    found: list[dict[str, Any]] = []
    for _ in range(MANY_STOPS):
        page.keyboard.press("Tab")
        stop = focused(page)
        if stop is None or (found and page.evaluate("document.activeElement.matches('.cp-skip')")):
            break
        found.append(stop)
    return found


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
@pytest.mark.parametrize("page_type", [page for page in PAGES if page.name in KINDS], ids=lambda page: page.name)
def test_every_stop_has_a_ring_and_is_in_sight(visit: Open, page_type: PageType, screen: Screen) -> None:
    found = stops(visit(page_type, screen=screen, language="zh"))
    assert 5 < len(found) < MANY_STOPS
    assert [stop["what"] for stop in found if not stop["ring"]] == []
    assert [stop["what"] for stop in found if not stop["seen"]] == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_skip_link_leads_past_the_head(open_page: Open, scripts: bool) -> None:
    page = open_page("/posts/?place=370200", screen=DESK, scripts=scripts)
    skip = page.locator(".cp-skip")
    expect(skip).not_to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("main a").first).to_be_focused()


def test_a_card_is_opened_with_enter(open_page: Open) -> None:
    page = open_page("/posts/?place=370200", screen=PHONE)
    link = page.locator(".cp-card__link").first
    title = link.inner_text()
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(title)
