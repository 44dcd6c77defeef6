"""Her week and what she says of herself: the writers and readers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.domain.roles import Actor, Role
from carepost.domain.skills import skills
from carepost.domain.week import EntryError, WeekEntry
from carepost.records.audit import EventKind, record
from carepost.records.carers.events import PROFILE_CHANGED, WEEK_DROPPED, WEEK_KEPT
from carepost.records.carers.models import Experience, Profile
from carepost.records.carers.months import in_order, read_month
from carepost.records.carers.sealed import seal_week, unseal_week
from carepost.records.crypto import new_code
from carepost.records.people import User

ABOUT_MAX = 500
OCCUPATION_MAX = 60
EXPERIENCE_MAX = 10


def profile_of(user: User) -> Profile:
    """Her profile, an empty one (not stored) when she said nothing yet."""
    return Profile.objects.filter(user=user).first() or Profile(user=user)


def experience_of(user: User) -> tuple[Experience, ...]:
    """Her work so far, latest first."""
    return tuple(Experience.objects.filter(profile__user=user).order_by("-since", "-pk"))


def kept_week(user: User) -> WeekEntry | None:
    """Her answers of the week entry; None when she keeps none. An answer that is no longer understood is left out."""
    profile = Profile.objects.filter(user=user, week_sealed__isnull=False).first()
    if profile is None or profile.week_sealed is None:
        return None
    try:
        return WeekEntry.from_query(unseal_week(bytes(profile.week_sealed), person=user.code))
    except EntryError as error:
        return error.entry


@transaction.atomic
def keep_week(*, user: User, entry: WeekEntry, at: datetime) -> None:
    """Keeps the answers of a week entry, sealed, in place of those kept before. Raises Refusal when there are none."""
    answers = entry.to_query()
    if not answers:
        raise Refusal(Text("还没有填写可以上班的时间。", "No times to work were given yet."))
    sealed = seal_week(answers, person=user.code)
    _change(user, at, WEEK_KEPT, week_sealed=sealed, week_kept_at=at)


@transaction.atomic
def drop_week(*, user: User, at: datetime) -> bool:
    """Deletes the kept week; False when there is none."""
    if kept_week(user) is None:
        return False
    _change(user, at, WEEK_DROPPED, week_sealed=None, week_kept_at=None)
    return True


@transaction.atomic
def set_skills(*, user: User, codes: Collection[str], at: datetime) -> None:
    """Replaces her skills. Raises Refusal for a code that is not on the list."""
    known = [skill.code for skill in skills()]
    if unknown := sorted(set(codes) - set(known)):
        raise Refusal(Text(f"没有这项技能：{unknown[0][:24]}。", f"There is no such skill: {unknown[0][:24]}."))
    _change(user, at, PROFILE_CHANGED, part="skills", skills=[code for code in known if code in codes])


@transaction.atomic
def set_break(*, user: User, since: str, until: str, at: datetime) -> None:
    """Says from when until when she did no paid work; both empty: no break; no end: it goes on. No reason is asked.

    Months as written. Raises Refusal.
    """
    start, end = _months(since, until, at)
    _change(user, at, PROFILE_CHANGED, part="break", break_from=start, break_to=end)


@transaction.atomic
def set_about(*, user: User, about: str, at: datetime) -> None:
    """Replaces the words that she wants to show (at most ABOUT_MAX characters). Raises Refusal."""
    words = about.strip()
    if len(words) > ABOUT_MAX:
        raise _too_long(ABOUT_MAX, len(words))
    _change(user, at, PROFILE_CHANGED, part="about", about=words)


@transaction.atomic
def add_experience(*, user: User, occupation: str, since: str, until: str, at: datetime) -> Experience:
    """Adds work that she has done; months as written, no end: she still does it. Raises Refusal."""
    words = " ".join(occupation.split())
    if not words:
        raise Refusal(Text("请写明做过什么工作。", "Say what work it was."))
    if len(words) > OCCUPATION_MAX:
        raise _too_long(OCCUPATION_MAX, len(words))
    start, end = _months(since, until, at)
    if not start:
        raise Refusal(Text("请填写开始的年月。", "Give the month in which it began."))
    profile = _change(user, at, PROFILE_CHANGED, part="experience")
    if profile.experience.count() >= EXPERIENCE_MAX:
        raise Refusal(
            Text(
                f"最多写 {EXPERIENCE_MAX} 段经历，请先删去一段。",
                f"There is room for {EXPERIENCE_MAX} entries: delete one first.",
            )
        )
    return Experience.objects.create(code=new_code(), profile=profile, occupation=words, since=start, until=end)


@transaction.atomic
def drop_experience(*, user: User, code: str, at: datetime) -> bool:
    """Deletes one entry; False when she has none with this code."""
    deleted, _ = Experience.objects.filter(profile__user=user, code=code).delete()
    if deleted:
        _change(user, at, PROFILE_CHANGED, part="experience")
    return bool(deleted)


def oneself(user: User) -> Actor:
    """She herself: nobody else acts in this room."""
    return Actor(code=user.code, roles=frozenset({Role.ANYONE, Role.CARER}))


def _change(user: User, at: datetime, kind: EventKind, *, part: str = "", **values: object) -> Profile:
    """Stores values of her profile (locked, made on first use) with one audit row, which holds no value."""
    Profile.objects.get_or_create(user=user, defaults={"changed_at": at})
    profile = Profile.objects.select_for_update().get(user=user)
    for name, value in values.items():
        setattr(profile, name, value)
    profile.changed_at = at
    profile.save(update_fields=[*values, "changed_at"])
    said = {"part": part} if part else {}
    record(kind, actor=oneself(user), subject_kind="person", subject_code=user.code, at=at, **said)
    return profile


def _months(since: str, until: str, at: datetime) -> tuple[str, str]:
    present = f"{timezone.localtime(at):%Y-%m}"
    start, end = read_month(since, on=present), read_month(until, on=present)
    in_order(start, end)
    return start, end


def _too_long(most: int, size: int) -> Refusal:
    return Refusal(
        Text(f"最多 {most} 个字，现有 {size} 个字，请缩短。", f"At most {most} characters, now {size}: shorten it.")
    )
