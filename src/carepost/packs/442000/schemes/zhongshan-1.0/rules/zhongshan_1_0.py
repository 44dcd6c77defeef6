"""中府函〔2022〕226号, as far as its text was found. Who may hold the post and who may carry a subsidy are separate."""

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


@rule(zh="用人单位属于适用范围", en="the employer is of a kind that counts", article="适用单位")
def employer_ok(employer_kind: Choice, employer_kinds: Choices) -> Condition:
    return among(employer_kind, employer_kinds)


@rule(zh="在施行期内入职", en="hired while the measures were in force", article="施行日期")
def hired_ok(contract_from: Day, first_day: Day, hired_until: Day, earlier_hires: Condition) -> Condition:
    return ((first_day <= contract_from) | earlier_hires) & (contract_from <= hired_until)


@rule(zh="当月在施行期内", en="the month lies within the time of the measures", article="施行日期")
def in_force(month: Month, first_day: Day, trial_end: Day, runs_on: Condition) -> Condition:
    return (month_of(first_day) <= month) & ((month <= month_of(trial_end)) | runs_on)


@rule(zh="当月在合同期内", en="the month lies within the contract", article="补贴期限")
def employed(month: Month, contract_from: Day, contract_to: Day) -> Condition:
    return (month_of(contract_from) <= month) & (month <= month_of(contract_to))


@rule(zh="可以上岗", en="may hold the post", article="适用对象")
def post_access(
    in_force: Condition, hired_ok: Condition, employer_ok: Condition, relation_ok: Condition, child_ok: Condition
) -> Condition:
    return in_force & hired_ok & employer_ok & relation_ok & child_ok


@rule(zh="可以享受补贴", en="may carry a subsidy", article="适用对象")
def subsidy_access(post_access: Condition, employed: Condition) -> Condition:
    return post_access & employed


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


@rule(zh="合同满最短月数", en="the contract is long enough", article="社会保险补贴")
def contract_ok(contract_months: Count, contract_months_min: Count) -> Condition:
    return contract_months >= contract_months_min


@rule(
    zh="用工形式可享受社会保险补贴",
    en="a form of work that carries the social-insurance subsidy",
    article="社会保险补贴",
)
def insurance_form_ok(contract_form: Choice, insurance_forms: Choices) -> Condition:
    return among(contract_form, insurance_forms)


@rule(zh="当月按规定参保", en="social insurance paid for the month", article="社会保险补贴")
def insured_ok(insured: Condition) -> Condition:
    return insured


@rule(zh="已参保月数", en="months insured so far", before=0)
def insured_months(prev_insured_months: Count, insured: Condition) -> Count:
    return prev_insured_months + insured


@rule(zh="申领前参保满规定月数", en="insured long enough before it", article="社会保险补贴")
def insured_before_ok(insured_months: Count, insurance_months_min: Count) -> Condition:
    return insured_months >= insurance_months_min


@rule(zh="合同期内断缴月数", en="months of the contract without insurance", before=0)
def gap_months(prev_gap_months: Count, employed: Condition, insured: Condition) -> Count:
    return prev_gap_months + (employed & ~insured)


@rule(zh="此前未断缴", en="no earlier month without insurance", article="社会保险补贴")
def no_gap_ok(prev_gap_months: Count, gap_refuses: Condition) -> Condition:
    return (prev_gap_months == 0) | ~gap_refuses


@rule(zh="符合社会保险补贴条件", en="the conditions of the social-insurance subsidy are met", article="社会保险补贴")
def insurance_conditions(
    subsidy_access: Condition,
    contract_ok: Condition,
    insurance_form_ok: Condition,
    insured_ok: Condition,
    insured_before_ok: Condition,
    no_gap_ok: Condition,
) -> Condition:
    return subsidy_access & contract_ok & insurance_form_ok & insured_ok & insured_before_ok & no_gap_ok


