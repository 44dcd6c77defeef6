"""Chinese is found by characters and pairs, whatever way it is written, and by other words for the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carepost.domain.search import fold, pair_terms, query_terms, search_terms, synonyms_of
from carepost.domain.search.words import wording


def finds(words: str, text: str) -> bool:
    """As the list does: all words, each by one of its alternatives."""
    terms = search_terms(text)
    return all(any(way <= terms for way in word) for word in query_terms(words))


def test_terms_are_characters_pairs_and_latin_words() -> None:
    assert search_terms("AI 收银员 24H") == {"ai", "24h", "收", "银", "员", "收银", "银员"}
    assert pair_terms("收银员，厨") == {"收银", "银员", "厨"}
    assert search_terms("！？") == frozenset()


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("厨", "后厨帮工"),
        ("月嫂", "母婴护理员"),
        ("保洁员", "清洁工（小区）"),
        ("清洁", "家政保洁（碎片订单）"),
        ("客服", "招话务员"),
        ("車工", "平车缝纫工（童装）"),
        ("育嬰師", "早教、育婴员"),
        ("ＡＩ", "AI工程师"),
        ("青岛保洁", "保洁员 山东省青岛市"),
        ("保洁 兼职", "清洁钟点工"),
        ("妈妈岗", "任何岗位"),
        ("收银招聘", "超市收银员"),
    ],
)
def test_a_word_finds_what_means_the_same(words: str, text: str) -> None:
    assert finds(words, text)


@pytest.mark.parametrize(
    ("words", "text"), [("月嫂", "保洁员"), ("保洁 青岛", "保洁员 烟台"), ("会计", "会员服务"), ("飞行员", "服务员")]
)
def test_all_words_must_be_there(words: str, text: str) -> None:
    assert not finds(words, text)


def test_the_table_is_curated_without_contradiction() -> None:
    table = wording()
    assert len({frozenset({word, *others}) for word, others in table.synonyms.items()}) >= 60
    assert all(word in table.synonyms[other] for word, others in table.synonyms.items() for other in others)
    assert table.idle.isdisjoint(table.synonyms)
    assert "车缝" in synonyms_of("車工")
    assert synonyms_of("没有这个词") == ()


@given(st.text(max_size=60))
def test_any_text_is_folded_and_finds_itself(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert finds(text, text)
