"""The carer's pages with something on them: sound in both languages, and no dearer for many rows."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from carepost.domain.facts import Text
from carepost.records.carers import (
    EXPERIENCE_MAX,
    Frequency,
    add_experience,
    hide_employer,
    keep_week,
    pause_search,
    run_alert,
    save_post,
    set_about,
    set_break,
    set_skills,
)
from carepost.records.people import User, notify, read_notices
from carepost.records.posts import Post
from tests.records.carers.build import AT, HOUR, WEEK, carer, opened, saved
from tests.records.posts.build import employer
from tests.web.html import faults, read

PATHS = (
    "/me/",
    "/me/profile/",
    "/me/profile/skills/",
    "/me/profile/break/",
    "/me/profile/about/",
    "/me/profile/experience/",
    "/me/searches/",
    "/me/searches/{search}/",
    "/me/posts/",
    "/me/posts/new1/save/",
    "/me/employers/?q=单位",
    "/me/data/",
    "/me/data/erase/",
    "/me/stop/{token}/",
    "/posts/new1/",
)


@pytest.fixture
def names(user: User) -> dict[str, str]:
    """Fills every page; returns what stands in braces above."""
    keep_week(user=user, entry=WEEK, at=AT)
    set_skills(user=user, codes=["sewing", "coding"], at=AT)
    set_break(user=user, since="2019-03", until="", at=AT)
    set_about(user=user, about="会做家常菜 & <b>", at=AT)
    add_experience(user=user, occupation="平车工", since="2015-01", until="2018-06", at=AT)
    search = saved(user, frequency=Frequency.WEEKLY, by_text=True)
    paused = saved(user, "370200", name="青岛")
    pause_search(search=paused, at=AT)
    for code in ("new1", "new2"):
        save_post(user=user, post=opened(code, employer_code=code), at=AT)
    Post.objects.filter(code="new2").update(state="paused")
    run_alert(search=search, at=AT + 2 * HOUR)
    read_notices(user=user, at=AT + 2 * HOUR)
    notify(user=user, kind="news", key="n1", text=Text("没有链接的通知", "A notice without a link"), url="", at=AT)
    hide_employer(user=user, employer=employer("former", "从前的厂"), at=AT)
    hide_employer(user=user, employer=employer("other", "另一家厂"), posts_too=False, at=AT)
    return {"search": search.code, "token": search.token}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("path", PATHS)
def test_a_full_page_is_sound(browser: Client, names: dict[str, str], path: str, language: str) -> None:
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    at = path.format(**names)
    response = browser.get(at)
    assert response.status_code == 200
    assert faults(read(response.content.decode()), at.partition("?")[0], english=language == "en") == []


@pytest.mark.parametrize("path", [path for path in PATHS if path.startswith("/me/") and "stop" not in path])
def test_her_pages_are_kept_nowhere_and_lead_out(browser: Client, names: dict[str, str], path: str) -> None:
    response = browser.get(path.format(**names))
    assert "no-store" in response["Cache-Control"]
    tree = read(response.content.decode())
    assert "/account/logout/" in [form.attrs["action"] for form in tree.all("form")]
    title = tree.all("title")[0].text().partition(" – ")[0]
    assert not {"孩", "妈", "育儿", "母"} & set(title)


def test_home_says_what_she_keeps(browser: Client, names: dict[str, str]) -> None:
    page = browser.get("/me/").content.decode()
    for words in (
        "139****5678",
        WEEK.sentence().zh,
        "家附近",
        "（已暂停）",
        "技能：2 项",
        "工作经历：1 段",
        "1 个岗位",
    ):
        assert words in page
    assert "13912345678" not in page
    assert page.count('class="cp-badge cp-badge--block"') == 1


def queries_of(browser: Client, path: str, most: int, check: DjangoAssertNumQueries) -> None:
    with check(most):
        assert browser.get(path).status_code == 200


def test_lists_ask_no_more_for_more(
    user: User, browser: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(12):
        save_post(user=user, post=opened(f"p{n}", employer_code=f"e{n}"), at=AT)
        hide_employer(user=user, employer=employer(f"e{n}"), at=AT)
        if n < EXPERIENCE_MAX:
            add_experience(user=user, occupation="工", since="2015-01", until="", at=AT)
        notify(user=user, kind="news", key=f"n{n}", text=Text("新", "New"), url="/posts/", at=AT)
    for path, most in (("/me/posts/", 12), ("/me/employers/", 9), ("/me/profile/", 10), ("/me/", 14)):
        queries_of(browser, path, most, django_assert_max_num_queries)


def test_each_search_on_a_list_costs_a_constant(
    user: User, browser: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(10):
        saved(user, f"4420{n:02d}")
    queries_of(browser, "/me/searches/", 9 + 4 * 10, django_assert_max_num_queries)
    queries_of(browser, "/me/", 15 + 4 * 3, django_assert_max_num_queries)


def test_the_way_in_counts_what_is_unread(user: User, browser: Client) -> None:
    def shown() -> str:
        navigation = read(browser.get("/about/").content.decode()).all("nav")[0]
        return " ".join(next(a for a in navigation.all("a") if a.attrs["href"] == "/me/").text().split())

    assert shown() == "我的"
    notify(user=user, kind="news", key="n1", text=Text("新", "New"), url="", at=AT)
    assert shown() == "我的 1 条未读通知"
    assert browser.post("/me/notices/read/").status_code == 302
    assert shown() == "我的"


def test_a_page_of_hers_marks_only_her_place_in_the_navigation(browser: Client) -> None:
    for path in ("/me/posts/", "/me/employers/"):
        navigation = read(browser.get(path).content.decode()).all("nav")[0]
        assert [a.attrs["href"] for a in navigation.all("a") if "aria-current" in a.attrs] == ["/me/"]


def test_nobody_sees_what_is_another_s(names: dict[str, str]) -> None:
    other = Client()
    other.force_login(carer("13900000002"))
    assert other.get(f"/me/searches/{names['search']}/").status_code == 404
    assert other.post(f"/me/searches/{names['search']}/delete/").status_code == 404
    assert "会做家常菜" not in other.get("/me/data/").content.decode()
