"""Tables as files: CSV that spreadsheets read, and XLSX; a cell is never a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

Cells = Sequence[str | int]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def harmless(cell: str | int) -> str | int:
    """A cell that no spreadsheet runs: words that begin like a formula get an apostrophe before them."""
    if isinstance(cell, int) or not cell.startswith(_BEGINS_A_FORMULA):
        return cell
    return f"'{cell}"


def csv_response(name: str, header: Cells, rows: Iterable[Cells]) -> HttpResponse:
    """A CSV file in UTF-8 with the mark by which spreadsheets know it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([[harmless(cell) for cell in row] for row in rows])
    return _file(out.getvalue().encode("utf-8-sig"), f"{name}.csv", "text/csv; charset=utf-8")


def xlsx_response(name: str, title: str, header: Cells, rows: Iterable[Cells]) -> HttpResponse:
    """An XLSX file of one sheet whose cells are words and numbers."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for row in (header, *rows):
        cells = [WriteOnlyCell(sheet, value=harmless(cell)) for cell in row]
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = "s"
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return _file(out.getvalue(), f"{name}.xlsx", XLSX)


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
