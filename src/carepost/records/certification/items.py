"""An officer's answers to the criteria, and the level that they and the rules come to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from carepost.domain.facts import Severity, Text
from carepost.domain.flow import Refusal
from carepost.domain.standard import (
    Answer,
    ChecklistItem,
    Grade,
    Level,
    PostReport,
    Standard,
    newest_standard,
    post_as_data,
    standards,
)
from carepost.records.posts import Post, post_file_of, report_of

EVIDENCE_MOST = 300
Seen = Mapping[str, Mapping[str, str]]
_LEVEL_OF = {Grade.LAWFUL: Level.LAWFUL, Grade.GOOD: Level.GOOD, Grade.EXEMPLARY: Level.EXEMPLARY}
LEVEL_ORDER = tuple(Level)


class Check(StrEnum):
    """What an officer found for a criterion."""

    MET = "met"
    NOT_MET = "not_met"
    OPEN = ""

    @property
    def label(self) -> Text:
        """Its name in both languages."""
        return _CHECKS[self]


_CHECKS = {
    Check.MET: Text("符合", "met"),
    Check.NOT_MET: Text("不符合", "not met"),
    Check.OPEN: Text("未核", "not checked"),
}


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """An officer's answer to a criterion: what paper she saw, and a remark for the employer."""

    answer: Check = Check.OPEN
    evidence: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A criterion under decision: what the machine says, what the officer says, and what comes of both."""

    item: ChecklistItem
    said: ItemAnswer
    result: Answer


@dataclass(frozen=True, slots=True)
class Assessment:
    """A post under decision. `level` None: it cannot be certified, for the reasons in `obstacles`."""

    report: PostReport
    lines: tuple[ItemLine, ...]
    level: Level | None
    obstacles: tuple[Text, ...]


def edition_named(version: str) -> Standard:
    """The edition of a version; the newest where it is shipped no more."""
    return next((edition for edition in standards() if edition.version == version), newest_standard())


def items_from(data: Mapping[str, Any]) -> dict[str, ItemAnswer]:
    """Answers from their stored form."""
    return {
        name: ItemAnswer(Check(row.get("answer", "")), str(row.get("evidence", "")), str(row.get("remark", "")))
        for name, row in data.items()
    }


def items_as_data(items: Mapping[str, ItemAnswer]) -> dict[str, dict[str, str]]:
    """Answers as they are stored; a criterion of which nothing is said is left out."""
    return {
        name: {"answer": said.answer.value, "evidence": said.evidence, "remark": said.remark}
        for name, said in items.items()
        if said != ItemAnswer()
    }


def check_items(items: Mapping[str, ItemAnswer], edition: Standard) -> None:
    """Raises Refusal for a criterion that the edition does not hold and for words that are too long."""
    known = {criterion.id for criterion in edition.criteria}
    for name, said in items.items():
        if name not in known:
            raise Refusal(
                Text(f"标准第 {edition.version} 版没有「{name}」。", f"Edition {edition.version} has no {name}.")
            )
        if max(len(said.evidence), len(said.remark)) > EVIDENCE_MOST:
            raise Refusal(
                Text(
                    f"「{name}」的证据或备注超过 {EVIDENCE_MOST} 字。",
                    f"{name}: evidence or remark exceeds {EVIDENCE_MOST} characters.",
                )
            )


def assess(post: Post, items: Mapping[str, ItemAnswer], *, edition: Standard, on: date) -> Assessment:
    """What the rules, the standard and the officer's answers come to, for work on a day.

    What only an officer can verify counts once she has: unchecked, it does not raise the level.
    """
    machine = report_of(post, on=on, standard=edition)
    confirmed = {name: said.answer is Check.MET for name, said in items.items() if said.answer}
    waiting = {i.criterion.id: False for i in machine.checklist if i.answer is Answer.OFFICER}
    decided = report_of(post, on=on, standard=edition, confirmed=waiting | confirmed)
    lines = tuple(
        ItemLine(item, items.get(item.criterion.id, ItemAnswer()), result.answer)
        for item, result in zip(machine.checklist, decided.checklist, strict=True)
    )
    obstacles = tuple(_obstacles(machine, lines))
    level = None if obstacles else _LEVEL_OF.get(decided.grade)
    return Assessment(machine, lines, level, obstacles or (() if level else (_CANNOT_TELL,)))


_CANNOT_TELL = Text("尚无法判断是否合法。", "It cannot be told yet whether the post is lawful.")


def _obstacles(report: PostReport, lines: tuple[ItemLine, ...]) -> list[Text]:
    """Why a post cannot be certified: findings that block, and lawful criteria that do not hold."""
    said = [
        Text("{rule}：{what}", "{rule}: {what}").format(rule=f.rule, what=f.message)
        for f in report.findings
        if f.severity is Severity.BLOCK
    ]
    for line in lines:
        criterion = line.item.criterion
        if criterion.level is Level.LAWFUL and line.result is not Answer.YES:
            said.append(
                Text("{what}：{answer}", "{what}: {answer}").format(what=criterion.text, answer=line.result.label)
            )
        if line.said.answer is Check.MET and not line.said.evidence and line.item.answer is not Answer.YES:
            said.append(
                Text("{what}：请写明看过什么证据。", "{what}: say which evidence you saw.").format(what=criterion.text)
            )
    return said


def lines_as_data(lines: tuple[ItemLine, ...]) -> list[dict[str, str]]:
    """The items as decided, for a certificate."""
    return [
        {
            "id": line.item.criterion.id,
            "level": line.item.criterion.level.value,
            "machine": line.item.answer.value,
            "answer": line.said.answer.value,
            "evidence": line.said.evidence,
            "remark": line.said.remark,
            "result": line.result.value,
        }
        for line in lines
    ]


def hash_of(post: Post) -> str:
    """SHA-256 of what the post says, its last day included: two posts that say the same have the same."""
    said = {"facts": post_as_data(post_file_of(post)), "title": post.title, "place": post.place_id}
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def seen_of(report: PostReport) -> dict[str, dict[str, str]]:
    """What the rules say on a day, small enough to be kept with a certificate and compared later."""
    rules: dict[str, str] = {}
    for finding in report.findings:
        order = (Severity.BLOCK, Severity.WARN, Severity.INFO)
        worst = min(order.index(finding.severity), order.index(Severity(rules.get(finding.rule, "info"))))
        rules[finding.rule] = order[worst].value
    return {"rules": rules, "answers": {item.criterion.id: item.answer.value for item in report.checklist}}


def changes_since(
    before: Mapping[str, Mapping[str, str]], now: Mapping[str, Mapping[str, str]]
) -> list[dict[str, str]]:
    """What speaks against a certificate that did not before: findings new or worse, criteria that no longer hold."""
    order = {"": 0, "info": 1, "warn": 2, "block": 3}
    found = [
        {"kind": "rule", "id": rule, "was": before["rules"].get(rule, ""), "now": severity}
        for rule, severity in sorted(now["rules"].items())
        if severity != "info" and order[severity] > order[before["rules"].get(rule, "")]
    ]
    return found + [
        {"kind": "criterion", "id": name, "was": "yes", "now": answer}
        for name, answer in now["answers"].items()
        if before["answers"].get(name) == "yes" and answer != "yes"
    ]
