"""A post as the list shows it: five facts and one sentence, from the columns of the post, not from its whole file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from carepost.domain.facts import Text
from carepost.domain.search import DEFAULT_WAY, SearchQuery, reason_of
from carepost.domain.standard import PostFile, describe_hours, describe_pay
from carepost.domain.week import Answer, Pattern, pattern_to_dict
from carepost.records.posts import Found, Kind, Post
from carepost.web.public.her_week import carried
from carepost.web.public.pay import least_said
from carepost.web.public.rows import recorded
from carepost.web.public.week_strip import hours_of
from carepost.web.templatetags.words import say

RANKS: dict[Answer, Text] = {
    Answer.FITS: Text("时间合适", "Fits your time"),
    Answer.NEARLY: Text("差一点", "Nearly fits"),
    Answer.UNKNOWN: Text("工时未载明", "Hours not stated"),
    Answer.NO: Text("时间不合适", "Does not fit"),
}
_ICONS = {Answer.FITS: "done", Answer.NEARLY: "warn", Answer.UNKNOWN: "ask", Answer.NO: "block"}


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says; an empty text is "not stated". `approx` are amounts that were computed.

    `hours`, `badges` and `icon` are HTML, drawn once for all cards that share them: of twenty cards, every part that is
    included anew costs as much as the search. `travel` is None where nobody asked for it. `asked`: her week and her
    way, for the address of the post's page.
    """

    post: Post
    pay: str
    approx: tuple[str, ...]
    hours: str
    travel: str | None
    insurance: str
    badges: str = ""
    reason: str = ""
    icon: str = ""
    asked: str = ""


@dataclass(slots=True)
class Group:
    """Cards that stand together: those of one answer, what is published here before what others reported."""

    title: str = ""
    count: str = ""
    own: list[Card] = field(default_factory=list)
    reported: list[Card] = field(default_factory=list)


def groups_of(items: Iterable[Found], query: SearchQuery, *, travel: bool, counts: dict[Answer, str]) -> list[Group]:
    """The cards of a page by answer, in their order; one group without a title where no week is asked."""
    groups: dict[Answer | None, Group] = {}
    for found in items:
        answer = found.fit.answer if found.fit else None
        title = say(RANKS[answer]) if answer else ""
        group = groups.setdefault(answer, Group(title, counts.get(answer, "") if answer else ""))
        cards = group.own if found.post.kind == Kind.OWN else group.reported
        cards.append(card_of(found, query, travel=travel))
    return list(groups.values())


def card_of(found: Found, query: SearchQuery, *, travel: bool) -> Card:
    """The card of a post; `travel`: somebody says where she sets out from."""
    post, fit = found.post, found.fit
    stated = PostFile.model_validate({name: post.facts[name] for name in ("pay", "hours") if name in post.facts})
    said = describe_pay(stated)
    return Card(
        post=post,
        pay=say(said) if said else recorded(post.pay_text),
        approx=tuple(_approx(post, stated)),
        hours=_hours(found.shifts, stated) or recorded(post.hours_text),
        travel=_travel(found, query) if travel or post.at_home else None,
        insurance=_insurance(post),
        badges=_badges(bool(post.certificate_number), post.demo, post.kind, get_language() or ""),
        reason=say(reason_of(fit)) if fit else "",
        icon=icon(_ICONS[fit.answer]) if fit else "",
        asked=carried(query),
    )


@lru_cache
def icon(name: str) -> SafeString:
    """A drawing of icons.svg."""
    return render_to_string("components/icon.html", {"name": name})


@lru_cache
def _badges(certified: bool, demo: bool, kind: str, language: str) -> SafeString:
    """Whether a post is certified, made up for the demo, or only reported."""
    badges = (
        (certified, gettext("已认定"), "", "done"),
        (demo, gettext("演示数据"), "info", "info"),
        (kind == Kind.REPORTED, gettext("据报道 · 待核实"), "reported", "ask"),
    )
    shown = ({"word": word, "tone": tone, "icon": drawn} for there, word, tone, drawn in badges if there)
    return format_html_join(" ", "{}", ((render_to_string("components/badge.html", values),) for values in shown))


def _insurance(post: Post) -> str:
    if post.insured is None:
        return ""
    return gettext("参加社会保险") if post.insured else gettext("不参加社会保险")


def _approx(post: Post, stated: PostFile) -> Iterable[str]:
    """The least an hour and a month, where the post states pay by another unit."""
    how = gettext("约")
    if post.pay_hour_fen and stated.pay.per != "hour":
        yield least_said(post.pay_hour_fen, how, hourly=True)
    if post.pay_month_fen and stated.pay.per != "month":
        guaranteed = stated.pay.guaranteed_month is not None
        yield least_said(post.pay_month_fen, "" if guaranteed else how, hourly=False)


def _travel(found: Found, query: SearchQuery) -> str:
    if found.post.at_home:
        return gettext("在家上班")
    if found.minutes is None:
        return ""
    way = say((query.way or DEFAULT_WAY).label)
    return gettext("约 {minutes} 分钟（{way}）").format(minutes=found.minutes, way=way)


def _hours(shifts: Pattern | None, stated: PostFile) -> str:
    if shifts is not None:
        return _week(shifts, get_language() or "")
    said = describe_hours(stated)
    return say(said) if said else ""


@lru_cache(maxsize=2048)
def _week(shifts: Pattern, language: str) -> SafeString:
    """The week of a pattern, drawn once for all the posts that share it and for each language."""
    hours = hours_of(PostFile.model_validate({"hours": {"pattern": pattern_to_dict(shifts)}}))
    return render_to_string("components/week_strip.html", {"hours": hours})
