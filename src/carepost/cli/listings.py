"""carepost listings: reading files of adverts."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from carepost.domain.listings import Advert, Reader, Reading, Row, TableRefused, draft_post, read_table

Findings = Callable[[Advert, Reading], Sequence[Mapping[str, object]]]


def _no_findings(advert: Advert, reading: Reading) -> Sequence[Mapping[str, object]]:
    """Stands until the checks of the standard are joined to the command."""
    return ()


@click.group()
def listings() -> None:
    """读取招聘信息 · Read adverts."""


@listings.command("read")
@click.argument("file", type=click.Path(path_type=Path))
def read_file(file: Path) -> None:
    """逐行读取招聘信息，每行输出一个 JSON 对象 · Print one JSON object per advert of a CSV file.

    Exit 0 when every row was read, 1 when the file or a row was refused (the reason stands on stderr).
    """
    try:
        data = file.read_bytes()
    except OSError as fault:
        _tell(f"无法读取文件 {file}：{fault.strerror}", f"Cannot read {file}: {fault.strerror}")
        raise SystemExit(1) from None
    try:
        refused = print_readings(data)
    except TableRefused as fault:
        _tell(f"{file}：{fault.text.zh}", f"{file}: {fault.text.en}")
        raise SystemExit(1) from None
    if refused:
        raise SystemExit(1)


def print_readings(data: bytes, findings: Findings = _no_findings) -> int:
    """Prints {row, reading, post, findings} per advert; returns how many rows were refused."""
    reader, refused = Reader(), 0
    for row in read_table(data):
        if isinstance(row, TableRefused):
            refused += 1
            _tell(row.text.zh, row.text.en)
        else:
            click.echo(json.dumps(_entry(reader, row, findings), ensure_ascii=False))
    return refused


def _entry(reader: Reader, row: Row, findings: Findings) -> dict[str, object]:
    understood = reader.understand(row.advert, number=row.number)
    reading = understood.reading
    return {
        "row": row.number,
        "reading": reading.columns(),
        "post": draft_post(row.advert, understood).as_json(),
        "findings": list(findings(row.advert, reading)),
    }


def _tell(zh: str, en: str) -> None:
    click.echo(zh, err=True)
    click.echo(en, err=True)
