"""How fast texts are checked for their wording, and that the worst text of 100 kB stays linear.

Run: python benchmarks/wording_speed.py
"""

from __future__ import annotations

from benchmarks.figures import cpu_seconds, shipped_adverts, tell
from carepost.domain.wording import check_wording

ROUNDS, LONG = 5, 100_000
# What patterns of words could stumble over: limits that never come to their point, negations, quotations, brackets.
REPEATED = (
    "限",
    "女",
    "不限女",
    "仅招",
    "优先",
    "“女性",
    "18-45岁",
    "已婚已育",
    "不得",
    "无五险",
    "（",
    "women ",
    "a",
    "，",
)


def long_text_seconds(piece: str, length: int) -> float:
    """CPU seconds for a text that repeats one piece up to a length in characters."""
    text = piece * (length // len(piece))
    return cpu_seconds(lambda: check_wording(text))


def main() -> None:
    texts = [t for a in shipped_adverts() for t in (a.title, a.pay_text, a.hours_text, a.requirements, a.other) if t]
    check_wording(texts[0])  # the patterns are built on first use
    spent = cpu_seconds(lambda: [check_wording(text) for _ in range(ROUNDS) for text in texts])
    tell("wording.texts_per_second", round(ROUNDS * len(texts) / spent), "texts/CPU s", texts=ROUNDS * len(texts))
    seconds = {piece: (long_text_seconds(piece, LONG // 2), long_text_seconds(piece, LONG)) for piece in REPEATED}
    worst = max(seconds, key=lambda piece: seconds[piece][1])
    half, full = seconds[worst]
    tell("wording.worst_100kB", round(full, 3), "CPU s", piece=worst, growth_n_to_2n=round(full / half, 2))


if __name__ == "__main__":
    main()
