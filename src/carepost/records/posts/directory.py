"""The directory: employers with what they promise, and what the posts of a place come to.

Each reader asks a constant number of SQL queries and sees through `visible_to` only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Aggregate, Case, Count, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Left

from carepost.domain.facts import Text
from carepost.domain.roles import EMPLOYERS, Actor
from carepost.records.employers import Employer
from carepost.records.places import Level, Place, ancestors, children, code_prefix
from carepost.records.posts.models import Kind, Post
from carepost.records.posts.scope import visible_to

# A median of fewer posts would tell single ones.
LEAST_FOR_MEDIAN = 10
CERTIFIED = Q(certificate_number__isnull=False)
# Places of the first level that are one city: their parts are its districts.
_MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})


class EmployerNotFound(LookupError):
    """There is no such employer with a post that the actor may see."""


@dataclass(frozen=True, slots=True)
class Promise:
    """Something that a post may state in favour of a carer; `holds` is its condition on Post."""

    key: str
    text: Text
    holds: Q


@dataclass(frozen=True, slots=True)
class Promised:
    """How many of an employer's posts state a promise."""

    promise: Promise
    posts: int


PROMISES = (
    Promise(
        "flexible", Text("弹性或自选时间", "flexible or self-chosen hours"), Q(pattern__kind__in=("band", "slots"))
    ),
    Promise("output", Text("只看成果，不限时间", "results count, no fixed hours"), Q(pattern__kind="output")),
    Promise("at_home", Text("可居家或远程", "work at home or remotely"), Q(at_home=True)),
    Promise("insured", Text("参加社会保险", "social insurance"), Q(insured=True)),
    Promise("no_forced_overtime", Text("不强制加班", "no forced overtime"), Q(facts__care__no_forced_overtime="yes")),
    Promise(
        "leave",
        Text("孩子生病可临时请假", "leave at short notice when a child is ill"),
        Q(facts__care__leave_at_short_notice="yes"),
    ),
    Promise("nursing_room", Text("有母婴室", "a nursing room"), Q(facts__care__nursing_room="yes")),
    Promise(
        "children_welcome", Text("可安置孩子", "a place for children at work"), Q(facts__work__children_welcome="yes")
    ),
    Promise("training", Text("提供培训", "training"), Q(facts__growth__training__isnull=False)),
    Promise(
        "no_family_questions",
        Text("面试不问婚育", "no questions about marriage and birth"),
        Q(facts__asks__no_family_questions="yes"),
    ),
)


@dataclass(frozen=True, slots=True)
class EmployerEntry:
    """An employer with the number of its posts that the actor may see, of those certified, and what they promise."""

    employer: Employer
    posts: int
    certified: int
    promises: tuple[Promised, ...]


