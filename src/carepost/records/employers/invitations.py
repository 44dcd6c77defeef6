"""Invitations: an owner invites by phone number; whoever proves that number becomes a member by accepting."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, models, transaction

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.domain.roles import Actor, Role
from carepost.records.audit import EventKind, record
from carepost.records.crypto import blind_index, new_code, seal, unseal
from carepost.records.employers.events import (
    INVITATION_ACCEPTED,
    INVITATION_DECLINED,
    INVITATION_WITHDRAWN,
    MEMBER_ADDED,
    MEMBER_INVITED,
)
from carepost.records.employers.models import Employer, Invitation, Member
from carepost.records.employers.operations import check_owner, join
from carepost.records.people import User, mask_phone, normalise_phone, phone_of_person
from carepost.records.queue import handler

INVITATION_LIFE = timedelta(days=14)
MOST_PENDING = 50
_TABLE = "employers_invitation"
_GONE = Text(
    "这份邀请已失效，请让单位负责人重新邀请。", "This invitation no longer stands: ask an owner for a new one."
)
_INVITED = Text(
    "已邀请过这个手机号，等对方登录后接受。", "This number is invited already: its holder logs in and accepts."
)
_MANY = Text(
    "最多同时有 50 份待接受的邀请，请先撤回一些。", "At most 50 invitations may be open: take some back first."
)


@transaction.atomic
def invite_member(*, employer: Employer, phone: str, role: Role, by: Actor, at: datetime) -> Invitation:
    """Invites the holder of a number, whoever that is, for INVITATION_LIFE; the number is sealed.

    Raises PhoneError, and Refusal: not by an owner, no such role, invited already, too many open.
    """
    check_owner(employer, by)
    if role not in MEMBER_ADDED:
        raise Refusal(Text("只能邀请负责人或招聘专员。", "An invitation is for an owner or a recruiter."))
    number = normalise_phone(phone)
    Employer.objects.select_for_update().get(pk=employer.pk)
    pending = Invitation.objects.filter(employer=employer, closed_at__isnull=True)
    pending.filter(until__lte=at).update(closed_at=at, phone_sealed=None)
    if pending.count() >= MOST_PENDING:
        raise Refusal(_MANY)
    code = new_code()
    invitation = Invitation(
        code=code,
        employer=employer,
        role=role.value,
        phone_index=_index(number),
        phone_sealed=seal(number, table=_TABLE, row=code, column="phone"),
        invited_at=at,
        until=at + INVITATION_LIFE,
    )
    try:
        with transaction.atomic():
            invitation.save(force_insert=True)
    except IntegrityError as error:
        if not pending.filter(phone_index=invitation.phone_index, role=role.value).exists():
            raise
        raise Refusal(_INVITED) from error
    _record(MEMBER_INVITED, invitation, by, at)
    return invitation


@transaction.atomic
def accept_invitation(*, invitation: Invitation, user: User, by: Actor, at: datetime) -> Member:
    """Makes the invited person a member. Raises Refusal: not hers, no longer open, or she is that already."""
    _close(invitation, user, by, at)
    member = join(invitation.employer, user, Role(invitation.role), at)
    _record(INVITATION_ACCEPTED, invitation, by, at)
    return member


@transaction.atomic
def decline_invitation(*, invitation: Invitation, user: User, by: Actor, at: datetime) -> None:
    """Turns an invitation down. Raises Refusal: not hers, or no longer open."""
    _close(invitation, user, by, at)
    _record(INVITATION_DECLINED, invitation, by, at)


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: Actor, at: datetime) -> None:
    """An owner takes an invitation back. Raises Refusal: not by an owner, or no longer open."""
    check_owner(invitation.employer, by)
    if not _live(at).filter(pk=invitation.pk).update(closed_at=at, phone_sealed=None):
        raise Refusal(_GONE)
    _record(INVITATION_WITHDRAWN, invitation, by, at)


def invitations_of(employer: Employer, *, at: datetime) -> tuple[Invitation, ...]:
    """The open invitations of an employer, newest first."""
    return tuple(_live(at).filter(employer=employer).order_by("-id"))


def invitations_for(user: User, *, at: datetime) -> tuple[Invitation, ...]:
    """The open invitations to her number, newest first, employers loaded; none without a proved number."""
    index = _index_of(user)
    found = _live(at).filter(phone_index=index).select_related("employer").order_by("-id") if index else ()
    return tuple(found)


def invited_phone(invitation: Invitation) -> str:
    """The invited number as it may stand on a page (138****8000); "" once the invitation is closed."""
    if invitation.phone_sealed is None:
        return ""
    return mask_phone(unseal(bytes(invitation.phone_sealed), table=_TABLE, row=invitation.code, column="phone"))


@handler("employers.forget_invitations", daily_hour=3)
def forget_invitations(_payload: dict[str, object], at: datetime) -> None:
    """Closes invitations whose time is over and forgets their numbers."""
    Invitation.objects.filter(closed_at__isnull=True, until__lte=at).update(closed_at=at, phone_sealed=None)


def _close(invitation: Invitation, user: User, by: Actor, at: datetime) -> None:
    index = _index_of(user)
    hers = _live(at).filter(pk=invitation.pk, phone_index=index) if index and by.code == user.code else None
    if hers is None or not hers.update(closed_at=at, phone_sealed=None):
        raise Refusal(_GONE)


def _live(at: datetime) -> models.QuerySet[Invitation]:
    return Invitation.objects.filter(closed_at__isnull=True, until__gt=at)


def _index_of(user: User) -> bytes | None:
    number = phone_of_person(user) if user.phone_verified else ""
    return _index(number) if number else None


def _index(number: str) -> bytes:
    return blind_index(number, purpose="employers_invitation.phone")


def _record(kind: EventKind, invitation: Invitation, by: Actor, at: datetime) -> None:
    employer = invitation.employer
    role = Member.MemberRole(invitation.role).label
    record(
        kind, actor=by, subject_kind="employer", subject_code=employer.code, at=at, name=employer.name, role=str(role)
    )
