"""The reviewed tables of the law beside the repository, for tests that compare with them."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("CAREPOST_SHARED", Path(__file__).resolve().parents[1].parent / "shared"))
LAW = SHARED / "data" / "law"
needs_tables = pytest.mark.skipif(not LAW.is_dir(), reason="the shared tables of the law are not beside the repository")


def table(name: str) -> list[dict[str, str]]:
    """The rows of one table; [] where the tables are absent."""
    path = LAW / f"{name}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
