"""A private PostgreSQL run from a folder, for machines without a database server. Linux only; never for production.

One starter at a time (flock), data folder 0700, Unix socket only, checksums on. `postmaster.pid` is never believed:
it outlives a killed server, so readiness is what `pg_isready` says, and a pid counts only while its process works in
the data folder. PostgreSQL refuses to run as root: root runs it in a user namespace or, where the machine refuses
those, as nobody with the data in `RELOCATED` (a clone under a private home cannot be reached by nobody).
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shlex
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from carepost.embedded_postgres.binaries import PostgresUnavailable, find_binaries

SUPERUSER = "postgres"
NOBODY = 65534
# Told everywhere: PGPORT in the environment moves the server and its clients otherwise.
PORT = "5432"
# A Unix socket address holds 107 bytes, of which the server's own file name takes some.
LONGEST_SOCKET_FOLDER = 85
# Not TMPDIR: every process of a clone must find the same folder.
SHARED_TEMPORARY = Path("/tmp")  # noqa: S108
RELOCATED = Path("/var/lib/carepost")
# Seconds. A big database may need most of this to recover after a kill.
START_PATIENCE = STOP_PATIENCE = 90


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running private server: connect through `socket` (a folder) as one of the three roles."""

    folder: Path
    socket: Path

    def dsn(self, database: str, user: str) -> str:
        """A libpq connection string."""
        return f"host='{self.socket}' port={PORT} dbname={database} user={user}"


def socket_folder(folder: Path) -> Path:
    """Where the server of this data folder listens; a long path moves to a short temporary one."""
    near = folder.resolve() / "s"
    if len(os.fsencode(near)) <= LONGEST_SOCKET_FOLDER:
        return near
    digest = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:12]
    return SHARED_TEMPORARY / f"carepost-{os.geteuid()}-{digest}"


def ensure(folder: Path, *, durable: bool = True) -> Cluster:
    """Makes the cluster if there is none, starts it if it is down, returns when it answers.

    `durable=False` trades safety for speed and is for test clusters. Raises PostgresUnavailable.
    """
    folder = folder.resolve()
    _own_folder(folder)
    socket = socket_folder(folder)
    with _one_at_a_time(folder):
        launcher = _Launcher.choose(find_binaries(folder / "db"), folder)
        launcher.prepare_folders(socket)
        if not (folder / "db" / "PG_VERSION").exists():
            launcher.initialise(durable=durable)
        launcher.start(socket, durable=durable)
    return Cluster(folder=folder, socket=socket)


def stop(folder: Path) -> None:
    """Stops the server of this folder and waits until it is gone; nothing happens when none runs."""
    folder = folder.resolve()
    if server_pid(folder) is None:
        return
    with _one_at_a_time(folder):
        pid = server_pid(folder)
        if pid is None:
            return
        os.kill(pid, signal.SIGINT)
        for _ in _patience(STOP_PATIENCE):
            if server_pid(folder) != pid:
                return
    raise PostgresUnavailable(f"The server of {folder} (process {pid}) did not stop in {STOP_PATIENCE} s.")


def server_pid(folder: Path) -> int | None:
    """The process id of the live server of this folder, or None."""
    data = (folder / "db").resolve()
    pid = _recorded_pid(data)
    return pid if pid is not None and _works_in(pid, data) else None


def is_ready(binaries: Path, socket: Path) -> bool:
    """Whether a server answers on this socket folder."""
    probe = [str(binaries / "pg_isready"), "-q", "-h", str(socket), "-p", PORT]
    return subprocess.run(probe, stdout=subprocess.DEVNULL, env=_environment(), check=False).returncode == 0  # noqa: S603


