"""`carepost match` and `carepost why-not`: files in, one JSON object out, refusals on stderr."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from carepost.cli.root import main
from carepost.domain.matching import Carer, Post, carer_table, post_tables
from carepost.domain.travel import Way
from carepost.domain.week import Fixed, Shifts, Week, weekly

MORNINGS = Fixed((Shifts.weekly(weekly("12345", "9:00", "12:00")),))
DAYS = Fixed((Shifts.weekly(weekly("12345", "9:00", "17:00")),))
SCHOOL_DAY = Week.available(weekly("12345", "8:30", "16:00"))


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    carers = carer_table([Carer(1, (0.0, 0.0), SCHOOL_DAY, Way.BIKE, 30)])
    posts, patterns = post_tables(
        [Post(5, 1, (1.0, 0.0), (MORNINGS,)), Post(6, 1, (1.0, 0.0), (DAYS,), required=5)],
    )
    words = []
    for name, table in (("carers", carers), ("posts", posts), ("patterns", patterns)):
        pq.write_table(table, tmp_path / f"{name}.parquet")
        words += [f"--{name}", str(tmp_path / f"{name}.parquet")]
    return words


def call(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def said(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.stderr
    told: dict[str, Any] = json.loads(result.stdout)
    return told


def test_matches_are_written_and_counted(files: list[str], tmp_path: Path) -> None:
    out = tmp_path / "m.parquet"
    told = said(call("match", *files, "-k", "3", "--out", str(out)))
    assert (told["carers"], told["posts"], told["matches"], told["engine"]) == (1, 2, 1, "local")
    assert pq.read_table(out)["post_id"].to_pylist() == [5]
    nearest = said(call("match", *files, "--by-travel", "--out", str(out)))
    assert nearest["checksum"] != told["checksum"]


def test_why_a_post_is_not_there_is_told_in_full(files: list[str]) -> None:
    told = said(call("why-not", *files, "--carer", "1", "--post", "6"))
    assert told["fits"] is False
    skills, week = told["failing"]
    assert skills["missing_skills"] == [0, 2]
    assert week["constraint"] == "week"
    assert [clash["en"] for clash in week["patterns"][0]["clashes"]]
    assert "有冲突" in week["zh"]


def test_of_a_post_that_fits_the_score_is_told_in_parts(files: list[str]) -> None:
    told = said(call("why-not", *files, "--carer", "1", "--post", "5"))
    assert told["fits"] is True
    assert told["failing"] == []
    assert sum(part["worth"] for part in told["parts"]) == pytest.approx(told["score"], abs=1e-5)
    assert {"zh": "薪酬未载明", "en": "Pay not stated"} in told["reasons"]


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["--carer", "2", "--post", "5"], "no carer 2"),
        (["--carer", "1", "--post", "9"], "no post 9"),
    ],
)
def test_unknown_ids_are_refused(files: list[str], words: list[str], problem: str) -> None:
    result = call("why-not", *files, *words)
    assert result.exit_code == 1
    assert problem in result.stderr
    assert result.stdout == ""


def test_bad_files_and_bad_usage(files: list[str], tmp_path: Path) -> None:
    missing = call(
        "match", *files[:4], "--patterns", str(tmp_path / "no.parquet"), "--out", str(tmp_path / "m.parquet")
    )
    assert missing.exit_code == 1
    assert "不是可读的 Parquet 文件" in missing.stderr
    assert call("match", *files, "-k", "0", "--out", "x").exit_code == 2
    assert call("match", *files).exit_code == 2
