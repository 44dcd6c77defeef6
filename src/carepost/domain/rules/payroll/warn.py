"""What a reader of a pay slip must know beside its figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from carepost.domain.facts import Mark, Text
from carepost.domain.rules.payroll.contributions import INJURY, PENSION, Row
from carepost.domain.rules.payroll.names import insurance_label
from carepost.domain.rules.payroll.slip import Payer, PayLine, PayWarning
from carepost.domain.rules.store import NOT_STATED, Absence, Doubt, halves

_PAYERS = {Payer.EMPLOYER: Text("单位", "employer"), Payer.EMPLOYEE: Text("个人", "employee")}
_TAX = Text("个人所得税", "income tax")
_DOUBTS = {
    Doubt.MAY_HAVE_LAPSED: Text(
        "{name}：按日期仍适用，但未找到续期文件，可能已失效。",
        "{name}: applied by its dates, but no renewal was found; it may have lapsed.",
    ),
    Doubt.CONFLICT: Text("{name}：来源之间不一致（{note}）。", "{name}: sources disagree ({note})."),
    Doubt.UNCONFIRMED: Text("{name}：数值未经确认（{note}）。", "{name}: not confirmed ({note})."),
}
WAGE_AS_BASE = PayWarning(
    "wage_as_base",
    Text(
        "以当月工资为缴费基数；法律规定为上年度月平均工资（新入职为首月工资）。默认为非本地户籍，个税按首月计算。",
        "The base is the month's wage; the law takes last year's average (a new hire's first month). The worker is "
        "taken as non-local and the tax as that of a first month.",
    ),
)
PART_TIME_INJURY = PayWarning(
    "part_time_injury_base",
    Text(
        "非全日制工伤保险按实际工资计算，不套用基数下限；当地基数范围可能不同。",
        "Work injury for part-time work is counted on actual pay without the floor; the local range may differ.",
    ),
)
NO_INSURANCE = PayWarning(
    "no_insurance",
    Text(
        "劳务或平台用工不含五险一金；商业意外险不能代替工伤保险。",
        "Labour service and platform work bring no social insurance or housing fund; accident cover does not replace "
        "work-injury insurance.",
    ),
)
NO_CHILD_DEDUCTION = PayWarning(
    "no_child_deduction",
    Text(
        "此种用工在预扣时不能扣除婴幼儿照护专项附加扣除。",
        "The deduction for children under 3 is not taken when tax is withheld from this form of work.",
    ),
)
OVER_AGE = PayWarning(
    "over_age",
    Text(
        "超过法定退休年龄：单位须缴工伤保险（2026-07-01起，五部门令第56号）；缴费细则未载明，按职工基数范围计算。",
        "Above the statutory age: the employer owes work-injury insurance (from 2026-07-01, order No. 56); how it is "
        "counted is not stated, the range for employees is used.",
    ),
)
OVER_AGE_BEFORE = PayWarning(
    "over_age_before_2026_07",
    Text(
        "超过法定退休年龄：2026-07-01之前没有必须缴纳的社会保险。",
        "Above the statutory age: before 2026-07-01 no social insurance is compulsory.",
    ),
)
NET_NOT_STATED = PayWarning(
    "net_of_floor_not_stated",
    Text(
        "当地是否剔除个人缴纳的社会保险和公积金未载明：以最低工资标准本身为应发工资。",
        "Whether the local floor is net of her own contributions is not stated: the floor itself is the gross.",
    ),
)


def row_name(row: Row) -> Text:
    """A row as people say it: 养老保险（单位）."""
    return _said(row.name, row.payer)


def _said(insurance: str, payer: Payer) -> Text:
    label, who = insurance_label(insurance), _PAYERS[payer]
    return Text(f"{label.zh}（{who.zh}）", f"{label.en} ({who.en})")


def of_rows(rows: Iterable[Row], first: date) -> Iterator[PayWarning]:
    """What is not known, doubtful or not stated about the rows of a month; one warning per kind and doubt."""
    told = set()
    for row in rows:
        for warning in _of_row(row, first):
            if (warning.code, row.kind) not in told:
                told.add((warning.code, row.kind))
                yield warning


def _of_row(row: Row, first: date) -> Iterator[PayWarning]:
    name = row_name(row)
    if not row.known:
        code = "may_have_lapsed" if row.answer.absence is Absence.LAPSED else "unknown"
        text = Text("{name}：当月没有已知数值，结果未知。{reason}", "{name}: no known value in this month. {reason}")
        yield PayWarning(code, text.format(name=name, reason=row.answer.reason))
        return
    main = row.main
    doubt = main.doubted(first) if main else None
    if main is not None and doubt is not None:
        yield PayWarning(doubt.value, _DOUBTS[doubt].format(name=name, note=halves(main.note or doubt.value)))
    fixed = row.values.get("fixed_amount")
    if fixed is None and _fixed_not_stated(row):
        text = Text(
            "{name}：当地大额医疗补助金额未载明，按0计。",
            "{name}: the fixed sum for large-sum cover is not stated; 0 is used.",
        )
        yield PayWarning("fixed_amount_not_stated", text.format(name=name))


def _fixed_not_stated(row: Row) -> bool:
    return row.fixed_absent is not None and row.fixed_absent.value == NOT_STATED


def above_ceiling(rows: Iterable[Row], wage: Decimal, pension: Row | None) -> Iterator[PayWarning]:
    """A ceiling that no source gives, for a wage above the pension ceiling."""
    top = pension.number("base_ceiling") if pension else None
    if top is None or wage <= top:
        return
    told = set()
    for row in rows:
        blank = row.known and "base_ceiling" not in row.values
        if blank and row.kind not in (INJURY, PENSION) and row.kind not in told:
            told.add(row.kind)
            text = Text(
                "{name}：缴费基数上限未载明，按无上限计算。",
                "{name}: the ceiling of the base is not stated; none is applied.",
            )
            yield PayWarning("ceiling_not_stated", text.format(name=row_name(row)))


def below_p(lines: Iterable[PayLine], tax: Mark | None) -> Iterator[PayWarning]:
    """One warning that names what rests on less than the primary text."""
    weak = [(_said(line.insurance, line.payer), line.mark) for line in lines if line.mark is not Mark.P]
    if tax is not None and tax is not Mark.P:
        weak.append((_TAX, tax))
    if weak:
        zh, en = ("，".join(f"{what.say(tongue)}={mark}" for what, mark in weak) for tongue in ("zh", "en"))
        yield PayWarning("below_p", Text(f"证据低于P（原文）：{zh}。", f"Evidence below P (primary text): {en}."))


def no_data(place: str) -> PayWarning:
    """A place without contribution rows."""
    return PayWarning(
        "no_data",
        Text(f"没有{place}的社会保险数据，结果未知。", f"There are no social-insurance data for {place}; unknown."),
    )


def below_floor(floor: Decimal, unit: Text, mark: Mark, *, net: bool = False) -> PayWarning:
    """Pay below the minimum wage of the place of work."""
    what = Text("扣除个人社保公积金后", "pay after the worker's own contributions") if net else Text("工资", "pay")
    return PayWarning(
        "below_minimum_wage",
        Text(
            f"{what.zh}低于当地最低工资标准{floor}{unit.zh}（{mark.label.zh}）。",
            f"The {what.en} is below the local minimum wage of {floor} {unit.en} ({mark.label.en}).",
        ),
    )


def plain(code: str, zh: str, en: str) -> PayWarning:
    """A warning in two languages."""
    return PayWarning(code, Text(zh, en))
