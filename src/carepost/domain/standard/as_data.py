"""Reports as plain data for JSON: both languages side by side, numbers as written, dates as strings."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from carepost.domain.facts import Text
from carepost.domain.rules import DatedValue
from carepost.domain.standard.check import PostReport
from carepost.domain.standard.checklist import ChecklistItem, Grade
from carepost.domain.standard.finding import Finding
from carepost.domain.standard.post_file import PostFile

Data = dict[str, Any]


def post_as_data(post: PostFile) -> Data:
    """What a post states as JSON-able data that `post_from` reads back to an equal value; what is not stated is absent.

    Amounts and hours are strings as written, dates "2026-12-31", the pattern as the week's plain form.
    """
    return post.model_dump(mode="json", exclude_defaults=True)


def report_as_data(report: PostReport) -> Data:
    """The whole report; `verdict` is the grade, `missing` the fields without which it cannot be told."""
    said = _verdict(report)
    return {
        "verdict": report.grade.value,
        "verdict_zh": said.zh,
        "verdict_en": said.en,
        "blocked": report.blocked,
        "at": report.on.isoformat(),
        "standard": report.standard,
        "missing": list(report.missing),
        "to_verify": list(report.to_verify),
        "findings": [finding_as_data(finding) for finding in report.findings],
        "checklist": [_item(item) for item in report.checklist],
        "unknown": [
            {"rule": u.rule, "fields": list(u.fields), "reason_zh": u.reason.zh, "reason_en": u.reason.en}
            for u in report.unanswered
        ],
        "not_applicable": [
            {"rule": n.rule, "scope": n.scope, "reason_zh": n.reason.zh, "reason_en": n.reason.en}
            for n in report.not_applicable
        ],
        "not_in_force": list(report.not_in_force),
    }


def finding_as_data(finding: Finding) -> Data:
    """One finding; `evidence` is the weakest mark of rule, value and fact."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "to_verify": finding.to_verify,
        "message_zh": finding.message.zh,
        "message_en": finding.message.en,
        "article": finding.article.zh,
        "article_en": finding.article.en,
        "evidence": finding.mark.value,
        "fix": finding.fix.zh,
        "fix_en": finding.fix.en,
        "fix_field": finding.fix_field or None,
        "fix_value": _written(finding.fix_value),
        "value": _dated(finding.value) if finding.value else None,
        "if_employment": finding.if_employment,
    }


def _verdict(report: PostReport) -> Text:
    label = report.grade.label
    if report.grade is not Grade.CANNOT_TELL:
        return label
    zh, en = [], []
    if report.missing:
        zh.append(f"缺少：{'、'.join(report.missing)}")
        en.append(f"missing: {', '.join(report.missing)}")
    if report.to_verify:
        zh.append(f"待核实：{'、'.join(report.to_verify)}")
        en.append(f"to be verified: {', '.join(report.to_verify)}")
    return Text(f"{label.zh}（{'；'.join(zh)}）", f"{label.en} ({'; '.join(en)})") if zh else label


def _written(value: Decimal | str | None) -> str | None:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def _dated(value: DatedValue) -> Data:
    end = value.end.isoformat() if value.end else None
    return {
        "name": value.name,
        "place": value.place,
        "key": value.key or None,
        "value": _written(value.value),
        "unit": value.unit,
        "from": value.start.isoformat(),
        "to": end if value.end_known else "unknown",
        "document": value.document or None,
        "source": value.source,
        "mark": value.mark.value,
    }


def _item(item: ChecklistItem) -> Data:
    line = item.criterion
    return {
        "id": line.id,
        "part": line.part,
        "level": line.level.value,
        "answer": item.answer.value,
        "fields": list(item.fields),
        "text_zh": line.text.zh,
        "text_en": line.text.en,
        "source_zh": line.source.zh,
        "source_en": line.source.en,
        "mark": line.mark.value if line.mark else "design",
    }
