"""Real faults, as officers meet them: each breaks one rule for certain, so that a queue holds something to refuse."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from carepost.domain.population.draws import Draws

Facts = dict[str, Any]
OVERLONG, SEVEN_DAYS = "overlong", "seven_days"


@dataclass(frozen=True, slots=True)
class Spoil:
    """What a fault needs to know of its post: the minimum wage in yuan, and the stated week as a share of 40 hours."""

    part_time: bool
    monthly: float
    hourly: float
    week_share: float
    draws: Draws


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault: the rule of the standard that it breaks, by the form of employment, and what it changes."""

    rules: Mapping[str, str]
    change: Callable[[Facts, Spoil], None]

    @property
    def forms(self) -> frozenset[str]:
        return frozenset(self.rules)


def _low_pay(facts: Facts, spoil: Spoil) -> None:
    if spoil.part_time:
        low = round(spoil.hourly * spoil.draws.real(0.72, 0.95) * 2) / 2
        low = min(low, spoil.hourly - 0.5)
        facts["pay"] |= {"per": "hour", "low": f"{low:g}", "high": f"{low + 2:g}"}
        return
    low = int(spoil.monthly * spoil.week_share * spoil.draws.real(0.78, 0.95) / 50) * 50
    facts["pay"] = {k: v for k, v in facts["pay"].items() if k not in ("piece", "guaranteed_month", "probation")}
    facts["pay"] |= {"per": "month", "low": str(low), "high": str(low + 300)}


def _no_insurance(facts: Facts, spoil: Spoil) -> None:
    facts["insurance"] = {"work_injury": "no"} if spoil.part_time else {"social": "no"}


def _sex(facts: Facts, spoil: Spoil) -> None:
    sex, words = spoil.draws.one((("women", "限女性"), ("women_preferred", "女性优先"), ("women", "只招女工")))
    facts["asks"] |= {"sex": sex, "conditions": f"{words}；{facts['asks']['conditions']}"}


def _deposit(facts: Facts, spoil: Spoil) -> None:
    words = spoil.draws.one(("入职交工服押金200元", "上岗前交培训费380元", "入职押身份证原件"))
    facts["asks"] |= {"fee_or_papers": "yes", "conditions": f"{facts['asks']['conditions']}；{words}"}


def _family_proof(facts: Facts, spoil: Spoil) -> None:
    words = spoil.draws.one(("面试请带结婚证", "需提供孩子出生证明", "入职前提供婚育证明"))
    facts["asks"] |= {"proof_of_family": "yes", "conditions": f"{facts['asks']['conditions']}；{words}"}


def _probation(facts: Facts, spoil: Spoil) -> None:
    contract = {k: v for k, v in facts["contract"].items() if k != "open_ended"}
    facts["contract"] = contract | {"months": 12, "probation_months": "1" if spoil.part_time else "3"}
    if not spoil.part_time:
        facts["pay"]["probation"] = facts["pay"]["low"]


def _monthly_settlement(facts: Facts, _spoil: Spoil) -> None:
    facts["pay"]["settled_every_days"] = 30


def _overtime(facts: Facts, spoil: Spoil) -> None:
    facts["hours"]["overtime_month"] = str(spoil.draws.whole(10, 20) * 4)
    facts["pay"]["overtime_workday"] = "1.5"


def _by_hours(_facts: Facts, _spoil: Spoil) -> None:
    """The hours themselves are the fault: they were drawn so."""


FAULTS: Mapping[str, Fault] = {
    "low_pay": Fault({"full_time": "R02", "part_time": "R01"}, _low_pay),
    "no_insurance": Fault({"full_time": "R09", "part_time": "R10"}, _no_insurance),
    OVERLONG: Fault({"full_time": "R17", "part_time": "R04"}, _by_hours),
    "women_only": Fault({"full_time": "R12", "part_time": "R12"}, _sex),
    SEVEN_DAYS: Fault({"full_time": "R19"}, _by_hours),
    "monthly_settlement": Fault({"part_time": "R05"}, _monthly_settlement),
    "deposit": Fault({"full_time": "R21", "part_time": "R21"}, _deposit),
    "family_proof": Fault({"full_time": "R13", "part_time": "R13"}, _family_proof),
    "probation": Fault({"full_time": "R07", "part_time": "R06"}, _probation),
    "overtime": Fault({"full_time": "R16"}, _overtime),
}
"""The faults by name. Probation needs pay of its own and follows low pay; two of hours do not meet."""
