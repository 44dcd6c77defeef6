"""Counters in the database, so that a limit holds for every process: one upsert a hit, fixed windows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F
from django.db.models.functions import Greatest

from carepost.records.crypto import blind_index
from carepost.records.people.models import Throttle


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` hits of an action within `per`, for each subject (a number, an address, a user name)."""

    action: str
    most: int
    per: timedelta


# Chinese networks put many phones behind one address: limits by address are wide, limits by number narrow.
CODE_RESEND = Limit("code.resend", 1, timedelta(seconds=60))
CODE_BY_PHONE = Limit("code.phone", 10, timedelta(hours=1))
CODE_BY_PHONE_DAILY = Limit("code.phone.day", 20, timedelta(days=1))
CODE_BY_ADDRESS = Limit("code.address", 60, timedelta(hours=1))
TRY_BY_ADDRESS = Limit("try.address", 120, timedelta(hours=1))
PASSWORD_BY_NAME = Limit("password.name", 10, timedelta(minutes=15))
PASSWORD_BY_ADDRESS = Limit("password.address", 60, timedelta(minutes=15))
SECOND_FACTOR_BY_PERSON = Limit("second_factor.person", 10, timedelta(minutes=15))
# A code of an authenticator app holds for three steps of 30 s and is taken once.
SECOND_FACTOR_ONCE = Limit("second_factor.once", 1, timedelta(minutes=2))


class TooMany(RuntimeError):
    """The limit is reached; nothing was done. `until` is when the window ends."""

    def __init__(self, limit: Limit, until: datetime) -> None:
        super().__init__(f"{limit.action}: try again at {until.isoformat()}")
        self.limit = limit
        self.until = until


# Hits beyond the limit are counted but do not prolong the window.
_UPSERT = """
INSERT INTO people_throttle AS t (key, since, until, hits) VALUES (%(key)s, %(at)s, %(until)s, 1)
ON CONFLICT (key) DO UPDATE SET
    hits = CASE WHEN t.until <= %(at)s THEN 1 ELSE t.hits + 1 END,
    since = CASE WHEN t.until <= %(at)s THEN excluded.since ELSE t.since END,
    until = CASE WHEN t.until <= %(at)s THEN excluded.until ELSE t.until END
RETURNING hits, until
"""


def count_hit(limit: Limit, subject: str, *, at: datetime) -> None:
    """Counts one hit at once (call it outside the transaction that it guards). Raises TooMany beyond the limit."""
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, {"key": _key(limit, subject), "at": at, "until": at + limit.per})
        hits, until = cursor.fetchone()
    if hits > limit.most:
        raise TooMany(limit, until)


def give_back(limit: Limit, subject: str) -> None:
    """Takes one hit back: what was counted beforehand turned out well."""
    Throttle.objects.filter(key=_key(limit, subject)).update(hits=Greatest(F("hits") - 1, 0))


def _key(limit: Limit, subject: str) -> bytes:
    return blind_index(f"{limit.action}\x00{subject}", purpose="people.throttle")
