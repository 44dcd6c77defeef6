"""Clock times and durations as adverts write them: 8:15 · 八点半 · 下午四点 · 早九晚五 · 9am-3pm · 16时."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from carepost.domain.listings.numbers import chinese_number

_ZH = "[零〇一二两三四五六七八九十]{1,3}"
_PART = r"凌晨|清晨|早上|早晨|上午|中午|午间|下午|午后|傍晚|晚上|晚间|夜里|夜间|当晚|次日|翌日|第二天|早|晚|午|夜"
_CLOCK = re.compile(
    rf"(?P<part>(?:{_PART}){{0,2}})\s?(?:"
    rf"(?<!\d)(?P<h>\d{{1,2}})\s?:\s?(?P<m>[0-5]\d)(?!\d)(?::00)?\s?(?P<ap>[ap]\.?\s?m\b\.?)?"
    rf"|(?<![\d.:])(?P<h2>\d{{1,2}})\s?(?P<ap2>[ap]\.?\s?m\b\.?|o'clock)"
    rf"|(?:(?<![\d.:])(?P<h3>\d{{1,2}})|(?P<zh>{_ZH}))(?P<mark>点钟?|时(?![间段长薪常候]))"
    rf"(?P<min>半|一刻|三刻|[0-5]?\d分?(?![\d:人元])|(?:[二三四五]?十[五]?)分?)?"
    rf"|(?P<noon>\bnoon\b|正午)"
    rf")(?P<vague>多|许)?"
)
# 早九晚五, 早8晚4, 朝九晚五, 早9:00晚5:00: a span in one breath, no mark of the hour needed.
_BREATH = re.compile(
    rf"[早朝](?P<h1>\d{{1,2}}|{_ZH})(?:点|时)?(?P<m1>半|:[0-5]\d)?\s?[-至到]?\s?晚(?P<h2>\d{{1,2}}|"
    rf"{_ZH})(?:点|时)?(?P<m2>半|:[0-5]\d)?"
)
# "9-15点", "八到十一点", "9-3pm", "9 to 15:00": the first hour borrows the mark of the second.
_BORROW = re.compile(
    rf"(?P<part>(?:{_PART})?)\s?(?<![\d.:])(?P<h>\d{{1,2}}|{_ZH})\s?(?=(?:-|至|到|"
    rf"to)\s?(?:{_PART})?\s?(?:\d{{1,2}}|{_ZH})\s?(?:点|时(?![间段长])|[ap]\.?m))"
)
TO = re.compile(r"\s*(?:左右|前后)?\s*(?:-{1,2}|至|到|to\b|until|till|and\b)\s*")


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time in minutes after midnight; `sure` when written in 24 hours or with its part of the day."""

    start: int
    end: int
    minute: int
    sure: bool
    vague: bool = False


def clocks(text: str) -> Iterator[Clock | tuple[Clock, Clock]]:
    """The clock times of a folded text in order; a one-breath span (早九晚五) comes as a pair."""
    at = 0
    while at < len(text):
        found = _next(text, at)
        if found is None:
            return
        end = found[1].end if isinstance(found, tuple) else found.end
        yield found
        at = max(end, at + 1)


_ANY = re.compile(
    rf"(?P<breath>{_BREATH.pattern.replace('P<', 'P<b_')})|"
    rf"(?P<borrow>{_BORROW.pattern.replace('P<', 'P<w_')})|(?P<clock>{_CLOCK.pattern})"
)


def _next(text: str, at: int) -> Clock | tuple[Clock, Clock] | None:
    while (found := _ANY.search(text, at)) is not None:
        read = _read(found)
        if read is not None:
            return read
        at = max(found.end(), at + 1)
    return None


def _read(found: re.Match[str]) -> Clock | tuple[Clock, Clock] | None:
    if found["breath"] is not None:
        return _breath(found)
    if found["borrow"] is not None:
        return _clock(found.start(), found.end(), found["w_part"], found["w_h"], None, None, False)
    if found["noon"]:
        return Clock(found.start(), found.end(), 720, True)
    hour = found["h"] or found["h2"] or found["h3"] or found["zh"]
    minutes = found["m"] or found["min"]
    half_day = found["ap"] or found["ap2"]
    padded = hour.startswith("0")
    return _clock(found.start(), found.end(), found["part"], hour, minutes, half_day, padded, bool(found["vague"]))


def _breath(found: re.Match[str]) -> tuple[Clock, Clock] | None:
    first = _clock(found.start(), found.end(), "早", found["b_h1"], found["b_m1"], None, False)
    second = _clock(found.start(), found.end(), "晚", found["b_h2"], found["b_m2"], None, False)
    return (first, second) if first and second else None


def _hour(words: str) -> int | None:
    if words.isdigit():
        return int(words)
    value = chinese_number(words)
    return int(value[0]) if value and value[0] == value[1] else None


def _minutes(words: str | None) -> int | None:
    if not words:
        return 0
    named = {"半": 30, "一刻": 15, "三刻": 45}.get(words)
    if named is not None:
        return named
    words = words.strip(":分")
    return _hour(words)


def _clock(
    start: int,
    end: int,
    part: str,
    hour: str,
    minutes: str | None,
    half_day: str | None,
    padded: bool,
    vague: bool = False,
) -> Clock | None:
    value, past = _hour(hour), _minutes(minutes)
    if value is None or past is None or value > 24 or past > 59:
        return None
    afternoon = any(p in part for p in ("下午", "午后", "傍晚", "晚", "夜")) or (half_day or "")[:1] == "p"
    if any(p in part for p in ("中午", "午间")) and value < 6:
        afternoon = True
    if afternoon and value < 12 and not ("夜" in part and value < 6):
        value += 12
    if (half_day or "")[:1] == "a" and value == 12:
        value = 0
    sure = bool(part or (half_day and half_day[0] in "ap")) or value >= 12 or padded
    return Clock(start, end, value % 24 * 60 + past, sure, vague)
