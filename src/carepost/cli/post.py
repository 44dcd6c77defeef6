"""`carepost post`: the fields of a post file, and whether a post is lawful and decent."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from carepost.cli.options import AT, today

if TYPE_CHECKING:
    from carepost.domain.standard import PostFile

LONGEST = 1_000_001


@click.group()
def post() -> None:
    """岗位文件：字段与检查 · Post files: their fields, and checking them."""


@post.command()
def schema() -> None:
    """列出岗位文件的全部字段 · Print the fields of a post file as one JSON object."""
    from carepost.domain.standard import post_schema

    _print(post_schema())


@post.command()
@click.argument("file")
@click.option(
    "--at", "day", type=AT, default=today, show_default="今天 today", help="用工日期 · The day of work, as 2026-11-22."
)
def check(file: str, day: date) -> None:
    """检查岗位文件（YAML 或 JSON，- 为标准输入）· Check a post file (YAML or JSON, - for standard input).

    Exit 0 when nothing blocks, 1 when a finding blocks, 2 when the file or the date cannot be read.
    """
    from carepost.domain.rules import shipped_packs
    from carepost.domain.standard import check_post, report_as_data
    from carepost.domain.wording import check_wording

    report = check_post(_load(file), store=shipped_packs(), on=day, wording=lambda text: check_wording(text).findings)
    _print(report_as_data(report))
    sys.exit(1 if report.blocked else 0)


def _load(file: str) -> PostFile:
    from carepost.domain.standard import PostFileError, post_from_text

    try:
        if file == "-":
            written = sys.stdin.buffer.read(LONGEST)
        else:
            with Path(file).open("rb") as opened:
                written = opened.read(LONGEST)
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        _refuse(file, f"无法读取（{reason}）", f"cannot be read ({reason})")
    try:
        return post_from_text(written)
    except PostFileError as fault:
        _refuse(fault.field, fault.problem.zh, fault.problem.en)


def _refuse(where: str, zh: str, en: str) -> NoReturn:
    click.echo(f"{where}：{zh}", err=True)
    click.echo(f"{where}: {en}", err=True)
    sys.exit(2)


def _print(data: dict[str, Any]) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))
