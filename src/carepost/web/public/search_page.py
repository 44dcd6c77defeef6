"""The list of posts: a search whose address is the search."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qsl

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from carepost.domain.search import parse_search
from carepost.domain.week import Answer
from carepost.records.people import Limit, TooMany, count_hit
from carepost.records.places import children, label_for
from carepost.records.posts import PostPage, count_unmet, relaxed, search
from carepost.web.access import address_of as network_address
from carepost.web.access import public
from carepost.web.public.asking import Asking, asking_of, place_of
from carepost.web.public.cards import groups_of
from carepost.web.public.places import address, parts_of, trail, way_out
from carepost.web.public.refusals import answers_refusals, page_exists
from carepost.web.public.search_form import address_for, chips_of, form_of, links_of, week_words
from carepost.web.public.views import actor_of

# Many phones stand behind one address of a network; nobody looks for work that often in an hour.
UNMET_BY_ADDRESS = Limit("unmet.address", 30, timedelta(hours=1))


@public
@require_safe
@answers_refusals
def posts(request: HttpRequest) -> HttpResponse:
    """The posts that a search finds, by how they fit the week that is asked; what else to ask where nothing does."""
    asking = asking_of(request)
    query, place = asking.query, asking.place
    found = search(
        actor_of(request),
        query,
        place=place,
        origin=asking.origin,
        hidden=asking.hidden,
        skills=asking.skills,
        below=() if query.filters else children(place),
    )
    page_exists(request.GET, request.path, page=query.page, pages=found.pages)
    context = {
        "place": place,
        "label": label_for(place),
        "root": address("public:posts", None) if place else "",
        "trail": trail("public:posts", place),
        "parts": parts_of(query, found.below),
        "found": found,
        "groups": groups_of(
            found.items,
            query,
            travel=asking.origin is not None,
            counts={rank: str(count) for rank, count in found.ranks.items()},
        ),
        "query": query,
        "week": week_words(query),
        "no_point": query.origin is not None and asking.origin is None,
        "commuting": asking.origin is not None,
        "both_ends": asking.both_ends,
        "one_end": asking.one_end,
        "chips": chips_of(query, asking.origin),
        "form": form_of(query),
        "links": links_of(query),
        **_ways_on(asking, found, request),
    }
    return render(request, "public/posts.html", context)


def _ways_on(asking: Asking, found: PostPage, request: HttpRequest) -> dict[str, object]:
    """What to do where nothing (or nothing that fits) was found: ask less, look elsewhere, say so."""
    query = asking.query
    lacking = not found.count if query.profile is None else not found.ranks.get(Answer.FITS)
    if not lacking or query.page > 1:
        return {"way_out": None, "relaxed": (), "lacking": False}
    if not query.filters:
        place = asking.place
        return {"way_out": way_out(actor_of(request), place) if place else None, "relaxed": (), "lacking": False}
    changes = relaxed(query, place=asking.place, origin=asking.origin, hidden=asking.hidden)
    ways = [(change.text, change.count, address_for(change.query)) for change in changes]
    return {"way_out": None, "relaxed": ways, "lacking": True}


@public
@require_POST
@answers_refusals
def unmet(request: HttpRequest) -> HttpResponse:
    """Tells the bureau that a search found nothing suitable: counted by day, city and filters, without the person."""
    values = dict(parse_qsl(request.POST.get("search", "")))
    # Whose week it was does not matter here; what is kept privately stays out.
    private = {name for name, value in values.items() if value in {"saved", "home"}}
    query = parse_search({name: value for name, value in values.items() if name not in private})
    try:
        count_hit(UNMET_BY_ADDRESS, network_address(request), at=timezone.now())
        count_unmet(query=query, place=place_of(query), at=timezone.now())
    except TooMany:
        messages.info(request, gettext("今天已经收到您的反馈，谢谢。"))
    else:
        messages.success(request, gettext("已告诉人社局。只记下日期、城市和用了哪些条件，不记您是谁。"))
    return HttpResponseRedirect(address_for(replace(query, page=1)))
