"""Checks of contract, insurance, wording and what is asked of people: R06, R07, R09-R15, R21-R23, R25-R28, R32."""

from __future__ import annotations

import re
from collections.abc import Iterator

from carepost.domain.facts import Text
from carepost.domain.standard.case import Case
from carepost.domain.standard.checks.pay import yuan
from carepost.domain.standard.finding import Finding

YOUNGEST = 16
WITH_MINORS = re.compile(r"育婴|月嫂|母婴|托育|托管|早教|保育|幼教|家教|辅导老师|babysit|nanny|childcare", re.IGNORECASE)
# 劳动合同法 art. 19: contract from this many months -> the parameter that limits its probation.
PROBATION = ((36, "probation_max_3y_open"), (12, "probation_max_1to3y"), (3, "probation_max_3to12m"))
ELEMENTS = {
    "employer": Text("单位基本情况", "the employer"),
    "headcount": Text("招聘人数", "the number of places"),
    "conditions": Text("招聘条件", "the conditions"),
    "duties": Text("工作内容", "the work"),
    "place": Text("工作地点", "the place of work"),
    "pay": Text("基本劳动报酬", "the basic pay"),
}
SERVICE_FORMS = ("labour_service", "contracting", "platform")


def no_part_time_probation(case: Case) -> Iterator[Finding]:
    """R06: declared part-time with a probation."""
    if case.part_time and case.post.contract.probation_months:
        yield case.finding("R06", fix=Text("删除试用期。", "Drop the probation."))


def probation_length(case: Case) -> Iterator[Finding]:
    """R07: probation longer than the contract allows."""
    contract = case.post.contract
    if case.part_time or contract.probation_months is None:
        return
    months = 36 if contract.open_ended == "yes" else contract.months
    if months is None:
        return
    name = next((name for least, name in PROBATION if months >= least), "probation_lt3m_or_task")
    limit = case.labour(name)
    if limit is not None and contract.probation_months > limit.number:
        detail = Text(
            f"写明{yuan(contract.probation_months)}个月，上限{yuan(limit.number)}个月",
            f"{yuan(contract.probation_months)} months, the limit is {yuan(limit.number)}",
        )
        fix = Text(f"缩短到{yuan(limit.number)}个月以内。", f"Shorten it to {yuan(limit.number)} months.")
        yield case.finding("R07", fix=fix, detail=detail, value=limit)


def social_insurance(case: Case, *, exceeds_part_time: bool) -> Iterator[Finding]:
    """R09: social insurance refused on ordinary employment."""
    if case.post.insurance.social == "no" and (not case.part_time or exceeds_part_time):
        fix = Text("依法参加社会保险并在岗位中写明。", "Take out social insurance and say so in the post.")
        sure = case.declared is not None
        yield case.finding("R09", fix=fix, value=case.labour("si_waiver"), sure=sure, if_employment=exceeds_part_time)


def work_injury(case: Case) -> Iterator[Finding]:
    """R10: part-time without work-injury insurance."""
    if case.part_time and case.post.insurance.work_injury == "no":
        fix = Text("由单位缴纳工伤保险。", "Take out work-injury insurance.")
        yield case.finding("R10", fix=fix, value=case.labour("part_time_work_injury"))


def neutral_sex(case: Case) -> Iterator[Finding]:
    """R12: limited to one sex, or preferring one, outside the work that is barred to women."""
    if case.post.asks.sex not in (None, "none") and case.post.work.barred_to_women != "yes":
        fix = Text("改为“性别不限，面向有照护需要的劳动者”。", "Write: any sex, for people who care for somebody.")
        yield case.finding("R12", fix=fix)


def no_family_proof(case: Case) -> Iterator[Finding]:
    """R13: proof of marriage or birth before an offer."""
    if case.post.asks.proof_of_family == "yes":
        fix = Text("删除；照护情况由公共服务机构在录用后核实。", "Drop it; the public service checks caring after hiring.")
        yield case.finding("R13", fix=fix)


