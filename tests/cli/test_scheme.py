"""`carepost scheme`: list, show and assess as JSON; refusals in both languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from carepost.cli.scheme import scheme

CASE = """
scheme: zhongshan-1.0
at: 2022-11
worker: {sex: female, birth: 1990-02-03, relation: mother, child_birth: 2016-05-01}
contract: {form: full_time, from: 2022-09-01, to: 2023-08-31}
insurance_months: [2022-09, 2022-10, 2022-11]
wage_fen: 450000
hours_per_week: 40
employer: {kind: enterprise}
"""


def run(*words: str, given: str | None = None) -> Result:
    return CliRunner().invoke(scheme, words, input=given)


def test_the_list_names_place_status_dates_and_marks() -> None:
    result = run("list")
    assert result.exit_code == 0
    rows = {row["id"]: row for row in json.loads(result.stdout)}
    assert {"zhongshan-1.0", "shanghai-2024", "tax-7800"} <= set(rows)
    assert "retirement-2025" not in rows
    assert rows["guangdong-2023-draft"]["status"] == "draft"
    assert (rows["zhongshan-1.0"]["from"], rows["zhongshan-1.0"]["to"]) == ("2022-07-04", "not_stated")
    assert rows["tax-7800"]["to"] == "2027-12-31"
    assert all(row["title_zh"] and row["title_en"] and row["marks"] for row in rows.values())


def test_a_scheme_shows_conditions_amounts_and_silence() -> None:
    said = json.loads(run("show", "zhongshan-1.0").stdout)
    assert {row["id"]: (row["payee"], row["amounts"][0]["value"]) for row in said["payments"]} == {
        "A": ("employer", "300"), "B": ("employer", "100"), "C": ("worker", "300"),
    }  # fmt: skip
    contract = next(row for row in said["conditions"] if row["rule"] == "contract_ok")
    assert (contract["article"], contract["mark"]) == ("社会保险补贴", "S")
    assert "post_months_max" in {row["name"] for row in said["not_stated"]}
    assert {"household_registration", "insurance_months_min"} == {row["name"] for row in said["none"]}


def test_the_second_scheme_carries_none_of_the_first_ones_amounts() -> None:
    said = json.loads(run("show", "zhongshan-2.0").stdout)
    assert [(row["payee"], row["amounts"][0]["value"]) for row in said["payments"]] == [("not_stated", "not_stated")]


def test_a_case_is_answered_from_a_file_and_from_standard_input(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(CASE, encoding="utf-8")
    from_file, from_input = run("assess", str(path)), run("assess", "-", given=CASE)
    assert from_file.exit_code == from_input.exit_code == 0
    said = json.loads(from_file.stdout)
    assert said == json.loads(from_input.stdout)
    assert {
        "post_access", "subsidy_access", "amount_low_fen", "amount_high_fen", "by_payee", "unmet", "unknown", "trace",
    } <= set(said)  # fmt: skip
    assert (said["post_access"], said["subsidy_access"]) == ("yes", "yes")
    assert said["trace"][0]["rule"] == "post_access"


def test_no_is_an_answer() -> None:
    result = run("assess", "-", given=CASE.replace("relation: mother", "relation: none"))
    assert result.exit_code == 0
    said = json.loads(result.stdout)
    assert (said["post_access"], said["amount_high_fen"]) == ("no", 0)
    assert {"relation_ok"} == {row["rule"] for row in said["unmet"]}
    assert all(row["label_zh"] and row["article"] for row in said["unmet"])


@pytest.mark.parametrize(
    ("words", "given", "told"),
    [
        (("show", "nowhere"), None, "nowhere"),
        (("assess", "missing.yaml"), None, "missing.yaml"),
        (("assess", "-"), CASE.replace("mother", "aunt"), "worker.relation"),
        (("assess", "-"), CASE.replace("2022-11\n", "November\n", 1), "at"),
        (("assess", "-"), CASE + "colour: red\n", "colour"),
    ],
)
def test_what_cannot_be_read_is_refused_in_both_languages(words: tuple[str, ...], given: str | None, told: str) -> None:
    result = run(*words, given=given)
    assert result.exit_code == 2
    zh, en = result.stderr.strip().splitlines()
    assert zh.startswith(f"{told}：")
    assert en.startswith(f"{told}: ")
    assert result.stdout == ""
