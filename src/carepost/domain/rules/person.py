"""One person under a pack: what each rule gives, with its trace, what is not met and what is not known.

Up to CORNERS parameters that are not stated are worked out corner by corner, more (and missing facts of the person) by
ranges: corners are exact where a result moves one way with the parameter, ranges never too narrow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from carepost.domain.facts import Mark, weakest
from carepost.domain.rules.calendar import day_number, month_number, number_month, parse_month
from carepost.domain.rules.case import FactValue, read_facts
from carepost.domain.rules.graph import closure, needs
from carepost.domain.rules.kinds import BUILT_IN, PREVIOUS, Kind
from carepost.domain.rules.pack import Pack
from carepost.domain.rules.ranges import NOTHING, OneNumber, Range, Value, Walk
from carepost.domain.rules.readings import Clocks, Reading, read_parameters
from carepost.domain.rules.store import lineage
from carepost.domain.rules.syntax import Rule
from carepost.domain.rules.trace import Decision, decision, decision_as_data

CORNERS = 5
_MOST_CORNERS = 243
_MOST_MONTHS = 600


def assess(
    pack: Pack,
    facts: Mapping[str, Any],
    clocks: Clocks,
    *,
    place: str | None = None,
    targets: Sequence[str] = (),
    marks: Mapping[str, Mark] | None = None,
) -> Decision:
    """What a pack decides for one person in the month of work, with everything it rests on.

    `facts` is plain data (`read_facts`); `targets` are names of rules, else the pack's access and payment rules. A pack
    with last month's values runs from the month in which it came into force. Raises FactError for a fact that cannot be
    read, ValueError for a place outside the pack's or a target that it does not have.
    """
    place = place or pack.place
    if pack.place not in lineage(place):
        raise ValueError(f"{place} does not lie in {pack.place}, the place of {pack.id}")
    wanted = tuple(targets) or (*pack.access.values(), *(p.rule for p in pack.payments)) or pack.order
    if strange := [name for name in wanted if name not in pack.rules]:
        raise ValueError(f"{strange[0]!r} is no rule of {pack.id}")
    run = _Run(pack, read_facts(pack, facts, marks), clocks, place, closure(pack, wanted))
    return decision(pack, run.facts, clocks, place, wanted, run.results(), run.last_readings(), run.waived())


@dataclass(slots=True)
class _Run:
    pack: Pack
    facts: Mapping[str, FactValue]
    clocks: Clocks
    place: str
    order: tuple[str, ...]
    _readings: dict[int, dict[str, Reading]] | None = None
    _steps: list[tuple[int, list[tuple[str, Range, Rule | None]]]] | None = None

    def months(self) -> range:
        work = month_number(self.clocks.work)
        if all(self.pack.rules[name][0].before is None for name in self.order) or self.pack.start is None:
            return range(work, work + 1)
        return range(max(min(month_number(self.pack.start), work), work - _MOST_MONTHS + 1), work + 1)

    def readings(self) -> dict[int, dict[str, Reading]]:
        if self._readings is None:
            arguments = tuple(dict.fromkeys(a for name in self.order for a in needs(self.pack, name)))
            self._readings = {
                m: read_parameters(self.pack, arguments, self.clocks.at(m), self.place) for m in self.months()
            }
        return self._readings

    def last_readings(self) -> dict[str, Reading]:
        return self.readings()[month_number(self.clocks.work)]

    def waived(self) -> frozenset[str]:
        """The rules that have nothing to ask in the month of work."""
        readings = self.last_readings()
        return frozenset(
            name for name in self.order if any(a in readings and readings[a].waived for a in needs(self.pack, name))
        )

    def results(self) -> dict[str, Range]:
        """Every rule in the month of work, over all corners of what is not stated."""
        open_ = sorted({a for month in self.readings().values() for a, r in month.items() if len(r.corners) > 1})
        counts = [max(len(month[a].corners) for month in self.readings().values() if a in month) for a in open_]
        total = 1
        for count in counts:
            total *= count
        if not open_ or len(open_) > CORNERS or total > _MOST_CORNERS:
            return self._once({})
        runs = {
            corner: self._once(dict(zip(open_, corner, strict=True)))
            for corner in product(*(range(count) for count in counts))
        }
        return {name: _merged([*runs], [run[name] for run in runs.values()], open_) for name in self._names(runs)}

    def _names(self, runs: Mapping[Any, Mapping[str, Range]]) -> Iterator[str]:
        return iter(next(iter(runs.values())))

    def _once(self, corner: Mapping[str, int]) -> dict[str, Range]:
        walk = Walk(OneNumber(), self.pack.options())
        found: dict[str, Range] = {}
        states = [
            (name, rules[0].before) for name in self.order if (rules := self.pack.rules[name])[0].before is not None
        ]
        for month, steps in self._plan():
            values = self._values(month, corner)
            values |= {PREVIOUS + name: found.get(name, Range(start, start)) for name, start in states}
            found = {}
            for name, settled, rule in steps:
                value = settled if rule is None else walk.of(rule.body, values)
                values[name] = found[name] = value
        return found

    def _plan(self) -> list[tuple[int, list[tuple[str, Range, Rule | None]]]]:
        """For each month the rules to work out: those that carry a value on, and in the last month all.

        A rule that is not in force gives nothing; one that reads what the texts do not ask for is met.
        """
        if self._steps is None:
            states = tuple(name for name in self.order if self.pack.rules[name][0].before is not None)
            carrying = closure(self.pack, states)
            last = month_number(self.clocks.work)
            self._steps = [
                (m, [self._step(name, m) for name in (self.order if m == last else carrying)]) for m in self.months()
            ]
        return self._steps

    def _step(self, name: str, month: int) -> tuple[str, Range, Rule | None]:
        rule = self.pack.rule_on(name, self.clocks.at(month).span(self.pack.clock)[0])
        if rule is None:
            nothing = False if self.pack.rules[name][0].returns is Kind.CONDITION else 0
            return name, Range(nothing, nothing), None
        read = dict(rule.arguments)
        waived = [r for a, r in self.readings()[month].items() if r.waived and a in read]
        met = Range(True, True, NOTHING, weakest(*(v.mark for r in waived for v in r.values))) if waived else None
        return name, met or Range(False, False), None if waived else rule

    def _values(self, month: int, corner: Mapping[str, int]) -> dict[str, Value]:
        clocks = self.clocks.at(month)
        built_in = (month, clocks.application or clocks.work, clocks.rule or clocks.work)
        values: dict[str, Value] = {
            name: Range(n, n) for name, n in zip(BUILT_IN, (built_in[0], *map(day_number, built_in[1:])), strict=True)
        }
        values |= {name: fact.in_month(month) for name, fact in self.facts.items()}
        for argument, reading in self.readings()[month].items():
            at = corner.get(argument)
            values[argument] = reading.value if at is None or not reading.corners else _corner(reading, at)
        return values


def _corner(reading: Reading, at: int) -> Value:
    return reading.corners[at % len(reading.corners)]


def _merged(corners: Sequence[tuple[int, ...]], found: Sequence[Range], names: Sequence[str]) -> Range:
    """What all corners span; a parameter is a reason where moving it alone moves the result."""
    low, high = min(r.low for r in found), max(r.high for r in found)
    if low == high:
        return Range(low, high, NOTHING, weakest(*(r.mark for r in found)))
    ends = {corner: (r.low, r.high) for corner, r in zip(corners, found, strict=True)}
    moved = {name for n, name in enumerate(names) if _moves(ends, n)}
    because = frozenset(moved).union(*(r.because for r in found))
    return Range(low, high, because, weakest(*(r.mark for r in found)))


def _moves(ends: Mapping[tuple[int, ...], tuple[Any, Any]], n: int) -> bool:
    seen: dict[tuple[int, ...], tuple[Any, Any]] = {}
    return any(seen.setdefault((*c[:n], *c[n + 1 :]), end) != end for c, end in ends.items())


class NoSuchPack(LookupError):
    """The version of a pack with which a stored decision was taken is not at hand."""


def replay(stored: Mapping[str, Any], find: Callable[[str, str], Pack | None]) -> dict[str, Any]:
    """A stored decision (`decision_as_data`) taken again, with the version of the pack that took it.

    `find` gives the pack of an id and a hash, or None. The data returned equals `stored` as long as the engine is
    faithful; a test of every release compares them. Raises NoSuchPack where the version is not at hand.
    """
    pack = find(str(stored["pack"]), str(stored["pack_hash"]))
    if pack is None or pack.hash != stored["pack_hash"]:
        raise NoSuchPack(f"{stored['pack']}: no version with the hash {stored['pack_hash']} is at hand")
    days = [stored[key] and date.fromisoformat(stored[key]) for key in ("application", "rule_day", "known_on")]
    clocks = Clocks(number_month(parse_month(stored["at"])), *days)
    targets = tuple(stored["outcomes"])
    marks = {name: Mark(mark) for name, mark in stored["fact_marks"].items()}
    return decision_as_data(assess(pack, stored["facts"], clocks, place=stored["place"], targets=targets, marks=marks))
