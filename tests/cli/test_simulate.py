"""`carepost simulate`: one JSON object; refusals in both languages with exit code 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from carepost.cli.city import city
from carepost.cli.simulate import simulate


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> str:
    out = tmp_path_factory.mktemp("people")
    words = ["build", "--carers", "200", "--out", str(out), "--on", "2026-11-22"]
    assert CliRunner().invoke(city, words).exit_code == 0
    return str(out / "persons.parquet")


def run(people: str, *words: str, scheme: str = "zhongshan-1.0", reform: str = "any-parent") -> Result:
    return CliRunner().invoke(simulate, ["--scheme", scheme, "--reform", reform, "--population", people, *words])


def test_a_reform_by_id(people: str) -> None:
    result = run(people, "--months", "3", "--at", "2022-08", "--take-up", "0.5", "--dead-weight", "0.6-0.8")
    assert result.exit_code == 0, result.stderr
    said = json.loads(result.stdout)
    assert said["months"] == ["2022-08", "2022-09", "2022-10"]
    assert [row["month"] for row in said["cost_by_month"]] == said["months"]
    assert {row["id"]: row["whose"] for row in said["assumptions"]}["take_up"] == "given"
    assert said["funnel"]["places_filed"] == 21_139
    assert set(said["groups"]) == {"relation", "place", "employer_size", "wage_band"}
    account = said["accounts"]["wide"]
    assert account["gainers"] + account["losers"] + account["unchanged"] == said["people"]["all"]
    assert sum(row["after"] for row in account["cost_by_month_fen"]) == account["cost_after_fen"]


def test_a_reform_from_a_file(people: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "id: mine\ntitle: {zh: 一千元, en: a thousand}\nfrom: 2022-07-04\nparameters: {insurance_amount: 1000}\n",
        "utf-8",
    )
    said = json.loads(run(people, "--months", "2", reform=str(path)).stdout)
    assert said["reform"]["parameters"] == {"insurance_amount": 1000}
    assert said["people"]["losers"] == {"low": 0, "high": 0}


@pytest.mark.parametrize(
    ("words", "scheme", "reform", "where"),
    [
        ((), "nowhere-1.0", "any-parent", "--scheme"),
        ((), "listing-flags", "any-parent", "--scheme"),
        ((), "zhongshan-1.0", "no-such", "--reform"),
        ((), "zhongshan-1.0", "absent.yaml", "--reform"),
        (("--assume", "x"), "zhongshan-1.0", "any-parent", "--assume"),
        (("--take-up", "1.5"), "zhongshan-1.0", "any-parent", "--take-up"),
        (("--dead-weight", "0.9-0.1"), "zhongshan-1.0", "any-parent", "--dead-weight"),
        (("--months", "0"), "zhongshan-1.0", "any-parent", "--months"),
    ],
)
def test_what_cannot_be_read_is_refused(
    people: str, words: tuple[str, ...], scheme: str, reform: str, where: str
) -> None:
    result = run(people, *words, scheme=scheme, reform=reform)
    assert result.exit_code == 2
    assert result.stderr.startswith(where)
    assert len(result.stderr.strip().splitlines()) == 2


def test_a_reform_that_does_not_fit_the_scheme_is_refused(people: str, tmp_path: Path) -> None:
    path = tmp_path / "other.yaml"
    path.write_text("id: o\ntitle: {zh: 甲, en: a}\nfrom: 2022-07-04\nparameters: {no_such: 1}\n", "utf-8")
    result = run(people, reform=str(path))
    assert result.exit_code == 2
    assert "no_such is no parameter" in result.stderr


def test_a_population_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    result = run(str(tmp_path / "nowhere.parquet"))
    assert result.exit_code == 2
    assert "nowhere.parquet" in result.stderr
