"""The list of posts as a search: what it shows, says back, offers where nothing fits, and passes on."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from carepost.domain.roles import Role
from carepost.domain.week import FreeTime, Week, WeekEntry
from carepost.records.carers import hide_employer, keep_week
from carepost.records.people import User
from carepost.records.places import get_place
from carepost.records.posts import Unmet
from tests.records.posts.build import AT, employer, reported_post
from tests.records.posts.test_searching import post, shifts
from tests.web.html import read
from tests.web.test_permissions import client_of

pytestmark = pytest.mark.django_db
WEEK = "12345_0830-1600"
DAY = shifts("12345", "9:00", "15:00")
MOST_QUERIES = 8


def html_of(client: Client, status: int = 200, **values: str) -> str:
    response = client.get(f"/posts/?{urlencode(values)}")
    assert response.status_code == status
    return response.content.decode()


def links(html: str) -> dict[str, str]:
    """The addresses on a page by their words."""
    return {" ".join(a.text().split()): a.attrs["href"] for a in read(html).all("a")}


def asked_by(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def test_a_card_says_the_five_facts_and_why_it_fits(client: Client) -> None:
    post(
        "fits",
        hours=DAY,
        pay=20,
        insured=True,
        latitude=36.08,
        longitude=120.38,
        certificate_number="QD-1",
        certified_on=date(2026, 11, 1),
    )
    html = html_of(client, week=WEEK, **{"from": "36.07,120.38"})
    said = (
        "20 元/小时起",
        "约 2600 元/月起",
        "周一至周五 9:00–15:00",
        "约 10 分钟（自行车或电动车）",
        "参加社会保险",
        "2026-11-01 认定",
        "QD-1",
        "时间合适，下班到家后还有 50 分钟富余",
        "自行估算",
    )
    assert [words for words in said if words not in html] == []


def test_what_a_post_does_not_state_is_said(client: Client) -> None:
    reported_post("silent")
    html = html_of(client, week=WEEK, **{"from": "36.07,120.38"})
    assert html.count("未载明</span>") >= 4
    assert "工时未载明，请向用人单位了解" in html


def test_groups_stand_in_order_with_their_numbers_and_the_rest_is_one_link_away(client: Client) -> None:
    post("no", hours=shifts("67", "8:00", "20:00"))
    post("nearly", hours=shifts("12345", "8:30", "16:30"))
    post("fits", hours=DAY)
    reported_post("unknown", place=get_place("370211"))
    html = html_of(client, week=WEEK)
    at = [html.index(words) for words in ("时间合适 <small", "/posts/fits/", "差一点 <small", "/posts/nearly/",
          "工时未载明 <small", "工时未载明 · 据报道的岗位（待核实）", "/posts/unknown/")]  # fmt: skip
    assert at == sorted(at)
    assert "/posts/no/" not in html
    everything = links(html)["另有 1 个岗位时间不合适，看看为什么"]
    shown = client.get(everything).content.decode()
    assert "时间不合适：周六、周日 8:00–20:00 有冲突" in shown
    assert "/posts/no/" in shown


def test_each_filter_can_be_taken_away_alone(client: Client) -> None:
    post("p", hours=DAY, pay=30)
    asked = {"place": "370211", "q": "收银 超市", "week": WEEK, "pay_min": "20", "kind": "own,fixed", "page": "1"}
    chips = {words.partition("×")[0].strip(): url for words, url in links(html_of(client, **asked)).items()}
    assert asked_by(chips["收银"])["q"] == "超市"
    assert "week" not in asked_by(next(chips[each] for each in chips if each.startswith("周一至周五 8:30–16:00")))
    assert "pay_min" not in asked_by(chips["每小时 20 元起"])
    assert asked_by(chips["固定班次"])["kind"] == "own"
    assert all(asked_by(chips[each])["place"] == "370211" for each in ("收银", "超市", "本平台发布"))


def test_the_form_carries_what_it_does_not_show_and_reads_its_own_ticks(client: Client) -> None:
    post("p", hours=DAY, pay=30, form="part_time")
    html = html_of(client, week=WEEK, place="370211")
    hidden = {e.attrs["name"]: e.attrs["value"] for e in read(html).all("input") if e.attrs.get("type") == "hidden"}
    assert (hidden["week"], hidden["place"]) == (WEEK, "370211")
    ticked = client.get("/posts/?kind=part_time&kind=fixed&q=&pay_min=&sort=new")
    assert "/posts/p/" in ticked.content.decode()


def test_what_is_passed_on_is_not_hers(client: Client) -> None:
    post("p", hours=DAY)
    html = html_of(client, week=WEEK, q="收银", **{"from": "36.07,120.38", "commute": "30"})
    assert asked_by(links(html)["分享这次搜索"]) == {"week": WEEK, "q": "收银"}
    assert asked_by(links(html)["有新岗位时告诉我"])["from"] == "36.07,120.38"
    assert asked_by(links(html)["修改我的一周"])["week"] == WEEK


def test_where_nothing_fits_one_change_is_offered_with_its_number(client: Client) -> None:
    post("dear", hours=DAY, pay=20)
    html = html_of(client, week=WEEK, pay_min="50")
    assert "没有符合条件的岗位" in html
    url = next(url for words, url in links(html).items() if words.startswith("不限时薪"))
    assert "pay_min" not in asked_by(url)
    assert "/posts/dear/" in client.get(url).content.decode()


def test_the_bureau_is_told_without_a_person_or_a_week(client: Client) -> None:
    html = html_of(client, place="370211", q="飞行员", week=WEEK)
    field = next(e for e in read(html).all("input") if e.attrs.get("name") == "search")
    response = client.post("/posts/unmet/", {"search": field.attrs["value"]}, follow=True)
    assert "已告诉人社局" in response.content.decode()
    row = Unmet.objects.get()
    assert (row.place_id, row.filters, row.number) == ("370200", "week,words", 1)


def test_the_bureau_is_not_told_without_end(client: Client) -> None:
    for _ in range(32):
        assert client.post("/posts/unmet/", {"search": "q=%E9%A3%9E"}).status_code == 302
    assert Unmet.objects.get().number == 30


@pytest.mark.parametrize("search", ["commute=soon", "place=999999"])
def test_a_search_that_cannot_be_read_is_not_told(client: Client, search: str) -> None:
    assert client.post("/posts/unmet/", {"search": search}).status_code in {400, 404}
    assert not Unmet.objects.exists()


@pytest.mark.parametrize(
    ("parameter", "value"),
    [("week", "saved"), ("from", "home"), ("days", "8"), ("start", "noon"), ("pay_min", "much"), ("kind", "easy"),
     ("sort", "best"), ("show", "none"), ("commute", "0"), ("way", "boat"), ("q", "保" * 101)],
)  # fmt: skip
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_wrong_parameter_is_named(client: Client, parameter: str, value: str, language: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert f'<code translate="no">{parameter}</code>' in html_of(client, 400, **{parameter: value})
    answer = client.get(f"/api/v1/posts?{urlencode({parameter: value})}")
    assert (answer.status_code, answer.json()["error"]["parameter"]) == (422, parameter)


def test_numbers_end_at_a_thousand_in_both_languages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("carepost.records.posts.list_sql.MOST", 1)
    for n in range(3):
        post(f"p{n}", hours=DAY)
    assert "共 1+ 个岗位" in html_of(client)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "1+ post" in html_of(client)


def laid(number: int, prefix: str = "") -> None:
    for n in range(number):
        post(f"{prefix}p{n}", hours=DAY, pay=20, employer=employer(f"{prefix}e{n}", f"{prefix}某厂{n}", "370200"))


@pytest.mark.parametrize("role", [Role.ANYONE, Role.CARER, Role.OFFICER_CLERK])
@pytest.mark.parametrize(
    "values",
    [{}, {"place": "370200"}, {"week": WEEK}, {"week": WEEK, "from": "36.07,120.38", "commute": "30", "q": "收银"},
     {"week": WEEK, "q": "飞行员", "place": "370211"}],
)  # fmt: skip
def test_a_page_asks_the_database_as_often_for_20_posts_as_for_1(role: Role, values: dict[str, Any]) -> None:
    client = client_of(role)
    numbers = []
    for number in (1, 20):
        laid(number, f"n{number}")
        html_of(client, **values)
        with CaptureQueriesContext(connection) as seen:
            html_of(client, **values)
        numbers.append(len(seen))
    # Who is logged in and finds nothing pays one more, for what else to ask.
    most = MOST_QUERIES + (role is not Role.ANYONE and values.get("q") == "飞行员")
    assert numbers[0] == numbers[1] <= most, [q["sql"][:90] for q in seen.captured_queries]


def test_the_week_that_is_kept_and_the_employers_that_are_hidden_count() -> None:
    client = client_of(Role.CARER)
    user = User.objects.get()
    keep_week(user=user, entry=WeekEntry(FreeTime(times=Week.decode(WEEK)), home="370211"), at=AT)
    laid(2)
    hide_employer(user=user, employer=employer("e0"), posts_too=True, at=AT)
    html = html_of(client, week="saved", **{"from": "home"})
    assert "/posts/p1/" in html
    assert "/posts/p0/" not in html
    assert "保存的一周：周一至周五 8:30–16:00" in html
    assert asked_by(links(html)["分享这次搜索"]) == {}


def test_a_visitor_keeps_her_week_in_the_session(client: Client) -> None:
    laid(1)
    assert html_of(client, 400, week="saved")
    client.post("/week/summary/", {"p": "school-run", "keep": "1"})
    assert "时间合适" in html_of(client, week="saved")
