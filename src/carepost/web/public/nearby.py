"""School, after-school care and childcare near a post, as far as any source states them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from carepost.domain.facts import Mark, Text
from carepost.domain.week import SchoolTime, Stage, describe_school_day, school_day
from carepost.records.places import Place

_CHILDHOOD = (Stage.KINDERGARTEN, Stage.PRIMARY)


@dataclass(frozen=True, slots=True)
class SchoolHours:
    """The day of one kind of school in words, with the (source, mark) of each time that is known: none for none."""

    stage: str
    times: Text | None
    sources: tuple[tuple[str, Mark], ...]


def school_hours(place: Place | None) -> tuple[SchoolHours, ...]:
    """Kindergarten and primary school at a place; nothing stated where the place is not."""
    names = {Stage.KINDERGARTEN: gettext("幼儿园"), Stage.PRIMARY: gettext("小学")}
    return tuple(_hours(names[stage], stage, place) for stage in _CHILDHOOD)


def _hours(name: str, stage: Stage, place: Place | None) -> SchoolHours:
    if place is None:
        return SchoolHours(name, None, ())
    day = school_day(place.code[:6], stage)
    known: list[SchoolTime] = [time for time in (day.starts, day.ends, day.after_school_until) if time]
    sources = tuple(dict.fromkeys((time.source, time.mark) for time in known))
    return SchoolHours(name, describe_school_day(day) if known else None, sources)
