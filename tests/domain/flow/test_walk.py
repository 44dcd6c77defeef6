"""One walk through every (state, action, role) of every registered life: allowed exactly where the table says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import product

import pytest
from tools.flows import FLOWS

from carepost.domain.facts import Text
from carepost.domain.flow import Flow, Guard, Refusal
from carepost.domain.roles import Role
from carepost.records.posts import POST_LIFE

NO = Text("还不行。", "Not yet.")
by_name = pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)


def guarded(flow: Flow, answer: bool) -> Flow:
    """The same life, every guard of which answers alike."""
    return replace(
        flow,
        transitions=tuple(
            replace(t, guard=Guard(t.guard.name, lambda _: answer, NO) if t.guard else None) for t in flow.transitions
        ),
    )


@by_name
def test_every_pair_is_allowed_or_refused_as_the_table_says(flow: Flow) -> None:
    willing, unwilling = guarded(flow, True), guarded(flow, False)
    actions = {t.action for t in flow.transitions}
    walked = 0
    for state, action, role in product(flow.states, actions, Role):
        t = next((t for t in flow.transitions if t.action == action and state in t.from_states), None)
        asked = {"state": state, "action": action, "roles": {role}, "facts": {}}
        listed = action in {a.action for a in willing.actions(state=state, roles={role}, facts={})}
        if t is not None and role in t.roles:
            assert willing.decide(**asked).to == t.to
            assert listed
            walked += 1
            if t.guard is not None:
                with pytest.raises(Refusal) as refused:
                    unwilling.decide(**asked)
                assert refused.value.reason == NO
        else:
            assert not listed
            with pytest.raises(Refusal) as refused:
                willing.decide(**asked)
            assert flow.states[state].zh in refused.value.reason.zh or "只有" in refused.value.reason.zh
    assert walked == sum(len(t.from_states) * len(t.roles) for t in flow.transitions)


@by_name
def test_every_state_is_told_and_can_be_reached(flow: Flow) -> None:
    reached = {state for state in flow.states if not any(t.to == state for t in flow.transitions)}
    reached |= {next(iter(t.from_states)) for t in flow.transitions[:1]}
    while more := {t.to for t in flow.transitions if t.from_states & reached} - reached:
        reached |= more
    assert reached == set(flow.states)
    assert all(label.zh and label.en for label in flow.states.values())


@by_name
def test_nobody_moves_anything_as_a_visitor(flow: Flow) -> None:
    assert all(Role.ANYONE not in t.roles and t.roles for t in flow.transitions)
    assert all(t.guard is None or (t.guard.refusal.zh and t.guard.refusal.en) for t in flow.transitions)


def test_an_unknown_action_is_a_programmer_s_error() -> None:
    with pytest.raises(KeyError, match="no action 'fly'"):
        POST_LIFE.decide(state="draft", action="fly", roles={Role.SYSTEM}, facts={})


def test_a_refusal_passes_through_a_context_manager_unchanged() -> None:
    @contextmanager
    def around() -> Iterator[None]:
        yield

    with pytest.raises(Refusal, match="Not yet"), around():
        raise Refusal(NO)
