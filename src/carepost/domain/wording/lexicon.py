"""The words of the wording check and the tokeniser: one pass, the longest word at each place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

Kinds = frozenset[str]

_NUMBER = r"(?:\d{1,3}|[一二三四五六七八九十两]{1,3})"
_MEASURES = re.compile(
    rf"(?P<age>(?P<pre>不超过|不得超过|不满|未满|小于|低于|年满|已满|满)?(?P<lo>{_NUMBER})(?:周?岁)?"
    rf"(?:[-–—~至到](?P<hi>{_NUMBER}))?(?:周岁|岁)"
    rf"(?P<post>\(?含?\)?(?:及以上|及以下|以上|以下|以内|之内|之间|内|左右|上下|起))?)"
    r"|(?P<aged>\b(?:aged?|ages)(?: between)? (?P<alo>\d{2})(?: ?(?:-|–|to|and) ?(?P<ahi>\d{2}))?\b)"
    r"|(?P<years>(?<![\d.])(?P<ylo>\d{2}) ?(?:-|–|to) ?(?P<yhi>\d{2}) years? old\b)"
    r"|(?P<under>\b(?P<uword>under|below|younger than|no older than|over|above) (?:age )?(?P<uhi>\d{2})"
    r"(?: years(?: old)?| yo)?\b(?!%| (?:people|hours|posts|yuan|minutes|km|days|percent|kg|staff)))"
    r"|(?P<range>(?<![\d.:])(?P<rlo>\d{2})[-–—~至到](?P<rhi>\d{2})(?![\d.:%元块天名人号点k件月日小h个分秒]| (?:yuan|hours|days|km)))"
    r"|(?P<settle>每?(?P<days>\d{1,2})[日天](?:一结|内?结算?))"
    r"|(?P<amount>(?:\d{1,6}(?:\.\d{1,2})?|[一二三四五六七八九两]{1,2}[百千])(?:元|块|rmb\b| ?yuan\b))"
    rf"|(?P<duration>(?:(?P<dlo>{_NUMBER})(?:[-–—~至到](?P<dhi>{_NUMBER}))?|半)(?P<unit>个?月|年| ?months?| ?years?))"
    r"|(?P<count>(?:\d{1,5}|[一二三四五六七八九十两几]{1,3})余?多?(?:名|位|个|人))"
    r"|(?P<percent>\d{1,3}(?:\.\d)?(?:%| ?percent)|[一二三四五六七八九]成)"
    r"|(?P<num>(?<![a-z\d])\d{1,6})"
)
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_BREAKS = {
    **dict.fromkeys("。!?\n", "SENT"),
    ";": "SEMI",
    **dict.fromkeys(",|", "COMMA"),
    "、": "LIST",
    ":": "COLON",
    **dict.fromkeys("()[]【】{}<>", "PAREN"),
    **dict.fromkeys("“”\"「」『』‘’《》", "QUOTE"),
}
_LATIN_WORD = re.compile(r"[a-z0-9']{1,40}")
_NUMBERING = re.compile(r"\(?\d{1,2}(?:[、)]|\.(?!\d))")
_LOWEST_AGE = 16
_CEILING = 50
_LONGEST_PART_TIME_CYCLE = 15


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
    for name, separator in (("lexicon_zh.yaml", None), ("lexicon_zh_more.yaml", None), ("lexicon_en.yaml", ";")):
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
    measures = {match.start(): match for match in _MEASURES.finditer(text)}
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        token = _token_at(text, at, words, measures, tokens)
        at = token.end
        if text[token.start : token.end] != " ":
            tokens.append(token)
    return tokens


def _token_at(
    text: str, at: int, words: Lexicon, measures: Mapping[int, re.Match[str]], before: list[Token]
) -> Token:
    numbering = _NUMBERING.match(text, at) if _at_clause_start(before) else None
    if numbering:
        return Token(at, numbering.end(), frozenset({"NUMBERING"}))
    found = words.longest(text, at)
    measure = measures.get(at)
    if measure and (found is None or measure.end() - at > found[0]):
        return Token(at, measure.end(), frozenset({_measure_kind(measure)}))
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


def _measure_kind(match: re.Match[str]) -> str:
    named = {key: value for key, value in match.groupdict().items() if value}
    if "age" in named:
        return _age_kind(named)
    if "aged" in named:
        return _span_kind(int(named["alo"]), int(named.get("ahi", named["alo"])))
    if "years" in named:
        return _span_kind(int(named["ylo"]), int(named["yhi"]))
    if "under" in named:
        return "AGE" if named["uword"] in {"over", "above"} or int(named["uhi"]) > _CEILING else "AGE_CEIL"
    if "range" in named:
        plausible = _LOWEST_AGE <= int(named["rlo"]) < int(named["rhi"]) <= 65
        return "RANGE" if plausible else "OTHER"
    if "settle" in named:
        return "MONTHLY" if int(named["days"]) > _LONGEST_PART_TIME_CYCLE else "OTHER"
    if "duration" in named:
        return _duration_kind(named)
    return next(key for key in ("amount", "count", "percent", "num") if key in named).upper()


def _age_kind(named: Mapping[str, str]) -> str:
    low = _value(named["lo"])
    before, after = named.get("pre", ""), named.get("post", "")
    ceiling = before in {"不超过", "不得超过", "不满", "未满", "小于", "低于"} or after.endswith(("以下", "内"))
    if "hi" in named:
        return _span_kind(low, _value(named["hi"]))
    if ceiling:
        return "AGE_CEIL" if 18 < low <= _CEILING else "AGE_CHILD" if low < _LOWEST_AGE else "AGE"
    if low >= _LOWEST_AGE:
        return "AGE"
    return "AGE_YOUNG" if (before or after.endswith(("上", "起"))) and low >= 10 else "AGE_PLAIN" if low > 9 else "AGE_CHILD"


def _span_kind(low: int, high: int) -> str:
    if high <= 18 and low < _LOWEST_AGE:
        return "AGE_YOUNG" if low > 12 else "AGE_CHILD"
    if low < _LOWEST_AGE:
        return "AGE_YOUNG" if low >= 10 else "AGE_CHILD"
    return "AGE_CEIL" if high <= _CEILING else "AGE"


def _duration_kind(named: Mapping[str, str]) -> str:
    if "dlo" not in named:
        return "DURATION"
    longest = _value(named.get("dhi", named["dlo"]))
    months = longest * 12 if named["unit"].strip().startswith(("年", "y")) else longest
    return "DURATION_LONG" if 6 < months <= 60 else "DURATION"


def _value(written: str) -> int:
    """A number up to 999 in digits or Chinese ("三十五" is 35, "十" is 10)."""
    if written.isdigit():
        return int(written)
    tens, ten, ones = written.partition("十")
    if not ten:
        return int("".join(str(_DIGITS[c]) for c in tens))
    return (_DIGITS[tens[-1]] if tens else 1) * 10 + (_DIGITS[ones[0]] if ones and ones[0] in _DIGITS else 0)


def kinds_of_measures() -> Iterator[str]:
    """The kinds that come from numbers and punctuation, not from the word lists."""
    yield from ("AGE", "AGE_CEIL", "AGE_YOUNG", "AGE_PLAIN", "AGE_CHILD", "RANGE", "AMOUNT", "DURATION")
    yield from ("DURATION_LONG", "COUNT", "PERCENT", "NUM", "NUMBERING", "OTHER", "QBREAK", *_BREAKS.values())
