"""Closing an account for good: what this room knows of the person goes, her code stays."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import transaction

from carepost.domain.facts import Text
from carepost.domain.roles import Actor, Role
from carepost.records.audit import forget_person, record
from carepost.records.people.events import PERSON_ERASED
from carepost.records.people.models import Grant, Notice, User
from carepost.records.people.operations import PersonRefused


def check_closable(*, user: User, by: Actor) -> None:
    """Raises PersonRefused: not by herself, an account of staff or one that the demo shares."""
    if by.code != user.code and not by.holds(Role.SYSTEM):
        raise PersonRefused(Text("只有本人可以删除自己的账号。", "Only the person herself may erase her account."))
    if user.username or Grant.objects.filter(user=user, until__isnull=True).exists():
        raise PersonRefused(
            Text(
                "这是工作人员账号，请先由系统管理员收回角色。",
                "This is an account of staff: ask the administrator to revoke its roles first.",
            )
        )
    if user.demo:
        raise PersonRefused(
            Text("演示账号由大家共用，不能删除。", "Everybody shares the accounts of the demo: they stay.")
        )


@transaction.atomic
def close_account(*, user: User, by: Actor, at: datetime) -> None:
    """Empties the account and closes it; ends its sessions, deletes its notices, forgets it in the audit trail.

    The public code stays, so that the trail holds together. The number may make a new account. Every live session is
    read once. Call it last: what an outer room knows of her is that room's to delete. Raises PersonRefused.
    """
    check_closable(user=user, by=by)
    Notice.objects.filter(user=user).delete()
    Authenticator.objects.filter(user_id=user.pk).delete()
    user.name, user.phone_index, user.phone_sealed = "", None, None
    user.phone_verified, user.is_active, user.last_login = False, False, None
    user.set_unusable_password()
    user.save()
    _end_sessions(user, at)
    record(PERSON_ERASED, actor=by, subject_kind="person", subject_code=user.code, at=at)
    forget_person(person_code=user.code)


def _end_sessions(user: User, at: datetime) -> None:
    live = Session.objects.filter(expire_date__gt=at)
    hers = [s.pk for s in live.iterator() if s.get_decoded().get("_auth_user_id") == str(user.pk)]
    Session.objects.filter(pk__in=hers).delete()
