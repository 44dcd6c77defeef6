"""The only writers of the trail."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from carepost.domain.roles import Actor
from carepost.records.audit.kinds import EventKind
from carepost.records.audit.models import Event, PersonalFact

Plain = str | int | bool | None


@transaction.atomic
def record(
    kind: EventKind,
    *,
    actor: Actor,
    subject_kind: str,
    subject_code: str,
    at: datetime,
    person_code: str = "",
    **values: Plain,
) -> Event:
    """Adds one event, in the caller's transaction.

    Values must be exactly those that the kind names; personal ones need `person_code`, the person whom they are about.
    Raises ValueError otherwise.
    """
    expected = kind.plain | kind.personal
    if set(values) != expected:
        raise ValueError(f"{kind.verb} holds {sorted(expected)}, got {sorted(values)}")
    if kind.personal and not person_code:
        raise ValueError(f"{kind.verb} holds personal values: say whose (person_code)")
    event = Event.objects.create(
        at=at,
        verb=kind.verb,
        actor_code=actor.code,
        subject_kind=subject_kind,
        subject_code=subject_code,
        data={key: values[key] for key in sorted(kind.plain)},
    )
    PersonalFact.objects.bulk_create(
        PersonalFact(event=event, person_code=person_code, key=key, value=str(values[key]))
        for key in sorted(kind.personal)
    )
    return event


@transaction.atomic
def forget_person(*, person_code: str) -> int:
    """Deletes every personal value about this person from the trail; the events stay. Returns how many were deleted."""
    deleted, _ = PersonalFact.objects.filter(person_code=person_code).delete()
    return deleted
