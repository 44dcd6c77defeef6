"""How fast wording is checked, and that hostile text of twice the length takes about twice the work.

Run: python -m benchmarks.wording_speed
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence

from benchmarks.reader_speed import SHIPPED
from carepost.domain.listings import Row, read_table
from carepost.domain.wording import check_wording

LONG = 100_000
HOSTILE = ("限", "女", "不", "(", "不得限女性", "women only ", "限 女 性 ", "“")


def cpu_seconds(texts: Sequence[str]) -> float:
    """CPU seconds to check these texts."""
    begun = time.process_time()
    for text in texts:
        check_wording(text)
    return time.process_time() - begun


def main() -> None:
    rows = [row.advert for row in read_table(SHIPPED.read_bytes()) if isinstance(row, Row)]
    texts = ["\n".join((a.title, a.pay_text, a.hours_text, a.requirements, a.other)) for a in rows] * 10
    check_wording("热身")
    line = {"name": "wording.texts_per_second", "value": round(len(texts) / cpu_seconds(texts)), "unit": "texts/CPU s"}
    print(json.dumps(line))
    for piece in HOSTILE:
        half, full = (cpu_seconds([piece * (n // len(piece))]) for n in (LONG // 2, LONG))
        line = {"name": f"wording.long_text.{piece.strip()}", "value": round(full, 3), "unit": "CPU s"}
        print(json.dumps(line | {"ratio_to": "half the length", "ratio": round(full / half, 2)}, ensure_ascii=False))


if __name__ == "__main__":
    main()
