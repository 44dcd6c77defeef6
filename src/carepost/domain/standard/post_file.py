"""The fields of a post file. What is absent is not stated; that is an answer of its own, never a default."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from carepost.domain.facts import Mark


def _yes_or_no(written: Any) -> Any:
    """YAML reads a bare yes as true; a person means the word."""
    return {True: "yes", False: "no"}[written] if isinstance(written, bool) else written


def _words(written: Any) -> Any:
    """A bare number where words are expected (headcount: 50, place: 370200) is what it looks like."""
    return str(written) if isinstance(written, int) and not isinstance(written, bool) else written


def _plain(written: str) -> str:
    if any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\r\t" for letter in written):
        raise ValueError("control character")
    return written


Yuan = Annotated[Decimal, Field(ge=0, le=10_000_000, decimal_places=2)]
Hours = Annotated[Decimal, Field(ge=0, le=168, decimal_places=2)]
DayHours = Annotated[Decimal, Field(ge=0, le=24, decimal_places=2)]
MonthHours = Annotated[Decimal, Field(ge=0, le=744, decimal_places=2)]
Times = Annotated[Decimal, Field(ge=0, le=100, decimal_places=2)]
Months = Annotated[Decimal, Field(ge=0, le=24, decimal_places=1)]
Age = Annotated[int, Field(ge=0, le=120)]
YesNo = Annotated[Literal["yes", "no"], BeforeValidator(_yes_or_no)]
Words = Annotated[str, Field(max_length=2_000), BeforeValidator(_words), AfterValidator(_plain)]
LongWords = Annotated[str, Field(max_length=50_000), AfterValidator(_plain)]
Place = Annotated[str, Field(pattern=r"^(\d{6}(\d{3})?)?$"), BeforeValidator(_words)]
Form = Literal["part_time", "full_time", "labour_service", "contracting", "platform", "dispatch"]


def said(zh: str, en: str, unit: str = "", *, default: Any = None) -> Any:
    """A field with its name in both languages and its unit, as the schema prints them."""
    return Field(default=default, json_schema_extra={"zh": zh, "en": en, "unit": unit})


class Part(BaseModel):
    """A group of fields; a field that it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class EmployerPart(Part):
    """用人单位."""

    name: Words = said("单位名称", "the employer's name", default="")
    credit_code: Words = said("统一社会信用代码（18位）", "unified social credit code, 18 characters", default="")
    dispatch_agency: YesNo | None = said("是否劳务派遣单位", "whether it is a dispatch agency")


class PayPart(Part):
    """报酬."""

    per: Literal["month", "hour", "day", "piece"] | None = said("计薪单位", "what low, high and probation are paid per")
    low: Yuan | None = said(
        "最低报酬（不含加班费和津贴）", "the lowest pay, without overtime pay and allowances", "yuan per `per`"
    )
    high: Yuan | None = said("最高报酬", "the highest pay", "yuan per `per`")
    negotiable: YesNo | None = said("是否面议", "whether pay is left to negotiation")
    piece: YesNo | None = said("是否计件或提成", "whether pay is by the piece or on commission, wholly or in part")
    guaranteed_month: Yuan | None = said("保底工资（不论产量）", "pay guaranteed whatever the output", "yuan a month")
    after_contributions: Yuan | None = said(
        "扣除个人社保和公积金后的最低工资", "the lowest pay after the worker's own contributions", "yuan a month"
    )
    settled_every_days: Annotated[int, Field(ge=1, le=366)] | None = said(
        "结算周期", "how often pay is settled", "days"
    )
    in_kind: YesNo | None = said("是否以实物、券或积分支付", "whether anything is paid in goods, vouchers or points")
    overtime_workday: Times | None = said("工作日加班费倍数", "overtime on a working day", "times the hourly pay")
    overtime_rest_day: Times | None = said(
        "休息日加班费倍数（不安排补休时）", "overtime on a rest day without time off in lieu", "times the hourly pay"
    )
    overtime_holiday: Times | None = said(
        "法定节假日工作的工资倍数", "work on a statutory holiday", "times the hourly pay"
    )
    probation: Yuan | None = said("试用期工资", "pay during probation", "yuan per `per`")


class HoursPart(Part):
    """工时."""

    pattern: dict[str, Any] | None = said("班次（形式见 pattern_forms）", "the shift pattern, see pattern_forms")
    break_minutes: Annotated[int, Field(ge=0, le=480)] | None = said(
        "每个工作日不计工时的休息（0 为没有）", "unpaid break in each day of the pattern, 0 for none", "minutes"
    )
    a_day_min: DayHours | None = said("每个工作日最少工时", "hours on a day of work, the least", "hours")
    a_day_max: DayHours | None = said("每个工作日最多工时", "hours on a day of work, the most", "hours")
    a_week: Hours | None = said("每周工时", "hours of work a week", "hours")
    days_a_week: Annotated[int, Field(ge=1, le=7)] | None = said("每周工作天数", "days of work a week", "days")
    system: Literal["standard", "irregular", "comprehensive"] | None = said(
        "工时制度（标准/不定时/综合计算）", "the working-time system"
    )
    permit: Words = said("特殊工时许可文号", "number of the special-hours permit", default="")
    overtime_month: MonthHours | None = said("每月加班（0 为不加班）", "overtime a month, 0 for none", "hours")
    overtime_day: DayHours | None = said("每日加班", "overtime a day", "hours")
    holiday_work: YesNo | None = said("法定节假日是否上班", "whether statutory holidays are worked")
    set_by_employer: YesNo | None = said(
        "是否由单位考勤或排班", "whether the employer sets shifts or checks attendance"
    )


