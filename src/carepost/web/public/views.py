"""Pages that anybody may read: home, what this site is, posts by place."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from carepost.domain.roles import Actor
from carepost.records.places import label_for
from carepost.records.posts import (
    Post,
    counts_by_place,
    search,
)
from carepost.web.access import public
from carepost.web.public.places import address, counted, trail, way_out
from carepost.web.public.refusals import answers_refusals, page_exists, read_search

NEWEST = 5


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def by_kind(posts: Iterable[Post]) -> dict[str, list[Post]]:
    """Posts published here (`own`) and posts that others reported (`reported`), each in the order given."""
    groups: dict[str, list[Post]] = {"own": [], "reported": []}
    for post in posts:
        groups[post.kind].append(post)
    return groups


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, where there are posts, and the newest of them."""
    actor = actor_of(request)
    found = search(actor, place=None, page=1, per_page=NEWEST)
    context = {
        "count": found.count,
        "places": counted("public:posts", counts_by_place(actor, None)),
        **by_kind(found.items),
    }
    return render(request, "public/home.html", context)


@public
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this site is, what its data are, help, accessibility, and how machines read it."""
    return render(request, "public/about.html")


@public
@require_safe
@answers_refusals
def posts(request: HttpRequest) -> HttpResponse:
    """The posts of a place, of its parts, page by page."""
    actor = actor_of(request)
    query, place = read_search(request.GET)
    found = search(actor, place=place, page=query.page)
    page_exists(request.GET, request.path, page=query.page, pages=found.pages)
    context = {
        "place": place,
        "label": label_for(place),
        "root": address("public:posts", None) if place else "",
        "trail": trail("public:posts", place),
        "parts": counted("public:posts", counts_by_place(actor, place)),
        "found": found,
        "way_out": way_out(actor, place) if place and not found.count else None,
        **by_kind(found.items),
    }
    return render(request, "public/posts.html", context)
