"""Reads packs: one folder per place, `pack.yaml` and dated `params/*.yaml`.

A parameter file maps a name to `{unit, values: [...]}`; a value is a mapping of FIELDS, of which NEEDED must stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from carepost.domain.facts import Mark
from carepost.domain.rules.store import DatedValue, ParameterStore

PACKS = Path(__file__).resolve().parents[2] / "packs"
FIELDS = {"key", "value", "from", "to", "document", "article", "source", "mark", "known_from", "note"}
NEEDED = {"value", "from", "source", "mark"}
UNKNOWN = "unknown"
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLACE = re.compile(r"\d{6}(\d{3})?")


class PackError(ValueError):
    """A fault in a pack: names the file, the key, and what was expected."""


@cache
def shipped_packs() -> ParameterStore:
    """The packs that ship with the product; each process reads them once. Raises PackError at the first fault."""
    return load_packs(PACKS)


def load_packs(folder: Path) -> ParameterStore:
    """Every pack below a folder as one store. Raises PackError at the first fault."""
    packs = sorted(p for p in folder.iterdir() if p.is_dir() and _PLACE.fullmatch(p.name))
    if not packs:
        raise PackError(f"{folder}: expected folders named by place code (000000 for the country), found none")
    return ParameterStore(value for pack in packs for value in _pack(pack))


def _pack(pack: Path) -> Iterator[DatedValue]:
    head = _mapping(pack / "pack.yaml")
    if str(head.get("place")) != pack.name:
        raise PackError(f"{pack / 'pack.yaml'}: place: expected '{pack.name}', the folder's name")
    for path in sorted((pack / "params").glob("*.yaml")):
        for name, body in _mapping(path).items():
            yield from _parameter(path, pack.name, str(name), body)


def _mapping(path: Path) -> Mapping[str, Any]:
    try:
        loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=_SafeLoader)  # noqa: S506 (a safe loader, in C)
    except FileNotFoundError:
        raise PackError(f"{path}: this file is missing") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise PackError(f"{path}: not readable as YAML in UTF-8: {error}") from None
    if not isinstance(loaded, dict):
        raise PackError(f"{path}: expected a mapping at the top")
    return loaded


def _parameter(path: Path, place: str, name: str, body: Any) -> Iterator[DatedValue]:
    where = f"{path}: {name}"
    if not isinstance(body, dict) or not isinstance(body.get("values"), list) or "unit" not in body:
        raise PackError(f"{where}: expected 'unit' and a list 'values'")
    seen: dict[str, list[DatedValue]] = {}
    for number, row in enumerate(body["values"], 1):
        value = _value(f"{where}: value {number}", place, name, str(body["unit"]), row)
        for other in seen.setdefault(value.key, []):
            if _overlap(other, value):
                raise PackError(f"{where}: value {number}: from {value.start} overlaps the value from {other.start}")
        seen[value.key].append(value)
        yield value


def _value(where: str, place: str, name: str, unit: str, row: Any) -> DatedValue:
    if not isinstance(row, dict):
        raise PackError(f"{where}: expected a mapping")
    if strange := set(row) - FIELDS:
        raise PackError(f"{where}: unknown keys {sorted(strange)}; expected some of {sorted(FIELDS)}")
    if lacking := NEEDED - set(row):
        raise PackError(f"{where}: lacks {sorted(lacking)}")
    start, end = _day(where, "from", row["from"]), row.get("to")
    end_known = end != UNKNOWN
    end_day = _day(where, "to", end) if end is not None and end_known else None
    if end_day is not None and end_day < start:
        raise PackError(f"{where}: to: {end_day} lies before from: {start}")
    known_from = row.get("known_from")
    return DatedValue(
        name=name,
        place=place,
        key=str(row.get("key", "")),
        value=_number(where, row["value"]),
        unit=unit,
        start=start,
        end=end_day,
        end_known=end_known,
        document=str(row.get("document", "")),
        article=str(row.get("article", "")),
        source=str(row["source"]),
        mark=_mark(where, row["mark"]),
        known_from=_day(where, "known_from", known_from) if known_from is not None else None,
        note=str(row.get("note", "")),
    )


def _number(where: str, written: Any) -> Decimal | str:
    if isinstance(written, bool) or written is None:
        raise PackError(f"{where}: value: expected a number or words, got {written!r}")
    if isinstance(written, float):
        # A binary fraction would not be the printed amount: such values are quoted in the file.
        raise PackError(f"{where}: value: write {written!r} in quotes, so that it is read exactly")
    text = str(written)
    return Decimal(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else text


def _day(where: str, field: str, written: Any) -> date:
    if isinstance(written, date):
        return written
    raise PackError(f"{where}: {field}: expected a date such as 2026-01-31, got {written!r}")


def _mark(where: str, written: Any) -> Mark:
    try:
        return Mark(str(written))
    except ValueError:
        raise PackError(f"{where}: mark: expected one of {', '.join(Mark)}, got {written!r}") from None


def _overlap(a: DatedValue, b: DatedValue) -> bool:
    first, second = sorted((a, b), key=lambda v: v.start)
    if first.start == second.start:
        return True
    return first.end_known and (first.end is None or first.end >= second.start)
