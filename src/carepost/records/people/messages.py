"""Text messages that are not codes: handed over later, once by key, at hours when a phone may sound."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from carepost.records.people.models import User
from carepost.records.people.phone_login import phone_of_person
from carepost.records.people.sms import sms_gateway
from carepost.records.queue import enqueue, handler

# Neutral: whoever sees the phone learns nothing of what she looks for. A provider puts its registered sign there.
SENDER = "【岗位提醒】"
FIRST_HOUR, LAST_HOUR = 8, 21


def send_text(*, user: User, text: str, key: str, at: datetime) -> bool:
    """Sees to it that a person gets this text once for this key; in the caller's transaction, as a task.

    It goes out between 8:00 and 21:00 (local). Write only what may stand on a locked screen: no name, nothing of a
    family. False when the key was used before or she has no number.
    """
    if user.phone_sealed is None:
        return False
    named = f"people.send_text:{user.code}:{key}"
    return enqueue("people.send_text", key=named, run_at=waking_hour(at), payload=_payload(user, text, named))


def waking_hour(at: datetime) -> datetime:
    """The moment itself by day, at night the next 8:00 (local)."""
    local = timezone.localtime(at)
    if FIRST_HOUR <= local.hour < LAST_HOUR:
        return at
    morning = local.replace(hour=FIRST_HOUR, minute=0, second=0, microsecond=0)
    return morning if local.hour < FIRST_HOUR else morning + timedelta(days=1)


@handler("people.send_text")
def hand_over(payload: dict[str, Any], at: datetime) -> None:
    """Gives the text to the gateway under its key; whoever left meanwhile gets none. Raises SmsNotSent."""
    user = User.objects.filter(code=payload["person"], is_active=True).first()
    phone = phone_of_person(user) if user else ""
    if phone:
        sms_gateway().send(phone=phone, text=SENDER + payload["text"], key=payload["key"])


def _payload(user: User, text: str, key: str) -> dict[str, Any]:
    return {"person": user.code, "text": text, "key": key}
