"""Who may be where in the employer's space, and for which employer."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from carepost.domain.roles import EMPLOYERS, Actor, Role
from carepost.records.employers import Employer, employers_by_code
from carepost.records.people import User
from carepost.records.posts import Post, PostNotFound, access_own_post
from carepost.web.access import person_of, require

anybody_logged_in = require(Role.CARER)
members_only = require(*sorted(EMPLOYERS))


def actor_of(request: HttpRequest) -> Actor:
    """Who acts."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def user_of(request: HttpRequest) -> User:
    """The person who is logged in; the gate has seen to it."""
    user = person_of(request)
    if user is None:
        raise Http404
    return user


def employers_of(request: HttpRequest) -> tuple[Employer, ...]:
    """The employers for which she acts, by pinyin."""
    return employers_by_code(actor_of(request).scopes(*EMPLOYERS))


def chosen_employer(request: HttpRequest) -> Employer | None:
    """The employer that the address or the form names, or her only one; None when she must choose. 404 for another."""
    hers = employers_of(request)
    asked = request.POST.get("employer") or request.GET.get("employer", "")
    if asked:
        found = next((employer for employer in hers if employer.code == asked), None)
        if found is None:
            raise Http404(asked)
        return found
    return hers[0] if len(hers) == 1 else None


def own_post(request: HttpRequest, code: str) -> Post:
    """The post of one of her employers; another's is not there (404)."""
    try:
        return access_own_post(actor_of(request), code)
    except PostNotFound as missing:
        raise Http404(code) from missing


def owns(actor: Actor, employer: Employer) -> bool:
    """Whether she may manage this employer's team."""
    return employer.code in actor.scopes(Role.EMPLOYER_OWNER)
