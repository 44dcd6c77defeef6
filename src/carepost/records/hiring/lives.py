"""The lives of this room as tables: an approach and a fair."""

from __future__ import annotations

from carepost.domain.facts import Text
from carepost.domain.flow import Flow, Guard, Transition
from carepost.domain.roles import EMPLOYERS, OFFICERS, Role
from carepost.records.hiring.models import ApproachState, FairState

_HERS = frozenset({Role.CARER})
_SYSTEM = frozenset({Role.SYSTEM})
IN_TIME = Guard(
    "before_it_lapses",
    lambda facts: bool(facts["in_time"]),
    Text("这份邀约已过答复期限。", "The time to answer this approach is over."),
)
LATE = Guard(
    "after_it_lapsed",
    lambda facts: not facts["in_time"],
    Text("还没有到答复期限。", "The time to answer is not over yet."),
)

APPROACH_LIFE = Flow(
    name="approach",
    label=Text("邀约", "Approach"),
    states={
        ApproachState.SENT: Text("等待答复", "Waiting for an answer"),
        ApproachState.REVEALED: Text("已留联系方式", "Contact given"),
        ApproachState.DECLINED: Text("已谢绝", "Declined"),
        ApproachState.WITHDRAWN: Text("单位已撤回", "Taken back"),
        ApproachState.LAPSED: Text("到期未答复", "Not answered in time"),
    },
    transitions=(
        Transition("reveal", frozenset({"sent"}), "revealed", _HERS, Text("留下联系方式", "Give my contact"), IN_TIME),
        Transition("decline", frozenset({"sent"}), "declined", _HERS, Text("谢绝", "Decline")),
        Transition("take_back", frozenset({"revealed"}), "declined", _HERS, Text("收回联系方式", "Take it back")),
        Transition("withdraw", frozenset({"sent"}), "withdrawn", EMPLOYERS, Text("撤回", "Withdraw")),
        Transition("lapse", frozenset({"sent"}), "lapsed", _SYSTEM, Text("到期", "Lapse"), LATE),
    ),
)

_HAS_DESKS = Guard(
    "has_desks",
    lambda facts: bool(facts["desks"]),
    Text("请先登记至少一家用人单位及其岗位。", "Enter at least one employer with its posts first."),
)
_AHEAD = Guard(
    "lies_ahead",
    lambda facts: bool(facts["desks"]) and bool(facts["ahead"]),
    Text("招聘会的日期须在今天或以后，且已登记单位。", "The day must be today or later, and an employer entered."),
)
FAIR_LIFE = Flow(
    name="fair",
    label=Text("招聘会", "Fair"),
    states={
        FairState.DRAFT: Text("筹备", "In preparation"),
        FairState.OPEN: Text("报名中", "Open for registration"),
        FairState.PLANNED: Text("已排面谈", "Interviews planned"),
        FairState.CANCELLED: Text("已取消", "Cancelled"),
    },
    transitions=(
        Transition("open", frozenset({"draft"}), "open", OFFICERS, Text("开放报名", "Open"), _AHEAD),
        Transition("plan", frozenset({"open", "planned"}), "planned", OFFICERS, Text("排面谈", "Plan"), _HAS_DESKS),
        Transition("cancel", frozenset({"draft", "open", "planned"}), "cancelled", OFFICERS, Text("取消", "Cancel")),
    ),
)