def _own_folder(folder: Path) -> None:
    """The folder that holds everything, private to this user."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise PostgresUnavailable(
            f"The data folder {folder} cannot be made ({error.strerror}). "
            "Set CAREPOST_VAR to a folder that this user may write."
        ) from error
    owner = folder.stat().st_uid
    if owner != os.geteuid():
        raise PostgresUnavailable(
            f"The data folder {folder} belongs to user id {owner}, and this is user id {os.geteuid()}. "
            "Run as the user who made it, or set CAREPOST_VAR to a folder of your own."
        )
    folder.chmod(0o700)


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _patience(seconds: float) -> Iterator[None]:
    """Yields every twentieth of a second until the time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        yield
        time.sleep(0.05)


def _environment() -> dict[str, str]:
    """The environment without PGPORT, PGDATA and their kin, which would lead the programs elsewhere."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def _recorded_pid(data: Path) -> int | None:
    try:
        return int((data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def _works_in(pid: int, data: Path) -> bool:
    """Whether this process is one of PostgreSQL's and works in this data folder (every one of a cluster does)."""
    try:
        here = os.readlink(f"/proc/{pid}/cwd") == str(data)
        return here and b"postgres" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _clear_remains(data: Path, socket: Path) -> None:
    """What a killed server leaves: children that hold its memory, and files whose pid now names another process.

    Each makes the next start fail. The children serve nobody any more: what they had not committed is lost already.
    """
    (socket / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)
    for name in os.listdir("/proc"):
        if name.isdigit() and _works_in(int(name), data):
            with suppress(ProcessLookupError):
                os.kill(int(name), signal.SIGKILL)
    pid = _recorded_pid(data)
    if pid is not None and Path(f"/proc/{pid}").exists() and not _works_in(pid, data):
        (data / "postmaster.pid").unlink(missing_ok=True)


def _private_folder(path: Path, owner: int) -> None:
    """Makes this folder for `owner` alone. Refuses a link, another's folder and one that others may enter."""
    with suppress(FileExistsError):
        path.mkdir(mode=0o700)
    facts = path.lstat()
    if not stat.S_ISDIR(facts.st_mode) or facts.st_uid not in {owner, os.geteuid()} or facts.st_mode & 0o077:
        raise PostgresUnavailable(f"The folder {path} is not private to this user. Remove it and try again.")
    if facts.st_uid != owner:
        os.chown(path, owner, owner)


def _user_namespaces(prefix: tuple[str, ...]) -> bool:
    """Whether this machine lets root enter a user namespace, in which it is nobody."""
    return (
        shutil.which("unshare") is not None
        and not subprocess.run(  # noqa: S603
            [*prefix, "true"], capture_output=True, check=False
        ).returncode
    )


