"""The law as packs: dated values with their sources, rules over them, and what they make of pay and age."""

from carepost.domain.rules.case import FactError
from carepost.domain.rules.check import CheckReport, PackCase, check_pack, check_packs, load_schemes
from carepost.domain.rules.columns import ColumnError, NotSettled, Part, Settled, corners, run_columns, settle
from carepost.domain.rules.compiled import SweepUnavailable, Swept, sweep
from carepost.domain.rules.expiry import Lapse, LapseState, lapsing
from carepost.domain.rules.floor import HOURLY, MONTHLY, WageFloor, wage_floor
from carepost.domain.rules.kinds import Kind
from carepost.domain.rules.loader import PACKS, load_packs, shipped_packs
from carepost.domain.rules.openfisca_export import Export, export_openfisca
from carepost.domain.rules.openfisca_values import LeftOut
from carepost.domain.rules.pack import Clock, Fact, Pack, Payment, Status, load_pack
from carepost.domain.rules.payroll import (
    MINIMUM,
    Mode,
    Payer,
    PayError,
    PayLine,
    PaySlip,
    PayWarning,
    lowest_gross,
    pay,
)
from carepost.domain.rules.person import NoSuchPack, assess, replay
from carepost.domain.rules.range_columns import RangePart, run_ranges
from carepost.domain.rules.readings import Clocks, Reading
from carepost.domain.rules.reform import Reform, load_reform, reformed
from carepost.domain.rules.retirement_age import AgeCategory, Retirement, retirement
from carepost.domain.rules.rows import PackError
from carepost.domain.rules.schemes import scheme_as_data, scheme_summary, shipped_schemes
from carepost.domain.rules.schemes_answer import assess_scheme
from carepost.domain.rules.schemes_case import CASE_LONGEST, CaseError, SchemeCase, case_from, case_from_text
from carepost.domain.rules.store import (
    Absence,
    Answer,
    DatedValue,
    Doubt,
    Head,
    Nearer,
    ParameterStore,
    WatchRow,
    lineage,
)
from carepost.domain.rules.tax import Tax, payment_tax, platform_tax, wage_tax
from carepost.domain.rules.trace import Decision, Missing, Outcome, TraceNode, Unmet, decision_as_data, trace_as_data

__all__ = [
    "CASE_LONGEST",
    "HOURLY",
    "MINIMUM",
    "MONTHLY",
    "PACKS",
    "Absence",
    "AgeCategory",
    "Answer",
    "CaseError",
    "CheckReport",
    "Clock",
    "Clocks",
    "ColumnError",
    "DatedValue",
    "Decision",
    "Doubt",
    "Export",
    "Fact",
    "FactError",
    "Head",
    "Kind",
    "Lapse",
    "LapseState",
    "LeftOut",
    "Missing",
    "Mode",
    "Nearer",
    "NoSuchPack",
    "NotSettled",
    "Outcome",
    "Pack",
    "PackCase",
    "PackError",
    "ParameterStore",
    "Part",
    "PayError",
    "PayLine",
    "PaySlip",
    "PayWarning",
    "Payer",
    "Payment",
    "RangePart",
    "Reading",
    "Reform",
    "Retirement",
    "SchemeCase",
    "Settled",
    "Status",
    "SweepUnavailable",
    "Swept",
    "Tax",
    "TraceNode",
    "Unmet",
    "WageFloor",
    "WatchRow",
    "assess",
    "assess_scheme",
    "case_from",
    "case_from_text",
    "check_pack",
    "check_packs",
    "corners",
    "decision_as_data",
    "export_openfisca",
    "lapsing",
    "lineage",
    "load_pack",
    "load_packs",
    "load_reform",
    "load_schemes",
    "lowest_gross",
    "pay",
    "payment_tax",
    "platform_tax",
    "reformed",
    "replay",
    "retirement",
    "run_columns",
    "run_ranges",
    "scheme_as_data",
    "scheme_summary",
    "settle",
    "shipped_packs",
    "shipped_schemes",
    "sweep",
    "trace_as_data",
    "wage_floor",
    "wage_tax",
]