class ContractPart(Part):
    """合同."""

    months: Annotated[int, Field(ge=0, le=600)] | None = said(
        "合同期限（0 为以完成任务为期限）", "length of the contract, 0 = until a task is done", "months"
    )
    open_ended: YesNo | None = said("是否无固定期限", "whether it is open-ended")
    written: YesNo | None = said("是否订立书面合同或协议", "whether there is a written contract or agreement")
    flexibility_clause: YesNo | None = said("弹性安排是否写入合同", "whether the flexibility stands in the contract")
    probation_months: Months | None = said("试用期（0 为没有）", "probation, 0 for none", "months")
    nursing_hour: YesNo | None = said("是否写明哺乳时间", "whether the nursing hour is named")


class InsurancePart(Part):
    """保险."""

    social: YesNo | None = said("是否参加社会保险（五险）", "whether all social insurances are paid")
    work_injury: YesNo | None = said("是否缴纳工伤保险", "whether work-injury insurance is paid")
    housing_fund: YesNo | None = said("是否缴存住房公积金", "whether the housing fund is paid")


class AsksPart(Part):
    """对应聘者的要求."""

    conditions: LongWords = said(
        "招聘条件（没有则写“无”）", "the conditions asked, or a word that there are none", default=""
    )
    skills: Words = said(
        "必备技能（技能表里的名称，用顿号分开）", "skills that it takes, named as in the list of skills", default=""
    )
    skills_wished: Words = said("优先技能", "skills that are welcome and not needed", default="")
    sex: Literal["none", "women", "men", "women_preferred", "men_preferred"] | None = said(
        "性别限制或优先", "limit to or preference for one sex"
    )
    age_min: Age | None = said("最低年龄", "lowest age", "years")
    age_max: Age | None = said("最高年龄", "highest age", "years")
    proof_of_family: YesNo | None = said("录用前是否要求婚育证明", "whether proof of marriage or birth is asked")
    no_family_questions: YesNo | None = said(
        "是否承诺面试不问婚育", "whether the employer promises to ask nothing about marriage and birth"
    )
    fee_or_papers: YesNo | None = said(
        "是否收费、收押金、要求担保或扣押证件", "whether a fee, deposit or guarantee is taken or papers are kept"
    )


class WorkPart(Part):
    """工作内容."""

    duties: LongWords = said("工作内容", "the work", default="")
    barred_to_women: YesNo | None = said("是否含女职工禁忌劳动", "whether work barred to women workers is part of it")
    with_minors: YesNo | None = said("是否密切接触未成年人", "whether there is close contact with minors")
    record_check: YesNo | None = said("是否在录用前查询违法犯罪记录", "whether criminal records are checked first")
    at_home: YesNo | None = said("是否居家或远程", "whether the work is done at home or remotely")
    children_welcome: YesNo | None = said("工作地点是否可安置孩子", "whether there is a place for children at work")


class GrowthPart(Part):
    """发展."""

    next_step: Words = said("下一级岗位或报酬", "the next step in post or pay", default="")
    review_month: Annotated[int, Field(ge=1, le=60)] | None = said(
        "第几个月首次评议", "month of the first review", "months"
    )
    training: Words = said("培训", "training", default="")
    ordinary_post: YesNo | None = said(
        "是否可申请转为普通岗位并限期答复", "whether she may ask for an ordinary post and gets a dated answer"
    )


class CarePart(Part):
    """照护支持."""

    leave_at_short_notice: YesNo | None = said("孩子生病时可否临时请假", "leave at short notice when a child is ill")
    no_forced_overtime: YesNo | None = said("是否承诺不强制加班", "whether nobody is made to work overtime")
    notice_days: Annotated[int, Field(ge=0, le=90)] | None = said("改班提前通知", "notice of a changed shift", "days")
    nursing_room: YesNo | None = said("是否有母婴室", "whether there is a nursing room")


class VoicePart(Part):
    """诉求."""

    contact: Words = said("职工诉求联系人", "whom a worker may turn to", default="")
    answer_days: Annotated[int, Field(ge=1, le=90)] | None = said("几日内答复", "days until an answer", "days")


class PostFile(Part):
    """岗位文件."""

    title: Words = said("岗位名称", "the title", default="")
    text: LongWords = said("招聘原文", "the advert as published, for wording and declared form", default="")
    source: Literal["own", "reported"] = said(
        "来源：单位自报或媒体转述", "own: by the employer; reported: restated from press or lists", default="own"
    )
    mark: Mark = said("事实的证据等级", "how the facts are known: P by the employer, S press", default=Mark.P)
    place: Place = said("工作地点的区划代码（GB/T 2260）", "code of the place of work (GB/T 2260)", default="")
    place_words: Words = said("工作地点", "the place of work in words", default="")
    occupation: Annotated[str, Field(pattern=r"^(\d-\d{2}-\d{2}-\d{2})?$")] = said(
        "职业编码（《职业分类大典》2022年版）", "code of the occupation (classification of 2022)", default=""
    )
    headcount: Words = said("招聘人数", "the number of places, in words or figures", default="")
    form: Form | None = said(
        "用工形式（钟点工、小时工、兼职即为非全日制）",
        "declared form; 钟点工, 小时工 and 兼职 in the title or text declare part-time",
    )
    expires_on: date | None = said("有效期至", "the last day on which the post stands")
    employer: EmployerPart = EmployerPart()
    pay: PayPart = PayPart()
    hours: HoursPart = HoursPart()
    contract: ContractPart = ContractPart()
    insurance: InsurancePart = InsurancePart()
    asks: AsksPart = AsksPart()
    work: WorkPart = WorkPart()
    growth: GrowthPart = GrowthPart()
    care: CarePart = CarePart()
    voice: VoicePart = VoicePart()
