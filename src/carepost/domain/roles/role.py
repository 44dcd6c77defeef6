"""Roles, and the actor who holds them while one request or task runs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts now. `code` is the public code of a person, "" for a visitor, "system" for the worker.

    `employers` are the codes of employers she is a member of; `places` the codes of the places of her bureau roles.
    """

    code: str
    roles: frozenset[Role]
    employers: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()

    @classmethod
    def visitor(cls) -> Actor:
        return cls(code="", roles=frozenset({Role.ANYONE}))

    @classmethod
    def system(cls) -> Actor:
        return cls(code="system", roles=frozenset({Role.SYSTEM}))

    def holds(self, *roles: Role) -> bool:
        """Whether she holds at least one of the roles."""
        return not self.roles.isdisjoint(roles)
