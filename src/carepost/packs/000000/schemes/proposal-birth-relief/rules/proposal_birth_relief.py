"""Relief from the employer's social insurance for hiring a parent around a birth. Drafted by Carepost, no law."""

from carepost.domain.rules.language import (
    Choice,
    Choices,
    Condition,
    Count,
    Day,
    Fen,
    Month,
    Rate,
    among,
    month_of,
    rule,
    share,
    where,
)


@rule(zh="是父亲或母亲", en="is a parent", article="对象")
def parent_ok(relation: Choice, parents: Choices) -> Condition:
    return among(relation, parents)


@rule(zh="在生育前后入职", en="hired around the birth", article="对象")
def hired_ok(child_birth: Day, contract_from: Day, months_before: Count, months_after: Count) -> Condition:
    return (month_of(child_birth) - month_of(contract_from) <= months_before) & (
        month_of(contract_from) - month_of(child_birth) <= months_after
    )


@rule(zh="用工形式属于范围", en="a form of work that counts", article="对象")
def form_ok(contract_form: Choice, relief_forms: Choices) -> Condition:
    return among(contract_form, relief_forms)


@rule(zh="当月在合同期内", en="the month lies within the contract", article="期限")
def employed(month: Month, contract_from: Day, contract_to: Day) -> Condition:
    return (month_of(contract_from) <= month) & (month <= month_of(contract_to))


@rule(zh="在减负月数内", en="within the months of relief", article="期限")
def months_left(month: Month, contract_from: Day, relief_months: Count) -> Condition:
    return month - month_of(contract_from) < relief_months


@rule(zh="当月参保", en="insured for the month", article="期限")
def insured_ok(insured: Condition) -> Condition:
    return insured


@rule(zh="当月应予减负", en="relief is due for the month", article="期限")
def relief_due(
    parent_ok: Condition,
    hired_ok: Condition,
    form_ok: Condition,
    employed: Condition,
    months_left: Condition,
    insured_ok: Condition,
) -> Condition:
    return parent_ok & hired_ok & form_ok & employed & months_left & insured_ok


@rule(zh="社会保险费减负", en="relief from social insurance", article="标准")
def relief(relief_due: Condition, employer_contribution: Fen, relief_share: Rate) -> Fen:
    return where(relief_due, share(employer_contribution, relief_share), 0)
