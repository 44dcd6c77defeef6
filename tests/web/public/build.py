"""A complete post as its employer stated it, certified and open."""

from __future__ import annotations

import copy
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from carepost.domain.standard import post_as_data, post_from
from carepost.records.employers import Employer
from carepost.records.posts import Post, columns_of, pattern_row_of
from tests.domain.standard.posts import FULL_TIME
from tests.records.posts.build import own_post, place

CREDIT_CODES = {"own": "91370211MA3C4D5E6X", "demo": "91370211MA3C4D5E7X"}
OCCUPATION = "4-14-01-01"
COMPLETE: dict[str, Any] = FULL_TIME | {
    "title": "花艺助理",
    "place": "370211",
    "place_words": "黄岛区长江路花卉市场",
    "occupation": OCCUPATION,
    "pay": FULL_TIME["pay"] | {"probation": "2500"},
    "contract": {"months": 12, "probation_months": 1, "written": "yes", "flexibility_clause": "yes"},
    "insurance": {"social": "yes", "work_injury": "yes"},
    "growth": {"next_step": "满一年可任组长", "review_month": 6, "training": "每月一次花艺培训"},
    "care": {"leave_at_short_notice": "yes", "no_forced_overtime": "yes", "notice_days": 3, "nursing_room": "no"},
    "voice": {"contact": "工会 王老师 0532-86001234", "answer_days": 5},
}


def shop(code: str = "shop", name: str = "示例花店", origin: str = "own") -> Employer:
    """A registered employer in Qingdao."""
    values = {"name": name, "pinyin": "shilihuadian", "place": place("370200"), "kind": "individual_business"}
    registered = {"credit_code": CREDIT_CODES[origin]} if origin in CREDIT_CODES else {}
    return Employer.objects.get_or_create(code=code, defaults=values | registered | {"origin": origin})[0]


def complete_post(code: str = "whole", *, changes: dict[str, Any] | None = None, **fields: Any) -> Post:
    """A published post with facts, list columns, pattern and certificate; `changes` replace groups of its facts."""
    data = copy.deepcopy(COMPLETE) | (changes or {})
    facts = post_from(data)
    values: dict[str, Any] = {
        "title": facts.title,
        "employer": fields.pop("employer", None) or shop(),
        "place": place("370211"),
        "place_text": facts.place_words,
        "facts": post_as_data(facts),
        "pattern": pattern_row_of(facts),
        "certificate_number": f"青育友〔2026〕{code}号",
        "certified_on": date(2026, 11, 1),
        "expires_on": timezone.localdate() + timedelta(days=90),
        **columns_of(facts),
    }
    return own_post(code, fields.pop("state", "published"), **(values | fields))
