"""The life of a post, as a table: who may move it from which state to which."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from carepost.domain.facts import Text
from carepost.domain.flow import Flow, Guard, Transition
from carepost.domain.roles import EMPLOYERS, OFFICERS, Role
from carepost.records.posts.models import State

REVIEWERS = frozenset({Role.OFFICER_REVIEWER})

# States in which an own post is on the list or about to be; the day after its expiry date it leaves them by itself.
# Its certificate stands in these states and in no other.
CLOSABLE = (State.CERTIFIED, State.PUBLISHED, State.PAUSED)


def _expires_on(facts: Mapping[str, object]) -> tuple[date | None, date]:
    expires_on, on = facts["expires_on"], facts["on"]
    if not isinstance(on, date) or not (expires_on is None or isinstance(expires_on, date)):
        raise TypeError("the life of a post needs expires_on (a date or None) and on (a date)")
    return expires_on, on


def _stands(facts: Mapping[str, object]) -> bool:
    expires_on, on = _expires_on(facts)
    return expires_on is not None and expires_on >= on


def _is_past(facts: Mapping[str, object]) -> bool:
    expires_on, on = _expires_on(facts)
    return expires_on is not None and expires_on < on


STANDS = Guard(
    "expires_today_or_later",
    _stands,
    Text("有效期已过，请先改为今天或以后的日期。", "The expiry date is past: set it to today or later first."),
)
PAST = Guard("is_past_expiry", _is_past, Text("有效期未到，不能到期关闭。", "The expiry date is not past yet."))
SECOND_READER = Guard(
    "another_officer_proposed_it",
    lambda facts: bool(facts["reason"] and facts["proposer"]) and facts["proposer"] != facts["by"],
    Text(
        "须由一名工作人员提出并写明理由，再由另一名复核人员确认。",
        "One officer proposes this and says why, and another, a reviewer, confirms it.",
    ),
)
REASON = Guard("reason_given", lambda facts: bool(facts["reason"]), Text("请写明理由。", "Give a reason."))


def _move(
    action: str, states: tuple[State, ...], to: State, roles: frozenset[Role], label: Text, guard: Guard | None
) -> Transition:
    return Transition(action, frozenset(str(s) for s in states), str(to), roles, label, guard)


_WITHDRAW = Text("撤销", "Withdraw")
POST_LIFE = Flow(
    name="post",
    label=Text("岗位", "Post"),
    states={
        State.REPORTED: Text("据报道", "Reported"),
        State.DRAFT: Text("草稿", "Draft"),
        State.SUBMITTED: Text("已提交", "Submitted"),
        State.RETURNED: Text("退回修改", "Returned"),
        State.CERTIFIED: Text("已认定", "Certified"),
        State.PUBLISHED: Text("招聘中", "Published"),
        State.PAUSED: Text("已暂停", "Paused"),
        State.EXPIRED: Text("已到期", "Expired"),
        State.DOWNGRADED: Text("已降级", "Downgraded"),
        State.WITHDRAWN: Text("已撤销", "Withdrawn"),
    },
    transitions=(
        _move("submit", (State.DRAFT, State.RETURNED), State.SUBMITTED, EMPLOYERS, Text("提交认定", "Submit"), STANDS),
        _move("return", (State.SUBMITTED,), State.RETURNED, OFFICERS, Text("退回修改", "Return"), REASON),
        _move("certify", (State.SUBMITTED,), State.CERTIFIED, OFFICERS, Text("认定", "Certify"), STANDS),
        _move("publish", (State.CERTIFIED,), State.PUBLISHED, EMPLOYERS, Text("发布", "Publish"), STANDS),
        _move("pause", (State.PUBLISHED,), State.PAUSED, EMPLOYERS, Text("暂停", "Pause"), None),
        _move("resume", (State.PAUSED,), State.PUBLISHED, EMPLOYERS, Text("恢复", "Resume"), STANDS),
        _move("expire", CLOSABLE, State.EXPIRED, frozenset({Role.SYSTEM}), Text("到期关闭", "Expire"), PAST),
        _move(
            "revise",
            (State.RETURNED, State.PAUSED, State.EXPIRED, State.DOWNGRADED),
            State.DRAFT,
            EMPLOYERS,
            Text("修改后重新提交", "Revise"),
            STANDS,
        ),
        _move("downgrade", CLOSABLE, State.DOWNGRADED, REVIEWERS, Text("降级", "Downgrade"), SECOND_READER),
        _move(
            "revoke",
            (*CLOSABLE, State.EXPIRED, State.DOWNGRADED),
            State.WITHDRAWN,
            REVIEWERS,
            Text("撤销认定", "Revoke"),
            SECOND_READER,
        ),
        # An employer may always take its post down, an officer a wrong report.
        _move("withdraw", (State.REPORTED,), State.WITHDRAWN, OFFICERS, _WITHDRAW, REASON),
        _move(
            "withdraw",
            (State.DRAFT, State.SUBMITTED, State.RETURNED, *CLOSABLE, State.EXPIRED, State.DOWNGRADED),
            State.WITHDRAWN,
            EMPLOYERS,
            _WITHDRAW,
            REASON,
        ),
    ),
)
