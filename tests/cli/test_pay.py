"""`carepost pay`, `retirement` and `packs`: JSON on stdout, refusals in both languages, exit codes 0, 1 and 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from carepost.cli.packs import packs
from carepost.cli.pay import pay
from carepost.cli.retirement import retirement

ZHONGSHAN = ("--place", "442000", "--month", "2026-10")


def run_pay(*words: str) -> Result:
    return CliRunner().invoke(pay, words)


def test_a_slip_has_the_documented_keys() -> None:
    result = run_pay(*ZHONGSHAN, "--mode", "full_time", "--gross", "2300")
    assert result.exit_code == 0
    said = json.loads(result.stdout)
    assert set(said) == {
        "place", "month", "mode", "gross_fen", "net_fen", "employee_si_fen", "employee_hf_fen", "income_tax_fen",
        "employer_si_fen", "employer_hf_fen", "employer_cost_fen", "pack_hash", "lines", "warnings",
    }  # fmt: skip
    assert {"insurance", "payer", "base_fen", "rate", "amount_fen", "document", "evidence"} == set(said["lines"][0])
    pension = next(line for line in said["lines"] if (line["insurance"], line["payer"]) == ("养老", "employer"))
    assert (pension["base_fen"], pension["rate"], pension["amount_fen"]) == (477_500, 0.16, 76_400)
    assert (pension["document"], pension["evidence"]) == ("粤人社发〔2025〕32号", "P")
    assert all(warning["zh"] and warning["en"] for warning in said["warnings"])


def test_the_four_forms_side_by_side() -> None:
    said = {
        "full_time": run_pay(*ZHONGSHAN, "--mode", "full_time", "--gross", "minimum"),
        "part_time": run_pay(*ZHONGSHAN, "--mode", "part_time", "--hours", "88", "--hourly", "21.9"),
        "labour_service": run_pay(*ZHONGSHAN, "--mode", "labour_service", "--gross", "8000"),
        "platform": run_pay(*ZHONGSHAN, "--mode", "platform", "--gross", "8000"),
    }
    net = {mode: json.loads(result.stdout)["net_fen"] for mode, result in said.items()}
    assert net == {"full_time": 171_340, "part_time": 192_720, "labour_service": 672_000, "platform": 795_800}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--mode", "full_time", "--gross", "abc"), "--gross"),
        (("--mode", "full_time", "--gross", "1e999"), "--gross"),
        (("--mode", "full_time", "--gross", "nan"), "--gross"),
        (("--mode", "full_time", "--gross", "-5"), "--gross"),
        (("--mode", "full_time", "--gross", "2300.001"), "--gross"),
        (("--mode", "full_time"), "--gross"),
        (("--mode", "full_time", "--gross", "2300", "--housing-fund", "0.13"), "--housing-fund"),
        (("--mode", "full_time", "--gross", "2300", "--housing-fund", "five"), "--housing-fund"),
        (("--mode", "full_time", "--gross", "2300", "--medical", "三档"), "--medical"),
        (("--mode", "full_time", "--gross", "2300", "--injury-class", "0"), "--injury-class"),
        (("--mode", "part_time", "--gross", "minimum"), "--hours"),
        (("--mode", "platform", "--gross", "minimum"), "--gross"),
    ],
)
def test_bad_usage_exits_with_two_and_names_the_option_in_both_languages(words: tuple[str, ...], told: str) -> None:
    result = run_pay(*ZHONGSHAN, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    chinese, english = result.stderr.splitlines()
    assert chinese.startswith(told)
    assert english.startswith(told)


@pytest.mark.parametrize("month", ["2026-13", "2026-1", "October", "2026-10-01", "２０２６-10"])
def test_a_month_that_is_none_is_refused(month: str) -> None:
    result = run_pay("--place", "442000", "--month", month, "--mode", "full_time", "--gross", "2300")
    assert result.exit_code == 2
    assert result.stderr.startswith("--month")


@pytest.mark.parametrize("place", ["44", "中山", "442000; rm", "990000", "４４２０００"])
def test_a_place_that_is_none_is_refused(place: str) -> None:
    result = run_pay("--place", place, "--month", "2026-10", "--mode", "full_time", "--gross", "2300")
    assert result.exit_code == 2
    assert result.stderr.startswith("--place")


def test_retirement_gives_a_line_for_each_birth_in_the_order_asked() -> None:
    result = CliRunner().invoke(
        retirement, ["--category", "female50", "--birth", "1975-06", "--birth", "1960-01", "--birth", "1999-12"]
    )
    assert result.exit_code == 0
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert lines == [
        {"birth": "1975-06", "delay_months": 3, "age_years": 50, "age_months": 3, "retirement_month": "2025-09"},
        {"birth": "1960-01", "delay_months": 0, "age_years": 50, "age_months": 0, "retirement_month": "2010-01"},
        {"birth": "1999-12", "delay_months": 60, "age_years": 55, "age_months": 0, "retirement_month": "2054-12"},
    ]


@pytest.mark.parametrize("birth", ["1975", "1975-13", "1975-6", "75-06", "1975-06-01", "", "0000-01"])
def test_a_birth_that_is_no_month_is_refused_before_any_line(birth: str) -> None:
    result = CliRunner().invoke(retirement, ["--category", "male60", "--birth", "1970-06", "--birth", birth])
    assert (result.exit_code, result.stdout) == (2, "")
    chinese, english = result.stderr.splitlines()
    assert chinese.startswith("--birth：")
    assert english.startswith("--birth: expected a month such as")


def test_an_unknown_category_is_refused() -> None:
    assert CliRunner().invoke(retirement, ["--category", "male65", "--birth", "1970-06"]).exit_code == 2


def test_the_shipped_packs_are_sound() -> None:
    result = CliRunner().invoke(packs, ["check"])
    said = json.loads(result.stdout)
    assert (result.exit_code, said["faults"]) == (0, [])
    assert "retirement-2025" in said["packs"]
    assert said["cases"] >= 4


def test_a_pack_with_a_fault_exits_with_one(tmp_path: Path) -> None:
    (tmp_path / "442000" / "params").mkdir(parents=True)
    (tmp_path / "442000" / "pack.yaml").write_text("place: '441900'\n", encoding="utf-8")
    result = CliRunner().invoke(packs, ["check", str(tmp_path)])
    assert result.exit_code == 1
    assert "expected '442000'" in json.loads(result.stdout)["faults"][0]
    assert CliRunner().invoke(packs, ["check", str(tmp_path / "none")]).exit_code == 2


def test_what_lapses_is_listed_for_a_day() -> None:
    result = CliRunner().invoke(packs, ["lapsing", "--at", "2026-11-22"])
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert {"lapsed", "may_have_lapsed", "soon"} >= {row["state"] for row in rows} >= {"may_have_lapsed", "soon"}
