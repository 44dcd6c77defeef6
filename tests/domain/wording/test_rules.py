"""The rules as data."""

from __future__ import annotations

import pytest

from carepost.domain.facts import Mark, Severity
from carepost.domain.wording.rules import codes, rules

BLOCKED = {f"B{number:02}" for number in range(1, 19)}
WARNED = {f"W{number:02}" for number in range(1, 17)}
NAMED_FINE = {f"O{number:02}" for number in range(1, 8)}


def test_the_ids_of_the_phrase_list_are_kept() -> None:
    assert {rule.id for rule in rules()} >= BLOCKED | WARNED | NAMED_FINE


def test_a_blocking_rule_rests_on_a_primary_text_and_names_its_article() -> None:
    for rule in rules():
        if rule.severity is Severity.BLOCK:
            assert rule.evidence is Mark.P
            assert rule.article
            assert rule.fix is not None


def test_only_blocking_rules_hold_words_that_may_stand_in_no_advert() -> None:
    assert {rule.severity for rule in rules() if rule.anywhere} == {Severity.BLOCK}
    assert not {"B15", "B16", "B18"} & {rule.id for rule in rules() if rule.anywhere}


def test_every_finding_kind_has_a_source() -> None:
    assert all(rule.source for rule in rules())


def test_a_pattern_with_an_unknown_kind_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="NOSUCHKIND"):
        codes().compile("ONLY ~3 NOSUCHKIND")
