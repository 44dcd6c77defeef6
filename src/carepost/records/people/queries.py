"""The readers of people."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone

from carepost.domain.roles import Actor, Appointment, Role

if TYPE_CHECKING:
    from carepost.records.people.models import User

# Held only in a session that passed a second factor.
STAFF_ROLES = frozenset({Role.OFFICER_CLERK, Role.OFFICER_REVIEWER, Role.INSPECTOR, Role.PROVIDER, Role.AUDITOR})

# Rooms further out know more roles of a person: employers add those of a member.
RoleSource = Callable[["User"], frozenset[Appointment]]
_sources: list[RoleSource] = []


def register_role_source(source: RoleSource) -> None:
    """Adds a reader that gives further appointments of a person; called once, at start."""
    _sources.append(source)


def actor_of(user: User | AnonymousUser) -> Actor:
    """The actor for a logged-in person (every one is a carer) or for a visitor."""
    if not user.is_authenticated or isinstance(user, AnonymousUser):
        return Actor.visitor()
    now = timezone.now()
    live = user.grants.filter(Q(until__isnull=True) | Q(until__gt=now), since__lte=now)
    granted = [(Role(role), place) for role, place in live.values_list("role", "place_id")]
    appointments = {Appointment(role, place) for role, place in granted if place}
    appointments |= {appointment for source in _sources for appointment in source(user)}
    roles = {Role.ANYONE, Role.CARER, *(role for role, _ in granted), *(a.role for a in appointments)}
    return Actor(code=user.code, roles=frozenset(roles), appointments=frozenset(appointments))
