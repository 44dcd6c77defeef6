"""Job shares as she sees them: posts she would share, pairs that wait, the other one once both said yes."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from carepost.domain.flow import Refusal
from carepost.domain.week import describe_windows
from carepost.records.hiring import (
    PairState,
    SharePart,
    access_pair,
    answer_pair,
    can_be_shared,
    drop_share,
    shares_of,
    wish_share,
    wishes_of,
)
from carepost.records.people import User
from carepost.records.posts import Post, PostNotFound, access_post
from carepost.web.account.forms import said
from carepost.web.carer.gate import mine
from carepost.web.templatetags.words import say


@mine("GET")
def shares(request: HttpRequest, user: User) -> HttpResponse:
    """Pairs that wait for her or stand, and the posts for which she looks for a partner."""
    context = {"parts": [_row(part) for part in shares_of(user)], "wishes": wishes_of(user)}
    return render(request, "carer/shares.html", context)


@mine("GET", "POST")
def share(request: HttpRequest, user: User, code: str) -> HttpResponse:
    """One post: says that she would share it (`alone`: or take it alone), or no longer (`do=drop`)."""
    post, refusal = _post(request, code), ""
    if request.method == "POST":
        try:
            if request.POST.get("do") == "drop":
                drop_share(post=post, user=user, at=timezone.now())
            else:
                wish_share(post=post, user=user, alone=request.POST.get("alone") == "1", at=timezone.now())
                messages.success(request, gettext("已登记。找到能与您合岗的人，会在通知里告诉您。"))
            return redirect("carer:shares")
        except Refusal as refused:
            refusal = said(refused.reason)
    wish = next((each for each in wishes_of(user) if each.post_id == post.pk), None)
    context = {"post": post, "wish": wish, "refusal": refusal, "can": can_be_shared(post)}
    return render(request, "carer/share.html", context, status=422 if refusal else 200)


@mine("POST")
def answer(request: HttpRequest, user: User, code: str) -> HttpResponse:
    """Yes or no to a pair."""
    try:
        pair = access_pair(code, user=user)
        answer_pair(pair=pair, user=user, yes=request.POST.get("answer") == "yes", at=timezone.now())
    except Refusal as refused:
        messages.error(request, said(refused.reason))
    return redirect("carer:shares")


def _row(part: SharePart) -> dict[str, object]:
    return {
        "pair": part.pair,
        "mine": say(describe_windows(part.mine)),
        "theirs": say(describe_windows(part.theirs)),
        "said_yes": part.said_yes,
        "agreed": part.pair.state == PairState.AGREED,
        "partner": part.partner,
    }


def _post(request: HttpRequest, code: str) -> Post:
    try:
        return access_post(request.actor, code)  # type: ignore[attr-defined]
    except PostNotFound as missing:
        raise Http404 from missing
