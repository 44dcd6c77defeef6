"""The life of a version: staged, approved by another officer, refused or withdrawn."""

from __future__ import annotations

from collections.abc import Mapping

from carepost.domain.facts import Text
from carepost.domain.flow import Flow, Guard, Transition
from carepost.domain.roles import OFFICERS, Role

_REVIEWERS = frozenset({Role.OFFICER_REVIEWER})


def _another_and_sound(facts: Mapping[str, object]) -> bool:
    return facts["by"] != facts["stager"] and not facts["faults"]


def _her_own(facts: Mapping[str, object]) -> bool:
    return facts["by"] == facts["stager"]


SECOND_OFFICER = Guard(
    "another_officer_and_no_fault",
    _another_and_sound,
    Text(
        "须由上传人以外的复核人员批准，且检查没有错误。",
        "Another officer than the one who uploaded it approves, and only where the check finds no fault.",
    ),
)
HER_OWN = Guard(
    "her_own",
    _her_own,
    Text("只有上传人可以撤回待审的版本。", "Only who uploaded a version withdraws it before it is decided."),
)
VERSION_LIFE = Flow(
    name="pack version",
    label=Text("规则包版本", "Version of a pack"),
    states={
        "staged": Text("待审", "Staged"),
        "approved": Text("已批准", "Approved"),
        "refused": Text("未批准", "Refused"),
        "withdrawn": Text("已撤回", "Withdrawn"),
    },
    transitions=(
        Transition("approve", frozenset({"staged"}), "approved", _REVIEWERS, Text("批准", "Approve"), SECOND_OFFICER),
        Transition("refuse", frozenset({"staged"}), "refused", _REVIEWERS, Text("不批准", "Refuse")),
        Transition("withdraw", frozenset({"staged"}), "withdrawn", OFFICERS, Text("撤回", "Withdraw"), HER_OWN),
        Transition("withdraw", frozenset({"approved"}), "withdrawn", _REVIEWERS, Text("撤回", "Withdraw")),
    ),
)
