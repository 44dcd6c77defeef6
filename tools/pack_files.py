"""Reading tables of the law and writing pack files, for tools/build_packs.py."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from carepost.domain.facts import Mark
from tools.pack_words import Said, both
from tools.pack_words import source as source_said

NATIONAL = "000000"
Row = dict[str, str]
Table = dict[str, Any]
FROM_MEMORY = "凭记忆，待核实"


def read(path: Path) -> list[Row]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def resolve_same(rows: Iterable[Row]) -> list[Row]:
    """The rows with each "same" replaced by what it points to, the cell above."""
    out: list[Row] = []
    for row in rows:
        out.append({k: out[-1][k] if v == "same" and out else v for k, v in row.items()})
    return out


class Day(str):
    """A date, written plainly in YAML."""


def key_of(day: str) -> Day:
    """A day that YAML shall show without quotes."""
    return Day(day)


def dated(row: Row) -> dict[str, Any]:
    """From and to of a row; a blank start is not stated."""
    end = row.get("to", "")
    start: dict[str, Any] = {"from": Day(row["from"]) if row["from"] else "not_stated"}
    return start | ({"to": end if end == "unknown" else Day(end)} if end else {})


def sourced(row: Row) -> dict[str, Any]:
    """Source, mark and note of a row."""
    note = {"note": both(row["note"])} if row.get("note") else {}
    source = source_said(row["source"]) or FROM_MEMORY
    return {"source": source, "mark": Mark.parse(row["evidence"].replace("DOUBTFUL", "unverified")).value} | note


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        """Values are written out each time: an alias is for machines, a pack is for people."""
        return True


_Dumper.add_representer(Day, lambda dumper, day: dumper.represent_scalar("tag:yaml.org,2002:timestamp", str(day)))


def write_pack(packs: Path, code: str, name: Said, parts: dict[str, Table]) -> None:
    """The head of a place's pack and one parameter file per part."""
    folder = packs / code
    (folder / "params").mkdir(parents=True, exist_ok=True)
    title = {"zh": f"{name['zh']}法规参数", "en": f"Law of {name['en']}"}
    write_yaml(folder / "pack.yaml", {"place": code, "title": title})
    for file, parameters in parts.items():
        write_yaml(folder / "params" / f"{file}.yaml", parameters)


def write_yaml(path: Path, data: dict[str, Any]) -> None:
    """A mapping as a YAML file, in the order given."""
    text = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)
    path.write_text(text, encoding="utf-8")
