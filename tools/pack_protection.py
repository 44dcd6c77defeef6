"""Protection of women workers, recruitment bans and working age, for tools/build_packs.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tools.pack_citations import cited
from tools.pack_files import Row, Table, dated, sourced
from tools.pack_words import both, named, said

# Whom a rule protects.
SUBJECTS = {
    "nursing": ("F01", "F02", "F03", "F11"),
    "pregnant": ("F04", "F05", "F10"),
    "pregnant_or_nursing": ("F06", "F07", "F15"),
    "women": ("F08", "F09", "F12", "F13", "F14"),
}
UNITS = {"day": "days"}
PROTECTION = "女职工劳动保护特别规定"


def protection(rows: Iterable[Row]) -> Table:
    """The rules that protect women at work, keyed by number: rule, value with its unit, penalty."""
    subjects = {rule: subject for subject, rules in SUBJECTS.items() for rule in rules}
    columns = {"subject": "words", "rule": "words", "value": "see unit", "unit": "words", "penalty": "words"}
    values, keys = [], {}
    for row in rows:
        cells = {"key": row["rule_id"], "subject": subjects[row["rule_id"]], "rule": both(row["rule"])}
        cells |= {"value": both(row["value"])}
        cells |= {"unit": UNITS.get(row["unit"], row["unit"])} if row["unit"] else {}
        cells |= {"penalty": both(row["penalty"])} if row["penalty"] else {}
        values.append(cells | dated(row) | cited(row["legal_basis"], PROTECTION) | sourced(row))
        keys[row["rule_id"]] = said(row["rule"])
    return {"protection": named("protection", {"columns": columns, "values": values}, keys)}


def recruitment_bans(rows: Iterable[Row]) -> Table:
    """What recruiting may not do, keyed by number: act and sanction. "as A01" is written out."""
    rows = list(rows)
    first = rows[0]["consequence"]
    values, keys = [], {}
    for row in rows:
        cells: dict[str, Any] = {"key": row["act_id"], "act": both(row["act"])}
        if row["consequence"]:
            cells["sanction"] = _sanction(row["consequence"], first)
        values.append(cells | dated(row) | cited(row["legal_basis"]) | sourced(row))
        keys[row["act_id"]] = said(row["act"])
    columns = {"act": "words", "sanction": "words"}
    return {"recruitment_ban": named("recruitment_ban", {"columns": columns, "values": values}, keys)}


def _sanction(written: str, first: str) -> str:
    parts = [first if part == "as A01" else part for part in written.split("; ")] if "as A01" in written else [written]
    halves = [both(part).split(" · ") for part in parts]
    return "；".join(zh for zh, _ in halves) + " · " + "; ".join(en for _, en in halves)


def working_age(rows: Iterable[Row]) -> Table:
    """The rules on working age, keyed by number; the note carries the rule's words."""
    values, keys = [], {}
    for row in rows:
        value = {"key": row["rule_id"], "value": both(row["value"])} | dated(row) | cited(row["legal_basis"])
        notes = [row["rule"], *_notes(row["note"])]
        value |= sourced(row | {"note": ""})
        value["note"] = "。".join(both(n).split(" · ")[0] for n in notes) + " · " + ". ".join(notes)
        values.append(value)
        keys[row["rule_id"]] = said(row["rule"])
    return {"working_age": named("working_age", {"unit": "years or words", "values": values}, keys)}


def _notes(note: str) -> list[str]:
    return [note] if note else []


def retirement(rows: Iterable[Row], categories: Mapping[str, tuple[str, ...]]) -> Table:
    """By category: the age before the delay, the first birth month that is delayed, its step and its cap."""
    by_id = {row["rule_id"]: row for row in rows}
    columns = {"age": "years", "first_birth": "month of birth", "step": "months of birth", "cap": "months"}
    first = by_id["W04"]
    written = dated(first) | cited(first["legal_basis"]) | sourced(first | {"note": ""})
    written["note"] = (
        "延迟月数＝min(cap, ⌊k÷step⌋＋1)，k为first_birth至出生月的月数，之前出生的为0"
        " · delay = min(cap, floor(k / step) + 1), k = months from first_birth to the birth month; 0 before it"
    )
    table: Table = {}
    for number, (column, unit) in enumerate(columns.items(), 1):
        by_category = {category: row[number] for category, row in categories.items()}
        head = {"unit": unit, "type": "month table" if column == "first_birth" else "count table", "nearer": "nothing"}
        body = head | {"values": [{"value": by_category} | written]}
        table[f"retirement.{column}"] = named(f"retirement.{column}", body)
    return table
