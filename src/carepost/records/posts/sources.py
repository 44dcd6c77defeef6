"""Who published what stands at an address, and when: known for registered addresses, never guessed from a host."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Source:
    """Publisher in both languages and date as the source states it; "" is not stated."""

    publisher: str
    publisher_en: str
    date: str


NOT_STATED = Source("", "", "")
DATA = Path(__file__).resolve().parent / "data"
# The published posts that an installation may start with (data/SOURCES.md).
REPORTED_LISTINGS = DATA / "listings.csv"


def source_of(address: str) -> Source:
    """What the register (data/sources.csv) knows about an address; NOT_STATED for one that it does not hold."""
    return _register().get(address, NOT_STATED)


@cache
def _register() -> dict[str, Source]:
    text = (DATA / "sources.csv").read_text(encoding="utf-8")
    return {
        row["address"]: Source(row["publisher_zh"], row["publisher_en"], row["date"])
        for row in csv.DictReader(text.splitlines())
    }
