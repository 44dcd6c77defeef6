"""What the carer's pages share: who may open them, the way back after login, and what she is told after saving."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from carepost.domain.flow import Refusal
from carepost.domain.roles import Role
from carepost.records.people import User
from carepost.web.access import person_of, require
from carepost.web.account.forms import said

View = Callable[..., HttpResponse]


def mine(*methods: str) -> Callable[[View], View]:
    """Only for somebody logged in, for these methods, never kept by a cache. A visitor's POST leads back to a page too.

    The view takes the person right after the request.
    """

    def gate(view: View) -> View:
        @require(Role.CARER)
        @never_cache
        @require_http_methods([*methods, *(["HEAD"] if "GET" in methods else [])])
        @wraps(view)
        def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return view(request, known(request), *args, **kwargs)

        @wraps(gated)
        def led_back(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST" and not request.user.is_authenticated and "GET" in methods:
                return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': request.path})}")
            return gated(request, *args, **kwargs)

        return led_back

    return gate


def known(request: HttpRequest) -> User:
    """The person who is logged in; only behind `mine`."""
    user = person_of(request)
    if user is None:
        raise PermissionError("a page of the carer's was reached by a visitor")
    return user


def tell_saved(request: HttpRequest) -> None:
    """ "已保存 10:32" on the next page."""
    moment = f"{timezone.localtime():%H:%M}"
    messages.success(request, gettext("已保存 {moment}").format(moment=moment))


def did(form: forms.Form, act: Callable[[], object]) -> bool:
    """Calls an operation; a refusal becomes the form's error. Whether it went through."""
    try:
        act()
    except Refusal as refusal:
        form.add_error(None, said(refusal.reason))
        return False
    return True
