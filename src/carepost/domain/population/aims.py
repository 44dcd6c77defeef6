"""What the people of a city are held to: calibration.yaml of the country's pack and of the places under it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from carepost.domain.facts import Mark, Text
from carepost.domain.population.calibration import Target, target_of
from carepost.domain.population.sheet import CityError, Sheet, rows, sheet_of
from carepost.domain.rules import PACKS, lineage

FILE = "calibration.yaml"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A published figure that the city does not express, and why not."""

    id: str
    name: Text
    why: Text
    mark: Mark


@cache
def people_targets(place: str) -> tuple[Target, ...]:
    """The rows for a place, a nearer row in the place of one above. Raises CityError naming file, row, key, remedy."""
    found: dict[str, Target] = {}
    for path in _files(place):
        found |= {name: target_of(name, sheet) for name, sheet in _part(path, "rows")}
    return tuple(found.values())


@cache
def left_out(place: str) -> tuple[LeftOut, ...]:
    """The figures that the city does not express, with reasons. Raises CityError."""
    return tuple(_left_out(name, sheet) for path in _files(place) for name, sheet in _part(path, "left_out"))


def aims(place: str) -> dict[str, float]:
    """The value of each row by its id."""
    return {target.id: target.value for target in people_targets(place)}


def _files(place: str) -> list[Path]:
    found = [path for code in reversed(lineage(place)) if (path := PACKS / code / FILE).exists()]
    if not found:
        raise CityError(FILE, Text("缺少这个文件", "this file is missing"))
    return found


def _part(path: Path, part: str) -> list[tuple[str, Sheet]]:
    where = f"{path.parent.name}/{path.name}"
    parts = dict(rows(path))
    if strange := set(parts) - {"rows", "left_out"}:
        raise CityError(f"{where}: {sorted(strange)[0]}", Text("只可有 rows 与 left_out", "only rows and left_out"))
    return sheet_of(parts[part], where) if part in parts else []


def _left_out(name: str, sheet: Sheet) -> LeftOut:
    out = LeftOut(
        name,
        Text(sheet.word("zh"), sheet.word("en")),
        Text(sheet.word("why_zh"), sheet.word("why_en")),
        Mark(sheet.choice("mark", tuple(Mark))),
    )
    sheet.done()
    return out
