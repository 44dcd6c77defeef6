"""中府函〔2023〕270号: access to the post is wider than access to the subsidy."""

from carepost.domain.rules.language import (
    Choice,
    Choices,
    Condition,
    Count,
    Day,
    Fen,
    Month,
    among,
    clamp,
    month_end,
    month_of,
    month_start,
    rule,
    where,
    years_between,
)


@rule(zh="当月已施行", en="the measures have begun by the month", article="施行日期")
def in_force(month: Month, first_day: Day) -> Condition:
    return month_of(first_day) <= month


@rule(zh="施行后入职", en="hired after the measures began", article="施行日期")
def hired_ok(contract_from: Day, first_day: Day, earlier_hires: Condition) -> Condition:
    return (first_day <= contract_from) | earlier_hires


@rule(zh="用人单位属于适用范围", en="the employer is of a kind that counts", article="适用单位")
def employer_ok(employer_kind: Choice, employer_kinds: Choices) -> Condition:
    return among(employer_kind, employer_kinds)


@rule(zh="负有抚养义务的照护关系", en="a relation with a duty to raise the child", article="适用对象")
def relation_ok(relation: Choice, relations: Choices) -> Condition:
    return among(relation, relations)


@rule(zh="入职日（不早于施行日）", en="the day of hire, not before the measures")
def hire_day(contract_from: Day, first_day: Day, month: Month) -> Day:
    return clamp(contract_from, first_day, month_end(month))


@rule(zh="计龄之日的子女周岁", en="the child's age in years on the day that counts")
def child_age(child_birth: Day, hire_day: Day, month: Month, age_day: Count) -> Count:
    return where(
        age_day == 0,
        years_between(child_birth, hire_day),
        where(
            age_day == 1,
            years_between(child_birth, month_start(month)),
            years_between(child_birth, month_end(month)),
        ),
    )


@rule(zh="子女未超过年龄上限", en="the child is below the age limit", article="适用对象")
def child_ok(child_age: Count, child_age_limit: Count) -> Condition:
    return (child_age >= 0) & (child_age < child_age_limit)


@rule(zh="甲类：抚养12周岁以下子女", en="group a: raises a child under 12", article="适用对象（甲）")
def raises_child(relation_ok: Condition, child_ok: Condition) -> Condition:
    return relation_ok & child_ok


@rule(
    zh="乙类：照护失能、残疾或重病家人",
    en="group b: cares for a family member who is incapacitated, disabled or seriously ill",
    article="适用对象（乙）",
)
def cares_for_adult(relation: Choice) -> Condition:
    return relation == "carer_of_adult"


@rule(
    zh="丙类：就业困难、残疾或患重病", en="group c: hard to employ, disabled or seriously ill", article="适用对象（丙）"
)
def in_difficulty(hard_to_employ: Condition, disabled_or_seriously_ill: Condition) -> Condition:
    return hard_to_employ | disabled_or_seriously_ill


@rule(zh="丁类：毕业五年内", en="group d: a graduate within five years", article="适用对象（丁）")
def recent_graduate(relation: Choice) -> Condition:
    return relation == "graduate"


@rule(
    zh="戊类：网络零售、在线教育、互联网医疗等",
    en="group e: online retail, online education, internet medicine or the like",
    article="适用对象（戊）",
)
def online_industry(named_online_industry: Condition) -> Condition:
    return named_online_industry


@rule(zh="属于五类人员之一", en="in one of the five groups", article="适用对象")
def group_ok(
    raises_child: Condition,
    cares_for_adult: Condition,
    in_difficulty: Condition,
    recent_graduate: Condition,
    online_industry: Condition,
) -> Condition:
    return raises_child | cares_for_adult | in_difficulty | recent_graduate | online_industry


@rule(zh="当月在合同期内", en="the month lies within the contract", article="就业补贴")
def employed(month: Month, contract_from: Day, contract_to: Day) -> Condition:
    return (month_of(contract_from) <= month) & (month <= month_of(contract_to))


@rule(zh="可以上岗", en="may hold the post", article="适用对象")
def post_access(in_force: Condition, hired_ok: Condition, employer_ok: Condition, group_ok: Condition) -> Condition:
    return in_force & hired_ok & employer_ok & group_ok


@rule(zh="可以享受补贴（仅甲类）", en="may carry the subsidy (group a only)", article="就业补贴")
def subsidy_access(
    in_force: Condition, hired_ok: Condition, employer_ok: Condition, raises_child: Condition, employed: Condition
) -> Condition:
    return in_force & hired_ok & employer_ok & raises_child & employed


@rule(zh="就业补贴", en="employment subsidy", article="就业补贴")
def employment_subsidy(subsidy_access: Condition, subsidy_amount: Fen) -> Fen:
    return where(subsidy_access, subsidy_amount, 0)
