"""The units of parameters in both languages."""

from __future__ import annotations

from carepost.domain.facts import Text

_NAMES = {
    "0, 1 or 2": Text("0、1或2", "0, 1 or 2"),
    "CNY": Text("元", "yuan"),
    "CNY/hour": Text("元/小时", "yuan an hour"),
    "CNY/month": Text("元/月", "yuan a month"),
    "CNY/year": Text("元/年", "yuan a year"),
    "CNY/person/month": Text("元/人/月", "yuan a person a month"),
    "CNY/person/year": Text("元/人/年", "yuan a person a year"),
    "CNY/household/year": Text("元/户/年", "yuan a household a year"),
    "CNY in total": Text("元（合计）", "yuan in total"),
    "calendar days": Text("天（日历日）", "calendar days"),
    "calendar days/year": Text("天/年（日历日）", "calendar days a year"),
    "working days/year": Text("天/年（工作日）", "working days a year"),
    "day": Text("日期", "day"),
    "days": Text("天", "days"),
    "days/week": Text("天/周", "days a week"),
    "days/year": Text("天/年", "days a year"),
    "hours": Text("小时", "hours"),
    "hours/day": Text("小时/日", "hours a day"),
    "hours/week": Text("小时/周", "hours a week"),
    "kg": Text("公斤", "kg"),
    "minutes/day": Text("分钟/日", "minutes a day"),
    "month of birth": Text("出生月份", "month of birth"),
    "months": Text("个月", "months"),
    "months of birth": Text("个月（出生月份）", "months of birth"),
    "ratio": Text("比例", "share"),
    "see unit": Text("见单位", "see the unit"),
    "tier": Text("档次", "tier"),
    "times": Text("倍", "times"),
    "times/month": Text("次/月", "times a month"),
    "words": Text("文字", "words"),
    "years": Text("年（岁）", "years"),
    "years or words": Text("岁或文字", "years or words"),
    "yes or no": Text("是或否", "yes or no"),
}
_OPTIONS = "options of "


def unit_label(unit: str) -> Text:
    """A unit in both languages; one without a name stays as written."""
    if unit.startswith(_OPTIONS):
        return Text("选项", "options")
    return _NAMES.get(unit) or Text(unit, unit)
