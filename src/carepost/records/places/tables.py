"""The tables that ship with this room; data/SOURCES.md says where they come from."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib.resources import files


def read_table(name: str) -> Iterator[dict[str, str]]:
    """The rows of a shipped table (`places.csv`, `bureaus.csv`, `aliases.csv`), by column."""
    text = (files(__package__) / "data" / name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())
