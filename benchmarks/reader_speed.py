"""How fast adverts are read, and that a text twice as long takes about twice the work.

Run: python -m benchmarks.reader_speed [LISTINGS.csv]
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import carepost
from carepost.domain.listings import Advert, Reader, Row, read_table

SHIPPED = Path(carepost.__file__).parent / "records" / "posts" / "data" / "listings.csv"
LONG = 100_000
REPEATED = ("1", "一", "8:00-", "1,111,", "送孩子", "周末", "底薪+", "3000元", "不", "9点")


def rows_per_second(adverts: list[Advert], rounds: int = 5) -> float:
    """Rows read per CPU second."""
    reader = Reader()
    begun = time.process_time()
    for _ in range(rounds):
        for advert in adverts:
            reader.read(advert)
    return rounds * len(adverts) / (time.process_time() - begun)


def long_text_seconds(piece: str, length: int) -> float:
    """CPU seconds for an advert whose every column repeats one piece up to a length in characters."""
    text = piece * (length // len(piece))
    advert = Advert(title=text, headcount=text, pay_text=text, hours_text=text, place=text, other=text)
    begun = time.process_time()
    Reader().read(advert)
    return time.process_time() - begun


def main(path: Path) -> None:
    adverts = [row.advert for row in read_table(path.read_bytes()) if isinstance(row, Row)]
    line = {"name": "reader.rows_per_second", "value": round(rows_per_second(adverts)), "unit": "rows/CPU s"}
    print(json.dumps(line))
    for piece in REPEATED:
        half, full = long_text_seconds(piece, LONG // 2), long_text_seconds(piece, LONG)
        line = {"name": f"reader.long_text.{piece}", "value": round(full, 3), "unit": "CPU s"}
        print(json.dumps(line | {"ratio_to": "half the length", "ratio": round(full / half, 2)}, ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else SHIPPED)
