"""哈尔滨 2024: the definition of the provinces, for women; no money was seen."""

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


@rule(zh="属于文本所指性别", en="of the sex that the text names", article="适用对象")
def sex_ok(sex: Choice, sexes: Choices) -> Condition:
    return among(sex, sexes)


@rule(zh="劳动者当月周岁", en="the worker's age in years in the month")
def worker_age(worker_birth: Day, month: Month) -> Count:
    return years_between(worker_birth, month_end(month))


@rule(zh="原五十岁类别延迟的月数", en="months of delay from a former age of 50", article="渐进式延迟办法第一条")
def delay_from_50(worker_birth: Day, first_birth_50: Month, delay_cap_50: Count) -> Count:
    return clamp((month_of(worker_birth) - first_birth_50) // 2 + 1, 0, delay_cap_50)


@rule(zh="原五十五岁类别延迟的月数", en="months of delay from a former age of 55", article="渐进式延迟办法第一条")
def delay_from_55(worker_birth: Day, first_birth_55: Month, delay_cap_55: Count) -> Count:
    return clamp((month_of(worker_birth) - first_birth_55) // 4 + 1, 0, delay_cap_55)


@rule(zh="达到法定退休年龄的月份", en="the month in which the statutory age is reached", article="渐进式延迟办法第一条")
def retirement_month(worker_birth: Day, former_age: Count, delay_from_50: Count, delay_from_55: Count) -> Month:
    return month_of(worker_birth) + former_age * 12 + where(former_age == 50, delay_from_50, delay_from_55)


@rule(zh="在法定劳动年龄内", en="of legal working age", article="适用对象")
def working_age_ok(worker_age: Count, working_age_from: Count, month: Month, retirement_month: Month) -> Condition:
    return (worker_age >= working_age_from) & (month < retirement_month)


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


@rule(zh="可以上岗", en="may hold the post", article="适用对象")
def post_access(
    in_force: Condition, sex_ok: Condition, working_age_ok: Condition, relation_ok: Condition, child_ok: Condition
) -> Condition:
    return in_force & sex_ok & working_age_ok & relation_ok & child_ok


@rule(zh="补贴本身的条件", en="the conditions of the subsidies themselves", article="补贴")
def money_conditions_ok(money_conditions: Condition) -> Condition:
    return money_conditions


@rule(zh="可以享受补贴", en="may carry a subsidy", article="补贴")
def subsidy_access(post_access: Condition, money_conditions_ok: Condition) -> Condition:
    return post_access & money_conditions_ok


@rule(zh="补贴", en="subsidy", article="补贴")
def subsidy(subsidy_access: Condition, amount: Fen) -> Fen:
    return where(subsidy_access, amount, 0)
