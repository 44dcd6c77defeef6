"""中府函〔2022〕226号, as far as its text was found. Who may hold a post and who may carry a subsidy are separate."""

from carepost.domain.rules.language import (
    Choice,
    Choices,
    Condition,
    Count,
    Day,
    Fen,
    Month,
    among,
    month_end,
    month_of,
    rule,
    where,
    years_between,
)


@rule(zh="有抚养义务的照护关系", en="a relation with a duty to raise", article="适用对象")
def relation_ok(relation: Choice, relations: Choices) -> Condition:
    return among(relation, relations)


@rule(zh="子女周岁年龄", en="the child's age in years")
def child_age(child_birth: Day, month: Month) -> Count:
    return years_between(child_birth, month_end(month))


@rule(zh="子女未满年龄上限", en="the child is below the age limit", article="适用对象")
def child_ok(child_age: Count, child_age_limit: Count) -> Condition:
    return (child_age >= 0) & (child_age < child_age_limit)


@rule(zh="用人单位属于适用范围", en="the employer is of a kind that counts", article="适用单位")
def employer_ok(employer_kind: Choice, employer_kinds: Choices) -> Condition:
    return among(employer_kind, employer_kinds)


@rule(zh="在施行期内入职", en="hired while the measures were in force", article="施行日期")
def hired_in_force(contract_from: Day, hired_from: Day, hired_until: Day) -> Condition:
    return (hired_from <= contract_from) & (contract_from <= hired_until)


@rule(zh="当月在合同期内", en="the month lies within the contract")
def employed(month: Month, contract_from: Day, contract_to: Day) -> Condition:
    return (month_of(contract_from) <= month) & (month <= month_of(contract_to))


@rule(zh="合同满最短月数", en="the contract is long enough", article="社会保险补贴")
def contract_ok(contract_from: Day, contract_to: Day, contract_months_min: Count) -> Condition:
    return month_of(contract_to + 1) - month_of(contract_from) >= contract_months_min


@rule(zh="已参保月数", en="months insured so far", before=0)
def insured_months(prev_insured_months: Count, insured: Condition) -> Count:
    return prev_insured_months + insured


@rule(zh="参保满规定月数", en="insured long enough", article="社会保险补贴")
def insured_ok(insured_months: Count, insured_months_min: Count) -> Condition:
    return insured_months >= insured_months_min


@rule(zh="可以上岗", en="may hold the post", article="适用对象")
def post_access(relation_ok: Condition, child_ok: Condition, employer_ok: Condition) -> Condition:
    return relation_ok & child_ok & employer_ok


@rule(zh="可以享受补贴", en="may carry a subsidy", article="适用对象")
def subsidy_access(post_access: Condition, hired_in_force: Condition, employed: Condition) -> Condition:
    return post_access & hired_in_force & employed


@rule(zh="符合社会保险补贴条件", en="the social-insurance subsidy is due", article="社会保险补贴")
def insurance_due(
    subsidy_access: Condition, contract_ok: Condition, insured: Condition, insured_ok: Condition
) -> Condition:
    return subsidy_access & contract_ok & insured & insured_ok


@rule(zh="社会保险补贴未满最长月数", en="months of the social-insurance subsidy are left", article="社会保险补贴")
def insurance_left(prev_insurance_paid: Count, insurance_months_max: Count) -> Condition:
    return prev_insurance_paid < insurance_months_max


@rule(zh="已领社会保险补贴月数", en="months of the social-insurance subsidy so far", before=0)
def insurance_paid(prev_insurance_paid: Count, insurance_due: Condition, insurance_left: Condition) -> Count:
    return prev_insurance_paid + (insurance_due & insurance_left)


@rule(zh="社会保险补贴", en="social-insurance subsidy", article="社会保险补贴")
def insurance_subsidy(insurance_due: Condition, insurance_left: Condition, insurance_amount: Fen) -> Fen:
    return where(insurance_due & insurance_left, insurance_amount, 0)


@rule(zh="岗位补贴未满最长月数", en="months of the post subsidy are left", article="岗位补贴")
def post_left(prev_post_paid: Count, months_max: Count) -> Condition:
    return prev_post_paid < months_max


@rule(zh="已领岗位补贴月数", en="months of the post subsidy so far", before=0)
def post_paid(prev_post_paid: Count, subsidy_access: Condition, post_left: Condition) -> Count:
    return prev_post_paid + (subsidy_access & post_left)


@rule(zh="岗位补贴", en="post subsidy", article="岗位补贴")
def post_subsidy(subsidy_access: Condition, post_left: Condition, post_amount: Fen) -> Fen:
    return where(subsidy_access & post_left, post_amount, 0)


@rule(zh="属于灵活就业", en="works flexibly", article="灵活就业人员")
def flexible(contract_form: Choice) -> Condition:
    return contract_form != "full_time"


@rule(zh="灵活就业补贴", en="subsidy of a flexible worker", article="灵活就业人员")
def flexible_subsidy(subsidy_access: Condition, flexible: Condition, post_left: Condition, flexible_amount: Fen) -> Fen:
    return where(subsidy_access & flexible & post_left, flexible_amount, 0)
