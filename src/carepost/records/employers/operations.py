"""The only writers of employers and their members."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.domain.roles import Actor, Role
from carepost.records.audit import EventKind, record
from carepost.records.crypto import code_from, new_code
from carepost.records.employers.credit_code import check_credit_code
from carepost.records.employers.events import EMPLOYER_REGISTERED, EMPLOYER_REPORTED, MEMBER_ADDED, MEMBER_ENDED
from carepost.records.employers.models import Employer, EmployerKind, Member, Origin
from carepost.records.employers.naming import checked_name, sort_key
from carepost.records.people import User
from carepost.records.places import Place

_SUBJECT = "employer"


@transaction.atomic
def register_employer(
    *, name: str, credit_code: str, kind: EmployerKind, place: Place | None, by: Actor, at: datetime
) -> Employer:
    """Registers an employer here; the person who does it becomes its first owner (the system adds owners itself).

    Raises Refusal: a name or credit code that cannot be, a credit code that is registered already, nobody logged in.
    """
    owner = _person(by)
    name, credit_code = checked_name(name), check_credit_code(credit_code)
    employer = Employer(
        code=new_code(),
        name=name,
        pinyin=sort_key(name),
        credit_code=credit_code,
        kind=kind.value,
        place=place,
        origin=Origin.OWN.value,
    )
    try:
        with transaction.atomic():
            employer.save(force_insert=True)
    except IntegrityError as error:
        if not Employer.objects.filter(credit_code=credit_code).exists():
            raise
        raise _taken(credit_code) from error
    record(
        EMPLOYER_REGISTERED,
        actor=by,
        subject_kind=_SUBJECT,
        subject_code=employer.code,
        at=at,
        name=name,
        credit_code=credit_code,
        employer_kind=kind.value,
    )
    if owner is not None:
        _add(employer, owner, Role.EMPLOYER_OWNER, by, at)
    return employer


@transaction.atomic
def find_or_add_reported(*, name: str, place: Place | None, at: datetime) -> Employer:
    """The employer that a report names there, added on first sight; its code follows from name and place.

    Raises Refusal for a name that cannot be. Ask `is_named` first: this takes any words for a name.
    """
    name = checked_name(name)
    key = f"reported employer|{place.code if place else ''}|{name}"
    employer, added = Employer.objects.get_or_create(
        origin=Origin.REPORTED.value,
        name=name,
        place=place,
        defaults={"code": code_from(key.encode()), "pinyin": sort_key(name), "kind": EmployerKind.NOT_STATED.value},
    )
    if added:
        record(
            EMPLOYER_REPORTED,
            actor=Actor.system(),
            subject_kind=_SUBJECT,
            subject_code=employer.code,
            at=at,
            name=name,
        )
    return employer


@transaction.atomic
def add_member(*, employer: Employer, user: User, role: Role, by: Actor, at: datetime) -> Member:
    """Makes a person owner or recruiter of an employer. Raises Refusal: not by an owner, or she is it already."""
    check_owner(employer, by)
    if role not in MEMBER_ADDED:
        raise Refusal(Text("只能设为负责人或招聘专员。", "A member is either an owner or a recruiter of the employer."))
    return _add(employer, user, role, by, at)


@transaction.atomic
def end_member(*, employer: Employer, user: User, role: Role, by: Actor, at: datetime) -> None:
    """Ends a role; who leaves may end her own. Raises Refusal: not hers, not by an owner, or the last owner's."""
    if by.code != user.code:
        check_owner(employer, by)
    # Two owners who end each other must not both succeed: the second waits here and then finds herself the last.
    Employer.objects.select_for_update().get(pk=employer.pk)
    live = Member.objects.filter(employer=employer, until__isnull=True)
    if role is Role.EMPLOYER_OWNER and not live.filter(role=role.value).exclude(user=user).exists():
        raise _LAST_OWNER
    if not live.filter(user=user, role=role.value).update(until=at):
        raise Refusal(
            Text(
                "此人现在没有这个身份，无需取消。", "This person does not hold that role now: there is nothing to end."
            )
        )
    _record_member(MEMBER_ENDED[role], employer, user, by, at)


_LAST_OWNER = Refusal(
    Text(
        "用人单位至少要有一名负责人：请先把另一人设为负责人。",
        "An employer needs at least one owner: make somebody else an owner first.",
    )
)


def _person(by: Actor) -> User | None:
    """The person behind an actor; None for the system. Raises Refusal for a visitor."""
    if by.holds(Role.SYSTEM):
        return None
    user = User.objects.filter(code=by.code).first() if by.code else None
    if user is None:
        raise Refusal(Text("请先登录，再登记用人单位。", "Log in first, then register the employer."))
    return user


def _taken(credit_code: str) -> Refusal:
    return Refusal(
        Text(
            f"统一社会信用代码 {credit_code} 已登记：请让该单位的负责人把您加为成员。",
            f"The credit code {credit_code} is registered already: ask an owner of it to add you as a member.",
        )
    )


def check_owner(employer: Employer, by: Actor) -> None:
    """Raises Refusal unless the actor is an owner of the employer now, or the system."""
    live = Member.objects.filter(employer=employer, user__code=by.code, until__isnull=True)
    if not by.holds(Role.SYSTEM) and not live.filter(role=Role.EMPLOYER_OWNER.value).exists():
        raise Refusal(
            Text("只有该单位的负责人可以管理成员。", "Only an owner of this employer may add or end its members.")
        )


def _add(employer: Employer, user: User, role: Role, by: Actor, at: datetime) -> Member:
    member = join(employer, user, role, at)
    _record_member(MEMBER_ADDED[role], employer, user, by, at)
    return member


def join(employer: Employer, user: User, role: Role, at: datetime) -> Member:
    """Lays the membership, without a word in the trail. Raises Refusal: she is it already."""
    member = Member(employer=employer, user=user, role=role.value, since=at)
    try:
        with transaction.atomic():
            member.save(force_insert=True)
    except IntegrityError as error:
        if not Member.objects.filter(employer=employer, user=user, role=role.value, until__isnull=True).exists():
            raise
        raise Refusal(
            Text("此人已有这个身份，无需重复添加。", "This person holds that role already: there is nothing to add.")
        ) from error
    return member


def _record_member(kind: EventKind, employer: Employer, user: User, by: Actor, at: datetime) -> None:
    record(
        kind,
        actor=by,
        subject_kind=_SUBJECT,
        subject_code=employer.code,
        at=at,
        person_code=user.code,
        name=employer.name,
        member=user.name or user.code,
    )
