"""Her first page: what is new, her week, searches, saved posts, profile."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from carepost.domain.facts import Text
from carepost.domain.week import describe
from carepost.records.carers import (
    Profile,
    drop_week,
    experience_of,
    hidden_employers,
    profile_of,
    saved_posts,
    saved_week,
    searches_of,
)
from carepost.records.people import User, mask_phone, notices_of, phone_of_person, read_notices
from carepost.web.carer.gate import mine
from carepost.web.carer.searches import counted

NEWEST = 3
NOTICES = 10


@mine("GET")
def home(request: HttpRequest, user: User) -> HttpResponse:
    """Notices, week, searches with how many posts they find now, saved posts, profile."""
    searches, notices = searches_of(user), notices_of(user, most=NOTICES)
    context = {
        "phone": mask_phone(phone_of_person(user)) if user.phone_sealed else "",
        "notices": notices,
        "unread_here": any(notice.read_at is None for notice in notices),
        "week": week_of(user),
        "searches": counted(searches[:NEWEST], user=user, at=timezone.now()),
        "more_searches": max(0, len(searches) - NEWEST),
        "saved": len(saved_posts(user)),
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
def forget_week(request: HttpRequest, user: User) -> HttpResponse:
    """Deletes the kept week."""
    if drop_week(user=user, at=timezone.now()):
        messages.success(request, gettext("已删除保存的一周。"))
    return redirect("carer:home")


def week_of(user: User) -> Text | None:
    """The week that she keeps, in one line."""
    kept = saved_week(user)
    return describe(kept.profile.term) if kept else None


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
