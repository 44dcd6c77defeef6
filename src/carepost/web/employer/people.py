"""People who may suit a post: skills and hours only, an approach to each, and contacts that carers gave."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from carepost.domain.flow import Refusal
from carepost.records.hiring import (
    A_DAY,
    APPROACH_LIFE,
    access_approach,
    approach,
    approaches_for,
    contact_of,
    suggested_for,
    withdraw_approach,
)
from carepost.records.posts import Post, State
from carepost.web.employer.fields import say
from carepost.web.employer.gate import actor_of, members_only, own_post


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, code: str) -> HttpResponse:
    """Whom the post fits; POST approaches one (`seeker`) or takes an approach back (`withdraw`)."""
    shown, refusal = own_post(request, code), ""
    if request.method == "POST":
        try:
            _act(request, shown)
            return redirect("employer:people", code=code)
        except Refusal as refused:
            refusal = say(refused.reason)
    by = actor_of(request)
    sent = approaches_for(shown, by=by)
    context = {
        "post": shown,
        "open": shown.state == State.PUBLISHED,
        "suggested": suggested_for(shown, by=by) if shown.state == State.PUBLISHED else (),
        "sent": [(each, APPROACH_LIFE.states[each.state], contact_of(each, by=by)) for each in sent],
        "a_day": A_DAY,
        "refusal": refusal,
        "words": request.POST.get("words", "")[:300],
    }
    return render(request, "employer/people.html", context, status=422 if refusal else 200)


def _act(request: HttpRequest, shown: Post) -> None:
    actor, at = actor_of(request), timezone.now()
    if taken_back := request.POST.get("withdraw", ""):
        withdraw_approach(approach=access_approach(taken_back, by=actor), by=actor, at=at)
        messages.success(request, gettext("已撤回邀约。"))
        return
    seeker, words = request.POST.get("seeker", ""), request.POST.get("words", "")
    approach(post=shown, seeker_code=seeker, words=words, by=actor, at=at)
    messages.success(request, gettext("已邀约。对方愿意时会留下联系方式。"))
