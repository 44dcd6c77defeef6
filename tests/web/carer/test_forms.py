"""What she fills in is kept, said back, and refused with the page and a reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.http import HttpResponse
from django.test import Client, override_settings

from carepost.records.carers import (
    experience_of,
    hidden_employers,
    keep_week,
    kept_week,
    profile_of,
    saved_posts,
    searches_of,
)
from carepost.records.people import User
from tests.records.carers.build import ANSWERS, AT, WEEK, opened, saved
from tests.records.posts.build import employer


def said(response: HttpResponse) -> str:
    return response.content.decode()


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("/me/profile/skills/", {"group0": ["sewing"], "group3": ["coding"]}),
        ("/me/profile/break/", {"since": "2019年3月", "until": ""}),
        ("/me/profile/about/", {"about": "会做家常菜"}),
        ("/me/profile/experience/", {"occupation": "平车工", "since": "201501", "until": "2018.6"}),
    ],
)
def test_a_section_is_saved_and_says_when(browser: Client, path: str, values: dict[str, object]) -> None:
    response = browser.post(path, values, follow=True)
    assert response.redirect_chain == [(path, 302)]
    assert re.search(r"已保存 [0-2][0-9]:[0-5][0-9]", said(response))


def test_what_was_saved_is_there(browser: Client, user: User) -> None:
    browser.post("/me/profile/skills/", {"group0": ["sewing"], "group3": ["coding"]})
    browser.post("/me/profile/break/", {"since": "2019年3月", "until": "2026-10"})
    browser.post("/me/profile/experience/", {"occupation": "平车工", "since": "201501", "until": ""})
    profile = profile_of(user)
    assert (profile.skills, profile.break_from, profile.break_to) == (["sewing", "coding"], "2019-03", "2026-10")
    assert 'value="sewing" id="id_group0_0" checked' in said(browser.get("/me/profile/skills/"))
    (entry,) = experience_of(user)
    assert browser.post(f"/me/profile/experience/{entry.code}/delete/").status_code == 302
    assert experience_of(user) == ()


@pytest.mark.parametrize(
    ("path", "values", "reason"),
    [
        ("/me/profile/skills/", {"group0": ["coding"]}, "请只选列出的技能。"),
        ("/me/profile/break/", {"since": "三年前"}, "请写成年和月"),
        ("/me/profile/break/", {"since": "2020-02", "until": "2020-01"}, "结束的年月早于开始的年月"),
        ("/me/profile/break/", {"until": "2020-01"}, "请填写开始的年月。"),
        ("/me/profile/about/", {"about": "字" * 501}, "500"),
        ("/me/profile/experience/", {"occupation": "裁剪工", "since": "2999-01"}, "这个月份还没有到"),
        ("/me/profile/experience/", {"since": "2015-01"}, "请写明做过什么工作。"),
        ("/me/searches/new/", {"query": "place=370200", "frequency": "daily", "channels": "site"}, "请取个名字。"),
        ("/me/searches/new/", {"name": "甲", "frequency": "hourly", "channels": "site"}, "hourly"),
        ("/me/searches/new/", {"name": "甲", "frequency": "daily"}, "请至少选一种提醒方式。"),
        ("/me/data/erase/", {}, "请先勾选"),
    ],
)
def test_a_refusal_keeps_what_she_wrote(
    browser: Client, user: User, path: str, values: dict[str, str], reason: str
) -> None:
    response = browser.post(path, values)
    assert response.status_code == 422
    page = said(response)
    assert reason in page
    assert 'role="alert"' in page
    for written in ("三年前", "裁剪工", "2999-01"):
        assert (written in page) == (written in values.values())
    assert (searches_of(user), experience_of(user), profile_of(user).pk) == ((), (), None)


SEARCH = {"name": "青岛上午", "query": "place=370200", "frequency": "daily", "channels": ["site", "text"]}


def test_a_search_is_saved_from_its_address(browser: Client, user: User) -> None:
    opened("new1")
    page = said(browser.get("/me/searches/new/?place=442000&from=groupmessage&page=2"))
    assert "今天有 1 个岗位符合" in page
    assert 'name="query" value="place=442000"' in page
    assert 'value="广东省中山市"' in page
    response = browser.post("/me/searches/new/", SEARCH, follow=True)
    assert response.redirect_chain == [("/me/searches/", 302)]
    (search,) = searches_of(user)
    assert (search.name, search.frequency, search.on_site, search.by_text) == ("青岛上午", "daily", True, True)
    posts = browser.get(f"/me/searches/{search.code}/posts/")
    assert (posts.status_code, posts["Location"]) == (302, "/posts/?place=370200")
    again = browser.post("/me/searches/new/", SEARCH)
    assert (again.status_code, "这个搜索已经保存过。" in said(again)) == (422, True)


def test_a_search_of_nowhere_is_not_there(browser: Client) -> None:
    assert browser.get("/me/searches/new/?place=999999").status_code == 404
    assert browser.post("/me/searches/new/", SEARCH | {"query": "place=qingdao"}).status_code == 400


def test_a_search_is_changed_paused_resumed_and_deleted(browser: Client, user: User) -> None:
    at = f"/me/searches/{saved(user).code}/"
    assert browser.post(at, {"name": "新名", "frequency": "instant", "channels": "site"}).status_code == 302
    (search,) = searches_of(user)
    assert (search.name, search.frequency) == ("新名", "instant")
    assert browser.post(at, {"name": "", "frequency": "instant", "channels": "site"}).status_code == 422
    for act, paused in (("pause", True), ("resume", False)):
        assert browser.post(f"{at}{act}/").status_code == 302
        assert searches_of(user)[0].paused is paused
    assert browser.post(f"{at}delete/").status_code == 302
    assert searches_of(user) == ()


def test_one_tap_stops_a_search_without_login_or_cookie(user: User) -> None:
    search = saved(user)
    visitor = Client(enforce_csrf_checks=True)
    at = f"/me/stop/{search.token}/"
    assert "停止提醒" in said(visitor.get(at))
    assert not searches_of(user)[0].paused
    assert "提醒已停止" in said(visitor.post(at))
    assert searches_of(user)[0].paused
    assert search.name not in said(visitor.get(at))


def test_a_post_is_saved_by_a_visitor_after_login(user: User) -> None:
    opened("p1")
    visitor = Client()
    response = visitor.post("/me/posts/p1/save/")
    assert (response.status_code, response["Location"]) == (302, "/account/login/?next=%2Fme%2Fposts%2Fp1%2Fsave%2F")
    visitor.force_login(user)
    assert "收藏岗位" in said(visitor.get("/me/posts/p1/save/"))
    assert visitor.post("/me/posts/p1/save/")["Location"] == "/posts/p1/"
    assert [each.post.code for each, _ in saved_posts(user)] == ["p1"]
    assert visitor.post("/me/posts/p1/remove/").status_code == 302
    assert saved_posts(user) == ()


def test_the_room_for_saved_posts_ends_in_words(browser: Client, user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("carepost.records.carers.saved.SAVED_MAX", 0)
    opened("p1")
    assert "请先取消一些" in said(browser.post("/me/posts/p1/save/", follow=True))


def test_an_employer_is_found_hidden_and_shown(browser: Client, user: User) -> None:
    employer("former", "中山从前制衣厂")
    assert "/me/employers/former/hide/" in said(browser.get("/me/employers/?q=从前"))
    assert "没有找到" in said(browser.get("/me/employers/?q=从"))
    assert browser.post("/me/employers/former/hide/", {"posts_too": "on"}).status_code == 302
    assert [(each.employer.code, each.posts_too) for each in hidden_employers(user)] == [("former", True)]
    assert browser.post("/me/employers/former/show/").status_code == 302
    assert hidden_employers(user) == ()


def test_her_data_are_a_file(browser: Client, user: User) -> None:
    saved(user)
    response = browser.get("/me/data/export.json")
    assert response["Content-Type"] == "application/json"
    assert re.fullmatch(r'attachment; filename="carepost-\d{4}-\d\d-\d\d\.json"', response["Content-Disposition"])
    assert response.json()["searches"][0]["query"] == "place=442000"
    assert "no-store" in response["Cache-Control"]


def test_erasing_ends_the_session_and_says_so(browser: Client, user: User) -> None:
    saved(user)
    response = browser.post("/me/data/erase/", {"sure": "on"}, follow=True)
    assert "账号和个人信息已删除。" in said(response)
    assert browser.get("/me/")["Location"].startswith("/account/login/")
    user.refresh_from_db()
    assert user.is_active is False


def test_erasing_the_demo_is_refused_in_words(browser: Client, user: User) -> None:
    User.objects.filter(pk=user.pk).update(demo=True)
    with override_settings(DEMO=True):
        response = browser.post("/me/data/erase/", {"sure": "on"})
    assert (response.status_code, "演示账号由大家共用" in said(response)) == (422, True)


def test_a_week_said_before_login_is_offered_and_kept(user: User) -> None:
    visitor = Client()
    visitor.post("/week/summary/", {**ANSWERS, "keep": "1"})
    assert kept_week(user) is None
    visitor.force_login(user)
    page = said(visitor.get("/me/"))
    assert "您刚才说了自己的一周，要保存下来吗？" in page
    assert WEEK.sentence().zh in page
    response = visitor.post("/me/week/keep/", follow=True)
    assert "已保存您的一周。" in said(response)
    assert kept_week(user) == WEEK
    assert "要保存下来吗" not in said(visitor.get("/me/"))
    assert "carepost_week" not in visitor.session
    assert visitor.post("/me/week/keep/").status_code == 302


def test_a_week_said_when_logged_in_is_kept_sealed_in_the_account(browser: Client, user: User) -> None:
    response = browser.post("/week/summary/", {**ANSWERS, "keep": "1"}, follow=True)
    assert "已加密保存在您的账号里" in said(response)
    assert "carepost_week" not in browser.session
    assert kept_week(user) == WEEK
    browser.post("/week/summary/", {"forget": "1"})
    assert kept_week(user) is None


def test_her_space_leads_to_her_week_and_forgets_it(browser: Client, user: User) -> None:
    assert 'href="/week/"' in said(browser.get("/me/"))
    keep_week(user=user, entry=WEEK, at=AT)
    assert 'href="/week/summary/?p=mornings' in said(browser.get("/me/"))
    assert "已删除保存的一周。" in said(browser.post("/me/week/drop/", follow=True))
    assert kept_week(user) is None


def test_a_login_says_that_a_week_waits(user: User) -> None:
    visitor = Client()
    visitor.post("/week/summary/", {**ANSWERS, "keep": "1"})
    visitor.post("/account/login/", {"phone": "13912345678"})
    text = (Path(configured.CAREPOST_SMS_FOLDER) / "13912345678.txt").read_text(encoding="utf-8")
    code = re.findall(r"\b[0-9]{6}\b", text)[0]
    response = visitor.post("/account/login/code/", {"digits": code}, follow=True)
    assert "您刚才说的一周还没有保存" in said(response)
