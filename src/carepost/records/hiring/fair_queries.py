"""Fairs to be read: by an officer, by a carer, by an employer, by anybody."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet

from carepost.domain.roles import EMPLOYERS, OFFICERS, Actor
from carepost.records.hiring.models import Fair, FairDesk, FairGuest, FairState
from carepost.records.people import User
from carepost.records.places import area_prefixes

PUBLIC = (FairState.OPEN, FairState.PLANNED, FairState.CANCELLED)


class FairNotFound(LookupError):
    """There is no such fair, or not for this actor."""


def fairs_of_bureau(actor: Actor) -> tuple[Fair, ...]:
    """Every fair in the places that an officer covers, latest day first, `desk_count` and `guest_count` on each."""
    prefixes = area_prefixes(actor, *OFFICERS)
    area = reduce(or_, (Q(place__code__startswith=prefix) for prefix in prefixes), Q(pk__in=[]))
    return tuple(_counted(Fair.objects.filter(area)).order_by("-day", "-pk"))


def fairs_ahead(on: date, *, place_prefix: str = "") -> tuple[Fair, ...]:
    """The fairs that anybody may know of, from a day on, soonest first."""
    found = Fair.objects.filter(state__in=(FairState.OPEN, FairState.PLANNED), day__gte=on)
    return tuple(_counted(found.filter(place__code__startswith=place_prefix)).order_by("day", "start", "pk"))


def fairs_of_carer(user: User) -> tuple[Fair, ...]:
    """The fairs for which she registered, latest first."""
    return tuple(_counted(Fair.objects.filter(guests__user=user, state__in=PUBLIC)).order_by("-day", "-pk"))


def access_fair(code: str, *, actor: Actor) -> Fair:
    """A fair: a public one is anybody's, others are its officers' and its employers'. Raises FairNotFound."""
    found = Fair.objects.select_related("place", "made_by").filter(code=code).first()
    if found is None:
        raise FairNotFound(code)
    covered = found.place.code.startswith(area_prefixes(actor, *OFFICERS))
    entered = found.desks.filter(employer__code__in=actor.scopes(*EMPLOYERS)).exists()
    if found.state not in PUBLIC and not covered and not entered:
        raise FairNotFound(code)
    return found


def desks_of(fair: Fair) -> tuple[FairDesk, ...]:
    """The employers at a fair with their posts, by pinyin."""
    return tuple(fair.desks.select_related("employer").prefetch_related("posts").order_by("employer__pinyin", "pk"))


def guest_of(fair: Fair, user: User) -> FairGuest | None:
    """Her registration, None for none."""
    return FairGuest.objects.filter(fair=fair, user=user).first()


def guests_of(fair: Fair) -> tuple[FairGuest, ...]:
    """Everybody who registered, by code: an order that tells nothing."""
    return tuple(fair.guests.order_by("code"))


def _counted(fairs: QuerySet[Fair]) -> QuerySet[Fair]:
    return fairs.select_related("place").annotate(
        desk_count=Count("desks", distinct=True), guest_count=Count("guests", distinct=True)
    )
