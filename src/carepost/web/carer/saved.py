"""Saved posts, and employers from which she hides."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from carepost.domain.flow import Refusal
from carepost.records.carers import (
    employers_named,
    has_saved,
    hidden_employers,
    hide_employer,
    save_post,
    saved_posts,
    show_employer,
    unsave_post,
)
from carepost.records.employers import get_employer
from carepost.records.people import User
from carepost.records.posts import Post, PostNotFound, access_post
from carepost.web.account.forms import said
from carepost.web.carer.forms import HideForm
from carepost.web.carer.gate import did, mine


@mine("GET")
def posts(request: HttpRequest, user: User) -> HttpResponse:
    """What she marked, with what is closed by now said so."""
    return render(request, "carer/posts.html", {"saved": saved_posts(user)})


@mine("GET", "POST")
def save(request: HttpRequest, user: User, code: str) -> HttpResponse:
    """Marks a post; the page with one button is where a login leads back to."""
    post = _post(request, code)
    if request.method == "POST":
        try:
            save_post(user=user, post=post, at=timezone.now())
        except Refusal as refusal:
            messages.error(request, said(refusal.reason))
            return redirect("carer:posts")
        messages.success(request, gettext("已收藏，在“我的”里可以再找到。"))
        return redirect("public:post", code=code)
    return render(request, "carer/save_post.html", {"post": post, "saved": has_saved(user, post)})


@mine("POST")
def remove(request: HttpRequest, user: User, code: str) -> HttpResponse:
    """Takes the mark away, of closed posts too."""
    if not unsave_post(user=user, post_code=code, at=timezone.now()):
        raise Http404
    messages.success(request, gettext("已取消收藏。"))
    return redirect("carer:posts")


@mine("GET")
def employers(request: HttpRequest, user: User) -> HttpResponse:
    """From whom she hides; and a way to find one more by name."""
    words = request.GET.get("q", "")[:60].strip()
    context = {"hidden": hidden_employers(user), "words": words, "found": employers_named(words)}
    return render(request, "carer/employers.html", context)


@mine("GET", "POST")
def hide(request: HttpRequest, user: User, code: str) -> HttpResponse:
    """Asks whether its posts are to go as well, then hides her."""
    employer = get_employer(code)
    if employer is None:
        raise Http404
    form = HideForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        posts_too = form.cleaned_data["posts_too"]
        if did(form, lambda: hide_employer(user=user, employer=employer, posts_too=posts_too, at=timezone.now())):
            messages.success(request, gettext("这家单位以后看不到您。"))
            return redirect("carer:employers")
    context = {"form": form, "employer": employer}
    return render(request, "carer/hide_employer.html", context, status=422 if form.errors else 200)


@mine("POST")
def show(request: HttpRequest, user: User, code: str) -> HttpResponse:
    """Ends the hiding."""
    if not show_employer(user=user, employer_code=code, at=timezone.now()):
        raise Http404
    messages.success(request, gettext("不再对这家单位隐藏。"))
    return redirect("carer:employers")


def _post(request: HttpRequest, code: str) -> Post:
    try:
        return access_post(request.actor, code)  # type: ignore[attr-defined]
    except PostNotFound as missing:
        raise Http404 from missing
