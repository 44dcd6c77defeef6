"""Everything that a post states, part by part, as (name, value): what an officer checks against the papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from carepost.domain.facts import Text
from carepost.domain.standard import PostFile, describe_hours, describe_pay, field_name, post_as_data
from carepost.records.places import full_name, get_place
from carepost.web.templatetags.words import say, words

_PARTS = {
    "": Text("岗位", "The post"),
    "employer": Text("用人单位", "Employer"),
    "pay": Text("报酬", "Pay"),
    "hours": Text("工时", "Hours"),
    "contract": Text("合同", "Contract"),
    "insurance": Text("保险", "Insurance"),
    "asks": Text("对应聘者的要求", "What is asked of applicants"),
    "work": Text("工作内容", "The work"),
    "growth": Text("发展", "Growth"),
    "care": Text("照护支持", "Support for care"),
    "voice": Text("诉求", "Voice"),
}
_WORDS = {
    "yes": Text("是", "yes"),
    "no": Text("否", "no"),
    "full_time": Text("全日制", "full-time"),
    "part_time": Text("非全日制", "part-time"),
    "labour_service": Text("劳务", "labour service"),
    "contracting": Text("承揽", "contracting"),
    "platform": Text("平台用工", "platform work"),
    "dispatch": Text("劳务派遣", "dispatch"),
    "month": Text("月", "month"),
    "hour": Text("小时", "hour"),
    "day": Text("天", "day"),
    "piece": Text("件", "piece"),
    "standard": Text("标准工时", "standard hours"),
    "irregular": Text("不定时工时", "irregular hours"),
    "comprehensive": Text("综合计算工时", "comprehensive hours"),
    "none": Text("不限", "no limit"),
    "women": Text("限女性", "women only"),
    "men": Text("限男性", "men only"),
    "women_preferred": Text("女性优先", "women preferred"),
    "men_preferred": Text("男性优先", "men preferred"),
}
# Fields whose value is one of a list; a word such as "none" in any other is what the employer wrote.
_CHOSEN = frozenset({"form", "pay.per", "hours.system", "asks.sex"})
_LEFT_OUT = frozenset({"source", "mark", "text"})


@dataclass(frozen=True, slots=True)
class FactPart:
    """A part of a post file with what it states."""

    title: Text
    rows: tuple[tuple[Text, str], ...]


def fact_parts(post: PostFile) -> tuple[FactPart, ...]:
    """What a post states; parts of which nothing is stated are left out."""
    data = post_as_data(post)
    top = {name: value for name, value in data.items() if not isinstance(value, dict) and name not in _LEFT_OUT}
    parts = {"": top} | {name: data[name] for name in _PARTS if name in data}
    found = ((title, tuple(_rows(name, parts.get(name, {}), post))) for name, title in _PARTS.items())
    return tuple(FactPart(title, rows) for title, rows in found if rows)


def _rows(part: str, values: dict[str, Any], post: PostFile) -> Iterator[tuple[Text, str]]:
    for name, value in values.items():
        path = f"{part}.{name}" if part else name
        yield field_name(path), _value(path, value, post)


def _value(path: str, value: Any, post: PostFile) -> str | SafeString:
    if path == "hours.pattern":
        said = describe_hours(post)
        return say(said) if said else gettext("未载明")
    if path == "place":
        place = get_place(str(value))
        return say(full_name(place)) if place else words(value)
    if value in {"yes", "no"} or path in _CHOSEN:
        return say(_WORDS[str(value)]) if value in _WORDS else words(value)
    return words(value)


def pay_in_words(post: PostFile) -> Text | None:
    """The pay in a line."""
    return describe_pay(post)
