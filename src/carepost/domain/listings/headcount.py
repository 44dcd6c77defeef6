"""Reading the headcount column: places on this post, never totals of a batch, trainees or machines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from carepost.domain.listings.advert import Advert
from carepost.domain.listings.numbers import Number, numbers
from carepost.domain.listings.text import Clause, Folded, Span


@dataclass(frozen=True, slots=True)
class Headcount:
    """Places on the post; a side is None where the words leave it open."""

    low: float | None
    high: float | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Count:
    low: float | None
    high: float | None
    start: int
    end: int
    labelled: bool


_TOTAL = re.compile(
    r"合计|总计|共计|总共|累计|一共|共(?!同)|合共|全部|整场|全场|整批|平台|"
    r"[\d一二三四五六七八九十两多各]{1,6}(?:余)?(?:家|厂|店|个?企业|个?单位)|"
    r"total|altogether|combined|in all|across"
)
# Counts of other things than places: the whole works, trainees, attendances, machines, callers.
_OTHER_BEFORE = re.compile(
    r"计划(?!招)|拟(?!招)|预计(?!招)|将|扩至|扩到|增至|目标|下一步|全厂|全公司|全店|全体|全校|全市|全区|全县|"
    r"公司(?:现)?有|企业(?:现)?有|厂里有|惠及|受益|覆盖|带动|吸引|培训|来电|报名|咨询|应聘|投递|面试|"
    r"服务|"
    r"员工总数|职工总数|在职|在册|设备|trained|training|benefit|applicants?|staff of|machines?"
)
_OTHER_AFTER = re.compile(
    r"\s*(?:人次|人\s*[·.]?次|台|套|条|家|厂|店|个(?:单位|企业|小时|月|电话)|学员|名?学员|名?学徒|学生|"
    r"机位|设备|岁|年|%|元|天|小时|户|万元|平|成|折|倍|余?[名人]?(?:学员|报名|应聘|参训)|"
    r"times|machines?|trainees?|companies|firms|employers|applicants?|years?|hours?|sets|attendances?)"
)
_UNIT = re.compile(
    r"\s*(?P<more>余|多|-odd|\+(?=\s*(?:[个名人位岗]|openings|places|posts))|来)?\s*(?:个|名|人|位|岗|缺|"
    r"席)?(?P<late>余|多|\+(?![^\s，。；;,)])|以上|左右|上下|以内|起|or more|and above)?"
)
_MORE_BEFORE = re.compile(
    r"至少|不少于|不低于|超过?|逾|上(?=百|千|十)|最少|at least|over|(?<!no )more than|no fewer than|"
    r"above|minimum"
)
_MOST_BEFORE = re.compile(
    r"至多|最多|不超过|不足|不到|可达|不多于|上限|up to|at most|no more than|(?<!no )fewer than|under"
)
_FAR = 40  # counts further apart than this many characters are not one sum
_SUM = re.compile(r"[+、，/;；,]|以及|和|及|plus")
_NOTE = re.compile(r"\s*[名人位]?\s*[(（\[]\s*(?:(?:19|20)\d\d|[^()]{0,10}(?:合计|共计|总计))")
_BATCH_EMPLOYER = re.compile(
    r"汇总|首轮|[\d一二三四五六七八九十百多余两]{1,6}(?:家|个)(?:[^，。；（(]{0,10})(?:企业|单位|公司|"
    r"商户)|合计|全市|全区|全县|summary|employers|companies|firms"
)
_GENERIC_TITLE = re.compile(
    r"(?:新一期|首批|第.批|新增|本期)?(?:妈妈|生育友好|育儿友好|宝妈|育儿|友好|灵活就业|共享|“妈妈”|"
    r"mom(?:my)?|mother)[”\"]?\s?(?:岗|岗位|jobs?|posts?|positions?)|汇总|各类|多个岗位|"
    r"[^、；;]+[、；;][^、；;]+[、；;][^、；;]+"
)


def is_batch_row(advert: Advert, employer: Folded, title: Folded) -> bool:
    """Whether the row itself stands for many posts of many employers (a list's or fair's total)."""
    if "之一" in employer.text or "one of" in employer.text:
        return False
    if not _BATCH_EMPLOYER.search(employer.text):
        return False
    return _GENERIC_TITLE.match(title.text) is not None or title.text.strip() in {"", "岗位", "职位", "posts"}


def read_headcount(column: Folded, *, batch: bool) -> Headcount:
    """Reads the headcount column; `batch` says that the row is itself a batch, whose total counts."""
    counts = list(_counts(column, batch=batch))
    if not counts:
        return Headcount(None, None, ())
    chosen = counts[:1]
    for count in counts[1:]:
        if count.start - chosen[-1].end > _FAR:
            break
        gap = column.text[chosen[-1].end : count.start]
        if "+" in gap or "plus" in gap or (chosen[0].labelled and count.labelled and _SUM.match(gap.strip())):
            chosen.append(count)
    low = None if any(c.low is None for c in chosen) else sum(c.low or 0 for c in chosen)
    high = None if any(c.high is None for c in chosen) else sum(c.high or 0 for c in chosen)
    return Headcount(low, high, tuple(column.span(c.start, c.end) for c in chosen))


def _counts(column: Folded, *, batch: bool) -> Iterator[_Count]:
    clauses = list(column.clauses())
    at = 0
    for number in numbers(column.text):
        while at < len(clauses) and clauses[at].end <= number.start:
            at += 1
        if at == len(clauses):
            return
        count = _count(column.text, clauses[at], number, batch=batch)
        if count is not None:
            yield count


def _count(text: str, clause: Clause, number: Number, *, batch: bool) -> _Count | None:
    left = text[max(clause.start, number.start - 16) : number.start]
    unit = _UNIT.match(text, number.end)
    if unit is None:
        return None
    if _OTHER_BEFORE.search(left.rsplit("+", 1)[-1]) or _counts_other(text, number, unit):
        return None
    if (_TOTAL.search(left) and not batch) or clause.depth or _NOTE.match(text, unit.end()):
        return None
    if number.low != int(number.low) or not 0 < number.high < 10_000_000:
        return None
    labelled = re.search(r"[^\W\d_]{2,}\s*:?\s*(?:约|各)?$", left) is not None
    low, high = _sides(number, unit, left)
    end = unit.end()
    return _Count(low, high, number.start, end, labelled)


def _counts_other(text: str, number: Number, unit: re.Match[str]) -> bool:
    at_unit = number.end + len(unit["more"] or "")
    if _OTHER_AFTER.match(text, number.end) or _OTHER_AFTER.match(text, at_unit):
        return True
    return _OTHER_AFTER.match(text, unit.end()) is not None


def _sides(number: Number, unit: re.Match[str], left: str) -> tuple[float | None, float | None]:
    if number.low < number.high:
        return number.low, number.high
    late = unit["late"] or ""
    if _MOST_BEFORE.search(left) or late == "以内":
        return None, number.high
    more = number.more or unit["more"] or late in {"余", "多", "+", "以上", "起", "or more", "and above"}
    if more or _MORE_BEFORE.search(left):
        return number.low, None
    return number.low, number.high
