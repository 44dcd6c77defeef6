"""`carepost packs`: whether packs are sound and their cases hold; what lapses."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import click

from carepost.cli.options import AT, refuse, today


@click.group()
def packs() -> None:
    """法规参数包与规则包 · Packs of the law and its rules."""


@packs.command()
@click.argument("folder", required=False)
def check(folder: str | None) -> None:
    """检查参数包、规则包及其案例（默认为随附的包）· Check packs and run their cases (the shipped ones by default).

    Prints {places, values, packs, cases, reforms, faults}. Exit 0 when all hold, 1 with the faults.
    """
    from carepost.domain.rules import PACKS, check_packs

    if folder is not None and not Path(folder).is_dir():
        refuse(
            folder,
            "不是文件夹；应为按地区代码命名的包所在文件夹",
            "is no folder; give the folder that holds packs by place code",
        )
    report = check_packs(Path(folder) if folder else PACKS)
    summary = {
        "places": report.places,
        "values": report.values,
        "packs": list(report.packs),
        "cases": report.cases,
        "reforms": report.reforms,
        "faults": list(report.faults),
    }
    click.echo(json.dumps(summary, ensure_ascii=False, indent=2))
    sys.exit(1 if report.faults else 0)


@packs.command()
@click.option("--at", "day", type=AT, default=today, show_default="今天 today", help="日期 · The day, as 2026-11-22.")
def lapsing(day: date) -> None:
    """到期提醒：已失效、可能失效或三个月内到期的数值 · What has lapsed, may have, or lapses within three months."""
    from carepost.domain.rules import lapsing as lapsing_on
    from carepost.domain.rules import shipped_packs

    for row in lapsing_on(shipped_packs(), day):
        line = {
            "place": row.place,
            "item": row.item,
            "state": row.state.value,
            "state_zh": row.state.label.zh,
            "until": row.until and row.until.isoformat(),
            "document": row.document,
            "source": row.source,
            "evidence": row.mark.value,
            "action": row.action,
        }
        click.echo(json.dumps(line, ensure_ascii=False))
