"""What the login page of the demo shows: every login, with the code of this moment."""

from __future__ import annotations

import time
from dataclasses import dataclass

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings

from carepost.domain.facts import Text
from carepost.domain.roles import ROLE_LABELS
from carepost.records.people import DEMO_PASSWORD, DEMO_PEOPLE, DEMO_SECRET, DemoPerson, FileGateway


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """One row: `login` is a phone or a user name; `code` the last text's or the app's, "" before one was sent."""

    role: Text
    name: str
    login: str
    password: str
    code: str


def demo_logins() -> tuple[DemoLogin, ...]:
    """One row per role; none where the demo is off."""
    return tuple(_row(person) for person in DEMO_PEOPLE) if settings.DEMO else ()


def demo_code(now: float | None = None) -> str:
    """The code that the demo's authenticator app shows at a moment (seconds since 1970)."""
    counter = int(time.time() if now is None else now) // app_settings.TOTP_PERIOD
    return format_hotp_value(hotp_value(DEMO_SECRET, counter))


def _row(person: DemoPerson) -> DemoLogin:
    label = ROLE_LABELS[person.role]
    if person.phone:
        return DemoLogin(label, person.name, person.phone, "", FileGateway().last_code(person.phone))
    return DemoLogin(label, person.name, person.username, DEMO_PASSWORD, demo_code())
