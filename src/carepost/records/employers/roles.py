"""The roles that follow from membership of an employer."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from carepost.domain.roles import Appointment, Role
from carepost.records.employers.models import Member
from carepost.records.people import User


def member_roles(user: User) -> frozenset[Appointment]:
    """Her live employer roles, each for the code of its employer."""
    now = timezone.now()
    live = Member.objects.filter(Q(until__isnull=True) | Q(until__gt=now), user=user, since__lte=now)
    return frozenset(Appointment(Role(role), code) for role, code in live.values_list("role", "employer__code"))
