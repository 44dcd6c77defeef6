"""The database commands, and the key that an installation makes for itself."""

from __future__ import annotations

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from carepost import embedded_postgres as pg
from tests.cli.conftest import Run


def test_start_status_and_stop(run: Run, var: Path) -> None:
    assert run("db", "start").returncode == 0
    up = run("db", "status")
    facts = json.loads(up.stdout)
    assert (up.returncode, facts["running"], facts["pid"]) == (0, True, pg.server_pid(var / "postgres"))
    assert run("db", "stop").returncode == 0
    down = run("db", "status")
    assert (down.returncode, json.loads(down.stdout)["running"]) == (1, False)


def test_three_starters_migrate_once_between_them(run: Run, var: Path) -> None:
    with ThreadPoolExecutor() as pool:
        results = list(pool.map(lambda _: run("db", "migrate"), range(3)))
    assert [(result.returncode, result.stderr) for result in results] == [(0, "The tables are up to date.\n")] * 3
    cluster = pg.ensure(var / "postgres")
    with psycopg.connect(cluster.dsn("carepost", pg.OWNER_ROLE)) as connection:
        twice = "SELECT app, name FROM django_migrations GROUP BY 1, 2 HAVING count(*) > 1"
        assert connection.execute(twice).fetchall() == []
        owners = "SELECT DISTINCT tableowner::text FROM pg_tables WHERE schemaname = 'public'"
        assert connection.execute(owners).fetchall() == [(pg.OWNER_ROLE,)]


@pytest.mark.parametrize(("option", "role"), [((), pg.WEB_ROLE), (("--owner",), pg.OWNER_ROLE)])
def test_the_shell_is_psql_in_the_asked_role(run: Run, option: tuple[str, ...], role: str) -> None:
    result = run("db", "shell", *option, typed="SELECT current_user;", PSQLRC="none")
    assert result.returncode == 0, result.stderr
    assert role in result.stdout


@pytest.mark.parametrize("verb", ["start", "stop"])
def test_a_server_of_ones_own_is_not_ours_to_start_or_stop(run: Run, verb: str) -> None:
    given = {"DATABASE_URL": "postgresql://u@127.0.0.1:1/x", "CAREPOST_SECRET_KEY": "given"}
    result = run("db", verb, **given)
    assert (result.returncode, result.stderr) == (
        1,
        f"Error: DATABASE_URL is set: {verb} that server with its own tools.\n",
    )
    assert json.loads(run("db", "status", **given).stdout) == {"embedded": False}


def test_an_external_server_wants_a_given_key(run: Run) -> None:
    result = run("db", "status", DATABASE_URL="postgresql://u@127.0.0.1:1/x")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: Set CAREPOST_SECRET_KEY to a long random text")


def test_a_private_installation_makes_one_key_and_keeps_it(run: Run, tmp_path: Path) -> None:
    def start(_: int) -> subprocess.CompletedProcess[str]:
        return run("db", "status", CAREPOST_VAR=str(tmp_path / "var"))

    with ThreadPoolExecutor() as pool:
        assert [result.stderr for result in pool.map(start, range(3))] == ["", "", ""]
    keys = tmp_path / "var" / "keys"
    first = (keys / "secret").read_text()
    assert len(first) >= 50
    assert [path.name for path in keys.iterdir()] == ["secret"]
    assert (keys / "secret").stat().st_mode & 0o777 == 0o600
    start(0)
    assert (keys / "secret").read_text() == first
