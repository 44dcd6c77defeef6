"""An officer's day: from the queue to a certificate, by keyboard at a desk, by touch, and without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, StorageState, expect

from tests.browser.conftest import Open
from tests.browser.screens import DESK, PHONE, Screen, focused, grave, past_the_edge, small_targets

QUEUE = "/bureau/queue/?show=free"
WORDS = {
    "zh": {"take": "我来办理", "certify": "予以认定", "save": "保存草稿", "can": "可认定为", "done": "已认定，证书"},
    "en": {
        "take": "Take it on",
        "certify": "Certify",
        "save": "Save draft",
        "can": "can be certified as",
        "done": "Certified",
    },
}
NUMBER = re.compile(r"演示-442000-\d{4}-\d{5}")


def certifiable(page: Page, can: str) -> str:
    """The path of a free post that the rules would let pass, as the queue leads to it."""
    page.goto(QUEUE)
    paths = [link.get_attribute("href") or "" for link in page.locator("tbody th a").all()]
    for path in paths:
        page.goto(path)
        if can in page.locator(".cp-verdict").inner_text():
            return path
    raise AssertionError("no post of the first page could be certified")


def sound(page: Page, screen: Screen) -> None:
    """Nothing serious for axe, targets for thumbs, nothing past the edge."""
    assert grave(page) == []
    assert small_targets(page) == []
    assert past_the_edge(page, screen.width) == []
    page.set_viewport_size({"width": screen.width, "height": screen.height})


def test_by_keyboard_from_the_queue_to_a_certificate(open_page: Open, reviewer: tuple[StorageState, str]) -> None:
    page = open_page("/bureau/", screen=DESK, state=reviewer[0])
    path = certifiable(page, WORDS["zh"]["can"])
    title = page.locator("h1").inner_text()
    page.goto(QUEUE)
    row = page.locator("tbody tr", has=page.locator(f'a[href="{path}"]'))
    steps = page.locator("tbody tr").evaluate_all(
        "(rows, path) => rows.findIndex(r => r.innerHTML.includes(path))", path
    )
    for _ in range(steps + 1):
        page.keyboard.press("j")
    page.keyboard.press("x")
    expect(row.get_by_role("checkbox")).to_be_checked()
    page.keyboard.press("j")
    page.keyboard.press("k")
    state = focused(page)
    assert state is not None
    assert (state["ring"], state["seen"]) == (True, True)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(title)
    expect(page.get_by_role("button", name="我来办理")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="逐项核查")).to_be_visible()
    sound(page, DESK)
    page.keyboard.press("j")
    page.keyboard.press("y")
    item = page.locator("[data-desk-row]").first
    expect(item.get_by_role("radio", name="符合", exact=True)).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("jxyn 看过班次表")
    expect(item.get_by_label("看过的证据")).to_have_value("jxyn 看过班次表")
    page.get_by_label("常用语").select_option(index=1)
    page.get_by_role("button", name="予以认定").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("已认定，证书")
    expect(page.locator(".cp-split__right")).to_contain_text(NUMBER)
    expect(page.locator(".cp-trail")).to_contain_text("发出证书")
    sound(page, DESK)


def test_the_keys_can_be_turned_off(open_page: Open, reviewer: tuple[StorageState, str]) -> None:
    page = open_page(QUEUE, screen=DESK, state=reviewer[0])
    page.keyboard.press("j")
    expect(page.locator("tbody th a").first).to_be_focused()
    page.locator(".cp-keys summary").click()
    page.get_by_label("关闭快捷键").check()
    page.locator("tbody th a").first.focus()
    page.keyboard.press("j")
    expect(page.locator("tbody th a").first).to_be_focused()


@pytest.mark.parametrize(
    ("screen", "language", "scripts"),
    [(PHONE, "zh", True), (PHONE, "en", True), (DESK, "en", True), (DESK, "zh", False), (PHONE, "zh", False)],
    ids=lambda value: getattr(value, "name", str(value)),
)
def test_from_the_queue_to_a_certificate(
    open_page: Open, reviewer: tuple[StorageState, str], screen: Screen, language: str, scripts: bool
) -> None:
    words = WORDS[language]
    page = open_page("/bureau/", screen=screen, language=language, state=reviewer[0], scripts=scripts)
    path = certifiable(page, words["can"])
    press(page, words["take"])
    if scripts:
        sound(page, screen)
    page.locator("[name='evidence.contract.written']").fill("合同第5条")
    # By the key: without scripts Playwright cannot tell that the bar lies over a control.
    page.locator("[name='answer.contract.written'][value='met']").focus()
    page.keyboard.press("Space")
    press(page, words["save"])
    expect(page.locator("[name='evidence.contract.written']")).to_have_value("合同第5条")
    press(page, words["certify"])
    expect(page.get_by_role("status")).to_contain_text(words["done"])
    expect(page.locator("main")).to_contain_text(NUMBER)
    assert page.url.endswith(path)


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()
