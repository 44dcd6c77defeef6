"""The labelled texts: invented adverts, the phrase tests of the data set, three unseen sets."""

from __future__ import annotations

import csv
from pathlib import Path

FOLDER = Path(__file__).parent / "texts"


def invented() -> list[tuple[str, str]]:
    """(verdict, text) of the texts written while the rules grew."""
    return [
        (verdict, line)
        for verdict in ("block", "warn", "fine")
        for line in (FOLDER / f"{verdict}.txt").read_text(encoding="utf-8").splitlines()
    ]


def unseen() -> list[tuple[str, str]]:
    """(verdict, text) of the adverts that were labelled before the check saw them, in three rounds."""
    lines = [
        line
        for name in ("first_run.txt", "second_run.txt", "third_run.txt")
        for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()
    ]
    return [(verdict, text) for verdict, _, text in (line.partition(" | ") for line in lines)]


def phrase_tests() -> list[tuple[str, str]]:
    """(text, expected phrase id) of ad_phrase_tests.csv."""
    with (FOLDER / "ad_phrase_tests.csv").open(encoding="utf-8", newline="") as file:
        return [(row["text"], row["expected_phrase_id"]) for row in csv.DictReader(file)]
