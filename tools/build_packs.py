"""Writes the parameters of the packs from the reviewed tables of the law.

Usage: python -m tools.build_packs LAW_TABLES PLACES.csv
LAW_TABLES holds the tables named below; PLACES.csv has the columns code and name. Run when the tables change, then read
the difference: the packs are the product's own data from then on. Hand-written parts of a pack (rules, texts, tests,
standard, schemes) are left alone.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tools.pack_files import Row, Table, dated, key_of, read, resolve_same, sourced, write_pack, write_yaml
from tools.pack_money import contributions, income_tax
from tools.pack_wages import minimum_wages

PACKS = Path(__file__).resolve().parents[1] / "src" / "carepost" / "packs"
NATIONAL = "000000"
# Limits that a statute sets for the whole country: no place may set them anew.
FIXED = {
    "part_time_daily_hours_max", "part_time_weekly_hours_max", "part_time_pay_cycle_max", "part_time_probation",
    "overtime_monthly", "probation_pay_floor",
}  # fmt: skip
# The row of working_age.csv that says how an age is delayed, and the formula that stands in its note.
RETIREMENT = {
    "male60": ("W04", "60", "1965-01", "4", "36"),
    "female55": ("W05", "55", "1970-01", "4", "36"),
    "female50": ("W06", "50", "1975-01", "2", "60"),
}
# Which contributions a row of the watch speaks of, by words in its item.
WATCHED = ("养老", "失业", "工伤", "医疗", "医保单位")


def main() -> None:
    """Reads the tables and writes one folder per place."""
    tables, places = Path(sys.argv[1]), _places(Path(sys.argv[2]))
    files: dict[str, dict[str, Table]] = {}
    names: dict[str, str] = {NATIONAL: "全国"}
    wages = read(tables / "min_wage.csv")
    insurance = read(tables / "social_insurance.csv")
    names |= {row["jurisdiction_code"]: row["jurisdiction"] for row in [*wages, *insurance]}
    for code, table in minimum_wages(wages, read(tables / "min_wage_area.csv"), places).items():
        files.setdefault(code, {})["minimum_wage"] = table
    for code, table in contributions(insurance).items():
        files.setdefault(code, {})["contributions"] = table
    for code, table in _flexible(read(tables / "flexible_insurance.csv")).items():
        files.setdefault(code, {})["flexible_insurance"] = table
    national = files.setdefault(NATIONAL, {})
    national["labour"] = _labour(read(tables / "labour_params.csv"))
    national["income_tax"] = income_tax(read(tables / "iit.csv"))
    ages = resolve_same(read(tables / "working_age.csv"))
    national["working_age"] = _working_age(ages) | _retirement(ages)
    for code, parts in sorted(files.items()):
        write_pack(PACKS, code, names.get(code) or places[code], parts)
    for code, rows in _watch(read(tables / "expiry_watch.csv")).items():
        write_yaml(PACKS / code / "watch.yaml", {"watch": rows})


def _places(path: Path) -> dict[str, str]:
    return {row["code"]: row["name"] for row in read(path) if len(row["code"]) == 6}


def _labour(rows: Iterable[Row]) -> Table:
    table: Table = {}
    for row in rows:
        value = {"value": row["value"]} | dated(row) | {"document": row["legal_basis"], "article": row["legal_basis"]}
        nearer = {"nearer": "nothing"} if row["key"] in FIXED else {}
        table[f"labour.{row['key']}"] = {"unit": row["unit"] or "words"} | nearer | {"values": [value | sourced(row)]}
    return table


def _flexible(rows: Iterable[Row]) -> dict[str, Table]:
    """Who may or must insure outside ordinary employment: one parameter, keyed by the number of the rule."""
    found: dict[str, Table] = {}
    for row in rows:
        value = {"key": row["rule_id"], "value": row["value"]} | dated(row)
        value |= {"document": row["legal_basis"], "article": row["legal_basis"]} | sourced(row)
        value["note"] = f"{row['subject']}: {row['rule']}" + (f". {row['note']}" if row["note"] else "")
        table = found.setdefault(row["jurisdiction_code"], {"flexible_insurance": {"unit": "words", "values": []}})
        table["flexible_insurance"]["values"].append(value)
    return found


def _working_age(rows: Iterable[Row]) -> Table:
    values = []
    for row in rows:
        value = {"key": row["rule_id"], "value": row["value"] or "words"} | dated(row)
        value |= {"document": row["legal_basis"], "article": row["legal_basis"]} | sourced(row)
        value["note"] = row["rule"] + (f". {row['note']}" if row["note"] else "")
        values.append(value)
    return {"working_age": {"unit": "words or years", "values": values}}


def _retirement(rows: Iterable[Row]) -> Table:
    """By category: the age before the delay, the first birth month that is delayed, its step and its cap."""
    by_id = {row["rule_id"]: row for row in rows}
    columns = {"age": "years", "first_birth": "month of birth", "step": "months of birth", "cap": "months"}
    first = by_id["W04"]
    written = dated(first) | {"document": first["legal_basis"], "article": "渐进式延迟办法 art. 1"} | sourced(first)
    written["note"] = (
        "delay = min(cap, floor(k / step) + 1), k = months from first_birth to the birth month; 0 before it"
    )
    table: Table = {}
    for number, (column, unit) in enumerate(columns.items(), 1):
        by_category = {category: row[number] for category, row in RETIREMENT.items()}
        head = {"unit": unit, "type": "month table" if column == "first_birth" else "count table", "nearer": "nothing"}
        table[f"retirement.{column}"] = head | {"values": [{"value": by_category} | written]}
    return table


def _watch(rows: Iterable[Row]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        day, _, words = row["valid_until"].partition(" ")
        dated_day = len(day) == 10 and day[4] == "-"
        concerns = [kind for kind in WATCHED if kind in row["item"] and "灵活" not in row["item"]]
        entry: dict[str, Any] = {"item": row["item"], "current": row["current"]}
        entry |= {"until": key_of(day)} if dated_day else {"until": "not_stated"}
        entry |= {"words": words.strip("()") if dated_day else row["valid_until"]}
        entry |= {"concerns": ["医疗" if kind == "医保单位" else kind for kind in concerns]}
        entry |= {"document": row["basis"]} | sourced(row) | {"action": row["action"]}
        found.setdefault(row["jurisdiction_code"], []).append({k: v for k, v in entry.items() if v not in ("", [])})
    return found


if __name__ == "__main__":
    main()
