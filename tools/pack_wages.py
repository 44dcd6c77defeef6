"""Minimum wages by tier, and which area lies in which tier, for tools/build_packs.py."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from typing import Any

from carepost.domain.facts import Mark
from tools.pack_citations import cited, numbered
from tools.pack_files import Day, Row, Table, dated, sourced
from tools.pack_words import WORDS, Said, named, tier_keys

# The table marks a row as a whole; Shanghai's hourly figure of 2025 is known less well than the monthly one.
WEAKER = {("310000", "2025-07-01", column): Mark.S for column in ("hourly_part_time", "net_of_employee_si_hf")}
REST = ("市区", "其余区县市", "九县", "全市")
# Notices issued after the day from which they hold, as their notes say.
KNOWN_FROM = {("420000", "2025-12-01"): Day("2025-12-24")}
# What the note of a row prints beside its amounts: the rate of a part-timer on a statutory holiday.
HOLIDAY_HOURLY = {("110000", "2025-09-01"): "65.1"}


def minimum_wages(
    wages: list[Row], areas: list[Row], places: dict[str, str], english: dict[str, str]
) -> dict[str, Table]:
    """The parameter file of each province."""
    out = {}
    for code in sorted({row["jurisdiction_code"] for row in wages}):
        own = [row for row in wages if row["jurisdiction_code"] == code]
        parameters: Table = {
            "minimum_wage.monthly": _wage(own, "monthly", "CNY/month"),
            "minimum_wage.hourly": _wage(own, "hourly_part_time", "CNY/hour"),
        }
        if holidays := [row for row in own if (code, row["from"]) in HOLIDAY_HOURLY]:
            rows = [row | {"holiday": HOLIDAY_HOURLY[code, row["from"]]} for row in holidays]
            parameters["minimum_wage.hourly_holiday"] = _wage(rows, "holiday", "CNY/hour")
        if net := [row for row in own if row["net_of_employee_si_hf"] == "yes"]:
            parameters["minimum_wage.net_of_employee_share"] = _wage(net, "net_of_employee_si_hf", "yes or no", key="")
        if tiers := _tiers(code, own, [row for row in areas if row["province_code"] == code], places):
            parameters["minimum_wage.tier"] = {"unit": "tier", "values": tiers}
        out[code] = {name: named(name, body, _keys(body, places, english)) for name, body in parameters.items()}
    return out


def _keys(body: Table, places: dict[str, str], english: dict[str, str]) -> dict[str, Said]:
    keys = [str(row.get("key", "")) for row in body["values"]]
    return tier_keys(keys) | {key: {"zh": places[key], "en": english[key]} for key in keys if key in places}


def _wage(rows: Iterable[Row], column: str, unit: str, key: str | None = None) -> Table:
    values = [
        {"key": row["tier"] if key is None else key, "value": row[column]}
        | dated(row)
        | {"document": numbered(row["doc_no"]), "article": cited("最低工资规定 art.5,8")["article"]}
        | sourced(row)
        | _weaker(row, column)
        | _known_from(row)
        for row in rows
    ]
    return {"unit": unit, "values": values}


def _weaker(row: Row, column: str) -> dict[str, Any]:
    mark = WEAKER.get((row["jurisdiction_code"], row["from"], column))
    return {"mark": mark.value} if mark else {}


def _known_from(row: Row) -> dict[str, Any]:
    day = KNOWN_FROM.get((row["jurisdiction_code"], row["from"]))
    return {"known_from": day} if day else {}


def _tiers(province: str, wages: list[Row], areas: list[Row], places: dict[str, str]) -> list[dict[str, Any]]:
    if not areas and len({row["tier"] for row in wages}) == 1:
        areas = [row | {"area_code": province, "area": "全市"} for row in wages]
    values = []
    for row in areas:
        tier = row["tier"].replace("或", "|")
        rest = sourced(row | {"note": ""}) | {"note": _area_note(row["area"], row.get("note", ""))}
        for code in _codes(row, areas, places):
            values.append({"key": code, "value": tier} | dated(row) | rest)
    return values


def _area_note(area: str, note: str) -> str:
    return f"{area}；{WORDS[note]} · {area}; {note}" if note else area


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
