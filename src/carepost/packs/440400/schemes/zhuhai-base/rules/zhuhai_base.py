"""珠海 bases: a ceiling in total; conditions and dates were not found."""

from carepost.domain.rules.language import (
    Condition,
    Fen,
    rule,
    where,
)


@rule(zh="可以上岗", en="may hold the post", article="就业基地")
def post_access(base_conditions: Condition) -> Condition:
    return base_conditions


@rule(zh="奖励落到本人、本月", en="the award concerns this person and month", article="奖励")
def award_conditions_ok(award_conditions: Condition) -> Condition:
    return award_conditions


@rule(zh="可以享受奖励", en="may carry the award", article="奖励")
def subsidy_access(post_access: Condition, award_conditions_ok: Condition) -> Condition:
    return post_access & award_conditions_ok


@rule(zh="奖励（全部基地合计上限）", en="award (ceiling for all bases together)", article="奖励")
def award(subsidy_access: Condition, award_max_total: Fen) -> Fen:
    return where(subsidy_access, award_max_total, 0)
