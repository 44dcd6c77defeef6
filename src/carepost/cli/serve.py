"""`carepost serve`: the pages and the queue's worker as two processes that start and stop together."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import FrameType

import click

from carepost.cli.database import configure, prepare
from carepost.cli.db import stop_cluster

Process = tuple[int, str | None]
# Seconds that a page or a task at hand may take to end.
GRACE = 30


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1), help="Processes that serve pages.")
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1), help="Threads of each of them.")
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """启动数据库、网站与后台任务 · Bring the database up to date, serve the pages, work the queue."""
    _refuse_taken_port(host, port)
    prepare(migrate=True)
    _collect_static()
    pages = [
        sys.executable,
        "-m",
        "gunicorn",
        "carepost.web.wsgi:application",
        "--worker-class",
        "gthread",
        "--preload",
    ]
    pages += ["--bind", f"{host}:{port}", "--workers", str(workers), "--threads", str(threads)]
    pages += ["--log-level", "warning", "--no-control-socket"]
    worker = [sys.executable, "-m", "carepost", "worker"]
    sys.exit(_together(pages, worker, address=(host, port), record=_run_folder() / f"serve-{port}.pid"))


@click.command()
def stop() -> None:
    """停止网站、后台任务与数据库 · Stop the pages, the worker and the private database of this folder."""
    configure()
    for record in sorted(_run_folder().glob("serve-*.pid")):
        _end(_recall(record))
        record.unlink(missing_ok=True)
    stop_cluster()
    click.echo("Stopped.", err=True)


def _refuse_taken_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError as error:
            raise click.ClickException(
                f"Cannot listen on {host}, port {port} ({error.strerror}). "
                f"Stop what uses it (make stop), or choose another: make run PORT={port % 65535 + 1}"
            ) from error


def _collect_static() -> None:
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)


def _run_folder() -> Path:
    from django.conf import settings

    folder = Path(settings.VAR) / "run"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _together(pages: list[str], worker: list[str], *, address: tuple[str, int], record: Path) -> int:
    """Runs both until a signal comes or the pages end; a worker that ends by itself is started again."""
    signal.signal(signal.SIGTERM, _interrupt)
    server, helper = subprocess.Popen(pages), subprocess.Popen(worker)  # noqa: S603
    announced = False
    try:
        record.write_text(_remember(os.getpid(), server.pid, helper.pid))
        while server.poll() is None:
            if not announced and _answers(address):
                announced = True
                click.echo(f"Carepost: http://{address[0]}:{address[1]}/  (Ctrl-C or make stop ends it)", err=True)
            time.sleep(1 if announced else 0.1)
            if helper.poll() is not None:
                click.echo(f"The worker ended with code {helper.returncode}; starting another.", err=True)
                helper = subprocess.Popen(worker)  # noqa: S603
                record.write_text(_remember(os.getpid(), server.pid, helper.pid))
        return server.returncode
    except KeyboardInterrupt:
        return 0
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for process in (server, helper):
            process.terminate()
        for process in (server, helper):
            _wait(process)
        record.unlink(missing_ok=True)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _answers(address: tuple[str, int]) -> bool:
    try:
        socket.create_connection((address[0].strip("[]"), address[1]), timeout=1).close()
    except OSError:
        return False
    return True


def _wait(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _remember(*pids: int) -> str:
    return json.dumps({pid: _birth(pid) for pid in pids})


def _recall(record: Path) -> list[Process]:
    try:
        return [(int(pid), birth) for pid, birth in json.loads(record.read_text()).items()]
    except (OSError, ValueError):
        return []


def _birth(pid: int) -> str | None:
    """When this living process began, in ticks of the machine: a bare number in a file outlives what it named."""
    try:
        state, *facts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if state == "Z" else facts[18]


def _lives(process: Process) -> bool:
    pid, birth = process
    return birth is not None and _birth(pid) == birth


def _end(processes: Iterable[Process]) -> None:
    asked = [process for process in processes if _lives(process)]
    for pid, _ in asked:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
    end = time.monotonic() + GRACE
    while any(map(_lives, asked)) and time.monotonic() < end:
        time.sleep(0.05)
