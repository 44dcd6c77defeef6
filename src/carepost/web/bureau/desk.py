"""Where an officer's day begins: what waits, the queue, and every post of her area."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carepost.domain.flow import Refusal
from carepost.domain.roles import OFFICERS
from carepost.records.certification import Show, Sort, area_posts, desk_of, queue_of, release_case, take_case
from carepost.records.packs import lapses_for, waiting_versions
from carepost.records.people import notices_of, read_notices, unread_count
from carepost.records.places import Place, get_place, in_area
from carepost.records.posts import POST_LIFE, Conflict, Post, PostNotFound, State, access_post, unmet_in
from carepost.web.bureau.pages import (
    Tab,
    acting,
    done,
    in_words,
    officers_only,
    page_number,
    post_here,
    user_of,
)

_MOST_NOTICES = 5
_UNMET_DAYS = timedelta(days=30)
_STATES = tuple(state for state in State if state is not State.DRAFT)


@officers_only
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """How much waits, where to go, and the latest news."""
    user = user_of(request)
    context = {
        "desk": desk_of(acting(request), at=timezone.now()),
        "notices": notices_of(user, most=_MOST_NOTICES),
        "unread": unread_count(user),
        "unmet": _unmet(request),
        "versions": waiting_versions(acting(request)),
        "lapses": len(lapses_for(acting(request), timezone.localdate())),
    }
    return render(request, "bureau/home.html", context)


@officers_only
@require_POST
def notices_read(request: HttpRequest) -> HttpResponse:
    """Marks all news as read."""
    read_notices(user=user_of(request), at=timezone.now())
    return redirect("bureau:home")


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: HttpRequest) -> HttpResponse:
    """The posts that wait for a decision; ticked ones are taken on or given back together."""
    if request.method == "POST":
        _move_ticked(request)
        return redirect(request.get_full_path())
    actor, at = acting(request), timezone.now()
    show = Show(request.GET["show"]) if request.GET.get("show") in set(Show) else Show.ALL
    sort = Sort(request.GET["sort"]) if request.GET.get("sort") in set(Sort) else Sort.DUE
    words, place = request.GET.get("q", "").strip()[:60], _place(request)
    found = queue_of(actor, at=at, show=show, sort=sort, place=place, words=words, page=page_number(request))
    context = {
        "found": found,
        "shows": [Tab(each.value, each.label, each is show) for each in Show],
        "sorts": [Tab(each.value, each.label, each is sort) for each in Sort],
        "words": words,
        "place": place,
        "me": actor.code,
    }
    return render(request, "bureau/queue.html", context)


@officers_only
@require_safe
def posts(request: HttpRequest) -> HttpResponse:
    """Every post of the area, found by state and words."""
    state = request.GET.get("state", "")
    state = state if state in set(_STATES) else ""
    words = request.GET.get("q", "").strip()[:60]
    found = area_posts(acting(request), at=timezone.now(), state=state, words=words, page=page_number(request))
    context = {
        "found": found,
        "state": state,
        "states": [Tab(each.value, POST_LIFE.states[each], each == state) for each in _STATES],
        "labels": POST_LIFE.states,
        "words": words,
    }
    return render(request, "bureau/posts.html", context)


@officers_only
@require_POST
def take(request: HttpRequest, code: str) -> HttpResponse:
    """Takes on one post and opens it."""
    post = post_here(request, code)
    try:
        take_case(post=post, by=acting(request), at=timezone.now())
    except (Refusal, Conflict) as refused:
        messages.error(request, in_words(refused))
    return redirect("bureau:post", code=code)


@officers_only
@require_POST
def release(request: HttpRequest, code: str) -> HttpResponse:
    """Gives one post back to the queue."""
    post = post_here(request, code)
    try:
        release_case(post=post, by=acting(request), at=timezone.now())
    except (Refusal, Conflict) as refused:
        messages.error(request, in_words(refused))
        return redirect("bureau:post", code=code)
    done(request, gettext("已放回待办。"))
    return redirect("bureau:queue")


def _unmet(request: HttpRequest) -> int:
    """How often somebody found nothing suitable in the officer's places in the last thirty days."""
    today = timezone.localdate()
    places = [place for code in acting(request).scopes(*OFFICERS) if (place := get_place(code))]
    return sum(unmet_in(place, since=today - _UNMET_DAYS, until=today).total() for place in places)


def _move_ticked(request: HttpRequest) -> None:
    """Takes on or gives back what is ticked; each that cannot be is named with the reason."""
    move = release_case if request.POST.get("action") == "release" else take_case
    moved = 0
    for code in request.POST.getlist("post")[:100]:
        try:
            move(post=_post(request, code), by=acting(request), at=timezone.now())
            moved += 1
        except (Refusal, Conflict) as refused:
            messages.error(request, format_html(gettext("{post}：{reason}"), post=code, reason=in_words(refused)))
        except PostNotFound:
            messages.error(request, gettext("没有岗位 {post}。").format(post=code))
    if moved:
        done(request, ngettext("已处理 {number} 个岗位。", "已处理 {number} 个岗位。", moved).format(number=moved))
    elif not request.POST.getlist("post"):
        messages.error(request, gettext("请先勾选岗位。"))


def _post(request: HttpRequest, code: str) -> Post:
    return access_post(acting(request), code)


def _place(request: HttpRequest) -> Place | None:
    """The place of the filter, if the officer covers it."""
    place = get_place(request.GET.get("place", ""))
    return place if place and in_area(acting(request), place.code, *OFFICERS) else None
