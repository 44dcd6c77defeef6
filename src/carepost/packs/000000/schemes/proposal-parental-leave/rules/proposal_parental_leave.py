"""What the wages of parental leave come to a month, and who bears them. Drafted by Carepost, no law."""

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
    minimum,
    month_of,
    rule,
    share,
    where,
)


@rule(zh="是父亲或母亲", en="is a parent", article="假期对象")
def parent_ok(relation: Choice, parents: Choices) -> Condition:
    return among(relation, parents)


@rule(zh="子女未满规定月龄", en="the child is young enough", article="假期对象")
def child_ok(child_birth: Day, month: Month, child_months: Count) -> Condition:
    return (month_of(child_birth) <= month) & (month - month_of(child_birth) < child_months)


@rule(zh="当月在合同期内", en="the month lies within the contract", article="假期对象")
def employed(month: Month, contract_from: Day, contract_to: Day) -> Condition:
    return (month_of(contract_from) <= month) & (month <= month_of(contract_to))


@rule(zh="用工形式有假期", en="a form of work that has leave", article="假期对象")
def form_ok(contract_form: Choice, leave_forms: Choices) -> Condition:
    return among(contract_form, leave_forms)


@rule(zh="有育儿假", en="has parental leave", article="假期对象")
def entitled(parent_ok: Condition, child_ok: Condition, employed: Condition, form_ok: Condition) -> Condition:
    return parent_ok & child_ok & employed & form_ok


@rule(zh="全年天数", en="days a year", article="天数")
def days(relation: Choice, days_mother: Count, days_father: Count) -> Count:
    return where(relation == "father", days_father, days_mother)


@rule(zh="假定实际休假的比例", en="share of the days assumed to be taken", article="假定")
def taken(relation: Choice, taken_mother: Rate, taken_father: Rate) -> Rate:
    return where(relation == "father", taken_father, taken_mother)


@rule(zh="月工资乘实际休假比例", en="the wage times the share taken", article="假定")
def wage_taken(wage: Fen, taken: Rate) -> Fen:
    return share(wage, taken)


@rule(zh="当月假期工资（全年的十二分之一）", en="wages of leave in the month: a twelfth of the year", article="天数")
def leave_wage(wage_taken: Fen, days: Count) -> Fen:
    return wage_taken * days // 365


@rule(zh="由基金负担的天数", en="days borne by the fund", article="费用分担")
def fund_days(relation: Choice, fund_days_mother: Count, fund_days_father: Count, days: Count) -> Count:
    return minimum(where(relation == "father", fund_days_father, fund_days_mother), days)


@rule(zh="基金负担", en="borne by the fund", article="费用分担")
def fund_bears(entitled: Condition, wage_taken: Fen, fund_days: Count) -> Fen:
    return where(entitled, wage_taken * fund_days // 365, 0)


@rule(zh="单位负担", en="borne by the employer", article="费用分担")
def employer_bears(entitled: Condition, leave_wage: Fen, fund_bears: Fen) -> Fen:
    return where(entitled, leave_wage - fund_bears, 0)
