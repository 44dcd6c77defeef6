"""The words that packs write in one language only (units, columns, options, yes and no), in both languages.

A word that stands here is said in the reader's language; any other is shown as it is written.
"""

from __future__ import annotations

from collections.abc import Mapping

from carepost.domain.facts import Text


def _texts(rows: Mapping[str, tuple[str, str]]) -> dict[str, Text]:
    return {word: Text(*sides) for word, sides in rows.items()}


# A value of a unit; {n} is the number (or the words) as written, {p} the number in per cent.
UNITS = _texts(
    {
        "CNY": ("{n} 元", "{n} yuan"),
        "CNY/hour": ("{n} 元/小时", "{n} yuan an hour"),
        "CNY/month": ("{n} 元/月", "{n} yuan a month"),
        "CNY/person/month": ("每人每月 {n} 元", "{n} yuan a person a month"),
        "CNY/person/year": ("每人每年 {n} 元", "{n} yuan a person a year"),
        "CNY in total": ("合计 {n} 元", "{n} yuan in total"),
        "ratio": ("{p}%", "{p} %"),
        "hours": ("{n} 小时", "{n} hours"),
        "hours/day": ("每天 {n} 小时", "{n} hours a day"),
        "hours/week": ("每周 {n} 小时", "{n} hours a week"),
        "days": ("{n} 天", "{n} days"),
        "days/year": ("每年 {n} 天", "{n} days a year"),
        "months": ("{n} 个月", "{n} months"),
        "years": ("{n} 年", "{n} years"),
        "calendar days": ("{n} 天（日历日）", "{n} calendar days"),
        "calendar days/year": ("每年 {n} 天（日历日）", "{n} calendar days a year"),
        "working days/year": ("每年 {n} 天（工作日）", "{n} working days a year"),
        "days/week": ("每周 {n} 天", "{n} days a week"),
        "times": ("{n} 倍", "{n} times"),
        "times/month": ("每月 {n} 次", "{n} times a month"),
    }
)
AGE = Text("{n} 周岁", "age {n}")

# The columns of a table; a parameter `table.column` is one of them.
COLUMNS = _texts(
    {
        "rate": ("比例", "rate"),
        "rate_low": ("最低比例", "lowest rate"),
        "rate_high": ("最高比例", "highest rate"),
        "base_floor": ("基数下限", "lowest base"),
        "base_ceiling": ("基数上限", "highest base"),
        "fixed_amount": ("定额", "fixed sum"),
        "lower": ("超过", "above"),
        "upper": ("不超过", "up to"),
        "quick_deduction": ("速算扣除数", "quick deduction"),
        "amount": ("金额", "amount"),
        "words": ("规定", "provision"),
        "fixed": ("定额扣除", "fixed deduction"),
        "share": ("按比例扣除", "deduction by share"),
        "rule": ("规定", "provision"),
        "subject": ("对象", "for whom"),
        "value": ("数值", "figure"),
        "unit": ("单位", "unit"),
        "penalty": ("罚则", "penalty"),
        "act": ("行为", "act"),
        "sanction": ("处罚", "sanction"),
        "up_to": ("适用至", "applies up to"),
    }
)

WORDS = _texts(
    {
        "pregnant": ("孕期", "pregnant"),
        "nursing": ("哺乳期", "nursing"),
        "pregnant_or_nursing": ("孕期和哺乳期", "pregnant or nursing"),
        "days": ("天", "days"),
        "hours": ("小时", "hours"),
        "kg": ("公斤", "kg"),
        "minutes/day": ("分钟/日", "minutes a day"),
        "yes": ("是", "yes"),
        "no": ("否", "no"),
        "employer": ("单位", "employer"),
        "employee": ("个人", "worker"),
        "individual": ("个人参保", "individual"),
        "worker": ("劳动者", "worker"),
        "not_stated": ("未载明", "not stated"),
        "mother": ("母亲", "mother"),
        "father": ("父亲", "father"),
        "grandmother": ("祖母、外祖母", "grandmother"),
        "grandfather": ("祖父、外祖父", "grandfather"),
        "guardian": ("监护人", "guardian"),
        "carer_of_adult": ("照护失能等成年家属的人", "carer of an adult"),
        "graduate": ("毕业生", "graduate"),
        "none": ("无", "none"),
        "full_time": ("全日制", "full-time"),
        "part_time": ("非全日制", "part-time"),
        "labour_service": ("劳务用工", "labour services"),
        "platform": ("平台用工", "platform work"),
        "enterprise": ("企业", "enterprise"),
        "individual_business": ("个体工商户", "individual business"),
        "social_organisation": ("社会组织", "social organisation"),
        "female": ("女", "female"),
        "male": ("男", "male"),
        "nobody": ("无", "nobody"),
        "men": ("男性", "men"),
        "women": ("女性", "women"),
        "registered_posts": ("登记的岗位", "registered posts"),
        "employed_people": ("就业的人", "employed people"),
        "male60": ("男职工（原 60 周岁）", "men (formerly 60)"),
        "female55": ("女职工（原 55 周岁）", "women (formerly 55)"),
        "female50": ("女职工（原 50 周岁）", "women (formerly 50)"),
        "单档": ("单档", "single tier"),
        "一档": ("一档", "first tier"),
        "二档": ("二档", "second tier"),
        "三档": ("三档", "third tier"),
        "四档": ("四档", "fourth tier"),
        "一类": ("一类", "first class"),
        "二类": ("二类", "second class"),
        "三类": ("三类", "third class"),
        "四类": ("四类", "fourth class"),
        "一类(深圳单列)": ("一类（深圳单列）", "first class (Shenzhen apart)"),
    }
)
