"""Editions of the Carepost standard: reading a pack, the newest one, and what changed between two."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from carepost.domain.facts import Mark, Text
from carepost.domain.rules import PackError
from carepost.domain.standard.criteria import BY_RULES, TESTS
from carepost.domain.standard.finding import RULES_FILE, post_rules
from carepost.domain.standard.reading import LOADER

FOLDER = RULES_FILE.parent
OFFICER = "officer"
DESIGN = "design"
_HEAD = {"version", "date", "title", "parts"}
_PART = {"id", "title", "criteria"}
_NEEDED = {"id", "level", "text", "evidence", "verified", "recheck_months", "source", "mark", "test"}
_VERSION = re.compile(r"carepost-(\d+)\.(\d+)\.yaml")


class Level(StrEnum):
    """How far a criterion goes: what the law asks, what is good, what is exemplary."""

    LAWFUL = "lawful"
    GOOD = "good"
    EXEMPLARY = "exemplary"

    @property
    def label(self) -> Text:
        """Its name in both languages."""
        return _LEVELS[self]


_LEVELS = {
    Level.LAWFUL: Text("合法", "lawful"),
    Level.GOOD: Text("良好", "good"),
    Level.EXEMPLARY: Text("示范", "exemplary"),
}


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the standard.

    `evidence` is what is asked of the employer, `verified` how an officer checks it, again after `recheck_months`.
    `mark` tells how the source is known, None where the criterion is our own ("Carepost design"). `test` names a
    function of the criteria or is "officer"; `rules` are those that it asks.
    """

    id: str
    part: str
    level: Level
    text: Text
    evidence: Text
    verified: Text
    recheck_months: int
    source: Text
    mark: Mark | None
    test: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standard:
    """An edition: its version, its date, and its parts, each with a title and criteria in order."""

    version: str
    date: date
    title: Text
    parts: tuple[tuple[str, Text], ...]
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one edition to a later one; a changed criterion with the fields that differ."""

    added: tuple[Criterion, ...]
    removed: tuple[Criterion, ...]
    changed: tuple[tuple[Criterion, Criterion, tuple[str, ...]], ...]


@cache
def standards() -> tuple[Standard, ...]:
    """Every shipped edition, oldest first. Raises PackError naming file and key."""
    found = [(_VERSION.fullmatch(path.name), path) for path in FOLDER.iterdir()]
    numbered = sorted((int(m[1]), int(m[2]), path) for m, path in found if m)
    return tuple(read_standard(path) for _, _, path in numbered)


def newest_standard() -> Standard:
    """The edition in use."""
    return standards()[-1]


def read_standard(path: Path) -> Standard:
    """An edition from its file. Raises PackError naming file, criterion and key."""
    try:
        body = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 (a safe loader, in C)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise PackError(f"{path}: not readable as YAML in UTF-8: {error}") from None
    _keys(f"{path}", body, _HEAD, set())
    if not isinstance(body["date"], date):
        raise PackError(f"{path}: date: expected a date such as 2026-11-22, got {body['date']!r}")
    if not isinstance(body["parts"], list) or not body["parts"]:
        raise PackError(f"{path}: parts: expected a list")
    parts, criteria = [], []
    for number, part in enumerate(body["parts"], 1):
        where = f"{path}: part {number}"
        _keys(where, part, _PART, set())
        parts.append((str(part["id"]), _text(where, part, "title")))
        if not isinstance(part["criteria"], list):
            raise PackError(f"{where}: criteria: expected a list")
        criteria += [
            _criterion(f"{where}: criterion {n}", str(part["id"]), r) for n, r in enumerate(part["criteria"], 1)
        ]
    ids = [criterion.id for criterion in criteria]
    for name in ids:
        if ids.count(name) > 1:
            raise PackError(f"{path}: {name}: this id stands twice")
    return Standard(str(body["version"]), body["date"], _text(str(path), body, "title"), tuple(parts), tuple(criteria))


def compare(old: Standard, new: Standard) -> Difference:
    """The criteria that a later edition added, removed and changed, by id."""
    before, after = {c.id: c for c in old.criteria}, {c.id: c for c in new.criteria}
    changed = []
    for name in before.keys() & after.keys():
        fields = tuple(f for f in Criterion.__slots__ if getattr(before[name], f) != getattr(after[name], f))
        if fields:
            changed.append((before[name], after[name], fields))
    return Difference(
        added=tuple(c for c in new.criteria if c.id not in before),
        removed=tuple(c for c in old.criteria if c.id not in after),
        changed=tuple(sorted(changed, key=lambda change: list(after).index(change[1].id))),
    )


def _criterion(where: str, part: str, row: Any) -> Criterion:
    if isinstance(row, dict) and "id" in row:
        where = f"{where} ({row['id']})"
    _keys(where, row, _NEEDED, {"rules"})
    months = row["recheck_months"]
    if not isinstance(months, int) or isinstance(months, bool) or months < 1:
        raise PackError(f"{where}: recheck_months: expected a whole number of at least 1, got {months!r}")
    try:
        level = Level(row["level"])
    except ValueError:
        raise PackError(f"{where}: level: expected one of {', '.join(Level)}, got {row['level']!r}") from None
    return Criterion(
        id=str(row["id"]),
        part=part,
        level=level,
        text=_text(where, row, "text"),
        evidence=_text(where, row, "evidence"),
        verified=_text(where, row, "verified"),
        recheck_months=months,
        source=_text(where, row, "source"),
        mark=_mark(where, row["mark"]),
        test=_test(where, row["test"]),
        rules=_rules(where, row),
    )


def _keys(where: str, body: Any, needed: set[str], optional: set[str]) -> None:
    if not isinstance(body, dict):
        raise PackError(f"{where}: expected a mapping")
    if lacking := needed - set(body):
        raise PackError(f"{where}: lacks {sorted(lacking)}")
    if strange := set(body) - needed - optional:
        raise PackError(f"{where}: unknown keys {sorted(map(str, strange))}; expected {sorted(needed | optional)}")


def _text(where: str, body: Any, key: str) -> Text:
    both = body[key]
    if (
        not isinstance(both, dict)
        or set(both) != {"zh", "en"}
        or not all(str(side or "").strip() for side in both.values())
    ):
        raise PackError(f"{where}: {key}: expected the two languages zh and en")
    return Text(str(both["zh"]), str(both["en"]))


def _mark(where: str, written: Any) -> Mark | None:
    if written == DESIGN:
        return None
    try:
        return Mark(str(written))
    except ValueError:
        raise PackError(f"{where}: mark: expected {DESIGN} or one of {', '.join(Mark)}, got {written!r}") from None


def _test(where: str, name: Any) -> str:
    if name != OFFICER and name not in TESTS:
        raise PackError(f"{where}: test: expected {OFFICER} or one of {', '.join(TESTS)}, got {name!r}")
    return str(name)


def _rules(where: str, row: Any) -> tuple[str, ...]:
    rules = row.get("rules", [])
    if not isinstance(rules, list) or bool(rules) != (row["test"] in BY_RULES):
        raise PackError(f"{where}: rules: expected a list of rule ids exactly for the tests {', '.join(BY_RULES)}")
    if strange := [rule for rule in rules if rule not in post_rules()]:
        raise PackError(f"{where}: rules: {strange} are no rules of a post")
    return tuple(rules)
