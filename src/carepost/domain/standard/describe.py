"""A post file in short words: its pay, its hours, and the names of its fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from carepost.domain.facts import Text
from carepost.domain.standard.post_file import PostFile
from carepost.domain.standard.reading import pattern_of
from carepost.domain.standard.schema import post_schema
from carepost.domain.week import Output, describe_pattern

_UNITS = {
    "month": Text("元/月", "yuan a month"),
    "hour": Text("元/小时", "yuan an hour"),
    "day": Text("元/天", "yuan a day"),
    "piece": Text("元/件", "yuan a piece"),
}
# How to fill a field in stands after these in its name; a reader of a page does not fill anything in.
_HINT = {"zh": re.compile(r"（.*"), "en": re.compile(r"[;:(].*|, (?:see|\d|or a word|the last) ?.*")}
_HOURS = Text("小时", "hours")


def describe_pay(post: PostFile) -> Text | None:
    """ "14–18 元/小时", "计件，2500 元/月以内", "面议"; None where the post states nothing of it."""
    parts = []
    if post.pay.piece == "yes" and post.pay.per != "piece":
        parts.append(Text("计件或提成", "by the piece or on commission"))
    if post.pay.per and (amount := _range(post.pay.low, post.pay.high, _UNITS[post.pay.per])):
        parts.append(amount)
    elif post.pay.per == "piece":
        parts.append(Text("计件", "by the piece"))
    if post.pay.negotiable == "yes":
        parts.append(Text("面议", "to be negotiated"))
    return _joined(parts)


def describe_hours(post: PostFile) -> Text | None:
    """The shift pattern in a line, else "每天 4–8 小时"; None where the post states neither."""
    if pattern := pattern_of(post):
        return describe_pattern(pattern) if not isinstance(pattern, Output) else Text("不限时间", "no fixed hours")
    hours = post.hours
    days = Decimal(hours.days_a_week) if hours.days_a_week else None
    parts = [
        _each("每天", "a day", _range(hours.a_day_min, hours.a_day_max, _HOURS)),
        _each("每周", "a week", _range(days, days, Text("天", "days"))),
        _each("每周", "a week", _range(hours.a_week, hours.a_week, _HOURS)),
    ]
    return _joined([part for part in parts if part])


def field_name(path: str) -> Text:
    """The name of a field ("pay.low": 最低报酬) without the hints for filling it in; the path itself if unknown."""
    return _names().get(path) or Text(path, path)


@cache
def _names() -> Mapping[str, Text]:
    fields = post_schema()["fields"]
    return {f["path"]: Text(_HINT["zh"].sub("", f["zh"]), _HINT["en"].sub("", f["en"]).strip()) for f in fields}


def _range(low: Decimal | None, high: Decimal | None, unit: Text) -> Text | None:
    if low is None and high is None:
        return None
    if low is None or high is None:
        only = _number(high if low is None else low)
        most = Text("最多 {n} {unit}", "up to {n} {unit}")
        return (most if low is None else Text("{n} {unit}起", "from {n} {unit}")).format(n=only, unit=unit)
    both = _number(low) if low == high else f"{_number(low)}–{_number(high)}"
    return Text("{n} {unit}", "{n} {unit}").format(n=both, unit=unit)


def _each(zh: str, en: str, amount: Text | None) -> Text | None:
    if amount is None:
        return None
    return Text(f"{zh}{' ' if amount.zh[0].isdigit() else ''}{amount.zh}", f"{amount.en} {en}")


def _number(value: Decimal | None) -> str:
    return f"{value.normalize():f}" if value is not None else ""


def _joined(parts: list[Text]) -> Text | None:
    return Text("，".join(p.zh for p in parts), ", ".join(p.en for p in parts)) if parts else None
