"""Whether an advert says what an advert must say: six elements (R22) and a date until which it stands (R23)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from carepost.domain.facts import Mark, Severity, Text, effective_severity
from carepost.domain.standard.finding import Finding


@dataclass(frozen=True, slots=True)
class PostFacts:
    """What a post states, as text; "" means that it is not stated.

    `mark` is how the facts are known: P for a post written here by its employer, S for one restated from the press.
    `on` is the day of the check; `expires_on` the last day on which the post stands (own posts only).
    """

    own: bool
    mark: Mark
    on: date
    employer: str = ""
    headcount: str = ""
    conditions: str = ""
    content: str = ""
    place: str = ""
    pay: str = ""
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class _Rule:
    severity: Severity
    mark: Mark
    article: Text


# 人力资源市场暂行条例, in force 2018-10-01: primary text seen.
_R22 = _Rule(
    Severity.BLOCK,
    Mark.P,
    Text("《人力资源市场暂行条例》第二十四条", "Interim Regulations on the Human Resources Market, art. 24"),
)
# Reported 2026-01-13; the text of the notice was not seen.
_R23 = _Rule(
    Severity.BLOCK,
    Mark.S,
    Text(
        "五部门《关于规范网络平台招聘类信息发布的通知》（2026年1月报道）",
        "Notice of five departments on recruitment information on online platforms (reported January 2026)",
    ),
)
ELEMENTS: dict[str, Text] = {
    "employer": Text("单位基本情况", "the employer"),
    "headcount": Text("招聘人数", "the number of places"),
    "conditions": Text("招聘条件", "the conditions asked"),
    "content": Text("工作内容", "the work itself"),
    "place": Text("工作地点", "the place of work"),
    "pay": Text("基本劳动报酬", "the basic pay"),
}


def check_elements(facts: PostFacts) -> tuple[Finding, ...]:
    """R22 (one of the six elements is not stated) and, for own posts, R23 (no expiry date, or a past one).

    Sources: 人力资源市场暂行条例 art. 24 (mark P); five-department notice of 2026-01 (mark S, so that R23 only warns).
    """
    found = []
    missing = [label for name, label in ELEMENTS.items() if not getattr(facts, name).strip()]
    if missing:
        found.append(_missing_elements(facts, missing))
    if facts.own and (facts.expires_on is None or facts.expires_on < facts.on):
        found.append(_no_expiry(facts))
    return tuple(found)


def _missing_elements(facts: PostFacts, missing: list[Text]) -> Finding:
    listed = Text("、".join(label.zh for label in missing), ", ".join(label.en for label in missing))
    if facts.own:
        message = Text("招聘信息要素不全，未写明：{what}。", "The advert does not state: {what}.")
        fix = Text("请补充：{what}。", "Add: {what}.")
    else:
        message = Text("来源未载明：{what}（待核实）。", "The source does not state: {what} (to be verified).")
        fix = Text("向用人单位或来源核实：{what}。", "Ask the employer or the source about: {what}.")
    return _finding("R22", _R22, facts, message.format(what=listed), fix.format(what=listed))


def _no_expiry(facts: PostFacts) -> Finding:
    if facts.expires_on is None:
        message = Text("招聘信息未标注有效期。", "The advert names no date until which it stands.")
    else:
        message = Text("招聘信息已于 {day} 到期。", "The advert expired on {day}.").format(day=facts.expires_on)
    return _finding(
        "R23", _R23, facts, message, Text("填写今天或以后的有效期。", "Give an expiry date, today or later.")
    )


def _finding(name: str, rule: _Rule, facts: PostFacts, message: Text, fix: Text) -> Finding:
    severity = effective_severity(rule.severity, rule.mark, facts.mark)
    return Finding(
        rule=name,
        severity=severity,
        to_verify=severity is not rule.severity,
        message=message,
        article=rule.article,
        mark=max(rule.mark, facts.mark, key=tuple(Mark).index),
        fix=fix,
    )
