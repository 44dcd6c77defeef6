"""What a version would change: parameters, rules, and the decisions on kept cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from carepost.domain.facts import Text
from carepost.domain.roles import Actor
from carepost.domain.rules import (
    FactError,
    Pack,
    ParameterStore,
    ParameterTurn,
    SchemeCase,
    Turn,
    assess_scheme,
    turns,
)
from carepost.records.packs.lawbook import LAWBOOK, Law, applying, approved_from
from carepost.records.packs.models import Decision, Version
from carepost.records.packs.operations import approved_versions
from carepost.records.packs.queries import visible_decisions
from carepost.records.packs.sealed import kept_case

MOST_DECISIONS = 100
_OUTCOME = ("post_access", "subsidy_access", "amount_low_fen", "amount_high_fen")


@dataclass(frozen=True, slots=True)
class RuleTurn:
    """One rule that reads otherwise: its expression before and after, "" where it was not or is no more."""

    turn: Turn
    name: str
    label: Text
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CaseOutcome:
    """What a scheme answers for a case: post and subsidy (yes, no, unknown), fen a month (high None: no upper end)."""

    post_access: str
    subsidy_access: str
    low_fen: int
    high_fen: int | None


@dataclass(frozen=True, slots=True)
class DecisionTurn:
    """A kept case that would be decided otherwise; None where the scheme does not exist or cannot answer."""

    decision: Decision
    before: CaseOutcome | None
    after: CaseOutcome | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What a version changes from a day on, against the law without it. `looked_at`: how many kept cases were tried."""

    day: date
    parameters: tuple[ParameterTurn, ...]
    rules: tuple[RuleTurn, ...]
    decisions: tuple[DecisionTurn, ...]
    looked_at: int


def difference(version: Version, *, actor: Actor, on: date) -> Difference:
    """What a version changes on its day (today where that is past and nobody decided).

    Of the kept cases only those that the actor may read are tried.
    """
    day = version.effective_from if version.approved_at else max(version.effective_from, on)
    others = tuple(other for other in approved_versions() if other.code != version.code)
    earlier = tuple(other for other in others if not version.approved_at or other.approved_at <= version.approved_at)
    # As if nobody had taken it back, from the day on which it is looked at.
    candidate = replace(approved_from(version, at=version.staged_at), start=day, until=None)
    before, after = (LAWBOOK.law_of(applying(v, day)) for v in (earlier, (*earlier, candidate)))
    decisions, looked_at = _decisions(before, after, actor)
    return Difference(day, _parameters(version, before, after), _rules(version, before, after), decisions, looked_at)


def _parameters(version: Version, before: Law, after: Law) -> tuple[ParameterTurn, ...]:
    if version.kind == Version.Kind.PLACE:
        return tuple(turns(before.store, after.store, place=version.place))
    old, new = (law.schemes.get(version.subject) for law in (before, after))
    above = before.store if old is None or new is None else ParameterStore([])
    return tuple(turns(old.store if old else above, new.store if new else above, place=version.place))


def _rules(version: Version, before: Law, after: Law) -> tuple[RuleTurn, ...]:
    if version.kind == Version.Kind.PLACE:
        return ()
    old, new = (_sources(law.schemes.get(version.subject)) for law in (before, after))
    return tuple(_rule_turns(old, new))


def _sources(pack: Pack | None) -> dict[str, tuple[Text, str]]:
    if pack is None:
        return {}
    return {
        name: (rules[0].label, "\n".join(f"{rule.source}  [{rule.article}]" for rule in rules))
        for name, rules in pack.rules.items()
    }


def _rule_turns(old: Mapping[str, tuple[Text, str]], new: Mapping[str, tuple[Text, str]]) -> Iterator[RuleTurn]:
    for name in sorted({*old, *new}):
        if old.get(name) == new.get(name):
            continue
        turn = Turn.ADDED if name not in old else Turn.REMOVED if name not in new else Turn.CHANGED
        label = (new.get(name) or old[name])[0]
        yield RuleTurn(turn, name, label, old[name][1] if name in old else "", new[name][1] if name in new else "")


def _decisions(before: Law, after: Law, actor: Actor) -> tuple[tuple[DecisionTurn, ...], int]:
    """The newest kept cases of the schemes that read otherwise, those first whose outcome changes."""
    names = {*before.schemes, *after.schemes}
    touched = {name for name in names if _hash(before, name) != _hash(after, name)}
    kept = list(visible_decisions(actor).filter(scheme__in=touched).order_by("-id")[:MOST_DECISIONS])
    found = []
    for decision in kept:
        case = kept_case(decision)
        old, new = _outcome(case, before), _outcome(case, after)
        if old != new:
            found.append(DecisionTurn(decision, old, new))
    return tuple(found), len(kept)


def _hash(law: Law, name: str) -> str:
    return law.schemes[name].hash if name in law.schemes else ""


def _outcome(case: SchemeCase, law: Law) -> CaseOutcome | None:
    try:
        answer = assess_scheme(case, law.schemes)
    except (FactError, ValueError):
        return None
    return CaseOutcome(
        answer["post_access"], answer["subsidy_access"], answer["amount_low_fen"], answer["amount_high_fen"]
    )
