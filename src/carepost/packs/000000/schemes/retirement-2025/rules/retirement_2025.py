"""国务院渐进式延迟法定退休年龄的办法, article 1: which age holds for a month of birth."""

from carepost.domain.rules.language import (
    Choice,
    Condition,
    Count,
    CountTable,
    Month,
    MonthTable,
    minimum,
    rule,
    take,
    where,
)


@rule(zh="出生年月晚于起始年月的月数", en="months of birth after the first that is delayed", article="办法第一条")
def months_after(birth_month: Month, category: Choice, first_birth: MonthTable) -> Count:
    return birth_month - take(first_birth, category)


@rule(zh="适用延迟", en="the age is delayed", article="办法第一条")
def delayed(months_after: Count) -> Condition:
    return months_after >= 0


@rule(zh="每四个月延迟一个月", en="one month later for every four of birth", article="办法第一条")
def by_four(months_after: Count) -> Count:
    return months_after // 4 + 1


@rule(zh="每两个月延迟一个月", en="one month later for every two of birth", article="办法第一条")
def by_two(months_after: Count) -> Count:
    return months_after // 2 + 1


@rule(zh="延迟月数", en="months of delay", article="办法第一条")
def delay(
    delayed: Condition, by_four: Count, by_two: Count, category: Choice, step: CountTable, cap: CountTable
) -> Count:
    return where(delayed, minimum(where(take(step, category) == 2, by_two, by_four), take(cap, category)), 0)


@rule(zh="法定退休年龄（月）", en="statutory age in months", article="办法第一条")
def age_in_months(category: Choice, former_age: CountTable, delay: Count) -> Count:
    return take(former_age, category) * 12 + delay


@rule(zh="达到法定退休年龄的月份", en="the month in which the age is reached", article="办法第一条")
def retirement_month(birth_month: Month, age_in_months: Count) -> Month:
    return birth_month + age_in_months
