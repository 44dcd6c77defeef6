"""A decision and its trace: each rule with its article, each dated value with its own source, what is not met."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from carepost.domain.facts import Mark, Text
from carepost.domain.rules.calendar import month_number, month_words
from carepost.domain.rules.case import FactValue
from carepost.domain.rules.graph import needs
from carepost.domain.rules.kinds import BUILT_IN, PREVIOUS, UNBOUNDED, Kind, shown
from carepost.domain.rules.pack import Pack
from carepost.domain.rules.ranges import Range
from carepost.domain.rules.readings import Clocks, Reading
from carepost.domain.rules.store import DatedValue


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule gives: a condition is (surely, possibly), an amount from low to high; equal ends are known.

    `high` None says that no source gives an upper end. `because` names what is missing.
    """

    rule: str
    label: Text
    article: str
    kind: Kind
    low: int | bool
    high: int | bool | None
    mark: Mark
    because: tuple[str, ...]

    @property
    def answer(self) -> str:
        """yes, no or unknown for a condition; known or unknown for all else."""
        if self.low != self.high:
            return "unknown"
        if self.kind is Kind.CONDITION:
            return "yes" if self.low else "no"
        return "known"


@dataclass(frozen=True, slots=True)
class TraceNode:
    """One rule in the trace: its outcome, the expression, the names that it read, those that it joins with &."""

    outcome: Outcome
    expression: str
    needs: tuple[str, ...]
    joins: tuple[str, ...] = ()
    waived: bool = False


@dataclass(frozen=True, slots=True)
class Unmet:
    """A condition (a rule, or a fact that a rule asks for) that is surely not met, with the article that asks."""

    rule: str
    label: Text
    article: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Missing:
    """What would have to be known: a fact of the person (a paper) or a value of the law, and why it is not."""

    name: str
    kind: str
    label: Text
    why: Text


@dataclass(frozen=True, slots=True)
class Decision:
    """What a pack decided, with all that is needed to decide it again: pack hash, place, clocks and facts."""

    pack: str
    pack_hash: str
    place: str
    clocks: Clocks
    facts: Mapping[str, Any]
    marks: Mapping[str, Mark]
    targets: tuple[str, ...]
    outcomes: Mapping[str, Outcome]
    nodes: Mapping[str, TraceNode]
    readings: Mapping[str, Reading]
    unmet: tuple[Unmet, ...]
    missing: tuple[Missing, ...]
    labels: Mapping[str, Text]
    denied: frozenset[str] = frozenset()

    def __getitem__(self, rule: str) -> Outcome:
        """The outcome of a rule, whether it was asked for or lies below."""
        return self.nodes[rule].outcome

    def unmet_of(self, *rules: str) -> tuple[Unmet, ...]:
        """The conditions furthest down that are surely not met: a conjunction is named by its parts."""
        return tuple(_unmet(self.nodes, rules, self.labels, self.denied))


def decision(
    pack: Pack,
    facts: Mapping[str, FactValue],
    clocks: Clocks,
    place: str,
    targets: Sequence[str],
    results: Mapping[str, Range],
    readings: Mapping[str, Reading],
    waived: frozenset[str],
) -> Decision:
    """The decision that results amount to."""
    nodes = {}
    for name in pack.order:
        if name in results:
            rule = pack.rule_on(name, clocks.span(pack.clock)[0]) or pack.rules[name][0]
            outcome = _outcome(name, rule.label, rule.article, rule.returns, results[name])
            nodes[name] = TraceNode(outcome, rule.source, needs(pack, name), _joined(rule.body), name in waived)
    outcomes = {name: nodes[name].outcome for name in targets}
    labels = {name: fact.fact.label for name, fact in facts.items()}
    for argument, reading in readings.items():
        labels[argument] = pack.store.head(reading.name, place=place).label or Text(reading.name, reading.name)
    denied = frozenset(name for name, fact in facts.items() if fact.denied_in(month_number(clocks.work)))
    because = sorted({name for outcome in outcomes.values() for name in outcome.because})
    return Decision(
        pack=pack.id,
        pack_hash=pack.hash,
        place=place,
        clocks=clocks,
        facts={name: fact.given for name, fact in facts.items() if fact.given is not None},
        marks={n: fact.mark for n, fact in facts.items() if fact.given is not None and fact.mark is not Mark.P},
        targets=tuple(dict.fromkeys(targets)),
        outcomes=outcomes,
        nodes=nodes,
        readings=readings,
        unmet=tuple(_unmet(nodes, targets, labels, denied)),
        missing=tuple(_missing(pack, name, readings) for name in because),
        labels=labels,
        denied=denied,
    )


def _outcome(name: str, label: Text, article: str, kind: Kind, found: Range) -> Outcome:
    high = None if kind is Kind.FEN and found.high > UNBOUNDED else found.high
    return Outcome(name, label, article, kind, found.low, high, found.mark, tuple(sorted(found.because)))


