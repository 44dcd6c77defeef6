"""`carepost city`: files and figures as JSON; refusals in both languages with exit code 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from carepost.cli.city import city


def run(*words: str) -> Result:
    return CliRunner().invoke(city, words)


def test_build_writes_the_files_that_it_names(tmp_path: Path) -> None:
    out = tmp_path / "made"
    result = run("build", "--place", "442000", "--carers", "60", "--seed", "1", "--out", str(out), "--on", "2026-11-22")
    assert result.exit_code == 0, result.stderr
    said = json.loads(result.stdout)
    assert (said["rows"]["carers"], said["seed"], said["on"]) == (60, 1, "2026-11-22")
    assert sorted(said["files"]) == sorted(path.name for path in out.iterdir())


def test_check_tells_each_row_and_exits_by_them(tmp_path: Path) -> None:
    run("build", "--carers", "60", "--out", str(tmp_path), "--on", "2026-11-22")
    result = run("check", str(tmp_path))
    said = json.loads(result.stdout)
    assert result.exit_code == (0 if all(row["met"] for row in said["rows"]) else 1)
    assert {"value", "tolerance", "measured", "mark", "source", "status"} <= set(said["rows"][0])
    assert said["left_out"][0]["why_zh"]


@pytest.mark.parametrize(
    ("words", "where"),
    [
        (("build", "--carers", "0", "--out", "x"), "carers"),
        (("build", "--carers", "5", "--place", "110000", "--out", "x"), "towns of 110000"),
        (("build", "--carers", "5", "--on", "1990-01-01", "--out", "x"), "minimum_wage.monthly"),
        (("check", "nowhere"), "nowhere"),
    ],
)
def test_what_cannot_be_is_refused_in_both_languages(
    words: tuple[str, ...], where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*words)
    assert result.exit_code == 2
    assert where in result.stderr
    assert len(result.stderr.strip().splitlines()) == 2


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    result = run("build", "--carers", "5", "--out", str(tmp_path / "file"), "--on", "2026-11-22")
    assert result.exit_code == 2
    assert "--out" in result.stderr
