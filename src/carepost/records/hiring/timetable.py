"""The plan of a fair: its interviews worked out, kept, and read by guest, by employer and for the bureau."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from carepost.domain.facts import Text
from carepost.domain.fairs import Desk, Guest, Timetable, Wish, plan_fair
from carepost.domain.flow import Refusal
from carepost.domain.roles import Actor
from carepost.domain.search import DEFAULT_WAY
from carepost.domain.travel import Point, minutes_of
from carepost.domain.week import WeekEntry, strip
from carepost.records.carers import kept_week
from carepost.records.employers import Employer, members_of
from carepost.records.hiring.fairs import hours_of, move
from carepost.records.hiring.models import Fair, FairDesk, FairGuest, FairTalk
from carepost.records.hiring.scores import Score, scores_of
from carepost.records.people import User, notify
from carepost.records.posts import origins_at

Span = tuple[int, int]
CANNOT = 4 * 60
"""Minutes of travel from which on nobody comes."""


@dataclass(frozen=True, slots=True)
class Talk:
    """An interview as pages show it: minutes of the fair's day, the table, the guest by her code, the post."""

    start: int
    end: int
    table: int
    employer: Employer
    guest: FairGuest
    post_title: str
    post_code: str


@transaction.atomic
def plan_talks(*, fair: Fair, by: Actor, at: datetime) -> Timetable:
    """Works out the interviews of a fair, in place of those planned before, and tells everybody concerned.

    Only pairs meet where a post of the employer fits the guest's week and way; nobody comes when her week says that
    she cannot. Raises Refusal: not an officer of the place, no employer, nobody registered, or cancelled.
    """
    Fair.objects.select_for_update().get(pk=fair.pk)
    desks = list(fair.desks.select_related("employer").prefetch_related("posts"))
    guests = list(fair.guests.select_related("user"))
    if not guests:
        raise Refusal(Text("还没有人报名。", "Nobody has registered yet."))
    best = _best_posts(desks, guests)
    table = plan_fair(
        hours_of(fair),
        [Desk(desk.pk, desk.tables) for desk in desks],
        [Guest(guest.pk, free_on(fair, guest.user), fair.most) for guest in guests],
        [Wish(guest, desk, score.value) for (guest, desk), score in best.items()],
    )
    move(fair, "plan", by, at, planned_at=at)
    FairTalk.objects.filter(fair=fair).delete()
    FairTalk.objects.bulk_create(
        FairTalk(
            fair=fair,
            desk_id=each.desk,
            table=each.table,
            guest_id=each.guest,
            start=each.start,
            post_id=best[each.guest, each.desk].post,
        )
        for each in table.appointments
    )
    _tell(fair, guests, desks, table, at)
    return table


def free_on(fair: Fair, user: User) -> tuple[Span, ...]:
    """When a carer can be at a fair: her free time of that weekday, less the way at both ends; none without a week.

    In the school holidays her week of the holidays counts, where she has said it (`holidays_unsaid`), else term's.
    The farther of home and school counts where both do, as for posts; at most CANNOT minutes.
    """
    entry = kept_week(user)
    if entry is None or not entry.term.week:
        return ()
    way = travel_to(entry, Point(fair.latitude, fair.longitude))
    if way > CANNOT:
        return ()
    profile = entry.profile()
    week = profile.holiday if fair.school_holiday else None
    week = profile.term if week is None else week
    return tuple(strip(week.erode(way, way))[fair.day.weekday()])


def holidays_unsaid(fair: Fair, user: User) -> bool:
    """Whether a fair lies in the school holidays and a carer who keeps a week has not said when she can work then."""
    entry = kept_week(user) if fair.school_holiday else None
    return entry is not None and entry.profile().holiday is None


def travel_to(entry: WeekEntry, there: Point) -> int:
    """Minutes each way from where her way begins, as to posts; what she stated herself where no place is known."""
    origin = origins_at(entry.ends)
    return minutes_of(origin.km_to(there), entry.way or DEFAULT_WAY) if origin else entry.travel or 0


def talks_of(fair: Fair, *, user: User | None = None, employer: Employer | None = None) -> tuple[Talk, ...]:
    """The interviews of a fair in order of time, of everybody, of one guest or of one employer."""
    found = FairTalk.objects.filter(fair=fair).select_related("desk__employer", "guest", "post")
    if user is not None:
        found = found.filter(guest__user=user)
    if employer is not None:
        found = found.filter(desk__employer=employer)
    return tuple(
        Talk(
            each.start,
            each.start + fair.slot,
            each.table,
            each.desk.employer,
            each.guest,
            each.post.title,
            each.post.code,
        )
        for each in found.order_by("start", "desk__employer__pinyin", "table")
    )


def _best_posts(desks: list[FairDesk], guests: list[FairGuest]) -> dict[tuple[int, int], Score]:
    """By guest and desk, the post of that employer that fits her best; nothing where none fits."""
    desk_of = {post: desk.pk for desk in desks for post in desk.posts.all()}
    by_post = {post.pk: desk for post, desk in desk_of.items()}
    guest_of = {guest.user_id: guest.pk for guest in guests}
    best: dict[tuple[int, int], Score] = {}
    for score in scores_of(list(desk_of), [guest.user for guest in guests]):
        key = (guest_of[score.user], by_post[score.post])
        if key not in best or score.value > best[key].value:
            best[key] = score
    return best


def _tell(fair: Fair, guests: list[FairGuest], desks: list[FairDesk], table: Timetable, at: datetime) -> None:
    key = f"fair:{fair.code}:{at:%Y%m%d%H%M%S}"
    of_guest = Counter(each.guest for each in table.appointments)
    of_desk = Counter(each.desk for each in table.appointments)
    for guest in guests:
        said = _PLANNED if of_guest[guest.pk] else _NONE
        text = said.format(title=fair.title, count=of_guest[guest.pk])
        notify(user=guest.user, kind="fair", key=key, text=text, url=f"/me/fairs/{fair.code}/", at=at)
    for desk in desks:
        text = _EMPLOYER.format(title=fair.title, count=of_desk[desk.pk])
        for member in members_of(desk.employer):
            notify(user=member.user, kind="fair", key=key, text=text, url=f"/employer/fairs/{fair.code}/", at=at)


_PLANNED = Text(
    "招聘会「{title}」已为您排好 {count} 场面谈，已避开接送时间。",
    "The fair {title}: {count} interviews are planned for you, clear of your school run.",
)
_NONE = Text(
    "招聘会「{title}」暂时排不上您的面谈，您仍可到场咨询。",
    "The fair {title}: no interview could be planned for you; you are welcome to come and ask.",
)
_EMPLOYER = Text(
    "招聘会「{title}」为贵单位排了 {count} 场面谈。", "The fair {title}: {count} interviews are planned for you."
)
