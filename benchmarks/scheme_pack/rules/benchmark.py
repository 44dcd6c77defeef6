"""Seventeen rules of an invented scheme."""

from carepost.domain.rules.language import (
    Choice,
    Choices,
    Condition,
    Count,
    CountTable,
    Fen,
    Month,
    among,
    rule,
    take,
    where,
)


@rule(zh="关系符合", en="the relation counts")
def relation_ok(relation: Choice, relations: Choices) -> Condition:
    return among(relation, relations)


@rule(zh="本人年龄", en="age")
def age(month: Month, birth: Month) -> Count:
    return (month - birth) // 12


@rule(zh="年龄符合", en="of working age")
def age_ok(age: Count, age_min: Count, age_max: CountTable, relation: Choice) -> Condition:
    return (age >= age_min) & (age < take(age_max, relation))


@rule(zh="子女年龄", en="the child's age")
def child_age(month: Month, child_birth: Month) -> Count:
    return (month - child_birth) // 12


@rule(zh="子女年龄符合", en="the child is young enough")
def child_ok(child_age: Count, child_max: Count) -> Condition:
    return (child_age >= 0) & (child_age < child_max)


@rule(zh="在合同期内", en="within the contract")
def active(month: Month, start: Month, end: Month) -> Condition:
    return (start <= month) & (month <= end)


@rule(zh="合同已满月数", en="months of the contract so far")
def contract_months(active: Condition, month: Month, start: Month) -> Count:
    return where(active, month - start + 1, 0)


@rule(zh="合同月数符合", en="long enough under contract")
def contract_ok(contract_months: Count, contract_min: Count) -> Condition:
    return contract_months >= contract_min


@rule(zh="工资符合", en="paid enough")
def wage_ok(wage: Fen, floor: Fen) -> Condition:
    return wage >= floor


@rule(zh="当月参保", en="insured")
def insured(month: Month, insured_from: Month, insured_to: Month) -> Condition:
    return (insured_from <= month) & (month <= insured_to)


@rule(zh="参保月数", en="months insured")
def insured_months(insured: Condition, month: Month, insured_from: Month) -> Count:
    return where(insured, month - insured_from + 1, 0)


@rule(zh="参保月数符合", en="insured long enough")
def insured_ok(insured_months: Count, insured_min: Count) -> Condition:
    return insured_months >= insured_min


@rule(zh="不在排除范围", en="not excluded")
def not_excluded(other_subsidy: Condition, shareholder: Condition) -> Condition:
    return ~(other_subsidy | shareholder)


@rule(zh="符合条件", en="eligible")
def eligible(
    relation_ok: Condition,
    not_excluded: Condition,
    flexible: Condition,
    age_ok: Condition,
    child_ok: Condition,
    active: Condition,
    contract_ok: Condition,
    wage_ok: Condition,
    insured_ok: Condition,
) -> Condition:
    return relation_ok & not_excluded & flexible & age_ok & child_ok & active & contract_ok & wage_ok & insured_ok


@rule(zh="当月发放", en="paid in the month")
def granted(eligible: Condition, prev_paid: Count, months_max: Count) -> Condition:
    return eligible & (prev_paid < months_max)


@rule(zh="已发月数", en="months paid so far", before=0)
def paid(prev_paid: Count, granted: Condition) -> Count:
    return prev_paid + granted


@rule(zh="补贴金额", en="subsidy")
def subsidy(granted: Condition, amount: Fen) -> Fen:
    return where(granted, amount, 0)
