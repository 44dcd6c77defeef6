"""The law as packs: dated values with their sources, rules over them, and what they make of pay and age."""

from carepost.domain.rules.case import FactError
from carepost.domain.rules.check import CheckReport, PackCase, check_pack, check_packs, load_schemes, read_cases
from carepost.domain.rules.columns import ColumnError, NotSettled, Part, Settled, corners, run_columns, settle
from carepost.domain.rules.compiled import SweepUnavailable, Swept, sweep
from carepost.domain.rules.expiry import Lapse, LapseState, lapsing
from carepost.domain.rules.floor import HOURLY, MONTHLY, WageFloor, wage_floor
from carepost.domain.rules.kinds import Kind
from carepost.domain.rules.library import Held, held, readers
from carepost.domain.rules.loader import PACKS, load_packs, shipped_packs
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
from carepost.domain.rules.questions import PayQuestion, RetirementQuestion, pay_question, retirement_question
from carepost.domain.rules.range_columns import RangePart, run_ranges
from carepost.domain.rules.readings import Clocks, Reading
from carepost.domain.rules.reform import Reform, load_reform, reformed
from carepost.domain.rules.retirement_age import AgeCategory, Retirement, retirement
from carepost.domain.rules.rows import PackError
from carepost.domain.rules.saying import (
    column_label,
    name_in_words,
    rule_in_words,
    table_and_column,
    table_label,
    value_in_words,
    words_for,
)
from carepost.domain.rules.schemes import own_values, scheme_as_data, scheme_summary, shipped_schemes
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
    halves,
    lineage,
)
from carepost.domain.rules.syntax import Rule
from carepost.domain.rules.tax import Tax, payment_tax, platform_tax, wage_tax
from carepost.domain.rules.trace import Decision, Missing, Outcome, TraceNode, Unmet, decision_as_data, trace_as_data
from carepost.domain.rules.unit_names import unit_label

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
    "Fact",
    "FactError",
    "Head",
    "Held",
    "Kind",
    "Lapse",
    "LapseState",
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
    "PayQuestion",
    "PaySlip",
    "PayWarning",
    "Payer",
    "Payment",
    "RangePart",
    "Reading",
    "Reform",
    "Retirement",
    "RetirementQuestion",
    "Rule",
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
    "column_label",
    "corners",
    "decision_as_data",
    "halves",
    "held",
    "lapsing",
    "lineage",
    "load_pack",
    "load_packs",
    "load_reform",
    "load_schemes",
    "lowest_gross",
    "name_in_words",
    "own_values",
    "pay",
    "pay_question",
    "payment_tax",
    "platform_tax",
    "read_cases",
    "readers",
    "reformed",
    "replay",
    "retirement",
    "retirement_question",
    "rule_in_words",
    "run_columns",
    "run_ranges",
    "scheme_as_data",
    "scheme_summary",
    "settle",
    "shipped_packs",
    "shipped_schemes",
    "sweep",
    "table_and_column",
    "table_label",
    "trace_as_data",
    "unit_label",
    "value_in_words",
    "wage_floor",
    "wage_tax",
    "words_for",
]
