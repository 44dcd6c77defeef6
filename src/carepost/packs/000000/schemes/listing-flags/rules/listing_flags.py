"""Flags on reported posts and figures, with reasons. A press report is no proof: a flag is no verdict."""

from carepost.domain.rules.language import (
    Choice,
    Choices,
    Condition,
    Count,
    Fen,
    among,
    rule,
)


@rule(zh="报酬下限低于小时最低工资", en="the lowest pay is below the hourly minimum", article="最低工资规定")
def hourly_below(pay_hour_low: Fen, hourly_floor: Fen) -> Condition:
    return pay_hour_low < hourly_floor


@rule(zh="每日工时超过非全日制上限", en="more hours a day than part-time work allows", article="劳动合同法第六十八条")
def day_too_long(hours_a_day_max: Count, part_time_hours: Count) -> Condition:
    return hours_a_day_max > part_time_hours


@rule(zh="结算周期超过非全日制上限", en="paid less often than part-time work allows", article="劳动合同法第七十二条")
def paid_too_late(pay_every_days: Count, part_time_cycle: Count) -> Condition:
    return pay_every_days > part_time_cycle


@rule(zh="作为非全日制有疑点", en="doubtful as part-time work", article="非全日制用工")
def part_time_flag(hourly_below: Condition, day_too_long: Condition, paid_too_late: Condition) -> Condition:
    return hourly_below | day_too_long | paid_too_late


@rule(zh="低于全日制月最低工资", en="below the monthly minimum of full-time work", article="最低工资规定")
def monthly_below(pay_month_high: Fen, monthly_floor: Fen) -> Condition:
    return pay_month_high < monthly_floor


@rule(zh="非全日制", en="part-time", article="劳动合同法第六十八条")
def part_time(contract_form: Choice) -> Condition:
    return contract_form == "part_time"


@rule(
    zh="月薪合法（达到最低工资，或为非全日制）",
    en="the monthly pay is lawful: at the minimum, or part-time work",
    article="最低工资规定",
)
def monthly_pay_lawful(monthly_below: Condition, part_time: Condition) -> Condition:
    return ~monthly_below | part_time


@rule(zh="计件折算小时报酬", en="pay an hour at the price a piece")
def piece_hourly(piece_price: Fen, pieces_an_hour: Count) -> Fen:
    return piece_price * pieces_an_hour


@rule(zh="计件折算低于小时最低工资", en="by the piece, below the hourly minimum", article="最低工资规定")
def piece_below(piece_hourly: Fen, hourly_floor: Fen) -> Condition:
    return piece_hourly < hourly_floor


@rule(zh="违反妇女权益保障法第四十三条", en="against article 43 of the women's law", article="妇女权益保障法第四十三条")
def breaks_law(prefers_sex: Choice, barred_by_law: Choices) -> Condition:
    return among(prefers_sex, barred_by_law)


@rule(zh="不合九部门通知", en="against the notice of the nine departments", article="九部门2019年通知")
def breaks_notice(prefers_sex: Choice, barred_by_notice: Choices) -> Condition:
    return among(prefers_sex, barred_by_notice)


@rule(
    zh="有争议：法律未禁而通知禁止",
    en="contested: the law lets it pass, the notice does not",
    article="九部门2019年通知",
)
def contested(breaks_notice: Condition, breaks_law: Condition) -> Condition:
    return breaks_notice & ~breaks_law


@rule(
    zh="以婚育状况优先，曾被认定为歧视",
    en="prefers by marriage or childbearing, which regulators challenged",
    article="九部门2019年通知",
)
def flagged_wording(prefers_married_or_parent: Condition) -> Condition:
    return prefers_married_or_parent


@rule(zh="统计同一事项", en="both count the same thing", article="数据口径")
def same_thing(first_counts: Choice, second_counts: Choice) -> Condition:
    return ((first_counts == "registered_posts") & (second_counts == "registered_posts")) | (
        (first_counts == "employed_people") & (second_counts == "employed_people")
    )


@rule(zh="可以相加", en="the figures may be added", article="数据口径")
def may_be_added(same_thing: Condition, known_apart: Condition) -> Condition:
    return same_thing & known_apart
