"""The fields of a post as questions: labels, answers to choose from, units; and how an answer is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, cast

from django import forms
from django.utils.translation import get_language

from carepost.domain.facts import Text
from carepost.domain.standard import PostFile, field_name, post_schema, value_at

YES_NO = {"yes": Text("是", "Yes"), "no": Text("否", "No")}
CHOICES: Mapping[str, Mapping[str, Text]] = {
    "form": {
        "full_time": Text("全日制（签劳动合同）", "Full-time employment"),
        "part_time": Text("非全日制（钟点工、小时工）", "Part-time employment by the hour"),
        "labour_service": Text("劳务", "Services"),
        "contracting": Text("承揽", "Contracting for a result"),
        "platform": Text("平台用工", "Platform work"),
        "dispatch": Text("劳务派遣", "Dispatch"),
    },
    "pay.per": {
        "month": Text("按月（元/月）", "By the month (yuan)"),
        "hour": Text("按小时（元/小时）", "By the hour (yuan)"),
        "day": Text("按天（元/天）", "By the day (yuan)"),
        "piece": Text("按件（元/件）", "By the piece (yuan)"),
    },
    "hours.system": {
        "standard": Text("标准工时", "Standard"),
        "irregular": Text("不定时（须审批）", "Irregular (needs a permit)"),
        "comprehensive": Text("综合计算（须审批）", "Comprehensive (needs a permit)"),
    },
    "asks.sex": {
        "none": Text("不限", "Any sex"),
        "women": Text("限女性", "Women only"),
        "men": Text("限男性", "Men only"),
        "women_preferred": Text("女性优先", "Women preferred"),
        "men_preferred": Text("男性优先", "Men preferred"),
    },
}
# Said more plainly to who fills in a form than the name of the field does.
LABELS: Mapping[str, Text] = {
    "title": Text("岗位名称", "Title of the post"),
    "place_words": Text("街道、门牌、楼层", "Street, number, floor"),
    "work.at_home": Text("可以在家做吗？", "Is the work done at home?"),
    "headcount": Text("招聘人数", "Number of people"),
    "form": Text("用工形式", "Form of employment"),
    "employer.dispatch_agency": Text("贵单位是劳务派遣公司吗？", "Is the employer a dispatch agency?"),
    "hours.break_minutes": Text("每个工作日中间休息多少分钟（不计工时）", "Unpaid break in a day of work, in minutes"),
    "hours.set_by_employer": Text("要打卡或听从排班吗？", "Is attendance checked, or are shifts set?"),
    "care.notice_days": Text("改班提前几天通知", "Days of notice when a shift changes"),
    "pay.low": Text("最低报酬（元）", "Lowest pay (yuan)"),
    "pay.high": Text("最高报酬（元）", "Highest pay (yuan)"),
    "pay.per": Text("怎么计薪", "Pay is reckoned"),
    "pay.settled_every_days": Text("几天结算一次", "Days between settlements"),
    "pay.in_kind": Text("用实物、券或积分抵工资吗？", "Is anything paid in goods, vouchers or points?"),
    "pay.guaranteed_month": Text("每月保底（元）", "Guaranteed a month (yuan)"),
    "pay.probation": Text("试用期报酬（元，单位同上一步）", "Pay during probation (yuan, per the same unit)"),
    "pay.after_contributions": Text(
        "扣除个人社保和公积金后的最低工资（元/月）", "Lowest pay after the worker's own contributions (yuan a month)"
    ),
    "hours.overtime_month": Text("每月加班几小时", "Hours of overtime a month"),
    "hours.overtime_day": Text("每天最多加班几小时", "Hours of overtime a day at most"),
    "hours.holiday_work": Text("法定节假日要上班吗？", "Are statutory holidays worked?"),
    "care.no_forced_overtime": Text("承诺不强制加班吗？", "Do you promise not to force overtime?"),
    "contract.written": Text("签书面合同或协议吗？", "Is there a written contract or agreement?"),
    "contract.months": Text("合同几个月", "Length of the contract in months"),
    "contract.flexibility_clause": Text("弹性安排写进合同吗？", "Does the flexibility stand in the contract?"),
    "contract.probation_months": Text("试用期几个月（没有写 0）", "Probation in months (0 for none)"),
    "contract.nursing_hour": Text("写明每天 1 小时哺乳时间吗？", "Is the nursing hour of 1 hour a day named?"),
    "insurance.social": Text("缴社会保险（五险）吗？", "Are all social insurances paid?"),
    "insurance.work_injury": Text("缴工伤保险吗？", "Is work-injury insurance paid?"),
    "insurance.housing_fund": Text("缴住房公积金吗？", "Is the housing fund paid?"),
    "asks.conditions": Text("招聘条件", "Conditions"),
    "asks.skills": Text("必备技能（如：收银、电子表格）", "Skills that it takes (such as cashier, spreadsheets)"),
    "asks.skills_wished": Text("优先技能（可以没有）", "Skills that are welcome (not needed)"),
    "asks.sex": Text("性别", "Sex"),
    "asks.proof_of_family": Text("录用前要婚育证明吗？", "Is proof of marriage or birth asked before hiring?"),
    "asks.fee_or_papers": Text("收费、收押金或扣证件吗？", "Is a fee or deposit taken, or are papers kept?"),
    "asks.no_family_questions": Text("承诺面试不问婚育吗？", "Do you promise not to ask about marriage and birth?"),
    "work.duties": Text("工作内容", "The work"),
    "work.barred_to_women": Text("有女职工禁忌劳动吗？", "Is any of it barred to women workers?"),
    "work.with_minors": Text("要密切接触未成年人吗？", "Is there close contact with minors?"),
    "work.record_check": Text("录用前查违法犯罪记录吗？", "Are criminal records checked before hiring?"),
    "work.children_welcome": Text("上班的地方可以安置孩子吗？", "Is there a place for children at work?"),
    "care.leave_at_short_notice": Text("孩子生病可以临时请假吗？", "Leave at short notice when a child is ill?"),
    "care.nursing_room": Text("有母婴室吗？", "Is there a nursing room?"),
    "expires_on": Text("最后一天", "The last day"),
    "hours.a_day_min": Text("每个工作日最少几小时", "Hours on a day of work, at least"),
    "hours.a_day_max": Text("每个工作日最多几小时", "Hours on a day of work, at most"),
    "hours.a_week": Text("每周几小时", "Hours a week"),
    "hours.days_a_week": Text("每周上几天", "Days of work a week"),
}
# Rarely needed: folded away until it is answered, asked for by a rule, or found wrong.
FOLDED = frozenset(
    {
        "pay.piece",
        "pay.guaranteed_month",
        "pay.negotiable",
        "pay.after_contributions",
        "hours.system",
        "hours.permit",
        "hours.overtime_day",
        "pay.overtime_workday",
        "pay.overtime_rest_day",
        "pay.overtime_holiday",
        "contract.open_ended",
        "asks.skills",
        "asks.skills_wished",
        "asks.age_min",
        "asks.age_max",
        "asks.no_family_questions",
        "growth.review_month",
        "growth.ordinary_post",
        "growth.training",
        "voice.answer_days",
        "pay.probation",
    }
)
LONGEST = {"title": 120, "place_words": 200, "headcount": 120, "asks.conditions": 500, "work.duties": 1000}
LONG = frozenset({"asks.conditions", "work.duties"})
MOST_WORDS = 300
NUMBERS = ("number", "whole number")
_LATER = Text("暂不填写", "Leave open for now")
# What people write around a number: 3,000元, 7 天.
_AROUND = re.compile(r"[\s,，]|(?:元|小时|分钟|个月|天|日|岁|人|倍)$")


def say(text: Text) -> str:
    """A bilingual text in the page's language."""
    return text.say(get_language() or "zh-hans")


