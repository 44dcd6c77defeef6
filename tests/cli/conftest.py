"""The command line as a user meets it: another process with an installation of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from carepost import embedded_postgres as pg

Run = Callable[..., subprocess.CompletedProcess[str]]
SOURCE = Path(__file__).resolve().parents[2] / "src"


def environment(var: Path, **more: str) -> dict[str, str]:
    """Of a process that knows this installation and nothing of the tests' own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("CAREPOST_", "DATABASE_URL", "DJANGO_"))}
    kept |= {k: v for k, v in os.environ.items() if k == "CAREPOST_PG"}
    return kept | {"CAREPOST_VAR": str(var), "PYTHONPATH": str(SOURCE)} | more


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "carepost", *words]


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where this installation keeps its data; its server is stopped at the end."""
    var = tmp_path_factory.mktemp("var")
    yield var
    pg.stop(var / "postgres")


@pytest.fixture
def run(var: Path) -> Run:
    """Runs `carepost WORDS` with these lines typed and these variables set, and returns what came of it."""

    def run(*words: str, typed: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command(*words), env=environment(var, **more), input=typed, capture_output=True, text=True, check=False
        )

    return run
