"""Which kind of file it is."""

from __future__ import annotations

from carepost.domain.facts import Text
from carepost.records.posts.sheets.csv_file import read_csv
from carepost.records.posts.sheets.table import MAX_BYTES, FileRefused, Table
from carepost.records.posts.sheets.xlsx_file import read_xlsx

_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read_sheet(content: bytes) -> Table:
    """The table in a file, told by its first bytes, never by its name. Raises FileRefused."""
    if len(content) > MAX_BYTES:
        raise FileRefused(
            Text("文件超过 5 MB。", "The file is larger than 5 MB."),
            Text("请分成几个文件导入。", "Split it into several files."),
        )
    if content.startswith(_OLD_OFFICE):
        raise FileRefused(
            Text("这是旧版 Excel 文件（.xls）或加密文件。", "This is an old Excel file (.xls) or an encrypted one."),
            Text("请另存为不加密的 .xlsx 或 CSV UTF-8。", "Save it as .xlsx without a password, or as CSV UTF-8."),
        )
    return read_xlsx(content) if content.startswith(_ZIP) else read_csv(content)
