"""The week that a person keeps on this site: a visitor in the session.

Whoever connects an account changes these three functions alone; every page asks them.
"""

from __future__ import annotations

from django.http import HttpRequest

from carepost.domain.week import EntryError, WeekEntry

SESSION_KEY = "carepost_week"


def remember_week(request: HttpRequest, entry: WeekEntry) -> None:
    """Keeps the answers; the next ones replace them."""
    request.session[SESSION_KEY] = entry.to_query()


def remembered_week(request: HttpRequest) -> WeekEntry | None:
    """The answers kept, None for none (or for some that this version no longer reads)."""
    kept = request.session.get(SESSION_KEY)
    if not kept:
        return None
    try:
        return WeekEntry.from_query(kept)
    except EntryError:
        return None


def forget_week(request: HttpRequest) -> None:
    """Keeps nothing any more."""
    request.session.pop(SESSION_KEY, None)
