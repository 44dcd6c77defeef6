"""`carepost packs`: whether packs are sound and their cases hold; what lapses; packs written for another engine."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carepost.cli.options import AT, refuse, today

if TYPE_CHECKING:
    from carepost.domain.rules import Pack


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


@packs.command()
@click.option("--format", "form", type=click.Choice(["openfisca"]), required=True, help="导出格式 · The format.")
@click.option("--scheme", "ids", multiple=True, metavar="ID", help="只导出该方案，可重复 · Only this one (repeatable).")
@click.option(
    "--reform", "file", metavar="FILE", help="先套用这份改革或读法文件 · Set parameters as this file says first."
)
@click.option(
    "--out", default="openfisca-carepost", metavar="DIR", show_default=True, help="新文件夹 · The folder to make."
)
def export(form: str, ids: tuple[str, ...], file: str | None, out: str) -> None:
    """导出为 OpenFisca 国家包（实体、参数、公式）· Write packs as an OpenFisca country package.

    Prints {format, folder, packs, files, variables, left_out}. A value that no source states is left out, and named
    on stderr, in the README and in its folder. Exit 2 for a folder that holds anything: nothing is overwritten.
    """
    from carepost.domain.rules import export_openfisca

    found = export_openfisca(_chosen(ids, file))
    try:
        found.write(Path(out))
    except FileExistsError:
        refuse(out, "已有内容；请另选一个新文件夹（--out）", "holds something already; name a new folder (--out)")
    except OSError as fault:
        refuse(out, f"写不进去：{fault.strerror}", f"cannot be written: {fault.strerror}")
    for row in found.left_out:
        click.echo(f"未写入 left out: {row.said()}", err=True)
    summary = {
        "format": form,
        "folder": out,
        "packs": list(found.packs),
        "files": len(found.files),
        "variables": found.variables,
        "left_out": [{"pack": row.pack, "parameter": row.parameter} for row in found.left_out],
    }
    click.echo(json.dumps(summary, ensure_ascii=False, indent=2))


def _chosen(ids: tuple[str, ...], file: str | None) -> list[Pack]:
    """The packs asked for, under a reform where one is given."""
    from carepost.domain.rules import PACKS, PackError, load_reform, load_schemes, reformed, shipped_packs

    known = load_schemes(PACKS, shipped_packs())
    if strange := [each for each in ids if each not in known]:
        names = ", ".join(sorted(known))
        refuse(strange[0], f"没有这个方案；可用：{names}", f"no such scheme; expected one of {names}")
    chosen = [known[each] for each in dict.fromkeys(ids)] or list(known.values())
    if file is None:
        return chosen
    if len(chosen) != 1:
        refuse("--reform", "只用于一个方案；请写 --scheme", "is for one scheme; name it with --scheme")
    if not Path(file).is_file():
        refuse(file, "没有这个文件", "no such file")
    try:
        return [reformed(chosen[0], load_reform(Path(file)))]
    except PackError as fault:
        refuse(file, f"不能套用：{fault}", f"cannot be applied: {fault}")
