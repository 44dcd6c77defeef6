"""Which posts somebody may see: the gate of this room."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.utils import timezone

from carepost.domain.roles import EMPLOYERS, OFFICERS, Actor
from carepost.records.places import area_prefixes
from carepost.records.posts.models import Kind, Post, State


def open_posts(on: date) -> Q:
    """What the public sees on a day: reported posts, and published ones that have not expired (task run or not)."""
    return Q(state=State.REPORTED) | Q(state=State.PUBLISHED, expires_on__gte=on)


def visible_to(actor: Actor, *, on: date | None = None) -> QuerySet[Post]:
    """The posts that the actor may see on a day (today unless told): the only way to posts.

    Everybody: reported and published, not expired. Members of an employer: all of its own posts besides. Officers:
    besides, all but drafts in the places that they cover.
    """
    seen = open_posts(on or timezone.localdate())
    if employers := actor.scopes(*EMPLOYERS):
        seen |= Q(kind=Kind.OWN, employer__code__in=employers)
    if actor.holds(*OFFICERS):
        prefixes = area_prefixes(actor, *OFFICERS)
        area = reduce(or_, (Q(place__code__startswith=prefix) for prefix in prefixes), Q(place_id__isnull=True))
        seen |= area & ~Q(state=State.DRAFT)
    return Post.objects.filter(seen)
