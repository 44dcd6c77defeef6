"""How fast posts are checked: every rule, the wording and the standard over generated post files.

Run: python benchmarks/checks_speed.py [POSTS]   (20,000 unless told; 200,000 take ten times as long)
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

from benchmarks.figures import cpu_seconds, tell
from carepost.domain.rules import shipped_packs
from carepost.domain.standard import check_post, post_from
from carepost.domain.wording import check_wording

POSTS, DAY = 20_000, date(2026, 11, 22)
PLACES = ("440300", "442000", "370200", "310104", "330100", "110105", "530100", "652301")
TITLES = ("客服专员", "平车缝纫工", "收银员（小时工）", "会计助理", "保洁钟点工", "育婴员", "电商运营", "质检员")
ASKS = ("高中以上", "身体健康，能吃苦", "女性优先", "18-45岁", "无经验可", "性别不限", "已婚已育优先", "熟悉办公软件")


def posts(number: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Post files with hours of all four kinds, pay around the minimum wage, and gaps as in real adverts."""
    chance = random.Random(seed)
    for n in range(number):
        start, hours = chance.randint(7, 10), chance.choice((4, 5, 6, 7, 8))
        part_time = chance.random() < 0.4
        yield {
            "title": chance.choice(TITLES),
            "text": f"招聘{n}号岗位，{chance.choice(ASKS)}，每天{hours}小时，可接送孩子",
            "place": chance.choice(PLACES),
            "headcount": str(chance.randint(1, 50)),
            "form": "part_time" if part_time else "full_time",
            "expires_on": "2026-12-31",
            "employer": {"name": f"示例单位{n % 400}"},
            "pay": _pay(chance, part_time),
            "hours": {"pattern": _pattern(chance, start, hours), "break_minutes": 0},
            "insurance": {"social": chance.choice(("yes", "no")), "work_injury": "yes"},
            "asks": {"conditions": chance.choice(ASKS), "fee_or_papers": "no"},
        }


def _pay(chance: random.Random, part_time: bool) -> dict[str, Any]:
    low = chance.randint(14, 30) if part_time else chance.randint(18, 45) * 100
    every = chance.choice((15, 30))
    return {"per": "hour" if part_time else "month", "low": low, "high": low + low // 4, "settled_every_days": every}


def _pattern(chance: random.Random, start: int, hours: int) -> dict[str, Any]:
    windows = [{"days": [1, 2, 3, 4, 5], "start": f"{start}:00", "end": f"{start + hours}:00"}]
    return chance.choice(
        (
            {"kind": "fixed", "alternatives": [{"shifts": windows}]},
            {"kind": "band", "within": windows, "min_week_minutes": 600},
            {"kind": "slots", "offered": windows, "choose": 3},
            {"kind": "output"},
        )
    )


def main(number: int) -> None:
    store = shipped_packs()

    def check() -> None:
        for data in posts(number):
            check_post(post_from(data), store=store, on=DAY, wording=lambda text: check_wording(text).findings)

    tell("checks.posts_per_second", round(number / cpu_seconds(check)), "posts/CPU s", posts=number)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else POSTS)
