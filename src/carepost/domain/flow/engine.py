"""The engine that reads transition tables. It decides; the records ring changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from carepost.domain.facts import Text
from carepost.domain.roles import ROLE_LABELS, Role

Facts = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Guard:
    """A named condition on the facts of the thing that moves; `refusal` says what would change the answer."""

    name: str
    holds: Callable[[Facts], bool]
    refusal: Text


@dataclass(frozen=True, slots=True)
class Transition:
    """One allowed change of state: from which states, by which roles, under which guard."""

    action: str
    from_states: frozenset[str]
    to: str
    roles: frozenset[Role]
    label: Text
    guard: Guard | None = None


class Refusal(Exception):
    """Why a change of state was refused, in a sentence for the person who asked."""

    # Not a frozen dataclass: a context manager that an exception passes through writes its __traceback__.
    def __init__(self, reason: Text) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return self.reason.en


@dataclass(frozen=True, slots=True)
class Flow:
    """A life: its states with labels and its transitions.

    Raises ValueError at construction for a transition that names an unknown state or repeats (action, from-state).
    """

    name: str
    label: Text
    states: Mapping[str, Text]
    transitions: tuple[Transition, ...]

    def __post_init__(self) -> None:
        seen: set[tuple[str, str]] = set()
        for t in self.transitions:
            unknown = (t.from_states | {t.to}) - set(self.states)
            if unknown:
                raise ValueError(f"flow {self.name}: transition {t.action} names unknown states {sorted(unknown)}")
            pairs = {(t.action, state) for state in t.from_states}
            if pairs & seen:
                twice = sorted(state for _, state in pairs & seen)
                twice = sorted(state for _, state in pairs & seen)
                raise ValueError(f"flow {self.name}: {t.action} is defined twice from {twice}")
            seen |= pairs

    def decide(self, *, state: str, action: str, roles: Iterable[Role], facts: Facts) -> Transition:
        """The transition that applies. Raises Refusal (wrong state, role or guard) and KeyError (no such action)."""
        named = [t for t in self.transitions if t.action == action]
        if not named:
            raise KeyError(f"flow {self.name} has no action {action!r}")
        for t in named:
            if state in t.from_states:
                return self._allowed(t, frozenset(roles), facts)
        label, here = named[0].label, self.states[state]
        raise Refusal(
            Text(
                f"当前状态是「{here.zh}」，不能{label.zh}。",
                f"It is {here.en.lower()} now, so this is not possible: {label.en.lower()}.",
            )
        )

    def actions(self, *, state: str, roles: Iterable[Role], facts: Facts) -> tuple[Transition, ...]:
        """What somebody with these roles may do now, in the order of the table."""
        held = frozenset(roles)
        return tuple(
            t
            for t in self.transitions
            if state in t.from_states and held & t.roles and (t.guard is None or t.guard.holds(facts))
        )

    def _allowed(self, t: Transition, roles: frozenset[Role], facts: Facts) -> Transition:
        if not roles & t.roles:
            zh = "、".join(ROLE_LABELS[r].zh for r in sorted(t.roles))
            en = ", ".join(ROLE_LABELS[r].en.lower() for r in sorted(t.roles))
            raise Refusal(Text(f"只有{zh}可以{t.label.zh}。", f"Only these may do this ({t.label.en.lower()}): {en}."))
        if t.guard is not None and not t.guard.holds(facts):
            raise Refusal(t.guard.refusal)
        return t
