"""Writes the facts of a planned post: a complete post file as plain data, as `post_as_data` writes it."""

from __future__ import annotations

from datetime import date
from math import ceil, floor
from typing import Any

from carepost.domain.population.draws import Draws
from carepost.domain.population.faults import FAULTS, Spoil
from carepost.domain.population.plan import Plan
from carepost.domain.standard import Grade
from carepost.domain.week import Band, Fixed, Output

Facts = dict[str, Any]
Part = dict[str, Any]

FULL_WEEK = 40 * 60
WEEKS_PER_MONTH = 52 / 12
# The hours that work by result is paid for, when pay is drawn.
OUTPUT_WEEK = 32 * 60
# What a post that is only lawful may leave out: each is asked of a good one.
LOOSE = (
    ("care", "notice_days"),
    ("contract", "flexibility_clause"),
    ("growth", "next_step"),
    ("growth", "review_month"),
    ("growth", "training"),
    ("care", "leave_at_short_notice"),
    ("contract", "nursing_hour"),
    ("voice", "answer_days"),
    ("voice", "contact"),
)
# What an unclear post does not say: each leaves a rule that may block without an answer.
_SILENT = (("asks", "fee_or_papers"), ("pay", "in_kind"), ("asks", "proof_of_family"), ("contract", "probation_months"))
SILENT_FULL = (("insurance", "social"), ("hours", "overtime_month"), *_SILENT)
SILENT_PART = (("insurance", "work_injury"), ("pay", "settled_every_days"), ("employer", "dispatch_agency"), *_SILENT)
_SUFFIX = {
    "school_day": "学校时间班",
    "morning": "上午班",
    "midday": "午间班",
    "afternoon": "下午班",
    "two_shifts": "两班可选",
    "staggered": "错峰上下班",
    "shop": "早晚班可选",
    "evening": "晚班",
    "weekend": "周末班",
    "rotation": "轮班",
    "band_full": "弹性时间",
    "band_part": "弹性时间",
    "band_wide": "弹性时间",
    "slots_home": "时段自选",
    "slots_full": "时段自选",
    "slots_evening": "时段自选",
    "slots_peak": "高峰时段自选",
    "output": "按成果，不限时间",
}
_SUFFIXED = 0.3
_SETTLED = {"part_time": (7, 15), "labour_service": (15, 30), "contracting": (15, 30), "platform": (7, 15)}


def write_facts(plan: Plan, expires_on: date, draws: Draws) -> Facts:
    """The facts of the post; what it does not state is absent."""
    trade, home = plan.trade, draws.chance(plan.trade.home)
    facts: Facts = {
        "title": _title(plan, draws),
        "place": plan.town.code,
        "place_words": _place_words(plan, home),
        "headcount": str(_headcount(plan, draws)),
        "form": plan.form,
        "expires_on": expires_on.isoformat(),
        "employer": {
            "name": plan.employer.name,
            "credit_code": plan.employer.credit_code,
            "dispatch_agency": "no",
        },
        "pay": _pay(plan, draws),
        "hours": _hours(plan, draws),
        "contract": _contract(plan, draws),
        "insurance": _insurance(plan, draws),
        "asks": _asks(plan, draws),
        "work": _work(plan, home, draws),
        "growth": _growth(plan, draws),
        "care": _care(plan, draws),
        "voice": {"contact": plan.employer.contact, "answer_days": draws.one((5, 7, 10, 15))},
    }
    if trade.occupation:
        facts["occupation"] = trade.occupation
    _probation_pay(facts, plan)
    _leave_out(facts, plan, draws)
    _spoil(facts, plan, draws)
    return {name: part for name, part in facts.items() if part}


def _title(plan: Plan, draws: Draws) -> str:
    title = draws.one(plan.trade.titles)
    suffix = _SUFFIX.get(plan.hours.family, "") if plan.said == "pattern" and not plan.faults else ""
    return f"{title}（{suffix}）" if suffix and "（" not in title and draws.chance(_SUFFIXED) else title


def _place_words(plan: Plan, home: bool) -> str:
    if home:
        return f"居家，单位在{plan.town.name}（演示地址）"
    return f"{plan.town.name}{'客户处' if plan.trade.at_customers else ''}（演示地址）"


def _headcount(plan: Plan, draws: Draws) -> int:
    scale = {"micro": 0.22, "small": 0.45, "medium": 0.75, "large": 1.2}[plan.employer.size]
    return max(1, round(draws.whole(*plan.trade.headcount) * scale))


