"""The fields of a post file. What is absent is not stated; that is an answer of its own, never a default."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from carepost.domain.facts import Mark, Text
from carepost.domain.week import Pattern, WeekError, pattern_from_dict

Yuan = Annotated[Decimal, Field(ge=0, le=10_000_000, description="yuan")]
Hours = Annotated[Decimal, Field(ge=0, le=168, description="hours")]
Form = Literal["part_time", "full_time", "labour_service", "contracting", "platform", "dispatch"]
YesNo = Literal["yes", "no"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EmployerPart(_Part):
    """用人单位."""

    name: str = ""
    credit_code: str = Field("", description="统一社会信用代码, 18 characters")
    dispatch_agency: YesNo | None = Field(None, description="劳务派遣单位")


class PayPart(_Part):
    """薪酬. Amounts in yuan per `per`, without overtime pay and allowances."""

    per: Literal["month", "hour", "day", "piece"] | None = None
    low: Yuan | None = None
    high: Yuan | None = None
    negotiable: YesNo | None = Field(None, description="面议")
    piece: YesNo | None = Field(None, description="计件 or commission, beside or instead of a time wage")
    guaranteed_month: Yuan | None = Field(None, description="保底, yuan a month whatever the output")
    settled_every_days: int | None = Field(None, ge=1, le=366, description="结算周期, days")
    in_kind: YesNo | None = Field(None, description="paid in goods, vouchers or points")
    overtime_workday: Decimal | None = Field(None, ge=0, description="times the hourly pay")
    overtime_rest_day: Decimal | None = Field(None, ge=0, description="times the hourly pay, without time off in lieu")
    overtime_holiday: Decimal | None = Field(None, ge=0, description="times the hourly pay")
    probation: Yuan | None = Field(None, description="pay during probation, in the same unit")


class HoursPart(_Part):
    """工时. `pattern` as the week room writes it; weekly and daily hours may be given where no pattern is."""

    pattern: dict[str, Any] | None = Field(None, description='{"kind": "fixed" | "band" | "slots" | "output", ...}')
    a_day_min: Hours | None = Field(None, description="hours on a day of work, the least")
    a_day_max: Hours | None = Field(None, description="hours on a day of work, the most")
    a_week: Hours | None = None
    days_a_week: Annotated[int, Field(ge=1, le=7)] | None = None
    longest_day: Hours | None = None
    system: Literal["standard", "irregular", "comprehensive"] | None = Field(None, description="标准/不定时/综合计算工时")
    permit: str = Field("", description="number of the special-hours permit 特殊工时许可")
    overtime_month: Hours | None = None
    overtime_day: Hours | None = None
    holiday_work: YesNo | None = Field(None, description="work on statutory holidays")
    set_by_employer: YesNo | None = Field(None, description="attendance or shifts set by the employer")


class ContractPart(_Part):
    """合同."""

    months: Annotated[int, Field(ge=0, le=600)] | None = Field(None, description="0 = until a task is done")
    open_ended: YesNo | None = Field(None, description="无固定期限")
    probation_months: Annotated[Decimal, Field(ge=0, le=24)] | None = None
    nursing_hour: YesNo | None = Field(None, description="哺乳时间 named")


class InsurancePart(_Part):
    """保险."""

    social: YesNo | None = Field(None, description="五险")
    work_injury: YesNo | None = Field(None, description="工伤保险")
    housing_fund: YesNo | None = Field(None, description="公积金")


class AsksPart(_Part):
    """对应聘者的要求."""

    conditions: str = Field("", description="招聘条件, in words")
    sex: Literal["none", "women", "men", "women_preferred", "men_preferred"] | None = None
    age_min: Annotated[int, Field(ge=0, le=120)] | None = None
    age_max: Annotated[int, Field(ge=0, le=120)] | None = None
    proof_of_family: YesNo | None = Field(None, description="proof of marriage or birth asked before an offer")
    fee_or_papers: YesNo | None = Field(None, description="fee, deposit, guarantee, or papers kept")


class WorkPart(_Part):
    """工作内容."""

    duties: str = ""
    barred_to_women: YesNo | None = Field(None, description="女职工禁忌劳动 (lifting > 25 kg, grade 4 labour, mines)")
    with_minors: YesNo | None = Field(None, description="close contact with minors")
    record_check: YesNo | None = Field(None, description="criminal-record check is planned")
    at_home: YesNo | None = Field(None, description="居家 or remote")
    children_welcome: YesNo | None = Field(None, description="a place for children at work")


class GrowthPart(_Part):
    """发展."""

    next_step: str = Field("", description="the next step in post or pay")
    review_month: Annotated[int, Field(ge=1, le=60)] | None = Field(None, description="month of the first review")
    training: str = ""


class CarePart(_Part):
    """照护支持."""

    leave_at_short_notice: YesNo | None = Field(None, description="leave when a child is ill")
    no_forced_overtime: YesNo | None = None
    notice_days: Annotated[int, Field(ge=0, le=90)] | None = Field(None, description="days' notice of a changed shift")
    nursing_room: YesNo | None = Field(None, description="母婴室")


class VoicePart(_Part):
    """诉求."""

    contact: str = Field("", description="whom a worker may turn to")
    answer_days: Annotated[int, Field(ge=1, le=90)] | None = Field(None, description="days until an answer")


class PostFile(_Part):
    """岗位文件."""

    title: str = ""
    text: str = Field("", description="the advert as published, for wording and declared form")
    source: Literal["own", "reported"] = "own"
    mark: Mark = Field(Mark.P, description="how the facts are known: P by the employer itself, S press")
    place: str = Field("", pattern=r"^(\d{6}(\d{3})?)?$", description="GB/T 2260 code of the place of work")
    place_words: str = ""
    headcount: str = ""
    form: Form | None = Field(None, description="declared form; 钟点工, 小时工 and 兼职 in title or text declare part-time")
    expires_on: date | None = None
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


class PostFileError(ValueError):
    """A field of a post file that cannot be read: `field` is its path, `problem` what is expected."""

    def __init__(self, field: str, problem: Text) -> None:
        self.field, self.problem = field, problem
        super().__init__(f"{field}: {problem.en}")


_PROBLEMS = {
    "extra_forbidden": Text("没有这个字段", "there is no such field"),
    "literal_error": Text("应为：{expected}", "expected {expected}"),
    "enum": Text("应为：{expected}", "expected {expected}"),
    "decimal_parsing": Text("应为数字", "expected a number"),
    "int_parsing": Text("应为整数", "expected a whole number"),
    "date_from_datetime_parsing": Text("应为日期，如 2026-12-31", "expected a date such as 2026-12-31"),
    "greater_than_equal": Text("不得小于 {ge}", "must be at least {ge}"),
    "less_than_equal": Text("不得大于 {le}", "must be at most {le}"),
    "string_pattern_mismatch": Text("应为6位或9位区划代码", "expected a place code of 6 or 9 digits"),
}


def post_from(data: object) -> PostFile:
    """Reads a post file. Raises PostFileError for the first field that is wrong, with its path and the remedy."""
    if not isinstance(data, dict):
        raise PostFileError("(file)", Text("应为字段与取值的对应表", "expected a mapping of fields to values"))
    try:
        post = PostFile.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        path = ".".join(str(step) for step in first["loc"]) or "(file)"
        known = _PROBLEMS.get(first["type"])
        context = {key: str(value) for key, value in first.get("ctx", {}).items()}
        problem = known.format(**context) if known else Text(f"无法识别（{first['msg']}）", first["msg"])
        raise PostFileError(path, problem) from None
    pattern_of(post)
    _ordered("pay.high", "pay.low", post.pay.low, post.pay.high)
    _ordered("hours.a_day_max", "hours.a_day_min", post.hours.a_day_min, post.hours.a_day_max)
    _ordered("asks.age_max", "asks.age_min", post.asks.age_min, post.asks.age_max)
    return post


def _ordered(field: str, other: str, low: Decimal | int | None, high: Decimal | int | None) -> None:
    if low is not None and high is not None and high < low:
        raise PostFileError(field, Text(f"不得低于 {other}", f"must not lie below {other}"))


def pattern_of(post: PostFile) -> Pattern | None:
    """The shift pattern of a post, None when it is not stated. Raises PostFileError naming the key that is wrong."""
    if post.hours.pattern is None:
        return None
    try:
        return pattern_from_dict(post.hours.pattern, "hours.pattern")
    except WeekError as error:
        raise PostFileError(error.place, error.problem) from None
