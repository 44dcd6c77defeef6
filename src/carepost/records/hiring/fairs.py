"""Fairs: who makes one, which employers bring which posts, who comes, and the plan of interviews."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from carepost.domain.facts import Text
from carepost.domain.fairs import Desk, FairError, FairHours
from carepost.domain.flow import Refusal
from carepost.domain.roles import EMPLOYERS, OFFICERS, Actor
from carepost.domain.travel import Point
from carepost.records.audit import EventKind, record
from carepost.records.carers import kept_week, oneself, profile_of
from carepost.records.crypto import new_code
from carepost.records.employers import Employer
from carepost.records.hiring.events import (
    DESK_DROPPED,
    DESK_SET,
    FAIR_MADE,
    FAIR_MOVED,
    GUEST_JOINED,
    GUEST_LEFT,
)
from carepost.records.hiring.lives import FAIR_LIFE
from carepost.records.hiring.models import Fair, FairDesk, FairGuest, FairState
from carepost.records.people import User, notify
from carepost.records.places import Place, in_area
from carepost.records.posts import Post, visible_to

TITLE_MOST, VENUE_MOST, TALKS_MOST = 80, 120, 20
CHANGING = (FairState.DRAFT, FairState.OPEN)
_GONE = Text("招聘会的状态已变，请刷新后再试。", "The fair has changed meanwhile: reload and try again.")
_CLOSED = Text("这场招聘会已不能更改。", "This fair can no longer be changed.")
_NO_WEEK = Text(
    "请先说说您的一周（可以上班的时间和从哪里出发），才能避开接送时间排面谈。",
    "Say your week first (when you can work and from where), so that interviews keep clear of your school run.",
)


@dataclass(frozen=True, slots=True)
class FairPlan:
    """What an officer enters for a fair; `most`: talks a guest may have at most; `school_holiday`: of that day."""

    title: str
    day: date
    hours: FairHours
    venue: str
    point: Point
    most: int = 3
    school_holiday: bool = False


@transaction.atomic
def make_fair(*, place: Place, plan: FairPlan, by: Actor, at: datetime) -> Fair:
    """A new fair in preparation. Raises Refusal: not an officer of the place, a day that is past, a title left out."""
    _check_officer(by, place)
    _check_plan(plan, at)
    made_by = User.objects.get(code=by.code)
    fair = Fair.objects.create(code=new_code(), place=place, made_by=made_by, made_at=at, **_columns(plan))
    _record(FAIR_MADE, fair, by, at)
    return fair


@transaction.atomic
def change_fair(*, fair: Fair, plan: FairPlan, by: Actor, at: datetime) -> Fair:
    """Enters a fair anew, until interviews are planned. Raises Refusal."""
    _check_officer(by, fair.place)
    _check_plan(plan, at)
    found = _locked(fair)
    if found.state not in CHANGING:
        raise Refusal(_CLOSED)
    for name, value in _columns(plan).items():
        setattr(found, name, value)
    found.save()
    return found


@transaction.atomic
def open_fair(*, fair: Fair, by: Actor, at: datetime) -> None:
    """Lets carers register. Raises Refusal."""
    move(fair, "open", by, at)


@transaction.atomic
def cancel_fair(*, fair: Fair, by: Actor, at: datetime) -> None:
    """Calls a fair off and tells everybody who registered. Raises Refusal."""
    move(fair, "cancel", by, at)
    said = Text("招聘会「{title}」已取消。", "The fair {title} is cancelled.").format(title=fair.title)
    for guest in fair.guests.select_related("user"):
        notify(user=guest.user, kind="fair", key=f"fair:{fair.code}:cancelled", text=said, url="/me/fairs/", at=at)


@transaction.atomic
def set_desk(
    *, fair: Fair, employer: Employer, posts: Sequence[Post], tables: int, by: Actor, at: datetime
) -> FairDesk:
    """Enters an employer with its open posts, or enters it anew; by an officer of the place or by the employer.

    Raises Refusal: neither, no open post of this employer, a number of tables that cannot be.
    """
    if not (_is_officer(by, fair.place) or employer.code in by.scopes(*EMPLOYERS)):
        raise Refusal(Text("只有主管部门或单位自己可以登记。", "Only the bureau or the employer itself may enter it."))
    if _locked(fair).state not in CHANGING:
        raise Refusal(_CLOSED)
    _check_desk(employer, posts, tables, at)
    desk, _ = FairDesk.objects.update_or_create(fair=fair, employer=employer, defaults={"tables": tables})
    desk.posts.set(posts)
    _record(DESK_SET, fair, by, at, employer=employer.name, tables=tables, posts=len(posts))
    return desk


@transaction.atomic
def drop_desk(*, fair: Fair, employer: Employer, by: Actor, at: datetime) -> None:
    """Takes an employer off a fair before interviews are planned. Raises Refusal."""
    if not (_is_officer(by, fair.place) or employer.code in by.scopes(*EMPLOYERS)):
        raise Refusal(Text("只有主管部门或单位自己可以撤下。", "Only the bureau or the employer itself may do this."))
    if _locked(fair).state not in CHANGING:
        raise Refusal(_CLOSED)
    if FairDesk.objects.filter(fair=fair, employer=employer).delete()[0]:
        _record(DESK_DROPPED, fair, by, at, employer=employer.name)


@transaction.atomic
def join_fair(*, fair: Fair, user: User, at: datetime) -> FairGuest:
    """A carer registers; employers see her code and skills. Raises Refusal: not open, past, or no week is kept."""
    found = _locked(fair)
    if found.state not in CHANGING[1:] or found.day < timezone.localdate(at):
        raise Refusal(Text("这场招聘会现在不能报名。", "This fair is not open for registration."))
    entry = kept_week(user)
    if entry is None or not entry.term.week or not entry.ends:
        raise Refusal(_NO_WEEK)
    guest, new = FairGuest.objects.get_or_create(
        fair=fair, user=user, defaults={"code": new_code(), "skills": profile_of(user).skills, "at": at}
    )
    if new:
        _record(GUEST_JOINED, fair, oneself(user), at)
    return guest


@transaction.atomic
def leave_fair(*, fair: Fair, user: User, at: datetime) -> bool:
    """She does not come after all; her interviews become free. False when she was not registered."""
    gone = FairGuest.objects.filter(fair=fair, user=user).delete()[0]
    if gone:
        _record(GUEST_LEFT, fair, oneself(user), at)
    return bool(gone)


def hours_of(fair: Fair) -> FairHours:
    """When interviews can be. Raises FairError for hours that hold none."""
    breaks = ((fair.break_start, fair.break_end),) if fair.break_start is not None and fair.break_end else ()
    return FairHours(fair.start, fair.end, fair.slot, breaks)


def move(fair: Fair, action: str, by: Actor, at: datetime, **values: object) -> None:
    """Moves a fair along its life. Raises Refusal, also when somebody else was faster."""
    roles = by.roles if _is_officer(by, fair.place) else by.roles - OFFICERS
    facts = {"desks": fair.desks.exists(), "ahead": fair.day >= timezone.localdate(at)}
    step = FAIR_LIFE.decide(state=fair.state, action=action, roles=roles, facts=facts)
    if not Fair.objects.filter(pk=fair.pk, state=fair.state).update(state=step.to, **values):
        raise Refusal(_GONE)
    fair.state = step.to
    label = FAIR_LIFE.states[step.to]
    _record(FAIR_MOVED, fair, by, at, state=label.zh, state_en=label.en)


def _is_officer(by: Actor, place: Place) -> bool:
    return in_area(by, place.code, *OFFICERS)


def _check_officer(by: Actor, place: Place) -> None:
    if not _is_officer(by, place):
        raise Refusal(Text(f"您不负责{place.name}。", f"You do not cover {place.name_en}."))


def _check_plan(plan: FairPlan, at: datetime) -> None:
    for words, most, what in (
        (plan.title, TITLE_MOST, Text("名称", "the title")),
        (plan.venue, VENUE_MOST, Text("地点", "the venue")),
    ):
        if not words.strip() or len(words.strip()) > most or "\x00" in words:
            raise Refusal(
                Text("请写明{what}，不超过 {most} 字。", "Say {what}, in at most {most} characters.").format(
                    what=what, most=most
                )
            )
    if plan.day < timezone.localdate(at):
        raise Refusal(Text("日期不能早于今天。", "The day must not be past."))
    if not 1 <= plan.most <= TALKS_MOST:
        raise Refusal(Text("每人面谈数应为 1 到 20。", "A guest has 1 to 20 talks."))


def _check_desk(employer: Employer, posts: Sequence[Post], tables: int, at: datetime) -> None:
    try:
        Desk(employer.pk, tables)
    except FairError as error:
        raise Refusal(error.problem) from error
    open_ones = visible_to(Actor.visitor(), on=timezone.localdate(at)).filter(employer=employer)
    if not posts or open_ones.filter(pk__in=[post.pk for post in posts]).count() != len({post.pk for post in posts}):
        raise Refusal(Text("请选择这家单位正在招聘的岗位。", "Choose posts of this employer that are open."))


def _columns(plan: FairPlan) -> dict[str, object]:
    breaks = plan.hours.breaks[0] if plan.hours.breaks else (None, None)
    return {
        "title": plan.title.strip(),
        "day": plan.day,
        "start": plan.hours.start,
        "end": plan.hours.end,
        "slot": plan.hours.slot,
        "break_start": breaks[0],
        "break_end": breaks[1],
        "venue": plan.venue.strip(),
        "latitude": plan.point.latitude,
        "longitude": plan.point.longitude,
        "most": plan.most,
        "school_holiday": plan.school_holiday,
    }


def _locked(fair: Fair) -> Fair:
    return Fair.objects.select_for_update(of=("self",)).select_related("place").get(pk=fair.pk)


def _record(kind: EventKind, fair: Fair, by: Actor, at: datetime, **values: Any) -> None:
    record(kind, actor=by, subject_kind="fair", subject_code=fair.code, at=at, title=fair.title, **values)
