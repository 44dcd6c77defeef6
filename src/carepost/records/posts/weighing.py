"""What matching weighs of a post: pay in hand, quality, places, skills; worked out when it opens, and every month."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import Q
from django.utils import timezone

from carepost.domain.rules import Mode, ParameterStore, PayError, pay
from carepost.domain.skills import bits_of, named_in, named_skills
from carepost.domain.standard import Grade, PostFile, check_post, lowest_pay
from carepost.domain.wording import check_wording
from carepost.records.packs import parameters_on
from carepost.records.posts.facts import post_file_of
from carepost.records.posts.models import MatchFacts, Post
from carepost.records.posts.scope import open_posts
from carepost.records.queue import enqueue, handler

# How far up the standard's ladder a post stands; what cannot be told counts for nothing and is not held against it.
QUALITY = {Grade.NOT_LAWFUL: 0.0, Grade.LAWFUL: 0.4, Grade.GOOD: 0.7, Grade.EXEMPLARY: 1.0}
PORTION = 500
_MODES = {
    "full_time": Mode.FULL_TIME,
    "dispatch": Mode.FULL_TIME,
    "part_time": Mode.PART_TIME,
    "labour_service": Mode.LABOUR_SERVICE,
    "contracting": Mode.LABOUR_SERVICE,
    "platform": Mode.PLATFORM,
}
_NUMBER = re.compile(r"\d{1,5}")
_HUNDRED = Decimal(100)


def weighed(facts: PostFile, *, law: ParameterStore, on: date, grade: Grade | None = None) -> dict[str, Any]:
    """The values of MatchFacts for what a post states, under the law of a day; `grade`: where it is known already."""
    lawful = grade is not Grade.NOT_LAWFUL
    if grade is None:
        report = check_post(facts, store=law, on=on, wording=lambda text: check_wording(text).findings)
        grade, lawful = report.grade, not report.blocked
    asked = facts.asks
    required = bits_of(named_skills(asked.skills))
    read = f"{facts.title}\n{facts.work.duties}\n{asked.conditions}"
    return {
        "hand_fen": hand_fen(facts, law, on),
        "quality": QUALITY.get(grade),
        "way_up": bool(facts.growth.next_step),
        "places": places_of(facts.headcount),
        "required": required,
        "wished": bits_of((*named_skills(asked.skills_wished), *named_in(read))) & ~required,
        "lawful": lawful,
        "weighed_on": on,
    }


def weigh(post: Post, *, at: datetime) -> None:
    """Keeps what matching weighs of a post, in place of what was kept before."""
    on = timezone.localdate(at)
    MatchFacts.objects.update_or_create(post=post, defaults=weighed(post_file_of(post), law=parameters_on(on), on=on))


def hand_fen(facts: PostFile, law: ParameterStore, on: date) -> int | None:
    """The least that an hour leaves in hand, in fen, by `carepost.domain.rules.pay`; None where it cannot be told.

    A month's pay less contributions and tax, in proportion. The hours, the pay, the form and the place must be stated.
    """
    lowest, mode = lowest_pay(facts), _MODES.get(facts.form or "")
    if not lowest.hour_fen or not lowest.month_fen or mode is None or not facts.place:
        return None
    net = _net(law, facts.place, on.replace(day=1), mode, lowest.month_fen, lowest.hour_fen)
    return None if net is None else max(0, lowest.hour_fen * net // lowest.month_fen)


def places_of(headcount: str) -> int:
    """The places that a headcount names at least (3-5人: 3); 1 where it gives no number."""
    found = _NUMBER.search(headcount)
    return max(1, int(found[0])) if found else 1


@lru_cache(maxsize=8192)
def _net(law: ParameterStore, place: str, month: date, mode: Mode, month_fen: int, hour_fen: int) -> int | None:
    """What a month leaves in hand; posts share pay, place and form."""
    gross, hours = Decimal(month_fen) / _HUNDRED, None
    if mode is Mode.PART_TIME:
        hours = (Decimal(month_fen) / hour_fen).quantize(Decimal("0.01"))
    hourly = None if hours is None else Decimal(hour_fen) / _HUNDRED
    try:
        slip = pay(
            law,
            place=place,
            month=month,
            mode=mode,
            gross=None if hours is not None else gross,
            hours=hours,
            hourly=hourly,
        )
    except PayError:
        return None
    return slip.net_fen


@handler("posts.weigh", daily_hour=2)
def weigh_due(payload: dict[str, Any], at: datetime) -> None:
    """Weighs open posts that were not weighed this month, a portion each time: the law has dates."""
    on = timezone.localdate(at)
    stale = Q(match_facts__isnull=True) | Q(match_facts__weighed_on__lt=on.replace(day=1))
    due = Post.objects.filter(open_posts(on) & stale).order_by("pk")[:PORTION]
    for post in due:
        weigh(post, at=at)
    if len(due) == PORTION:
        enqueue("posts.weigh", key=f"posts.weigh:{on}:{due[PORTION - 1].pk}", run_at=at, payload={})
