"""Her first page: what is new, her week, searches, saved posts, profile."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from carepost.records.carers import (
    Profile,
    experience_of,
    has_fit_alert,
    hidden_employers,
    kept_week,
    profile_of,
    saved_count,
    searches_of,
)
from carepost.records.people import User, mask_phone, notices_of, phone_of_person, read_notices
from carepost.web.carer.gate import mine
from carepost.web.carer.searches import counted
from carepost.web.public.week_steps import address_of_step
from carepost.web.weeks import forget_week, remember_week, waiting_week

NEWEST = 3
NOTICES = 10


@mine("GET")
def home(request: HttpRequest, user: User) -> HttpResponse:
    """Notices, week, searches with how many posts they find now, saved posts, profile."""
    searches, notices, week = searches_of(user), notices_of(user, most=NOTICES), kept_week(user)
    context = {
        "phone": mask_phone(phone_of_person(user)) if user.phone_sealed else "",
        "notices": notices,
        "unread_here": any(notice.read_at is None for notice in notices),
        "week": week,
        "week_url": address_of_step("summary", week) if week else reverse("public:week"),
        "waiting": waiting_week(request),
        "searches": counted(searches[:NEWEST], user=user, at=timezone.now()),
        "more_searches": max(0, len(searches) - NEWEST),
        "saved": saved_count(user),
        "told": has_fit_alert(user),
        "hidden": len(hidden_employers(user)),
        "said": profile_lines(profile_of(user), len(experience_of(user))),
    }
    return render(request, "carer/home.html", context)


@mine("POST")
def read(request: HttpRequest, user: User) -> HttpResponse:
    """Marks all notices as read."""
    read_notices(user=user, at=timezone.now())
    return redirect("carer:home")


@mine("POST")
def keep(request: HttpRequest, user: User) -> HttpResponse:
    """Keeps in the account what she said of her week before she logged in."""
    waiting = waiting_week(request)
    if waiting:
        remember_week(request, waiting)
        messages.success(request, gettext("已保存您的一周。"))
    return redirect("carer:home")


@mine("POST")
def forget(request: HttpRequest, user: User) -> HttpResponse:
    """Deletes the kept week."""
    forget_week(request)
    messages.success(request, gettext("已删除保存的一周。"))
    return redirect("carer:home")


def profile_lines(profile: Profile, experience: int) -> list[tuple[str, str]]:
    """How complete the profile is, in plain words."""
    nothing, said = gettext("还没有写"), gettext("写好了")
    skills = gettext("{number} 项").format(number=len(profile.skills)) if profile.skills else nothing
    work = gettext("{number} 段").format(number=experience) if experience else nothing
    return [
        (gettext("技能"), skills),
        (gettext("工作经历"), work),
        (gettext("职业间隔"), said if profile.break_from else gettext("没有")),
        (gettext("自我介绍"), said if profile.about else nothing),
    ]
