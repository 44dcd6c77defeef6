"""Roles, and the actor who holds them while one request or task runs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from carepost.domain.facts import Text


class Role(StrEnum):
    """A capacity in which somebody acts; SYSTEM is the worker, ANYONE a visitor who is not logged in."""

    ANYONE = "anyone"
    CARER = "carer"
    EMPLOYER_OWNER = "employer_owner"
    EMPLOYER_RECRUITER = "employer_recruiter"
    OFFICER_CLERK = "officer_clerk"
    OFFICER_REVIEWER = "officer_reviewer"
    INSPECTOR = "inspector"
    PROVIDER = "provider"
    AUDITOR = "auditor"
    SYSTEM = "system"


# Who acts for an employer, and who acts for a bureau on posts: named once, so that page, gate and life agree.
EMPLOYERS = frozenset({Role.EMPLOYER_OWNER, Role.EMPLOYER_RECRUITER})
OFFICERS = frozenset({Role.OFFICER_CLERK, Role.OFFICER_REVIEWER})

ROLE_LABELS: dict[Role, Text] = {
    Role.ANYONE: Text("访客", "Visitor"),
    Role.CARER: Text("照护者", "Carer"),
    Role.EMPLOYER_OWNER: Text("用人单位负责人", "Employer owner"),
    Role.EMPLOYER_RECRUITER: Text("用人单位招聘专员", "Employer recruiter"),
    Role.OFFICER_CLERK: Text("人社局经办", "Bureau clerk"),
    Role.OFFICER_REVIEWER: Text("人社局复核", "Bureau reviewer"),
    Role.INSPECTOR: Text("检查员", "Inspector"),
    Role.PROVIDER: Text("培训机构", "Training provider"),
    Role.AUDITOR: Text("审计员", "Auditor"),
    Role.SYSTEM: Text("系统", "System"),
}


class Appointment(NamedTuple):
    """A role that holds in one scope only: the code of a place (bureau roles) or of an employer (employer roles)."""

    role: Role
    scope: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts now. `code` is the public code of a person, "" for a visitor, "system" for the worker.

    `roles` are all that she holds somewhere; `appointments` say where. Whoever is clerk in one city and inspector in
    another must not be taken for a clerk in both: ask `scopes` with the roles that matter.
    """

    code: str
    roles: frozenset[Role]
    appointments: frozenset[Appointment] = frozenset()

    @classmethod
    def visitor(cls) -> Actor:
        return cls(code="", roles=frozenset({Role.ANYONE}))

    @classmethod
    def system(cls) -> Actor:
        return cls(code="system", roles=frozenset({Role.SYSTEM}))

    def holds(self, *roles: Role) -> bool:
        """Whether she holds at least one of the roles, anywhere."""
        return not self.roles.isdisjoint(roles)

    def scopes(self, *roles: Role) -> frozenset[str]:
        """The codes of the places or employers for which she holds at least one of the roles."""
        return frozenset(a.scope for a in self.appointments if a.role in roles)

    def without(self, roles: frozenset[Role]) -> Actor:
        """The same person, acting without these roles."""
        kept = frozenset(a for a in self.appointments if a.role not in roles)
        return Actor(self.code, self.roles - roles, kept)
