"""Her fairs: register, the interviews planned for her, and a calendar file."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from carepost.domain.flow import Refusal
from carepost.domain.roles import Actor
from carepost.records.hiring import (
    Fair,
    FairNotFound,
    FairState,
    access_fair,
    desks_of,
    fairs_ahead,
    fairs_of_carer,
    guest_of,
    holidays_unsaid,
    join_fair,
    leave_fair,
    talks_of,
)
from carepost.records.people import User
from carepost.web.account.forms import said
from carepost.web.carer.gate import mine
from carepost.web.fair_calendar import calendar_response, clock


@mine("GET")
def fairs(request: HttpRequest, user: User) -> HttpResponse:
    """Where she is registered, and what else lies ahead."""
    hers = fairs_of_carer(user)
    known = {fair.pk for fair in hers}
    ahead = [fair for fair in fairs_ahead(timezone.localdate()) if fair.pk not in known]
    return render(request, "carer/fairs.html", {"hers": hers, "ahead": ahead})


@mine("GET", "POST")
def fair(request: HttpRequest, user: User, code: str) -> HttpResponse:
    """One fair; POST registers (`do=join`) or takes the registration back (`do=leave`)."""
    shown = fair_here(code)
    if request.method == "POST":
        try:
            _act(request, user, shown)
        except Refusal as refusal:
            context = _context(shown, user) | {"refusal": said(refusal.reason)}
            return render(request, "carer/fair.html", context, status=422)
        return redirect("carer:fair", code=code)
    return render(request, "carer/fair.html", _context(shown, user))


@mine("GET")
def calendar(request: HttpRequest, user: User, code: str) -> HttpResponse:
    """Her interviews as a calendar file."""
    shown = fair_here(code)
    return calendar_response(shown, talks_of(shown, user=user), names=False)


def fair_here(code: str) -> Fair:
    """A fair that anybody may see; 404 otherwise."""
    try:
        return access_fair(code, actor=Actor.visitor())
    except FairNotFound as missing:
        raise Http404 from missing


def _act(request: HttpRequest, user: User, shown: Fair) -> None:
    if request.POST.get("do") == "leave":
        leave_fair(fair=shown, user=user, at=timezone.now())
        messages.success(request, gettext("已取消报名。"))
    else:
        join_fair(fair=shown, user=user, at=timezone.now())
        messages.success(request, gettext("已报名。面谈排好后会在通知里告诉您。"))


def _context(shown: Fair, user: User) -> dict[str, object]:
    talks = talks_of(shown, user=user)
    return {
        "fair": shown,
        "times": f"{clock(shown.start)}–{clock(shown.end)}",
        "guest": guest_of(shown, user),
        "talks": [(clock(talk.start), clock(talk.end), talk) for talk in talks],
        "desks": [(desk.employer, list(desk.posts.all())) for desk in desks_of(shown)],
        "open": shown.state == FairState.OPEN and shown.day >= timezone.localdate(),
        "cancelled": shown.state == FairState.CANCELLED,
        "planned": shown.state == FairState.PLANNED,
        "holidays_unsaid": shown.state != FairState.CANCELLED and holidays_unsaid(shown, user),
        "refusal": "",
    }
