"""The demo's fair: invented carers with a week each, employers of the generated city, interviews planned."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from itertools import cycle, islice

from django.utils import timezone

from carepost.domain.fairs import FairHours
from carepost.domain.roles import Actor, Role
from carepost.domain.skills import skills
from carepost.domain.travel import Point
from carepost.domain.week import PRESETS, WeekEntry
from carepost.records.carers import keep_week, set_skills
from carepost.records.employers import Employer
from carepost.records.hiring.approaches import begin_seeking
from carepost.records.hiring.fairs import FairPlan, join_fair, make_fair, open_fair, set_desk
from carepost.records.hiring.models import Fair
from carepost.records.hiring.scores import scores_of
from carepost.records.hiring.timetable import plan_talks
from carepost.records.people import User, actor_of, demo_carers, demo_person
from carepost.records.places import Place
from carepost.records.posts import Post, visible_to

EMPLOYERS, POSTS_EACH, GUESTS, TABLES = 8, 3, 40, 2
LOOKED_AT = 255
AHEAD = timedelta(days=14)
_WAYS = ("bike", "bus", "car")


def add_demo_fair(*, place: Place, towns: tuple[Point, ...], at: datetime) -> Fair | None:
    """A fair two weeks ahead, planned; the one that is there while it lies ahead. None without officer or posts."""
    clerk = demo_person(Role.OFFICER_CLERK)
    there = Fair.objects.filter(demo=True, day__gte=timezone.localdate(at)).first()
    if there or clerk is None or not towns:
        return there
    by = actor_of(clerk)
    guests = _guests(towns, at)
    desks = _desks(place, guests, at)
    if not desks:
        return None
    fair = make_fair(place=place, plan=_plan(towns[0], at), by=by, at=at)
    Fair.objects.filter(pk=fair.pk).update(demo=True)
    for employer, posts in desks.items():
        set_desk(fair=fair, employer=employer, posts=posts, tables=TABLES, by=by, at=at)
    open_fair(fair=fair, by=by, at=at)
    for user in guests:
        join_fair(fair=fair, user=user, at=at)
    plan_talks(fair=fair, by=by, at=at)
    return fair


def _plan(where: Point, at: datetime) -> FairPlan:
    day = timezone.localdate(at) + AHEAD
    day += timedelta(days=(2 - day.weekday()) % 7)
    hours = FairHours(9 * 60, 16 * 60, 20, ((12 * 60, 13 * 60 + 30),))
    return FairPlan("育儿友好岗专场招聘会（演示）", day, hours, "示例人力资源市场（演示）", where)


def _desks(place: Place, guests: list[User], at: datetime) -> dict[Employer, list[Post]]:
    """The employers of the generated city whose posts fit most of the guests, each with the posts that do."""
    found = visible_to(Actor.visitor(), on=timezone.localdate(at)).filter(
        demo=True, place__code__startswith=place.code[:4], pattern__isnull=False, employer__isnull=False
    )
    posts = list(found.select_related("employer", "pattern", "place").order_by("code")[:LOOKED_AT])
    fits = Counter(score.post for score in scores_of(posts, guests))
    desks: dict[Employer, list[Post]] = {}
    for post in sorted(posts, key=lambda each: (-fits[each.pk], each.pk)):
        if post.employer and fits[post.pk] and (post.employer in desks or len(desks) < EMPLOYERS):
            desks.setdefault(post.employer, []).append(post)
    return {employer: own[:POSTS_EACH] for employer, own in desks.items()}


def _guests(towns: tuple[Point, ...], at: datetime) -> list[User]:
    users = demo_carers(number=GUESTS, at=at)
    codes = [skill.code for skill in skills()]
    weeks, ways, homes = cycle([preset.key for preset in PRESETS]), cycle(_WAYS), cycle(towns)
    for n, (user, week, way, home) in enumerate(zip(users, weeks, ways, homes, strict=False)):
        answers = {"p": week, "way": way, "commute": "60", "home": f"{home.latitude:.4f},{home.longitude:.4f}"}
        keep_week(user=user, entry=WeekEntry.from_query(answers), at=at)
        set_skills(user=user, codes=list(islice(cycle(codes), n, n + 3)), at=at)
        if n % 2:
            begin_seeking(user=user, at=at)
    return users
