"""`carepost packs export`: a country package in a new folder, what is left out, refusals in both languages."""

from __future__ import annotations

import ast
import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from carepost.cli.packs import packs

READING = "id: reading\ntitle: {zh: 读法, en: a reading}\nfrom: 2000-01-01\nparameters: {relations: [mother, father]}\n"


def run(*words: str) -> Result:
    return CliRunner().invoke(packs, ["export", *words])


def test_one_scheme_is_written_and_what_is_left_out_is_named(tmp_path: Path) -> None:
    result = run("--format", "openfisca", "--scheme", "zhongshan-1.0", "--out", str(tmp_path / "new"))
    assert result.exit_code == 0, result.output
    said = json.loads(result.stdout)
    assert said["packs"] == ["zhongshan-1.0"]
    assert {"pack": "zhongshan-1.0", "parameter": "relations"} in said["left_out"]
    assert all(f"zhongshan-1.0: {row['parameter']}" in result.stderr for row in said["left_out"])
    written = [path for path in (tmp_path / "new").rglob("*") if path.is_file()]
    assert len(written) == said["files"]
    for path in written:
        if path.suffix == ".py":
            ast.parse(path.read_text(encoding="utf-8"))
    project = tomllib.loads((tmp_path / "new" / "pyproject.toml").read_text(encoding="utf-8"))
    kept = project["tool"]["setuptools"]["package-data"]["openfisca_carepost"]
    package = tmp_path / "new" / "openfisca_carepost"
    installed = {*package.glob("*.py"), *(path for pattern in kept for path in package.glob(pattern))}
    assert {path for path in written if package in path.parents} == installed, "what is written is installed"
    assert "zhongshan-1.0: relations" in (tmp_path / "new" / "README.md").read_text(encoding="utf-8")


def test_a_reading_fills_what_is_not_stated(tmp_path: Path) -> None:
    (tmp_path / "reading.yaml").write_text(READING, encoding="utf-8")
    words = ("--format", "openfisca", "--scheme", "zhongshan-1.0", "--reform", str(tmp_path / "reading.yaml"))
    result = run(*words, "--out", str(tmp_path / "new"))
    assert result.exit_code == 0, result.output
    assert "relations" not in {row["parameter"] for row in json.loads(result.stdout)["left_out"]}
    folder = tmp_path / "new" / "openfisca_carepost" / "parameters" / "zhongshan_1_0"
    assert 'value: ["mother", "father"]' in (folder / "relations.yaml").read_text(encoding="utf-8")


def test_all_packs_are_written_by_default_and_nothing_is_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    first = run("--format", "openfisca")
    assert first.exit_code == 0, first.output
    assert {"zhongshan-2.0", "retirement-2025", "tax-7800"} <= set(json.loads(first.stdout)["packs"])
    again = run("--format", "openfisca")
    assert again.exit_code == 2
    assert "已有内容" in again.stderr
    assert "name a new folder" in again.stderr


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        (("--scheme", "zhongshan-3.0"), "没有这个方案", "no such scheme; expected one of"),
        (("--reform", "none.yaml"), "只用于一个方案", "is for one scheme"),
        (("--scheme", "tax-7800", "--reform", "none.yaml"), "没有这个文件", "no such file"),
        (("--scheme", "tax-7800", "--reform", "pyproject.toml"), "不能套用", "cannot be applied"),
    ],
)
def test_a_refusal_says_what_to_write_in_both_languages(words: tuple[str, ...], zh: str, en: str) -> None:
    result = run("--format", "openfisca", *words)
    assert result.exit_code == 2
    assert zh in result.stderr
    assert en in result.stderr


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = run("--format", "openfisca", "--scheme", "tax-7800", "--out", str(tmp_path / "file" / "below"))
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_another_format_is_refused() -> None:
    assert run("--format", "sas").exit_code == 2
    assert run().exit_code == 2
