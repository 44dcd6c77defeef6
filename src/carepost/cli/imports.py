"""`carepost import listings FILE`: reported posts from a file into the directory."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from carepost.cli.database import prepare
from carepost.domain.roles import Actor


@click.group("import")
def import_() -> None:
    """Bring data in from files."""


@import_.command("listings")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def listings(file: Path) -> None:
    """Import reported posts from a CSV (UTF-8 or GB18030) or XLSX FILE.

    Prints {run, read_as, counts, rows} as JSON. Exit 0, or 1 when a row is wrong or the file is refused.
    Importing the same file again changes nothing.
    """
    prepare(migrate=True)
    from django.utils import timezone

    from carepost.records.posts import FileRefused, import_listings

    try:
        run = import_listings(actor=Actor.system(), at=timezone.now(), file_name=file.name, content=_content(file))
    except FileRefused as refused:
        _print({"counts": {}, "rows": [], "errors": [_error("", refused)]})
        click.echo(f"{file.name}: {refused.message.zh}{refused.fix.zh} {refused}", err=True)
        sys.exit(1)
    _print({"run": run.code, "read_as": run.read_as, "counts": run.counts, "rows": run.rows})
    for row in run.rows:
        for line in _lines(row):
            click.echo(line, err=True)
    click.echo(f"{file.name} ({run.read_as}): " + ", ".join(f"{k} {n}" for k, n in run.counts.items()), err=True)
    sys.exit(1 if run.counts["wrong"] else 0)


def _content(file: Path) -> bytes:
    """One byte more than an import takes is enough to know that there is too much."""
    from carepost.records.posts import MAX_BYTES

    with file.open("rb") as opened:
        return opened.read(MAX_BYTES + 1)


def _print(answer: dict[str, Any]) -> None:
    # JSON is UTF-8, whatever the terminal's encoding.
    click.echo(json.dumps(answer, ensure_ascii=False).encode())


def _error(field: str, fault: Any) -> dict[str, str]:
    return {
        "field": field,
        "message_zh": fault.message.zh,
        "message_en": fault.message.en,
        "fix_zh": fault.fix.zh,
        "fix_en": fault.fix.en,
    }


def _lines(row: dict[str, Any]) -> list[str]:
    where = f"第 {row['line']} 行 row {row['line']}"
    lines = [f"{where}: {e['message_zh']}{e['fix_zh']} {e['message_en']} {e['fix_en']}" for e in row["errors"]]
    if row["reason"]:
        lines.append(f"{where}: {row['reason']['zh']} {row['reason']['en']}")
    return lines
