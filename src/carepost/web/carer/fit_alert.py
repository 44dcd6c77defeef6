"""Whether she is told of new posts that fit her week."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from carepost.domain.flow import Refusal
from carepost.records.carers import begin_fit_alert, end_fit_alert
from carepost.records.people import User
from carepost.web.account.forms import said
from carepost.web.carer.gate import mine


@mine("POST")
def begin(request: HttpRequest, user: User) -> HttpResponse:
    """Tells her from now on; where her week lacks something, says what."""
    try:
        begin_fit_alert(user=user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, said(refusal.reason))
    else:
        messages.success(request, gettext("已打开。有合适的新岗位会在“我的”里告诉您。"))
    return redirect("public:for_me")


@mine("POST")
def end(request: HttpRequest, user: User) -> HttpResponse:
    """Tells her no more."""
    end_fit_alert(user=user, at=timezone.now())
    messages.success(request, gettext("已关闭。"))
    return redirect("public:for_me")
