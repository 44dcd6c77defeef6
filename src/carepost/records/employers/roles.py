"""The roles that follow from membership of an employer."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from carepost.domain.roles import Role
from carepost.records.employers.models import Member
from carepost.records.people import User


def member_roles(user: User) -> tuple[frozenset[Role], frozenset[str]]:
    """Her live employer roles and the codes of those employers."""
    now = timezone.now()
    live = Member.objects.filter(Q(until__isnull=True) | Q(until__gt=now), user=user, since__lte=now)
    rows = list(live.values_list("role", "employer__code"))
    return frozenset(Role(role) for role, _ in rows), frozenset(code for _, code in rows)
