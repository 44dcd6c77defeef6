"""Numbers as adverts write them: 4,500 · 4.5k · 1万2 · 三千五 · 六七百 · 十几 · 3-4千."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10000, "k": 1000, "w": 10000}
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
# "3-4千", "15-20k": the first number of a range borrows the unit of the second.
_SCALES = {unit: scale for unit, scale in _UNITS.items() if scale >= 100}
# 过万, 上千, 近百: a bare unit is a number only after these.
_PASSING = frozenset("过上超破近逾")
_ENGLISH = dict(
    zip(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
        range(1, 13),
        strict=True,
    )
)
_ENGLISH |= {"dozen": 12, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
# More digits than this are a telephone or an order number, never an amount (and int() refuses endless ones).
_LONGEST = 9

_NUMBER = re.compile(
    r"(?P<arabic>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:\s?(?P<unit>[百千万]|[kw](?![a-z]))(?P<tail>\d(?![\d.点:时]))?)?"
    r"|(?P<english>\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|"
    r"forty|fifty|dozen)\b)"
    r"|(?P<chinese>(?:[零〇二两三四五六七八九十百千万几]|(?<![零二两三四五六七八九十百千万])一"
    r"|一(?!个?(?:月|小时|钟|天|日|年|件|双|周|单|次|班)))+)"
)
# Chinese numerals inside words that count nothing.
_WORDS = re.compile(
    r"五险一金|五险|六险一金|三险|一金|三八|(?:周|星期|礼拜)[一二三四五六日天]|"
    r"第[一二三四五六七八九十\d]+|统一|一起|一定|"
    r"一般|一样|一体|一直|一律|一经|唯一|万一|万元户|专一|之一|一旦|一切|十分|百货|四季|三方|二手|二维|"
    r"一线|一对一|"
    r"(?:19|20)\d\d(?:年|[-./]\d{1,2}(?:[-./]\d{1,2})?(?!\d))|(?<!\d)\d{1,2}\s?:\d\d|(?<!\d)\d{1,2}薪|"
    r"(?<!\d)\d{1,2}月\d{1,2}[日号]"
)
JOINER = re.compile(
    r"\s*(?:元|块钱|块|圆|yuan|rmb|cny|人|名|个|位|小时|时|h|hours?|k)?\s*(?:(?:/|每)\s*(?:小时|天|日|"
    r"月|件|h|hour|day|month))?"
    r"\s*(?:-{1,2}|至|到|to\b|and\b|、(?=\d[千万百k]))\s*(?:rmb|¥|人民币|约)?\s*"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number or a range in folded text: low..high, `more` when it says 几, 多 or + itself."""

    start: int
    end: int
    low: float
    high: float
    more: bool = False
    scale: int = 1


def numbers(text: str) -> Iterator[Number]:
    """The numbers of a folded text from left to right, each two joined by a range sign as one."""
    held: Number | None = None
    for number in _single(text):
        if held is not None and _joins(text, held, number):
            held = _join(held, number)
            continue
        if held is not None:
            yield held
        held = number
    if held is not None:
        yield held


def _joins(text: str, left: Number, right: Number) -> bool:
    gap = text[left.end : right.start]
    return len(gap) <= 16 and left.low == left.high and JOINER.fullmatch(gap) is not None


def _join(left: Number, right: Number) -> Number:
    low = left.low
    if left.scale == 1 and low < 100:
        low *= right.scale
    return Number(left.start, right.end, low, right.high, right.more, right.scale)


def _single(text: str) -> Iterator[Number]:
    skipped = [(found.start(), found.end()) for found in _WORDS.finditer(text)]
    at = 0
    for found in _NUMBER.finditer(text):
        while at < len(skipped) and skipped[at][1] <= found.start():
            at += 1
        if at < len(skipped) and skipped[at][0] < found.end():
            continue
        number = _read(found)
        if number is not None:
            yield number


def _read(found: re.Match[str]) -> Number | None:
    if (chinese := found["chinese"]) is not None:
        if chinese in _SCALES and found.string[found.start() - 1 : found.start()] in _PASSING:
            chinese = "一" + chinese
        value = chinese_number(chinese)
        if value is None:
            return None
        low, high, more = value
        return Number(found.start(), found.end(), low, high, more, _SCALES.get(chinese[-1], 1))
    if found["english"] is not None:
        named = float(_ENGLISH[found["english"]])
        return Number(found.start(), found.end(), named, named)
    digits = found["arabic"].replace(",", "")
    if len(digits) > _LONGEST:
        return None
    value_ = float(digits)
    if found["unit"]:
        scale = _UNITS[found["unit"]]
        value_ = round(value_ * scale + int(found["tail"] or 0) * scale / 10, 2)
    return Number(found.start(), found.end(), value_, value_, scale=_SCALES.get(found["unit"], 1))


def chinese_number(word: str) -> tuple[float, float, bool] | None:
    """Low, high and "or more" of a Chinese numeral (四五十: 40, 50; 十几: 10, 10, more), None if no number.

    A last digit after 百, 千 or 万 counts in the next lower unit: 三千五 is 3500, 一万二 12000.
    """
    if len(word) > _LONGEST or word in {"几", "几十", "几百", "几千", "万", "千"} or word[0] == "几":
        return None
    if word[-1] == "几":
        known = chinese_number(word[:-1])
        return None if known is None else (known[0], known[0], True)
    double = re.search(r"([一二两三四五六七八九])([一二两三四五六七八九])", word)
    if double is None:
        exact = _exact(word)
        return None if exact is None else (exact, exact, False)
    first, second = double.start(), double.start() + 1
    if _DIGITS[word[first]] >= _DIGITS[word[second]]:
        return None
    low, high = _exact(word[:second] + word[second + 1 :]), _exact(word[:first] + word[second:])
    return None if low is None or high is None else (low, high, False)


def _exact(word: str) -> float | None:
    total, section, digit, last = 0, 0, -1, 0
    for letter in word:
        if letter in _DIGITS:
            if digit > 0:
                return None
            digit = _DIGITS[letter]
            if digit == 0:
                last = 0
            continue
        unit = _UNITS.get(letter)
        if unit is None:
            return None
        if unit == 10000:
            total, section = (section + max(digit, 0) or 1) * unit, 0
        else:
            section += (digit if digit > 0 else 1) * unit
        digit, last = -1, unit
    if digit > 0:
        section += digit * (last // 10 if last > 10 else 1)
    return float(total + section)
