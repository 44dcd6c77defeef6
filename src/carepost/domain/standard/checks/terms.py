"""Checks of contract and insurance: R06, R07, R09, R10, R25, R28, R32."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from carepost.domain.facts import Text
from carepost.domain.standard.case import SERVICE_FORMS, Case
from carepost.domain.standard.checks.amounts import plain
from carepost.domain.standard.finding import Outcome
from carepost.domain.week import Fixed

# 劳动合同法 art. 19: a contract of at least so many months -> the parameter that limits its probation.
LONGEST_PROBATION = "probation_max_3y_open"
PROBATION = ((36, LONGEST_PROBATION), (12, "probation_max_1to3y"), (3, "probation_max_3to12m"))
SHORTEST_CONTRACT = "probation_lt3m_or_task"


def no_part_time_probation(case: Case) -> Iterator[Outcome]:
    """R06: declared part-time with a probation."""
    months = case.post.contract.probation_months
    if case.declared is None:
        yield case.unanswered("R06", "form")
    elif case.part_time and months is None:
        yield case.unanswered("R06", "contract.probation_months")
    elif case.part_time and months:
        value, change = case.labour("part_time_probation"), ("contract.probation_months", Decimal(0))
        yield case.finding("R06", fix=Text("删除试用期。", "Drop the probation."), value=value, change=change)


def probation_length(case: Case) -> Iterator[Outcome]:
    """R07: probation longer than the contract allows: none under 3 months, then 1, 2 and 6 months."""
    contract = case.post.contract
    stated = contract.probation_months
    if case.part_time or stated == 0:
        return
    if stated is None:
        yield case.unanswered("R07", "contract.probation_months")
        return
    months = 36 if contract.open_ended == "yes" else contract.months
    longest = case.labour(LONGEST_PROBATION)
    if months is None and longest is not None and stated <= longest.number:
        yield case.unanswered("R07", "contract.months")
        return
    name = next((name for least, name in PROBATION if months is None or months >= least), SHORTEST_CONTRACT)
    limit = case.labour(name)
    if limit is not None and stated > limit.number:
        most = plain(limit.number)
        detail = Text(f"写明{plain(stated)}个月，上限{most}个月", f"{plain(stated)} months, the limit is {most}")
        fix = Text(f"缩短到{most}个月以内。", f"Shorten it to {most} months at most.")
        change = ("contract.probation_months", limit.number)
        yield case.finding("R07", fix=fix, detail=detail, value=limit, ordinary=True, change=change)


def social_insurance(case: Case) -> Iterator[Outcome]:
    """R09: social insurance refused on ordinary employment, whoever asked for it."""
    social = case.post.insurance.social
    if case.part_time:
        return
    if social is None:
        yield case.unanswered("R09", "insurance.social")
    elif social == "no":
        fix = Text("依法参加社会保险并在岗位中写明。", "Take out social insurance and say so in the post.")
        value, change = case.labour("si_waiver"), ("insurance.social", "yes")
        yield case.finding("R09", fix=fix, value=value, ordinary=True, change=change)


def work_injury(case: Case) -> Iterator[Outcome]:
    """R10: part-time without work-injury insurance."""
    injury = case.post.insurance.work_injury
    if case.declared is None:
        yield case.unanswered("R10", "form")
    elif case.part_time and injury is None:
        yield case.unanswered("R10", "insurance.work_injury")
    elif case.part_time and injury == "no":
        fix = Text("由单位缴纳工伤保险。", "Take out work-injury insurance.")
        value, change = case.labour("part_time_work_injury"), ("insurance.work_injury", "yes")
        yield case.finding("R10", fix=fix, value=value, change=change)


def dispatch(case: Case) -> Iterator[Outcome]:
    """R25: a dispatch agency hiring part-time."""
    agency = case.post.employer.dispatch_agency
    if case.declared is None:
        yield case.unanswered("R25", "form")
    elif case.part_time and agency is None:
        yield case.unanswered("R25", "employer.dispatch_agency")
    elif case.part_time and agency == "yes":
        fix = Text("由用工单位直接招用，或订立全日制合同。", "Hire directly, or make an ordinary contract.")
        yield case.finding("R25", fix=fix, value=case.labour("part_time_by_dispatch_agency"))


def disguised(case: Case) -> Iterator[Outcome]:
    """R28: services in name, attendance or shifts set by the employer in fact."""
    stated = case.post.hours.set_by_employer
    if case.declared not in SERVICE_FORMS:
        return
    if stated == "yes" or (stated is None and isinstance(case.pattern, Fixed)):
        fix = Text("订立劳动合同，或取消考勤和排班。", "Make a labour contract, or drop attendance and set shifts.")
        yield case.finding("R28", fix=fix)
    elif stated is None:
        yield case.unanswered("R28", "hours.set_by_employer")


def nursing_hour(case: Case) -> Iterator[Outcome]:
    """R32: no nursing hour named."""
    if case.post.contract.nursing_hour != "yes":
        fix = Text("写明哺乳期每天1小时哺乳时间。", "Name the nursing hour.")
        yield case.finding("R32", fix=fix, change=("contract.nursing_hour", "yes"))
