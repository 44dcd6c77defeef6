"""XLSX: a zip of XML, so its unpacked size is bounded first and entities are never resolved."""

from __future__ import annotations

import io
import logging
import zipfile
from datetime import date, datetime, time
from typing import Any

import openpyxl
from openpyxl.xml import DEFUSEDXML

from carepost.domain.facts import Text
from carepost.records.posts.sheets.table import (
    MAX_COLUMNS,
    MAX_ROWS,
    Fault,
    FileRefused,
    Line,
    Table,
    cell_name,
    table_of,
    too_many_columns,
    too_many_rows,
)

MAX_UNPACKED = 32 * 1024 * 1024
MAX_PARTS = 500
log = logging.getLogger(__name__)

if not DEFUSEDXML:
    raise ImportError(
        "openpyxl must read XML through defusedxml: install defusedxml and leave OPENPYXL_DEFUSEDXML unset"
    )


def read_xlsx(content: bytes) -> Table:
    """The table of the one sheet that holds posts. Raises FileRefused; a formula or error cell is its row's fault."""
    try:
        _check_size(content)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        try:
            return table_of("XLSX", _lines(_only_sheet(book)))
        finally:
            book.close()
    except FileRefused:
        raise
    except Exception as error:
        # A hostile or damaged file raises nearly anything in a parser; whatever it is, the answer is the same.
        log.info("an XLSX file could not be read: %s", type(error).__name__)
        raise FileRefused(
            Text(
                "无法读取这个 XLSX 文件：文件损坏或含有不允许的内容。",
                "This XLSX file is damaged or holds what it may not.",
            ),
            Text("请用表格软件重新另存为 .xlsx，或另存为 CSV UTF-8。", "Save it anew as .xlsx, or as CSV UTF-8."),
        ) from error


def _check_size(content: bytes) -> None:
    """Bounds what unpacking can give: zipfile never reads more of a part than its declared size."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise FileRefused(
                Text("这个 XLSX 文件解压后过大。", "This XLSX file is too large when unpacked."),
                Text("请只保留岗位表，或另存为 CSV UTF-8。", "Keep only the sheet of posts, or save it as CSV UTF-8."),
            )


def _only_sheet(book: Any) -> Any:
    """The one sheet with anything in it; a book with several is asked to name one, by leaving one."""
    filled = [sheet for sheet in book.worksheets if _first_row(sheet)]
    if len(filled) > 1:
        names = "、".join(sheet.title for sheet in filled[:10])
        raise FileRefused(
            Text(f"文件中有几张有内容的工作表：{names}。", f"The file has several sheets with content: {names}."),
            Text("请只保留岗位所在的一张工作表。", "Keep only the sheet that holds the posts."),
        )
    if not filled:
        return book.worksheets[0]
    return filled[0]


def _first_row(sheet: Any) -> bool:
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS + 1), start=1):
        if number > MAX_ROWS + 1:
            raise too_many_rows()
        if any(cell.value is not None for cell in row):
            return True
    return False


def _lines(sheet: Any) -> list[Line]:
    lines: list[Line] = []
    width = 0
    # The size that the file states is not believed; one column more than allowed shows that there are too many.
    for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS + 1), start=1):
        if number > MAX_ROWS + 1:
            raise too_many_rows()
        line = _line(number, row)
        if not any(line.cells) and not line.faults:
            continue
        if not lines:
            width = max(index for index, cell in enumerate(line.cells, start=1) if cell)
            if width > MAX_COLUMNS:
                raise too_many_columns()
        lines.append(_fit(line, width))
    return lines


def _line(number: int, row: Any) -> Line:
    cells, faults = [], []
    for column, cell in enumerate(row):
        fault = _fault_of(cell, cell_name(column, number))
        if fault is not None:
            faults.append((column, fault))
        cells.append("" if fault else _text(cell.value))
    return Line(number, tuple(cells), tuple(faults))


def _fit(line: Line, width: int) -> Line:
    beyond = next((column for column, cell in enumerate(line.cells[width:], start=width) if cell), None)
    if beyond is None:
        return Line(line.number, line.cells[:width], line.faults)
    name = cell_name(beyond, line.number)
    fault = Fault(
        "",
        Text(f"单元格 {name} 在表头之外。", f"Cell {name} lies outside the header."),
        Text("请移到相应的列，或删去。", "Move it into its column, or delete it."),
    )
    return Line(line.number, line.cells[:width], (*line.faults, (None, fault)))


def _fault_of(cell: Any, name: str) -> Fault | None:
    kind = getattr(cell, "data_type", "n")
    if kind == "f":
        return Fault(
            "",
            Text(f"单元格 {name} 是公式，不能导入。", f"Cell {name} is a formula, which is not imported."),
            Text("请改为文字：复制后“选择性粘贴—数值”。", "Turn it into text: copy, then paste special, values."),
        )
    if kind == "e":
        return Fault(
            "",
            Text(f"单元格 {name} 是错误值。", f"Cell {name} holds an error value."),
            Text("请改为正确的内容，或清空。", "Put in what belongs there, or clear it."),
        )
    return None


def _text(value: object) -> str:
    """Numbers and dates as an officer reads them: 50, 0.5, 2024-12-24, 08:15."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        whole_day = value.time() == time()
        return value.date().isoformat() if whole_day else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else str(value)
