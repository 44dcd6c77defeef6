"""Interviews of a fair as calendar files (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from icalendar import Calendar, Event

from carepost.records.hiring import Fair, Talk

PRODUCT = "-//Carepost//育儿友好岗平台//ZH"


def clock(minute: int) -> str:
    """A minute of the day as 9:40."""
    return f"{minute // 60}:{minute % 60:02d}"


def calendar_response(fair: Fair, talks: Iterable[Talk], *, names: bool) -> HttpResponse:
    """The talks as one .ics file: UTC times, stable ids. `names`: guests' codes in the titles, for the other side."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    for talk in talks:
        calendar.add_component(_event(fair, talk, names=names))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="fair-{fair.code}.ics"'
    return response


def _event(fair: Fair, talk: Talk, *, names: bool) -> Event:
    event = Event()
    start = _moment(fair, talk.start)
    with_whom = talk.guest.code if names else talk.employer.name
    event.add("uid", f"{fair.code}-{talk.guest.code}-{talk.start}@carepost")
    event.add("summary", gettext("面谈：{whom}，{post}").format(whom=with_whom, post=talk.post_title))
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=fair.slot))
    event.add("dtstamp", fair.planned_at or fair.made_at)
    event.add("location", gettext("{venue}，{table} 号桌").format(venue=fair.venue, table=talk.table))
    return event


def _moment(fair: Fair, minute: int) -> datetime:
    midnight = datetime(fair.day.year, fair.day.month, fair.day.day, tzinfo=timezone.get_default_timezone())
    return (midnight + timedelta(minutes=minute)).astimezone(UTC)
