"""Pages that anybody may read: home and what this site is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from carepost.domain.roles import Actor
from carepost.domain.search import SearchQuery
from carepost.records.posts import counts_by_place, search
from carepost.web.access import public
from carepost.web.public.cards import groups_of
from carepost.web.public.places import counted

NEWEST = 5


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, where there are posts, and the newest of them."""
    actor = actor_of(request)
    everything = SearchQuery()
    found = search(actor, everything, place=None, origin=None, per_page=NEWEST)
    context = {
        "count": found.count,
        "places": counted("public:posts", counts_by_place(actor, None)),
        "groups": groups_of(found.items, everything, travel=False, counts={}),
    }
    return render(request, "public/home.html", context)


@public
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this site is, what its data are, help, accessibility, and how machines read it."""
    return render(request, "public/about.html")
