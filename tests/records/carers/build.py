"""Small builders for the tests of carers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from carepost.domain.week import WeekEntry
from carepost.records.carers import Frequency, SavedSearch, save_search
from carepost.records.crypto import code_from
from carepost.records.people import User
from carepost.records.people.phone_login import phone_index, seal_phone
from carepost.records.places import Place
from carepost.records.posts import Post
from tests.records.posts.build import employer, own_post, place

# A Sunday noon in Beijing, so that the next morning is a Monday's.
AT = datetime(2026, 11, 22, 4, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MORNING = datetime(2026, 11, 23, 0, 5, tzinfo=UTC)
ANSWERS = {
    "p": "mornings",
    "pick": "12345_1620-1700",
    "home": "36.07,120.38",
    "school": "36.06,120.39",
    "way": "bike",
    "commute": "25",
}
WEEK = WeekEntry.from_query(ANSWERS)


def carer(phone: str = "13912345678", name: str = "") -> User:
    """Somebody who logged in by phone."""
    code = code_from(phone.encode())
    user = User(code=code, name=name, joined_at=AT, phone_verified=True)
    user.phone_index, user.phone_sealed = phone_index(phone), seal_phone(phone, person=code)
    user.set_unusable_password()
    user.save()
    return user


def saved(user: User, place_code: str = "442000", **changes: object) -> SavedSearch:
    """A daily search of hers for a place."""
    values: dict[str, object] = {"name": "家附近", "values": {"place": place_code}, "frequency": Frequency.DAILY}
    return save_search(user=user, at=AT, **(values | changes))  # type: ignore[arg-type]


def opened(code: str, at: datetime = AT + HOUR, where: Place | None = None, employer_code: str = "emp1") -> Post:
    """An own post that opened at a moment."""
    who = employer(employer_code, f"单位{employer_code}")
    return own_post(code, "published", employer=who, place=where or place("442000"), opened_at=at)
