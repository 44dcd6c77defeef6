"""Properties: tricks of spelling change nothing, a clean sentence changes nothing, the work is linear."""

from __future__ import annotations

import re
import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.domain.wording import check_wording, find_blocked
from tests.domain.wording import corpus

TEXTS = st.sampled_from(corpus.invented() + corpus.unseen())
UNSEEN = ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad"]
SPACES = [" ", "\u3000", "\u00a0", "\u2009", "\t", *UNSEEN]
CLEAN = st.sampled_from(
    ["工作地点在南区。", "每天8:30到岗，中午包餐。", "Lunch is provided.", "有班车接送员工。", "月薪3500元。"]
)
# Between two Latin characters a space parts words; everywhere else it may be put without a change of meaning.
LATIN_EDGE = re.compile(r"[a-z0-9'.%]", re.IGNORECASE)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 200), st.sampled_from(UNSEEN)), max_size=8))
@settings(max_examples=150, deadline=None)
def test_unseen_characters_never_change_a_verdict(case: tuple[str, str], marks: list[tuple[int, str]]) -> None:
    verdict, text = case
    for place, mark in marks:
        at = place % (len(text) + 1)
        text = text[:at] + mark + text[at:]

    assert check_wording(text).verdict == verdict


@given(TEXTS, st.lists(st.tuples(st.integers(0, 200), st.sampled_from(SPACES)), max_size=8))
@settings(max_examples=150, deadline=None)
def test_spaces_in_a_chinese_phrase_never_change_a_verdict(case: tuple[str, str], marks: list[tuple[int, str]]) -> None:
    verdict, text = case
    for place, mark in marks:
        at = place % (len(text) + 1)
        before, after = text[:at].rstrip(), text[at:].lstrip()
        if not (LATIN_EDGE.match(before[-1:]) and LATIN_EDGE.match(after[:1])):
            text = text[:at] + mark + text[at:]

    assert check_wording(text).verdict == verdict


@pytest.mark.parametrize("text", ["女，25-45岁", "限女性", "需交押金200元", "宝妈优先", "不限男女", "不得收取押金"])
def test_a_space_between_all_characters_changes_nothing(text: str) -> None:
    assert check_wording(" ".join(text)).verdict == check_wording(text).verdict


@given(TEXTS, CLEAN, st.booleans())
@settings(max_examples=150, deadline=None)
def test_a_clean_sentence_beside_it_never_changes_a_verdict(case: tuple[str, str], clean: str, first: bool) -> None:
    verdict, text = case
    joined = f"{clean}\n{text}" if first else f"{text}\n{clean}"

    assert check_wording(joined).verdict == verdict


@given(
    st.text(alphabet=st.characters(), max_size=60)
    | st.text(alphabet="限女男不招优先得押金写“”、，。；12岁 only women", max_size=60)
)
@settings(max_examples=200, deadline=None)
def test_any_text_is_answered_and_spans_are_true(text: str) -> None:
    report = check_wording(text)

    assert all(text[slice(*finding.span)] == finding.words for finding in report.findings)
    assert all(words in text for words in find_blocked(text))


def _lines_run(text: str) -> int:
    """How many lines of this room's code run while a text is checked."""
    count = 0

    def trace(frame: FrameType, event: str, _arg: object) -> Any:
        nonlocal count
        if "carepost/domain/wording" not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        check_wording(text)
    finally:
        sys.settrace(before)
    return count


HOSTILE = [
    "限",
    "女",
    "不",
    "限女",
    "(",
    "“",
    "女士优先",
    "不得",
    "限女，",
    "男/女",
    "1 ",
    "有限公司",
    "25-45岁",
    "押金",
    "w ",
    "；不得限女",
    "-",
    "、女",
    "“限女",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_the_work_grows_with_the_length_and_no_faster(piece: str) -> None:
    check_wording("限女性")  # the rules are read once, outside the count
    half, whole = _lines_run(piece * 400), _lines_run(piece * 800)

    assert whole < 2.2 * half + 500


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hundred_kilobytes_are_answered(piece: str) -> None:
    text = (piece * (100_000 // len(piece.encode())))[:100_000]

    assert check_wording(text).text == text
