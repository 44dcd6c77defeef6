"""The people of the demo: one login per role, all invented, with a password and a secret that everybody may know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction

from carepost.domain.facts import Text
from carepost.domain.roles import Actor, Role
from carepost.records.crypto import code_from
from carepost.records.people.models import User
from carepost.records.people.operations import PLACED_ROLES, PersonRefused, create_staff, grant_role
from carepost.records.people.phone_login import phone_index, seal_phone
from carepost.records.people.second_factor import seal_secret
from carepost.records.places import Place

DEMO_PASSWORD = "yuer-youhao-demo"  # noqa: S105 (known to everybody: these accounts open in the demo only)
DEMO_SECRET = "CAREPOSTDEMOCAREPOSTDEMOCAREPOST"  # noqa: S105 (the same)


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One login: by `phone` or by `username`, never both."""

    role: Role
    name: str
    phone: str = ""
    username: str = ""


DEMO_PEOPLE = (
    DemoPerson(Role.CARER, "林示例", phone="13800000001"),
    DemoPerson(Role.EMPLOYER_OWNER, "王示例", phone="13800000002"),
    DemoPerson(Role.EMPLOYER_RECRUITER, "赵示例", phone="13800000003"),
    DemoPerson(Role.OFFICER_CLERK, "陈示例", username="demo-clerk"),
    DemoPerson(Role.OFFICER_REVIEWER, "周示例", username="demo-reviewer"),
    DemoPerson(Role.INSPECTOR, "吴示例", username="demo-inspector"),
    DemoPerson(Role.PROVIDER, "郑示例", username="demo-provider"),
    DemoPerson(Role.AUDITOR, "孙示例", username="demo-auditor"),
)


@transaction.atomic
def ensure_demo_people(*, at: datetime, place: Place) -> tuple[User, ...]:
    """Makes the demo's people who are missing, bureau roles for `place`; returns all, in the order of DEMO_PEOPLE.

    Idempotent. Employer roles follow from membership, which the employers room adds. Raises PersonRefused where the
    demo is off.
    """
    if not settings.DEMO:
        raise PersonRefused(
            Text(
                "演示账号只能在演示环境建立（CAREPOST_DEMO=1）。",
                "Demo people exist in the demo only (CAREPOST_DEMO=1).",
            )
        )
    return tuple(_ensure(person, place, at) for person in DEMO_PEOPLE)


def demo_person(role: Role) -> User | None:
    """The demo's person of a role, None before she is made."""
    wanted = next(person for person in DEMO_PEOPLE if person.role is role)
    return _found(wanted)


def demo_carers(*, number: int, at: datetime) -> list[User]:
    """So many invented carers beside the logins: nobody logs in as one of them. Made on first use."""
    codes = [code_from(f"demo carer:{n}".encode()) for n in range(number)]
    known = User.objects.in_bulk(codes, field_name="code")
    missing = [User(code=code, name="求职者（演示）", joined_at=at, demo=True) for code in codes if code not in known]
    for user in missing:
        user.set_unusable_password()
    User.objects.bulk_create(missing)
    known |= {user.code: user for user in missing}
    return [known[code] for code in codes]


def _found(person: DemoPerson) -> User | None:
    if person.phone:
        return User.objects.filter(phone_index=phone_index(person.phone)).first()
    return User.objects.filter(username=person.username).first()


def _ensure(person: DemoPerson, place: Place, at: datetime) -> User:
    user = _found(person)
    if user is None:
        user = _make_carer(person, at) if person.phone else _make_staff(person, at)
    if person.username:
        _give_second_factor(user)
        where = place if person.role in PLACED_ROLES else None
        grant_role(user=user, role=person.role, place=where, by=Actor.system(), at=at)
    return user


def _make_carer(person: DemoPerson, at: datetime) -> User:
    code = code_from(f"demo:{person.phone}".encode())
    user = User(code=code, name=person.name, joined_at=at, demo=True, phone_verified=True)
    user.phone_index, user.phone_sealed = phone_index(person.phone), seal_phone(person.phone, person=code)
    user.set_unusable_password()
    user.save(force_insert=True)
    return user


def _make_staff(person: DemoPerson, at: datetime) -> User:
    user = create_staff(username=person.username, name=person.name, password=DEMO_PASSWORD, at=at)
    user.demo = True
    user.save(update_fields=["demo"])
    return user


def _give_second_factor(user: User) -> None:
    Authenticator.objects.get_or_create(
        user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": seal_secret(DEMO_SECRET)}}
    )
