"""What the bureau's pages share: who acts, which post, and how a refusal is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.safestring import SafeString

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.domain.roles import OFFICERS, Actor, Role
from carepost.domain.travel import TravelError
from carepost.records.people import User
from carepost.records.posts import Conflict, Post, PostNotFound, access_post, roles_on
from carepost.web.access import person_of, require
from carepost.web.templatetags.words import say_quoting

officers_only = require(*sorted(OFFICERS))
reviewers_only = require(Role.OFFICER_REVIEWER)


@dataclass(frozen=True, slots=True)
class Tab:
    """A choice of a filter: its value, its name, whether it is the one shown."""

    value: str
    label: Text
    chosen: bool


def acting(request: HttpRequest) -> Actor:
    """Who asks."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def user_of(request: HttpRequest) -> User:
    """The person who is logged in; the gate let nobody else in."""
    user = person_of(request)
    if user is None:
        raise Http404
    return user


def post_here(request: HttpRequest, code: str) -> Post:
    """The post of an address, if the officer covers it; anything else is not found."""
    actor = acting(request)
    try:
        post = access_post(actor, code)
    except PostNotFound as missing:
        raise Http404 from missing
    if not roles_on(actor, post) & OFFICERS:
        raise Http404
    return post


def page_number(request: HttpRequest) -> int:
    """The page that an address asks for; the first for anything that is no number."""
    asked = request.GET.get("page", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, be it nothing; None where the page is only opened."""
    return request.POST if request.method == "POST" else None


def in_words(problem: Refusal | Conflict | TravelError) -> SafeString:
    """Why something was not done, in the page's language; names and quotations are marked."""
    return say_quoting(problem.problem if isinstance(problem, TravelError) else problem.reason)


def answer(request: HttpRequest, template: str, context: dict[str, Any], *, refusal: str = "") -> HttpResponse:
    """A page; with a refusal in words at its head it answers 422."""
    return render(request, template, context | {"refusal": refusal}, status=422 if refusal else 200)


def done(request: HttpRequest, words: str) -> None:
    """Says on the next page what was done."""
    messages.success(request, words)
