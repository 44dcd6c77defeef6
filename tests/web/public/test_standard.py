"""The pages of the standard: the edition in force, and what changed between two."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from carepost.domain.facts import Mark, Text
from carepost.domain.standard import Level, Standard, newest_standard
from carepost.web.public import standard as pages
from tests.web.html import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def with_a_second_edition(monkeypatch: pytest.MonkeyPatch) -> Standard:
    """An edition 9.9 after the shipped one: a criterion more, one less, one changed."""
    first = newest_standard()
    gone, changed, *kept = first.criteria
    added = replace(gone, id="time.new", text=Text("新的一条", "a new line"), mark=None)
    other = replace(changed, level=Level.EXEMPLARY, text=Text("改过的一条", "a changed line"), mark=Mark.S, rules=())
    second = replace(first, version="9.9", criteria=(added, other, *kept))
    monkeypatch.setattr(pages, "standards", lambda: (first, second))
    return second


def text_of(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return " ".join(read(response.content.decode()).text().split())


def test_the_standard_is_published_line_by_line(client: Client) -> None:
    edition = newest_standard()
    text = text_of(client, "/standard/")
    assert f"第 {edition.version} 版，{edition.date} 发布。这是现行版本。" in text
    for _, title in edition.parts:
        assert title.zh in text
    for line in edition.criteria:
        for said in (line.text, line.evidence, line.verified, line.source):
            assert " ".join(said.zh.split()) in text
    assert text.count("自行设计") > 5


def test_every_page_leads_to_the_standard(client: Client) -> None:
    for path in ("/", "/about/"):
        assert 'href="/standard/"' in client.get(path).content.decode()


def test_one_edition_has_nothing_to_be_compared_with(client: Client) -> None:
    assert "还没有可比较的版本" in text_of(client, "/standard/changes/?from=1.0&to=1.0")


def test_what_changed_between_two_editions_is_told(client: Client, with_a_second_edition: Standard) -> None:
    text = text_of(client, "/standard/changes/")
    assert "从第 1.0 版到第 9.9 版" in text
    added, changed, removed = (text.partition(word)[2] for word in ("新增", "修改", "删除"))
    assert "新的一条" in added.partition("修改")[0]
    assert "改过的一条" in changed.partition("删除")[0]
    assert "良好 → 示范" in changed
    assert newest_standard().criteria[0].text.zh in removed
    assert "没有差别" in text_of(client, "/standard/changes/?from=9.9&to=9.9")


def test_an_earlier_edition_says_that_it_is_not_in_force(client: Client, with_a_second_edition: Standard) -> None:
    assert "这是旧版" in text_of(client, "/standard/?version=1.0")
    assert "这是现行版本" in text_of(client, "/standard/")


@pytest.mark.parametrize("path", ["/standard/?version=0.1", "/standard/changes/?from=x", "/standard/changes/?to=2"])
def test_an_edition_that_is_not_there_is_no_page(client: Client, path: str) -> None:
    text_of(client, path, 404)
