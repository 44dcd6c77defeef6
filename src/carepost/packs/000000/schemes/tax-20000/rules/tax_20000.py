"""公告2023年第15号: relief for a business of one's own. It does not follow from being a mother."""

from carepost.domain.rules.language import (
    Choice,
    Choices,
    Condition,
    Count,
    Day,
    Fen,
    Month,
    among,
    month_of,
    month_start,
    rule,
    where,
)


@rule(zh="对岗位没有条件", en="nothing is asked of a post", article="公告2023年第15号")
def post_access(post_condition: Condition) -> Condition:
    return post_condition


@rule(
    zh="创业前失业登记满半年",
    en="registered as unemployed for half a year before the business",
    article="公告2023年第15号：重点群体",
)
def unemployed_long_enough(unemployed_since: Day, business_from: Day, unemployed_months_min: Count) -> Condition:
    return (month_of(business_from) - month_of(unemployed_since) > unemployed_months_min) | (
        (month_of(business_from) - month_of(unemployed_since) == unemployed_months_min)
        & (
            business_from - month_start(month_of(business_from))
            >= unemployed_since - month_start(month_of(unemployed_since))
        )
    )


@rule(zh="失业登记且满半年", en="registered as unemployed, and for half a year", article="公告2023年第15号：重点群体")
def unemployed_ok(registered_unemployed: Condition, unemployed_long_enough: Condition) -> Condition:
    return registered_unemployed & unemployed_long_enough


@rule(
    zh="零就业或低保家庭的登记失业人员",
    en="registered as unemployed, of a household without work or on allowance",
    article="公告2023年第15号：重点群体",
)
def household_ok(
    registered_unemployed: Condition, low_income_household: Condition, household_counts: Condition
) -> Condition:
    return registered_unemployed & low_income_household & household_counts


@rule(zh="毕业年度内高校毕业生", en="a graduate in the year of graduation", article="公告2023年第15号：重点群体")
def graduate_ok(relation: Choice, graduates_count: Condition) -> Condition:
    return (relation == "graduate") & graduates_count


@rule(zh="属于重点群体", en="in a group that counts", article="公告2023年第15号：重点群体")
def group_ok(
    lifted_out_of_poverty: Condition, unemployed_ok: Condition, household_ok: Condition, graduate_ok: Condition
) -> Condition:
    return lifted_out_of_poverty | unemployed_ok | household_ok | graduate_ok


@rule(zh="从事个体经营", en="runs an individual business", article="公告2023年第15号：个体经营")
def business_ok(business_kind: Choice, business_kinds: Choices) -> Condition:
    return among(business_kind, business_kinds)


@rule(zh="在政策期内登记", en="registered while the relief is in force", article="公告2023年第15号：期限")
def registered_ok(business_from: Day, first_day: Day, last_day: Day, earlier_registrations: Condition) -> Condition:
    return ((first_day <= business_from) | earlier_registrations) & (business_from <= last_day)


@rule(zh="当月在政策期内", en="the month lies within the relief", article="公告2023年第15号：期限")
def in_force(month: Month, first_day: Day, last_day: Day, after_last_day: Condition) -> Condition:
    return (month_of(first_day) <= month) & ((month <= month_of(last_day)) | after_last_day)


@rule(zh="登记后三十六个月内", en="within thirty-six months of the registration", article="公告2023年第15号：期限")
def months_left(month: Month, business_from: Day, relief_months_max: Count) -> Condition:
    return (month >= month_of(business_from)) & (month - month_of(business_from) < relief_months_max)


@rule(zh="可以享受扣减", en="carries the relief", article="公告2023年第15号")
def subsidy_access(
    in_force: Condition, registered_ok: Condition, group_ok: Condition, business_ok: Condition
) -> Condition:
    return in_force & registered_ok & group_ok & business_ok


@rule(zh="当月可扣减", en="the relief is due for the month", article="公告2023年第15号")
def relief_due(subsidy_access: Condition, months_left: Condition) -> Condition:
    return subsidy_access & months_left


@rule(zh="当月扣减限额", en="the month's limit", article="公告2023年第15号：限额")
def relief(relief_due: Condition, yearly_limit: Fen) -> Fen:
    return where(relief_due, yearly_limit // 12, 0)
