"""A post against the week of the carer who reads it: whether it fits, what clashes, how long the way takes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.utils.translation import gettext

from carepost.domain.facts import Text
from carepost.domain.search import DEFAULT_WAY, SearchQuery, address_of, parse_search
from carepost.domain.standard import PostFile, pattern_of
from carepost.domain.travel import Way, describe_way
from carepost.domain.week import Answer, Fit, NotStated, Travel, fit_profile
from carepost.records.posts import Post, counts_one_end, minutes_to, origin_of
from carepost.web.public.asking import Asking, asking_of
from carepost.web.public.week_strip import WeekOver, strip_over
from carepost.web.weeks import remembered_week

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


def asked_week(request: HttpRequest) -> Asking:
    """What the address says of her week and her way, else what she keeps. Raises BadParameter and NotThere."""
    asking = asking_of(request)
    if asking.query.profile is not None:
        return asking
    kept = remembered_week(request)
    query = parse_search(kept.search_query()) if kept else asking.query
    origin = origin_of(query)
    return replace(asking, query=query, origin=origin, one_end=counts_one_end(query, origin))


def her_week(post: Post, facts: PostFile, asking: Asking) -> HerWeek | None:
    """How a post stands to what `asked_week` found; None where no week is known."""
    profile, pattern = asking.query.profile, pattern_of(facts)
    if profile is None:
        return None
    way = _way(post, asking)
    travel = Travel(way.minutes, way.minutes)
    found = fit_profile(pattern or NotStated(), profile, travel)
    return HerWeek(
        term=Said.of(found.term),
        holiday=Said.of(found.holiday) if found.holiday and profile.holiday != profile.term else None,
        over=strip_over(pattern, profile.term, travel),
        way=way,
    )


def carried(query: SearchQuery) -> str:
    """Her week and her way as the query string that takes them from a list to a post; "" for none."""
    hers = SearchQuery(
        profile=query.profile,
        saved=query.saved,
        origin=query.origin,
        school=query.school,
        way=query.way,
        commute=query.commute,
    )
    return address_of(hers) if query.profile else ""


def _way(post: Post, asking: Asking) -> Journey:
    if post.at_home:
        return Journey(0, "", None)
    if asking.origin is None:
        return Journey(None, gettext("没有填从哪里出发"), None)
    way = asking.query.way or DEFAULT_WAY
    minutes, most = minutes_to(post, asking.origin, way), asking.query.commute
    if minutes is None:
        return Journey(None, gettext("岗位没有写明具体地点"), None)
    return Journey(minutes, "", _assumed(post, way), most if most is not None and minutes > most else None)


def _assumed(post: Post, way: Way) -> Text:
    said = describe_way(way)
    if post.latitude is not None or post.place is None:
        return said
    middle = Text(
        "岗位没有标出位置，按{place}的中心点算。",
        "The post is not pinned: the middle of {place} stands for it. ",
    ).format(place=post.place.text)
    return Text(middle.zh + said.zh, middle.en + said.en)
