"""What people come for, from the first page to the last, as they would do it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, StorageState, expect

from tests.browser.conftest import LISTINGS, Open, ask_code, give_password, give_second_factor, shown
from tests.browser.screens import DESK, PHONE, SCREENS, Screen, grave, small_targets

CLERK = "demo-clerk"
CARER, OWNER, RECRUITER = "13800000001", "13800000002", "13800000003"
MANY_TAPS = 8


class Taps:
    """Taps like a thumb, and counts."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, target: Locator) -> None:
        """Needs exactly one target."""
        self.count += 1
        target.tap()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_carer_finds_a_post_of_her_city_and_its_employer(open_page: Open, scripts: bool) -> None:
    tap = Taps()
    page = open_page("/", screen=PHONE, scripts=scripts)
    tap(page.get_by_role("link", name="山东省"))
    tap(page.get_by_role("link", name="青岛市"))
    expect(page.locator("h1")).to_have_text("青岛市 · 妈妈岗")
    tap(page.get_by_role("link", name="钟点工（后厨）"))
    assert tap.count == 3
    for words in ("14-18元/小时", "每次出勤4-8小时", "青岛市肯德基有限公司", "中国报道"):
        expect(page.locator("main")).to_contain_text(words)
    page.go_back()
    expect(page.locator("h1")).to_have_text("青岛市 · 妈妈岗")
    tap(page.locator(".cp-nav").get_by_role("link", name="用人单位"))
    tap(page.locator(".cp-tile").filter(has_text="山东省"))
    tap(page.locator(".cp-tile").filter(has_text="青岛市"))
    tap(page.get_by_role("link", name="青岛市肯德基有限公司"))
    tap(page.get_by_role("link", name="钟点工（后厨）"))
    expect(page.locator("h1")).to_have_text("钟点工（后厨）")
    assert tap.count <= MANY_TAPS


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_another_language_keeps_the_page(open_page: Open, scripts: bool) -> None:
    page = open_page("/posts/?place=370200&page=1", screen=PHONE, scripts=scripts)
    address = page.url
    page.get_by_role("button", name="English").tap()
    expect(page.locator("h1")).to_have_text("Qingdao · Mums' post")
    assert page.url == address
    page.get_by_role("button", name="简体中文").tap()
    expect(page.locator("h1")).to_have_text("青岛市 · 妈妈岗")
    assert page.url == address


@pytest.mark.parametrize(("scripts", "phone"), [(True, CARER), (False, OWNER)], ids=["scripts", "no scripts"])
def test_a_phone_and_a_code_log_in(open_page: Open, scripts: bool, phone: str) -> None:
    page = open_page("/", screen=PHONE, scripts=scripts)
    page.locator(".cp-nav").get_by_role("link", name="登录").tap()
    ask_code(page, f"{phone[:3]} {phone[3:7]} {phone[7:]}")
    expect(page.locator("h1")).to_have_text("填写验证码")
    if scripts:
        sound(page)
    page.get_by_label("验证码").fill(shown(page, phone, 1))
    page.get_by_role("main").get_by_role("button", name="登录").tap()
    expect(page.locator(".cp-nav")).to_contain_text("我的")
    page.goto("/bureau/import/")
    expect(page.locator("h1")).to_have_text("没有权限")
    if scripts:
        sound(page)
    page.get_by_role("button", name="退出").tap()
    expect(page.locator(".cp-nav")).to_contain_text("登录")


def sound(page: Page) -> None:
    """Pages that only a walk reaches are held to the same. Needs scripts: without them axe never answers."""
    assert grave(page) == []
    assert small_targets(page) == []


def test_an_officer_imports_a_file_and_reads_a_post(open_page: Open) -> None:
    page = open_page("/bureau/import/", screen=DESK)
    expect(page.locator("h1")).to_have_text("工作人员登录")
    give_password(page, CLERK)
    sound(page)
    give_second_factor(page, CLERK)
    expect(page.locator("h1")).to_have_text("导入岗位")
    page.get_by_label("岗位文件").set_input_files(LISTINGS)
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.locator("h1")).to_have_text("导入结果")
    expect(page.get_by_role("row")).to_have_count(6)
    expect(page.get_by_role("row", name="平车缝纫工")).to_contain_text("2")
    page.get_by_role("link", name="平车缝纫工").click()
    expect(page.locator("h1")).to_have_text("平车缝纫工")
    expect(page.locator("main")).to_contain_text("中山示例制衣厂")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_a_form_without_answers_says_what_is_missing(open_page: Open, screen: Screen, scripts: bool) -> None:
    page = open_page("/account/login/", screen=screen, scripts=scripts)
    page.get_by_role("button", name="获取验证码").click()
    leads_to(page, "请填写手机号。", page.get_by_label("手机号"))


def leads_to(page: Page, error: str, field: Locator) -> None:
    """The summary has the focus and is in sight; its line leads to the field, which says the same."""
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_be_in_viewport()
    summary.get_by_role("link", name=error).click()
    expect(field).to_be_focused()
    expect(field).to_be_in_viewport()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile(re.escape(error)))


def test_a_wrong_code_says_so_and_the_right_one_still_works(open_page: Open) -> None:
    page = open_page("/account/login/", screen=PHONE)
    ask_code(page, RECRUITER)
    right = shown(page, RECRUITER, 1)
    page.get_by_label("验证码").fill("12")
    page.get_by_role("main").get_by_role("button", name="登录").tap()
    leads_to(page, "验证码是 6 位数字，请看短信。", page.get_by_label("验证码"))
    sound(page)
    page.get_by_label("验证码").fill(f"{(int(right) + 1) % 1_000_000:06}")
    page.get_by_role("main").get_by_role("button", name="登录").tap()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_label("验证码").fill(right)
    page.get_by_role("main").get_by_role("button", name="登录").tap()
    expect(page.locator(".cp-nav")).to_contain_text("我的")


def test_a_bad_file_says_what_to_do(open_page: Open, reviewer: tuple[StorageState, str], tmp_path: Path) -> None:
    page = open_page("/bureau/import/", screen=DESK, state=reviewer[0])
    page.get_by_role("button", name="导入", exact=True).click()
    leads_to(page, "请选择要导入的文件。", page.get_by_label("岗位文件"))
    sound(page)
    wrong = tmp_path / "照片.csv"
    wrong.write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    page.get_by_label("岗位文件").set_input_files(wrong)
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("岗位文件")).to_be_focused()
