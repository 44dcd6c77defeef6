"""What is asked, said back: the filter form, a line for the phone, and a chip to take each filter away."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext

from carepost.domain.facts import Text
from carepost.domain.search import (
    DEFAULT_WAY,
    HOME,
    KIND_GROUPS,
    KINDS,
    SORT_LABELS,
    SearchQuery,
    Sort,
    address_of,
    parameters_of,
    shared,
)
from carepost.domain.travel import Origins, Point, Way, describe_way
from carepost.domain.week import describe
from carepost.records.places import full_name, get_place
from carepost.web.public.pay import yuan
from carepost.web.public.rows import recorded
from carepost.web.templatetags.words import say

COMMUTES = (15, 20, 30, 45, 60, 90, 120)
GROUP_LABELS = (Text("用工形式", "Form"), Text("工时", "Hours"), Text("来源", "Source"), Text("地点", "Place"))
Option = tuple[str, str, bool]
"""Value, words, whether it is chosen."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in words, and the address of the search without it."""

    words: str
    url: str


def address_for(query: SearchQuery) -> str:
    """The address of the list for a search."""
    asked = address_of(query)
    return reverse("public:posts") + (f"?{asked}" if asked else "")


def chips_of(query: SearchQuery, origin: Origins | None) -> list[Chip]:
    """Each filter that is set, with the way to drop it; not the place: the trail above the list leads out of it.

    `origin`: where the way of the search begins.
    """
    first = replace(query, page=1)
    words = query.words.split()
    chips = [
        Chip(recorded(word), address_for(replace(first, words=" ".join(words[:n] + words[n + 1 :]))))
        for n, word in enumerate(words)
    ]
    if query.profile:
        chips.append(Chip(week_words(query), address_for(replace(first, profile=None, saved=False, show_all=False))))
    if query.origin is not None:
        without = replace(first, origin=None, school=None, way=None, commute=None)
        chips.append(Chip(origin_words(query, origin), address_for(without)))
    if query.commute is not None and query.origin is not None:
        said = gettext("路上最多 {minutes} 分钟").format(minutes=query.commute)
        chips.append(Chip(said, address_for(replace(first, commute=None))))
    if query.pay_min_fen is not None:
        said = gettext("每小时 {yuan} 元起").format(yuan=yuan(query.pay_min_fen))
        chips.append(Chip(said, address_for(replace(first, pay_min_fen=None))))
    for kind in (each for each in KINDS if each in query.kinds):
        chips.append(Chip(say(KINDS[kind]), address_for(replace(first, kinds=query.kinds - {kind}))))
    return chips


def week_words(query: SearchQuery) -> str:
    """Her week in a line; "" where none is asked."""
    if query.profile is None:
        return ""
    said = say(describe(query.profile.term))
    return gettext("保存的一周：{week}").format(week=said) if query.saved else said


def origin_words(query: SearchQuery, origin: Origins | None) -> str:
    """Where she sets out from and how; that the school counts as well where it does."""
    way = say((query.way or DEFAULT_WAY).label)
    if query.origin == HOME:
        start = gettext("保存的家")
    elif isinstance(query.origin, Point):
        start = gettext("地图上的一点")
    else:
        place = get_place(query.origin or "")
        start = say(full_name(place)) if place else ""
    if origin is not None and origin.school is not None:
        return gettext("从{place}出发（和学校取较远的），{way}").format(place=start, way=way)
    return gettext("从{place}出发，{way}").format(place=start, way=way)


def form_of(query: SearchQuery) -> dict[str, object]:
    """The values of the filter form; what it does not show it carries along."""
    shown = {"q", "pay_min", "commute", "way", "kind", "sort", "page"}
    return {
        "hidden": [(name, value) for name, value in parameters_of(query).items() if name not in shown],
        "words": query.words,
        "pay_min": yuan(query.pay_min_fen) if query.pay_min_fen else "",
        "commutes": _commutes(query),
        "ways": [(way.value, say(way.label), way is (query.way or DEFAULT_WAY)) for way in Way],
        "kinds": [
            (say(label), [(kind, say(KINDS[kind]), kind in query.kinds) for kind in group])
            for label, group in zip(GROUP_LABELS, KIND_GROUPS, strict=True)
        ],
        "sorts": [
            (sort.value, say(SORT_LABELS[sort]), sort is query.order)
            for sort in Sort
            if sort is not Sort.FIT or query.matchable
        ],
        "open": not query.filters,
    }


def _commutes(query: SearchQuery) -> list[Option]:
    minutes = sorted({*COMMUTES, *([query.commute] if query.commute else [])})
    said = gettext("{minutes} 分钟以内")
    return [(str(m), said.format(minutes=m), m == query.commute) for m in minutes]


def links_of(query: SearchQuery) -> dict[str, str]:
    """Where to go from here: say a week, save as an alert, pass on without what is private, also what does not fit."""
    asked, public = address_of(replace(query, page=1)), address_of(shared(query))
    return {
        # For the bureau's count alone: which filters are set, whatever they stand for.
        "asked": address_of(replace(query, page=1, saved=False)),
        "week": reverse("public:week") + (f"?{asked}" if asked else ""),
        "alert": reverse("carer:new_search") + (f"?{asked}" if asked else ""),
        "share": reverse("public:share") + (f"?{public}" if public else ""),
        "all": address_for(replace(query, show_all=True, page=1)),
        "estimate": say(describe_way(query.way or DEFAULT_WAY)),
    }
