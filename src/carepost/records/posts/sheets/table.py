"""What every reader of a file gives: a header and lines of text."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_uppercase

from carepost.domain.facts import Text

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 50


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one row: the column it stands in ("" for the row as a whole), what, and the remedy."""

    field: str
    message: Text
    fix: Text


class FileRefused(Exception):
    """The file as a whole cannot be read; nothing of it was taken."""

    # Not a frozen dataclass: a context manager that an exception passes through writes its __traceback__.
    def __init__(self, message: Text, fix: Text) -> None:
        super().__init__(message, fix)
        self.message = message
        self.fix = fix

    def __str__(self) -> str:
        return f"{self.message.en} {self.fix.en}"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file. `number` is its row in the sheet, counted from 1 with the header.

    `faults` are those of reading, by column index; such a cell's text is "".
    """

    number: int
    cells: tuple[str, ...]
    faults: tuple[tuple[int | None, Fault], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the lines under it, blank ones left out. `read_as` says which format and encoding was found."""

    read_as: str
    header: tuple[str, ...]
    lines: tuple[Line, ...]


def cell_name(column: int, row: int) -> str:
    """A cell as spreadsheets name it: column 0, row 5 -> A5."""
    letters, column = "", column + 1
    while column:
        column, digit = divmod(column - 1, 26)
        letters = ascii_uppercase[digit] + letters
    return f"{letters}{row}"


def too_many_rows() -> FileRefused:
    return FileRefused(
        Text(f"文件超过 {MAX_ROWS} 行（含空行）。", f"The file has more than {MAX_ROWS} rows, blank ones included."),
        Text("请分成几个文件导入。", "Split it into several files."),
    )


def too_many_columns() -> FileRefused:
    return FileRefused(
        Text(f"表头超过 {MAX_COLUMNS} 列。", f"The header has more than {MAX_COLUMNS} columns."),
        Text("请只保留导入模板中的列。", "Keep only the columns of the import template."),
    )


def table_of(read_as: str, lines: list[Line]) -> Table:
    """The first line is the header. Raises FileRefused when there is none, or nothing under it."""
    if not lines:
        raise FileRefused(
            Text("文件是空的。", "The file is empty."),
            Text("请在第一行写表头，从第二行起写岗位。", "Put the header in row 1 and the posts from row 2 on."),
        )
    header, *rest = lines
    if header.faults:
        fault = header.faults[0][1]
        raise FileRefused(fault.message, fault.fix)
    if not rest:
        raise FileRefused(
            Text("文件只有表头，没有岗位。", "The file has a header and no posts."),
            Text("请从第二行起写岗位。", "Write the posts from row 2 on."),
        )
    return Table(read_as, header.cells, tuple(rest))
