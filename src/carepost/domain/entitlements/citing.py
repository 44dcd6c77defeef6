"""Citations of the packs in both languages: 劳动合同法第六十八条 and Labour Contract Law art. 68."""

from __future__ import annotations

import re

from carepost.domain.facts import Text
from carepost.domain.rules import DatedValue

# Customary English names; the Chinese name alone is official.
_STATUTES = {
    "劳动合同法实施条例": "Regulations on the Labour Contract Law",
    "劳动合同法": "Labour Contract Law",
    "劳动法": "Labour Law",
    "妇女权益保障法": "Law on the Protection of Women's Rights and Interests",
    "就业促进法": "Employment Promotion Law",
    "女职工劳动保护特别规定": "Special Rules on the Labour Protection of Women Workers",
    "人力资源市场暂行条例": "Interim Regulations on the Human Resources Market",
    "广东省人力资源市场条例": "Guangdong Regulations on the Human Resources Market",
    "禁止使用童工规定": "Rules Prohibiting Child Labour",
    "实施社会保险法若干规定": "Rules Implementing the Social Insurance Law",
    "社会保险法": "Social Insurance Law",
    "广东省失业保险条例": "Guangdong Unemployment Insurance Regulations",
    "未成年人保护法": "Law on the Protection of Minors",
    "最低工资规定": "Minimum Wage Rules",
    "工资支付暂行规定": "Interim Rules on the Payment of Wages",
    "住房公积金管理条例": "Housing Fund Regulations",
    "个人所得税法": "Individual Income Tax Law",
    "职工带薪年休假条例": "Regulations on Paid Annual Leave",
    "国务院关于职工工作时间的规定": "State Council Rules on Working Hours",
    "超龄劳动者基本权益保障暂行规定（五部门令第56号）": "Interim Rules on Over-Age Workers (Order No. 56)",
    "国务院关于渐进式延迟法定退休年龄的办法": "State Council Measures on the Gradual Delay of Retirement",
    "全国年节及纪念日放假办法": "Measures on Public Holidays",
}
_NAMES = re.compile("|".join(sorted(map(re.escape, _STATUTES), key=len, reverse=True)))
_NUMERAL = "[一二三四五六七八九十百零]+"
_RANGE = re.compile(rf"第({_NUMERAL})([条项])至第({_NUMERAL})\2")
_ARTICLE = re.compile(rf"第({_NUMERAL})条(?:第({_NUMERAL})[款项])?")
_ITEM = re.compile(rf"第({_NUMERAL})项")
_ANNEX = re.compile(rf"附录({_NUMERAL})?")
_DIGITS = {digit: number for number, digit in enumerate("零一二三四五六七八九")}


def cited(value: DatedValue) -> Text:
    """Where a value is written: the article, else the document, else its source; English by customary names."""
    zh = value.article or value.document or value.source
    return Text(zh, _english(zh))


def number_of(numeral: str) -> int:
    """The number of a Chinese numeral below 1000: 六十八 -> 68."""
    total = digit = 0
    for char in numeral:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit


def _english(zh: str) -> str:
    said = _RANGE.sub(lambda m: f" art. {number_of(m[1])}–{number_of(m[3])}", zh)
    said = _ARTICLE.sub(lambda m: f" art. {number_of(m[1])}" + (f"({number_of(m[2])})" if m[2] else ""), said)
    said = _ITEM.sub(lambda m: f" item {number_of(m[1])}", said)
    said = _ANNEX.sub(lambda m: f" annex {number_of(m[1])}" if m[1] else " annex", said)
    said = _NAMES.sub(lambda m: _STATUTES[m[0]], said)
    return said.replace("、 art. ", ", ").replace("、 item ", ", ").replace("；", "; ").strip()
