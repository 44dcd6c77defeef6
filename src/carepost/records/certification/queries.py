"""What an officer finds on her desk. Every list asks a constant number of SQL queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Generic, TypeVar

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from carepost.domain.facts import Text
from carepost.domain.roles import EMPLOYERS, OFFICERS, Actor
from carepost.records.audit import sentence_of, trail_of
from carepost.records.certification.deadlines import Due, Terms, due_after
from carepost.records.certification.models import Certificate, Deadline, Proposal
from carepost.records.certification.proposals import heard
from carepost.records.certification.rechecks import needs_recheck
from carepost.records.people import User
from carepost.records.places import Place, area_prefixes, code_prefix, get_place
from carepost.records.posts import Kind, Post, State, visible_to

PER_PAGE = 50
Item = TypeVar("Item")


class Show(StrEnum):
    """Which part of the queue is shown."""

    ALL = "all"
    FREE = "free"
    MINE = "mine"
    OVERDUE = "overdue"

    @property
    def label(self) -> Text:
        """Its name in both languages."""
        return _SHOWS[self]


_SHOWS = {
    Show.ALL: Text("全部", "All"),
    Show.FREE: Text("无人办理", "Free"),
    Show.MINE: Text("我在办理", "Mine"),
    Show.OVERDUE: Text("已逾期", "Overdue"),
}


class Sort(StrEnum):
    """The order of the queue; overdue posts come first in the first of them."""

    DUE = "due"
    NEWEST = "newest"
    EMPLOYER = "employer"

    @property
    def label(self) -> Text:
        """Its name in both languages."""
        return _SORTS[self]


_SORTS = {
    Sort.DUE: Text("期限", "Due"),
    Sort.NEWEST: Text("最新提交", "Newest"),
    Sort.EMPLOYER: Text("单位", "Employer"),
}


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """One page of a list; `page` is the page asked for, moved into 1..pages."""

    items: tuple[Item, ...]
    count: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A submitted post on the desk: since when, when it is due, and who works on it (code and name, or "")."""

    post: Post
    submitted_at: datetime
    due: Due
    officer_code: str
    officer: str


@dataclass(frozen=True, slots=True)
class Desk:
    """The counts with which an officer begins her day."""

    waiting: int
    mine: int
    overdue: int
    rechecks: int
    proposals: int


@dataclass(frozen=True, slots=True)
class _Brief:
    pk: int
    since: datetime
    place_id: str | None
    employer: str
    officer_code: str
    officer: str
    due: Due


class ProposalNotFound(LookupError):
    """There is no such proposal, or the actor may not see it."""


def queue_of(
    actor: Actor,
    *,
    at: datetime,
    show: Show = Show.ALL,
    sort: Sort = Sort.DUE,
    place: Place | None = None,
    words: str = "",
    page: int = 1,
) -> Page[Waiting]:
    """The submitted posts in the officer's area, by default the most urgent first."""
    briefs = [b for b in _briefs(actor, at, place, words) if _shown(b, show, actor)]
    briefs.sort(key=lambda b: _order(b, sort))
    chosen = paged(briefs, page)
    posts = Post.objects.select_related("employer", "place__parent").in_bulk([b.pk for b in chosen.items])
    items = tuple(
        Waiting(posts[b.pk], b.since, b.due, b.officer_code, b.officer) for b in chosen.items if b.pk in posts
    )
    return Page(items, chosen.count, chosen.page, chosen.pages)


def desk_of(actor: Actor, *, at: datetime) -> Desk:
    """How much waits for an officer."""
    briefs = _briefs(actor, at, None, "")
    return Desk(
        waiting=len(briefs),
        mine=sum(b.officer_code == actor.code for b in briefs),
        overdue=sum(b.due.left < 0 for b in briefs),
        rechecks=_rechecks(actor, timezone.localdate(at)).count(),
        proposals=_proposals(actor).filter(state=Proposal.State.OPEN).count(),
    )


def area_posts(actor: Actor, *, at: datetime, state: str = "", words: str = "", page: int = 1) -> Page[Post]:
    """Every post in the officer's area but drafts, latest change first; of one state, or whose words are found."""
    posts = visible_to(actor, on=timezone.localdate(at)).filter(_in_area(actor, "place")).exclude(state=State.DRAFT)
    if state:
        posts = posts.filter(state=state)
    found = _said(posts, words).select_related("employer", "place__parent")
    return paged(found.order_by("-changed_at", "-id"), page)


def rechecks_of(actor: Actor, *, at: datetime, page: int = 1) -> Page[Certificate]:
    """The certificates in the officer's area that need another look, those that changed or are due first."""
    found = _rechecks(actor, timezone.localdate(at)).select_related("post__employer", "post__place", "officer")
    return paged(found.order_by("recheck_on", "id"), page)


