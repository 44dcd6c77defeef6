"""What the packs say a person is owed: leave, protection, recruitment bans, forms of work, working age."""

from carepost.domain.entitlements.citing import cited
from carepost.domain.entitlements.forms import (
    ContractForm,
    Demand,
    Form,
    FormRule,
    contract_forms,
    over_age_duties,
)
from carepost.domain.entitlements.leave import DayUnit, Leave, LeaveKind, LeaveLine, Who, leave_of
from carepost.domain.entitlements.protection import (
    AgeRule,
    Ban,
    Protection,
    Subject,
    protections,
    recruitment_bans,
    working_age,
)

__all__ = [
    "AgeRule",
    "Ban",
    "ContractForm",
    "DayUnit",
    "Demand",
    "Form",
    "FormRule",
    "Leave",
    "LeaveKind",
    "LeaveLine",
    "Protection",
    "Subject",
    "Who",
    "cited",
    "contract_forms",
    "leave_of",
    "over_age_duties",
    "protections",
    "recruitment_bans",
    "working_age",
]
