"""Applies the fix of a finding to a post file, as a wizard does in one tap."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from carepost.domain.standard.checks.amounts import up
from carepost.domain.standard.finding import Finding
from carepost.domain.standard.post_file import PostFile
from carepost.domain.standard.reading import post_from

# A lower end never lies above its upper end: the other end follows the one that is set.
_LOWER = {"pay.low": "pay.high", "asks.age_min": "asks.age_max"}
_UPPER = {"hours.a_day_max": "hours.a_day_min"}


def apply_fix(post: PostFile, finding: Finding) -> PostFile:
    """The post with the finding's fix applied. Raises ValueError for a finding that no single field mends."""
    if not finding.fix_field:
        raise ValueError(f"{finding.rule}: no single field mends this")
    data = post.model_dump()
    if finding.fix_field == "pay.low" and isinstance(finding.fix_value, Decimal):
        data["pay"]["probation"] = _probation(post, finding.fix_value)
    _set(data, finding.fix_field, finding.fix_value)
    for pairs, moves in ((_LOWER, max), (_UPPER, min)):
        other = pairs.get(finding.fix_field)
        if other is not None and (end := _get(data, other)) is not None and isinstance(finding.fix_value, Decimal):
            _set(data, other, moves(Decimal(end), finding.fix_value))
    return post_from(data)


def _probation(post: PostFile, low: Decimal) -> Decimal | None:
    """Pay during probation keeps its share of the lowest pay when that is raised; one that is above it stays above."""
    old, probation = post.pay.low, post.pay.probation
    if probation is None or (old is not None and low <= old):
        return probation
    return up(probation * low / old) if old and probation <= old else max(probation, low)


def _get(data: dict[str, Any], path: str) -> Any:
    part, _, name = path.rpartition(".")
    return data[part][name] if part else data[name]


def _set(data: dict[str, Any], path: str, value: Any) -> None:
    part, _, name = path.rpartition(".")
    (data[part] if part else data)[name] = value
