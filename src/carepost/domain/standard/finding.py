"""A finding: what a check says about a post."""

from __future__ import annotations

from dataclasses import dataclass

from carepost.domain.facts import Mark, Severity, Text


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found.

    `severity` is the effective one, already capped by the weakest mark of rule, value and fact; `to_verify` says that
    the cap (not the rule) made it weaker, so that it reads as "to be verified"; `mark` is that weakest mark.
    """

    rule: str
    severity: Severity
    to_verify: bool
    message: Text
    article: Text
    mark: Mark
    fix: Text
