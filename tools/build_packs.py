"""Writes the seed of the packs (minimum wages, labour-law parameters) from the reviewed tables.

Usage: python -m tools.build_packs LAW_TABLES PLACES.csv
LAW_TABLES holds min_wage.csv, min_wage_area.csv and labour_params.csv; PLACES.csv has the columns code and name. Run
when the tables change, then read the difference: the packs are the product's own data from then on.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from carepost.domain.facts import Mark

PACKS = Path(__file__).resolve().parents[1] / "src" / "carepost" / "packs"
Row = dict[str, str]
# The table marks a row as a whole; Shanghai's hourly figure of 2025 is known less well than the monthly one.
WEAKER = {("310000", "2025-07-01", column): Mark.S for column in ("hourly_part_time", "net_of_employee_si_hf")}
REST = ("市区", "其余区县市", "九县", "全市")


def main() -> None:
    """Reads the tables and writes one folder per place."""
    tables, places = Path(sys.argv[1]), _places(Path(sys.argv[2]))
    wages = _read(tables / "min_wage.csv")
    areas = _read(tables / "min_wage_area.csv")
    for code in sorted({row["jurisdiction_code"] for row in wages}):
        own = [row for row in wages if row["jurisdiction_code"] == code]
        parameters = {
            "minimum_wage.monthly": _wage(own, "monthly", "CNY/month"),
            "minimum_wage.hourly": _wage(own, "hourly_part_time", "CNY/hour"),
        }
        net = [row for row in own if row["net_of_employee_si_hf"] == "yes"]
        if net:
            parameters["minimum_wage.net_of_employee_share"] = _wage(net, "net_of_employee_si_hf", "yes or no", key="")
        tiers = _tiers(code, own, [row for row in areas if row["province_code"] == code], places)
        if tiers:
            parameters["minimum_wage.tier"] = {"unit": "tier of the area", "values": tiers}
        _write(code, own[0]["jurisdiction"], "minimum_wage", parameters)
    labour = _read(tables / "labour_params.csv")
    _write("000000", "全国", "labour", {f"labour.{row['key']}": _labour(row) for row in labour})


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _places(path: Path) -> dict[str, str]:
    return {row["code"]: row["name"] for row in _read(path) if len(row["code"]) == 6}


def _wage(rows: Iterable[Row], column: str, unit: str, key: str | None = None) -> dict[str, Any]:
    values = [
        {"key": row["tier"] if key is None else key, "value": row[column]}
        | _dated(row)
        | {"document": row["doc_no"], "article": "最低工资规定 art. 5, 8"}
        | _sourced(row)
        | _weaker(row, column)
        for row in rows
    ]
    return {"unit": unit, "values": values}


def _weaker(row: Row, column: str) -> dict[str, Any]:
    mark = WEAKER.get((row["jurisdiction_code"], row["from"], column))
    return {"mark": mark.value} if mark else {}


def _labour(row: Row) -> dict[str, Any]:
    value = {"value": row["value"]} | _dated(row) | {"document": row["legal_basis"], "article": row["legal_basis"]}
    return {"unit": row["unit"] or "words", "values": [value | _sourced(row)]}


def _dated(row: Row) -> dict[str, Any]:
    end = row["to"]
    return {"from": _Date(row["from"])} | ({"to": end if end == "unknown" else _Date(end)} if end else {})


def _sourced(row: Row) -> dict[str, Any]:
    note = {"note": row["note"]} if row["note"] else {}
    source = row["source"] or "凭记忆，待核实 from memory, to be verified"
    return {"source": source, "mark": Mark.parse(row["evidence"].replace("DOUBTFUL", "unverified")).value} | note


def _tiers(province: str, wages: list[Row], areas: list[Row], places: dict[str, str]) -> list[dict[str, Any]]:
    if not areas and len({row["tier"] for row in wages}) == 1:
        areas = [row | {"area_code": province, "area": "全市"} for row in wages]
    values = []
    for row in areas:
        tier = row["tier"].replace("或", "|")
        rest = _sourced(row) | ({"note": f"{row['area']}；{row.get('note', '')}".strip("；")})
        for code in _codes(row, areas, places):
            values.append({"key": code, "value": tier} | _dated(row) | rest)
    return values


def _codes(row: Row, areas: list[Row], places: dict[str, str]) -> list[str]:
    """The areas that a row speaks of: named counties, the urban rest of a city, or the whole city."""
    city, _, words = row["area"].partition(":")
    code = row["area_code"]
    if not words and "," in city:
        words = city.replace("市区", "")
        return [code, *_named(code, words, places)]
    if not words or words == "全市":
        return [code]
    if words.startswith(("市区", "中心城区")):
        return [code]
    taken = {c for other in areas if other["area_code"] == code and other is not row for c in _listed(other, places)}
    if words.startswith(("其余", "九县", "县市新城")):
        counties = [c for c in places if c[:4] == code[:4] and c != code and places[c] != "市辖区"]
        if words.startswith("县市新城"):
            counties = [c for c in counties if places[c].endswith("市") or places[c].endswith("县")]
        return sorted(set(counties) - taken)
    first = next(r for r in areas if r["area_code"] == code and r["from"] == row["from"])
    return ([code] if first is row else []) + _named(code, words, places)


def _listed(row: Row, places: dict[str, str]) -> list[str]:
    _, _, words = row["area"].partition(":")
    return [] if not words or words.startswith(REST) else _named(row["area_code"], words, places)


def _named(city: str, words: str, places: dict[str, str]) -> list[str]:
    found = []
    for word in re.split(r"[,，、]", words):
        name = word.strip()
        match = [c for c in places if c[:4] == city[:4] and c != city and name and places[c].startswith(name)]
        if match:
            found.append(match[0])
        elif name:
            sys.stderr.write(f"{city}: {name!r} is no county of the places table; left to the city's row\n")
    return found


class _Date(str):
    """A date, written plainly in YAML."""


class _Dumper(yaml.SafeDumper):
    pass


_Dumper.add_representer(_Date, lambda dumper, day: dumper.represent_scalar("tag:yaml.org,2002:timestamp", str(day)))


def _write(code: str, name: str, file: str, parameters: dict[str, Any]) -> None:
    folder = PACKS / code
    (folder / "params").mkdir(parents=True, exist_ok=True)
    _dump(folder / "pack.yaml", {"place": code, "title": {"zh": f"{name}参数包", "en": f"Pack of {code}"}})
    _dump(folder / "params" / f"{file}.yaml", parameters)


def _dump(path: Path, data: dict[str, Any]) -> None:
    text = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
