"""The expiry watch: every day it tells once of each value that has lapsed, may have, or lapses within three months."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from django.utils import timezone

from carepost.domain.roles import Actor
from carepost.domain.rules import Lapse, lapsing
from carepost.records.audit import record
from carepost.records.packs.events import VALUE_LAPSES
from carepost.records.packs.lawbook import parameters_on
from carepost.records.packs.models import LapseNotice
from carepost.records.queue import handler


@handler("packs.watch_lapses", daily_hour=3)
def watch_lapses(payload: dict[str, Any], at: datetime) -> None:
    """Writes an event for each lapse that was not told of in its state before; harmless when repeated."""
    today = timezone.localdate(at)
    for lapse in lapsing(parameters_on(today), today):
        values = {"place": lapse.place, "item": lapse.item[:300], "state": lapse.state.value, "until": lapse.until}
        _, new = LapseNotice.objects.get_or_create(key=key_of(lapse), defaults=values | {"told_at": at})
        if new:
            _tell(lapse, at)


def key_of(lapse: Lapse) -> str:
    """What makes a lapse the same as yesterday's: the value, its last day and its state."""
    return hashlib.sha256(repr((lapse.place, lapse.item, lapse.until, lapse.state.value)).encode()).hexdigest()


def _tell(lapse: Lapse, at: datetime) -> None:
    record(
        VALUE_LAPSES,
        actor=Actor.system(),
        subject_kind="pack_value",
        subject_code=f"{lapse.place}:{lapse.item}"[:64],
        at=at,
        place=lapse.place,
        item=lapse.item,
        state=lapse.state.label.zh,
        state_en=lapse.state.label.en,
        until=str(lapse.until or "—"),
    )
