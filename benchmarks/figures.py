"""One line per figure, and adverts to measure on. CPU seconds, so that a busy machine tells the same."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

from carepost.domain.listings import Advert, Row, read_table

ROOT = Path(__file__).resolve().parents[1]
LISTINGS = ROOT / "src" / "carepost" / "records" / "posts" / "data" / "listings.csv"


def tell(name: str, value: float, unit: str, **more: object) -> None:
    """Prints one figure as JSON."""
    print(json.dumps({"name": name, "value": value, "unit": unit} | more, ensure_ascii=False), flush=True)


def cpu_seconds(work: Callable[[], object]) -> float:
    """How long a piece of work keeps the processor."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def shipped_adverts() -> list[Advert]:
    """The reported adverts that ship with the product."""
    return [row.advert for row in read_table(LISTINGS.read_bytes()) if isinstance(row, Row)]
