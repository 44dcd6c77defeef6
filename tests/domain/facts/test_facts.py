"""Marks cap severities; texts never lose a language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carepost.domain.facts import Mark, Severity, Text, effective_severity


def test_below_primary_nothing_blocks() -> None:
    assert effective_severity(Severity.BLOCK, Mark.P, Mark.P) is Severity.BLOCK
    assert effective_severity(Severity.BLOCK, Mark.P, Mark.S) is Severity.WARN


@given(st.sampled_from(Severity), st.lists(st.sampled_from(Mark), min_size=1))
def test_a_weaker_mark_never_raises_a_severity(severity: Severity, marks: list[Mark]) -> None:
    order = [Severity.INFO, Severity.WARN, Severity.BLOCK]
    before, after = (effective_severity(severity, *m) for m in (marks, [*marks, Mark.N]))
    assert order.index(after) <= order.index(before) <= order.index(severity)


@pytest.mark.parametrize(
    ("written", "mark"),
    [
        ("primary text seen", Mark.P),
        ("primary text seen (条例 art.24); notice secondary", Mark.S),
        ("from memory, unverified", Mark.M),
        ("K", Mark.M),
        ("L", Mark.S),
    ],
)
def test_marks_are_read_as_the_data_spells_them(written: str, mark: Mark) -> None:
    assert Mark.parse(written) is mark


def test_an_unknown_mark_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="'hearsay' names no evidence mark"):
        Mark.parse("hearsay")


def test_a_text_needs_both_languages_and_fills_both() -> None:
    with pytest.raises(ValueError, match="both languages"):
        Text(zh="岗位", en=" ")
    filled = Text("{who}来了", "{who} came").format(who=Text("她", "She"))
    assert (filled.say("zh-hans"), filled.say("en-GB")) == ("她来了", "She came")
