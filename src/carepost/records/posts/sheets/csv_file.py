"""CSV as officers' spreadsheets write it: UTF-8 with or without a byte-order mark, or GB18030."""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF16_BE, BOM_UTF16_LE

from carepost.domain.facts import Text
from carepost.records.posts.sheets.table import (
    MAX_COLUMNS,
    MAX_ROWS,
    Fault,
    FileRefused,
    Line,
    Table,
    table_of,
    too_many_columns,
    too_many_rows,
)

_QUOTES = Fault(
    "",
    Text(
        "从这一行起无法读取：引号没有成对，或单元格过长。",
        "The file cannot be read from this row on: a quote is not closed, or a cell is too long.",
    ),
    Text(
        "请检查这一行的双引号（内容中的引号要写两次），改好后重新导入整个文件。",
        "Check the double quotes of this row (a quote inside a cell is written twice), then import the file again.",
    ),
)


def read_csv(content: bytes) -> Table:
    """The table in a CSV file. Raises FileRefused; a row that is not well-formed carries its fault."""
    text, encoding = _decode(content)
    return table_of(f"CSV, {encoding}", _lines(text))


def _decode(content: bytes) -> tuple[str, str]:
    """The text and its encoding. Bytes that fit neither stay as lone surrogates, which the row check names."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or content.count(0) > len(content) // 4:
        raise FileRefused(
            Text("文件是 UTF-16 编码或不是文本。", "The file is in UTF-16 or is no text."),
            Text("请另存为“CSV UTF-8（逗号分隔）”。", "Save it as “CSV UTF-8 (comma delimited)”."),
        )
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        pass
    as_utf8 = content.decode("utf-8-sig", errors="surrogateescape")
    as_gb18030 = content.decode("gb18030", errors="surrogateescape")
    # A damaged UTF-8 file often decodes as GB18030 too, into other words: the reading that makes more sense wins.
    if _strange(as_utf8) < _understood(as_utf8):
        return as_utf8, "UTF-8"
    return as_gb18030, "GB18030"


def _strange(text: str) -> int:
    return sum("\udc80" <= letter <= "\udcff" for letter in text)


def _understood(text: str) -> int:
    return sum(letter > "\x7f" and not "\ud800" <= letter <= "\udfff" for letter in text)


def _lines(text: str) -> list[Line]:
    """Every record that is not blank; from an unclosed quote on nothing can be trusted, so reading stops there."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines: list[Line] = []
    number, width = 0, 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return lines
        except csv.Error:
            return [*lines, Line(number, (), ((None, _QUOTES),))]
        if number > MAX_ROWS + 1:
            raise too_many_rows()
        if not any(cell.strip() for cell in cells):
            continue
        if not lines:
            width = len(cells)
            if width > MAX_COLUMNS:
                raise too_many_columns()
        lines.append(_line(number, cells, width))


def _line(number: int, cells: list[str], width: int) -> Line:
    if len(cells) == width:
        return Line(number, tuple(cells))
    fault = Fault(
        "",
        Text(f"这一行有 {len(cells)} 格，表头有 {width} 格。", f"This row has {len(cells)} cells, the header {width}."),
        Text(
            "请检查这一行的逗号；内容中有逗号时整格加双引号。",
            "Check the commas of this row; put a cell that holds a comma in double quotes.",
        ),
    )
    return Line(number, tuple(cells[:width]) + ("",) * (width - len(cells)), ((None, fault),))
