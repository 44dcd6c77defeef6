"""A carer says her week with one thumb: with scripts and without, in both languages, at 375 px."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open
from tests.browser.screens import PHONE, SCREENS, Screen, enlarge_text, focused, grave, past_the_edge, small_targets
from tests.browser.test_walks import MANY_TAPS, Taps, sound

scripts_or_none = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
WORDS = {
    "zh": ("送完孩子—接孩子前", "直接看岗位", "下一步"),
    "en": ("After drop-off until pick-up", "See posts now", "Next"),
}


def said(page: Page) -> Locator:
    return page.get_by_role("status")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).tap()


@scripts_or_none
@pytest.mark.parametrize("language", WORDS)
def test_two_taps_lead_from_the_question_to_the_posts(open_page: Open, language: str, scripts: bool) -> None:
    tap, (preset, posts, _) = Taps(), WORDS[language]
    page = open_page("/week/", screen=PHONE, language=language, scripts=scripts)
    tap(page.get_by_text(preset))
    tap(page.get_by_role("button", name=posts))
    page.wait_for_url("**/posts/?week=12345_0830-1600")
    assert tap.count <= MANY_TAPS - 2
    page.go_back()
    expect(page.locator("h1")).to_have_text(re.compile("上班|work"))


@scripts_or_none
def test_she_says_her_whole_week_and_reads_it_back(open_page: Open, scripts: bool) -> None:
    page = open_page("/week/", screen=PHONE, scripts=scripts)
    page.get_by_text("上午班").tap()
    press(page, "下一步")
    expect(page.locator("h1")).to_have_text("一周里哪些时段可以？")
    page.get_by_label("周六 上午").tap()
    if scripts:
        expect(said(page)).to_have_text("每周可上班 21 小时：周一至周六 8:30–12:00")
    press(page, "下一步")
    expect(said(page)).to_have_text("每周可上班 21 小时：周一至周六 8:30–12:00")
    page.get_by_label("周一第 1 段，从").select_option("0900")
    page.get_by_label("周一第 1 段，到").select_option("1130")
    for day in ("周二", "周三"):
        page.locator("#copy .cp-day").get_by_text(day).tap()
    press(page, "抄过去")
    expect(page.get_by_label("周三第 1 段，从")).to_have_value("0900")
    press(page, "周一再加一段")
    page.get_by_label("周一第 2 段，从").select_option("1400")
    page.get_by_label("周一第 2 段，到").select_option("1630")
    press(page, "下一步")
    page.locator("#pick").get_by_text("周一").first.tap()
    page.get_by_label("接孩子，从").select_option("1620")
    if scripts:
        expect(said(page)).to_contain_text("14:00–16:15")
    press(page, "下一步")
    expect(said(page)).to_contain_text("14:00–16:15")
    page.get_by_text("与平时一样").tap()
    press(page, "下一步")
    press(page, "山东省")
    press(page, "青岛市")
    expect(page.get_by_role("main")).to_contain_text("已选：山东省 · 青岛市")
    press(page, "下一步")
    page.get_by_text("自行车或电动车", exact=True).tap()
    page.get_by_label("单程路上最多").select_option("30")
    press(page, "下一步")
    expect(page.locator("h1")).to_have_text("您的一周")
    for words in ("周一 16:20–17:00", "山东省青岛市", "自行车或电动车", "30 分钟"):
        expect(page.get_by_role("main")).to_contain_text(words)
    if scripts:
        sound(page)
    back = page.url
    page.get_by_role("link", name="看看哪些岗位适合").tap()
    page.wait_for_url("**/posts/?**")
    for part in ("week=", "holiday=", "from=370200", "way=bike", "commute=30", "place=370200"):
        assert part in page.url
    page.go_back()
    assert page.url == back
    press(page, "记住我的一周")
    expect(page.get_by_role("main")).to_contain_text("已记住您的一周。")
    page.goto("/week/")
    page.get_by_role("link", name="用它看岗位").tap()
    page.wait_for_url("**/posts/?**from=370200**")


def test_the_sentence_follows_each_tick_without_leaving_the_page(open_page: Open) -> None:
    page = open_page("/week/", screen=PHONE)
    expect(said(page)).to_have_text("还没有选可以上班的时间")
    here = page.url
    page.get_by_text("周末").tap()
    expect(said(page)).to_have_text("每周可上班 16 小时：周六、周日 9:00–17:00")
    page.get_by_text("晚间居家").tap()
    expect(said(page)).to_contain_text("每天 19:30–22:00")
    assert page.url == here


def test_the_sentence_matches_the_ticks_after_the_way_back(open_page: Open) -> None:
    page = open_page("/week/blocks/", screen=PHONE)
    page.get_by_label("周日 上午").tap()
    press(page, "下一步")
    expect(page.locator("h1")).to_have_text("具体到几点？")
    page.go_back()
    expect(page.get_by_label("周日 上午")).to_be_checked()
    expect(said(page)).to_have_text("每周可上班 3.5 小时：周日 8:30–12:00")


def test_the_phone_may_say_where_it_is(open_page: Open) -> None:
    page = open_page("/week/home/?p=mornings", screen=PHONE)
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 36.06712, "longitude": 120.38264})
    press(page, "用手机定位")
    expect(page.get_by_label("纬度在前")).to_have_value("36.07,120.38")
    press(page, "直接看岗位")
    page.wait_for_url("**/posts/?**from=36.07,120.38**")


def test_a_phone_that_will_not_say_leaves_the_list(open_page: Open) -> None:
    page = open_page("/week/home/", screen=PHONE)
    press(page, "用手机定位")
    expect(said(page)).to_contain_text("没有取得位置")
    expect(page.get_by_role("button", name="山东省")).to_be_visible()


def test_without_scripts_the_button_that_needs_them_is_not_there(open_page: Open) -> None:
    page = open_page("/week/home/", screen=PHONE, scripts=False)
    expect(page.get_by_text("用手机定位")).to_be_hidden()
    page.get_by_text("填经纬度").tap()
    page.get_by_label("纬度在前").fill("36.07,120.38")
    press(page, "用这个位置")
    page.wait_for_url("**/week/travel/?home=36.07,120.38")


@scripts_or_none
def test_a_wrong_row_says_what_to_do_and_keeps_what_was_chosen(open_page: Open, scripts: bool) -> None:
    page = open_page("/week/times/", screen=PHONE, scripts=scripts)
    page.get_by_label("周二第 1 段，从").select_option("1700")
    page.get_by_label("周二第 1 段，到").select_option("0900")
    press(page, "下一步")
    alert = page.get_by_role("alert")
    expect(alert).to_be_focused()
    alert.get_by_role("link", name=re.compile("结束要晚于开始")).tap()
    expect(page.get_by_label("周二第 1 段，从")).to_be_in_viewport()
    expect(page.get_by_label("周二第 1 段，从")).to_have_value("1700")


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_with_text_at_200_percent_every_box_can_be_reached(open_page: Open, screen: Screen, language: str) -> None:
    page = open_page("/week/blocks/?p=school-run", screen=screen, language=language)
    enlarge_text(page)
    assert past_the_edge(page, screen.width) == []
    assert grave(page) == []
    assert small_targets(page) == []
    page.get_by_role("checkbox").last.focus()
    reached = focused(page)
    assert reached is not None
    assert reached["seen"]


def test_every_cell_of_the_table_is_room_for_a_thumb(open_page: Open) -> None:
    page = open_page("/week/blocks/?p=school-run", screen=PHONE)
    sizes = [cell.bounding_box() for cell in page.locator(".cp-blocks label").all()]
    assert len(sizes) == 28
    assert all(size and size["width"] >= 44 and size["height"] >= 44 for size in sizes)
