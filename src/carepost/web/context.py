"""What every page knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from carepost.domain.roles import EMPLOYERS, OFFICERS, Actor
from carepost.records.people import User, unread_count


def site(request: HttpRequest) -> dict[str, Any]:
    """Who looks (`actor`, and in which capacities), how many notices wait for her, and whether this is the demo."""
    # A request refused by an early middleware has no actor yet and still gets a page.
    actor: Actor = getattr(request, "actor", None) or Actor.visitor()
    return {
        "actor": actor,
        "officer": actor.holds(*OFFICERS),
        "member": actor.holds(*EMPLOYERS),
        "by_phone": bool(actor.code) and not getattr(request.user, "username", None),
        "unread": _unread(request),
        "demo": settings.DEMO,
    }


def _unread(request: HttpRequest) -> Callable[[], int]:
    """Asked only by a template that shows it."""
    user = getattr(request, "user", None)
    return lambda: unread_count(user) if isinstance(user, User) else 0
