"""Files that anybody may send: each is read as a table or refused in words, never a crash and never a flood."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.records.posts.sheets import MAX_BYTES, MAX_ROWS, FileRefused, cell_name, read_sheet

MOMENT = datetime(2024, 12, 24, 8, 15)  # noqa: DTZ001 (a cell holds no time zone)


def book(*sheets: list[list[Any]]) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for n, rows in enumerate(sheets, start=1):
        sheet = workbook.create_sheet(f"表{n}")
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def repacked(content: bytes, part: str, replacement: bytes) -> bytes:
    """The same XLSX with one part replaced (or added)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name != part:
                target.writestr(name, source.read(name))
        target.writestr(part, replacement)
    return out.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(FileRefused) as refused:
        read_sheet(content)
    assert refused.value.message.zh
    assert refused.value.fix.zh
    return str(refused.value)


@pytest.mark.parametrize(
    ("encoding", "told"), [("utf-8", "CSV, UTF-8"), ("utf-8-sig", "CSV, UTF-8"), ("gb18030", "CSV, GB18030")]
)
def test_csv_in_three_encodings_reads_alike_and_says_which(encoding: str, told: str) -> None:
    table = read_sheet('职位,薪酬\r\n"缝纫工,熟手",计件\r\n\r\n保洁,14-18元/小时\r\n'.encode(encoding))
    assert table.read_as == told
    assert table.header == ("职位", "薪酬")
    assert [(line.number, line.cells) for line in table.lines] == [
        (2, ("缝纫工,熟手", "计件")),
        (4, ("保洁", "14-18元/小时")),
    ]


def test_a_few_bad_bytes_cost_their_row_and_no_other() -> None:
    whole = "职位,薪酬\n缝纫工,计件\n保洁,按小时计算的薪酬\n".encode()
    table = read_sheet(whole[:-3] + b"\n" + "收银,两千\n".encode())
    assert table.read_as == "CSV, UTF-8"
    assert table.lines[0].cells == ("缝纫工", "计件")
    assert "\udce9" in table.lines[1].cells[1]
    assert table.lines[2].cells == ("收银", "两千")


def test_gb18030_cut_in_mid_character_keeps_the_whole_rows() -> None:
    table = read_sheet("职位,薪酬\n缝纫工,计件\n保洁,月结".encode("gb18030")[:-1])
    assert table.read_as == "CSV, GB18030"
    assert table.lines[0].cells == ("缝纫工", "计件")
    assert any("\ud800" <= letter <= "\udfff" for letter in table.lines[1].cells[1])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_named_with_its_remedy(encoding: str) -> None:
    assert "CSV UTF-8" in refusal("title,pay,hours,place\nsewer,piece,flexible,home\n".encode(encoding))


def test_an_unclosed_quote_keeps_the_rows_above_it() -> None:
    table = read_sheet('职位,薪酬\n缝纫工,计件\n"保洁,月结\n收银,两千\n'.encode())
    good, broken = table.lines
    assert (good.cells, good.faults) == (("缝纫工", "计件"), ())
    assert broken.number == 3
    assert "引号" in broken.faults[0][1].message.zh


@pytest.mark.parametrize(("row", "size"), [("缝纫工", 1), ("缝纫工,计件,灵活", 3)])
def test_a_row_of_another_width_is_its_own_fault(row: str, size: int) -> None:
    (line,) = read_sheet(f"职位,薪酬\n{row}\n".encode()).lines
    assert f"{size} 格" in line.faults[0][1].message.zh
    assert len(line.cells) == 2


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b" \n,,\n", "empty"),
        (b"title,pay\n", "no posts"),
        (b"a," * 100_000 + b"a\n1\n", "columns"),
        (b"title\n" + b"x\n" * (MAX_ROWS + 1), "Split"),
        (b"title\n" + b"x" * MAX_BYTES, "5 MB"),
        (b"x" * (10 * 1024 * 1024), "5 MB"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x01" * 100, ".xlsx"),
        (b"PK\x03\x04 not a zip", "damaged"),
    ],
    ids=lambda value: repr(value[:12]),
)
def test_what_is_no_table_is_refused_with_a_remedy(content: bytes, word: str) -> None:
    assert word in refusal(content)


