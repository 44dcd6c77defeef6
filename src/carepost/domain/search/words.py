"""Chinese text as terms that an index can hold: single characters, pairs, and Latin words; and what means the same.

A query is all of its words, each of them or a word that means the same (synonyms.yaml, curated by hand).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_RUN = re.compile(r"(?P<han>[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇]+)|(?P<latin>[a-z0-9]+)")
_LONGEST_LATIN = 40


@dataclass(frozen=True, slots=True)
class Wording:
    """The shipped table: the other words for a word, words that say nothing, and the length of the longest."""

    synonyms: dict[str, tuple[str, ...]]
    idle: frozenset[str]
    longest: int


def fold(text: str) -> str:
    """One spelling for every way of writing the same: NFKC, lower case, simplified characters."""
    return unicodedata.normalize("NFKC", text).lower().translate(_simplified())


def search_terms(text: str) -> frozenset[str]:
    """What a text can be found by: characters and pairs of neighbours of its Chinese, whole Latin words and numbers."""
    return frozenset(term for found in _runs(text) for term in _terms(found, single=True))


def pair_terms(text: str) -> frozenset[str]:
    """Like search_terms without single characters, but of a lone one: for long texts, to keep the index small."""
    return frozenset(term for found in _runs(text) for term in _terms(found, single=False))


def query_terms(words: str) -> tuple[tuple[frozenset[str], ...], ...]:
    """For each word of a query its alternatives, each as the terms that a text must hold together.

    Words are parted by spaces and punctuation; a run of Chinese is parted further where it holds words of the table
    (青岛保洁 is 青岛 and 保洁). Empty where nothing can be looked for.
    """
    parts = dict.fromkeys(part for run in _runs(words) for part in _parted(run))
    return tuple(_alternatives(part) for part in parts if part not in wording().idle)


def _alternatives(word: str) -> tuple[frozenset[str], ...]:
    """Ways to find a word or its like; one that asks more than another adds nothing (保洁员 beside 保洁)."""
    ways = dict.fromkeys(pair_terms(each) for each in (word, *wording().synonyms.get(word, ())))
    return tuple(way for way in ways if not any(other < way for other in ways))


def synonyms_of(word: str) -> tuple[str, ...]:
    """The other words of the table for a word, () for one that it does not hold."""
    return wording().synonyms.get(fold(word), ())


@cache
def wording() -> Wording:
    """The table of synonyms; raises ValueError for a word that stands in two groups or is not in its folded form."""
    data = _data("synonyms.yaml")
    groups: list[list[str]] = data["groups"]
    synonyms: dict[str, tuple[str, ...]] = {}
    for group in groups:
        for word in group:
            if word in synonyms or fold(word) != word or len(_runs(word)) != 1:
                raise ValueError(f"synonyms.yaml: {word} stands twice or is not folded")
            synonyms[word] = tuple(other for other in group if other != word)
    idle = frozenset(data["idle"])
    return Wording(synonyms, idle, max(map(len, idle | synonyms.keys())))


def _runs(text: str) -> list[str]:
    return [found[0][:_LONGEST_LATIN] if found["latin"] else found[0] for found in _RUN.finditer(fold(text))]


def _terms(run: str, *, single: bool) -> Iterable[str]:
    if run.isascii():
        return (run,)
    pairs = [run[n : n + 2] for n in range(len(run) - 1)]
    return [*run, *pairs] if single or len(run) == 1 else pairs


def _parted(run: str) -> list[str]:
    """A run of Chinese cut around the words of the table, the longest first from the left."""
    if run.isascii():
        return [run]
    parts, rest, at = [], "", 0
    while at < len(run):
        word = _known_word(run, at)
        if word:
            parts += [rest, word]
            rest = ""
        else:
            rest += run[at]
        at += len(word) or 1
    return [part for part in (*parts, rest) if part]


def _known_word(run: str, at: int) -> str:
    known = wording()
    words = (run[at:end] for end in range(min(len(run), at + known.longest), at + 1, -1))
    return next((word for word in words if word in known.synonyms or word in known.idle), "")


@cache
def _simplified() -> dict[int, str]:
    """Traditional characters and the simplified ones that they are folded to."""
    pairs: dict[str, str] = _data("traditional.yaml")
    table = {ord(t): s for s, many in pairs.items() for t in many}
    if set(map(chr, table)) & set(pairs):
        raise ValueError("traditional.yaml: a character is both folded and folded to")
    return table


def _data(name: str) -> Any:
    return yaml.safe_load((files(__package__) / name).read_text(encoding="utf-8"))
