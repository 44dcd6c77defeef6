"""Her profile: short sections, each saved on its own."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from carepost.domain.skills import skills_of
from carepost.records.carers import (
    EXPERIENCE_MAX,
    add_experience,
    drop_experience,
    experience_of,
    profile_of,
    set_about,
    set_break,
    set_skills,
)
from carepost.records.people import User
from carepost.web.carer.forms import AboutForm, BreakForm, ExperienceForm, SkillsForm
from carepost.web.carer.gate import did, mine, tell_saved


@mine("GET")
def overview(request: HttpRequest, user: User) -> HttpResponse:
    """What she has said so far, with the way to change each part."""
    profile = profile_of(user)
    context = {"profile": profile, "skills": skills_of(profile.skills), "experience": experience_of(user)}
    return render(request, "carer/profile.html", context)


@mine("GET", "POST")
def skills_page(request: HttpRequest, user: User) -> HttpResponse:
    """Boxes to tick."""
    form = SkillsForm(request.POST or None, chosen=profile_of(user).skills)
    if request.method == "POST":
        form = SkillsForm(request.POST, chosen=[])
        if form.is_valid() and did(form, lambda: set_skills(user=user, codes=form.codes, at=timezone.now())):
            return _saved(request, "carer:skills")
    return _page(request, "carer/skills.html", form)


@mine("GET", "POST")
def break_page(request: HttpRequest, user: User) -> HttpResponse:
    """When she did no paid work."""
    profile = profile_of(user)
    form = BreakForm(
        request.POST if request.method == "POST" else None,
        initial={"since": profile.break_from, "until": profile.break_to},
    )
    if form.is_valid():
        months = form.cleaned_data
        if did(form, lambda: set_break(user=user, since=months["since"], until=months["until"], at=timezone.now())):
            return _saved(request, "carer:break")
    return _page(request, "carer/break.html", form)


@mine("GET", "POST")
def about_page(request: HttpRequest, user: User) -> HttpResponse:
    """Her own words."""
    form = AboutForm(request.POST if request.method == "POST" else None, initial={"about": profile_of(user).about})
    if form.is_valid() and did(form, lambda: set_about(user=user, about=form.cleaned_data["about"], at=timezone.now())):
        return _saved(request, "carer:about")
    return _page(request, "carer/about.html", form)


@mine("GET", "POST")
def experience_page(request: HttpRequest, user: User) -> HttpResponse:
    """What she has done, and one more."""
    form = ExperienceForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and did(form, lambda: add_experience(user=user, at=timezone.now(), **form.cleaned_data)):
        return _saved(request, "carer:experience")
    experience = experience_of(user)
    room = len(experience) < EXPERIENCE_MAX
    return _page(request, "carer/experience.html", form, experience=experience, room=room)


@mine("POST")
def forget_experience(request: HttpRequest, user: User, code: str) -> HttpResponse:
    """One entry away."""
    if not drop_experience(user=user, code=code, at=timezone.now()):
        raise Http404
    messages.success(request, gettext("已删除这段经历。"))
    return redirect("carer:experience")


def _saved(request: HttpRequest, to: str) -> HttpResponse:
    tell_saved(request)
    return redirect(to)


def _page(request: HttpRequest, template: str, form: Form, **more: object) -> HttpResponse:
    return render(request, template, {"form": form, **more}, status=422 if form.errors else 200)
