"""The writers of staff accounts and roles, and the rotation of sealed numbers."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.domain.roles import ROLE_LABELS, Actor, Role
from carepost.records.audit import EventKind, record
from carepost.records.crypto import is_newest, new_code
from carepost.records.people.events import ROLE_GRANTED, ROLE_REVOKED, STAFF_CREATED, STAFF_LOGGED_IN
from carepost.records.people.models import Grant, User
from carepost.records.people.phone_login import phone_of_person, seal_phone
from carepost.records.people.queries import STAFF_ROLES
from carepost.records.places import Place

# Roles that only make sense for a place: a bureau's, and an inspector's.
PLACED_ROLES = frozenset({Role.OFFICER_CLERK, Role.OFFICER_REVIEWER, Role.INSPECTOR})
_USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,59}")
_EVERYWHERE = "-"


class PersonRefused(Refusal):
    """The account or role cannot be made as asked; `reason` says why and what to do."""


@transaction.atomic
def create_staff(*, username: str, name: str, password: str, at: datetime, by: Actor | None = None) -> User:
    """Makes an account that logs in by user name, password and second factor; roles are granted apart.

    Raises PersonRefused for a bad or taken user name, no name, or a weak password.
    """
    written = unicodedata.normalize("NFKC", username).strip().lower()
    if not _USERNAME.fullmatch(written):
        raise PersonRefused(
            Text(
                "用户名应为 3 至 60 位小写字母、数字、点、横线，以字母开头。",
                "A user name has 3 to 60 lower-case letters, digits, dots or hyphens and begins with a letter.",
            )
        )
    if not name.strip() or len(name) > 60:
        raise PersonRefused(Text("请填写姓名（60 字以内）。", "Give a name of at most 60 characters."))
    user = User(code=new_code(), username=written, name=name.strip(), joined_at=at)
    if wrong := _password_fault(password, user, "zh-hans"):
        in_english = _password_fault(password, user, "en")
        raise PersonRefused(Text(f"密码不合要求：{wrong}", f"The password will not do: {in_english}"))
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise PersonRefused(
            Text(f"用户名 {written} 已被使用，请换一个。", f"The user name {written} is taken: choose another.")
        ) from error
    record(
        STAFF_CREATED,
        actor=by or Actor.system(),
        subject_kind="person",
        subject_code=user.code,
        at=at,
        person_code=user.code,
        username=written,
        name=user.name,
    )
    return user


@transaction.atomic
def grant_role(*, user: User, role: Role, place: Place | None, by: Actor, at: datetime) -> Grant:
    """Gives a staff role from now on; the same live role for the same place is returned as it is.

    Only the system may (the command line): no page grants roles yet. Raises PersonRefused.
    """
    _check_may_grant(by, role)
    if role in PLACED_ROLES and place is None:
        raise PersonRefused(
            Text(f"角色“{ROLE_LABELS[role].zh}”须指定地区。", f"The role {ROLE_LABELS[role].en} needs a place.")
        )
    # Serialises grants of one person, so that a repeated one is found.
    User.objects.select_for_update().get(pk=user.pk)
    held = user.grants.filter(role=role, place=place, until__isnull=True).first()
    if held:
        return held
    grant = Grant.objects.create(user=user, role=role, place=place, since=at)
    _record_role(ROLE_GRANTED, user, role, place, by, at)
    return grant


@transaction.atomic
def revoke_role(*, user: User, role: Role, place: Place | None, by: Actor, at: datetime) -> bool:
    """Ends a live role now; False when she does not hold it. Raises PersonRefused when `by` may not."""
    _check_may_grant(by, role)
    ended = user.grants.filter(role=role, place=place, until__isnull=True).update(until=at)
    if ended:
        _record_role(ROLE_REVOKED, user, role, place, by, at)
    return bool(ended)


@transaction.atomic
def note_staff_login(*, actor: Actor, at: datetime) -> None:
    """Puts a staff login in the trail (GB/T 22239: who of the staff used the system); carers' logins are not kept."""
    record(STAFF_LOGGED_IN, actor=actor, subject_kind="person", subject_code=actor.code, at=at)


@transaction.atomic
def reseal_people(*, most: int = 1000) -> int:
    """Seals numbers that an older key sealed again with the newest; returns how many, 0 when none is left.

    At most `most` at a time, each row locked: may run while people log in. Raises SealBroken for a value that no key
    on the ring opens.
    """
    sealed = User.objects.filter(phone_sealed__isnull=False).order_by("pk")
    rows = sealed.values_list("pk", "phone_sealed").iterator()
    stale = [pk for pk, value in rows if value is not None and not is_newest(bytes(value))][:most]
    for user in User.objects.select_for_update().filter(pk__in=stale):
        user.phone_sealed = seal_phone(phone_of_person(user), person=user.code)
        user.save(update_fields=["phone_sealed"])
    return len(stale)


def _password_fault(password: str, user: User, language: str) -> str:
    with translation.override(language):
        try:
            validate_password(password, user)
        except ValidationError as error:
            return " ".join(error.messages)
    return ""


def _check_may_grant(by: Actor, role: Role) -> None:
    if not by.holds(Role.SYSTEM):
        raise PersonRefused(Text("角色只能由系统管理员用命令行授予。", "Roles are granted on the command line only."))
    if role not in STAFF_ROLES:
        raise PersonRefused(
            Text(
                f"角色“{ROLE_LABELS[role].zh}”不能授予：它来自登录或用人单位成员资格。",
                f"The role {ROLE_LABELS[role].en} is not granted: it follows from login or membership of an employer.",
            )
        )


def _record_role(kind: EventKind, user: User, role: Role, place: Place | None, by: Actor, at: datetime) -> None:
    record(
        kind,
        actor=by,
        subject_kind="person",
        subject_code=user.code,
        at=at,
        role=role.value,
        place=place.code if place else _EVERYWHERE,
    )
