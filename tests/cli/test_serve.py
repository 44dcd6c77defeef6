"""Pages and worker start together, stop together, and leave nothing behind."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.cli.conftest import Run, command, environment

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def serving(var: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """`carepost serve`, answering."""
    process = subprocess.Popen(
        command("serve", "--port", str(port), "--workers", "1"), env=environment(var), stderr=subprocess.DEVNULL
    )
    until(lambda: process.poll() is not None or answers(port))
    assert process.poll() is None
    yield process
    process.terminate()
    process.wait()


def until(condition: Callable[[], bool]) -> None:
    """Waits as long as it takes: a stuck program is the suite's to end, not a clock's."""
    while not condition():
        time.sleep(0.05)


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def parts(var: Path, port: int) -> list[int]:
    """Process ids: what serves, its pages, its worker."""
    record = var / "run" / f"serve-{port}.pid"
    until(record.exists)
    until(lambda: record.read_text().count(":") == 3)
    return [int(pid) for pid in json.loads(record.read_text())]


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_it_serves_and_ends_whole(serving: subprocess.Popen[bytes], var: Path, port: int) -> None:
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", "/account/login/")
    assert connection.getresponse().status == 200
    connection.close()
    mine, pages, worker = parts(var, port)
    assert (mine, lives(pages), lives(worker)) == (serving.pid, True, True)
    serving.terminate()
    assert serving.wait() == 0
    assert (lives(pages), lives(worker), list((var / "run").iterdir())) == (False, False, [])


def test_a_taken_port_is_a_sentence(serving: subprocess.Popen[bytes], run: Run, port: int) -> None:
    result = run("serve", "--port", str(port))
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Error: Cannot listen on 127.0.0.1, port {port} (Address already in use).")


def test_a_killed_worker_is_replaced(serving: subprocess.Popen[bytes], var: Path, port: int) -> None:
    worker = parts(var, port)[2]
    os.kill(worker, signal.SIGKILL)
    until(lambda: parts(var, port)[2] != worker)
    assert lives(parts(var, port)[2])


def test_stop_ends_what_a_killed_parent_left(serving: subprocess.Popen[bytes], var: Path, port: int, run: Run) -> None:
    _, pages, worker = parts(var, port)
    serving.kill()
    serving.wait()
    (var / "run" / "serve-1.pid").write_text(json.dumps({os.getpid(): "1", 999999999: "1"}))
    (var / "run" / "serve-2.pid").write_text("torn")
    assert run("stop").returncode == 0
    assert (lives(pages), lives(worker), answers(port)) == (False, False, False)
    assert list((var / "run").iterdir()) == []
