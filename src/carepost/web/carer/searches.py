"""Her saved searches: list, save, change, pause; and the link in a message that stops one without login."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from carepost.domain.search import BadParameter, Count
from carepost.records.carers import (
    SavedSearch,
    SearchNotFound,
    access_search,
    canonical,
    change_search,
    count_of,
    delete_search,
    pause_search,
    query_of,
    resume_search,
    save_search,
    search_by_token,
    searches_of,
    stop_search,
    values_of,
)
from carepost.records.people import User
from carepost.records.places import full_name, get_place
from carepost.web.access import public
from carepost.web.account.forms import said
from carepost.web.carer.forms import SearchForm
from carepost.web.carer.gate import did, mine, tell_saved
from carepost.web.public.refusals import answers_refusals


@dataclass(frozen=True, slots=True)
class Counted:
    """A saved search and how many posts it finds now; None when it can no longer be run."""

    search: SavedSearch
    count: Count | None


def counted(searches: Iterable[SavedSearch], *, user: User, at: datetime) -> list[Counted]:
    """Each search with its number: a constant number of queries for each."""
    return [Counted(search, _count(query_of(search), user, at)) for search in searches]


@mine("GET")
def listed(request: HttpRequest, user: User) -> HttpResponse:
    """All of them, with how many posts each finds now."""
    return render(
        request, "carer/searches.html", {"searches": counted(searches_of(user), user=user, at=timezone.now())}
    )


@mine("GET", "POST")
@answers_refusals
def new(request: HttpRequest, user: User) -> HttpResponse:
    """Saves the search whose parameters stand in the address, or, on POST, in the field `query`."""
    posted = request.method == "POST"
    query = canonical(values_of(request.POST.get("query", "")) if posted else request.GET.dict(), user=user)
    code = values_of(query).get("place", "")
    if code and get_place(code) is None:
        raise Http404
    initial = {"name": _name(query), "frequency": "daily", "channels": ["site"]}
    form = SearchForm(request.POST if posted else None, initial=initial, texts=_has_number(user))
    if form.is_valid() and did(
        form, lambda: save_search(user=user, values=values_of(query), at=timezone.now(), **form.values)
    ):
        messages.success(request, gettext("已保存。有新岗位时会按您选的方式提醒。"))
        return redirect("carer:searches")
    context = {"form": form, "query": query, "count": _count(query, user, timezone.now())}
    return render(request, "carer/new_search.html", context, status=422 if form.errors else 200)


@mine("GET", "POST")
def edit(request: HttpRequest, user: User, code: str) -> HttpResponse:
    """Name, frequency and channels; pause and delete."""
    search = found(user, code)
    initial = {
        "name": search.name,
        "frequency": search.frequency,
        "channels": [name for name, on in (("site", search.on_site), ("text", search.by_text)) if on],
    }
    form = SearchForm(request.POST if request.method == "POST" else None, initial=initial, texts=_has_number(user))
    if form.is_valid() and did(form, lambda: change_search(search=search, at=timezone.now(), **form.values)):
        tell_saved(request)
        return redirect("carer:search", code=search.code)
    context = {"form": form, "search": search, "count": _count(query_of(search), user, timezone.now())}
    return render(request, "carer/search.html", context, status=422 if form.errors else 200)


@mine("GET")
def posts(request: HttpRequest, user: User, code: str) -> HttpResponse:
    """On to the list of posts: notices lead here, so that they need not say what she looks for."""
    return redirect(f"{reverse('public:posts')}?{query_of(found(user, code))}")


@mine("POST")
def pause(request: HttpRequest, user: User, code: str) -> HttpResponse:
    """No more alerts for now."""
    pause_search(search=found(user, code), at=timezone.now())
    messages.success(request, gettext("已暂停提醒。"))
    return redirect("carer:search", code=code)


@mine("POST")
def resume(request: HttpRequest, user: User, code: str) -> HttpResponse:
    """Alerts again."""
    resume_search(search=found(user, code), at=timezone.now())
    messages.success(request, gettext("已恢复提醒。"))
    return redirect("carer:search", code=code)


@mine("POST")
def delete(request: HttpRequest, user: User, code: str) -> HttpResponse:
    """Gone at once: saving it again costs two taps."""
    delete_search(search=found(user, code), at=timezone.now())
    messages.success(request, gettext("已删除这个搜索。"))
    return redirect("carer:searches")


# The token is all that it takes, so that no cookie is needed; a program that follows links stops nothing (GET).
@csrf_exempt
@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """One button that stops the alerts of one search, without login."""
    try:
        stopped = request.method == "POST"
        search = stop_search(token=token, at=timezone.now()) if stopped else search_by_token(token)
    except SearchNotFound as missing:
        raise Http404 from missing
    return render(request, "carer/stop.html", {"stopped": search.paused})


def found(user: User, code: str) -> SavedSearch:
    """Her search. Raises Http404."""
    try:
        return access_search(user, code)
    except SearchNotFound as missing:
        raise Http404 from missing


def _count(query: str, user: User, at: datetime) -> Count | None:
    try:
        return count_of(query, user=user, at=at)
    except BadParameter:
        return None


def _name(query: str) -> str:
    """A first name for it: its place and its words."""
    values = values_of(query)
    place = get_place(values.get("place", ""))
    return " ".join(filter(None, (said(full_name(place)) if place else gettext("全国"), values.get("q", ""))))[:40]


def _has_number(user: User) -> bool:
    return user.phone_sealed is not None
