"""What a person is told on the site: a decision on her post, a new post that fits her week."""

from __future__ import annotations

from datetime import datetime

from carepost.domain.facts import Text
from carepost.records.people.models import Notice, User

KEPT = 100


def notify(*, user: User, kind: str, key: str, text: Text, url: str, at: datetime) -> bool:
    """Tells a person something once: a second notice with the same key is dropped. Whether it was new.

    `url` must be an address of this site ("/…") or empty. Raises ValueError otherwise.
    """
    if url and (not url.startswith("/") or url.startswith("//")):
        raise ValueError(f"a notice leads to an address of this site, not to {url[:40]!r}")
    values = {"kind": kind, "zh": text.zh[:300], "en": text.en[:300], "url": url, "at": at}
    return Notice.objects.get_or_create(user=user, key=key, defaults=values)[1]


def notices_of(user: User, *, most: int = KEPT) -> tuple[Notice, ...]:
    """Her notices, newest first."""
    return tuple(Notice.objects.filter(user=user).order_by("-id")[:most])


def unread_count(user: User) -> int:
    """How many notices she has not read, at most 100."""
    return Notice.objects.filter(user=user, read_at__isnull=True)[:KEPT].count()


def read_notices(*, user: User, at: datetime) -> int:
    """Marks all her notices as read; how many were new."""
    return Notice.objects.filter(user=user, read_at__isnull=True).update(read_at=at)
