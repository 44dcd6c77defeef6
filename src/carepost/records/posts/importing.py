"""Importing a file of reported posts, row by row."""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import DatabaseError, connection, transaction

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.domain.roles import OFFICERS, Actor, Role
from carepost.records.audit import EventKind, record
from carepost.records.crypto import code_from, new_code
from carepost.records.places import in_area
from carepost.records.posts.columns import LIST_COLUMNS
from carepost.records.posts.events import LISTINGS_IMPORTED, POST_REPORT_CHANGED, POST_REPORTED
from carepost.records.posts.listing import SET_ASIDE, Listing, check_line, columns_of
from carepost.records.posts.mending import without_corrected
from carepost.records.posts.models import ImportRun, Kind, Post, State
from carepost.records.posts.reported import Resolver
from carepost.records.posts.sheets import Fault, Line, read_sheet
from carepost.records.posts.weighing import weigh

log = logging.getLogger(__name__)

_Row = Listing | tuple[Fault, ...]
_Checked = tuple[Line, _Row]

# Imports run one after the other, so that the same file sent twice at once is read twice and taken once.
_LOCK = 7_021_903
_BATCH = 200
_KEPT = 2000
# What is read from the words of a post; nobody states it, so that any import may refresh it.
DERIVED = LIST_COLUMNS | {"facts", "pattern_id"}
ONLY_OFFICERS = Text("只有人社局人员可以导入岗位。", "Only officers of a bureau may import posts.")
WITHDRAWN = Text("这个岗位已撤销，导入不会恢复它。", "This post was withdrawn; an import does not bring it back.")
NOT_YOURS = Text(
    "内容有变，但这个岗位属于其他地区，未更改。",
    "Its content differs, but the post belongs to another area: nothing was changed.",
)
_NOT_STORED = Fault(
    "",
    Text("这一行没有存入（数据库拒绝）。", "This row was not stored (the database refused it)."),
    Text("其余各行不受影响；请检查这一行后再导入。", "The other rows stand; check this row and import again."),
)


class Outcome(StrEnum):
    """What became of a row."""

    TAKEN = "taken"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    SET_ASIDE = "set_aside"
    WRONG = "wrong"


OUTCOME_LABELS: dict[Outcome, Text] = {
    Outcome.TAKEN: Text("新增", "Taken"),
    Outcome.CHANGED: Text("更新", "Changed"),
    Outcome.UNCHANGED: Text("未变", "Unchanged"),
    Outcome.SET_ASIDE: Text("搁置", "Set aside"),
    Outcome.WRONG: Text("有误", "Wrong"),
}


@dataclass(frozen=True, slots=True)
class _Result:
    outcome: Outcome
    post: str = ""
    reason: Text | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(slots=True)
class _Run:
    """What one reading of a file has to hand."""

    actor: Actor
    at: datetime
    code: str
    existing: dict[bytes, Post]
    resolver: Resolver
    seen: dict[bytes, tuple[int, Listing]] = field(default_factory=dict)


def import_listings(*, actor: Actor, at: datetime, file_name: str, content: bytes) -> ImportRun:
    """Takes the good rows of a CSV or XLSX file as reported posts and says of every row what became of it.

    Running it again changes nothing: the same source, city, employer, title and place are the same post. Every
    row is read anew, so that facts follow a reader that has grown better (CHANGED, audited as `facts`). Returns the
    run; its `rows` are dicts of row (counted from 1 below the header), line (row in the sheet), outcome, title, post
    (code or ""), reason ({zh, en} or None), errors ([{field, message_zh, message_en, fix_zh, fix_en}]) and, for a wrong
    row, cells ({column: words}).
    Raises Refusal (no officer) and FileRefused (the file as a whole cannot be read); then nothing was taken.
    """
    if not actor.holds(*OFFICERS, Role.SYSTEM):
        raise Refusal(ONLY_OFFICERS)
    table = read_sheet(content)
    columns = columns_of(table.header)
    checked = [(line, check_line(columns, line)) for line in table.lines]
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        existing = _existing([row for _, row in checked if isinstance(row, Listing)])
        run = _Run(actor, at, new_code(), existing, Resolver(at))
        results = [result for batch in _batches(checked) for result in _take_batch(run, batch)]
        rows = [
            _report(n, line, row, result, columns)
            for n, ((line, row), result) in enumerate(zip(checked, results, strict=True), start=1)
        ]
        return _finish(run, rows, file_name=file_name, content=content, read_as=table.read_as)


def _existing(listings: list[Listing]) -> dict[bytes, Post]:
    posts = Post.objects.filter(import_key__in=[listing.key for listing in listings])
    return {bytes(post.import_key or b""): post for post in posts}


def _batches(checked: list[_Checked]) -> Iterator[list[_Checked]]:
    return (checked[start : start + _BATCH] for start in range(0, len(checked), _BATCH))


def _take_batch(run: _Run, batch: list[_Checked]) -> list[_Result]:
    """One savepoint for many rows; when the database refuses one of them, each is tried under its own."""
    try:
        with transaction.atomic():
            return [_take(run, line, row) for line, row in batch]
    except DatabaseError:
        run.resolver = Resolver(run.at)  # it may hold an employer that went with the savepoint
        return [_take_alone(run, line, row) for line, row in batch]


def _take_alone(run: _Run, line: Line, row: _Row) -> _Result:
    try:
        with transaction.atomic():
            return _take(run, line, row)
    except DatabaseError:
        log.exception("row %d of import %s was not stored", line.number, run.code)
        run.resolver = Resolver(run.at)
        return _Result(Outcome.WRONG, faults=(_NOT_STORED,))


