"""The words of the wording check and the tokeniser: one pass, the longest word at each place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from carepost.domain.wording.measures import KINDS, MEASURES, measure_kind

Kinds = frozenset[str]

# Chinese words are separated by spaces, English phrases by semicolons.
_WORD_FILES = {"lexicon_zh.yaml": None, "lexicon_zh_more.yaml": None, "lexicon_en.yaml": ";"}
_BREAKS = {
    **dict.fromkeys("。!?\n", "SENT"),
    ";": "SEMI",
    **dict.fromkeys(",|", "COMMA"),
    "、": "LIST",
    ":": "COLON",
    **dict.fromkeys("()[]【】{}<>", "PAREN"),
    **dict.fromkeys('“”"「」『』‘’《》', "QUOTE"),
}
_LATIN_WORD = re.compile(r"[a-z0-9']{1,40}")
_NUMBERING = re.compile(r"\(?\d{1,2}(?:[、)]|\.(?!\d))")


@dataclass(frozen=True, slots=True)
class Token:
    """A word at [start, end) of the normalised text with the kinds that it may be."""

    start: int
    end: int
    kinds: Kinds


class Lexicon:
    """Words by kind, looked up by their first character, longest first."""

    def __init__(self, words: Mapping[str, Kinds]) -> None:
        self._kinds = dict(words)
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for word in words:
            lengths[word[0]].add(len(word))
        self._lengths = {first: sorted(sizes, reverse=True) for first, sizes in lengths.items()}

    def longest(self, text: str, at: int) -> tuple[int, Kinds] | None:
        """Length and kinds of the longest word at a place; a Latin word must stand alone."""
        for length in self._lengths.get(text[at], ()):
            kinds = self._kinds.get(text[at : at + length]) if at + length <= len(text) else None
            if kinds is not None and _stands_alone(text, at, at + length):
                return length, kinds
        return None


def _stands_alone(text: str, start: int, end: int) -> bool:
    if not text[start].isascii() or not text[start].isalnum():
        return True
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not (_is_latin(before) and not before.isdigit()) and not _is_latin(after)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def data_file(name: str) -> str:
    """The text of one data file of this room."""
    return (resources.files("carepost.domain.wording") / "data" / name).read_text(encoding="utf-8")


@cache
def word_kinds() -> Mapping[str, Kinds]:
    """Every word of both languages with its kinds, read once."""
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for name, separator in _WORD_FILES.items():
        for kind, words in yaml.safe_load(data_file(name)).items():
            for word in words.split(separator):
                kinds[word.strip()].add(kind)
    return {word: frozenset(found) for word, found in kinds.items()}


@cache
def lexicon() -> Lexicon:
    """The lexicon of both languages."""
    return Lexicon(word_kinds())


def tokenise(text: str) -> list[Token]:
    """The tokens of a normalised text, in order and without overlap; unknown characters are kind OTHER."""
    words = lexicon()
    measures = {match.start(): match for match in MEASURES.finditer(text)}
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        token = _token_at(text, at, words, measures, tokens)
        at = token.end
        if text[token.start : token.end] != " ":
            tokens.append(token)
    return tokens


def _token_at(text: str, at: int, words: Lexicon, measures: Mapping[int, re.Match[str]], before: list[Token]) -> Token:
    numbering = _NUMBERING.match(text, at) if _at_clause_start(before) else None
    if numbering:
        return Token(at, numbering.end(), frozenset({"NUMBERING"}))
    found = words.longest(text, at)
    measure = measures.get(at)
    if measure and (found is None or measure.end() - at > found[0]):
        return Token(at, measure.end(), frozenset({measure_kind(measure)}))
    if found:
        return Token(at, at + found[0], found[1])
    if text[at] in _BREAKS:
        return Token(at, at + 1, frozenset({_BREAKS[text[at]]}))
    if text[at] == "." and not text[at + 1 : at + 2].isdigit():
        return Token(at, at + 1, frozenset({"SENT"}))
    latin = _LATIN_WORD.match(text, at)
    return Token(at, latin.end() if latin else at + 1, frozenset({"OTHER"}))


def _at_clause_start(before: list[Token]) -> bool:
    return not before or bool(before[-1].kinds & {"SENT", "SEMI", "COMMA", "COLON", "PAREN"})


def kinds_of_measures() -> Iterator[str]:
    """The kinds that come from numbers and punctuation, not from the word lists."""
    yield from KINDS
    yield from ("NUMBERING", "OTHER", "QBREAK", *_BREAKS.values())
