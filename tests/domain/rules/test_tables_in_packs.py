"""Every row of the reviewed tables of the law stands in the shipped packs. Skipped where the tables are absent."""

from __future__ import annotations

import csv
import re
from datetime import date
from decimal import Decimal

import pytest
import yaml

from carepost.domain.facts import Mark
from carepost.domain.rules import PACKS, DatedValue, shipped_packs
from tests.shared_tables import needs_tables, table

pytestmark = needs_tables
STORE = shipped_packs()
COUNTRY = "000000"
Row = dict[str, str]


def at(name: str, place: str, key: str, row: Row) -> DatedValue | None:
    """The value of a parameter that begins when the row does, or that is not known to have begun."""
    start = date.fromisoformat(row["from"]) if row["from"] else None
    for value in STORE.history(name, place=place, key=key):
        if value.start == start or (start is None and not value.start_known):
            return value
    return None


def number(value: DatedValue | None) -> Decimal | None:
    return value.number if value is not None else None


def mark(row: Row) -> Mark:
    return Mark.parse(row["evidence"].replace("DOUBTFUL", "unverified"))


def test_minimum_wages() -> None:
    for row in table("min_wage"):
        for column, name in (("monthly", "minimum_wage.monthly"), ("hourly_part_time", "minimum_wage.hourly")):
            value = at(name, row["jurisdiction_code"], row["tier"], row)
            assert number(value) == Decimal(row[column]), row
            assert value is not None
            assert value.end_known == (row["to"] != "unknown")
            assert ("LOWER BOUND" in value.note) == ("LOWER BOUND" in row["note"])


def test_areas_of_the_wage_tiers() -> None:
    values = [value for value in STORE if value.name == "minimum_wage.tier"]
    for row in table("min_wage_area"):
        assert [
            value
            for value in values
            if value.place == row["province_code"]
            and str(value.start) == row["from"]
            and value.value == row["tier"].replace("或", "|")
            and value.note.startswith(row["area"])
        ], row


def test_contributions() -> None:
    for row in table("social_insurance"):
        key, place = f"{row['insurance']}|{row['payer']}", row["jurisdiction_code"]
        low, _, high = row["rate"].partition("-")
        name = "contribution.rate_low" if high else "contribution.rate"
        value = at(name, place, key, row)
        assert value is not None, row
        assert value.value == (Decimal(low) if low else "not_stated")
        for column in ("base_floor", "base_ceiling", "fixed_amount"):
            if row[column]:
                assert number(at(f"contribution.{column}", place, key, row)) == Decimal(row[column]), row


def test_insurance_outside_ordinary_employment() -> None:
    for row in table("flexible_insurance"):
        value = at("flexible_insurance", row["jurisdiction_code"], row["rule_id"], row)
        assert value is not None, row
        assert value.mark is mark(row)
        assert row["rule"] in value.note


def test_income_tax() -> None:
    for row in table("iit"):
        name = f"income_tax.{row['table']}"
        if row["table"] == "platform_worker_cumulative":
            assert at("income_tax.platform_method", COUNTRY, "", row) is not None
            continue
        if row["table"] in ("deduction", "duty"):
            name += ".words" if row["table"] == "deduction" else ""
            assert at(name, COUNTRY, row["row"], row) is not None, row
            continue
        for column in ("lower", "upper", "rate", "quick_deduction"):
            if row[column]:
                assert number(at(f"{name}.{column}", COUNTRY, row["row"], row)) == Decimal(row[column]), row


def test_labour_parameters() -> None:
    for row in table("labour_params"):
        value = at(f"labour.{row['key']}", COUNTRY, "", row)
        assert value is not None, row
        assert value.mark is mark(row)
        assert str(value.value).endswith(row["value"].removesuffix(".0")) or value.number == Decimal(row["value"])


def test_leave_of_every_province() -> None:
    cells = {
        "maternity_base": "maternity_base", "maternity_extra": "maternity_extra", "maternity_total": "maternity_total",
        "paternity": "paternity", "parental_per_parent_per_year": "parental", "parental_scope": "parental_scope",
    }  # fmt: skip
    for row in table("leave_days"):
        for column, name in cells.items():
            place = row["jurisdiction_code"]
            keys = STORE.keys(f"leave.{name}", place=place)
            assert bool(keys) == bool(row[column]), (row, column)
            for key in keys:
                value = at(f"leave.{name}", place, key, row)
                assert value is not None
                assert value.mark is mark(row)
                assert value.value != "not_stated" or value.candidates or value.low is not None


@pytest.mark.parametrize(
    ("file", "key", "name"),
    [
        ("female_protection", "rule_id", "protection.rule"),
        ("forbidden_acts", "act_id", "recruitment_ban.act"),
        ("working_age", "rule_id", "working_age"),
    ],
)
def test_rules_that_are_words(file: str, key: str, name: str) -> None:
    rows = table(file)
    assert {row[key] for row in rows} == set(STORE.keys(name, place=COUNTRY))
    for row in rows:
        value = at(name, COUNTRY, row[key], row)
        assert value is not None, row
        assert value.mark is mark(row)
        words = row.get("rule") or row["act"]
        assert words in (value.note if file == "working_age" else str(value.value))


def test_sanctions_stand_beside_their_acts() -> None:
    for row in table("forbidden_acts"):
        value = at("recruitment_ban.sanction", COUNTRY, row["act_id"], row)
        assert (value is not None) == bool(row["consequence"]), row
        if value is not None and "as A01" not in row["consequence"]:
            assert row["consequence"] in str(value.value)


def test_retirement_ages_of_every_month_of_birth() -> None:
    def of(column: str, category: str) -> str:
        value = STORE.ask(f"retirement.{column}", on=date(2025, 1, 1)).value
        assert value is not None
        return dict(part.split(": ") for part in str(value.value).split(", "))[category]

    for row in table("retirement"):
        year, month = map(int, row["birth_month"].split("-"))
        first_year, first_month = map(int, of("first_birth", row["category"]).split("-"))
        k = 12 * (year - first_year) + month - first_month
        step, cap = int(of("step", row["category"])), int(of("cap", row["category"]))
        delay = 0 if k < 0 else min(cap, k // step + 1)
        assert delay == int(row["delay_months"]), row
        age = 12 * int(of("age", row["category"])) + delay
        assert (age // 12, age % 12) == (int(row["age_years"]), int(row["age_months"]))


def test_what_lapses_is_watched() -> None:
    for row in table("expiry_watch"):
        day = row["valid_until"][:10]
        until = day if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else "None"
        same = [w for w in STORE.watch if w.place == row["jurisdiction_code"] and str(w.until) == until]
        assert [w for w in same if w.mark is mark(row) and row["item"][:2] in w.item], row


def test_holidays_and_rules_of_posts() -> None:
    with (PACKS / COUNTRY / "calendar" / "holidays.csv").open(encoding="utf-8", newline="") as file:
        shipped = {row["date"] for row in csv.DictReader(file)}
    assert {row["date"] for row in table("holidays_cn")} <= shipped
    written = (PACKS / COUNTRY / "standard" / "post_rules.yaml").read_text(encoding="utf-8")
    assert {row["rule_id"] for row in table("post_rules")} <= set(yaml.safe_load(written))
