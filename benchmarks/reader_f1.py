"""F1 of the advert reader against a labelled table, per field and together.

A field counts where the reading or the gold says something (not empty, unstated, none_stated or no).
Run: python -m benchmarks.reader_f1 [LISTINGS.csv GOLD.csv] [--misses]; without files, the adverts that the tests hold
and, where the shared data lie beside the project, the shared gold.
"""

from __future__ import annotations

import csv
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from carepost.domain.listings import ADVERT_COLUMNS, READING_COLUMNS, Advert, Reader

ROOT = Path(__file__).resolve().parents[1]
INVENTED = ROOT / "tests" / "domain" / "listings"
SHARED = Path(os.environ.get("CAREPOST_SHARED", ROOT.parent / "shared")) / "data"
DEFAULTS = frozenset({"", "unstated", "none_stated", "no"})
# For these "no" is an answer that the text must give, not a default.
ANSWERS_NO = frozenset({"weekend_off", "school_run_friendly"})
SCORED = tuple(name for name in READING_COLUMNS if name not in ("listing_no", "notes"))


@dataclass(frozen=True, slots=True)
class Score:
    """Right, wrong and missed values of one field; a wrong value in place of another counts twice."""

    name: str
    right: int
    spurious: int
    missed: int

    @property
    def f1(self) -> float:
        counted = 2 * self.right + self.spurious + self.missed
        return 1.0 if counted == 0 else 2 * self.right / counted


def says(name: str, value: str) -> bool:
    """Whether a value says something for its field."""
    return value not in DEFAULTS or (value == "no" and name in ANSWERS_NO)


def score(readings: Iterable[Mapping[str, str]], gold: Iterable[Mapping[str, str]]) -> list[Score]:
    """One score per field and, last, the micro average named "all"."""
    tally: Counter[tuple[str, str]] = Counter()
    for reading, labelled in zip(readings, gold, strict=True):
        for name in SCORED:
            ours, theirs = _canonical(name, reading[name]), _canonical(name, labelled[name])
            if ours == theirs:
                tally[name, "right"] += says(name, ours)
            else:
                tally[name, "spurious"] += says(name, ours)
                tally[name, "missed"] += says(name, theirs)
    kinds = ("right", "spurious", "missed")
    scores = [Score(name, *(tally[name, kind] for kind in kinds)) for name in SCORED]
    totals = (sum(tally[name, kind] for name in SCORED) for kind in kinds)
    return [*scores, Score("all", *totals)]


def _canonical(name: str, value: str) -> str:
    return "|".join(sorted(value.split("|"))) if name == "flexibility" else value.strip()


def read_table(listings: Path, gold: Path) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Our readings and the labels of two tables that pair row by row."""
    reader = Reader()
    with listings.open(encoding="utf-8-sig", newline="") as source:
        adverts = [Advert(**{name: row[name] or "" for name in ADVERT_COLUMNS}) for row in csv.DictReader(source)]
    with gold.open(encoding="utf-8-sig", newline="") as source:
        labelled = list(csv.DictReader(source))
    return [reader.read(a, number=i).columns() for i, a in enumerate(adverts, 1)], labelled


def table(scores: Iterable[Score]) -> str:
    """The scores as a markdown table."""
    lines = ["| field | right | spurious | missed | F1 |", "|---|---:|---:|---:|---:|"]
    lines += [f"| {s.name} | {s.right} | {s.spurious} | {s.missed} | {s.f1:.3f} |" for s in scores]
    return "\n".join(lines)


def main(arguments: list[str]) -> None:
    files = [Path(a) for a in arguments if not a.startswith("--")]
    if files:
        report("reader_f1", files[0], files[1], misses="--misses" in arguments)
        return
    report("reader_f1.invented", INVENTED / "invented_listings.csv", INVENTED / "invented_gold.csv")
    if (SHARED / "listings_gold.csv").exists():
        report("reader_f1.shared", SHARED / "listings.csv", SHARED / "listings_gold.csv")
    else:
        print("reader_f1.shared: the shared data are not beside the project; left out", file=sys.stderr)


def report(name: str, listings: Path, gold: Path, *, misses: bool = False) -> None:
    """Prints one JSON line a field and the table on stderr."""
    readings, labelled = read_table(listings, gold)
    if misses:
        for reading, row in zip(readings, labelled, strict=True):
            for field in SCORED:
                if _canonical(field, reading[field]) != _canonical(field, row[field]):
                    said, due = reading[field], row[field]
                    print(f"{reading['listing_no']} {field}: {said!r} for {due!r}", file=sys.stderr)
    scores = score(readings, labelled)
    for s in scores:
        print(json.dumps({"name": f"{name}.{s.name}", "value": round(s.f1, 4), "unit": "F1"}))
    print(table(scores), file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