def _unmet(
    nodes: Mapping[str, TraceNode], targets: Sequence[str], labels: Mapping[str, Text], denied: frozenset[str]
) -> Iterator[Unmet]:
    seen: set[str] = set()
    waiting = [name for name in dict.fromkeys(targets) if nodes[name].outcome.kind is Kind.CONDITION]
    while waiting:
        name = waiting.pop(0)
        outcome = nodes[name].outcome
        if name in seen or outcome.answer != "no":
            continue
        seen.add(name)
        parts = [p for p in nodes[name].joins if p in nodes and nodes[p].outcome.answer == "no"]
        facts = [p for p in nodes[name].joins if p in denied]
        waiting += parts
        for fact in facts:
            yield Unmet(fact, labels[fact], outcome.article, outcome.mark)
        if not parts and not facts:
            yield Unmet(name, outcome.label, outcome.article, outcome.mark)


def _joined(body: ast.expr) -> tuple[str, ...]:
    """The names that a rule joins with &."""
    names, waiting = [], [body]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd):
            waiting += [node.left, node.right]
        elif isinstance(node, ast.Name):
            names.append(node.id)
    return tuple(names)


def _missing(pack: Pack, name: str, readings: Mapping[str, Reading]) -> Missing:
    if name in pack.facts:
        why = Text("未提供该项事实。", "This fact was not given.")
        return Missing(name, "fact", pack.facts[name].label, why)
    reading = readings.get(name)
    label = pack.store.head(pack.parameters[name][0], place=pack.place).label
    why = reading.reason if reading else Text("各来源均未载明该数值。", "No source states this value.")
    return Missing(name, "law", label or Text(name, name), why)


def decision_as_data(found: Decision) -> dict[str, Any]:
    """A decision as plain data: what is stored, shown, and compared when it is replayed."""
    clocks = found.clocks
    return {
        "pack": found.pack,
        "pack_hash": found.pack_hash,
        "place": found.place,
        "at": month_words(month_number(clocks.work)),
        "application": clocks.application and clocks.application.isoformat(),
        "rule_day": clocks.rule and clocks.rule.isoformat(),
        "known_on": clocks.known_on and clocks.known_on.isoformat(),
        "facts": dict(found.facts),
        "fact_marks": {name: mark.value for name, mark in found.marks.items()},
        "outcomes": {name: _outcome_data(outcome) for name, outcome in found.outcomes.items()},
        "unmet": [
            _label(row.label) | {"rule": row.rule, "article": row.article, "mark": row.mark} for row in found.unmet
        ],
        "unknown": [
            _label(row.label) | {"name": row.name, "kind": row.kind, "why": row.why.zh, "why_en": row.why.en}
            for row in found.missing
        ],
        "trace": trace_as_data(found),
    }


def trace_as_data(found: Decision) -> list[dict[str, Any]]:
    """The trace as a tree, one for each target; a rule met again is named without its parts."""
    seen: set[str] = set()
    return [_tree(found, name, seen) for name in found.targets]


def _tree(found: Decision, name: str, seen: set[str]) -> dict[str, Any]:
    if name not in found.nodes:
        return _leaf(found, name)
    node = found.nodes[name]
    data = {"rule": name} | _outcome_data(node.outcome) | {"expression": node.expression}
    if name in seen:
        return data | {"again": True}
    seen.add(name)
    waived = {"waived": True} if node.waived else {}
    return data | waived | {"needs": [_tree(found, each, seen) for each in node.needs]}


def _leaf(found: Decision, name: str) -> dict[str, Any]:
    if name in found.readings:
        return _reading_data(found.readings[name], found.labels[name])
    if name.startswith(PREVIOUS):
        rule = found.nodes[name.removeprefix(PREVIOUS)].outcome
        return {"last_month": rule.rule} | _label(rule.label)
    if name in BUILT_IN:
        return {"clock": name}
    return {"fact": name, "given": found.facts.get(name)} | _label(found.labels[name])


def _outcome_data(outcome: Outcome) -> dict[str, Any]:
    data: dict[str, Any] = _label(outcome.label) | {"article": outcome.article, "kind": outcome.kind.value}
    data |= {"answer": outcome.answer, "low": _end(outcome.kind, outcome.low), "high": _end(outcome.kind, outcome.high)}
    return data | {"mark": outcome.mark.value, "because": list(outcome.because)}


def _end(kind: Kind, value: int | bool | None) -> Any:
    """Amounts and counts as whole numbers, months and days as words."""
    if value is None or kind in (Kind.FEN, Kind.COUNT, Kind.CONDITION):
        return value
    return shown(kind, value)


def _label(text: Text) -> dict[str, str]:
    return {"label_zh": text.zh, "label_en": text.en}


def _reading_data(reading: Reading, label: Text) -> dict[str, Any]:
    absence = {"absence": str(reading.absence), "why": reading.reason.zh, "why_en": reading.reason.en}
    return {
        "parameter": reading.name,
        "argument": reading.argument,
        **_label(label),
        **(absence if reading.absence else {}),
        "values": [value_as_data(value) for value in reading.values],
    }


def value_as_data(value: DatedValue) -> dict[str, Any]:
    """A dated value with where it is written."""
    return {
        "value": str(value.value),
        "unit": value.unit,
        "place": value.place,
        "key": value.key,
        "from": value.start.isoformat() if value.start_known else None,
        "to": value.end and value.end.isoformat(),
        "candidates": list(value.candidates),
        "document": value.document,
        "article": value.article,
        "source": value.source,
        "mark": value.mark.value,
        "known_from": value.known_from and value.known_from.isoformat(),
        "note": value.note,
    }