def test_xlsx_numbers_and_dates_are_text() -> None:
    rows = [["职位", "值"], ["甲", 50], ["乙", 0.5], ["丙", date(2024, 12, 24)], ["丁", MOMENT]]
    table = read_sheet(book([*rows, ["戊", time(8, 15)], ["己", 50.0], [None, None], ["庚", None]]))
    assert table.read_as == "XLSX"
    assert [line.cells[1] for line in table.lines] == [
        "50",
        "0.5",
        "2024-12-24",
        "2024-12-24 08:15",
        "08:15",
        "50",
        "",
    ]
    assert table.lines[-1].number == 9


def test_xlsx_formula_and_error_cells_are_named_and_the_other_rows_stay() -> None:
    table = read_sheet(book([["职位", "薪酬"], ["甲", "=1+1"], ["乙", "#N/A"], ["丙", "计件"], ["丁", None, "在外"]]))
    faults = [[fault.message.zh for _, fault in line.faults] for line in table.lines]
    assert faults == [["单元格 B2 是公式，不能导入。"], ["单元格 B3 是错误值。"], [], ["单元格 C5 在表头之外。"]]
    assert table.lines[0].cells == ("甲", "")


def test_xlsx_with_several_filled_sheets_asks_for_one_and_empty_ones_do_not_count() -> None:
    assert "表1、表2" in refusal(book([["说明"]], [["职位"], ["甲"]]))
    assert read_sheet(book([], [["职位"], ["甲"]], [])).lines[0].cells == ("甲",)
    assert "empty" in refusal(book([]))


def test_xlsx_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = repacked(book([["职位"], ["甲"]]), "xl/worksheets/sheet1.xml", b"<a>" + b" " * (200 * 1024 * 1024))
    assert len(bomb) < 1024 * 1024
    assert "too large when unpacked" in refusal(bomb)


def test_xlsx_that_lies_about_its_size_gives_no_more_than_it_declared() -> None:
    bomb = repacked(book([["职位"], ["甲"]]), "xl/worksheets/sheet1.xml", b"<a>" + b" " * (40 * 1024 * 1024))
    size = (40 * 1024 * 1024 + 3).to_bytes(4, "little")
    assert size in bomb
    assert "damaged" in refusal(bomb.replace(size, (1000).to_bytes(4, "little")))


ENTITY = b"""<?xml version="1.0"?><!DOCTYPE x [%s]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row></sheetData></worksheet>"""


@pytest.mark.parametrize("entity", [b'<!ENTITY e SYSTEM "file:///etc/passwd">', b'<!ENTITY e "ha">'])
def test_xlsx_entities_are_never_resolved(entity: bytes) -> None:
    assert "damaged" in refusal(repacked(book([["职位"], ["甲"]]), "xl/worksheets/sheet1.xml", ENTITY % entity))


@pytest.mark.parametrize(("cell", "word"), [("A1000000000", "Split"), ("XFD1", "columns")])
def test_xlsx_with_far_away_cells_is_refused_without_filling_the_gap(cell: str, word: str) -> None:
    row = cell.lstrip("AXFD")
    last = max(int(row), 2)
    sheet = f"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:A2"/>
    <sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c>{"" if row != "1" else wide(cell)}</row>
    <row r="{last}"><c r="A{last}" t="inlineStr"><is><t>b</t></is></c></row></sheetData></worksheet>"""
    content = repacked(book([["职位"], ["甲"]]), "xl/worksheets/sheet1.xml", sheet.encode())
    assert word in refusal(content)


def wide(cell: str) -> str:
    return f'<c r="AY1" t="inlineStr"><is><t>x</t></is></c><c r="{cell}" t="inlineStr"><is><t>x</t></is></c>'


def test_cells_are_named_as_spreadsheets_do() -> None:
    assert [cell_name(n, 7) for n in (0, 25, 26, 51, 701, 702)] == ["A7", "Z7", "AA7", "AZ7", "ZZ7", "AAA7"]


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.binary(max_size=200).map(lambda tail: b"PK\x03\x04" + tail)))
def test_any_bytes_are_a_table_or_a_refusal(content: bytes) -> None:
    try:
        table = read_sheet(content)
    except FileRefused:
        return
    assert table.header
    assert table.lines
