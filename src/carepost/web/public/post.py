"""One post: its five facts, what a carer asks next in the order in which she asks it, and where it all comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from carepost.domain.paycard import pay_card
from carepost.domain.standard import PostFile, describe_hours, describe_pay
from carepost.records.carers import Lack
from carepost.records.posts import (
    Kind,
    Post,
    PostNotFound,
    access_post,
    form_words_of,
    post_file_of,
    report_of,
    understood_of,
)
from carepost.web.access import person_of, public
from carepost.web.law.pay_card import shown as card_shown
from carepost.web.lawbook import parameters
from carepost.web.public.her_week import asked_week, carried, her_week
from carepost.web.public.matching import failing_of, question_of
from carepost.web.public.nearby import school_hours
from carepost.web.public.pay import amounts_of, pay_of
from carepost.web.public.places import address, trail
from carepost.web.public.reading import ReadRow, read_rows
from carepost.web.public.refusals import answers_refusals
from carepost.web.public.rows import Row, bureau_link, employer_link, place_name, published_rows, recorded, source_rows
from carepost.web.public.sections import insurance_of, sections_of
from carepost.web.public.verdict import verdict_of
from carepost.web.public.views import actor_of
from carepost.web.public.week_strip import hours_of
from carepost.web.templatetags.words import say

_PHONE = re.compile(r"(?<!\d)(?:1\d{10}|0\d{2,3}[- ]?\d{7,8})(?!\d)")


@dataclass(frozen=True, slots=True)
class Fact:
    """One of the five facts of a card: its name, what is said of it ("" is not stated), and a smaller remark."""

    label: str
    value: str
    note: str = ""


@public
@require_safe
@answers_refusals
def post(request: HttpRequest, code: str) -> HttpResponse:
    """One post: what it says, what it pays, what is to be verified, the standard's answer, its source."""
    shown = open_post(request, code)
    today = timezone.localdate()
    law = parameters(today)
    facts, report = post_file_of(shown), report_of(shown, on=today)
    five = five_facts(shown, facts)
    asking = asked_week(request)
    question = question_of(asking, person_of(request))
    context = {
        **card(request, shown, five),
        "post": shown,
        "facts": five,
        "hours": hours_of(facts),
        "hers": her_week(shown, facts, asking),
        "both_ends": asking.both_ends,
        "one_end": asking.one_end,
        "failing": () if isinstance(question, Lack) else failing_of(shown, question),
        "asked": carried(asking.query),
        "pay": pay_of(shown, facts, law, today),
        "pay_card": card_shown(pay_card(law, facts, today), badge=gettext("本岗位")),
        "sections": sections_of(shown, facts),
        "schools": school_hours(shown.place),
        "findings": report.findings,
        "missing": _missing(shown, facts, five),
        "reading": _reading(shown, facts),
        "verdict": verdict_of(report),
        "who": _who(shown, facts),
        "source": source_rows(shown),
        "published": published_rows(shown),
        "root": address("public:posts", None),
        "trail": [
            *trail("public:posts", shown.place),
            *([(shown.place.text, address("public:posts", shown.place))] if shown.place else []),
        ],
        "phone": "" if shown.demo else phone_in(facts.voice.contact),
        "contact": facts.voice.contact,
    }
    return render(request, "public/post.html", context)


def open_post(request: HttpRequest, code: str) -> Post:
    """The post of this code if the visitor may see it. Raises Http404."""
    try:
        return access_post(actor_of(request), code)
    except PostNotFound as missing:
        raise Http404 from missing


def five_facts(post: Post, facts: PostFile) -> tuple[Fact, ...]:
    """Pay, hours, place, insurance and certificate: what is asked before anything else is read."""
    pay, hours = describe_pay(facts), describe_hours(facts)
    return (
        Fact(
            gettext("薪酬"),
            say(pay) if pay else recorded(post.pay_text),
            gettext("；").join(amount.said for amount in amounts_of(facts) if amount.how),
        ),
        Fact(gettext("工时"), say(hours) if hours else recorded(post.hours_text)),
        Fact(gettext("地点"), recorded(post.place_text) or place_name(post.place)),
        Fact(gettext("保险"), insurance_of(facts)),
        Fact(gettext("认定"), _certificate(post)),
    )


def card(request: HttpRequest, post: Post, facts: tuple[Fact, ...]) -> dict[str, str]:
    """What a chat shows of a link to a post: its address without parameters, and its facts in a line."""
    path = reverse("public:post", args=[post.code])
    said = (strip_tags(fact.value) for fact in facts if fact.value)
    return {
        "path": path,
        "target": request.build_absolute_uri(path),
        "summary": gettext("；").join((post.title, *said)),
    }


def phone_in(words: str) -> str:
    """The first telephone number that words hold, digits only; "" for none."""
    found = _PHONE.search(words)
    return re.sub(r"\D", "", found[0]) if found else ""


def _certificate(post: Post) -> str:
    if post.certificate_number is None or post.certified_on is None:
        return gettext("据报道，未经认定") if post.kind == Kind.REPORTED else gettext("没有认定记录")
    said = gettext("已认定，{day} 起")
    if post.expires_on:
        said = gettext("已认定，{day} 至 {until}")
    return said.format(day=post.certified_on.isoformat(), until=post.expires_on)


def _who(post: Post, facts: PostFile) -> list[Row]:
    """Whose post it is, and which bureau answers for it."""
    return [
        (gettext("单位"), employer_link(post)),
        (gettext("招聘人数"), recorded(post.headcount_text or facts.headcount)),
        (gettext("主管部门"), bureau_link(post.place)),
    ]


def _missing(post: Post, facts: PostFile, five: tuple[Fact, ...]) -> list[str]:
    """What neither the facts nor the words of a post state, of what a carer asks first."""
    pay, hours, place, *_ = five
    asked = [
        (pay.label, pay.value),
        (hours.label, hours.value),
        (place.label, place.value),
        (gettext("人数"), post.headcount_text or facts.headcount),
        (gettext("要求"), post.requirements_text or facts.asks.conditions),
        (gettext("用人单位"), employer_link(post)),
    ]
    return [label for label, value in asked if not value]


def _reading(post: Post, facts: PostFile) -> list[ReadRow]:
    """How the words were read; nothing for a post whose employer stated its facts itself."""
    if post.kind == Kind.OWN and post.facts:
        return []
    understood = understood_of(post)
    return read_rows(understood, facts, form_words_of(post, understood))
