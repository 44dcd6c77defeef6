"""Carers with a week, open posts with hours, and a fair, for the tests of meeting."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils import timezone

from carepost.domain.fairs import FairHours
from carepost.domain.roles import Actor, Role
from carepost.domain.travel import Point
from carepost.domain.week import Fixed, Shifts, WeekEntry, pattern_key, pattern_to_dict, weekly
from carepost.records.carers import keep_week
from carepost.records.hiring import Fair, FairPlan, make_fair, open_fair, set_desk
from carepost.records.people import User
from carepost.records.posts import Pattern, Post
from tests.records.carers.build import carer
from tests.records.certification.build import owner, person
from tests.records.posts.build import employer, own_post, place

AT = datetime(2026, 11, 23, 2, tzinfo=UTC)
# A Tuesday.
DAY = date(2026, 12, 1)
HERE = Point(22.52, 113.38)
SCHOOL_RUN = {"p": "school-run", "home": "22.52,113.38", "way": "bike", "commute": "30"}
HOURS = FairHours(9 * 60, 16 * 60, 30, ((12 * 60, 13 * 60),))
PLAN = FairPlan("秋季招聘会", DAY, HOURS, "中山市人力资源市场", HERE)


def clerk(place_code: str = "442000", code: str = "clerk1") -> Actor:
    return person(code, Role.OFFICER_CLERK, place_code, "陈示例")


def seeker(number: int = 0, **answers: str) -> User:
    """A carer whose week is the school run's, near HERE, unless told otherwise."""
    user = carer(f"139{number:08d}", name=f"求职者{number}")
    keep_week(user=user, entry=WeekEntry.from_query(SCHOOL_RUN | answers), at=AT)
    return user


def open_post(code: str = "p1", employer_code: str = "emp1", *, days: str = "12345", **changes: Any) -> Post:
    """A published post at HERE, 9:00 to 15:00 on these days unless told otherwise."""
    start, end = changes.pop("start", "09:00"), changes.pop("end", "15:00")
    pattern = Fixed((Shifts.weekly(weekly(days, start, end)),))
    row, _ = Pattern.objects.get_or_create(
        key=pattern_key(pattern), defaults={"kind": "fixed", "form": pattern_to_dict(pattern)}
    )
    values: dict[str, Any] = {"latitude": HERE.latitude, "longitude": HERE.longitude, "pattern": row}
    return own_post(code, "published", employer=employer(employer_code, f"单位{employer_code}"), **(values | changes))


def fair(*employers: str, tables: int = 1, plan: FairPlan = PLAN, opened: bool = True) -> Fair:
    """A fair with these employers, a post each, open for registration."""
    made = make_fair(place=place("442000"), plan=plan, by=clerk(), at=AT)
    for code in employers or ("emp1",):
        post = Post.objects.filter(employer__code=code).first() or open_post(f"p{code}", code)
        set_desk(fair=made, employer=employer(code), posts=[post], tables=tables, by=clerk(), at=AT)
    if opened:
        open_fair(fair=made, by=clerk(), at=AT)
    return made


def laid_fair(code: str, **changes: Any) -> Fair:
    """A row of a fair in Qingdao two weeks ahead, open unless told otherwise."""
    made_by = User.objects.get_or_create(code="fairs", defaults={"joined_at": AT})[0]
    values: dict[str, Any] = {
        "place": place("370200"),
        "title": "专场招聘会",
        "day": timezone.localdate() + timedelta(days=14),
        "start": 540,
        "end": 960,
        "slot": 20,
        "venue": "市人力资源市场",
        "latitude": 36.07,
        "longitude": 120.38,
        "state": "open",
        "made_by": made_by,
        "made_at": AT,
    }
    return Fair.objects.create(code=code, **(values | changes))


__all__ = ["AT", "DAY", "HERE", "HOURS", "PLAN", "carer", "clerk", "fair", "laid_fair", "open_post", "owner", "seeker"]
