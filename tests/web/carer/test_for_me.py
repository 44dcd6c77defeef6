"""Posts for me and why a post does not fit: what the page says, in both languages, for accounts and visitors."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from carepost.domain.week import WeekEntry
from carepost.records.carers import count_crowds, has_fit_alert, hide_employer, keep_week, set_skills
from carepost.records.people import User
from carepost.records.posts import MatchFacts, Post
from tests.records.carers.build import ANSWERS, AT, WEEK, carer
from tests.records.carers.test_fitting import near
from tests.records.posts.build import employer, reported_post
from tests.records.posts.test_searching import shifts
from tests.web.html import faults, read

pytestmark = pytest.mark.django_db
WORDS = ("性别", "婚姻", "生育", "年龄", "籍贯", "户籍", "sex", "gender", "married", "birth", "hukou")


def page(browser: Client, path: str, status: int = 200, language: str = "zh-hans") -> str:
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    response = browser.get(path)
    assert response.status_code == status
    tree = read(response.content.decode())
    assert faults(tree, path.partition("?")[0], english=language == "en") == []
    return " ".join(tree.text().split())


@pytest.fixture
def kept(user: User) -> User:
    keep_week(user=user, entry=WEEK, at=AT)
    return user


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_list_says_why_and_how_many_wait(browser: Client, kept: User, language: str) -> None:
    made = near("new", expires_on=timezone.localdate() + timedelta(days=9))
    MatchFacts.objects.filter(post=made).update(hand_fen=2500, wished=1)
    reported_post("told", title="据报道的岗位", pattern=made.pattern, latitude=36.07, longitude=120.38)
    set_skills(user=kept, codes=["sewing"], at=AT)
    for n in range(9):
        keep_week(user=carer(f"138{n:08d}"), entry=WEEK, at=AT)
    said = page(browser, "/posts/for-me/", language=language)
    assert ("竞争每个名额" if language == "zh-hans" else "people for each place") not in said
    count_crowds(at=timezone.now())
    said = page(browser, "/posts/for-me/", language=language)
    expected = (
        ("您会其优先考虑的技能", "富余", "约有 10 人竞争每个名额", "据报道的岗位（待核实）", "得分最多的：")
        if language == "zh-hans"
        else ("You have skills that it wishes for", "to spare", "About 10 people for each place", "Counts most:")
    )
    for words in expected:
        assert words in said
    assert page(browser, f"/posts/{made.code}/fit/", language=language)
    assert page(browser, "/posts/for-me/order/", language=language)


def test_the_ranking_can_be_switched_off(browser: Client, kept: User) -> None:
    far = near("far", title="远而好", latitude=36.09, longitude=120.40)
    MatchFacts.objects.filter(post=far).update(hand_fen=6000, quality=1, way_up=True)
    MatchFacts.objects.filter(post=near("near", title="近而少")).update(hand_fen=1500)
    ranked, by_way = page(browser, "/posts/for-me/"), page(browser, "/posts/for-me/?order=way")
    assert ranked.index("远而好") < ranked.index("近而少")
    assert by_way.index("近而少") < by_way.index("远而好")
    assert "得分最多的" not in by_way
    listed = page(browser, f"/posts/?{_search()}&sort=fit")
    assert listed.index("远而好") < listed.index("近而少")


def _search() -> str:
    return "&".join(f"{name}={value}" for name, value in WEEK.search_query().items())


def test_a_visitor_has_the_list_for_the_week_of_her_browser(client: Client) -> None:
    near("new")
    assert "还没有填可以上班的时间" in page(client, "/posts/for-me/")
    client.post("/week/summary/", {**ANSWERS, "keep": "1"})
    said = page(client, "/posts/for-me/")
    assert "收银员" in said
    assert "登录并保存您的一周后" in said


@pytest.mark.parametrize(
    ("answers", "words", "step"),
    [
        ({"p": "mornings"}, "还没有填从哪里出发", "/week/home/?p=mornings"),
        ({"p": "mornings", "home": "370000"}, "没有可用的位置", "/week/home/?p=mornings&home=370000"),
        ({"t": "1_0900-1200", "busy": "1_0800-1300"}, "没有剩下可以上班的时间", "/week/duties/?"),
    ],
)
def test_what_a_week_lacks_is_said_with_the_way_to_mend_it(
    browser: Client, user: User, answers: dict[str, str], words: str, step: str
) -> None:
    keep_week(user=user, entry=WeekEntry.from_query(answers), at=AT)
    assert words in page(browser, "/posts/for-me/")
    assert step in browser.get("/posts/for-me/").content.decode().replace("&amp;", "&")
    made = near("new")
    assert words in page(browser, f"/posts/{made.code}/fit/")
    assert page(browser, f"/posts/{made.code}/")
    refused = browser.post("/me/fit-alert/begin/", follow=True)
    assert words in refused.content.decode()
    assert not has_fit_alert(user)


def test_points_off_the_map_are_refused_by_name(client: Client) -> None:
    said = page(client, "/posts/?week=12345_0830-1600&from=89,200&sort=fit", 400)
    assert "from" in said or "出发" in said
    made = near("new")
    page(client, f"/posts/{made.code}/fit/?week=12345_0830-1600&from=1,2", 400)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_condition_that_fails_is_named_with_what_would_change_it(
    browser: Client, kept: User, language: str
) -> None:
    firm = employer("former", "从前的厂")
    made = near("bad", employer=firm, hours=shifts("67", "9:00", "18:00"), latitude=36.6, longitude=120.9)
    MatchFacts.objects.filter(post=made).update(required=0b11, places=0, lawful=False)
    hide_employer(user=kept, employer=firm, at=AT)
    said = page(browser, f"/posts/{made.code}/fit/", language=language)
    if language == "zh-hans":
        for words in ("不合适", "超过您的上限 25 分钟", "缝纫（平车、锁边）", "名额已满", "已隐藏这家单位", "合法性"):
            assert words in said
        for mend in ("改我的一周", "改路程上限", "填写您的技能", "看您隐藏了哪些单位"):
            assert mend in said
        post_page = page(browser, f"/posts/{made.code}/")
        assert "名额已满" in post_page
        assert "缺少 2 项必备技能" in post_page
    else:
        assert "2 required skills are missing: Sewing (flat bed, overlock), Trimming" in said


def test_a_reported_post_without_hours_says_so(browser: Client, kept: User) -> None:
    reported_post("told")
    assert "未载明" in page(browser, "/posts/told/fit/")


def test_she_asks_to_be_told_and_stops(browser: Client, kept: User) -> None:
    browser.post("/me/fit-alert/begin/")
    assert has_fit_alert(kept)
    assert "不再告诉我" in page(browser, "/posts/for-me/")
    assert "有合适的新岗位会告诉您" in page(browser, "/me/")
    browser.post("/me/fit-alert/end/")
    assert not has_fit_alert(kept)


def test_many_posts_cost_no_more_queries(
    browser: Client, kept: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(12):
        near(f"p{n}")
    with django_assert_max_num_queries(24):
        browser.get("/posts/for-me/")
    with django_assert_max_num_queries(34):
        browser.get("/posts/p3/")
    with django_assert_max_num_queries(34):
        browser.get("/posts/p3/fit/")


def test_no_form_of_these_pages_asks_for_sex_marriage_child_age_or_origin(browser: Client, kept: User) -> None:
    near("new")
    for path in ("/posts/for-me/", "/posts/new/fit/", "/week/", "/me/profile/skills/"):
        tree = read(browser.get(path).content.decode())
        for field in (*tree.all("input"), *tree.all("select"), *tree.all("textarea")):
            name = field.attrs.get("name") or ""
            assert not any(word in name.lower() for word in WORDS), (path, name)
    assert Post.objects.count() == 1
