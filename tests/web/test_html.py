"""The reader of pages finds each fault that it is there to find."""

from __future__ import annotations

import pytest

from tests.web.html import faults, read

GOOD = (
    '<!doctype html><html lang="zh-Hans"><head><title>岗位 – 平台</title>'
    '<meta name="description" content="岗位"></head>'
    "<body><main><h1>岗位 <span data-source>KFC</span></h1><h2>登录</h2>"
    '<form action="/posts/"><label for="a">名称</label>'
    '<input id="a"><button>好</button></form><a href="tel:12333">电话</a></main></body></html>'
)

FAULTS = [
    ('lang="zh-Hans"', 'lang="en"', "<html lang='en'>"),
    (" – 平台", "", "the title is not of the form"),
    ('content="岗位"', 'content=""', "no description"),
    ("<h2>登录</h2>", "<h1>登录</h1>", "2 <h1>"),
    ("<h2>登录</h2>", "<h3>登录</h3>", "<h1> is followed by <h3>"),
    ("<h2>", '<h2 id="a">', "id 'a' stands twice"),
    ('<label for="a">名称</label>', "", "no label"),
    ("<button>好</button>", "", "a form without a submit button"),
    ("<button>好</button>", "<button></button>", "<button> without words"),
    ('<input id="a">', '<input id="a" aria-describedby="b">', "points to 'b'"),
    ("<h2>", '<h2 style="color: red">', "inline style"),
    ("<h2>", '<h2 onclick="go()">', "inline onclick"),
    ("<h2>", "<script>go()</script><h2>", "inline <script>"),
    ('action="/posts/"', 'action="/nowhere/at/all/"', "leads nowhere"),
    ('href="tel:12333"', 'href="#b"', "no such place on this page"),
    ('href="tel:12333"', 'href="posts/"', "depends on the page"),
    ('href="tel:12333"', 'href="/static/carepost/none.css"', "no such static file"),
    ("登录", "Login", "Latin words: 'Login'"),
    ("<title>岗位", "<title>Posts", "Latin words: 'Posts'"),
    (" data-source", "", "Latin words: 'KFC'"),
]


def test_a_good_page_has_no_fault() -> None:
    assert faults(read(GOOD), "/", english=False) == []


@pytest.mark.parametrize(("before", "after", "words"), FAULTS, ids=[words for *_, words in FAULTS])
def test_each_fault_is_found(before: str, after: str, words: str) -> None:
    assert before in GOOD
    found = faults(read(GOOD.replace(before, after, 1)), "/", english=False)
    assert any(words in fault for fault in found), found


def test_chinese_on_an_english_page_is_found_unless_marked() -> None:
    page = GOOD.replace('lang="zh-Hans"', 'lang="en"').replace("<span data-source>KFC", '<span lang="zh">快餐')
    found = faults(read(page), "/", english=True)
    assert any("Chinese words: '登录'" in fault for fault in found)
    assert not any("快餐" in fault for fault in found)


@pytest.mark.parametrize("broken", ["<p><b></p></b>", "<p>", '<p id="a" id="b"></p>'])
def test_tags_that_do_not_pair_are_refused(broken: str) -> None:
    with pytest.raises(AssertionError):
        read(broken)
