"""湘潭市: most of the text was not found, so most answers are unknown."""

from carepost.domain.rules.language import (
    Choice,
    Choices,
    Condition,
    Day,
    Fen,
    Month,
    among,
    month_of,
    rule,
    where,
)


@rule(zh="当月在施行期内", en="the month lies within the time of the measures", article="施行日期")
def in_force(month: Month, first_day: Day, last_day: Day) -> Condition:
    return (month_of(first_day) <= month) & (month <= month_of(last_day))


@rule(zh="属于文本所指性别", en="of the sex that the text names", article="适用对象")
def sex_ok(sex: Choice, sexes: Choices) -> Condition:
    return among(sex, sexes)


@rule(zh="其余人员条件", en="the remaining conditions of the worker", article="适用对象")
def post_conditions_ok(post_conditions: Condition) -> Condition:
    return post_conditions


@rule(zh="可以上岗", en="may hold the post", article="适用对象")
def post_access(in_force: Condition, sex_ok: Condition, post_conditions_ok: Condition) -> Condition:
    return in_force & sex_ok & post_conditions_ok


@rule(zh="补贴本身的条件", en="the conditions of the subsidies themselves", article="补贴")
def money_conditions_ok(money_conditions: Condition) -> Condition:
    return money_conditions


@rule(zh="可以享受补贴", en="may carry a subsidy", article="补贴")
def subsidy_access(post_access: Condition, money_conditions_ok: Condition) -> Condition:
    return post_access & money_conditions_ok


@rule(zh="补贴", en="subsidy", article="补贴")
def subsidy(subsidy_access: Condition, amount: Fen) -> Fen:
    return where(subsidy_access, amount, 0)
