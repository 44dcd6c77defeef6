"""The root: what it knows, what it loads, how it refuses."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from carepost.cli.root import COMMANDS, main
from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from tests.cli.conftest import Run


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_where_the_table_says(name: str) -> None:
    context = click.Context(main)
    command = main.get_command(context, name)
    assert command is not None
    assert (command.help or "").strip()


def test_the_help_lists_every_command() -> None:
    shown = CliRunner().invoke(main, ["--help"])
    assert shown.exit_code == 0
    assert [name for name in COMMANDS if f"\n  {name} " not in shown.output] == []


def test_the_root_loads_neither_django_nor_a_driver() -> None:
    code = "import sys, carepost.cli; print(sorted({'django', 'psycopg', 'carepost.settings'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize("words", [["nonsense"], ["db", "nonsense"], ["serve", "--port", "0"], ["db", "--nonsense"]])
def test_bad_usage_is_2_and_one_error_line(words: list[str]) -> None:
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 2
    assert result.stderr.count("Error: ") == 1


def test_a_refusal_is_1_and_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command()
    def refused() -> None:
        raise Refusal(Text("不可以。", "It may not be."))

    monkeypatch.setattr("carepost.cli.worker.worker", refused)
    result = CliRunner().invoke(main, ["worker"])
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "Error: It may not be.\n")


def test_an_error_that_nobody_expects_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command()
    def broken() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("carepost.cli.worker.worker", broken)
    assert isinstance(CliRunner().invoke(main, ["worker"]).exception, ZeroDivisionError)


def test_without_any_postgresql_the_sentence_says_what_to_install(run: Run) -> None:
    result = run("db", "migrate", CAREPOST_PG="neither")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == "Error: CAREPOST_PG is 'neither'; it may be 'system', 'wheel' or unset.\n"


def test_a_server_that_does_not_answer_is_a_sentence(run: Run) -> None:
    away = "postgresql://someone:secret@127.0.0.1:1/carepost"
    result = run("db", "migrate", DATABASE_URL=away, CAREPOST_SECRET_KEY="given")
    assert result.returncode == 1
    assert result.stderr.startswith("Error: connection failed")
    assert "Traceback" not in result.stderr
    assert "secret" not in result.stderr
