"""The gate of every page: who may open it, said on the view itself.

Staff roles count only in a session that passed a second factor; until then `request.actor` does not hold them.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from carepost.domain.roles import ROLE_LABELS, Actor, Role
from carepost.records.people import STAFF_ROLES, User, actor_of

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
_STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def person_of(request: HttpRequest) -> User | None:
    """The person who is logged in, None for a visitor."""
    return request.user if isinstance(request.user, User) else None


def actor_for(request: HttpRequest) -> Actor:
    """Who acts in this request; staff roles and their places only after a second factor."""
    actor = actor_of(person_of(request) or AnonymousUser())
    if not actor.holds(*STAFF_ROLES) or passed_second_factor(request):
        return actor
    return actor.without(STAFF_ROLES)


def withheld_roles(request: HttpRequest) -> frozenset[Role]:
    """Staff roles that the person holds but this session does not, for want of a second factor."""
    user = person_of(request)
    if user is None:
        return frozenset()
    return (actor_of(user).roles & STAFF_ROLES) - actor_for(request).roles


def passed_second_factor(request: HttpRequest) -> bool:
    """Whether this person proved a second factor (app, passkey or recovery code) in this session."""
    user = person_of(request)
    return any(entry.get("method") == "mfa" for entry in get_authentication_records(request, user))


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this person set up an authenticator app or a passkey."""
    user = person_of(request)
    return user is not None and Authenticator.objects.filter(user_id=user.pk, type__in=_STRONG).exists()


def require(*roles: Role) -> Callable[[View], View]:
    """Lets in whoever holds one of the roles, and says so on the view (`required_roles`).

    A visitor is led to log in and back again; staff without a second factor to set one up or show it; anybody else
    gets a page (403) that names the roles. `require(Role.CARER)` means: anybody logged in.
    """

    def gate(view: View) -> View:
        @wraps(view)
        def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return _refusal(request, roles) or view(request, *args, **kwargs)

        gated.required_roles = roles  # type: ignore[attr-defined]
        return gated  # type: ignore[return-value]

    return gate


def public(view: View) -> View:
    """Says on the view that anybody may open it, logged in or not."""

    @wraps(view)
    def open_to_all(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    open_to_all.required_roles = (Role.ANYONE,)  # type: ignore[attr-defined]
    return open_to_all  # type: ignore[return-value]


def address_of(request: HttpRequest) -> str:
    """The visitor's network address for counting: IPv6 by its /64, "" when it is unknown (a local socket)."""
    try:
        address = ipaddress.ip_address(get_client_ip(request) or "")
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network(f"{address}/64", strict=False).network_address)
    return str(address)


def _refusal(request: HttpRequest, roles: tuple[Role, ...]) -> HttpResponse | None:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.holds(*roles):
        return None
    if not request.user.is_authenticated:
        staff_only = STAFF_ROLES.issuperset(roles)
        return _led_to(request, "account_staff_login" if staff_only else "account_login")
    if withheld_roles(request).intersection(roles):
        return _led_to(request, "mfa_reauthenticate" if has_second_factor(request) else "mfa_index")
    labels = [ROLE_LABELS[role] for role in roles]
    return render(request, "account/refused.html", {"needed": labels}, status=403)


def _led_to(request: HttpRequest, url_name: str) -> HttpResponseRedirect:
    back = request.get_full_path() if request.method == "GET" else ""
    query = f"?{urlencode({'next': back})}" if back else ""
    return HttpResponseRedirect(reverse(url_name) + query)


__all__ = [
    "actor_for",
    "address_of",
    "has_second_factor",
    "passed_second_factor",
    "person_of",
    "public",
    "require",
    "withheld_roles",
]
