"""Maternity, paternity and parental leave of the provinces, for tools/build_packs.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tools.pack_citations import cited
from tools.pack_files import NATIONAL, Row, Table, dated, sourced
from tools.pack_words import WORDS, both, named

Cells = Mapping[str, dict[str, Any]]
DAYS = "calendar days"
MATERNITY = ("maternity_base", "maternity_extra", "maternity_total")
# Cells that are no plain number: by variant, the value or what is known of it. A cell of two sources names both values.
CELLS: dict[str, Cells] = {
    "60 (1st child) / 90 (2nd,3rd)": {"first": {"value": "60"}, "further": {"value": "90"}},
    "158 / 188": {"first": {"value": "158"}, "further": {"value": "188"}},
    "60 (unsure: 30 in 2021 text)": {"": {"candidates": ["30", "60"], "doubt": "conflict"}},
    "158 (unsure)": {"": {"candidates": ["128", "158"], "doubt": "conflict"}},
    "60-82": {"": {"low": "60", "high": "82"}},
    "158-180": {"": {"low": "158", "high": "180"}},
    "60 (+90 for 3rd child)": {"": {"value": "60"}, "third": {"candidates": ["90", "150"], "doubt": "conflict"}},
    "3 months": {"": {"value": both("3 months")}},
    "about 190": {"": {"value": "190", "doubt": "unconfirmed", "note": both("about 190")}},
    "20 (memory) / 15 (table)": {"": {"candidates": ["15", "20"], "doubt": "conflict"}},
    ">=15": {"": {"low": "15"}},
    ">=10": {"": {"low": "10"}},
    "5-10": {"": {"low": "5", "high": "10"}},
}
# The total of Hebei reads the same words as Zhejiang's, for another child.
HEBEI: dict[str, Cells] = {
    "158 / 188": {"": {"value": "158"}, "third": {"candidates": ["188", "248"], "doubt": "conflict"}}
}
# Which leave a row's note speaks of, where it is not of the whole row.
NOTED: dict[str, tuple[str, ...]] = {
    "320000": ("maternity_extra", "maternity_total"),
    "370000": ("paternity",),
    "430000": ("paternity",),
    "350000": ("maternity_extra", "maternity_total"),
    "330000": MATERNITY,
    "110000": MATERNITY,
    "120000": ("maternity_extra", "maternity_total"),
    "130000": MATERNITY,
}
UNCONFIRMED = {"120000": ("maternity_extra", "maternity_total")}
# What the national row's note says in figures.
NATIONAL_MORE = {
    "maternity_more": {"hard_birth": "15", "further_baby": "15"},
    "miscarriage": {"under_4_months": "15", "from_4_months": "42"},
    "before_birth": {"": "15"},
}
# What the column "other" says beside the columns of days.
OTHER = {
    "may add 1-3 months with employer consent": ("maternity_more", "by_consent", ""),
    "20 days paternity for twins or hard birth": ("paternity", "multiple_or_hard_birth", "20"),
}


def leave(rows: Iterable[Row]) -> dict[str, Table]:
    """The parameter file of the country and of each province that the table has."""
    return {row["jurisdiction_code"]: _place(row) for row in rows}


def _place(row: Row) -> Table:
    cells = {
        "maternity_base": row["maternity_base"],
        "maternity_extra": row["maternity_extra"],
        "maternity_total": row["maternity_total"],
        "paternity": row["paternity"],
        "parental": row["parental_per_parent_per_year"],
    }
    table: Table = {}
    for name, cell in cells.items():
        if cell:
            table[f"leave.{name}"] = {"unit": _unit(row, name), "values": list(_values(row, name, cell))}
    if row["parental_scope"]:
        scope = {"value": both(row["parental_scope"])} | _written(row, "parental")
        table["leave.parental_scope"] = {"unit": "words", "values": [scope]}
    if row["jurisdiction_code"] == NATIONAL:
        table |= _national(row)
    if row["other"]:
        _other(row, table)
    return {name: named(name, body) for name, body in table.items()}


def _unit(row: Row, name: str) -> str:
    if name != "parental":
        return DAYS
    return "working days/year" if "working days" in row["parental_scope"] else "calendar days/year"


def _values(row: Row, name: str, cell: str) -> Iterable[dict[str, Any]]:
    special = HEBEI.get(cell) if row["jurisdiction_code"] == "130000" else None
    known: Cells = special or CELLS.get(cell) or {"": {"value": cell}}
    for key, said in known.items():
        value = ({"key": key} if key else {}) | ({} if "value" in said else {"value": "not_stated"})
        doubt = {"doubt": "unconfirmed"} if name in UNCONFIRMED.get(row["jurisdiction_code"], ()) else {}
        yield value | _written(row, name) | doubt | said


def _written(row: Row, name: str) -> dict[str, Any]:
    noted = row["note"] and name in NOTED.get(row["jurisdiction_code"], (name,))
    return dated(row) | cited(row["legal_basis"]) | sourced(row | {"note": row["note"] if noted else ""})


def _national(row: Row) -> Table:
    table: Table = {}
    for name, known in NATIONAL_MORE.items():
        values = [
            ({"key": key} if key else {}) | {"value": days} | _written(row | {"note": ""}, name)
            for key, days in known.items()
        ]
        table[f"leave.{name}"] = {"unit": DAYS, "values": values}
    return table


def _other(row: Row, table: Table) -> None:
    name, key, days = OTHER[row["other"]]
    value = {"key": key, "value": days or f"{WORDS[row['other']]} · {row['other']}"} | _written(row, name)
    unit = DAYS if days else "words"
    table.setdefault(f"leave.{name}", {"unit": unit, "values": []})["values"].append(value)
