"""Reform: every payment asks for social insurance in the month."""

from carepost.domain.rules.language import Condition, rule


@rule(zh="当月应付岗位补贴（须参保）", en="the post subsidy is due for an insured month", article="岗位补贴")
def post_due(
    subsidy_access: Condition, post_form_ok: Condition, post_left: Condition, insured_ok: Condition
) -> Condition:
    return subsidy_access & post_form_ok & post_left & insured_ok


@rule(zh="灵活就业者当月参保", en="the flexible worker is insured for the month", article="灵活就业社会保险补贴")
def flexible_insured_ok(insured: Condition) -> Condition:
    return insured
