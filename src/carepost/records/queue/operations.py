"""The only writers of the queue: enqueue, claim, heartbeat, finish, fail."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from carepost.records.queue.models import Task
from carepost.records.queue.registry import daily_kinds, handler_of

MOST_ATTEMPTS = 8
FIRST_WAIT = timedelta(seconds=30)


class LeaseLost(RuntimeError):
    """Another worker took the task over: nothing of this attempt may stay."""


def enqueue(kind: str, *, key: str, run_at: datetime, payload: dict[str, Any] | None = None) -> bool:
    """Adds a task in the caller's transaction; False when the business key was enqueued before (then nothing changes).

    Raises KeyError for a kind without a handler: work that nobody can do is refused at the door.
    """
    handler_of(kind)
    _, added = Task.objects.get_or_create(key=key, defaults={"kind": kind, "run_at": run_at, "payload": payload or {}})
    return added


def enqueue_daily(*, at: datetime) -> None:
    """Sees to it that every daily kind has its task of this local day; called by the worker, harmless when repeated."""
    today = timezone.localtime(at)
    for kind, hour in daily_kinds().items():
        due = today.replace(hour=hour, minute=0, second=0, microsecond=0)
        enqueue(kind, key=f"{kind}:{today:%Y-%m-%d}", run_at=due)


def claim(*, at: datetime, lease: timedelta) -> Task | None:
    """Leases the oldest due task that nobody holds, under a new token; None when there is none."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=at)
    with transaction.atomic():
        due = Task.objects.filter(free, done_at__isnull=True, failed_at__isnull=True, run_at__lte=at)
        task = due.select_for_update(skip_locked=True, of=("self",)).order_by("run_at", "id").first()
        if task is None:
            return None
        task.token, task.lease_until, task.attempts = uuid.uuid4(), at + lease, task.attempts + 1
        task.save(update_fields=["token", "lease_until", "attempts"])
    return task


def heartbeat(task: Task, *, at: datetime, lease: timedelta) -> bool:
    """Prolongs the lease; False when the task is no longer held under this token."""
    return bool(_mine(task).update(lease_until=at + lease))


def perform(task: Task, *, at: datetime) -> None:
    """Runs the task and marks it done in one transaction.

    Raises LeaseLost (and keeps nothing) when another worker holds the task by then; lets the handler's error through.
    """
    with transaction.atomic():
        handler_of(task.kind)(task.payload, at)
        if not _mine(task).update(done_at=at, lease_until=None, error=""):
            raise LeaseLost(task.key)


def fail(task: Task, *, at: datetime, error: str) -> None:
    """Notes a failed attempt: tried again after a growing wait, given up after MOST_ATTEMPTS."""
    wait = FIRST_WAIT * 2 ** (task.attempts - 1)
    given_up = at if task.attempts >= MOST_ATTEMPTS else None
    _mine(task).update(lease_until=None, token=None, run_at=at + wait, failed_at=given_up, error=error[:2000])


def retry_failed(*, key: str, at: datetime) -> bool:
    """Gives a task that was given up another round of attempts; False when there is none of this key."""
    return bool(Task.objects.filter(key=key, failed_at__isnull=False).update(failed_at=None, attempts=0, run_at=at))


def _mine(task: Task) -> QuerySet[Task]:
    return Task.objects.filter(pk=task.pk, token=task.token, done_at__isnull=True)
