"""An employer at a fair: its posts and tables, and whom it will talk to when."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from carepost.domain.flow import Refusal
from carepost.domain.skills import skills_of
from carepost.records.employers import Employer
from carepost.records.hiring import (
    Fair,
    FairNotFound,
    FairState,
    access_fair,
    desks_of,
    drop_desk,
    fairs_ahead,
    set_desk,
    talks_of,
)
from carepost.records.posts import Post, employer_posts
from carepost.web.employer.fields import say
from carepost.web.employer.gate import actor_of, chosen_employer, members_only
from carepost.web.fair_calendar import calendar_response, clock
from carepost.web.fair_desks import tables_of


@members_only
@require_safe
def fairs(request: HttpRequest) -> HttpResponse:
    """The fairs ahead."""
    return render(request, "employer/fairs.html", {"fairs": fairs_ahead(timezone.localdate())})


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def fair(request: HttpRequest, code: str) -> HttpResponse:
    """One fair: enter with posts (`do=join`), leave (`do=leave`), and the interviews once they are planned."""
    shown, employer = _fair(request, code), chosen_employer(request)
    if employer is None:
        return redirect("employer:home")
    refusal = ""
    if request.method == "POST":
        try:
            _act(request, shown, employer)
            return redirect(f"{request.path}?employer={employer.code}")
        except Refusal as refused:
            refusal = say(refused.reason)
    context = _context(request, shown, employer) | {"refusal": refusal}
    return render(request, "employer/fair.html", context, status=422 if refusal else 200)


@members_only
@require_safe
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    """The employer's interviews as a calendar file."""
    shown, employer = _fair(request, code), chosen_employer(request)
    if employer is None:
        raise Http404
    return calendar_response(shown, talks_of(shown, employer=employer), names=True)


def _act(request: HttpRequest, shown: Fair, employer: Employer) -> None:
    actor, at = actor_of(request), timezone.now()
    if request.POST.get("do") == "leave":
        drop_desk(fair=shown, employer=employer, by=actor, at=at)
        messages.success(request, gettext("已退出招聘会。"))
        return
    ticked, tables = set(request.POST.getlist("post")), tables_of(request.POST)
    posts = [post for post in _posts(request, employer) if post.code in ticked]
    set_desk(fair=shown, employer=employer, posts=posts, tables=tables, by=actor, at=at)
    messages.success(request, gettext("已登记。"))


def _context(request: HttpRequest, shown: Fair, employer: Employer) -> dict[str, object]:
    desk = next((each for each in desks_of(shown) if each.employer_id == employer.pk), None)
    ticked = {post.code for post in desk.posts.all()} if desk else set(request.POST.getlist("post"))
    talks = talks_of(shown, employer=employer)
    return {
        "fair": shown,
        "employer": employer,
        "times": f"{clock(shown.start)}–{clock(shown.end)}",
        "desk": desk,
        "posts": _posts(request, employer),
        "ticked": ticked,
        "tables": request.POST.get("tables") or (desk.tables if desk else 1),
        "changing": shown.state == FairState.OPEN,
        "talks": [(clock(t.start), clock(t.end), t, skills_of(t.guest.skills)) for t in talks],
    }


def _posts(request: HttpRequest, employer: Employer) -> list[Post]:
    found = employer_posts(actor_of(request), employer.code, page=1).items
    return [post for post in found if post.kind == "own" and post.state == "published"]


def _fair(request: HttpRequest, code: str) -> Fair:
    try:
        return access_fair(code, actor=actor_of(request))
    except FairNotFound as missing:
        raise Http404 from missing
