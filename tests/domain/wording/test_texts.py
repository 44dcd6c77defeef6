"""The verdict on every labelled text."""

from __future__ import annotations

import pytest

from carepost.domain.wording import PhraseClass, check_wording, find_blocked
from tests.domain.wording import corpus


@pytest.mark.parametrize(("verdict", "text"), corpus.invented())
def test_invented_text_gets_its_verdict(verdict: str, text: str) -> None:
    assert check_wording(text).verdict == verdict


@pytest.mark.parametrize(("verdict", "text"), corpus.unseen())
def test_advert_labelled_unseen_gets_its_verdict(verdict: str, text: str) -> None:
    assert check_wording(text).verdict == verdict


@pytest.mark.parametrize(("text", "phrase"), corpus.phrase_tests())
def test_phrase_test_names_its_phrase(text: str, phrase: str) -> None:
    report = check_wording(text)

    assert phrase in {finding.id for finding in report.findings}
    assert report.verdict == ("fine" if phrase.startswith("O") else "block")


@pytest.mark.parametrize(("_verdict", "text"), corpus.invented() + corpus.unseen())
def test_spans_index_the_original_text(_verdict: str, text: str) -> None:
    for finding in check_wording(text).findings:
        start, end = finding.span
        assert 0 <= start < end <= len(text)
        assert text[start:end] == finding.words


@pytest.mark.parametrize(("_verdict", "text"), corpus.invented() + corpus.unseen())
def test_rewording_removes_every_replaceable_block(_verdict: str, text: str) -> None:
    report = check_wording(text)
    if report.reworded is None:
        return
    left = [f for f in check_wording(report.reworded).findings if f.phrase_class is PhraseClass.BLOCK]

    assert [f.words for f in left if f.replacement is not None] == []


@pytest.mark.parametrize(("verdict", "text"), corpus.invented() + corpus.unseen())
def test_only_blocked_texts_hold_words_blocked_anywhere(verdict: str, text: str) -> None:
    words = find_blocked(text)

    assert verdict == "block" or words == ()
    assert all(word in text for word in words)


def test_nearly_every_blocked_text_can_be_reworded_mechanically() -> None:
    blocked = [text for verdict, text in corpus.invented() + corpus.unseen() if verdict == "block"]
    stuck = [text for text in blocked if check_wording(text).reworded is None]

    assert len(stuck) <= 0.1 * len(blocked)
