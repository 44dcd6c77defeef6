"""Each relaxation changes one thing, asks less, and is said in both languages."""

from __future__ import annotations

from dataclasses import fields

from hypothesis import given, settings

from carepost.domain.search import SearchQuery, parse_search, relaxations
from tests.domain.search.test_parsing import queries


def said(**values: str) -> list[str]:
    return [change.text.zh for change in relaxations(parse_search(values))]


def test_what_is_asked_is_offered_to_be_dropped() -> None:
    assert said() == []
    assert said(q="保洁 收银", pay_min="20", kind="home") == ["不限“保洁”", "不限“收银”", "不限时薪", "不限类型"]
    assert said(commute="30") == []
    changes = said(**{"from": "22.5,113.4", "commute": "220"})
    assert changes == ["路上放宽到 235 分钟"]


def test_a_week_is_widened_at_its_ends_and_on_its_shorter_days() -> None:
    changes = {change.text.zh: change.query for change in relaxations(parse_search({"week": "1234_0830-1600"}))}
    assert list(changes) == ["早到半小时", "晚走半小时", "周五也空出 8:30–16:00"]
    weeks = [query.profile.term.encode() for query in changes.values() if query.profile]
    assert weeks == ["1234_0800-1600", "1234_0830-1630", "12345_0830-1600"]
    assert said(week="0") == []


@settings(max_examples=100)
@given(query=queries)
def test_each_change_is_one_and_asks_less(query: SearchQuery) -> None:
    for change in relaxations(query):
        other = change.query
        assert change.text.zh
        assert change.text.en
        assert (other.page, other.show_all) == (1, False)
        assert (other.origin, other.school) == (query.origin, query.school)
        changed = {f.name for f in fields(query) if getattr(query, f.name) != getattr(other, f.name)}
        assert len(changed - {"page", "show_all", "saved"}) <= 1
        if query.profile and other.profile:
            assert query.profile.term <= other.profile.term
