"""Files of adverts and the command that reads them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from carepost.cli.listings import listings
from carepost.domain.listings import ADVERT_COLUMNS, READING_COLUMNS, Row, TableRefused, read_table


def table(*rows: dict[str, str], columns: tuple[str, ...] = ADVERT_COLUMNS) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def run(folder: Path, data: bytes) -> Result:
    file = folder / "adverts.csv"
    file.write_bytes(data)
    return CliRunner().invoke(listings, ["read", str(file)])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_command_prints_one_object_per_row(tmp_path: Path, encoding: str) -> None:
    rows = ({"title": "收银员", "pay_text": "3000元/月"}, {"title": "保洁", "hours_text": "9:00-15:00"})
    result = run(tmp_path, table(*rows).encode(encoding))
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert result.exit_code == 0
    assert (first["row"], list(first["reading"])) == (1, list(READING_COLUMNS))
    assert (first["reading"]["pay_min_yuan"], first["post"]["pay"][0]["low_fen"]) == ("3000", 300_000)
    assert (second["reading"]["weekday_end"], list(second)) == ("15:00", ["row", "reading", "post", "findings"])


def test_the_findings_of_a_row_are_those_of_its_place_on_the_day(tmp_path: Path) -> None:
    row = {"city": "青岛", "place": "各门店", "title": "钟点工", "requirements": "女性优先"}
    row |= {"pay_text": "14-18元/小时，月结", "hours_text": "每天4-8小时"}
    (tmp_path / "adverts.csv").write_text(table(row), encoding="utf-8")
    result = CliRunner().invoke(listings, ["read", str(tmp_path / "adverts.csv"), "--at", "2026-11-22"])
    found = {finding["rule"]: finding for finding in json.loads(result.stdout)["findings"]}
    assert found.keys() >= {"R01", "R04", "R05", "R11", "R22"}
    assert (found["R01"]["value"]["value"], found["R01"]["value"]["from"]) == ("24", "2025-10-01")
    assert all(finding["to_verify"] and finding["severity"] != "block" for finding in found.values())


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    columns = tuple(c for c in ADVERT_COLUMNS if c != "hours_text")
    result = run(tmp_path, table({"title": "保洁"}, columns=columns).encode())
    assert (result.exit_code, result.stdout) == (1, "")
    assert "缺少列：hours_text" in result.stderr
    assert "Missing column: hours_text" in result.stderr


def test_a_row_with_too_many_cells_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    lines = table({"title": "保洁"}, {"title": "收银"}).splitlines()
    result = run(tmp_path, "\n".join([lines[0], lines[1] + ",a,b", lines[2]]).encode())
    assert result.exit_code == 1
    assert [json.loads(line)["row"] for line in result.stdout.splitlines()] == [2]
    assert "第 1 行" in result.stderr
    assert "Row 1" in result.stderr


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xff\xfe\x00\x80\xff", "UTF-8"),
        (b"", "Missing column"),
        (table().encode() + b'"open quote', "Row 1"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    result = run(tmp_path, data)
    assert result.exit_code == 1
    assert words in result.stderr


def test_a_file_that_is_not_there_and_a_call_without_one(tmp_path: Path) -> None:
    absent = CliRunner().invoke(listings, ["read", str(tmp_path / "absent.csv")])
    assert (absent.exit_code, "Cannot read" in absent.stderr) == (1, True)
    assert CliRunner().invoke(listings, ["read"]).exit_code == 2


def test_blank_lines_are_no_rows_and_other_columns_are_left_alone() -> None:
    columns = (*ADVERT_COLUMNS, "remark")
    data = table({"title": "甲", "remark": "x"}, columns=columns) + "\n" + ",,,乙,,,,,,,\n"
    rows = list(read_table(data.encode()))
    assert [r.number for r in rows if isinstance(r, Row)] == [1, 2]
    assert not any(isinstance(r, TableRefused) for r in rows)
