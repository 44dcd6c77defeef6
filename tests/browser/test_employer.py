"""An employer writes a post as she would do it: from her home to a submitted post, mended by following the findings."""

from __future__ import annotations

import itertools
import re

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.browser.conftest import Open, ask_code, shown, visitor
from tests.browser.screens import DESK, PHONE, Screen, grave, past_the_edge, small_targets

OWNER = "13800000002"
WAYS = list(itertools.product((PHONE, DESK), (True, False), ("zh", "en")))
SAVE = "main form .cp-bar .cp-btn"
# What stands between the pages of the walk and their names in both languages.
WORDS = {"zh": ("已改：", "已提交", "须改正"), "en": ("Changed: ", "Submitted", "to be mended")}
STEPS_AS_THEY_COME = ("title", "place", "address", "headcount", "form", "kind", "hours", "breaks", "pay")


@pytest.fixture(scope="session")
def owner(site: str, browser: Browser) -> StorageState:
    """The owner of the demo's employer, logged in by her phone."""
    with visitor(browser, site, PHONE, "zh") as context:
        page = context.new_page()
        page.goto("/account/login/?next=/employer/")
        ask_code(page, OWNER)
        page.get_by_label("验证码").fill(shown(page, OWNER, 1))
        page.get_by_role("main").get_by_role("button", name="登录").tap()
        page.wait_for_url("**/employer/")
        return context.storage_state()


def save(page: Page, then: str) -> None:
    """Presses the button of the step; ends on the page named."""
    page.locator(SAVE).click()
    page.wait_for_url(re.compile(rf"/{then}/(\?|$)"))


def mend(page: Page, said: str) -> None:
    """One tap beside the first finding of the page; what changed is shown."""
    page.locator(".cp-finding form .cp-btn").first.click()
    expect(page.locator(".cp-notice[role=status]")).to_contain_text(said)


def sound(page: Page, scripts: bool) -> None:
    """Nothing serious for axe, targets for thumbs, nothing past the edge. Without scripts nothing can be measured."""
    if scripts:
        assert grave(page) == []
        assert small_targets(page) == []


@pytest.mark.parametrize(("screen", "scripts", "language"), WAYS, ids=lambda v: getattr(v, "name", str(v)))
def test_from_the_empty_home_to_a_submitted_post(
    open_page: Open, owner: StorageState, screen: Screen, scripts: bool, language: str
) -> None:
    mended, submitted, _ = WORDS[language]
    page = open_page("/employer/", screen=screen, language=language, state=owner, scripts=scripts)
    sound(page, scripts)
    page.locator("main .cp-actions .cp-btn").first.click()
    page.locator("#title").fill(f"午市服务员 {screen.name} {scripts} {language}")
    page.locator("#template-restaurant").check()
    sound(page, scripts)
    save(page, "title")
    for here, then in itertools.pairwise(STEPS_AS_THEY_COME):
        expect(page).to_have_url(re.compile(f"/{here}/"))
        if here == "address":
            page.locator("[name=place_words]").fill("香港中路 1 号")
        elif here == "headcount":
            page.locator("[name=headcount]").fill("2")
        sound(page, scripts)
        save(page, then)
    page.locator("[name='pay.low']").fill("12")
    save(page, "pay")
    sound(page, scripts)
    mend(page, mended)
    sound(page, scripts)
    save(page, "overtime")
    save(page, "contract")
    save(page, "insurance")
    page.locator("[name='insurance.work_injury'][value=no]").check()
    save(page, "insurance")
    mend(page, mended)
    save(page, "asks")
    page.locator("[name='asks.conditions']").fill("限女性，有健康证")
    save(page, "asks")
    mend(page, mended)
    for then in ("work", "growth", "care", "voice"):
        sound(page, scripts)
        save(page, then)
    page.locator("[name='voice.contact']").fill("王店长 0532-00000000")
    save(page, "last_day")
    save(page, "preview")
    sound(page, scripts)
    page.locator(SAVE).click()
    expect(page.locator("main")).to_contain_text(submitted)
    expect(page).to_have_url(re.compile(r"/employer/posts/\w+/$"))
    sound(page, scripts)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_what_blocks_is_listed_and_leads_to_its_step(open_page: Open, owner: StorageState, scripts: bool) -> None:
    page = open_page("/employer/posts/new/", screen=PHONE, state=owner, scripts=scripts)
    page.locator("#title").fill("限女性收银员")
    save(page, "title")
    page.goto(page.url.replace("edit/title/", "preview/"))
    page.locator(SAVE).tap()
    expect(page.get_by_role("alert")).to_contain_text("处须改正，改好后才能提交")
    sound(page, scripts)
    page.get_by_role("alert").get_by_role("link").tap()
    expect(page.locator("#blocks")).to_be_in_viewport()
    page.get_by_role("link", name="去改：招几个人？").tap()
    expect(page.locator("h1")).to_have_text("招几个人？")
    page.locator(".cp-saved a").tap()
    expect(page.locator("main")).to_contain_text("须改正")
    sound(page, scripts)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "path", ["register/", "invitations/", "team/", "posts/", "posts/new/"], ids=lambda path: path.strip("/")
)
def test_the_other_pages_are_open_to_everybody(open_page: Open, owner: StorageState, path: str, language: str) -> None:
    for screen in (PHONE, DESK):
        page = open_page(f"/employer/{path}", screen=screen, language=language, state=owner)
        sound(page, scripts=True)
    for width in (320, 375, 768):
        assert past_the_edge(page, width) == []


def test_hours_of_every_kind_fit_a_narrow_phone(open_page: Open, owner: StorageState) -> None:
    page = open_page("/employer/posts/new/", screen=PHONE, state=owner)
    page.locator("#title").fill("花艺助理")
    save(page, "title")
    start = page.url.replace("title/", "hours/")
    for kind in ("fixed", "band", "slots", "output"):
        page.goto(f"{start}?kind={kind}")
        for closed in page.locator("details > summary").all():
            if closed.is_visible():
                closed.click()
        sound(page, scripts=True)
        assert past_the_edge(page, 320) == []
