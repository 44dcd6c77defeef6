"""A wrong row of an import, put right on the page: checked by the same code, the other rows untouched."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.domain.roles import OFFICERS, Actor
from carepost.records.audit import record
from carepost.records.posts.events import LISTINGS_CORRECTED
from carepost.records.posts.importing import ONLY_OFFICERS, Outcome, retake_row
from carepost.records.posts.listing import COLUMNS
from carepost.records.posts.models import ImportRun
from carepost.records.posts.sheets import Line

NOT_WRONG = Text("这一行没有错误，或已经更正。", "This row is not wrong, or was put right already.")


class RowRefused(Exception):
    """The row is still wrong: `errors` are those of the report."""

    def __init__(self, errors: list[dict[str, str]]) -> None:
        super().__init__(f"{len(errors)} errors")
        self.errors = errors


@transaction.atomic
def correct_row(*, run: ImportRun, row: int, cells: Mapping[str, str], by: Actor, at: datetime) -> dict[str, Any]:
    """Takes row number `row` (from 1) of an import again with other cells, by column name; returns its new report.

    Raises Refusal (no officer, the row is not wrong) and RowRefused with what is still wrong; then nothing changes.
    """
    if not by.holds(*OFFICERS):
        raise Refusal(ONLY_OFFICERS)
    stored = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if not 1 <= row <= len(stored.rows) or stored.rows[row - 1]["outcome"] != Outcome.WRONG:
        raise Refusal(NOT_WRONG)
    before = stored.rows[row - 1]
    columns = tuple(column.name for column in COLUMNS)
    line = Line(before["line"], tuple(str(cells.get(name, "")) for name in columns))
    report = retake_row(actor=by, at=at, code=stored.code, columns=columns, line=line)
    if report["outcome"] == Outcome.WRONG:
        raise RowRefused(report["errors"])
    stored.rows[row - 1] = report | {"row": row}
    stored.counts[Outcome.WRONG.value] -= 1
    stored.counts[report["outcome"]] += 1
    stored.save(update_fields=["rows", "counts"])
    run.rows, run.counts = stored.rows, stored.counts
    said = {"file_name": stored.file_name, "line": before["line"]}
    record(LISTINGS_CORRECTED, actor=by, subject_kind="import", subject_code=stored.code, at=at, **said)
    return report | {"row": row}
