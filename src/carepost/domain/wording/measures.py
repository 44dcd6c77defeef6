"""Numbers with a meaning: ages, amounts, terms, counts and shares. Every quantifier is bounded."""

from __future__ import annotations

import re
from collections.abc import Mapping

_NUMBER = r"(?:\d{1,3}|[一二三四五六七八九十两]{1,3})"
MEASURES = re.compile(
    rf"(?P<age>(?P<pre>不超过|不得超过|不满|未满|小于|低于|年满|已满|满)?(?P<lo>{_NUMBER})(?:周?岁)?"
    rf"(?:[-–—~至到](?P<hi>{_NUMBER}))?(?:周岁|岁)"
    rf"(?P<post>\(?含?\)?(?:及以上|及以下|以上|以下|以内|之内|之间|内|左右|上下|起))?)"
    r"|(?P<aged>\b(?:aged?|ages)(?: between)? (?P<alo>\d{2})(?: ?(?:-|–|to|and) ?(?P<ahi>\d{2}))?\b)"
    r"|(?P<years>(?<![\d.])(?P<ylo>\d{2}) ?(?:-|–|to) ?(?P<yhi>\d{2}) years? old\b)"
    r"|(?P<under>\b(?P<uword>under|below|younger than|no older than|over|above) (?:age )?(?P<uhi>\d{2})"
    r"(?: years(?: old)?| yo)?\b(?!%| (?:people|hours|posts|yuan|minutes|km|days|percent|kg|staff)))"
    r"|(?P<range>(?<![\d.:])(?P<rlo>\d{2})[-–—~至到](?P<rhi>\d{2})"
    r"(?![\d.:%元块天名人号点k件月日小h个分秒]| (?:yuan|hours|days|km)))"
    r"|(?P<settle>每?(?P<days>\d{1,2})[日天](?:一结|内?结算?))"
    r"|(?P<monthly>(?:每个?月|次月)\d{1,2}[号日](?:前|左右)?(?:统一)?(?:发|结|支付|付))"
    r"|(?P<amount>(?:\d{1,6}(?:\.\d{1,2})?)(?:元|块|rmb\b| ?yuan\b)|[一二三四五六七八九两]{1,2}百(?:元|块)?)"
    rf"|(?P<duration>(?:(?P<dlo>{_NUMBER})(?:[-–—~至到](?P<dhi>{_NUMBER}))?|半)"
    r"(?P<unit>个?月|年|[天周]| ?months?| ?years?))"
    r"|(?P<count>(?:\d{1,5}|[一二三四五六七八九十两几]{1,3})余?多?(?:名|位|个|人))"
    r"|(?P<percent>\d{1,3}(?:\.\d)?(?:%| ?percent)|[一二三四五六七八九]成)"
    r"|(?P<num>(?<![a-z\d])\d{1,6})"
)
KINDS = (
    *(
        "AGE",
        "AGE_CEIL",
        "AGE_YOUNG",
        "AGE_PLAIN",
        "AGE_CHILD",
        "RANGE",
        "AMOUNT",
        "DURATION",
        "DURATION_LONG",
    ),
    *("MONTHLY", "COUNT", "PERCENT", "NUM"),
)
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_UP_TO = frozenset({"不超过", "不得超过", "不满", "未满", "小于", "低于"})
_LOWEST_AGE = 16  # 禁止使用童工规定 art.2
_YOUNGEST_WORKER = 10  # below it an age in an advert is a child's who is cared for
_CEILING = 50  # the highest of the ceilings that the phrase list names as a bias
_LONGEST_PART_TIME_CYCLE = 15  # days, 劳动合同法 art.72


def measure_kind(match: re.Match[str]) -> str:
    """The kind of a measure that the expression found."""
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
    if "monthly" in named:
        return "MONTHLY"
    if "settle" in named:
        return "MONTHLY" if int(named["days"]) > _LONGEST_PART_TIME_CYCLE else "OTHER"
    if "duration" in named:
        return _duration_kind(named)
    return next(key for key in ("amount", "count", "percent", "num") if key in named).upper()


def _age_kind(named: Mapping[str, str]) -> str:
    low = _value(named["lo"])
    before, after = named.get("pre", ""), named.get("post", "")
    ceiling = before in _UP_TO or after.endswith(("以下", "内"))
    if "hi" in named:
        return _span_kind(low, _value(named["hi"]))
    if ceiling:
        return "AGE_CEIL" if 18 < low <= _CEILING else "AGE_CHILD" if low < _LOWEST_AGE else "AGE"
    if low >= _LOWEST_AGE:
        return "AGE"
    if low < _YOUNGEST_WORKER:
        return "AGE_CHILD"
    return "AGE_YOUNG" if before or after.endswith(("上", "起")) else "AGE_PLAIN"


def _span_kind(low: int, high: int) -> str:
    if high <= 18 and low < _LOWEST_AGE:
        return "AGE_YOUNG" if low > 12 else "AGE_CHILD"
    if low < _LOWEST_AGE:
        return "AGE_YOUNG" if low >= _YOUNGEST_WORKER else "AGE_CHILD"
    return "AGE_CEIL" if high <= _CEILING else "AGE"


def _duration_kind(named: Mapping[str, str]) -> str:
    if "dlo" not in named:
        return "DURATION"
    longest = _value(named.get("dhi", named["dlo"]))
    unit = named["unit"].strip()
    if unit in {"天", "周"}:
        return "DURATION"
    months = longest * 12 if unit.startswith(("年", "y")) else longest
    return "DURATION_LONG" if 6 < months <= 60 else "DURATION"


def _value(written: str) -> int:
    """A number up to 999 in digits or Chinese ("三十五" is 35, "十" is 10)."""
    if written.isdigit():
        return int(written)
    tens, ten, ones = written.partition("十")
    if not ten:
        return int("".join(str(_DIGITS[c]) for c in tens))
    return (_DIGITS[tens[-1]] if tens else 1) * 10 + (_DIGITS[ones[0]] if ones and ones[0] in _DIGITS else 0)