@rule(zh="社会保险补贴未满最长月数", en="months of the social-insurance subsidy are left", article="社会保险补贴")
def insurance_left(prev_insurance_paid: Count, insurance_months_max: Count) -> Condition:
    return prev_insurance_paid < insurance_months_max


@rule(zh="当月应付社会保险补贴", en="the social-insurance subsidy is due for the month", article="社会保险补贴")
def insurance_due(insurance_conditions: Condition, insurance_left: Condition) -> Condition:
    return insurance_conditions & insurance_left


@rule(zh="已付社会保险补贴月数", en="months of the social-insurance subsidy so far", before=0)
def insurance_paid(prev_insurance_paid: Count, insurance_due: Condition) -> Count:
    return prev_insurance_paid + insurance_due


@rule(zh="社会保险补贴", en="social-insurance subsidy", article="社会保险补贴")
def insurance_subsidy(insurance_due: Condition, insurance_amount: Fen) -> Fen:
    return where(insurance_due, insurance_amount, 0)


@rule(zh="用工形式可享受岗位补贴", en="a form of work that carries the post subsidy", article="岗位补贴")
def post_form_ok(contract_form: Choice, post_forms: Choices) -> Condition:
    return among(contract_form, post_forms)


@rule(zh="岗位补贴未满最长月数", en="months of the post subsidy are left", article="岗位补贴")
def post_left(prev_post_paid: Count, post_months_max: Count) -> Condition:
    return prev_post_paid < post_months_max


@rule(zh="当月应付岗位补贴", en="the post subsidy is due for the month", article="岗位补贴")
def post_due(subsidy_access: Condition, post_form_ok: Condition, post_left: Condition) -> Condition:
    return subsidy_access & post_form_ok & post_left


@rule(zh="已付岗位补贴月数", en="months of the post subsidy so far", before=0)
def post_paid(prev_post_paid: Count, post_due: Condition) -> Count:
    return prev_post_paid + post_due


@rule(zh="岗位补贴", en="post subsidy", article="岗位补贴")
def post_subsidy(post_due: Condition, post_amount: Fen) -> Fen:
    return where(post_due, post_amount, 0)


@rule(zh="属于灵活就业", en="in flexible employment", article="灵活就业社会保险补贴")
def flexible_ok(contract_form: Choice, flexible_forms: Choices) -> Condition:
    return among(contract_form, flexible_forms)


@rule(zh="灵活就业者当月参保", en="the flexible worker is insured for the month", article="灵活就业社会保险补贴")
def flexible_insured_ok(insured: Condition, flexible_insured_asked: Condition) -> Condition:
    return insured | ~flexible_insured_asked


@rule(
    zh="灵活就业补贴未满最长月数", en="months of the flexible worker's subsidy are left", article="灵活就业社会保险补贴"
)
def flexible_left(prev_flexible_paid: Count, flexible_months_max: Count) -> Condition:
    return prev_flexible_paid < flexible_months_max


@rule(
    zh="当月应付灵活就业补贴", en="the flexible worker's subsidy is due for the month", article="灵活就业社会保险补贴"
)
def flexible_due(subsidy_access: Condition, flexible_insured_ok: Condition, flexible_left: Condition) -> Condition:
    return subsidy_access & flexible_insured_ok & flexible_left


@rule(zh="已付灵活就业补贴月数", en="months of the flexible worker's subsidy so far", before=0)
def flexible_paid(prev_flexible_paid: Count, flexible_ok: Condition, flexible_due: Condition) -> Count:
    return prev_flexible_paid + (flexible_ok & flexible_due)


@rule(zh="灵活就业社会保险补贴", en="social-insurance subsidy of a flexible worker", article="灵活就业社会保险补贴")
def flexible_subsidy(flexible_ok: Condition, flexible_due: Condition, flexible_amount: Fen) -> Fen:
    return where(flexible_ok & flexible_due, flexible_amount, 0)
