"""The folded parts of a post page: what is stated of each matter, and what is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext, ngettext

from carepost.domain.standard import PostFile
from carepost.records.posts import Post
from carepost.web.public.rows import Row, recorded

MOST_IN_TEASER = 2


@dataclass(frozen=True, slots=True)
class Section:
    """A matter with the lines that are stated, and the names of those that are not."""

    title: str
    rows: tuple[Row, ...]
    silent: tuple[str, ...]

    @property
    def teaser(self) -> tuple[Row, ...]:
        """What stands beside the title while the section is folded."""
        return self.rows[:MOST_IN_TEASER]


def sections_of(post: Post, facts: PostFile) -> tuple[Section, ...]:
    """What a post says beyond its five facts, in the order in which a carer asks."""
    return (
        _section(gettext("保险和合同"), _terms(facts)),
        _section(gettext("工时和休息"), _hours(facts)),
        _section(gettext("结算和加班费"), _payment(facts)),
        _section(gettext("做什么、要求什么"), _asked(post, facts)),
        _section(gettext("以后的发展"), _growth(facts)),
        _section(gettext("照顾孩子的支持"), _care(facts)),
        _section(gettext("有话找谁说"), _voice(facts)),
    )


def insurance_of(facts: PostFile) -> str:
    """The insurances in a few words; "" where nothing is stated."""
    if facts.insurance.social == "yes":
        return gettext("参加社会保险")
    if facts.insurance.work_injury == "yes":
        return gettext("缴工伤保险；其他社会保险{other}").format(
            other=gettext("不参加") if facts.insurance.social == "no" else gettext("未载明")
        )
    return gettext("不参加社会保险") if facts.insurance.social == "no" else ""


def _section(title: str, rows: list[Row]) -> Section:
    return Section(title, tuple(r for r in rows if r[1]), tuple(label for label, value in rows if not value))


def _terms(facts: PostFile) -> list[Row]:
    contract, insurance = facts.contract, facts.insurance
    return [
        (gettext("社会保险"), _either(insurance.social, gettext("参加"), gettext("不参加"))),
        (gettext("工伤保险"), _either(insurance.work_injury, gettext("缴纳"), gettext("不缴纳"))),
        (gettext("住房公积金"), _either(insurance.housing_fund, gettext("缴存"), gettext("不缴存"))),
        (gettext("用工形式"), _forms().get(facts.form or "", "")),
        (gettext("合同期限"), _length(facts)),
        (gettext("书面合同"), _either(contract.written, gettext("订立"), gettext("不订立"))),
        (gettext("弹性安排"), _either(contract.flexibility_clause, gettext("写入合同"), gettext("不写入合同"))),
        (gettext("试用期"), _probation(facts)),
    ]


def _hours(facts: PostFile) -> list[Row]:
    hours = facts.hours
    return [
        (gettext("中间休息"), _minutes(hours.break_minutes)),
        (gettext("每周工时"), _amount(gettext("{number} 小时"), hours.a_week)),
        (gettext("工时制度"), _system(facts)),
        (gettext("每月加班"), _overtime(hours.overtime_month)),
        (gettext("法定节假日"), _either(hours.holiday_work, gettext("要上班"), gettext("不上班"))),
        (gettext("谁来排班"), _either(hours.set_by_employer, gettext("单位排班或考勤"), gettext("自己安排"))),
        (gettext("改班提前通知"), _days(facts.care.notice_days)),
    ]


def _payment(facts: PostFile) -> list[Row]:
    pay = facts.pay
    times = gettext("{number} 倍")
    return [
        (gettext("结算周期"), _every(pay.settled_every_days)),
        (gettext("试用期工资"), _amount(gettext("{number} 元"), pay.probation)),
        (gettext("计件保底"), _amount(gettext("{number} 元/月"), pay.guaranteed_month)),
        (gettext("工作日加班费"), _amount(times, pay.overtime_workday)),
        (gettext("休息日加班费"), _amount(times, pay.overtime_rest_day)),
        (gettext("法定节假日工资"), _amount(times, pay.overtime_holiday)),
    ]


def _asked(post: Post, facts: PostFile) -> list[Row]:
    asks, work = facts.asks, facts.work
    return [
        (gettext("工作内容"), recorded(work.duties)),
        (gettext("招聘条件"), recorded(asks.conditions or post.requirements_text)),
        *([(gettext("必备技能"), recorded(asks.skills))] if asks.skills else []),
        *([(gettext("优先技能"), recorded(asks.skills_wished))] if asks.skills_wished else []),
        (gettext("年龄"), _ages(asks.age_min, asks.age_max)),
        (gettext("性别"), _sexes().get(asks.sex or "", "")),
        (gettext("面试"), _either(asks.no_family_questions, gettext("承诺不问婚育"), gettext("没有承诺不问婚育"))),
        (gettext("婚育证明"), _either(asks.proof_of_family, gettext("要求提供"), gettext("不要求"))),
        (gettext("收费、押金、扣证件"), _either(asks.fee_or_papers, gettext("有"), gettext("没有"))),
        (gettext("居家或远程"), _either(work.at_home, gettext("可以"), gettext("不可以"))),
    ]


def _growth(facts: PostFile) -> list[Row]:
    growth = facts.growth
    month = gettext("第 {number} 个月")
    return [
        (gettext("下一步"), recorded(growth.next_step)),
        (gettext("首次评议"), month.format(number=growth.review_month) if growth.review_month else ""),
        (gettext("培训"), recorded(growth.training)),
        (
            gettext("转为普通岗位"),
            _either(growth.ordinary_post, gettext("可以申请，限期答复"), gettext("不可以申请")),
        ),
    ]


def _care(facts: PostFile) -> list[Row]:
    care = facts.care
    return [
        (gettext("孩子生病临时请假"), _either(care.leave_at_short_notice, gettext("可以"), gettext("不可以"))),
        (gettext("强制加班"), _either(care.no_forced_overtime, gettext("承诺没有"), gettext("没有承诺"))),
        (gettext("母婴室"), _either(care.nursing_room, gettext("有"), gettext("没有"))),
        (gettext("带孩子到单位"), _either(facts.work.children_welcome, gettext("可以安置"), gettext("不可以"))),
        (gettext("哺乳时间"), _either(facts.contract.nursing_hour, gettext("写明"), gettext("没有写明"))),
    ]


def _voice(facts: PostFile) -> list[Row]:
    return [
        (gettext("职工诉求联系人"), recorded(facts.voice.contact)),
        (gettext("答复时限"), _days(facts.voice.answer_days)),
    ]


def _either(value: str | None, yes: str, no: str) -> str:
    return {"yes": yes, "no": no}.get(value or "", "")


def _amount(form: str, value: Decimal | None) -> str:
    return "" if value is None else form.format(number=f"{value.normalize():f}")


def _days(number: int | None) -> str:
    return "" if number is None else ngettext("{number} 天", "{number} 天", number).format(number=number)


def _every(days: int | None) -> str:
    return "" if days is None else ngettext("每 {number} 天", "每 {number} 天", days).format(number=days)


def _minutes(number: int | None) -> str:
    if number == 0:
        return gettext("没有")
    return "" if number is None else gettext("{number} 分钟，不计工时").format(number=number)


def _overtime(hours: Decimal | None) -> str:
    return gettext("不加班") if hours == 0 else _amount(gettext("{number} 小时"), hours)


def _ages(least: int | None, most: int | None) -> str:
    if least is not None and most is not None:
        return gettext("{least}–{most} 岁").format(least=least, most=most)
    if least is not None:
        return gettext("{least} 岁以上").format(least=least)
    return gettext("{most} 岁以下").format(most=most) if most is not None else ""


def _length(facts: PostFile) -> str:
    if facts.contract.open_ended == "yes":
        return gettext("无固定期限")
    months = facts.contract.months
    if months == 0:
        return gettext("以完成任务为期限")
    return "" if months is None else ngettext("{number} 个月", "{number} 个月", months).format(number=months)


def _probation(facts: PostFile) -> str:
    months = facts.contract.probation_months
    return gettext("没有") if months == 0 else _amount(gettext("{number} 个月"), months)


def _system(facts: PostFile) -> str:
    systems = {
        "standard": gettext("标准工时"),
        "irregular": gettext("不定时工作制"),
        "comprehensive": gettext("综合计算工时"),
    }
    return systems.get(facts.hours.system or "", "")


def _forms() -> Mapping[str, str]:
    return {
        "part_time": gettext("非全日制（钟点工、小时工、兼职）"),
        "full_time": gettext("全日制"),
        "labour_service": gettext("劳务"),
        "contracting": gettext("承揽"),
        "platform": gettext("平台用工"),
        "dispatch": gettext("劳务派遣"),
    }


def _sexes() -> Mapping[str, str]:
    return {
        "none": gettext("不限"),
        "women": gettext("写明只招女性"),
        "men": gettext("写明只招男性"),
        "women_preferred": gettext("写明女性优先"),
        "men_preferred": gettext("写明男性优先"),
    }
