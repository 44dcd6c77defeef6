"""A file of adverts: CSV with the ten columns of an advert, in UTF-8 or GB18030."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from carepost.domain.facts import Text
from carepost.domain.listings.advert import ADVERT_COLUMNS, Advert


class TableRefused(ValueError):
    """The file cannot be read as adverts; `text` says why and what to do, zh and en."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True, slots=True)
class Row:
    """One advert and its row, counted from 1 below the header."""

    number: int
    advert: Advert


def read_table(data: bytes) -> Iterator[Row | TableRefused]:
    """The adverts of a CSV file in order; a faulty row comes as the reason, the rows around it are kept.

    Raises TableRefused for a file that is neither UTF-8 nor GB18030, is empty, is no CSV or lacks a column.
    """
    reader = csv.reader(io.StringIO(_decode(data), newline=""), strict=True)
    header = _header(reader)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            raise TableRefused(_broken(number, fault)) from None
        if not cells:
            number -= 1
        elif len(cells) > len(header):
            yield TableRefused(_too_many(number, len(cells), len(header)))
        else:
            known = dict(zip(header, cells, strict=False))
            yield Row(number, Advert(**{name: known.get(name, "") for name in ADVERT_COLUMNS}))


def _decode(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableRefused(
        Text(
            "文件编码既不是 UTF-8 也不是 GB18030；请另存为 UTF-8 编码的 CSV。",
            "The file is neither UTF-8 nor GB18030; save it as CSV in UTF-8.",
        )
    )


def _header(reader: Iterator[list[str]]) -> list[str]:
    try:
        header = [name.strip() for name in next(reader, [])]
    except csv.Error as fault:
        raise TableRefused(_broken(0, fault)) from None
    missing = [name for name in ADVERT_COLUMNS if name not in header]
    if missing:
        names = ", ".join(missing)
        raise TableRefused(
            Text(
                f"缺少列：{names}；首行须为列名（{', '.join(ADVERT_COLUMNS)}）。",
                f"Missing column: {names}; the first line must name {', '.join(ADVERT_COLUMNS)}.",
            )
        )
    return header


def _broken(number: int, fault: csv.Error) -> Text:
    return Text(
        f"第 {number} 行不是有效的 CSV（{fault}）；请检查该行的引号。",
        f"Row {number} is not valid CSV ({fault}); check the quotes of that row.",
    )


def _too_many(number: int, cells: int, columns: int) -> Text:
    return Text(
        f"第 {number} 行有 {cells} 格，而列名只有 {columns} 个；含逗号的文字请加引号。该行未读。",
        f"Row {number} has {cells} cells for {columns} columns; quote text that holds commas. This row was not read.",
    )