@dataclass(frozen=True, slots=True)
class EmployerPage:
    """One page of employers; `page` is the page given, moved into 1..pages."""

    items: tuple[EmployerEntry, ...]
    count: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class EmployerPosts:
    """An employer's entry with one page of its posts."""

    entry: EmployerEntry
    items: tuple[Post, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class PostCounts:
    """The posts of a place and of all below it that the actor may see."""

    posts: int
    certified: int
    reported: int
    demo: int
    employers: int


@dataclass(frozen=True, slots=True)
class PayMedian:
    """The median of the lowest pay of `posts` published posts, in fen an hour or fen a month, and where they are."""

    fen: int
    posts: int
    place: Place


def employer_directory(
    actor: Actor, *, place: Place | None, page: int, name: str = "", per_page: int = 20, on: date | None = None
) -> EmployerPage:
    """Employers with posts in a place and all below it: those with certified posts first, each group by pinyin.

    `name` keeps those whose name holds these words, or whose pinyin begins with them.
    """
    posts = _named(_in_place(visible_to(actor, on=on), place).filter(employer__isnull=False), name)
    count = posts.aggregate(number=Count("employer", distinct=True))["number"]
    page, pages, start = _page(count, page, per_page)
    return EmployerPage(tuple(_entries(posts, start, per_page)), count, page, pages)


def employer_posts(
    actor: Actor, employer_code: str, *, page: int = 1, per_page: int = 20, on: date | None = None
) -> EmployerPosts:
    """An employer and a page of its posts that the actor may see, own ones first, newest first.

    Raises EmployerNotFound when there are none, unless the actor is a member.
    """
    posts = visible_to(actor, on=on).filter(employer__code=employer_code)
    entry = next(iter(_entries(posts, 0, 1)), None)
    if entry is None:
        employer = Employer.objects.select_related("place").filter(code=employer_code).first()
        if employer is None or employer_code not in actor.scopes(*EMPLOYERS):
            raise EmployerNotFound(employer_code)
        entry = EmployerEntry(employer, 0, 0, ())
    page, pages, start = _page(entry.posts, page, per_page)
    whole = posts.select_related("employer", "pattern", "place__parent__parent__parent").order_by("kind", "-id")
    return EmployerPosts(entry, tuple(whole[start : start + per_page]), page, pages)


def employers_by_place(actor: Actor, parent: Place | None, *, on: date | None = None) -> tuple[tuple[Place, int], ...]:
    """The places right below `parent` (provinces for None) where employers have posts, in pinyin order, with how many.

    An employer with posts in two of them counts in both.
    """
    posts = _in_place(visible_to(actor, on=on), parent).filter(employer__isnull=False, place__isnull=False)
    below = {code_prefix(child): child for child in children(parent)}
    counts = Counter[str]()
    # Counties right under a province have longer prefixes than its cities: one query for each length, two at most.
    for length in sorted({len(prefix) for prefix in below}):
        each = posts.order_by().values(part=Left("place_id", length)).annotate(number=Count("employer", distinct=True))
        counts.update({row["part"]: row["number"] for row in each if row["part"] in below})
    return tuple((child, counts[prefix]) for prefix, child in below.items() if counts[prefix])


def count_posts(actor: Actor, place: Place | None, *, on: date | None = None) -> PostCounts:
    """What a place and all below it hold, in one query."""
    numbers = _in_place(visible_to(actor, on=on), place).aggregate(
        posts=Count("pk"),
        certified=Count("pk", filter=CERTIFIED),
        reported=Count("pk", filter=Q(kind=Kind.REPORTED)),
        demo=Count("pk", filter=Q(demo=True)),
        employers=Count("employer", distinct=True),
    )
    return PostCounts(**numbers)


class _Median(Aggregate):
    """The lower middle value: one that a post really pays, in whole fen."""

    function = "PERCENTILE_DISC"
    name = "median"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


def pay_median(post: Post, *, hourly: bool, on: date | None = None) -> PayMedian | None:
    """The median pay of the posts of the same occupation in the same city that stand published here, itself among them.

    None where post, place or occupation do not say enough, or fewer than LEAST_FOR_MEDIAN posts state their pay. What
    the demo invented is never mixed with what employers wrote.
    """
    if not post.occupation or post.place is None:
        return None
    city, column = _city(post.place), "pay_hour_fen" if hourly else "pay_month_fen"
    like = _in_place(visible_to(Actor.visitor(), on=on), city).filter(
        kind=Kind.OWN, occupation=post.occupation, demo=post.demo, **{f"{column}__isnull": False}
    )
    found = like.aggregate(number=Count("pk"), fen=_Median(column, output_field=IntegerField()))
    if found["number"] < LEAST_FOR_MEDIAN:
        return None
    return PayMedian(found["fen"], found["number"], city)


def _city(place: Place) -> Place:
    """The city that a place lies in; the county where it stands right under a province."""
    line = (place, *reversed(ancestors(place)))
    wanted = (p for p in line if p.level == Level.CITY or p.code in _MUNICIPALITIES)
    return next(wanted, next((p for p in line if p.level == Level.COUNTY), place))


def _entries(posts: QuerySet[Post], start: int, number: int) -> Iterable[EmployerEntry]:
    rows = list(
        posts.order_by()
        .values("employer_id", "employer__pinyin")
        .annotate(posts=Count("pk"), certified=Count("pk", filter=CERTIFIED))
        .annotate(group=Case(When(certified__gt=0, then=Value(0)), default=Value(1)))
        .order_by("group", "employer__pinyin", "employer_id")[start : start + number]
    )
    employers = Employer.objects.select_related("place").in_bulk([row["employer_id"] for row in rows])
    promised = _promised(posts, list(employers))
    for row in rows:
        key = row["employer_id"]
        yield EmployerEntry(employers[key], row["posts"], row["certified"], promised.get(key, ()))


def _promised(posts: QuerySet[Post], employers: list[int]) -> dict[int, tuple[Promised, ...]]:
    """For each employer the promises that at least one of these posts states, in the order of PROMISES."""
    counts = {promise.key: Count("pk", filter=promise.holds) for promise in PROMISES}
    rows = posts.filter(employer__in=employers).order_by().values("employer_id").annotate(**counts)
    return {
        employer: tuple(Promised(promise, number) for promise, number in zip(PROMISES, numbers, strict=True) if number)
        for employer, *numbers in rows.values_list("employer_id", *counts)
    }


def _named(posts: QuerySet[Post], name: str) -> QuerySet[Post]:
    words = name.strip()
    if not words:
        return posts
    return posts.filter(Q(employer__name__icontains=words) | Q(employer__pinyin__startswith=words.lower()))


def _in_place(posts: QuerySet[Post], place: Place | None) -> QuerySet[Post]:
    return posts if place is None else posts.filter(place__code__startswith=code_prefix(place))


def _page(count: int, page: int, per_page: int) -> tuple[int, int, int]:
    """The page within bounds, the number of pages (at least 1) and the offset of the page's first row."""
    pages = max(1, -(-count // per_page))
    page = min(max(page, 1), pages)
    return page, pages, (page - 1) * per_page
