"""The steps in which a post is written, one question or one tight group each; and where a finding is mended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from carepost.domain.facts import Text
from carepost.domain.standard.checks.advert import missing_elements
from carepost.domain.standard.finding import Finding
from carepost.domain.standard.post_file import PostFile


@dataclass(frozen=True, slots=True)
class Step:
    """A step: its key in addresses, what it asks, a hint, the fields it sets, and those without which it is open."""

    key: str
    title: Text
    hint: Text
    fields: tuple[str, ...]
    needed: tuple[str, ...] = ()


WIZARD_STEPS = (
    Step(
        "title",
        Text("招什么人？", "Whom do you look for?"),
        Text(
            "写工作的名称，例如“下午班收银员”。不要写性别和年龄。",
            "Name the work, such as afternoon cashier, without sex or age.",
        ),
        ("title",),
        ("title",),
    ),
    Step(
        "place",
        Text("在哪里上班？", "Where is the work?"),
        Text("选到区县，能选到街道乡镇更好。", "Choose down to the county; a town or street office is better still."),
        ("place",),
        ("place",),
    ),
    Step(
        "address",
        Text("具体地址", "The address"),
        Text(
            "求职者据此估算路上要多久；不写坐标时按区县估算。",
            "Applicants reckon their way from it; without a point the district counts.",
        ),
        ("place_words", "work.at_home"),
        ("place_words",),
    ),
    Step(
        "headcount",
        Text("招几个人？", "How many people?"),
        Text("写数字。", "In figures."),
        ("headcount",),
        ("headcount",),
    ),
    Step(
        "form",
        Text("用什么方式用工？", "What form of employment?"),
        Text(
            "每天平均不超过 4 小时、每周不超过 24 小时的才是非全日制；有考勤和排班的一般是劳动关系。",
            "Part-time is at most 4 hours a day on average and 24 a week; set shifts mean employment as a rule.",
        ),
        ("form", "employer.dispatch_agency"),
        ("form", "employer.dispatch_agency"),
    ),
    Step(
        "kind",
        Text("哪一种工时？", "Which kind of hours?"),
        Text(
            "只写“弹性”，求职者无法判断能不能接送孩子。请选一种，下一步写清时间。",
            "Flexible alone tells nobody whether the school run fits. Choose one; the times come next.",
        ),
        (),
    ),
    Step(
        "hours",
        Text("具体哪几天、几点到几点？", "Which days, from when to when?"),
        Text("下班早于上班的，算第二天。", "An end before the start is on the next day."),
        ("hours.pattern", "hours.a_day_min", "hours.a_day_max", "hours.a_week", "hours.days_a_week"),
        ("hours.pattern",),
    ),
    Step(
        "breaks",
        Text("休息、考勤和改班", "Breaks, attendance and changes"),
        Text("改班提前几天通知，是带孩子的人最关心的事之一。", "How early a change is told matters most to carers."),
        ("hours.break_minutes", "hours.set_by_employer", "care.notice_days", "hours.system", "hours.permit"),
        ("hours.break_minutes", "care.notice_days"),
    ),
    Step(
        "pay",
        Text("给多少报酬？", "What is the pay?"),
        Text(
            "写基本报酬，不含加班费和津贴；上限不要超过下限的两倍。",
            "Basic pay without overtime and allowances; the highest at most twice the lowest.",
        ),
        (
            "pay.per",
            "pay.low",
            "pay.high",
            "pay.settled_every_days",
            "pay.piece",
            "pay.guaranteed_month",
            "pay.negotiable",
            "pay.in_kind",
        ),
        ("pay.per", "pay.low", "pay.in_kind"),
    ),
    Step(
        "overtime",
        Text("加班和节假日", "Overtime and holidays"),
        Text("没有加班就写 0。", "Write 0 where there is none."),
        (
            "hours.overtime_month",
            "hours.overtime_day",
            "care.no_forced_overtime",
            "hours.holiday_work",
            "pay.overtime_workday",
            "pay.overtime_rest_day",
            "pay.overtime_holiday",
        ),
        ("hours.overtime_month", "hours.holiday_work"),
    ),
    Step(
        "contract",
        Text("合同和试用期", "Contract and probation"),
        Text("非全日制不能有试用期。", "Part-time employment has no probation."),
        (
            "contract.written",
            "contract.months",
            "contract.open_ended",
            "contract.probation_months",
            "pay.probation",
            "contract.flexibility_clause",
            "contract.nursing_hour",
        ),
        ("contract.written", "contract.probation_months", "contract.flexibility_clause"),
    ),
    Step(
        "insurance",
        Text("缴哪些保险？", "Which insurances are paid?"),
        Text(
            "意外险不能代替工伤保险；非全日制也要缴工伤保险。",
            "Accident cover is no substitute for work-injury insurance, which part-timers are due too.",
        ),
        ("insurance.social", "insurance.work_injury", "insurance.housing_fund", "pay.after_contributions"),
        ("insurance.social", "insurance.work_injury"),
    ),
    Step(
        "asks",
        Text("对应聘的人有什么要求？", "What is asked of applicants?"),
        Text(
            "只写做这份工作需要的条件，没有就写“无”。",
            "Only what the work needs; where nothing is asked, say so.",
        ),
        (
            "asks.conditions",
            "asks.skills",
            "asks.skills_wished",
            "asks.sex",
            "asks.age_min",
            "asks.age_max",
            "asks.proof_of_family",
            "asks.fee_or_papers",
            "asks.no_family_questions",
        ),
        ("asks.conditions", "asks.sex", "asks.proof_of_family", "asks.fee_or_papers"),
    ),
    Step(
        "work",
        Text("做什么事？", "What is the work?"),
        Text("写日常要做的几件事。", "Name the things that are done day by day."),
        ("work.duties", "work.barred_to_women", "work.with_minors", "work.record_check"),
        ("work.duties", "work.barred_to_women", "work.with_minors"),
    ),
    Step(
        "growth",
        Text("以后怎么发展？", "What comes next?"),
        Text("写明下一级岗位或报酬，有培训也写上。", "State the next post or pay, and training if there is any."),
        ("growth.next_step", "growth.review_month", "growth.training", "growth.ordinary_post"),
        ("growth.next_step",),
    ),
    Step(
        "care",
        Text("对带孩子的人有哪些支持？", "What support do carers get?"),
        Text("做得到的才写，认定时会核实。", "Promise only what holds: it is verified."),
        ("care.leave_at_short_notice", "care.nursing_room", "work.children_welcome"),
        ("care.leave_at_short_notice",),
    ),
    Step(
        "voice",
        Text("有事找谁？", "Whom can a worker turn to?"),
        Text("写姓名或职务和电话。", "A name or a post, and a telephone number."),
        ("voice.contact", "voice.answer_days"),
        ("voice.contact",),
    ),
    Step(
        "last_day",
        Text("招到哪一天？", "Until when do you hire?"),
        Text("过了这一天，岗位自动关闭。", "The post closes by itself after this day."),
        ("expires_on",),
        ("expires_on",),
    ),
)
# Where a rule is mended whose finding names no single field.
_MENDED_AT: Mapping[str, str] = {
    "R01": "pay.low",
    "R02": "pay.low",
    "R03": "pay.after_contributions",
    "R04": "hours.pattern",
    "R17": "hours.pattern",
    "R18": "hours.permit",
    "R19": "hours.pattern",
    "R15": "asks.age_max",
    "R23": "expires_on",
    "R25": "employer.dispatch_agency",
    "R26": "work.barred_to_women",
    "R28": "form",
    "R30": "hours.pattern",
    "R31": "hours.pattern",
    "R33": "pay.low",
    "R34": "pay.guaranteed_month",
}


def steps_of(finding: Finding, post: PostFile) -> tuple[str, ...]:
    """The keys of the steps in which a finding is mended; none for words that no step asks for."""
    if finding.rule == "R22":
        fields = missing_elements(post)
    else:
        fields = (finding.found_in or finding.fix_field or _MENDED_AT.get(finding.rule, ""),)
    return tuple(dict.fromkeys(_step_of()[field] for field in fields if field in _step_of()))


def step_of_field(path: str) -> str:
    """The key of the step that sets a field; "" for one that none sets."""
    return _step_of().get(path, "")


def unstated(step: Step, post: PostFile) -> tuple[str, ...]:
    """The fields that a step needs and that the post does not state."""
    return tuple(path for path in step.needed if value_at(post, path) in (None, ""))


def value_at(post: PostFile, path: str) -> Any:
    """The value of a field by its path ("pay.low")."""
    value: Any = post
    for name in path.split("."):
        value = getattr(value, name)
    return value


@cache
def _step_of() -> Mapping[str, str]:
    return {field: step.key for step in WIZARD_STEPS for field in step.fields}