def proposals_of(actor: Actor, *, at: datetime) -> tuple[tuple[Proposal, bool], ...]:
    """The open proposals in the officer's area, oldest first, each with whether it can be confirmed by now."""
    found = _proposals(actor).filter(state=Proposal.State.OPEN).order_by("proposed_at", "id")
    on = timezone.localdate(at)
    return tuple((proposal, heard(proposal, on)) for proposal in found)


def access_proposal(actor: Actor, code: str) -> Proposal:
    """A proposal for officers of its area and members of its employer. Raises ProposalNotFound."""
    theirs = Q(post__employer__code__in=actor.scopes(*EMPLOYERS))
    mine = _in_area(actor, "post__place") if actor.holds(*OFFICERS) else Q(pk__in=[])
    proposal = _whole_proposals().filter(theirs | mine, code=code).first()
    if proposal is None:
        raise ProposalNotFound(code)
    return proposal


def proposals_about(post: Post) -> tuple[Proposal, ...]:
    """Every proposal about a post, newest first."""
    return tuple(_whole_proposals().filter(post=post).order_by("-id"))


def trail_in_words(post: Post) -> tuple[tuple[datetime, Text], ...]:
    """Everything that was done with a post, newest first, each as when and a sentence that names people."""
    events = trail_of("post", post.code)
    people = User.objects.filter(code__in={event.actor_code for event in events}).exclude(name="")
    names = dict(people.values_list("code", "name"))
    return tuple((event.at, sentence_of(event, names=names)) for event in reversed(events))


def paged(items: Sequence[Item] | QuerySet, page: int, *, per_page: int = PER_PAGE) -> Page[Item]:  # type: ignore[type-arg]
    """One page of a list or a queryset."""
    count = items.count() if isinstance(items, QuerySet) else len(items)
    pages = max(1, -(-count // per_page))
    page = min(max(page, 1), pages)
    return Page(tuple(items[(page - 1) * per_page : page * per_page]), count, page, pages)


def _briefs(actor: Actor, at: datetime, place: Place | None, words: str) -> list[_Brief]:
    """Every post that waits, in few columns: deadlines follow the calendar, which the database does not know."""
    posts = visible_to(actor, on=timezone.localdate(at)).filter(
        _in_area(actor, "place"), kind=Kind.OWN, state=State.SUBMITTED
    )
    if place:
        posts = posts.filter(place__code__startswith=code_prefix(place))
    posts = _said(posts, words).annotate(
        handled=FilteredRelation("cases", condition=Q(cases__state="open")),
        since=Coalesce("submitted_at", "changed_at"),
        who=F("handled__officer__code"),
        who_name=F("handled__officer__name"),
    )
    rows = posts.order_by("pk").values_list("pk", "since", "place_id", "employer__pinyin", "who", "who_name")
    terms, today = Terms(Deadline.Kind.DECIDE), timezone.localdate(at)
    known: dict[tuple[date, str | None], Due] = {}
    found = []
    for pk, since, code, employer, who, name in rows:
        key = (timezone.localdate(since), code)
        if key not in known:
            known[key] = due_after(key[0], terms.of(get_place(code) if code else None), today=today)
        found.append(_Brief(pk, since, code, employer or "", who or "", name or who or "", known[key]))
    return found


def _said(posts: QuerySet[Post], words: str) -> QuerySet[Post]:
    """Posts in whose title, employer, code or certificate number every word is found."""
    for word in words.split():
        named = Q(title__icontains=word) | Q(employer__name__icontains=word) | Q(employer_text__icontains=word)
        posts = posts.filter(named | Q(code=word) | Q(certificate_number=word))
    return posts


def _shown(brief: _Brief, show: Show, actor: Actor) -> bool:
    match show:
        case Show.FREE:
            return not brief.officer_code
        case Show.MINE:
            return brief.officer_code == actor.code
        case Show.OVERDUE:
            return brief.due.left < 0
    return True


def _order(brief: _Brief, sort: Sort) -> tuple[object, ...]:
    match sort:
        case Sort.NEWEST:
            return (-brief.since.timestamp(), brief.pk)
        case Sort.EMPLOYER:
            return (brief.employer, brief.since, brief.pk)
    return (brief.due.counted.day, brief.since, brief.pk)


def _rechecks(actor: Actor, on: date) -> QuerySet[Certificate]:
    return needs_recheck(on).filter(_in_area(actor, "post__place"))


def _whole_proposals() -> QuerySet[Proposal]:
    return Proposal.objects.select_related("post__employer", "post__place", "proposed_by", "decided_by", "replied_by")


def _proposals(actor: Actor) -> QuerySet[Proposal]:
    return _whole_proposals().filter(_in_area(actor, "post__place"))


def _in_area(actor: Actor, column: str) -> Q:
    """Rows whose place lies where the actor is an officer; a row without a place is every officer's."""
    prefixes: Iterable[str] = area_prefixes(actor, *OFFICERS)
    return reduce(
        or_, (Q(**{f"{column}__code__startswith": prefix}) for prefix in prefixes), Q(**{f"{column}__isnull": True})
    )
