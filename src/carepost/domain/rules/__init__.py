"""The law as packs: dated values with their sources, rules over them, and what they make of pay and age."""

from carepost.domain.rules.assess import NoSuchPack, assess, replay
from carepost.domain.rules.case import FactError
from carepost.domain.rules.floor import HOURLY, MONTHLY, WageFloor, wage_floor
from carepost.domain.rules.kinds import Kind
from carepost.domain.rules.loader import load_packs, shipped_packs
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
from carepost.domain.rules.readings import Clocks, Reading
from carepost.domain.rules.retirement import AgeCategory, Retirement, retirement
from carepost.domain.rules.rows import PackError
from carepost.domain.rules.store import Absence, Answer, DatedValue, Doubt, Head, Nearer, ParameterStore, lineage
from carepost.domain.rules.tax import Tax, payment_tax, platform_tax, wage_tax
from carepost.domain.rules.trace import Decision, Missing, Outcome, TraceNode, Unmet, decision_as_data, trace_as_data

__all__ = [
    "HOURLY",
    "MINIMUM",
    "MONTHLY",
    "Absence",
    "AgeCategory",
    "Answer",
    "Clock",
    "Clocks",
    "DatedValue",
    "Decision",
    "Doubt",
    "Fact",
    "FactError",
    "Head",
    "Kind",
    "Missing",
    "Mode",
    "Nearer",
    "NoSuchPack",
    "Outcome",
    "Pack",
    "PackError",
    "ParameterStore",
    "PayError",
    "PayLine",
    "PaySlip",
    "PayWarning",
    "Payer",
    "Payment",
    "Reading",
    "Retirement",
    "Status",
    "Tax",
    "TraceNode",
    "Unmet",
    "WageFloor",
    "assess",
    "decision_as_data",
    "lineage",
    "load_pack",
    "load_packs",
    "lowest_gross",
    "pay",
    "payment_tax",
    "platform_tax",
    "replay",
    "retirement",
    "shipped_packs",
    "trace_as_data",
    "wage_floor",
    "wage_tax",
]
