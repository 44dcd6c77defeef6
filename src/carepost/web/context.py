"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from carepost.domain.roles import EMPLOYERS, OFFICERS, Actor


def site(request: HttpRequest) -> dict[str, Any]:
    """`actor`, whether she is an officer or acts for an employer, and whether this is the demo."""
    # A request refused by an early middleware has no actor yet and still gets a page.
    actor: Actor = getattr(request, "actor", None) or Actor.visitor()
    return {"actor": actor, "officer": actor.holds(*OFFICERS), "member": actor.holds(*EMPLOYERS), "demo": settings.DEMO}
