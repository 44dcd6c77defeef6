"""From tokens to clauses: pairs of sexes, ages of children, breaks inside quotation marks, sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from carepost.domain.wording.lexicon import Token

_OPPOSITE = {"WOMAN": ("MAN", "BOTH"), "GROUP": ("MAN", "BOTH"), "MAN": ("WOMAN", "BOTH")} | {
    "MOTHER": ("FATHER", "PARENTS"),
    "FATHER": ("MOTHER", "PARENTS"),
}
_JOINS = frozenset({"JOIN", "LIST", "PAREN"})
_QUOTE_PAIRS = {"“": "”", "「": "」", "『": "』", "‘": "’", "《": "》", '"': '"'}
_LONGEST_QUOTE = 60
_TITLES = frozenset({"女士", "先生", "阿姨", "大姐", "妈妈", "爸爸"})
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石"
    "廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens [start, end) between two soft breaks; `kinds` are all the kinds that occur in it."""

    start: int
    end: int
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens [start, end) up to a full stop, question mark or line end, with its clauses."""

    clauses: tuple[Clause, ...]
    kinds: frozenset[str]


def prepare(tokens: Sequence[Token], text: str) -> list[Token]:
    """The tokens with pairs of sexes, breaks in quotes, persons' names and children's ages told apart."""
    return _ages_of_children(_both_sexes(_names(_quoted_breaks(tokens, text), text)))


def sentences(tokens: Sequence[Token]) -> list[Sentence]:
    """The sentences in order; together they hold every token."""
    found: list[Sentence] = []
    clauses: list[Clause] = []
    start = 0
    for at, token in enumerate(tokens):
        stop = bool(token.kinds & {"SENT", "SEMI"})
        if stop or token.kinds & {"COMMA", "NUMBERING"}:
            clauses.append(_clause(tokens, start, at + 1))
            start = at + 1
        if stop:
            found.append(_sentence(clauses))
            clauses = []
    clauses.append(_clause(tokens, start, len(tokens)))
    return [*found, _sentence(clauses)]


def quoted(tokens: Sequence[Token], text: str) -> Iterator[tuple[int, int]]:
    """Token ranges [open, close] of short quotations; an unclosed mark opens none."""
    at = 0
    while at < len(tokens):
        close = _closing(tokens, text, at)
        if close:
            yield at, close
            at = close
        at += 1


def _closing(tokens: Sequence[Token], text: str, at: int) -> int | None:
    wanted = _QUOTE_PAIRS.get(text[tokens[at].start]) if "QUOTE" in tokens[at].kinds else None
    if not wanted:
        return None
    for later in range(at + 1, min(at + _LONGEST_QUOTE, len(tokens))):
        if text[tokens[later].start] == wanted:
            return later
    return None


def _clause(tokens: Sequence[Token], start: int, end: int) -> Clause:
    return Clause(start, end, frozenset().union(*(token.kinds for token in tokens[start:end])))


def _sentence(clauses: Sequence[Clause]) -> Sentence:
    return Sentence(tuple(clauses), frozenset().union(*(clause.kinds for clause in clauses)))


def _quoted_breaks(tokens: Sequence[Token], text: str) -> list[Token]:
    result = list(tokens)
    for start, end in quoted(tokens, text):
        for at in range(start + 1, end):
            if result[at].kinds & {"COMMA", "SENT", "SEMI"} and text[result[at].start] != "\n":
                result[at] = replace(result[at], kinds=frozenset({"QBREAK"}))
    return result


def _names(tokens: list[Token], text: str) -> list[Token]:
    """王女士 and 李先生 name a person, they limit nobody."""
    result = list(tokens)
    for at in range(1, len(tokens)):
        before, token = tokens[at - 1], tokens[at]
        titled = text[token.start : token.end] in _TITLES
        single = before.end - before.start == 1 and "OTHER" in before.kinds and before.end == token.start
        if titled and single and text[before.start] in _SURNAMES:
            result[at] = replace(token, kinds=frozenset({"CONTACT"}))
    return result


def _both_sexes(tokens: list[Token]) -> list[Token]:
    result = list(tokens)
    for at, token in enumerate(result):
        opposite, both = next((_OPPOSITE[kind] for kind in token.kinds if kind in _OPPOSITE), ("", ""))
        if not opposite:
            continue
        later = at + 1
        while later < len(result) and later <= at + 2 and result[later].kinds & _JOINS:
            later += 1
        if later < len(result) and opposite in result[later].kinds:
            pair = result[at : later + 1]
            result[at : later + 1] = [replace(each, kinds=frozenset({both})) for each in pair]
    return result


def _ages_of_children(tokens: list[Token]) -> list[Token]:
    """An age of up to 18 next to a child or to caring is the child's ("照护12周岁以上儿童")."""
    result = list(tokens)
    for at, token in enumerate(tokens):
        if not token.kinds & {"AGE_YOUNG", "AGE_PLAIN", "AGE"}:
            continue
        near = range(max(0, at - 6), min(len(tokens), at + 5))
        if any(tokens[k].kinds & {"CHILD", "CARE"} for k in near):
            result[at] = replace(token, kinds=frozenset({"AGE_CHILD"}))
    return result
