"""One row of a listing file: its columns, and the check that turns it into a Listing or names what is wrong."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from carepost.domain.facts import Text
from carepost.records.posts.sheets import Fault, FileRefused, Line, cell_name


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: its two names and the most characters that it holds."""

    name: str
    label: str
    most: int


COLUMNS = (
    Column("source_url", "来源", 500),
    Column("city", "城市", 60),
    Column("employer", "单位", 120),
    Column("title", "职位", 120),
    Column("headcount", "人数", 120),
    Column("pay_text", "薪酬", 300),
    Column("hours_text", "工时", 300),
    Column("place", "地点", 200),
    Column("requirements", "要求", 500),
    Column("other", "其他", 1000),
)
_BY_NAME = {alias: column.name for column in COLUMNS for alias in (column.name, column.label)}
_LABELS = {column.name: Text(column.label, column.name) for column in COLUMNS}

# What a row is worth; anecdotes and totals of a batch are no posts that anybody could apply for.
ROW_TYPES = frozenset({"official_list+reported", "job_fair", "reported_post", "reported_similar"})
SET_ASIDE = {
    "anecdote": Text(
        "网络传闻，不是可核实的岗位，不进入名单。", "An anecdote, not a post that can be verified: it is not listed."
    ),
    "official_list_summary": Text(
        "整批汇总，不是单个岗位，不进入名单。", "A total of a batch, not one post: it is not listed."
    ),
    "reported_list_summary": Text(
        "整批汇总，不是单个岗位，不进入名单。", "A total of a batch, not one post: it is not listed."
    ),
}
_MARKED = re.compile(r"[；;]?\s*(row_type|flag)=([^；;]*)")
# Marks of text direction can make a cell read as other words than it holds.
_TURNS = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
# A cell that a spreadsheet would run as a formula; a lone dash, a signed number and a telephone number are none.
_FORMULA = re.compile(r"(?!-$)(?![+\-][\d\s.,%~\-]+$)[=+\-@＝＋－＠]")


@dataclass(frozen=True, slots=True)
class Listing:
    """A row that holds; texts are as written, white space made single; "" is not stated. `row_type` "" if not told."""

    source_url: str
    city: str
    employer: str
    title: str
    headcount: str
    pay_text: str
    hours_text: str
    place: str
    requirements: str
    other: str
    row_type: str

    @property
    def key(self) -> bytes:
        """The natural key, 32 bytes: the same source, city, employer, title and place are the same post."""
        parts = (self.source_url, self.city, self.employer, self.title, self.place)
        return hashlib.sha256("\x1f".join(parts).encode()).digest()


def columns_of(header: tuple[str, ...]) -> tuple[str, ...]:
    """The column names of a header in any order, in English or Chinese.

    Raises FileRefused naming every column that is unknown, missing or there twice.
    """
    words = [unicodedata.normalize("NFKC", cell).strip().lower() for cell in header]
    found = [_BY_NAME.get(word, "") for word in words]
    unknown = [_printable(cell) or cell_name(n, 1) for n, cell in enumerate(header) if not found[n]]
    missing = [column.name for column in COLUMNS if column.name not in found]
    twice = sorted({name for name in found if name and found.count(name) > 1})
    if unknown or missing or twice:
        raise FileRefused(_header_faults(unknown, missing, twice), _HEADER_FIX)
    return tuple(found)


_HEADER_FIX = Text(
    "第一行请用逗号分隔写明这十列（次序不限，中英文均可）：" + "、".join(c.label for c in COLUMNS) + "。",
    "Row 1 must hold these ten columns, in any order: " + ", ".join(c.name for c in COLUMNS) + ".",
)


def _header_faults(unknown: list[str], missing: list[str], twice: list[str]) -> Text:
    zh, en = [], []
    for names, zh_word, en_word in (
        ([str(_LABELS[n].zh) for n in missing], "缺少的列", "missing columns"),
        (unknown[:10], "不认识的列", "unknown columns"),
        ([str(_LABELS[n].zh) for n in twice], "重复的列", "columns there twice"),
    ):
        if names:
            zh.append(f"{zh_word}：{'、'.join(names)}")
            en.append(f"{en_word}: {', '.join(names)}")
    return Text("表头不对。" + "；".join(zh) + "。", "The header is wrong; " + "; ".join(en) + ".")