# Pay. Amounts are yuan; what a floor asks is met by rounding up.


def _pay(plan: Plan, draws: Draws) -> Part:
    level = draws.real(0, 1) ** 1.4
    pay = {"part_time": _hourly, "full_time": _monthly}.get(plan.form, _service_pay)(plan, level, draws)
    if plan.form in _SETTLED:
        pay["settled_every_days"] = draws.one(_SETTLED[plan.form])
    pay["in_kind"] = "no"
    if plan.trade.holidays and not plan.services:
        pay["overtime_holiday"] = "3"
    return pay


def _above_floor(plan: Plan) -> float:
    """How far above the floor pay begins; a tenth and a little for an exemplary post."""
    return 1.11 if plan.grade is Grade.EXEMPLARY else 1.0


def _hourly(plan: Plan, level: float, draws: Draws) -> Part:
    least, most = plan.trade.hour
    low = max(least + (most - least) * level, plan.hourly * _above_floor(plan))
    low = ceil(low * 2) / 2
    high = floor(low * draws.real(1.06, 1.35) * 2) / 2
    return {"per": "hour", "low": f"{low:g}"} | ({"high": f"{high:g}"} if high > low else {})


def _monthly(plan: Plan, level: float, draws: Draws) -> Part:
    least, most = plan.trade.month
    hours = plan.hours
    week = OUTPUT_WEEK if isinstance(hours.pattern, Output) else hours.week[0]
    full = least + (most - least) * level
    scaled = full * (0.25 + 0.75 * min(1.0, week / FULL_WEEK))
    low = ceil(max(scaled, plan.monthly * _above_floor(plan)) / 50) * 50
    if isinstance(hours.pattern, Fixed) and draws.chance(plan.trade.daily):
        day = ceil(low / (hours.days * WEEKS_PER_MONTH) / 5) * 5
        return {"per": "day", "low": str(day)}
    high = round(low * draws.real(1.05, 1.5) / 100) * 100
    pay: Part = {"per": "month", "low": str(low)} | ({"high": str(high)} if high > low else {})
    if isinstance(hours.pattern, Output) or draws.chance(plan.trade.piece):
        pay |= {"piece": "yes", "guaranteed_month": str(max(ceil(plan.monthly / 50) * 50, round(low * 0.9 / 50) * 50))}
    return pay


def _service_pay(plan: Plan, level: float, draws: Draws) -> Part:
    if plan.form == "contracting" or isinstance(plan.hours.pattern, Output):
        low = draws.whole(2, 16) / 2 if plan.trade.group != "professional" else draws.whole(8, 30) * 10
        return {"per": "piece", "low": f"{low:g}", "high": f"{low * 1.5:g}", "piece": "yes"}
    return _hourly(plan, level, draws)


def _probation_pay(facts: Facts, plan: Plan) -> None:
    """Probation pay: nine tenths of a month's, never below the floor; the whole of a day's (劳动合同法 art. 20)."""
    pay = facts["pay"]
    if facts["contract"].get("probation_months", "0") == "0":
        return
    month = pay["per"] == "month"
    pay["probation"] = str(max(ceil(int(pay["low"]) * 0.9 / 50) * 50, ceil(plan.monthly))) if month else pay["low"]


# Hours, contract and insurance.


def _hours(plan: Plan, draws: Draws) -> Part:
    hours, part = plan.hours, Part()
    if plan.said == "numbers":
        a_day, a_week = f"{hours.longest / 60:g}", f"{hours.week[1] / 60:g}"
        part = {"a_day_max": a_day, "a_week": a_week, "days_a_week": round(hours.days)}
    elif plan.said == "pattern":
        part["pattern"] = hours.form
        if hours.break_minutes is not None:
            part["break_minutes"] = hours.break_minutes
        if isinstance(hours.pattern, Band) and hours.stated_day is not None:
            part["a_day_max"] = f"{hours.stated_day / 60:g}"
    if not plan.part_time and not plan.services:
        if not isinstance(hours.pattern, Output):
            part["system"] = "standard"
        part["overtime_month"] = "0"
        if plan.grade is Grade.LAWFUL and draws.chance(0.3):
            part["overtime_month"] = str(draws.whole(2, 9) * 2)
    part["holiday_work"] = "yes" if plan.trade.holidays and not plan.services else "no"
    part["set_by_employer"] = "no" if plan.services or isinstance(hours.pattern, Output) else "yes"
    return part


