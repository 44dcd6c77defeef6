"""The week that a person keeps on this site: sealed in her account when she is logged in, else in the session.

What she said before she logged in waits in the session until she keeps it in her account (`waiting_week`).
"""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from carepost.domain.week import EntryError, WeekEntry
from carepost.records.carers import drop_week, keep_week, kept_week
from carepost.web.access import person_of

SESSION_KEY = "carepost_week"


def remember_week(request: HttpRequest, entry: WeekEntry) -> None:
    """Keeps the answers; the next ones replace them. Raises Refusal for an account and no answers at all."""
    entry, user = entry.answers(), person_of(request)
    if user is None:
        request.session[SESSION_KEY] = entry.to_query()
    else:
        keep_week(user=user, entry=entry, at=timezone.now())
        request.session.pop(SESSION_KEY, None)


def remembered_week(request: HttpRequest) -> WeekEntry | None:
    """The answers kept, None for none (or for some that this version no longer reads)."""
    user = person_of(request)
    return (kept_week(user) if user else None) or _in_session(request)


def waiting_week(request: HttpRequest) -> WeekEntry | None:
    """What somebody who is logged in said before, and does not keep in her account yet."""
    user, said = person_of(request), _in_session(request)
    return said if user and said and said != kept_week(user) else None


def forget_week(request: HttpRequest) -> None:
    """Keeps nothing any more."""
    request.session.pop(SESSION_KEY, None)
    user = person_of(request)
    if user:
        drop_week(user=user, at=timezone.now())


def _in_session(request: HttpRequest) -> WeekEntry | None:
    kept = request.session.get(SESSION_KEY)
    if not kept:
        return None
    try:
        return WeekEntry.from_query(kept)
    except EntryError:
        return None
