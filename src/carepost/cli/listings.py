"""carepost listings: reading files of adverts."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from carepost.cli.options import AT, today
from carepost.domain.listings import Advert, Reader, Reading, Row, TableRefused, draft_post, read_table
from carepost.domain.rules import shipped_packs
from carepost.domain.standard import check_post, finding_as_data, reported_post
from carepost.domain.wording import check_wording
from carepost.records.places import area_of, shipped_index


@click.group()
def listings() -> None:
    """读取招聘信息 · Read adverts."""


@listings.command("read")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--at", "day", type=AT, default=today, show_default="今天 today", help="用工日期 · The day of work.")
def read_file(file: Path, day: date) -> None:
    """逐行读取招聘信息，每行输出一个 JSON 对象 · Print one JSON object per advert of a CSV file.

    Exit 0 when every row was read, 1 when the file or a row was refused (the reason stands on stderr).
    """
    try:
        data = file.read_bytes()
    except OSError as fault:
        _tell(f"无法读取文件 {file}：{fault.strerror}", f"Cannot read {file}: {fault.strerror}")
        raise SystemExit(1) from None
    try:
        refused = print_readings(data, on=day)
    except TableRefused as fault:
        _tell(f"{file}：{fault.text.zh}", f"{file}: {fault.text.en}")
        raise SystemExit(1) from None
    if refused:
        raise SystemExit(1)


def print_readings(data: bytes, *, on: date) -> int:
    """Prints {row, reading, post, findings} per advert for work on a day; returns how many rows were refused."""
    reader, refused = Reader(), 0
    for row in read_table(data):
        if isinstance(row, TableRefused):
            refused += 1
            _tell(row.text.zh, row.text.en)
        else:
            click.echo(json.dumps(_entry(reader, row, on), ensure_ascii=False))
    return refused


def _entry(reader: Reader, row: Row, on: date) -> dict[str, object]:
    understood = reader.understand(row.advert, number=row.number)
    reading = understood.reading
    return {
        "row": row.number,
        "reading": reading.columns(),
        "post": draft_post(row.advert, understood).as_json(),
        "findings": _findings(row.advert, reading, on),
    }


def _findings(advert: Advert, reading: Reading, on: date) -> list[dict[str, object]]:
    """What the rules find in an advert, whose place of work is looked up among the shipped places."""
    place = shipped_index().locate(advert.place, area_of(advert.city)) or ""
    post = reported_post(reading.columns(), asdict(advert), place=place)
    report = check_post(post, store=shipped_packs(), on=on, wording=lambda text: check_wording(text).findings)
    return [finding_as_data(finding) for finding in report.findings]


def _tell(zh: str, en: str) -> None:
    click.echo(zh, err=True)
    click.echo(en, err=True)