def check_line(columns: tuple[str, ...], line: Line) -> Listing | tuple[Fault, ...]:
    """The listing in a line, or everything that is wrong with it."""
    faults = [_placed(columns, index, fault) for index, fault in line.faults]
    if any(index is None for index, _ in line.faults):
        return tuple(faults)
    unread = {columns[index] for index, _ in line.faults if index is not None and index < len(columns)}
    cells = {name: cell for name, cell in zip(columns, line.cells, strict=True) if name not in unread}
    values = {name: unicodedata.normalize("NFC", " ".join(cell.split())) for name, cell in cells.items()}
    for column in COLUMNS:
        if column.name in cells:
            faults.extend(_check_cell(column, cells[column.name], values[column.name]))
    values["other"], row_type, type_faults = _take_marks(values.get("other", ""))
    faults.extend(type_faults)
    return tuple(faults) if faults else Listing(row_type=row_type, **values)


def _placed(columns: tuple[str, ...], index: int | None, fault: Fault) -> Fault:
    field = columns[index] if index is not None and index < len(columns) else ""
    return Fault(field, fault.message, fault.fix)


def _check_cell(column: Column, cell: str, value: str) -> Iterator[Fault]:
    name, label = column.name, _LABELS[column.name]
    if any("\ud800" <= letter <= "\udfff" for letter in cell):
        yield Fault(
            name,
            Text("{what}含有无法识别的字节。", "{what} holds bytes in no known encoding.").format(what=label),
            Text("请重新填写这一格，并另存为 CSV UTF-8。", "Type the cell anew and save the file as CSV UTF-8."),
        )
    elif any(_is_control(letter) for letter in cell):
        yield Fault(
            name,
            Text(
                "{what}含有不可见的控制字符（如 NUL）。", "{what} holds invisible control characters (such as NUL)."
            ).format(what=label),
            Text("请重新填写这一格。", "Type the cell anew."),
        )
    if len(value) > column.most:
        yield Fault(
            name,
            Text("{what}有 {size} 字，最多 {most} 字。", "{what} has {size} characters, the most is {most}.").format(
                what=label, size=len(value), most=column.most
            ),
            Text("请缩短。", "Shorten it."),
        )
    if _FORMULA.match(value):
        yield Fault(
            name,
            Text("{what}像公式（以 {sign} 开头）。", "{what} looks like a formula (it begins with {sign}).").format(
                what=label, sign=value[0]
            ),
            Text("请删去开头的符号。", "Delete the sign at the beginning."),
        )
    if name == "title" and not value:
        yield Fault(name, Text("没有写职位。", "The title is missing."), Text("请填写职位。", "Fill in the title."))
    if name == "source_url" and not _is_address(value):
        yield Fault(
            name,
            Text("来源不是网址。", "The source is no web address."),
            Text("请填写以 http:// 或 https:// 开头的网址。", "Give an address that begins with http:// or https://."),
        )


def _take_marks(other: str) -> tuple[str, str, tuple[Fault, ...]]:
    """The words of the column `other` without `row_type=` and `flag=`, and the row type."""
    marks = dict(_MARKED.findall(other))
    row_type = str(marks.get("row_type", "")).strip()
    words = _MARKED.sub("", other).strip("；; ")
    if row_type and row_type not in ROW_TYPES | SET_ASIDE.keys():
        known = ", ".join(sorted(ROW_TYPES | SET_ASIDE.keys()))
        fault = Fault(
            "other",
            Text(f"不认识的 row_type「{row_type[:40]}」。", f"Unknown row_type {row_type[:40]!r}."),
            Text(f"请用其中之一，或删去：{known}。", f"Use one of these, or delete it: {known}."),
        )
        return words, "", (fault,)
    return words, row_type, ()


def _is_control(letter: str) -> bool:
    """NUL and its kind, and marks that turn the direction of text; ordinary white space is none."""
    return (unicodedata.category(letter) == "Cc" and letter not in "\t\r\n") or letter in _TURNS


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in value
    except ValueError:
        return False


def _printable(cell: str) -> str:
    return "".join(letter for letter in cell[:30] if letter.isprintable()).strip()
