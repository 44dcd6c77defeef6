"""How fast adverts are read, and that a text twice as long takes about twice the work.

Run: python benchmarks/reader_speed.py
"""

from __future__ import annotations

from benchmarks.figures import cpu_seconds, shipped_adverts, tell
from carepost.domain.listings import Advert, Reader

ROUNDS, LONG = 5, 100_000
REPEATED = ("1", "一", "8:00-", "1,111,", "送孩子", "周末", "底薪+", "3000元", "不", "9点")


def long_text_seconds(piece: str, length: int) -> float:
    """CPU seconds for an advert whose pay, hours and other words repeat one piece up to a length in characters."""
    text = piece * (length // len(piece))
    advert = Advert(pay_text=text, hours_text=text, other=text)
    return cpu_seconds(lambda: Reader(blocked=lambda words: ()).read(advert))


def main() -> None:
    adverts, reader = shipped_adverts(), Reader()
    spent = cpu_seconds(lambda: [reader.read(advert) for _ in range(ROUNDS) for advert in adverts])
    tell("reader.rows_per_second", round(ROUNDS * len(adverts) / spent), "rows/CPU s", rows=ROUNDS * len(adverts))
    seconds = {piece: (long_text_seconds(piece, LONG // 2), long_text_seconds(piece, LONG)) for piece in REPEATED}
    worst = max(seconds, key=lambda piece: seconds[piece][1])
    half, full = seconds[worst]
    tell("reader.worst_100kB", round(full, 3), "CPU s", piece=worst, growth_n_to_2n=round(full / half, 2))


if __name__ == "__main__":
    main()
