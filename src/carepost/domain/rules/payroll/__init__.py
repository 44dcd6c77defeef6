"""What a month's pay leaves in hand and costs the employer, line by line, in the four forms of work."""

from carepost.domain.rules.payroll.alone import AloneRate, CoverAlone, cover_alone
from carepost.domain.rules.payroll.employed import lowest_gross
from carepost.domain.rules.payroll.names import insurance_label, scheme_label
from carepost.domain.rules.payroll.slip import Mode, Payer, PayError, PayLine, PaySlip, PayWarning
from carepost.domain.rules.payroll.work import MINIMUM, pay

__all__ = [
    "MINIMUM",
    "AloneRate",
    "CoverAlone",
    "Mode",
    "PayError",
    "PayLine",
    "PaySlip",
    "PayWarning",
    "Payer",
    "cover_alone",
    "insurance_label",
    "lowest_gross",
    "pay",
    "scheme_label",
]