# Months of a contract and the longest probation that it allows (劳动合同法 art. 19); our employers ask less.
_TERMS = ((12, ("0", "1")), (12, ("0", "1")), (24, ("0", "1", "2")), (36, ("0", "1", "2", "3")))


def _contract(plan: Plan, draws: Draws) -> Part:
    part: Part = {"written": "yes", "flexibility_clause": "yes", "nursing_hour": "yes"}
    if plan.services:
        return {"months": 12, "written": draws.one(("yes", "yes", "no"))}
    if plan.part_time:
        return part | {"months": draws.one((6, 12, 12)), "probation_months": "0"}
    months, probation = draws.one(_TERMS)
    return part | {"months": months, "probation_months": draws.one(probation)}


def _insurance(plan: Plan, draws: Draws) -> Part:
    exemplary = plan.grade is Grade.EXEMPLARY
    if plan.services:
        return {"social": "no", "work_injury": draws.one(("yes", "no"))}
    if plan.part_time:
        return {"work_injury": "yes"} | ({"social": "yes"} if exemplary or draws.chance(0.08) else {})
    fund = "yes" if exemplary or draws.chance(0.45) else "no"
    return {"social": "yes", "work_injury": "yes", "housing_fund": fund}


# What is asked, the work, growth and care.


def _asks(plan: Plan, draws: Draws) -> Part:
    words = "；".join(draws.some(plan.trade.asks, draws.whole(1, 2)))
    part: Part = {"conditions": words, "sex": "none", "proof_of_family": "no", "fee_or_papers": "no"}
    if plan.grade is Grade.EXEMPLARY or draws.chance(0.3):
        part["no_family_questions"] = "yes"
    return part


def _work(plan: Plan, home: bool, draws: Draws) -> Part:
    minors = plan.trade.with_minors
    part: Part = {
        "duties": "；".join(draws.some(plan.trade.duties, draws.whole(2, 3))) + "。",
        "barred_to_women": "no",
        "with_minors": "yes" if minors else "no",
    }
    if minors:
        part["record_check"] = "yes"
    if home:
        part["at_home"] = "yes"
    return part


def _growth(plan: Plan, draws: Draws) -> Part:
    part: Part = {
        "next_step": draws.one(plan.trade.next_steps),
        "review_month": draws.one((3, 6, 6, 12)),
        "training": draws.one(plan.trade.training),
    }
    if plan.grade is Grade.EXEMPLARY or draws.chance(0.2):
        part["ordinary_post"] = "yes"
    return part


def _care(plan: Plan, draws: Draws) -> Part:
    exemplary = plan.grade is Grade.EXEMPLARY
    part: Part = {
        "leave_at_short_notice": "yes",
        "no_forced_overtime": "yes",
        "notice_days": draws.one((14, 14, 21, 30)) if exemplary else draws.one((3, 3, 5, 7, 7, 14)),
    }
    if exemplary or plan.employer.manner == "model":
        part["nursing_room"] = "yes"
    return part


# What is left out, and what is spoilt.


def _leave_out(facts: Facts, plan: Plan, draws: Draws) -> None:
    if plan.grade in (Grade.EXEMPLARY, Grade.GOOD):
        return
    if facts["hours"].get("overtime_month", "0") != "0":
        facts["pay"] |= {"overtime_workday": "1.5", "overtime_rest_day": "2", "overtime_holiday": "3"}
    _drop(facts, draws.some(LOOSE, draws.whole(1, 6)))
    if plan.grade is Grade.CANNOT_TELL and not plan.services and plan.said != "nothing":
        silent = SILENT_PART if plan.part_time else SILENT_FULL
        # Where work goes by result nobody asks for overtime.
        settled = (("hours", "overtime_month"),) if isinstance(plan.hours.pattern, Output) else ()
        fitting = tuple(field for field in silent if field[1] in facts[field[0]] and field not in settled)
        _drop(facts, draws.some(fitting, draws.whole(1, 2)))


def _drop(facts: Facts, fields: tuple[tuple[str, str], ...]) -> None:
    for part, name in fields:
        facts[part].pop(name, None)
        if (part, name) == ("contract", "probation_months"):
            facts["pay"].pop("probation", None)


def _spoil(facts: Facts, plan: Plan, draws: Draws) -> None:
    week = FULL_WEEK if isinstance(plan.hours.pattern, Output) else plan.hours.week[1]
    spoil = Spoil(plan.part_time, plan.monthly, plan.hourly, min(1.0, week / FULL_WEEK), draws)
    for name in plan.faults:
        FAULTS[name].change(facts, spoil)
