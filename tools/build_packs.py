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

from tools.pack_citations import cited, numbered
from tools.pack_files import NATIONAL, Row, Table, dated, key_of, read, resolve_same, sourced, write_pack, write_yaml
from tools.pack_leave import leave
from tools.pack_money import contributions, income_tax
from tools.pack_protection import protection, recruitment_bans, retirement, working_age
from tools.pack_wages import minimum_wages
from tools.pack_words import WORDS, Said, both, named

PACKS = Path(__file__).resolve().parents[1] / "src" / "carepost" / "packs"
COUNTRY: Said = {"zh": "全国", "en": "the country"}
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
# Units of the labour table that say more than a unit: the plain one. The words go to the note.
UNITS = {
    "hours/day on average at one employer": "hours/day",
    "hours/week at one employer": "hours/week",
    "forbidden": "months",
    "month": "months",
    "month from first day": "months",
    "CNY/hour": "words",
    "of agreed or lowest same-post pay, and >= minimum wage": "ratio",
    "fine 500-2000 CNY each": "words",
    "day/week at least": "days/week",
    "x": "times",
    "x if no time off in lieu": "times",
    "at least monthly": "times/month",
    "of monthly wage at most and not below minimum wage": "ratio",
    "days from hiring": "days",
    "each side": "ratio",
    "days for 1-10 / 10-20 / 20+ years of work": "words",
    "": "words",
}
# What is remembered in place of a unit, and adds nothing to the note.
PLAIN = {"forbidden", "month", "CNY/hour", "x", ""}
# Which contributions a row of the watch speaks of, by words in its item.
WATCHED = ("养老", "失业", "工伤", "医疗", "医保单位")


def main() -> None:
    """Reads the tables and writes one folder per place."""
    tables, rows = Path(sys.argv[1]), read(Path(sys.argv[2]))
    places = {row["code"]: row["name"] for row in rows if len(row["code"]) == 6}
    english = {row["code"]: row["name_en"] for row in rows}
    files: dict[str, dict[str, Table]] = {}
    wages = read(tables / "min_wage.csv")
    areas = read(tables / "min_wage_area.csv")
    for code, table in minimum_wages(wages, areas, places, english).items():
        files.setdefault(code, {})["minimum_wage"] = table
    for code, table in contributions(read(tables / "social_insurance.csv")).items():
        files.setdefault(code, {})["contributions"] = table
    for code, table in _flexible(read(tables / "flexible_insurance.csv")).items():
        files.setdefault(code, {})["flexible_insurance"] = table
    for code, table in leave(read(tables / "leave_days.csv")).items():
        files.setdefault(code, {})["leave"] = table
    files.setdefault(NATIONAL, {}).update(_national(tables))
    for folder in PACKS.iterdir():
        if folder.name.isdigit():
            files.setdefault(folder.name, {})
    for code, parts in sorted(files.items()):
        name = COUNTRY if code == NATIONAL else {"zh": places[code], "en": english[code]}
        write_pack(PACKS, code, name, parts)
    for code, watched in _watch(read(tables / "expiry_watch.csv")).items():
        write_yaml(PACKS / code / "watch.yaml", {"watch": watched})


def _national(tables: Path) -> dict[str, Table]:
    ages = resolve_same(read(tables / "working_age.csv"))
    return {
        "labour": _labour(read(tables / "labour_params.csv")),
        "income_tax": income_tax(read(tables / "iit.csv")),
        "working_age": working_age(ages) | retirement(ages, RETIREMENT),
        "protection": protection(read(tables / "female_protection.csv")),
        "recruitment": recruitment_bans(read(tables / "forbidden_acts.csv")),
    }


def _labour(rows: Iterable[Row]) -> Table:
    table: Table = {}
    for row in rows:
        name, unit = f"labour.{row['key']}", row["unit"]
        words = [] if unit in PLAIN or unit not in UNITS else [unit]
        notes = words + ([row["note"]] if row["note"] else [])
        value = {"value": both(row["value"])} | dated(row) | cited(row["legal_basis"])
        value |= sourced(row | {"note": ""}) | _joined(notes)
        nearer = {"nearer": "nothing"} if row["key"] in FIXED else {}
        table[name] = named(name, {"unit": UNITS.get(unit, unit)} | nearer | {"values": [value]})
    return table


def _joined(notes: list[str]) -> dict[str, Any]:
    if not notes:
        return {}
    return {"note": "；".join(WORDS[note] for note in notes) + " · " + "; ".join(notes)}


def _flexible(rows: Iterable[Row]) -> dict[str, Table]:
    """Who may or must insure outside ordinary employment: one parameter, keyed by the number of the rule."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["jurisdiction_code"], []).append(row)
    return {code: {"flexible_insurance": _flexible_of(own)} for code, own in found.items()}


def _flexible_of(rows: Iterable[Row]) -> Table:
    values, keys = [], {}
    for row in rows:
        note = f"{WORDS[row['subject']]}：{WORDS[row['rule']]}" + (f"。{WORDS[row['note']]}" if row["note"] else "")
        note += f" · {row['subject']}: {row['rule']}" + (f". {row['note']}" if row["note"] else "")
        value = {"key": row["rule_id"], "value": both(row["value"] or row["rule"])} | dated(row)
        values.append(value | cited(row["legal_basis"]) | sourced(row | {"note": ""}) | {"note": note})
        keys[row["rule_id"]] = {"zh": WORDS[row["subject"]], "en": row["subject"]}
    return named("flexible_insurance", {"unit": "words", "values": values}, keys)


def _watch(rows: Iterable[Row]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        day, _, words = row["valid_until"].partition(" ")
        dated_day = len(day) == 10 and day[4] == "-"
        concerns = [kind for kind in WATCHED if kind in row["item"] and "灵活" not in row["item"]]
        entry: dict[str, Any] = {"item": both(row["item"]), "current": _current(row["current"])}
        entry |= {"until": key_of(day)} if dated_day else {"until": "not_stated"}
        entry |= {"words": both(words.strip("()") if dated_day else row["valid_until"])}
        entry |= {"concerns": ["医疗" if kind == "医保单位" else kind for kind in concerns]}
        entry |= {"document": numbered(row["basis"])} | sourced(row) | {"action": both(row["action"])}
        found.setdefault(row["jurisdiction_code"], []).append({k: v for k, v in entry.items() if v not in ("", [])})
    return found


def _current(words: str) -> str:
    """What stands now: figures as printed, words in both languages."""
    return both(words) if words in WORDS else words


if __name__ == "__main__":
    main()
