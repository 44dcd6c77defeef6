"""The directory of employers."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.records.posts.build import employer, own_post, reported_post
from tests.web.html import read
from tests.web.public.build import complete_post

pytestmark = pytest.mark.django_db


def test_employers_stand_by_pinyin_with_the_number_of_their_posts(client: Client) -> None:
    for code, name, posts in (("zhong", "中山制衣厂", 1), ("an", "安康家政", 2), ("none", "没有岗位的厂", 0)):
        for n in range(posts):
            reported_post(f"{code}{n}", employer=employer(code, name, "370200"))
        employer(code, name, "370200")
    html = client.get("/employers/?place=370200").content.decode()
    assert html.index("安康家政") < html.index("中山制衣厂")
    assert "没有岗位的厂" not in html
    assert "共 2 家" in html
    assert "2 个岗位" in html


def test_an_employer_shows_its_posts_and_where_its_name_comes_from(client: Client) -> None:
    reported_post("r1", employer=employer("emp1", "安康家政", "370200"))
    html = client.get("/employers/emp1/").content.decode()
    assert "/posts/r1/" in html
    assert "青岛市" in html
    assert "单位名称摘自报道" in html


def test_an_employer_without_open_posts_is_not_there(client: Client) -> None:
    own_post("draft1", "draft")
    assert client.get("/employers/emp1/").status_code == 404


def test_certified_employers_stand_first_with_what_they_promise(client: Client) -> None:
    reported_post("r1", employer=employer("an", "安康家政", "370200"))
    complete_post("first")
    complete_post("second", changes={"care": {}})
    text = " ".join(read(client.get("/employers/?place=370200").content.decode()).text().split())
    certified, _, others = text.partition("其他单位")
    assert "有认定岗位的单位" in certified
    assert "2 个岗位已认定" in certified
    assert "参加社会保险" in certified
    assert "不强制加班 2 个中 1 个" in certified
    assert "安康家政" in others
    assert "据报道 · 待核实" in others


@pytest.mark.parametrize(("name", "there"), [("花店", True), ("shili", True), ("安康", False)])
def test_an_employer_is_found_by_name(client: Client, name: str, there: bool) -> None:
    complete_post()
    html = client.get("/employers/", {"q": name, "place": "370200"}).content.decode()
    assert ("示例花店" in html) == there
    assert ("没有名称符合的单位" in html) != there
    assert f'value="{name}"' in html


def test_tiles_lead_to_the_parts_of_a_place(client: Client) -> None:
    complete_post()
    assert 'href="/employers/?place=370211">黄岛区<b>1</b>' in client.get("/employers/?place=370200").content.decode()


def test_an_employer_shows_its_promises_and_certificates(client: Client) -> None:
    complete_post()
    text = " ".join(read(client.get("/employers/shop/").content.decode()).text().split())
    for said in (
        "个体工商户",
        "91370211MA3C4D5E6X",
        "提供培训",
        "青育友〔2026〕whole号 ，2026-11-01 至",
        "青岛市人力资源",
    ):
        assert said in text


def test_the_posts_of_an_employer_come_page_by_page(client: Client) -> None:
    for n in range(21):
        reported_post(f"r{n}", employer=employer())
    assert "/posts/r0/" not in client.get("/employers/emp1/").content.decode()
    assert "/posts/r0/" in client.get("/employers/emp1/?page=2").content.decode()
    assert client.get("/employers/emp1/?page=3").status_code == 404
