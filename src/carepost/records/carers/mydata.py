"""Everything that the system holds about a person: to be read, taken along, and erased (PIPL art. 45 to 47)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Prefetch, Q

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.domain.roles import Actor, Role
from carepost.records.audit import Event, PersonalFact
from carepost.records.carers.models import (
    AlertHit,
    Experience,
    FitAlert,
    FitHit,
    HiddenEmployer,
    Profile,
    SavedPost,
    SavedSearch,
)
from carepost.records.carers.profile import oneself
from carepost.records.carers.sealed import query_of, unseal_week
from carepost.records.employers import Invitation, Member, decline_invitation, end_member, invitations_for
from carepost.records.people import Grant, Notice, User, check_closable, close_account, phone_of_person

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """Rows about a person: `path` leads from a row to her, `tell` writes a row as plain data."""

    key: str
    model: type[models.Model]
    path: str
    tell: Callable[[Any], Row]

    def rows_of(self, user: User) -> models.QuerySet[models.Model]:
        """Her rows, oldest first."""
        return self.model._default_manager.filter(**{self.path: user}).order_by("pk")


def export_of(user: User, *, at: datetime) -> dict[str, Any]:
    """All of it as plain data, times in ISO 8601: account, parts of PARTS by key, notices, employers, open invitations,
    roles, audit events.
    """
    return {
        "account": _account(user),
        **{part.key: [part.tell(row) for row in part.rows_of(user)] for part in PARTS},
        "notices": [_notice(row) for row in Notice.objects.filter(user=user).order_by("pk")],
        "employers": [_member(row) for row in Member.objects.filter(user=user).select_related("employer")],
        "invitations": [_invitation(row) for row in invitations_for(user, at=at)],
        "roles": [_grant(row) for row in Grant.objects.filter(user=user)],
        "events": _events(user),
    }


@transaction.atomic
def erase_person(*, user: User, by: Actor, at: datetime) -> None:
    """Deletes all that PARTS name, ends memberships (the employers stay), declines open invitations and closes the
    account (`close_account`).

    Raises Refusal: what `check_closable` refuses, and the last owner of an employer; then nothing was deleted.
    """
    check_closable(user=user, by=by)
    for member in Member.objects.filter(user=user, until__isnull=True).select_related("employer"):
        _leave(member, by, at)
    for invitation in invitations_for(user, at=at):
        decline_invitation(invitation=invitation, user=user, by=oneself(user), at=at)
    for part in reversed(PARTS):
        part.rows_of(user).delete()
    close_account(user=user, by=by, at=at)


def _leave(member: Member, by: Actor, at: datetime) -> None:
    try:
        end_member(employer=member.employer, user=member.user, role=Role(member.role), by=by, at=at)
    except Refusal as refusal:
        raise Refusal(
            Text(
                "您是“{name}”唯一的负责人：请先把另一人设为负责人，再删除账号。",
                "You are the last owner of {name}: make somebody else an owner first, then erase the account.",
            ).format(name=member.employer.name)
        ) from refusal


def _account(user: User) -> Row:
    return {
        "code": user.code,
        "name": user.name,
        "phone": phone_of_person(user),
        "joined_at": user.joined_at.isoformat(),
        "last_login": _moment(user.last_login),
    }


def _profile(row: Profile) -> Row:
    sealed = row.week_sealed
    return {
        "week": unseal_week(bytes(sealed), person=row.user.code) if sealed is not None else None,
        "week_kept_at": _moment(row.week_kept_at),
        "skills": row.skills,
        "break_from": row.break_from,
        "break_to": row.break_to,
        "about": row.about,
        "changed_at": row.changed_at.isoformat(),
    }


def _experience(row: Experience) -> Row:
    return {"code": row.code, "occupation": row.occupation, "since": row.since, "until": row.until}


def _saved_post(row: SavedPost) -> Row:
    return {"post": row.post.code, "title": row.post.title, "saved_at": row.saved_at.isoformat()}


def _hidden(row: HiddenEmployer) -> Row:
    employer = row.employer
    return {
        "employer": employer.code,
        "name": employer.name,
        "posts_too": row.posts_too,
        "hidden_at": row.hidden_at.isoformat(),
    }


def _search(row: SavedSearch) -> Row:
    plain = ("code", "name", "place", "frequency", "on_site", "by_text", "paused", "token")
    moments = ("since", "last_run", "created_at")
    return {
        **{name: getattr(row, name) for name in plain},
        "query": query_of(row),
        **{name: _moment(getattr(row, name)) for name in moments},
    }


def _hit(row: AlertHit) -> Row:
    return {"search": row.search.code, "post": row.post.code, "told_at": row.told_at.isoformat()}


def _fit_alert(row: FitAlert) -> Row:
    return {"since": row.since.isoformat()}


def _fit_hit(row: FitHit) -> Row:
    return {"post": row.post.code, "told_at": row.told_at.isoformat()}


def _notice(row: Notice) -> Row:
    return {
        "key": row.key,
        "kind": row.kind,
        "zh": row.zh,
        "en": row.en,
        "url": row.url,
        "at": row.at.isoformat(),
        "read_at": _moment(row.read_at),
    }


# Every model of this room that is about a person stands here, children after their parents: so nothing is left out or
# left behind.
PARTS = [
    Part("profile", Profile, "user", _profile),
    Part("experience", Experience, "profile__user", _experience),
    Part("saved_posts", SavedPost, "user", _saved_post),
    Part("hidden_employers", HiddenEmployer, "user", _hidden),
    Part("searches", SavedSearch, "user", _search),
    Part("alerts", AlertHit, "search__user", _hit),
    Part("fit_alert", FitAlert, "user", _fit_alert),
    Part("fit_alerts_told", FitHit, "user", _fit_hit),
]


def add_parts(*parts: Part) -> None:
    """What an outer room holds of a person, to be exported and erased with the rest; said once, when it loads."""
    PARTS.extend(part for part in parts if part not in PARTS)


def _member(row: Member) -> Row:
    return {
        "employer": row.employer.code,
        "name": row.employer.name,
        "role": row.role,
        "since": row.since.isoformat(),
        "until": _moment(row.until),
    }


def _invitation(row: Invitation) -> Row:
    return {
        "employer": row.employer.code,
        "name": row.employer.name,
        "role": row.role,
        "invited_at": row.invited_at.isoformat(),
        "until": row.until.isoformat(),
    }


def _grant(row: Grant) -> Row:
    return {
        "role": row.role,
        "place": row.place_id or "",
        "since": row.since.isoformat(),
        "until": _moment(row.until),
    }


def _events(user: User) -> list[Row]:
    """Events that name her, as who acted or as whom they are about; of others' personal values none."""
    about_her = Q(actor_code=user.code) | Q(subject_kind="person", subject_code=user.code)
    about_her |= Q(pk__in=PersonalFact.objects.filter(person_code=user.code).values("event_id"))
    own = Prefetch("personal_facts", PersonalFact.objects.filter(person_code=user.code))
    return [
        {
            "at": event.at.isoformat(),
            "verb": event.verb,
            "actor": event.actor_code,
            "subject": f"{event.subject_kind}:{event.subject_code}",
            **event.data,
            **{fact.key: fact.value for fact in event.personal_facts.all()},
        }
        for event in Event.objects.filter(about_her).order_by("pk").prefetch_related(own)
    ]


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
