"""Pages that anybody may read: home, posts by place, a post, the directory of employers."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from carepost.domain.roles import Actor
from carepost.records.places import bureau_of, label_for
from carepost.records.posts import (
    EmployerNotFound,
    Post,
    PostNotFound,
    access_post,
    counts_by_place,
    employer_directory,
    employer_posts,
    form_words_of,
    post_file_of,
    report_of,
    search,
    understood_of,
)
from carepost.web.access import public
from carepost.web.public.places import address, counted, trail, way_out
from carepost.web.public.reading import read_rows
from carepost.web.public.refusals import answers_refusals, page_exists, read_search
from carepost.web.public.rows import employer_rows, post_rows, source_rows
from carepost.web.public.verdict import verdict_of
from carepost.web.public.week_strip import hours_of

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


@public
@require_safe
def post(request: HttpRequest, code: str) -> HttpResponse:
    """One post: what it says and how that was read, what is to be verified, the standard's answer, its source."""
    try:
        shown = access_post(actor_of(request), code)
    except PostNotFound as missing:
        raise Http404 from missing
    rows = post_rows(shown)
    facts, report, understood = post_file_of(shown), report_of(shown), understood_of(shown)
    context = {
        "post": shown,
        "rows": rows,
        "source": source_rows(shown),
        "missing": [label for label, value in rows if not value],
        "hours": hours_of(facts),
        "findings": report.findings,
        "reading": read_rows(understood, facts, form_words_of(shown, understood)),
        "verdict": verdict_of(report),
        "root": address("public:posts", None),
        "trail": [
            *trail("public:posts", shown.place),
            *([(shown.place.text, address("public:posts", shown.place))] if shown.place else []),
        ],
        "bureau": bureau_of(shown.place) if shown.place else None,
    }
    return render(request, "public/post.html", context)


@public
@require_safe
@answers_refusals
def employers(request: HttpRequest) -> HttpResponse:
    """The employers of a place by pinyin, with how many posts each has."""
    query, place = read_search(request.GET)
    found = employer_directory(actor_of(request), place=place, page=query.page)
    page_exists(request.GET, request.path, page=query.page, pages=found.pages)
    context = {
        "place": place,
        "root": address("public:employers", None) if place else "",
        "trail": trail("public:employers", place),
        "found": found,
    }
    return render(request, "public/employers.html", context)


@public
@require_safe
def employer(request: HttpRequest, code: str) -> HttpResponse:
    """One employer and its posts."""
    try:
        shown, items = employer_posts(actor_of(request), code)
    except EmployerNotFound as missing:
        raise Http404 from missing
    context = {"employer": shown, "rows": employer_rows(shown), "count": len(items), **by_kind(items)}
    return render(request, "public/employer.html", context)
