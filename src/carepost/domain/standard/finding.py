"""Rules of a post, what a check finds, and what it could not tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from carepost.domain.facts import Mark, Severity, Text
from carepost.domain.rules import DatedValue, PackError
from carepost.domain.standard.reading import LOADER

RULES_FILE = Path(__file__).resolve().parents[2] / "packs" / "000000" / "standard" / "post_rules.yaml"
SCOPES = ("post", "employer", "contract", "candidate", "claim", "deployment")
_NEEDED = {"severity", "scope", "mark", "from", "zh", "en", "article"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One check: what it may do at most, what it judges, from when, what it says and on which article it rests."""

    id: str
    severity: Severity
    scope: str
    mark: Mark
    start: date | None
    message: Text
    article: Text

    def in_force(self, on: date) -> bool:
        """Whether the rule had begun on a day; one without a stated start always has."""
        return self.start is None or self.start <= on


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says about a post.

    `severity` is effective: capped by the weakest mark of rule, value and fact, and at "warn" where the facts do not
    settle the question. `to_verify` tells that it was capped or that the post is only reported. `value` is the dated
    value that was compared with. `fix_value`, set in the field `fix_field`, is the smallest change that satisfies the
    rule, where one field can; "" and None otherwise. `if_employment` marks a rule of ordinary employment on a post
    that is not declared as such but may be. `found_in` is the field whose words are meant, where words are.
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
    fix_field: str = ""
    fix_value: Decimal | str | None = None
    found_in: str = ""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A rule that a post file does not answer: the fields that would (none where the law's value is what lacks)."""

    rule: str
    fields: tuple[str, ...]
    reason: Text


Outcome = Finding | Unanswered


@cache
def post_rules() -> Mapping[str, Rule]:
    """Every rule by id, R01 to R40, in order. Raises PackError naming file and key.

    Source: the statutes and notices named in each article.
    """
    return read_rules(RULES_FILE)


def read_rules(path: Path) -> dict[str, Rule]:
    """The rules of a file. Raises PackError naming file, rule and key."""
    rows = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 (a safe loader, in C)
    if not isinstance(rows, dict):
        raise PackError(f"{path}: expected a mapping of rule ids")
    return {str(name): _rule(f"{path}: {name}", str(name), row) for name, row in rows.items()}


def _rule(where: str, name: str, row: Any) -> Rule:
    if not isinstance(row, dict) or set(row) != _NEEDED:
        raise PackError(f"{where}: expected exactly the keys {sorted(_NEEDED)}")
    if row["scope"] not in SCOPES:
        raise PackError(f"{where}: scope: expected one of {', '.join(SCOPES)}, got {row['scope']!r}")
    if row["from"] is not None and not isinstance(row["from"], date):
        raise PackError(f"{where}: from: expected a date or null, got {row['from']!r}")
    article = row["article"]
    if not isinstance(article, dict) or set(article) != {"zh", "en"}:
        raise PackError(f"{where}: article: expected the two languages zh and en")
    try:
        return Rule(
            id=name,
            severity=Severity(row["severity"]),
            scope=row["scope"],
            mark=Mark(row["mark"]),
            start=row["from"],
            message=Text(row["zh"], row["en"]),
            article=Text(article["zh"], article["en"]),
        )
    except (ValueError, AttributeError) as error:
        raise PackError(f"{where}: {error}") from None
