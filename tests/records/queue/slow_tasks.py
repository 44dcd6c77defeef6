"""A worker process for the kill test: its one handler notes its effect, then sleeps as told, inside the transaction."""

from __future__ import annotations

import sys
import time
from datetime import datetime, timedelta
from typing import Any

import django

if __name__ == "__main__":
    django.setup()

from carepost.domain.facts import Text
from carepost.domain.roles import Actor
from carepost.records.audit import define, record
from carepost.records.queue import Worker, handler

EFFECT = define("test.slow_effect", Text("做了一件慢事。", "Did a slow thing."))


@handler("test.slow")
def slow(payload: dict[str, Any], at: datetime) -> None:
    """Writes one audit row, then sleeps."""
    record(EFFECT, actor=Actor.system(), subject_kind="test", subject_code=payload["subject"], at=at)
    time.sleep(payload["seconds"])


if __name__ == "__main__":
    from django.utils import timezone

    sys.stdout.write("ready\n")
    sys.stdout.flush()
    Worker(clock=timezone.now, lease=timedelta(seconds=float(sys.argv[1])), idle=timedelta(milliseconds=50)).run()
