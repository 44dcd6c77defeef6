"""How long a bureau takes: by its own setting, else by ours, since no scheme states a term for certification."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from carepost.domain.calendar import Counted, add_working_days, shipped_calendar, working_days_between
from carepost.domain.facts import Mark, Text
from carepost.domain.flow import Refusal
from carepost.domain.roles import Actor, Role
from carepost.records.audit import record
from carepost.records.certification.events import DEADLINE_SET
from carepost.records.certification.models import Deadline
from carepost.records.certification.officers import checked_words
from carepost.records.places import Place, ancestors, in_area

MOST_DAYS = 250
OWN_DESIGN = Text("自行设计：所见各地文件均未载明期限", "Carepost design: no scheme that was read states a term")
_OWN = {Deadline.Kind.DECIDE: 10, Deadline.Kind.REPLY: 5}
DEADLINE_LABELS = {
    Deadline.Kind.DECIDE: Text("认定", "decide"),
    Deadline.Kind.REPLY: Text("陈述申辩", "reply to a proposal"),
}


@dataclass(frozen=True, slots=True)
class Term:
    """A number of working days and where it comes from; `mark` None is our own design, `place` whose setting it is."""

    working_days: int
    source: Text
    mark: Mark | None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due: the day, how far the calendar is known, and the working days left (negative: overdue)."""

    counted: Counted
    left: int

    @property
    def late(self) -> int:
        """The working days overdue; 0 or less while there is time."""
        return -self.left


class Terms:
    """The terms of many places, read once."""

    def __init__(self, kind: Deadline.Kind) -> None:
        self._own = Term(_OWN[kind], OWN_DESIGN, None)
        rows = Deadline.objects.filter(kind=kind)
        self._set = {
            row.place_id: Term(row.working_days, Text(row.source, row.source), Mark(row.mark), row.place_id)
            for row in rows
        }

    def of(self, place: Place | None) -> Term:
        """The term in a place: its own, else that of the nearest place above, else ours."""
        line = (place, *reversed(ancestors(place))) if place else ()
        return next((self._set[p.code] for p in line if p.code in self._set), self._own)


def term_of(place: Place | None, kind: Deadline.Kind) -> Term:
    """The term that holds in a place."""
    return Terms(kind).of(place)


def due_after(since: date, term: Term, *, today: date) -> Due:
    """When something that began on a day is due, seen from today."""
    calendar = shipped_calendar()
    counted = add_working_days(since, term.working_days, calendar)
    return Due(counted, working_days_between(today, counted.day, calendar))


@transaction.atomic
def set_deadline(
    *, place: Place, kind: Deadline.Kind, working_days: int, source: str, mark: Mark, by: Actor, at: datetime
) -> Deadline:
    """Sets how many working days a bureau takes, and by which document.

    Raises Refusal: not by a reviewer in charge of the place, days out of bounds, no source.
    """
    if not in_area(by, place.code, Role.OFFICER_REVIEWER):
        raise Refusal(
            Text(
                f"只有主管{place.name}的复核人员可以设定期限。",
                f"Only a reviewer in charge of {place.name_en} may set its terms.",
            )
        )
    if not 1 <= working_days <= MOST_DAYS:
        raise Refusal(Text(f"期限应为 1 至 {MOST_DAYS} 个工作日。", f"A term is 1 to {MOST_DAYS} working days."))
    said = checked_words(source, Text("依据的文件", "the document that it rests on"), most=200)
    values = {"working_days": working_days, "source": said, "mark": mark.value}
    deadline, _ = Deadline.objects.update_or_create(place=place, kind=kind, defaults=values)
    label = DEADLINE_LABELS[kind]
    record(
        DEADLINE_SET,
        actor=by,
        subject_kind="bureau",
        subject_code=place.code,
        at=at,
        place=place.name,
        place_en=place.name_en,
        what=label.zh,
        what_en=label.en,
        days=working_days,
        source=said,
    )
    return deadline


def today_of(at: datetime) -> date:
    """The local day of a moment."""
    return timezone.localdate(at)
