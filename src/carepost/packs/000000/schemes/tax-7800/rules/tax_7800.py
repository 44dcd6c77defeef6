"""公告2023年第15号: relief for hiring the registered unemployed. It does not follow from being a mother."""

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


@rule(zh="对岗位没有条件", en="nothing is asked of the post", article="公告2023年第15号")
def post_access(post_condition: Condition) -> Condition:
    return post_condition


@rule(zh="失业登记满半年", en="registered as unemployed for half a year at hire", article="公告2023年第15号：重点群体")
def unemployed_long_enough(unemployed_since: Day, contract_from: Day, unemployed_months_min: Count) -> Condition:
    return (month_of(contract_from) - month_of(unemployed_since) > unemployed_months_min) | (
        (month_of(contract_from) - month_of(unemployed_since) == unemployed_months_min)
        & (
            contract_from - month_start(month_of(contract_from))
            >= unemployed_since - month_start(month_of(unemployed_since))
        )
    )


@rule(zh="失业登记且满半年", en="registered as unemployed, and for half a year", article="公告2023年第15号：重点群体")
def unemployed_ok(registered_unemployed: Condition, unemployed_long_enough: Condition) -> Condition:
    return registered_unemployed & unemployed_long_enough


@rule(zh="属于重点群体", en="in a group that counts", article="公告2023年第15号：重点群体")
def group_ok(lifted_out_of_poverty: Condition, unemployed_ok: Condition) -> Condition:
    return lifted_out_of_poverty | unemployed_ok


@rule(zh="在政策期内招用", en="hired while the relief is in force", article="公告2023年第15号：期限")
def hired_ok(contract_from: Day, first_day: Day, last_day: Day) -> Condition:
    return (first_day <= contract_from) & (contract_from <= last_day)


@rule(zh="当月在政策期内", en="the month lies within the relief", article="公告2023年第15号：期限")
def in_force(month: Month, first_day: Day, last_day: Day, after_last_day: Condition) -> Condition:
    return (month_of(first_day) <= month) & ((month <= month_of(last_day)) | after_last_day)


@rule(zh="用人单位属于适用范围", en="the employer is of a kind that counts", article="适用单位")
def employer_ok(employer_kind: Choice, employer_kinds: Choices) -> Condition:
    return among(employer_kind, employer_kinds)


@rule(zh="合同整月数", en="whole months of the contract")
def contract_months(contract_from: Day, contract_to: Day) -> Count:
    return (
        month_of(contract_to + 1)
        - month_of(contract_from)
        - where(
            contract_to + 1 - month_start(month_of(contract_to + 1))
            < contract_from - month_start(month_of(contract_from)),
            1,
            0,
        )
    )


@rule(zh="合同满一年", en="a contract of a year", article="公告2023年第15号：合同与社会保险")
def contract_ok(contract_months: Count, contract_months_min: Count) -> Condition:
    return contract_months >= contract_months_min


@rule(zh="用工形式属于适用范围", en="a form of work that counts", article="公告2023年第15号：合同与社会保险")
def form_ok(contract_form: Choice, contract_forms: Choices) -> Condition:
    return among(contract_form, contract_forms)


@rule(zh="当月缴纳社会保险", en="social insurance paid for the month", article="公告2023年第15号：合同与社会保险")
def insured_ok(insured: Condition) -> Condition:
    return insured


@rule(zh="享受未满三十六个月", en="within thirty-six months of the hire", article="公告2023年第15号：期限")
def months_left(month: Month, contract_from: Day, relief_months_max: Count) -> Condition:
    return (month >= month_of(contract_from)) & (month - month_of(contract_from) < relief_months_max)


@rule(zh="合同未终止", en="the contract has not ended", article="公告2023年第15号：合同与社会保险")
def employed(month: Month, contract_to: Day) -> Condition:
    return month <= month_of(contract_to)


@rule(zh="可以享受扣减", en="carries the relief", article="公告2023年第15号")
def subsidy_access(
    in_force: Condition,
    hired_ok: Condition,
    group_ok: Condition,
    employer_ok: Condition,
    contract_ok: Condition,
    form_ok: Condition,
) -> Condition:
    return in_force & hired_ok & group_ok & employer_ok & contract_ok & form_ok


@rule(zh="当月可扣减", en="the relief is due for the month", article="公告2023年第15号")
def relief_due(
    subsidy_access: Condition, insured_ok: Condition, months_left: Condition, employed: Condition
) -> Condition:
    return subsidy_access & insured_ok & months_left & employed


@rule(zh="当月扣减定额", en="the month's quota", article="公告2023年第15号：定额")
def relief(relief_due: Condition, yearly_quota: Fen) -> Fen:
    return where(relief_due, yearly_quota // 12, 0)
