"""Rules of a post and what a check finds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from carepost.domain.facts import Mark, Severity, Text
from carepost.domain.rules import DatedValue

RULES_FILE = Path(__file__).resolve().parents[2] / "packs" / "000000" / "standard" / "post_rules.yaml"


@dataclass(frozen=True, slots=True)
class Rule:
    """One check: what it may do at most, what it judges, what it says and on which article it rests."""

    id: str
    severity: Severity
    scope: str
    mark: Mark
    start: date | None
    message: Text
    article: Text


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says about a post.

    `severity` is effective: capped by the weakest mark of rule, value and fact, and at "warn" where the facts do not
    settle the question. `to_verify` tells that it was capped. `value` is the dated value that was compared with.
    `if_employment` marks a rule of ordinary employment on a post that is declared part-time but exceeds it.
    """

    rule: str
    severity: Severity
    to_verify: bool
    message: Text
    article: Text
    mark: Mark
    fix: Text
    value: DatedValue | None = None
    if_employment: bool = False


@cache
def post_rules() -> dict[str, Rule]:
    """Every rule by id, R01 to R40. Source: the statutes and notices named in each article."""
    rows: dict[str, dict[str, Any]] = yaml.safe_load(RULES_FILE.read_text(encoding="utf-8"))
    return {
        name: Rule(
            id=name,
            severity=Severity(row["severity"]),
            scope=row["scope"],
            mark=Mark(row["mark"]),
            start=row["from"],
            message=Text(row["zh"], row["en"]),
            article=Text(row["article"]["zh"], row["article"]["en"]),
        )
        for name, row in rows.items()
    }
