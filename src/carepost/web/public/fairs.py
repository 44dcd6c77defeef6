"""The fairs ahead, for anybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from carepost.records.hiring import FairState, desks_of, fairs_ahead
from carepost.web.access import public
from carepost.web.carer.fairs import fair_here
from carepost.web.fair_calendar import clock


@public
@require_safe
def fairs(request: HttpRequest) -> HttpResponse:
    """Every fair that lies ahead, soonest first."""
    return render(request, "public/fairs.html", {"fairs": fairs_ahead(timezone.localdate())})


@public
@require_safe
def fair(request: HttpRequest, code: str) -> HttpResponse:
    """One fair: when, where, which employers with which posts, and the way to register."""
    shown = fair_here(code)
    context = {
        "fair": shown,
        "times": f"{clock(shown.start)}–{clock(shown.end)}",
        "desks": [(desk.employer, list(desk.posts.all())) for desk in desks_of(shown)],
        "open": shown.state == FairState.OPEN and shown.day >= timezone.localdate(),
        "planned": shown.state == FairState.PLANNED,
        "cancelled": shown.state == FairState.CANCELLED,
    }
    return render(request, "public/fair.html", context)
