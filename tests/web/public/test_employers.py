"""The directory of employers."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.records.posts.build import employer, own_post, reported_post

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
