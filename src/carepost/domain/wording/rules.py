"""The rules as data: patterns over kinds of words, as regular expressions over one character per word.

A pattern is written with kind names: ``ONLY ~6 HER (?!PRODUCT)`` reads "a limiting word, at most six words of
the same clause, a woman's word not followed by a product". Every gap is bounded, so a search is linear.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from carepost.domain.facts import Mark, Severity, Text
from carepost.domain.wording.lexicon import Kinds, Token, data_file, kinds_of_measures, word_kinds

_RULE_FILES = tuple(f"rules_{part}.yaml" for part in ("sex", "family", "money", "grounds", "terms"))
_STOPS = ("SENT", "SEMI", "COMMA", "NUMBERING", "ALLOW", "UNLIMITED", "BOTH")
_WORD = re.compile(r"[A-Z][A-Z_]+|~(\d)")
_FIRST_CODE = 0xE000


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `severity` None marks wording that is fine and worth naming."""

    id: str
    severity: Severity | None
    family: str
    evidence: Mark
    anywhere: bool
    holds_ban: bool  # the wrong itself is a ban ("不得怀孕"): only a ban before it shields
    article: str
    source: str
    message: Text
    fix: Text | None
    replace: Text | None
    pattern: re.Pattern[str]
    unless_clause: frozenset[str]
    unless_sentence: frozenset[str]
    unless_text: frozenset[str]
    softened_by: frozenset[str]


class Codes:
    """One private character for each distinct set of kinds, and the character class of each kind or group."""

    def __init__(self, sets: Sequence[Kinds], groups: Mapping[str, Sequence[str]]) -> None:
        self._char = {kinds: chr(_FIRST_CODE + n) for n, kinds in enumerate(sets)}
        self._groups = groups

    def encode(self, tokens: Sequence[Token]) -> str:
        """The tokens as a string with one character each."""
        return "".join([self._char[token.kinds] for token in tokens])

    def char_class(self, name: str) -> str:
        """The regular-expression class of a kind or group; raises ValueError for a name no word carries."""
        wanted = frozenset(self._groups.get(name, (name,)))
        chars = "".join(char for kinds, char in self._char.items() if kinds & wanted)
        if not chars:
            raise ValueError(f"the pattern names the kind {name!r}, which no word carries")
        return f"[{chars}]"

    def compile(self, written: str) -> re.Pattern[str]:
        """A pattern in kind names as a regular expression over encoded text."""
        stops = "".join(self.char_class(stop)[1:-1] for stop in _STOPS)

        def one(match: re.Match[str]) -> str:
            if match.group(1):
                return f"[^{stops}]{{0,{match.group(1)}}}?"
            return self.char_class(match.group(0))

        return re.compile(_WORD.sub(one, written).replace(" ", ""), re.DOTALL)


@cache
def codes() -> Codes:
    """The codes of all sets of kinds that the lexicon and the measures can give."""
    sets = set(word_kinds().values()) | {frozenset({kind}) for kind in kinds_of_measures()}
    sets |= {frozenset({kind}) for kinds in tuple(sets) for kind in kinds}
    groups = {name: members.split() for name, members in yaml.safe_load(data_file("groups.yaml")).items()}
    return Codes(sorted(sets, key=sorted), groups)


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the order of their files."""
    return tuple(_rule(row) for name in _RULE_FILES for row in yaml.safe_load(data_file(name)))


def _rule(row: Mapping[str, Any]) -> Rule:
    return Rule(
        id=row["id"],
        severity=None if row["class"] == "ok" else Severity(row["class"]),
        family=row["family"],
        evidence=Mark.parse(row["evidence"]),
        anywhere=row.get("anywhere", False),
        holds_ban=row.get("holds_ban", False),
        article=row.get("article", ""),
        source=row["source"],
        message=_text(row["message"]),
        fix=_text(row["fix"]) if "fix" in row else None,
        replace=_text(row["replace"]) if "replace" in row else None,
        pattern=codes().compile("|".join(f"(?:{pattern})" for pattern in row["patterns"])),
        unless_clause=_kinds(row, "unless_clause"),
        unless_sentence=_kinds(row, "unless_sentence"),
        unless_text=_kinds(row, "unless_text"),
        softened_by=_kinds(row, "softened_by"),
    )


def _kinds(row: Mapping[str, Any], key: str) -> frozenset[str]:
    return frozenset(row.get(key, ()))


def _text(sides: Mapping[str, str]) -> Text:
    return Text(zh=sides["zh"], en=sides["en"])
