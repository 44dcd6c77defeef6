"""Post files for the tests: complete and lawful ones, to be changed in one respect at a time."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import carepost
from carepost.domain.facts import Mark, Text
from carepost.domain.rules import load_packs
from carepost.domain.standard import Finding, PostFile, PostReport, check_post, post_from

STORE = load_packs(Path(carepost.__file__).parent / "packs")
TODAY = date(2026, 11, 22)
WEEKDAYS = [1, 2, 3, 4, 5]


def fixed(start: str, end: str, days: Sequence[int] = WEEKDAYS, **more: Any) -> dict[str, Any]:
    return {"kind": "fixed", "alternatives": [{"shifts": [{"days": list(days), "start": start, "end": end}], **more}]}


_COMMON: dict[str, Any] = {
    "title": "花艺助理",
    "place": "442000",
    "headcount": "2",
    "expires_on": "2026-12-31",
    "employer": {"name": "示例花店", "dispatch_agency": "no"},
    "asks": {"conditions": "无", "sex": "none", "proof_of_family": "no", "fee_or_papers": "no"},
    "work": {"duties": "包装花束", "barred_to_women": "no", "with_minors": "no"},
}
FULL_TIME = _COMMON | {
    "form": "full_time",
    "pay": {
        "per": "month",
        "low": "2600",
        "high": "3200",
        "in_kind": "no",
        "overtime_workday": "1.5",
        "overtime_rest_day": "2",
        "overtime_holiday": "3",
    },
    "hours": {"pattern": fixed("8:30", "14:30"), "overtime_month": 0, "holiday_work": "no"},
    "contract": {"months": 12, "probation_months": 0},
    "insurance": {"social": "yes", "work_injury": "yes"},
}
PART_TIME = _COMMON | {
    "form": "part_time",
    "pay": {"per": "hour", "low": "25", "high": "30", "settled_every_days": 15, "in_kind": "no"},
    "hours": {"pattern": fixed("9:00", "13:00"), "holiday_work": "no"},
    "contract": {"probation_months": 0},
    "insurance": {"work_injury": "yes"},
}


MESSAGE = Text("测试措辞", "test wording")


@dataclass(frozen=True)
class Hit:
    """A hit of a stand-in for the wording room."""

    phrase_class: str
    words: str
    evidence: Mark = Mark.P
    message: Text = MESSAGE
    article: str = "测试依据"
    fix: Text | None = None
    span: tuple[int, int] = (0, 0)
    replacement: str | None = None


def no_wording(_text: str) -> Sequence[Hit]:
    return ()


def post(base: dict[str, Any], **changes: Any) -> PostFile:
    """A base post with fields changed by path, dots written as double underscores; None means not stated."""
    data = copy.deepcopy(base)
    for path, value in changes.items():
        part, _, name = path.partition("__")
        target = data.setdefault(part, {}) if name else data
        if value is None:
            target.pop(name or part, None)
        else:
            target[name or part] = value
    return post_from(data)


def report(base: dict[str, Any], on: date = TODAY, **changes: Any) -> PostReport:
    return check_post(post(base, **changes), store=STORE, on=on, wording=no_wording)


def found(seen: PostReport, rule: str) -> Finding | None:
    """The first finding of a rule."""
    return next((finding for finding in seen.findings if finding.rule == rule), None)


def severity(seen: PostReport, rule: str) -> str:
    """What a report says of a rule: block, warn, info, "unknown" when it is not answered, "" when nothing is wrong."""
    finding = found(seen, rule)
    if finding is not None:
        return finding.severity.value
    return "unknown" if any(u.rule == rule for u in seen.unanswered) else ""
