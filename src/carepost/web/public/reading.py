"""How the words of an advert were read: each value beside the words it was read from."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from carepost.domain.listings import FLEXIBILITY_LABELS, PAY_LABELS, Reading, Understood
from carepost.domain.standard import PostFile, describe_pay
from carepost.web.templatetags.words import say


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One value as read ("" where the words state none) and the words behind it."""

    label: str
    value: str
    words: tuple[str, ...] = ()


def read_rows(understood: Understood, post: PostFile, form_words: str) -> list[ReadRow]:
    """What was read from the words of an advert, in the order in which a carer asks."""
    reading = understood.reading
    return [
        ReadRow(gettext("报酬"), _pay(reading, post), _words(reading, "pay_kind", "pay_min_yuan", "pay_max_yuan")),
        ReadRow(gettext("招聘人数"), _people(reading), _words(reading, "headcount_min", "headcount_max")),
        ReadRow(gettext("每天工时"), _hours(reading), _words(reading, "hours_per_day_min", "hours_per_day_max")),
        ReadRow(gettext("上下班时间"), _clock(reading), _words(reading, "weekday_start", "weekday_end")),
        ReadRow(gettext("周末"), _weekend(reading), _words(reading, "weekend_off")),
        ReadRow(gettext("弹性"), _flexibility(reading), _words(reading, "flexibility")),
        ReadRow(gettext("接送孩子"), _school_run(reading), _words(reading, "school_run_friendly")),
        ReadRow(gettext("用工形式"), _form(post), (form_words,) if form_words else ()),
    ]


def _words(reading: Reading, *columns: str) -> tuple[str, ...]:
    spans = [span for column in columns for span in reading.spans.get(column, ())]
    return tuple(dict.fromkeys(span.words.strip() for span in spans))


def _pay(reading: Reading, post: PostFile) -> str:
    if reading.pay_is_range_of_batch == "yes":
        return gettext("写的是整批岗位的范围，不是这个岗位的报酬")
    said = describe_pay(post)
    if said is not None:
        return say(said)
    return say(PAY_LABELS[reading.pay_kind]) if reading.pay_kind in PAY_LABELS else ""


def _range(low: str, high: str) -> str:
    """ "4–8", "50" or, with one side open, "从 20 起", "最多 8"."""
    if low and high:
        return low if low == high else f"{low}–{high}"
    if high:
        return gettext("最多 {number}").format(number=high)
    return gettext("{number} 起").format(number=low) if low else ""


def _people(reading: Reading) -> str:
    number = _range(reading.headcount_min, reading.headcount_max)
    return gettext("{number} 人").format(number=number) if number else ""


def _hours(reading: Reading) -> str:
    number = _range(reading.hours_per_day_min, reading.hours_per_day_max)
    return gettext("{number} 小时").format(number=number) if number else ""


def _clock(reading: Reading) -> str:
    start, end = reading.weekday_start, reading.weekday_end
    if start and end:
        return f"{start}–{end}"
    if start:
        return gettext("{time} 上班").format(time=start)
    return gettext("{time} 可以离开").format(time=end) if end else ""


def _weekend(reading: Reading) -> str:
    answers = {"yes": gettext("不用上班，或自愿"), "no": gettext("要上班")}
    return answers.get(reading.weekend_off, "")


def _school_run(reading: Reading) -> str:
    answers = {"yes": gettext("写明可以兼顾"), "no": gettext("写明不能兼顾")}
    return answers.get(reading.school_run_friendly, "")


def _flexibility(reading: Reading) -> str:
    kinds = [FLEXIBILITY_LABELS[kind] for kind in reading.flexibility.split("|") if kind in FLEXIBILITY_LABELS]
    return gettext("；").join(say(kind) for kind in kinds)


def _form(post: PostFile) -> str:
    names = {"part_time": gettext("非全日制（钟点工、小时工、兼职）"), "full_time": gettext("全日制")}
    return names.get(post.form or "", "")
