"""A cluster under kill -9, crowds and rubbish, on both sets of programs."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psycopg
import pytest

from carepost import embedded_postgres as pg
from carepost.embedded_postgres import server
from tests.embedded_postgres.conftest import ask, server_of

pytestmark = pytest.mark.usefixtures("kind")
START = """
from pathlib import Path
import sys
from carepost import embedded_postgres as pg
cluster = pg.ensure(Path(sys.argv[1]), durable=False)
pg.ensure_database(cluster, "crowd")
print(pg.server_pid(cluster.folder), cluster.socket)
"""


def test_a_killed_server_loses_nothing(folder: Path) -> None:
    cluster = pg.ensure(folder)
    ask(cluster, "CREATE TABLE kept (n int)")
    for _ in range(30):
        ask(cluster, "INSERT INTO kept VALUES (1)")
    os.kill(server_of(cluster), signal.SIGKILL)
    assert ask(pg.ensure(folder), "SELECT count(*) FROM kept") == [(30,)]


def test_children_that_outlive_a_killed_server_do_not_hinder_the_next(folder: Path) -> None:
    cluster = pg.ensure(folder, durable=False)
    connection = psycopg.connect(cluster.dsn("postgres", pg.SUPERUSER), autocommit=True)

    def busy() -> None:
        with contextlib.suppress(psycopg.OperationalError):
            connection.execute("DO $$ BEGIN LOOP END LOOP; END $$")

    thread = threading.Thread(target=busy)
    thread.start()
    child = connection.info.backend_pid
    os.kill(server_of(cluster), signal.SIGKILL)
    again = pg.ensure(folder, durable=False)
    assert ask(again, "SELECT 1") == [(1,)]
    assert not Path(f"/proc/{child}/cwd").exists()
    thread.join()
    connection.close()


def test_four_starters_get_one_server_and_one_database(folder: Path) -> None:
    starters = [
        subprocess.Popen([sys.executable, "-c", START, str(folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    answers = [(starter.communicate(), starter.returncode) for starter in starters]
    assert [(errors, code) for (_, errors), code in answers] == [(b"", 0)] * 4
    assert len({output for (output, _), _ in answers}) == 1
    cluster = pg.ensure(folder, durable=False)
    owner = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'crowd'"
    assert ask(cluster, owner) == [(pg.OWNER_ROLE,)]


def test_it_is_private_sorts_by_code_point_and_checks_its_pages(folder: Path) -> None:
    cluster = pg.ensure(folder)
    facts = "SELECT datcollate, current_setting('listen_addresses'), current_setting('data_checksums') FROM pg_database"
    assert set(ask(cluster, facts)) == {("C.UTF-8", "", "on")}
    assert cluster.socket.stat().st_mode & 0o777 == 0o700
    assert folder.stat().st_mode & 0o777 == 0o700


def test_roles_and_database_are_made_once_and_without_power(folder: Path) -> None:
    cluster = pg.ensure(folder, durable=False)
    pg.ensure_database(cluster, "twice")
    pg.ensure_database(cluster, "twice")
    powers = "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname LIKE 'carepost%' ORDER BY 1"
    assert ask(cluster, powers) == [(pg.OWNER_ROLE, False, False), (pg.WEB_ROLE, False, False)]
    assert ask(cluster, "SELECT 1 FROM pg_extension WHERE extname = 'btree_gist'", "twice") == [(1,)]
    pg.drop_database(cluster, "twice")
    assert ask(cluster, "SELECT 1 FROM pg_database WHERE datname = 'twice'") == []


def test_a_file_that_names_another_process_is_not_believed(folder: Path, bystander: subprocess.Popen[bytes]) -> None:
    cluster = pg.ensure(folder, durable=False)
    os.kill(server_of(cluster), signal.SIGKILL)
    remains = folder / "db" / "postmaster.pid"
    lines = remains.read_text().split("\n")
    remains.write_text("\n".join([str(bystander.pid), *lines[1:]]))
    (cluster.socket / ".s.PGSQL.5432.lock").write_text(f"{bystander.pid}\n")
    assert pg.server_pid(folder) is None
    pg.stop(folder)
    assert ask(pg.ensure(folder, durable=False), "SELECT 1") == [(1,)]
    assert bystander.poll() is None


def test_a_half_made_cluster_is_made_anew(folder: Path) -> None:
    (folder / "db.new").mkdir(parents=True)
    (folder / "db.new" / "PG_VERSION").write_text("15\n")
    assert ask(pg.ensure(folder, durable=False), "SELECT 1") == [(1,)]


def test_a_folder_of_other_things_is_refused_and_kept(folder: Path) -> None:
    (folder / "db").mkdir(parents=True)
    (folder / "db" / "letter").write_text("mine")
    with pytest.raises(pg.PostgresUnavailable, match=r"not a PostgreSQL data folder.*Move it away"):
        pg.ensure(folder, durable=False)
    assert (folder / "db" / "letter").read_text() == "mine"


def test_stopping_twice_or_nothing_is_no_error(folder: Path) -> None:
    pg.stop(folder)
    cluster = pg.ensure(folder, durable=False)
    pg.stop(folder)
    pg.stop(folder)
    assert pg.server_pid(cluster.folder) is None


def test_the_environment_of_another_server_does_not_mislead(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"PGPORT": "6543", "PGHOST": "db.example", "PGDATA": "nowhere", "LC_ALL": "xx_YY"}.items():
        monkeypatch.setenv(name, value)
    cluster = pg.ensure(folder, durable=False)
    assert ask(cluster, "SHOW port") == [("5432",)]


@pytest.fixture
def deep(tmp_path: Path) -> Path:
    """A data folder whose path is too long for a socket, in which a cluster may be made."""
    return tmp_path / ("d" * 60) / ("e" * 60)


def test_a_long_path_listens_in_a_short_private_folder(deep: Path) -> None:
    cluster = pg.ensure(deep, durable=False)
    try:
        assert ask(cluster, "SELECT 1") == [(1,)]
        assert cluster.socket.parent == server.SHARED_TEMPORARY
        assert cluster.socket.stat().st_mode & 0o777 == 0o700
    finally:
        pg.stop(deep)
        cluster.socket.rmdir()


@pytest.mark.parametrize("trick", ["a link", "open to others", "a file"])
def test_a_tampered_socket_folder_is_refused(deep: Path, tmp_path: Path, trick: str) -> None:
    socket = pg.socket_folder(deep)
    if trick == "a link":
        (tmp_path / "trap").mkdir(mode=0o700)
        socket.symlink_to(tmp_path / "trap")
    elif trick == "open to others":
        socket.mkdir()
        socket.chmod(0o777)
    else:
        socket.touch(mode=0o600)
    try:
        with pytest.raises(pg.PostgresUnavailable, match=r"carepost-.* is not private to this user. Remove it"):
            pg.ensure(deep, durable=False)
    finally:
        socket.rmdir() if socket.is_dir() and not socket.is_symlink() else socket.unlink()
