"""Reading a table out of a file that anybody may have sent: CSV (UTF-8, GB18030) or XLSX.

Limits: 5 MiB as sent, 32 MiB unpacked, 20,000 lines, 50 columns, 131,072 characters a cell. A file beyond them, or one
that is no table, is refused whole with FileRefused; a fault in one row stays with that row.
"""

from carepost.records.posts.sheets.read import read_sheet
from carepost.records.posts.sheets.table import (
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_ROWS,
    Fault,
    FileRefused,
    Line,
    Table,
    cell_name,
)

__all__ = ["MAX_BYTES", "MAX_COLUMNS", "MAX_ROWS", "Fault", "FileRefused", "Line", "Table", "cell_name", "read_sheet"]
