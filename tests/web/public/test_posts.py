"""The list of posts and a post, as a visitor reads them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from carepost.records.places import get_place, label_for
from tests.records.posts.build import employer, own_post, place, reported_post

pytestmark = pytest.mark.django_db
MOST_QUERIES = 8


def text_of(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def test_the_list_counts_the_posts_of_a_place_and_of_its_parts(client: Client) -> None:
    reported_post("r1")
    reported_post("r2", place=get_place("370211"))
    reported_post("far", place=place("442000"))
    html = text_of(client, "/posts/?place=370200")
    assert "共 2 个岗位" in html
    assert "/posts/r1/" in html
    assert "/posts/r2/" in html
    assert "/posts/far/" not in html
    assert 'href="/posts/?place=370211">黄岛区<b>1</b>' in html


def test_the_heading_uses_the_label_that_the_bureau_chose(client: Client) -> None:
    reported_post("r1")
    assert f"青岛市 · {label_for(get_place('370200')).zh}</h1>" in text_of(client, "/posts/?place=370200")


def test_reported_posts_stand_under_their_own_heading_after_own_ones(client: Client) -> None:
    own_post("own1", "published")
    reported_post("r1", publisher="《中国报道》", published_date="2025-02-10")
    html = text_of(client, "/posts/")
    own, reported = html.split("据报道的岗位（待核实）")
    assert "/posts/own1/" in own
    assert "据报道 · 待核实" not in own
    assert "/posts/r1/" in reported
    assert "据报道 · 待核实" in reported
    assert "《中国报道》" in reported
    assert "2025-02-10" in reported


def test_a_place_without_posts_leads_to_the_nearest_that_has_some(client: Client) -> None:
    reported_post("r1")
    html = text_of(client, "/posts/?place=370300")
    assert "这里还没有岗位" in html
    assert 'href="/posts/?place=370000">山东省<b>1</b>' in html
    assert 'href="/posts/?place=370200">青岛市<b>1</b>' in html


def test_an_empty_country_says_so(client: Client) -> None:
    assert "还没有岗位" in text_of(client, "/posts/?place=370200")


@pytest.mark.parametrize(
    ("query", "status", "parameter"),
    [
        ("place=qingdao", 400, "place"),
        ("place=37020", 400, "place"),
        ("place=٣٧٠٢٠٠", 400, "place"),
        ("place=370200'--", 400, "place"),
        ("place=999999", 404, "place"),
        ("page=0", 400, "page"),
        ("page=-1", 400, "page"),
        ("page=one", 400, "page"),
        ("page=99999999999999999999", 400, "page"),
        ("page=2", 404, "page"),
    ],
)
@pytest.mark.parametrize("path", ["/posts/", "/employers/"])
def test_an_address_that_cannot_be_answered_names_its_parameter(
    client: Client, path: str, query: str, status: int, parameter: str
) -> None:
    reported_post("r1")
    assert f'<code translate="no">{parameter}</code>' in text_of(client, f"{path}?{query}", status)


def test_past_the_last_page_the_last_is_offered(client: Client) -> None:
    reported_post("r1")
    assert 'href="/posts/?place=370200&amp;page=1"' in text_of(client, "/posts/?place=370200&page=7", 404)


def test_what_chat_programs_add_to_an_address_is_passed_over(client: Client) -> None:
    reported_post("r1")
    assert "/posts/r1/" in text_of(client, "/posts/?place=370200&from=groupmessage&isappinstalled=0&page=")


def test_other_parameters_survive_turning_the_page(client: Client) -> None:
    for number in range(21):
        reported_post(f"r{number}")
    assert 'href="?place=370200&amp;page=2"' in text_of(client, "/posts/?place=370200")


def test_a_post_says_what_is_stated_and_what_is_not(client: Client) -> None:
    reported_post("r1", pay_text="14-18元/小时", source_url="http://mirror.example/1", publisher="《中国报道》")
    html = text_of(client, "/posts/r1/")
    assert "14-18元/小时" in html
    assert "没有写明的内容" in html
    assert "工时、人数、要求、用人单位" in html
    assert "薪酬、" not in html
    assert "《中国报道》" in html
    assert "mirror.example" not in html


def test_the_findings_of_a_reported_post_are_to_be_verified(client: Client) -> None:
    reported_post("r1")
    html = text_of(client, "/posts/r1/").partition("需要核实的地方")[2]
    assert "待核实" in html
    assert "人力资源市场暂行条例第24条" in html
    assert "用人单位可这样改：" in html
    assert "须改正" not in html


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "certified", "paused", "expired", "withdrawn"])
def test_a_post_that_is_not_open_is_not_there(client: Client, state: str) -> None:
    own_post("hidden", state)
    assert "平车缝纫工" not in text_of(client, "/posts/hidden/", 404)


def test_words_of_a_source_are_escaped(client: Client) -> None:
    reported_post("r1", title="<script>alert(1)</script>", other_text='"><img src=x onerror=alert(1)>')
    for path in ("/", "/posts/", "/posts/r1/"):
        html = text_of(client, path)
        assert "<script" not in html
        assert "<img" not in html


@pytest.mark.parametrize("path", ["/", "/posts/", "/posts/?place=370200", "/employers/?place=370200"])
def test_lists_ask_the_database_as_often_for_20_as_for_1(client: Client, path: str) -> None:
    client.get(path)  # places and shift patterns are read once in each process
    asked = []
    for numbers in (range(1), range(1, 20)):
        for n in numbers:
            reported_post(f"r{n}", employer=employer(f"e{n}", f"某厂{n}", "370200"))
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        asked.append(len(seen))
    assert asked[0] == asked[1] <= MOST_QUERIES


@pytest.mark.parametrize("path", ["/posts/r1/", "/employers/emp1/", "/posts/?place=370300"])
def test_single_pages_ask_the_database_little(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, path: str
) -> None:
    reported_post("r1", employer=employer())
    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(path).status_code == 200
