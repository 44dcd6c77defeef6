"""April 2023 draft of Guangdong, published for comments: it was never in force and grants nothing."""

from carepost.domain.rules.language import (
    Choice,
    Choices,
    Condition,
    among,
    rule,
)


@rule(zh="征求意见稿已施行", en="the draft is in force", article="征求意见稿")
def in_force(draft_in_force: Condition) -> Condition:
    return draft_in_force


@rule(zh="属于文本所指性别", en="of the sex that the text names", article="适用对象")
def sex_ok(sex: Choice, sexes: Choices) -> Condition:
    return among(sex, sexes)


@rule(zh="其余人员条件", en="the remaining conditions of the worker", article="征求意见稿")
def drafted_conditions_ok(drafted_conditions: Condition) -> Condition:
    return drafted_conditions


@rule(zh="用人单位属于适用范围", en="the employer is of a kind that counts", article="适用单位")
def employer_ok(employer_kind: Choice, employer_kinds: Choices) -> Condition:
    return among(employer_kind, employer_kinds)


@rule(zh="按征求意见稿本可上岗", en="would hold the post as drafted", article="征求意见稿")
def as_drafted(sex_ok: Condition, drafted_conditions_ok: Condition, employer_ok: Condition) -> Condition:
    return sex_ok & drafted_conditions_ok & employer_ok


@rule(zh="可以上岗", en="may hold the post", article="征求意见稿")
def post_access(in_force: Condition, as_drafted: Condition) -> Condition:
    return in_force & as_drafted


@rule(zh="可以享受补贴", en="may carry a subsidy", article="征求意见稿")
def subsidy_access(in_force: Condition, as_drafted: Condition) -> Condition:
    return in_force & as_drafted
