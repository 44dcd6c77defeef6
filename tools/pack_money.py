"""Contributions (五险一金) and income tax as parameter tables, for tools/build_packs.py."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from carepost.domain.rules import Doubt
from tools.pack_citations import cited, numbered
from tools.pack_files import Day, Row, Table, dated, resolve_same, sourced
from tools.pack_words import both, bracket_keys, insurance_keys, named

COLUMNS = {
    "rate": "ratio",
    "rate_low": "ratio",
    "rate_high": "ratio",
    "base_floor": "CNY/month",
    "base_ceiling": "CNY/month",
    "fixed_amount": "CNY/month",
}
# What a note says of its row, by words in it.
DOUBTS = {
    "renewal not found": Doubt.MAY_HAVE_LAPSED,
    "renewal document not found": Doubt.MAY_HAVE_LAPSED,
    "see employer row": Doubt.MAY_HAVE_LAPSED,
    "not found by": Doubt.MAY_HAVE_LAPSED,
    "not issued by": Doubt.MAY_HAVE_LAPSED,
    "CONFLICT": Doubt.CONFLICT,
    "another": Doubt.CONFLICT,
    "not confirmed": Doubt.UNCONFIRMED,
    "assumption": Doubt.UNCONFIRMED,
    "derived": Doubt.UNCONFIRMED,
}
# Yearly standards that went on unrenewed: from the month in which the next one was due.
DUE = {"not found by": Day("2026-07-01"), "not issued by": Day("2026-07-01")}
# The notice of the Shandong bases, as its note says.
KNOWN_FROM = {"鲁人社字〔2026〕75号": Day("2026-08-14")}
# The fixed sum of large-sum medical cover exists in Weihai, its amount was not found.
FIXED_NOT_STATED = {("371000", "医疗", "employee")}
# Lower floors of the housing fund that a note prints for named counties of a city.
FUND_FLOORS = {
    "370200": ("2210", ("370281", "370283", "370285")),
    "370100": ("2210", ("370113", "370115", "370114", "370116", "370117", "370124", "370126")),
    "510100": ("2200", ("510181", "510182", "510183", "510184", "510185")),
}
SUPPLEMENTARY = "补充公积金"
_SUPPLEMENT = re.compile(r"supplementary fund (\d+)%-(\d+)%")


def contributions(rows: Iterable[Row]) -> dict[str, Table]:
    """One table per place: a row of the notice is a value keyed "insurance|payer"."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        place = row["jurisdiction_code"]
        value = _contribution(row)
        found.setdefault(place, []).append(value)
        if row["insurance"] == "公积金":
            floor, counties = FUND_FLOORS.get(place, ("", ()))
            for county in counties:
                rest = {
                    k: v for k, v in value.items() if k not in ("rate_low", "rate_high", "base_floor", "base_ceiling")
                }
                found.setdefault(county, []).append(rest | {"base_floor": floor})
            found[place] += _supplementary(row)
    return {place: {"contribution": _named(values)} for place, values in found.items()}


def _named(values: list[dict[str, Any]]) -> Table:
    keys = insurance_keys([value["key"] for value in values])
    return named("contribution", {"columns": COLUMNS, "values": values}, keys)


def _contribution(row: Row) -> dict[str, Any]:
    cells: dict[str, Any] = {"key": f"{row['insurance']}|{row['payer']}"}
    low, _, high = row["rate"].partition("-")
    cells |= {"rate_low": low, "rate_high": high} if high else {"rate": low or "not_stated"}
    cells |= {column: row[column] for column in ("base_floor", "base_ceiling", "fixed_amount") if row[column]}
    if (row["jurisdiction_code"], row["insurance"], row["payer"]) in FIXED_NOT_STATED:
        cells["fixed_amount"] = "not_stated"
    document = {"document": numbered(row["doc_no"])} if row["doc_no"] else {}
    return cells | dated(row) | document | sourced(row) | _doubt(row)


def _doubt(row: Row) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for words, doubt in DOUBTS.items():
        if words in row["note"] and "doubt" not in out:
            out["doubt"] = doubt.value
            if words in DUE:
                out["doubt_from"] = DUE[words]
    if row["doc_no"] in KNOWN_FROM:
        out["known_from"] = KNOWN_FROM[row["doc_no"]]
    return out


def _supplementary(row: Row) -> list[dict[str, Any]]:
    found = _SUPPLEMENT.search(row["note"])
    if found is None:
        return []
    low, high = (f"0.{int(part):02d}" for part in found.groups())
    cells = {"key": f"{SUPPLEMENTARY}|{row['payer']}", "rate_low": low, "rate_high": high}
    cells |= {column: row[column] for column in ("base_floor", "base_ceiling")}
    return [cells | dated(row) | {"document": numbered(row["doc_no"])} | sourced(row)]


def income_tax(rows: Iterable[Row]) -> Table:
    """The tax tables (one parameter per table, keyed by row number), deductions and methods."""
    table: Table = {}
    brackets = {"lower": "CNY", "upper": "CNY", "rate": "ratio", "quick_deduction": "CNY"}
    for row in resolve_same(rows):
        rest = dated(row) | cited(row["legal_basis"]) | sourced(row)
        if row["table"] == "platform_worker_cumulative":
            table |= _platform(row, rest)
        elif row["rate"]:
            body = table.setdefault(f"income_tax.{row['table']}", {"columns": brackets, "values": []})
            body["values"].append({"key": row["row"]} | {c: row[c] for c in brackets if row[c]} | rest)
        elif row["table"] == "deduction":
            body = table.setdefault(
                "income_tax.deduction", {"columns": {"amount": "CNY/month", "words": "words"}, "values": []}
            )
            amount = re.match(r"(\d+)/month", row["unit"])
            cells = {"amount": amount[1]} if amount else {}
            body["values"].append({"key": row["row"], **cells, "words": both(row["unit"])} | rest)
        else:
            body = table.setdefault("income_tax.duty", {"unit": "words", "values": []})
            body["values"].append({"key": row["row"], "value": both(row["row"])} | rest)
    table |= _labour_expense(table)
    return {name: named(name, body, _brackets(body)) for name, body in table.items()}


def _brackets(body: Table) -> dict[str, dict[str, str]]:
    """Labels of the numbered rows of a tax table."""
    return bracket_keys([row["key"] for row in body["values"] if row.get("key", "").isdigit()])


def _platform(row: Row, rest: dict[str, Any]) -> Table:
    """The method of platform workers: its words, and the share of expenses that they print."""
    share = re.search(r"(\d+)% expenses", row["note"])
    assert share is not None  # noqa: S101 (the table was reviewed)
    return {
        "income_tax.platform_method": {"unit": "words", "values": [{"value": both(row["rate"])} | rest]},
        "income_tax.platform_expense_share": {"unit": "ratio", "values": [{"value": f"0.{share[1]}"} | rest]},
    }


def _labour_expense(table: Table) -> Table:
    """The expense deduction of labour services, which the notes of its table print."""
    first = table["income_tax.labour_service_per_payment"]["values"][0]
    found = re.search(r"(\d+) if payment <= (\d+), else (\d+)%", first["note"])
    assert found is not None  # noqa: S101 (the table was reviewed)
    rest = {k: v for k, v in first.items() if k not in ("key", "lower", "upper", "rate", "quick_deduction", "note")}
    columns = {"fixed": "CNY", "up_to": "CNY", "share": "ratio"}
    cells = {"fixed": found[1], "up_to": found[2], "share": f"0.{found[3]}"}
    return {"income_tax.labour_service_expense": {"columns": columns, "values": [cells | rest]}}
