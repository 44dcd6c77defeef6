"""Posts of a large city for the benchmark of the list: bulk rows with what the list reads, and no more."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

from benchmarks.standard_speed import TITLES, pattern
from carepost.domain.standard import post_from
from carepost.records.employers import Employer
from carepost.records.places import children, get_place
from carepost.records.posts import Post, columns_of, pattern_row_of
from carepost.records.posts.models import Kind, State

AT = datetime(2026, 11, 22, 4, tzinfo=UTC)
CITY = "370200"
MORE_TITLES = ("月嫂", "收银员", "包装工", "仓库理货员", "直播客服", "文员", "保育员", "面点师", "导购员", "电子厂普工")
BATCH = 5_000


def fill(count: int, seed: int = 1) -> None:
    """`count` published posts: pins around the counties of a city, every tenth without one, every twelfth at home."""
    dice = random.Random(seed)
    city = get_place(CITY)
    counties = [county for county in children(city) if county.latitude is not None]
    employers = [_employer(n, counties[n % len(counties)]) for n in range(max(1, min(count // 10, 2_000)))]
    employers = Employer.objects.bulk_create(employers)
    made = [_kind_of_post(dice) for _ in range(1_500)]
    for start in range(0, count, BATCH):
        rows = [_post(dice, n, made, employers, counties) for n in range(start, min(start + BATCH, count))]
        Post.objects.bulk_create(rows)


def _employer(n: int, place: Any) -> Employer:
    name = f"青岛示例{n}号服饰有限公司"
    return Employer(code=f"b{n}", name=name, pinyin=name, place=place, origin="reported")


def _kind_of_post(dice: random.Random) -> tuple[dict[str, Any], str, int | None]:
    """Columns, title and pattern of a post; many posts share them, as many share a pattern."""
    title = dice.choice(TITLES + MORE_TITLES)
    hourly = dice.random() < 0.5
    facts = {
        "title": title,
        "place": CITY,
        "form": "part_time" if hourly else "full_time",
        "employer": {"name": "青岛示例服饰有限公司"},
        "pay": {
            "per": "hour" if hourly else "month",
            "low": dice.randint(18, 45) if hourly else dice.randint(22, 80) * 100,
        },
        "work": {
            "duties": f"{title}，按排班完成当天的工作，服从现场安排",
            "at_home": "yes" if dice.random() < 0.08 else "no",
        },
        "insurance": {"social": dice.choice(("yes", "no"))},
    }
    if dice.random() < 0.93:
        facts["hours"] = {"pattern": pattern(dice)}
    post = post_from(facts)
    row = pattern_row_of(post)
    return columns_of(post) | {"facts": facts}, title, row.pk if row else None


def _post(dice: random.Random, n: int, made: Any, employers: list[Employer], counties: list[Any]) -> Post:
    columns, title, pattern_id = dice.choice(made)
    county = dice.choice(counties)
    pinned = dice.random() < 0.9
    return Post(
        code=f"bench{n}",
        kind=Kind.OWN,
        state=State.PUBLISHED,
        title=title,
        employer=dice.choice(employers),
        place=county if dice.random() < 0.97 else county.parent,
        pattern_id=pattern_id,
        expires_on=date(2030, 1, 1),
        latitude=round(county.latitude + dice.gauss(0, 0.06), 5) if pinned else None,
        longitude=round(county.longitude + dice.gauss(0, 0.06), 5) if pinned else None,
        demo=True,
        opened_at=AT - timedelta(minutes=dice.randint(0, 40_000)),
        created_at=AT,
        changed_at=AT,
        **columns,
    )
