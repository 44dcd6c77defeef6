"""The standard's answer to a post, ready for a page: the grade, what is missing, and the checklist by parts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from carepost.domain.facts import Text
from carepost.domain.standard import Answer, ChecklistItem, Grade, PostReport, field_name, standards

_ICONS = {Answer.YES: "done", Answer.NO: "block", Answer.UNKNOWN: "ask", Answer.OFFICER: "info"}
_TONES = {Answer.YES: "", Answer.NO: "block", Answer.UNKNOWN: "warn", Answer.OFFICER: "info"}


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion with its answer as icon, tone and word, and the names of the facts that would settle it."""

    item: ChecklistItem
    icon: str
    tone: str
    missing: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the standard: its title, how often each answer was given, and its lines."""

    title: Text
    counts: tuple[tuple[Text, int], ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`grade` in words; what is missing to tell it; the rules whose law or facts are to be verified."""

    standard: str
    grade: Grade
    missing: tuple[Text, ...]
    to_verify: tuple[str, ...]
    parts: tuple[Part, ...]


def verdict_of(report: PostReport) -> Verdict:
    """A report as its page shows it."""
    edition = next(edition for edition in standards() if edition.version == report.standard)
    return Verdict(
        standard=report.standard,
        grade=report.grade,
        missing=tuple(field_name(path) for path in report.missing),
        to_verify=report.to_verify,
        parts=tuple(_part(title, part, report) for part, title in edition.parts),
    )


def _part(title: Text, part: str, report: PostReport) -> Part:
    items = [item for item in report.checklist if item.criterion.part == part]
    counts = Counter(item.answer for item in items)
    return Part(
        title=title,
        counts=tuple((answer.label, counts[answer]) for answer in Answer if counts[answer]),
        lines=tuple(
            Line(i, _ICONS[i.answer], _TONES[i.answer], tuple(field_name(path) for path in i.fields)) for i in items
        ),
    )