def ages(case: Case) -> Iterator[Finding]:
    """R14: under 16; R15: an upper limit without a ground."""
    asks = case.post.asks
    if asks.age_min is not None and asks.age_min < YOUNGEST:
        yield case.finding("R14", fix=Text("年龄下限不低于16周岁。", "Set the lowest age at 16 or more."))
    if asks.age_max is not None:
        yield case.finding("R15", fix=Text("删除年龄上限或写明法律依据。", "Drop the limit, or name its legal ground."))


def no_fees(case: Case) -> Iterator[Finding]:
    """R21: fee, deposit, guarantee or kept papers."""
    if case.post.asks.fee_or_papers == "yes":
        fix = Text("删除收费、押金和扣押证件的要求。", "Drop every fee, deposit and kept paper.")
        yield case.finding("R21", fix=fix, value=case.labour("deposit_or_id_retention"))


def elements(case: Case) -> Iterator[Finding]:
    """R22: one of the six elements of an advert is not stated."""
    post, pay = case.post, case.post.pay
    stated = {
        "employer": bool(post.employer.name),
        "headcount": bool(post.headcount),
        "conditions": bool(post.asks.conditions),
        "duties": bool(post.work.duties or post.title),
        "place": bool(post.place or post.place_words),
        "pay": pay.low is not None or pay.high is not None or pay.guaranteed_month is not None,
    }
    missing = [ELEMENTS[name] for name, there in stated.items() if not there]
    if missing:
        zh, en = "、".join(m.zh for m in missing), ", ".join(m.en for m in missing)
        fix = Text(f"补充：{zh}。", f"Add {en}.")
        yield case.finding("R22", fix=fix, detail=Text(f"未载明{zh}", f"{en} not stated"))


def validity(case: Case) -> Iterator[Finding]:
    """R23: an own post without an expiry date, or past it."""
    post = case.post
    if post.source == "own" and (post.expires_on is None or post.expires_on < case.on):
        yield case.finding("R23", fix=Text("写明今天以后的截止日期。", "Give an expiry date later than today."))


def dispatch(case: Case) -> Iterator[Finding]:
    """R25: a dispatch agency hiring part-time."""
    if case.part_time and case.post.employer.dispatch_agency == "yes":
        fix = Text("由用工单位直接招用，或订立全日制合同。", "Hire directly, or make an ordinary contract.")
        yield case.finding("R25", fix=fix, value=case.labour("part_time_by_dispatch_agency"))


def barred_work(case: Case) -> Iterator[Finding]:
    """R26: work that is barred to women workers."""
    if case.post.work.barred_to_women == "yes":
        fix = Text("调整工作内容，去除禁忌劳动。", "Change the work so that nothing barred remains.")
        yield case.finding("R26", fix=fix)


def record_check(case: Case) -> Iterator[Finding]:
    """R27: close contact with minors without a planned record check."""
    work = case.post.work
    named = WITH_MINORS.search(f"{case.post.title} {work.duties}") is not None
    if work.record_check == "yes" or work.with_minors == "no" or not (work.with_minors == "yes" or named):
        return
    fix = Text("写明录用前查询违法犯罪记录。", "State that criminal records are checked before hiring.")
    yield case.finding("R27", fix=fix, sure=work.with_minors == "yes" and work.record_check == "no")


def disguised(case: Case) -> Iterator[Finding]:
    """R28: services in name, attendance or shifts set by the employer in fact."""
    if case.declared in SERVICE_FORMS and case.post.hours.set_by_employer == "yes":
        fix = Text("订立劳动合同，或取消考勤和排班。", "Make a labour contract, or drop attendance and set shifts.")
        yield case.finding("R28", fix=fix)


def nursing_hour(case: Case) -> Iterator[Finding]:
    """R32: no nursing hour named."""
    if case.post.contract.nursing_hour != "yes":
        fix = Text("写明哺乳期每天1小时哺乳时间。", "Name the nursing hour.")
        yield case.finding("R32", fix=fix)
