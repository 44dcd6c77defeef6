"""`carepost wording` at the command line."""

from __future__ import annotations

import json

from click.testing import CliRunner, Result

from carepost.cli.wording import wording


def run(*args: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(wording, args, input=stdin)


def objects(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_one_object_per_text() -> None:
    result = run("限女性", "不限男女")

    assert result.exit_code == 0
    assert [(o["text"], o["verdict"]) for o in objects(result)] == [("限女性", "block"), ("不限男女", "fine")]


def test_a_finding_has_the_documented_keys() -> None:
    (answer,) = objects(run("诚聘，女士优先"))
    (finding,) = answer["findings"]  # type: ignore[misc]

    assert finding["id"] == "B03"
    assert finding["class"] == "block"
    assert finding["span"] == [3, 7]
    assert set(finding["fix"]) == {"zh", "en", "replacement"}
    assert {"message_zh", "message_en", "article", "evidence", "words"} <= set(finding)


def test_lines_of_standard_input_when_there_is_no_text() -> None:
    result = run(stdin="限女性\r\n\n男女不限\n".encode())

    assert [o["text"] for o in objects(result)] == ["限女性", "男女不限"]


def test_a_dash_reads_standard_input() -> None:
    assert [o["verdict"] for o in objects(run("性别不限", "-", stdin="女士优先".encode()))] == [
        "fine",
        "block",
    ]


def test_what_cannot_be_read_is_named_and_the_rest_is_answered() -> None:
    result = run(stdin="限女性\n".encode() + b"\xff\xfe\n" + b"a\0b\n" + "男女不限\n".encode())

    assert result.exit_code == 2
    assert [o["text"] for o in objects(result)] == ["限女性", "男女不限"]
    assert "stdin:2" in result.stderr
    assert "stdin:3" in result.stderr


def test_an_argument_that_is_no_text_is_named() -> None:
    result = run("限女\udcff")

    assert result.exit_code == 2
    assert "TEXT 1" in result.stderr


def test_an_unknown_option_is_bad_usage() -> None:
    assert run("--nonsense").exit_code == 2
