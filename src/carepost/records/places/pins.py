"""Points of places: those of the shipped table, and those that an officer gave where the table has none.

The point in force stands on the place itself (`Place.latitude`, `Place.longitude`), so that the database can use it.
Other processes keep places in memory: only a place that the table gives a point is known there for good, and the point
of any other is asked of the database.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from carepost.domain.facts import Mark, Text
from carepost.domain.flow import Refusal
from carepost.domain.roles import OFFICERS, Actor
from carepost.domain.travel import Point, km_between
from carepost.records.audit import record
from carepost.records.places.directory import forget_directory
from carepost.records.places.events import PLACE_PINNED
from carepost.records.places.models import Place, PlacePin
from carepost.records.places.queries import ancestors, code_prefix, in_area, point_of

FAR_KM = 100
_SOURCE_MOST = 200


@transaction.atomic
def pin_place(*, place: Place, point: Point, source: str, mark: Mark, by: Actor, at: datetime) -> PlacePin:
    """Gives a place without a published point one, with the words of its source; an earlier pin stays on record.

    Raises Refusal: not an officer who covers the place, the shipped table has its point, no source, more than 100 km
    from the place above it.
    """
    if not in_area(by, place.code, *OFFICERS):
        raise Refusal(Text(f"您不负责{place.name}。", f"You do not cover {place.name_en}."))
    # One pin at a time: whoever is second sees the first.
    stored = Place.objects.select_for_update(of=("self",)).get(code=place.code)
    if stored.latitude is not None and not PlacePin.objects.filter(place=stored).exists():
        raise Refusal(
            Text(f"{place.name}的位置已有公开数据，无需标注。", f"{place.name_en} has a published point already.")
        )
    said = source.strip()
    if not said or len(said) > _SOURCE_MOST:
        raise Refusal(
            Text("请写明位置的依据，不超过 200 字。", "Say where the point is from, in at most 200 characters.")
        )
    check_near(point, place)
    Place.objects.filter(code=place.code).update(latitude=point.latitude, longitude=point.longitude)
    pin = PlacePin.objects.create(
        place=stored,
        latitude=point.latitude,
        longitude=point.longitude,
        source=said,
        mark=mark.value,
        by_code=by.code,
        at=at,
    )
    record(
        PLACE_PINNED,
        actor=by,
        subject_kind="place",
        subject_code=place.code,
        at=at,
        place=place.name,
        place_en=place.name_en,
        point=f"{point.latitude:g},{point.longitude:g}",
        source=said,
    )
    transaction.on_commit(forget_directory)
    return pin


def reference_of(place: Place) -> tuple[Place, Point] | None:
    """The nearest place above with a point, to measure from; None where none has one."""
    for above in reversed(ancestors(place)):
        if point := point_of(above):
            return above, point
    return None


def km_from_reference(point: Point, place: Place) -> tuple[Place, float] | None:
    """The place above that has a point, and how many km from it a point lies."""
    reference = reference_of(place)
    return (reference[0], km_between(point, reference[1])) if reference else None


def check_near(point: Point, place: Place) -> None:
    """Raises Refusal for a point more than 100 km from the place above that has one."""
    measured = km_from_reference(point, place)
    if measured and measured[1] > FAR_KM:
        above, km = measured
        raise Refusal(
            Text(
                f"这个点离{above.name}有 {km:.0f} 公里，超过 {FAR_KM} 公里，请核对经纬度。",
                f"This point lies {km:.0f} km from {above.name_en}, more than {FAR_KM}: check the coordinates.",
            )
        )


def pins_of(place: Place) -> tuple[PlacePin, ...]:
    """The points that officers gave a place, newest first."""
    return tuple(PlacePin.objects.filter(place=place).order_by("-id"))


def unpinned_in(place: Place, *, most: int = 200) -> tuple[Place, ...]:
    """Places in a place and below it that have no published point, by code; those with a pin are among them."""
    below = Place.objects.filter(code__startswith=code_prefix(place)).filter(
        Q(latitude__isnull=True) | Q(pins__isnull=False)
    )
    return tuple(below.distinct().order_by("code")[:most])