@dataclass(frozen=True, slots=True)
class _Launcher:
    """How to run the server's programs here: `prefix` before the command, or `user` as whom it runs."""

    binaries: Path
    folder: Path
    prefix: tuple[str, ...] = ()
    user: int | None = None

    @classmethod
    def choose(cls, binaries: Path, folder: Path) -> _Launcher:
        if os.geteuid() != 0:
            return cls(binaries, folder)
        namespace = ("unshare", "-U", f"--map-user={NOBODY}", f"--map-group={NOBODY}")
        if not (folder / "db").is_symlink() and _user_namespaces(namespace):
            return cls(binaries, folder, prefix=namespace)
        return cls(binaries, folder, user=NOBODY).relocated()

    def relocated(self) -> _Launcher:
        """Data, log and where needed the programs in a folder that nobody can reach; `db` links to it."""
        data = self.folder / "db"
        try:
            if not data.is_symlink():
                RELOCATED.mkdir(mode=0o711, parents=True, exist_ok=True)
                home = Path(tempfile.mkdtemp(prefix="postgres-", dir=RELOCATED))
                (home / "db").mkdir(mode=0o700)
                if data.exists():
                    shutil.copytree(data, home / "db", dirs_exist_ok=True)
                    data.rename(self.folder / "db-before-relocation")
                for path in (home, *home.rglob("*")):
                    os.chown(path, NOBODY, NOBODY)
                data.symlink_to(home / "db")
            binaries = self._reachable(data.resolve().parent)
        except OSError as error:
            raise PostgresUnavailable(
                "PostgreSQL refuses to run as root, this machine refuses user namespaces, and running it as nobody "
                f"failed ({error}). Run as an ordinary user, or set DATABASE_URL."
            ) from error
        return _Launcher(binaries, self.folder, user=NOBODY)

    def _reachable(self, home: Path) -> Path:
        """The programs, or a copy of them where nobody may not run them where they are."""
        with suppress(PermissionError):
            if self._run("postgres", "--version").returncode == 0:
                return self.binaries
        package = self.binaries.parents[1]
        for part in (package, package.with_name(f"{package.name}.libs")):
            if part.exists() and not (home / part.name).exists():
                shutil.copytree(part, home / f"{part.name}.partial", dirs_exist_ok=True)
                (home / f"{part.name}.partial").rename(home / part.name)
        return home / package.name / "pginstall" / "bin"

    def prepare_folders(self, socket: Path) -> None:
        """The socket folder, private to whoever runs the server."""
        if self.user is None or socket.parent != self.folder:
            _private_folder(socket, os.geteuid() if self.user is None else self.user)
            return
        beside = (self.folder / "db").resolve().with_name("s")
        _private_folder(beside, self.user)
        if not socket.is_symlink():
            if socket.exists():
                shutil.rmtree(socket)
            socket.symlink_to(beside)

    def initialise(self, *, durable: bool) -> None:
        """A new cluster, made beside its place and moved in whole: a half-made one is never taken for a cluster."""
        data = (self.folder / "db").resolve()
        new = data.with_name("db.new")
        if new.exists():
            shutil.rmtree(new)
        options = ["-U", SUPERUSER, "-E", "UTF8", "--locale=C.UTF-8", "--auth=trust"]
        options += ["--data-checksums"] if durable else ["--no-sync"]
        made = self._run("initdb", "-D", str(new), *options)
        if made.returncode != 0:
            raise PostgresUnavailable(f"initdb failed: {made.stderr.strip()[-500:]}")
        try:
            new.rename(data)
        except OSError as error:
            raise PostgresUnavailable(
                f"{data} is not a PostgreSQL data folder, and it is not empty. Move it away and try again."
            ) from error

    def start(self, socket: Path, *, durable: bool) -> None:
        """Returns when the server answers, started or found; a killed one recovers here."""
        data, settings = (self.folder / "db").resolve(), self._settings(socket, durable=durable)
        log = data.with_name("log")
        for _ in _patience(START_PATIENCE):
            if is_ready(self.binaries, socket):
                return
            if server_pid(self.folder) is None:
                _clear_remains(data, socket)
                self._run(
                    "pg_ctl", "-D", str(data), "-l", str(log), "-w", "-t", "60", "-o", settings, "start", quiet=True
                )
        tail = log.read_text(errors="replace")[-500:] if log.exists() else "it wrote no log"
        raise PostgresUnavailable(f"PostgreSQL did not start: {tail}")

    def _settings(self, socket: Path, *, durable: bool) -> str:
        options = {
            "listen_addresses": "",
            "port": PORT,
            "unix_socket_directories": str(socket.resolve()),
            "unix_socket_permissions": "0700",
            "shared_buffers": "64MB",
            "max_connections": "60",
            "timezone": "UTC",
        }
        if not durable:
            options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        return " ".join(f"-c {key}={shlex.quote(value)}" for key, value in options.items())

    def _run(self, program: str, *arguments: str, quiet: bool = False) -> subprocess.CompletedProcess[str]:
        # The server inherits what pg_ctl was given: a pipe would never end.
        output = subprocess.DEVNULL if quiet else subprocess.PIPE
        return subprocess.run(  # noqa: S603
            [*self.prefix, str(self.binaries / program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            text=True,
            cwd="/",
            env=_environment(),
            user=self.user,
            group=self.user,
            extra_groups=None if self.user is None else [],
            check=False,
        )
