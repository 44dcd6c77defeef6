"""A post against the week of the carer who reads it: whether it fits, what clashes, how long the way takes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.utils.translation import gettext

from carepost.domain.facts import Text
from carepost.domain.search import DEFAULT_WAY, HOME, SavedWeek, SearchQuery, parse_search
from carepost.domain.standard import PostFile, pattern_of
from carepost.domain.travel import Point, Way, describe_way, km_between, minutes_of
from carepost.domain.week import Answer, Fit, NotStated, Travel, fit_profile
from carepost.records.carers import saved_week
from carepost.records.places import Level, Place, get_place
from carepost.records.posts import Post
from carepost.web.access import person_of
from carepost.web.public.week_strip import WeekOver, strip_over
from carepost.web.weeks import remembered_week

# A county or town is small enough for its own point to stand for an address in it; a city is not.
NEAR_ENOUGH = (Level.COUNTY.value, Level.TOWN.value)
_LABELS = {
    Answer.FITS: ("", "done", Text("合您的时间", "Fits your week")),
    Answer.NEARLY: ("warn", "warn", Text("差一点", "Nearly fits")),
    Answer.UNKNOWN: ("warn", "ask", Text("工时未载明", "Hours not stated")),
    Answer.NO: ("block", "block", Text("不合您的时间", "Does not fit your week")),
}


@dataclass(frozen=True, slots=True)
class Journey:
    """The way to a post: minutes each way (None: not stated, `why`), and what the estimate assumes."""

    minutes: int | None
    why: str
    assumed: Text | None
    too_far: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """An answer as a badge (tone, icon, word) and a sentence."""

    tone: str
    icon: str
    label: Text
    reason: Text

    @classmethod
    def of(cls, found: Fit) -> Said:
        """What is said of a fit."""
        return cls(*_LABELS[found.answer], found.reason)


@dataclass(frozen=True, slots=True)
class HerWeek:
    """The answers for her week in term and, where it is another, in the holidays; drawn over hers (None: no hours)."""

    term: Said
    holiday: Said | None
    over: WeekOver | None
    way: Journey


def asked_week(request: HttpRequest) -> tuple[SearchQuery, SavedWeek | None]:
    """What the address says of her week and her way, else what she keeps. Raises BadParameter."""
    user = person_of(request)
    saved = saved_week(user) if user else None
    query = parse_search({name: str(value) for name, value in request.GET.items()}, saved=saved)
    if query.profile is not None:
        return query, saved
    if kept := remembered_week(request):
        return parse_search(kept.search_query()), saved
    if saved:
        query = replace(query, profile=saved.profile, origin=HOME if saved.home else None)
    return query, saved


def her_week(post: Post, facts: PostFile, query: SearchQuery, saved: SavedWeek | None) -> HerWeek | None:
    """How a post stands to what `asked_week` found; None where no week is known."""
    profile, pattern = query.profile, pattern_of(facts)
    if profile is None:
        return None
    way = _way(post, query, saved)
    travel = Travel(way.minutes, way.minutes)
    found = fit_profile(pattern or NotStated(), profile, travel)
    return HerWeek(
        term=Said.of(found.term),
        holiday=Said.of(found.holiday) if found.holiday and profile.holiday != profile.term else None,
        over=strip_over(pattern, profile.term, travel),
        way=way,
    )


def _way(post: Post, query: SearchQuery, saved: SavedWeek | None) -> Journey:
    if post.at_home:
        return Journey(0, "", None)
    origin, there = _origin(query, saved), point_of(post)
    if origin is None:
        return Journey(None, gettext("没有填从哪里出发"), None)
    if there is None:
        return Journey(None, gettext("岗位没有写明具体地点"), None)
    way = query.way or (saved.way if saved else None) or DEFAULT_WAY
    minutes = minutes_of(km_between(origin, there), way)
    too_far = query.commute if query.commute is not None and minutes > query.commute else None
    return Journey(minutes, "", _assumed(post, way), too_far)


def _origin(query: SearchQuery, saved: SavedWeek | None) -> Point | None:
    if query.origin == HOME:
        return saved.home if saved else None
    return point_of_place(get_place(query.origin)) if isinstance(query.origin, str) else query.origin


def point_of(post: Post) -> Point | None:
    """Where the work is: the post's own pin, else the point of its county or town; None: not stated."""
    if post.latitude is not None and post.longitude is not None:
        return Point(post.latitude, post.longitude)
    return point_of_place(post.place)


def point_of_place(place: Place | None) -> Point | None:
    """The point of a county or town, where its source states one."""
    if place is None or place.level not in NEAR_ENOUGH or place.latitude is None or place.longitude is None:
        return None
    return Point(place.latitude, place.longitude)


def _assumed(post: Post, way: Way) -> Text:
    said = describe_way(way)
    if post.latitude is not None or post.place is None:
        return said
    middle = Text(
        "岗位没有标出位置，按{place}的中心点算。",
        "The post is not pinned: the middle of {place} stands for it. ",
    ).format(place=post.place.text)
    return Text(middle.zh + said.zh, middle.en + said.en)
