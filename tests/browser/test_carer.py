"""A carer's own space, as she uses it: save a search, be told of a post, keep it, leave."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.screens import DESK, PHONE, Screen, grave, past_the_edge, small_targets
from tests.cli.conftest import SOURCE, command, environment

# Each walk has somebody of its own: searches are counted and codes are not sent twice in a minute.
WALKERS = {"phone": "13811110001", "desk": "13811110002", "no scripts": "13811110003"}
Happen = Callable[[str], str]


@pytest.fixture
def happen(site: str) -> Happen:
    """A post opens and the worker does what is due; returns the post's code."""
    surroundings = environment(Path(settings.VAR) / "site", CAREPOST_DEMO="1")
    surroundings["PYTHONPATH"] = f"{SOURCE}:{SOURCE.parent}"

    def happen(title: str) -> str:
        words = [sys.executable, "-m", "tests.browser.open_post", title]
        opened = subprocess.run(words, env=surroundings, check=True, capture_output=True, text=True)
        subprocess.run(command("worker", "--until-idle"), env=surroundings, check=True, capture_output=True)
        return opened.stdout

    return happen


def sms(phone: str) -> str:
    """The last code that a number was sent: only the demo's own people are listed on the login page."""
    text = (Path(settings.VAR) / "site" / "sms" / f"{phone}.txt").read_text(encoding="utf-8")
    return "".join(filter(str.isdigit, text))[:6]


def log_in(page: Page, phone: str) -> None:
    page.get_by_label("手机号").fill(phone)
    page.get_by_role("button", name="获取验证码").click()
    expect(page.locator("h1")).to_have_text("填写验证码")
    page.get_by_label("验证码").fill(sms(phone))
    page.get_by_role("main").get_by_role("button", name="登录").click()


def sound(page: Page, scripts: bool, screen: Screen) -> None:
    """Full pages that no list of page types has."""
    if scripts:
        assert grave(page) == []
        assert small_targets(page) == []
    assert past_the_edge(page, 320 if screen is PHONE else screen.width) == []


@pytest.mark.parametrize(
    ("walk", "screen", "scripts"),
    [("phone", PHONE, True), ("desk", DESK, True), ("no scripts", PHONE, False)],
    ids=list(WALKERS),
)
def test_a_search_is_saved_and_tells_of_a_post_that_opens(
    open_page: Open, happen: Happen, walk: str, screen: Screen, scripts: bool
) -> None:
    page = open_page("/me/searches/new/?place=370200", screen=screen, scripts=scripts)
    log_in(page, WALKERS[walk])
    expect(page.locator("h1")).to_have_text("保存这个搜索")
    expect(page.locator("main")).to_contain_text("个岗位符合")
    page.get_by_label("名字").fill("青岛找活")
    page.get_by_label("有新岗位就提醒").check()
    page.get_by_label("短信").check()
    page.get_by_role("button", name="保存并提醒我").click()
    expect(page.locator(".cp-notice")).to_contain_text("已保存")
    sound(page, scripts, screen)
    title = f"上午理货员{walk}"
    code = happen(title)
    page.goto("/me/")
    expect(page.locator(".cp-count")).to_contain_text("1")
    expect(page.locator("main")).to_contain_text("“青岛找活”有 1 个新岗位。")
    sound(page, scripts, screen)
    page.get_by_role("link", name="个新岗位").click()
    expect(page.locator("main")).to_contain_text(title)
    page.goto(f"/me/posts/{code}/save/")
    page.get_by_role("main").get_by_role("button", name="收藏", exact=True).click()
    page.goto("/me/posts/")
    expect(page.locator("main")).to_contain_text(title)
    sound(page, scripts, screen)
    page.goto("/me/")
    page.get_by_role("button", name="全部标为已读").click()
    expect(page.locator(".cp-count")).to_have_count(0)
    page.get_by_role("link", name="管理提醒").click()
    page.get_by_role("link", name="修改或停止提醒").click()
    page.get_by_role("button", name="暂停提醒").click()
    expect(page.locator("main")).to_contain_text("提醒已暂停。")
    sound(page, scripts, screen)
    page.goto("/me/data/erase/")
    page.get_by_label("我明白：删除后不能恢复").check()
    page.get_by_role("main").get_by_role("button", name="删除").click()
    expect(page.locator("main")).to_contain_text("账号和个人信息已删除。")
    page.goto("/me/")
    expect(page.locator("h1")).to_have_text("登录")
