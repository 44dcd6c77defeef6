"""`carepost post`: one JSON object on stdout, refusals in both languages on stderr, exit codes 0, 1 and 2."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from carepost.cli.post import post
from tests.domain.standard.posts import FULL_TIME, PART_TIME


def run(*arguments: str, given: str | bytes = "") -> Result:
    return CliRunner().invoke(post, arguments, input=given)


def check(data: dict[str, Any], at: str = "2026-11-22") -> tuple[int, dict[str, Any]]:
    result = run("check", "-", "--at", at, given=yaml.safe_dump(data, allow_unicode=True))
    return result.exit_code, json.loads(result.stdout)


def test_a_post_is_checked_from_a_file_and_from_stdin_alike(tmp_path: Path) -> None:
    path = tmp_path / "post.yaml"
    path.write_text(yaml.safe_dump(PART_TIME, allow_unicode=True), encoding="utf-8")
    by_file = run("check", str(path), "--at", "2026-11-22")
    by_stdin = run("check", "-", "--at", "2026-11-22", given=json.dumps(PART_TIME))
    assert by_file.exit_code == 0
    assert by_file.stdout == by_stdin.stdout


def test_a_finding_that_blocks_exits_with_one_and_brings_its_dated_value() -> None:
    code, said = check(PART_TIME | {"pay": PART_TIME["pay"] | {"low": "20"}})
    assert code == 1
    assert (said["verdict"], said["verdict_zh"], said["verdict_en"]) == ("not_lawful", "不合法", "not lawful")
    finding = next(f for f in said["findings"] if f["rule"] == "R01")
    assert (finding["severity"], finding["evidence"], finding["to_verify"]) == ("block", "P", False)
    assert (finding["fix_field"], finding["fix_value"]) == ("pay.low", "21.9")
    value = finding["value"]
    assert (value["value"], value["unit"], value["from"], value["to"]) == ("21.9", "CNY/hour", "2026-09-01", None)
    assert (value["document"], value["mark"]) == ("粤府函〔2026〕188号", "P")
    assert {"message_zh", "message_en", "article", "article_en", "fix", "fix_en", "if_employment"} <= set(finding)


def test_what_is_missing_is_said_in_both_languages() -> None:
    code, said = check(FULL_TIME | {"insurance": {}})
    assert code == 0
    assert said["verdict"] == "cannot_tell"
    assert said["missing"] == ["insurance.social"]
    assert "缺少：insurance.social" in said["verdict_zh"]
    assert "missing: insurance.social" in said["verdict_en"]
    assert {row["rule"] for row in said["not_applicable"]} == {"R24", "R29", "R35", "R36", "R39", "R40"}
    assert all({"id", "level", "answer", "text_zh", "text_en"} <= set(row) for row in said["checklist"])


def test_the_day_decides_which_floor_holds() -> None:
    # 清远 rose from 1750 to 2040 yuan a month on 2026-09-01.
    low = FULL_TIME | {"place": "441800", "pay": FULL_TIME["pay"] | {"low": "1800", "high": None}}
    low["contract"] = {"months": 12, "probation_months": 0}
    rules = [{f["rule"] for f in check(low, at=day)[1]["findings"]} for day in ("2026-08-31", "2026-09-01")]
    assert "R02" not in rules[0]
    assert "R02" in rules[1]


@pytest.mark.parametrize(
    ("arguments", "given", "told"),
    [
        (["check", "-", "--at", "2026-13-01"], "", "--at"),
        (["check", "-", "--at", "tomorrow"], "", "--at"),
        (["check", "no-such-file.yaml", "--at", "2026-11-22"], "", "no-such-file.yaml"),
        (["check", ".", "--at", "2026-11-22"], "", "."),
        (["check", "-", "--at", "2026-11-22"], "pay: {low: x}", "pay.low"),
        (["check", "-", "--at", "2026-11-22"], b"\xff", "UTF-8"),
        (["check", "-", "--at", "2026-11-22"], b"#" * 1_100_000, "1 MB"),
        (["check", "-", "--at", "2026-11-22"], "title: a\0b", "YAML"),
    ],
)
def test_bad_usage_and_unreadable_files_exit_with_two(arguments: list[str], given: str | bytes, told: str) -> None:
    result = run(*arguments, given=given)
    assert (result.exit_code, result.stdout) == (2, "")
    chinese, english = result.stderr.splitlines()
    assert told in chinese
    assert told in english
    assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese)


def test_the_day_must_be_given() -> None:
    assert run("check", "-").exit_code == 2


def test_the_schema_is_one_json_object() -> None:
    said = json.loads(run("schema").stdout)
    assert {field["path"] for field in said["fields"]} >= {
        "title",
        "place",
        "pay.low",
        "hours.pattern",
        "voice.contact",
    }
    assert said["pattern_forms"]
