"""Small builders for the tests of posts."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

from carepost.domain.roles import EMPLOYERS, Actor, Appointment, Role
from carepost.records.employers import Employer
from carepost.records.places import Place
from carepost.records.posts import COLUMNS, Post
from carepost.records.posts.models import Kind

AT = datetime(2026, 11, 22, 4, tzinfo=UTC)
TODAY = date(2026, 11, 22)
COLUMN_NAMES = tuple(column.name for column in COLUMNS)
REGISTERED = "http://www.handmsg.com/page/2025/0210/25322250.shtml"


def place(code: str) -> Place:
    """A place of the loaded table."""
    return Place.objects.get(code=code)


def employer(code: str = "emp1", name: str = "中山兴隆制衣厂", place_code: str = "442000") -> Employer:
    return Employer.objects.get_or_create(
        code=code, defaults={"name": name, "pinyin": code, "place": place(place_code), "origin": "reported"}
    )[0]


def own_post(code: str, state: str, **changes: Any) -> Post:
    values: dict[str, Any] = {
        "kind": Kind.OWN,
        "title": "平车缝纫工",
        "employer": changes.pop("employer", None) or employer(),
        "place": place("442000"),
        "expires_on": date(2026, 12, 31),
        "created_at": AT,
        "changed_at": AT,
    }
    return Post.objects.create(code=code, state=state, **(values | changes))


def reported_post(code: str, **changes: Any) -> Post:
    values: dict[str, Any] = {
        "title": "家政服务员",
        "place": place("370200"),
        "import_key": code.encode(),
        "created_at": AT,
        "changed_at": AT,
    }
    return Post.objects.create(code=code, kind=Kind.REPORTED, state="reported", **(values | changes))


def actor(*roles: Role, employers: tuple[str, ...] = (), places: tuple[str, ...] = ()) -> Actor:
    scopes = {Appointment(role, code) for role in roles for code in (employers if role in EMPLOYERS else places)}
    return Actor(code="person1", roles=frozenset(roles), appointments=frozenset(scopes))


OWNER = actor(Role.EMPLOYER_OWNER, employers=("emp1",))
CLERK = actor(Role.OFFICER_CLERK, places=("442000",))
REVIEWER = actor(Role.OFFICER_REVIEWER, places=("440000",))
FAR_REVIEWER = actor(Role.OFFICER_REVIEWER, places=("370200",))


def listing(**cells: str) -> dict[str, str]:
    """A good row, changed as told."""
    row = dict.fromkeys(COLUMN_NAMES, "")
    row |= {"source_url": "https://example.org/1", "city": "中山", "employer": "兴隆制衣厂", "title": "缝纫工"}
    row |= {"place": "中山市", "other": "row_type=reported_post"}
    return row | cells


def as_csv(*rows: dict[str, str], header: tuple[str, ...] = COLUMN_NAMES, encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([[row[name] for name in COLUMN_NAMES] for row in rows])
    return out.getvalue().encode(encoding)
