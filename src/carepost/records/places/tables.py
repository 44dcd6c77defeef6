"""The tables that ship with this room; data/SOURCES.md says where they come from."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from carepost.records.places.reader import Alias, Division, PlaceIndex


def read_table(name: str) -> Iterator[dict[str, str]]:
    """The rows of a shipped table (`places.csv`, `bureaus.csv`, `aliases.csv`), by column."""
    text = (files(__package__) / "data" / name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def shipped_aliases() -> Iterator[Alias]:
    """The other names of divisions that ship with the product."""
    return (Alias(row["name"], row["code"], row["whole"] == "yes") for row in read_table("aliases.csv"))


@cache
def shipped_index() -> PlaceIndex:
    """The names of all shipped places, ready to be looked up without a database."""
    rows = read_table("places.csv")
    divisions = (Division(row["code"], row["name"], row["level"], row["parent"] or None) for row in rows)
    return PlaceIndex(divisions, shipped_aliases())