def label(path: str) -> Text:
    """What a field is called where it is filled in or shown."""
    name = LABELS.get(path) or field_name(path)
    return Text(name.zh, name.en[:1].upper() + name.en[1:])


@cache
def kinds() -> Mapping[str, dict[str, Any]]:
    """What the schema says of each field, by path."""
    return {field["path"]: field for field in post_schema()["fields"]}


class OpenField(forms.CharField):
    """Words as typed; they may be left open, and `wanted` only says whether that is usual."""

    def __init__(self, text: Text, *, wanted: bool, widget: forms.Widget) -> None:
        super().__init__(label=say(text), widget=widget, strip=True)
        self.required = wanted

    def validate(self, value: Any) -> None:
        """Nothing: see the class."""


class AnswerField(OpenField):
    """The answer to a field of the post. Whether it is right is for the post file to say."""

    def __init__(self, path: str, *, wanted: bool) -> None:
        super().__init__(label(path), wanted=wanted, widget=_widget(path))


def number_input(mode: str = "numeric") -> forms.TextInput:
    """A box with the number pad of a phone; `decimal` has a point."""
    return forms.TextInput(attrs={"inputmode": mode, "autocomplete": "off"})


def offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    """Sets what a field lets choose from, in the page's language."""
    cast("forms.ChoiceField", form.fields[name]).choices = choices


def choices_of(path: str) -> Mapping[str, Text]:
    """The answers to choose from; none for fields that are written."""
    if path in CHOICES:
        return CHOICES[path]
    return YES_NO if kinds()[path]["allowed"] == ["yes", "no"] else {}


def is_yes_or_no(path: str) -> bool:
    """Whether a field is answered by yes or no."""
    return choices_of(path) is YES_NO


def _widget(path: str) -> forms.Widget:
    if choices := choices_of(path):
        return forms.RadioSelect(choices=[*((key, say(text)) for key, text in choices.items()), ("", say(_LATER))])
    if path == "expires_on":
        return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    if path in LONG:
        return forms.Textarea(attrs={"rows": 4, "lang": "zh", "data-source": True})
    if kinds()[path]["type"] in NUMBERS:
        return number_input("decimal" if kinds()[path]["type"] == "number" else "numeric")
    return forms.TextInput(attrs={"autocomplete": "off"})


def written(post: PostFile, path: str) -> str:
    """A field's value as a form shows it."""
    value = value_at(post, path)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def told(post: PostFile, path: str) -> str:
    """A field's value as people read it; "" where it is not stated."""
    value = written(post, path)
    chosen = choices_of(path).get(value)
    return say(chosen) if chosen else value


def as_typed(path: str, answer: str) -> str:
    """An answer with what people write around numbers taken off."""
    if kinds()[path]["type"] not in NUMBERS:
        return answer
    return _AROUND.sub("", _AROUND.sub("", unicodedata.normalize("NFKC", answer)))
