"""How fast a post is checked against every rule and graded, on generated posts of all forms and four kinds of hours.

Run: python -m benchmarks.standard_speed [POSTS]   (20,000 unless told; 200,000 take some three minutes)
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from carepost.domain.rules import shipped_packs
from carepost.domain.standard import Grade, check_post, post_from
from carepost.domain.wording import check_wording

ON = date(2026, 11, 22)
BATCH = 10_000  # so that any number fits in memory
PLACES = ("442000", "440100", "441800", "370200", "370283", "420624", "310104", "110105", "330100", "510100")
TITLES = ("缝纫工", "电话客服", "保洁员", "数据标注员", "育婴员", "财务助理", "质检员", "钟点工")


def pattern(dice: random.Random) -> dict[str, Any]:
    """One shift pattern of the four kinds."""
    start, hours = dice.choice((7, 8, 9, 13)), dice.choice((3, 4, 5, 6, 8))
    row = {"days": list(range(1, dice.choice((6, 7)))), "start": f"{start}:00", "end": f"{start + hours}:00"}
    return dice.choice(
        (
            {"kind": "fixed", "alternatives": [{"shifts": [row]}]},
            {"kind": "band", "within": [row], "min_week_minutes": 60 * hours},
            {"kind": "slots", "offered": [row], "choose": 2},
            {"kind": "output"},
        )
    )


def posts(count: int, seed: int) -> Iterator[dict[str, Any]]:
    """Post files as plain data; seeded, so that a figure can be redrawn."""
    dice = random.Random(seed)
    for _ in range(count):
        hourly = dice.random() < 0.4
        low = Decimal(dice.randint(15, 40)) if hourly else Decimal(dice.randint(18, 80) * 100)
        yield {
            "title": dice.choice(TITLES),
            "place": dice.choice(PLACES),
            "headcount": str(dice.randint(1, 20)),
            "form": "part_time" if hourly else "full_time",
            "expires_on": date(2026, 12, 31),
            "employer": {"name": "示例单位"},
            "pay": {
                "per": "hour" if hourly else "month",
                "low": low,
                "high": low * dice.choice((1, Decimal("1.5"), 3)),
            },
            "hours": {"pattern": pattern(dice)},
            "insurance": {"social": dice.choice(("yes", "no")), "work_injury": "yes"},
            "asks": {"conditions": dice.choice(("无经验要求", "女性优先", "性别不限", "初中以上"))},
        }


def main(count: int) -> None:
    store, rows = shipped_packs(), posts(count, seed=1)
    read = checked = 0.0
    grades = dict.fromkeys(Grade, 0)
    while batch := list(islice(rows, BATCH)):
        begun = time.process_time()
        files = [post_from(row) for row in batch]
        read += time.process_time() - begun
        begun = time.process_time()
        for post in files:
            grades[check_post(post, store=store, on=ON, wording=lambda text: check_wording(text).findings).grade] += 1
        checked += time.process_time() - begun
    print(
        json.dumps({"name": "standard.posts_read", "value": round(count / read), "unit": "posts/CPU s", "posts": count})
    )
    line = {"name": "standard.posts_checked", "value": round(count / checked), "unit": "posts/CPU s", "posts": count}
    print(json.dumps(line | {"grades": {grade.value: n for grade, n in grades.items() if n}}))


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 20_000)
