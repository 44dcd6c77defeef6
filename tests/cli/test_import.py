"""`carepost import listings`: JSON on stdout, words on stderr, and an exit code that a script can trust."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from carepost.cli import imports
from carepost.records.posts import Post
from tests.records.posts.build import as_csv, listing


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, db: None) -> Any:
    """Runs the command on the test database, which stands already."""
    monkeypatch.setattr(imports, "prepare", lambda **_: None)
    return lambda path: CliRunner().invoke(imports.import_, ["listings", str(path)])


def answer(result: Result) -> dict[str, Any]:
    (line,) = result.stdout.splitlines()
    return dict(json.loads(line))


def test_good_rows_are_taken_and_the_answer_is_json(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "岗位.csv"
    file.write_bytes(as_csv(listing(), listing(title="乙", other="row_type=anecdote"), encoding="gb18030"))
    result = run(file)
    assert result.exit_code == 0
    told = answer(result)
    assert told["read_as"] == "CSV, GB18030"
    assert told["counts"] == {"rows": 2, "taken": 1, "changed": 0, "unchanged": 0, "set_aside": 1, "wrong": 0}
    assert [(row["row"], row["outcome"], row["errors"]) for row in told["rows"]] == [
        (1, "taken", []),
        (2, "set_aside", []),
    ]
    assert "taken 1" in result.stderr
    assert "第 3 行" in result.stderr
    assert answer(run(file))["counts"]["unchanged"] == 1


def test_a_wrong_row_exits_1_and_the_good_ones_stay(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "listings.csv"
    file.write_bytes(as_csv(listing(), listing(title="")))
    result = run(file)
    assert result.exit_code == 1
    assert answer(result)["rows"][1]["errors"][0]["field"] == "title"
    assert "没有写职位" in result.stderr
    assert Post.objects.count() == 1


def test_a_refused_file_exits_1_with_the_remedy(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "listings.csv"
    file.write_bytes(b"title,pay\nsewer,piece\n")
    result = run(file)
    assert result.exit_code == 1
    assert "missing columns" in answer(result)["errors"][0]["message_en"]
    assert "ten columns" in result.stderr


def test_a_file_far_too_large_is_not_read_to_its_end(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "listings.csv"
    with file.open("wb") as sparse:
        sparse.truncate(5 * 1024**3)
    result = run(file)
    assert result.exit_code == 1
    assert "5 MB" in result.stderr


def test_no_such_file_is_bad_usage(run: Any, tmp_path: Path) -> None:
    result = run(tmp_path / "nothing.csv")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "nothing.csv" in result.stderr
    assert run(tmp_path).exit_code == 2
