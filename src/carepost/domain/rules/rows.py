"""One row of a parameter file as dated values; each fault names the row, its date, the field and what was expected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from carepost.domain.facts import Mark, Text
from carepost.domain.rules.store import NOT_STATED, DatedValue, Doubt

HEAD = {"unit", "columns", "values", "zh", "en", "type", "nearer", "clock", "note", "keys"}
FIELDS = {
    "key", "value", "from", "to", "document", "article", "source", "mark", "known_from", "note",
    "candidates", "low", "high", "doubt", "doubt_from",
}  # fmt: skip
NEEDED = {"from", "source", "mark"}
UNKNOWN = "unknown"
# A value that is not known to have begun sorts behind all that are.
NEVER = date.max
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,9})?")


class PackError(ValueError):
    """A fault in a pack: names the file, the key, the date and what was expected."""


def text_of(where: str, body: Any) -> Text:
    """The label of a mapping with `zh` and `en`. Raises PackError when a side is missing or no words."""
    sides = (body.get("zh"), body.get("en")) if isinstance(body, Mapping) else ()
    if len(sides) != 2 or not all(isinstance(side, str) and side.strip() for side in sides):
        raise PackError(f"{where}: expected 'zh' and 'en', neither blank")
    return Text(*map(str, sides))


def dated_values(where: str, place: str, name: str, columns: Mapping[str, Any], row: Any) -> Iterator[DatedValue]:
    """The values that one row fills: one for a plain parameter, one per filled column of a table."""
    if not isinstance(row, dict):
        raise PackError(f"{where}: expected a mapping")
    filled = [column for column in columns if (column or "value") in row]
    lacking = NEEDED - set(row) | (
        set() if filled else {"value"} if "" in columns else {"one of " + ", ".join(columns)}
    )
    if strange := {str(k) for k in row} - (FIELDS if "" in columns else FIELDS - {"value"} | set(columns)):
        raise PackError(f"{where}: unknown keys {sorted(strange)}; expected some of {sorted(FIELDS)}")
    if lacking:
        raise PackError(f"{where}: lacks {sorted(lacking)}")
    start, end = _start(where, row["from"]), row.get("to")
    where = f"{where} ({row['from']})"
    rest = _rest(where, row, start, end)
    for column in filled:
        yield DatedValue(
            name=f"{name}.{column}" if column else name,
            place=place,
            value=value_of(where, column or "value", row[column or "value"]),
            unit=str(columns[column]),
            start=start,
            **rest,
        )


def _rest(where: str, row: Mapping[str, Any], start: date, end: Any) -> dict[str, Any]:
    end_known = end != UNKNOWN
    end_day = _day(where, "to", end) if end is not None and end_known else None
    if end_day is not None and end_day < start:
        raise PackError(f"{where}: to: {end_day} lies before from: {start}")
    known_from, doubt_from = row.get("known_from"), row.get("doubt_from")
    return {
        "key": str(row.get("key", "")),
        "end": end_day,
        "end_known": end_known,
        "start_known": start != NEVER,
        "document": str(row.get("document", "")),
        "article": str(row.get("article", "")),
        "source": str(row["source"]),
        "mark": _mark(where, row["mark"]),
        "known_from": _day(where, "known_from", known_from) if known_from is not None else None,
        "note": str(row.get("note", "")),
        "candidates": _candidates(where, row),
        "low": _bound(where, "low", row),
        "high": _bound(where, "high", row),
        "doubt": _doubt(where, row.get("doubt")),
        "doubt_from": _day(where, "doubt_from", doubt_from) if doubt_from is not None else None,
    }


def value_of(where: str, field: str, written: Any) -> Decimal | str:
    """A number or words; a list of choices and a table by choice are kept as words, a date in ISO form."""
    if isinstance(written, date):
        return written.isoformat()
    if isinstance(written, list) and written and all(isinstance(w, str) for w in written):
        return ", ".join(written)
    if isinstance(written, dict) and written and not any(isinstance(w, dict | list) for w in written.values()):
        return ", ".join(f"{key}: {value_of(where, field, inner)}" for key, inner in written.items())
    if isinstance(written, bool | list | dict) or written is None:
        raise PackError(f"{where}: {field}: expected a number or words, got {written!r}")
    if isinstance(written, float):
        # A binary fraction would not be the printed amount: such values are quoted in the file.
        raise PackError(f"{where}: {field}: write {written!r} in quotes, so that it is read exactly")
    text = str(written)
    return Decimal(text) if _NUMBER.fullmatch(text) else text


def _candidates(where: str, row: Mapping[str, Any]) -> tuple[str, ...]:
    written = row.get("candidates")
    if written is None:
        return ()
    if row.get("value") != NOT_STATED or not isinstance(written, list) or len(written) < 2:
        raise PackError(f"{where}: candidates: expected a list of two or more, beside value: {NOT_STATED}")
    return tuple(str(value_of(where, "candidates", each)) for each in written)


def _bound(where: str, field: str, row: Mapping[str, Any]) -> Decimal | None:
    if field not in row:
        return None
    value = value_of(where, field, row[field])
    if row.get("value") != NOT_STATED or not isinstance(value, Decimal):
        raise PackError(f"{where}: {field}: expected a number beside value: {NOT_STATED}, got {row[field]!r}")
    return value


def _start(where: str, written: Any) -> date:
    return NEVER if written == NOT_STATED else _day(where, "from", written)


def _day(where: str, field: str, written: Any) -> date:
    if type(written) is date:
        return written
    raise PackError(f"{where}: {field}: expected a date such as 2026-01-31, got {written!r}")


def _mark(where: str, written: Any) -> Mark:
    try:
        return Mark(str(written))
    except ValueError:
        raise PackError(f"{where}: mark: expected one of {', '.join(Mark)}, got {written!r}") from None


def _doubt(where: str, written: Any) -> Doubt | None:
    if written is None:
        return None
    try:
        return Doubt(str(written))
    except ValueError:
        raise PackError(f"{where}: doubt: expected one of {', '.join(Doubt)}, got {written!r}") from None
