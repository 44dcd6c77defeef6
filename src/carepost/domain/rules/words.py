"""How answers are said in both languages: options of facts, payees, amounts, values as the texts state them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from carepost.domain.facts import Text
from carepost.domain.rules.kinds import words_of
from carepost.domain.rules.store import NONE, NOT_STATED, halves

ANSWERS = {
    "yes": Text("能", "Yes"),
    "no": Text("不能", "No"),
    "unknown": Text("说不准", "Unclear"),
}
PAYEES = {
    "employer": Text("付给用人单位", "paid to the employer"),
    "worker": Text("付给劳动者本人", "paid to the worker"),
    "not_stated": Text("付给谁未公布", "payee not stated"),
}
STATUSES = {
    "draft": Text("征求意见稿", "draft"),
    "trial": Text("试点", "pilot"),
    "in_force": Text("现行", "in force"),
    "repealed": Text("已被取代", "replaced"),
    "not_stated": Text("是否现行未载明", "not stated whether in force"),
}
# The options of the facts that packs ask for. A pack that asks with another option shows it as it is written.
OPTIONS = {
    "female": Text("女", "female"),
    "male": Text("男", "male"),
    "mother": Text("孩子的妈妈", "the child's mother"),
    "father": Text("孩子的爸爸", "the child's father"),
    "grandmother": Text("奶奶或外婆", "a grandmother"),
    "grandfather": Text("爷爷或外公", "a grandfather"),
    "guardian": Text("其他监护人", "another guardian"),
    "carer_of_adult": Text(
        "照顾失能、残疾或重病的家人", "caring for an incapacitated, disabled or gravely ill relative"
    ),
    "graduate": Text("毕业五年内", "graduated within five years"),
    "none": Text("都不是", "none of these"),
    "full_time": Text("全日制", "full-time"),
    "part_time": Text("非全日制", "part-time"),
    "labour_service": Text("劳务", "labour service"),
    "platform": Text("平台灵活就业", "platform work"),
    "enterprise": Text("企业", "a company"),
    "individual_business": Text("个体工商户", "an individual business"),
    "social_organisation": Text("社会组织", "a social organisation"),
    "yes": Text("是", "yes"),
    "no": Text("否", "no"),
}
_SILENT = Text("未公布", "not stated")
_NOT_ASKED = Text("没有这项要求", "nothing of the kind is asked")
IN_TOTAL = "CNY in total"
_UNITS = {
    "CNY/person/month": Text("{value} 元（每人每月）", "{value} yuan a person a month"),
    "CNY/person/year": Text("{value} 元（每人每年）", "{value} yuan a person a year"),
    "CNY/household/year": Text("{value} 元（每户每年）", "{value} yuan a household a year"),
    IN_TOTAL: Text("{value} 元（合计）", "{value} yuan in total"),
    "months": Text("{value} 个月", "{value} months"),
    "years": Text("{value} 岁", "{value} years"),
}


def option_said(option: str) -> Text:
    """An option of a fact in words; as it is written where the product has no words for it."""
    return OPTIONS.get(option) or Text(option, option)


def amount_said(low_fen: int, high_fen: int | None) -> Text:
    """An amount of a month from low to high, in yuan; a high end of None is an amount that nobody has published."""
    low = yuan(low_fen)
    if high_fen is None:
        some = Text("至少 {low} 元，上限未公布", "at least {low} yuan, upper end not stated").format(low=low)
        return some if low_fen else Text("金额未公布", "amount not stated")
    if low_fen == high_fen:
        return Text("{low} 元", "{low} yuan").format(low=low) if low_fen else Text("没有", "none")
    return Text("{low} 至 {high} 元", "{low} to {high} yuan").format(low=low, high=yuan(high_fen))


def yuan(fen: int) -> str:
    """Fen as yuan: no places where they are nought, else two."""
    return str(fen // 100) if fen % 100 == 0 else f"{Decimal(fen) / 100:.2f}"


def value_said(leaf: Mapping[str, Any]) -> Text:
    """A dated value of a trace as the texts state it; "not stated" with what it may be, where that is known."""
    if leaf["value"] == NONE:
        return _NOT_ASKED
    if leaf["value"] != NOT_STATED:
        return _with_unit(leaf, str(leaf["value"]))
    if not leaf["candidates"]:
        return _SILENT
    could = joined([_with_unit(leaf, each) for each in leaf["candidates"]], Text("；或", "; or "))
    return Text("{silent}（可能是：{could}）", "{silent} (it may be: {could})").format(silent=_SILENT, could=could)


def source_said(source: str) -> Text:
    """Where something is written: an address stays, the project's register of policy is named in both languages."""
    return Text(source.replace("policy register", "政策登记资料"), source) if source else _SILENT


def joined(texts: Iterable[Text], between: Text) -> Text:
    """Several texts in a row, at least one."""
    parts = list(texts)
    return Text(between.zh.join(t.zh for t in parts), between.en.join(t.en for t in parts))


def _with_unit(leaf: Mapping[str, Any], written: str) -> Text:
    unit = str(leaf["unit"])
    if unit.startswith("options of ") or unit == "yes or no":
        return joined([option_said(word) for word in words_of(written)], Text("、", ", "))
    return _UNITS.get(unit, Text("{value}", "{value}")).format(value=halves(written))