def _take(run: _Run, line: Line, row: _Row) -> _Result:
    if not isinstance(row, Listing):
        return _Result(Outcome.WRONG, faults=row)
    if row.row_type in SET_ASIDE:
        return _Result(Outcome.SET_ASIDE, reason=SET_ASIDE[row.row_type])
    first = run.seen.setdefault(row.key, (line.number, row))
    if first[0] != line.number:
        return _duplicate(*first, row)
    return _store(run, row)


def _duplicate(number: int, first: Listing, row: Listing) -> _Result:
    if first == row:
        return _Result(
            Outcome.SET_ASIDE,
            reason=Text(f"与表格第 {number} 行相同。", f"The same as row {number} of the sheet."),
        )
    fault = Fault(
        "",
        Text(
            f"与表格第 {number} 行是同一岗位（来源、城市、单位、职位、地点相同），内容却不同。",
            f"The same post as row {number} of the sheet (source, city, employer, title, place), with other content.",
        ),
        Text("请只保留正确的一行。", "Keep only the row that is right."),
    )
    return _Result(Outcome.WRONG, faults=(fault,))


def _store(run: _Run, listing: Listing) -> _Result:
    values = run.resolver.values_of(listing)
    post = run.existing.get(listing.key)
    if post is not None and post.corrected:
        values = without_corrected(post, values)
    if post is None:
        return _add(run, listing, values)
    if post.state == State.WITHDRAWN:
        return _Result(Outcome.SET_ASIDE, post.code, reason=WITHDRAWN)
    changes = {name: value for name, value in values.items() if getattr(post, name) != value}
    if not changes:
        return _Result(Outcome.UNCHANGED, post.code)
    if changes.keys() - DERIVED and post.place_id and not in_area(run.actor, post.place_id, *OFFICERS):
        return _Result(Outcome.SET_ASIDE, post.code, reason=NOT_YOURS)
    return _change(run, post, changes)


def _add(run: _Run, listing: Listing, values: dict[str, Any]) -> _Result:
    post = Post.objects.create(
        code=code_from(listing.key),
        kind=Kind.REPORTED,
        state=State.REPORTED,
        import_key=listing.key,
        created_at=run.at,
        changed_at=run.at,
        **values,
    )
    weigh(post, at=run.at)
    _note(run, POST_REPORTED, post)
    return _Result(Outcome.TAKEN, post.code)


def _change(run: _Run, post: Post, changes: dict[str, Any]) -> _Result:
    moved = Post.objects.filter(pk=post.pk, state=State.REPORTED).update(**changes, changed_at=run.at)
    if not moved:
        return _Result(Outcome.SET_ASIDE, post.code, reason=WITHDRAWN)
    for name, value in changes.items():
        setattr(post, name, value)
    weigh(post, at=run.at)
    told = changes.keys() - LIST_COLUMNS or changes.keys()
    _note(run, POST_REPORT_CHANGED, post, fields=", ".join(sorted(name.removesuffix("_id") for name in told)))
    return _Result(Outcome.CHANGED, post.code)


def _note(run: _Run, kind: EventKind, post: Post, **values: str) -> None:
    """The audit row of what this run did to a post."""
    values |= {"title": post.title, "run": run.code}
    record(kind, actor=run.actor, subject_kind="post", subject_code=post.code, at=run.at, **values)


def retake_row(*, actor: Actor, at: datetime, code: str, columns: tuple[str, ...], line: Line) -> dict[str, Any]:
    """Takes one line again, corrected, as part of the import `code`: its row of the report, as in `import_listings`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    row = check_line(columns, line)
    existing = _existing([row] if isinstance(row, Listing) else [])
    result = _take_alone(_Run(actor, at, code, existing, Resolver(at)), line, row)
    return _report(0, line, row, result, columns)


def _report(number: int, line: Line, row: _Row, result: _Result, columns: tuple[str, ...]) -> dict[str, Any]:
    wrong = result.outcome is Outcome.WRONG
    return {
        "row": number,
        "line": line.number,
        "outcome": str(result.outcome),
        "title": row.title if isinstance(row, Listing) else "",
        "post": result.post,
        "reason": {"zh": result.reason.zh, "en": result.reason.en} if result.reason else None,
        "errors": [
            {
                "field": fault.field,
                "message_zh": fault.message.zh,
                "message_en": fault.message.en,
                "fix_zh": fault.fix.zh,
                "fix_en": fault.fix.en,
            }
            for fault in result.faults
        ],
        # What is wrong can be put right on the report's page.
        "cells": {name: _plain(cell) for name, cell in zip(columns, line.cells, strict=False)} if wrong else {},
    }


def _plain(cell: str) -> str:
    """A cell as a page can show it: its first part, without what cannot be printed."""
    return "".join(letter for letter in " ".join(cell[:_KEPT].split()) if letter.isprintable())


def _finish(run: _Run, rows: list[dict[str, Any]], *, file_name: str, content: bytes, read_as: str) -> ImportRun:
    found = Counter(row["outcome"] for row in rows)
    counts: dict[str, Any] = {str(outcome): found[outcome] for outcome in Outcome}
    stored = ImportRun.objects.create(
        code=run.code,
        at=run.at,
        actor_code=run.actor.code,
        file_name=_safe_name(file_name),
        sha256=hashlib.sha256(content).hexdigest(),
        read_as=read_as,
        counts={"rows": len(rows), **counts},
        rows=rows,
    )
    record(
        LISTINGS_IMPORTED,
        actor=run.actor,
        subject_kind="import",
        subject_code=run.code,
        at=run.at,
        file_name=stored.file_name,
        **counts,
    )
    return stored


def _safe_name(file_name: str) -> str:
    """The last part of a file's name, printable, at most 200 characters."""
    last = file_name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(letter for letter in last if letter.isprintable())[:200] or "?"
