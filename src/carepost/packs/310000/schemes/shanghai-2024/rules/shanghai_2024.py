"""上海“生育友好岗”试点: any sex, in principle with a child under 12."""

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


@rule(zh="当月已施行", en="the measures have begun by the month", article="试点起始")
def in_force(month: Month, first_day: Day) -> Condition:
    return month_of(first_day) <= month


@rule(
    zh="原则上负有抚养义务的照护关系", en="in principle a relation with a duty to raise the child", article="适用对象"
)
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


@rule(zh="用工形式在可用之列", en="a form of work that is allowed", article="用工形式")
def form_ok(contract_form: Choice, forms: Choices) -> Condition:
    return among(contract_form, forms)


@rule(zh="可以上岗", en="may hold the post", article="适用对象")
def post_access(in_force: Condition, form_ok: Condition, relation_ok: Condition, child_ok: Condition) -> Condition:
    return in_force & form_ok & relation_ok & child_ok


@rule(zh="现金补贴的条件", en="the conditions of cash for the post", article="现金补贴")
def cash_conditions_ok(cash_conditions: Condition) -> Condition:
    return cash_conditions


@rule(zh="可以享受补贴", en="may carry a subsidy", article="现金补贴")
def subsidy_access(post_access: Condition, cash_conditions_ok: Condition) -> Condition:
    return post_access & cash_conditions_ok


@rule(zh="设岗现金补贴", en="cash for the post", article="现金补贴")
def cash_for_post(subsidy_access: Condition, cash_amount: Fen) -> Fen:
    return where(subsidy_access, cash_amount, 0)
