"""The text of a compiled loop: a pack's rules over blocks of people, month by month.

For each block: the people whom no target can pass over (gates.py) are listed; what never changes of them is worked out
once, into columns that stay in the processor's cache; then each month is one loop over the block without a branch, so
that the compiler takes several people at a time. A table lookup or a tax schedule, which it cannot take so,
stands in a loop of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from carepost.domain.rules.columns import Settled, steady_parameters, still_rules
from carepost.domain.rules.gates import person_gates
from carepost.domain.rules.graph import closure, needs
from carepost.domain.rules.kinds import BOUNDS, BUILT_IN, PREVIOUS, Kind
from carepost.domain.rules.pack import Pack
from carepost.domain.rules.printer import CONDITION, NARROW, WIDE, LoopPrinter, width_of

BLOCK = 1024
_VALUE = re.compile(r"\bv_(\w+)")
# What keeps a loop from being taken many people at a time.
_ALONE = re.compile(r"progressive\(|\bp_\w+\[t, ")
# Whether a target was more than nought for a person, and whether it was anything but nought, by number of the target.
_FLAGS = ("_hit", "_some")
_FOR_ROWS = "for j in range(count):"


@dataclass(frozen=True, slots=True)
class LoopText:
    """The loop as Python text, and how many columns of a block it asks for, by their width."""

    source: str
    columns: Mapping[str, int]


def loop_text(settled: Settled, keep: bool, grouped: bool) -> LoopText:
    """The loop; the same for every scenario of one pack, its targets and its number of months."""
    text = _Text(settled, keep, grouped)
    months = text.months()
    handed = "row, out, w_bool, w_i4, w_i8, sums, reached, each, members, groups"
    lines = [f"def loop(n, {', '.join(signature(settled))}, {handed}):"]
    lines += _indented(4, ["t = 0", *text.header(), *text.by_month(), *text.block()])
    lines += [f"    for first in range(0, n, {BLOCK}):"]
    lines += _indented(8, [*text.listed(), *text.still(), *months, *text.closing()])
    return LoopText("\n".join(lines) + "\n", text.counts())


def signature(settled: Settled) -> list[str]:
    """The arguments of the loop before its results: months, versions, columns of facts, parameters by month."""
    pack, read = settled.pack, arguments_of(settled)
    names = ["months", "rule_version", *(f"c_{a}" for a in read if a in pack.facts)]
    for a in read:
        if a in pack.parameters:
            schedule = pack.parameters[a][1] is Kind.SCHEDULE
            names += [f"p_{a}_{c}" for c in "urq"] if schedule else [f"p_{a}"]
    return names


def arguments_of(settled: Settled) -> tuple[str, ...]:
    """What the rules of a sweep read, each once."""
    return tuple(dict.fromkeys(a for name in settled.order for a in needs(settled.pack, name)))


def kinds_of(pack: Pack) -> dict[str, Kind]:
    """The kind of everything that a rule of a pack may read."""
    kinds: dict[str, Kind] = {**BUILT_IN, **{name: fact.kind for name, fact in pack.facts.items()}}
    kinds |= {name: kind for name, (_, kind) in pack.parameters.items()}
    kinds |= {name: rules[0].returns for name, rules in pack.rules.items()}
    return kinds | {PREVIOUS + name: rules[0].returns for name, rules in pack.rules.items()}


class _Printer(LoopPrinter):
    """Prints rules; in those of the month, what depends on the person or on the month alone is taken out."""

    def __init__(self, settled: Settled, still: frozenset[str]) -> None:
        pack = settled.pack
        super().__init__(pack.options(), kinds_of(pack), "v_")
        self.hoists = False
        self.by_person: dict[str, tuple[str, str]] = {}
        self.by_month: dict[str, str] = {}
        self._person = {a for a, fact in pack.facts.items() if not fact.monthly} | still
        self._month = {"month"} | {a for a, (_, kind) in pack.parameters.items() if kind in BOUNDS}
        self._steady = steady_parameters(settled)

    def call(self, name: str, parts: list[str]) -> str:
        if name == "progressive":
            argument = parts[1].removeprefix("v_")
            return f"progressive({parts[0]}, {', '.join(f'p_{argument}_{c}[t]' for c in 'urq')})"
        if name == "years_between":
            birth, on = (self._once(f"month_and_day({part})", NARROW) for part in parts)
            return f"(i4({on} - {birth}) // i4(384))"
        if name.startswith("month_"):
            return self._once(f"{name}({parts[0]})", NARROW)
        if name in ("take", "among"):
            table, option = parts if name == "take" else reversed(parts)
            argument = table.removeprefix("v_")
            text = f"p_{argument}[t, {option}]"
            width = CONDITION if name == "among" else WIDE if self._kinds[argument] is Kind.FEN_TABLE else NARROW
            return self._once(text, width) if argument in self._steady else text
        return super().call(name, parts)

    def _once(self, text: str, width: str) -> str:
        """An expression, taken out of the loop over months or people where it depends on the other alone."""
        names = set(_VALUE.findall(text))
        if self.hoists and names and names <= self._person:
            name, _ = self.by_person.setdefault(text, (f"_h{len(self.by_person)}", width))
            self._person.add(name)
            return f"v_{name}"
        if self.hoists and names and names <= self._month:
            name = self.by_month.setdefault(text, f"_m{len(self.by_month)}")
            self._month.add(name)
            return f"v_{name}"
        return text


class _Text:
    """The parts of the loop. `months` comes first: it finds which columns of the block the months read."""

    def __init__(self, settled: Settled, keep: bool, grouped: bool) -> None:
        self._settled, self._keep, self._grouped = settled, keep, grouped
        self._pack, self._read = settled.pack, arguments_of(settled)
        self._kinds = kinds_of(settled.pack)
        self._still = still_rules(settled)
        self._printer = _Printer(settled, self._still)
        self._states = [name for name in settled.order if self._pack.rules[name][0].before is not None]
        self._fixed = {name: self._line(name) for name in settled.order if name in self._still}
        self._monthly: dict[str, str] = {}
        self._open = self._gates()
        self.columns: set[str] = set()

    def width(self, name: str) -> str:
        """How a column of the block is held."""
        if name.startswith(_FLAGS):
            return CONDITION
        hoisted = dict(self._printer.by_person.values())
        return hoisted[name] if name in hoisted else width_of(self._kinds[name])

    def header(self) -> list[str]:
        """The plain parameters of a month, and the version of each rule that has several or may be waived or absent."""
        plain = [a for a in self._read if a in self._pack.parameters and self._kinds[a] in BOUNDS]
        versions = {n for text in (self._fixed | self._monthly).values() for n in re.findall(r"\bn_(\d+)", text)}
        lines = [f"v_{a} = {_cast(width_of(self._kinds[a]), f'p_{a}[t]')}" for a in plain]
        lines += [f"n_{n} = rule_version[{n}, t]" for n in sorted(versions)]
        lines += ["v_month = i4(months[t])"]
        return lines + [f"v_{a} = month_start(v_month)" for a in BUILT_IN if a != "month" and a in self._read]

    def by_month(self) -> list[str]:
        """The lines that work out once what depends on the month alone."""
        hoisted = self._printer.by_month
        if not hoisted:
            return []
        lines = [f"{name} = np.zeros(len(months), np.int64)" for name in hoisted.values()]
        inner = [*self.header(), *(f"{name}[t] = v_{name} = i4({text})" for text, name in hoisted.items())]
        return [*lines, "for t in range(len(months)):", *_indented(4, inner)]

    def block(self) -> list[str]:
        """The columns of the block. They are handed in: to make them in the loop takes long to compile."""
        seen = dict.fromkeys((CONDITION, NARROW, WIDE), 0)
        lines = []
        for name in self._held():
            width = self.width(name)
            lines.append(f"a_{name} = w_{width}[{seen[width]}]")
            seen[width] += 1
        return lines + [f"out_{k} = out[{k}]" for k in range(len(self._settled.targets))]

    def counts(self) -> dict[str, int]:
        """How many columns of each width a block has."""
        widths = [self.width(name) for name in self._held()]
        return {width: widths.count(width) for width in (CONDITION, NARROW, WIDE)}

    def _held(self) -> list[str]:
        """What stands in columns of the block, in order: what months read, and whether anything came of a person."""
        return sorted(self.columns) + [f"{flag}{k}" for k in range(len(self._settled.targets)) for flag in _FLAGS]

    def _gates(self) -> list[str]:
        """The conditions that never change and without which nothing comes of a person: facts, then rules."""
        pack, waived = self._pack, frozenset[str]().union(*self._settled.waived)
        gates = person_gates(pack, self._settled.targets, waived)
        facts = [a for a in self._read if a in gates and a in pack.facts and not pack.facts[a].monthly]
        return [*facts, *(name for name in self._settled.order if name in gates & self._still)]

    def listed(self) -> list[str]:
        """The rows of the block that count: those whose gates are open."""
        pack = self._pack
        facts = [a for a in self._open if a in pack.facts]
        rules = [a for a in self._open if a in pack.rules]
        order = closure(pack, tuple(rules))
        read = dict.fromkeys([*facts, *(a for name in order for a in needs(pack, name) if a in pack.facts)])
        met = " & ".join(f"v_{name}" for name in self._open)
        lines = ["row[count] = i", *self._facts(read), *(self._fixed[name] for name in order)]
        # Added, not asked: which rows count cannot be foreseen, and a wrong guess costs more than the addition.
        lines += [f"count += {met or 'True'}"]
        return ["count = 0", f"for i in range(first, min(first + {BLOCK}, n)):", *_indented(4, lines)]

    def still(self) -> list[str]:
        """What never changes of each person listed, into the columns that the months read."""
        hoisted = {name: text for text, (name, _) in self._printer.by_person.items()}
        lines = self._facts(a for a in self._read if a in self._pack.facts and not self._pack.facts[a].monthly)
        lines += [*self._fixed.values(), *(f"v_{name} = {text}" for name, text in hoisted.items())]
        known = {*self._fixed, *hoisted, *self._pack.facts} - self._monthly_facts()
        lines += [f"a_{name}[j] = v_{name}" for name in sorted(self.columns & known)]
        lines += [f"a_{PREVIOUS}{name}[j] = {self._pack.rules[name][0].before}" for name in self._states]
        for k in range(len(self._settled.targets)):
            lines += [f"a__hit{k}[j] = False", f"a__some{k}[j] = False"]
        return [_FOR_ROWS, "    i = row[j]", *_indented(4, lines)]

    def months(self) -> list[str]:
        """The loop over months: its stages, and the sums of the month."""
        self._printer.hoists = True
        self._monthly = {name: self._line(name) for name in self._settled.order if name not in self._still}
        stages = list(self._stages())
        body = [f"v_{name} = {NARROW}({name}[t])" for name in self._printer.by_month.values()]
        for number, stage in enumerate(stages):
            later = {name for rest in stages[number + 1 :] for line in rest for name in _VALUE.findall(line)}
            body += self._stage(stage, later)
        for k in range(len(self._settled.targets)):
            body += [f"sums[{k}, t] += total_{k}"]
            if self._keep:
                body += [_FOR_ROWS, f"    each[{k}, t, row[j]] = out_{k}[t, j]"]
        totals = [f"total_{k} = 0" for k in range(len(self._settled.targets))]
        return ["for t in range(len(months)):", *_indented(4, [*self.header(), *totals, *body])]

    def closing(self) -> list[str]:
        """What the block adds to the people reached and to the groups."""
        lines = []
        for k in range(len(self._settled.targets)):
            inner = [f"reached[{k}] += a__hit{k}[j]"]
            if self._grouped:
                inner += [f"if a__some{k}[j]:", "    g = members[row[j]]", "    for t in range(len(months)):"]
                inner += [f"        groups[{k}, g, t] += out_{k}[t, j]"]
            lines += [_FOR_ROWS, *_indented(4, inner)]
        return lines

    def _monthly_facts(self) -> set[str]:
        return {a for a in self._read if a in self._pack.facts and self._pack.facts[a].monthly}

    def _stages(self) -> Iterator[list[str]]:
        """The lines of each loop over the block: facts of the month, then rules as long as they go together."""
        for name in self._read:
            if name in self._monthly_facts():
                yield [_take(self.width(name), name, "row[j], t")]
        together: list[str] = []
        for line in self._monthly.values():
            if _ALONE.search(line):
                if together:
                    yield together
                yield [line]
                together = []
            else:
                together.append(line)
        for k, name in enumerate(self._settled.targets):
            held = f"i8(v_{name})"
            together += [f"o_{k} = {held}", f"total_{k} += o_{k}", f"out_{k}[t, j] = o_{k}"]
            together += [f"a__hit{k}[j] = a__hit{k}[j] | (o_{k} > 0)", f"a__some{k}[j] = a__some{k}[j] | (o_{k} != 0)"]
        yield together + [f"a_{PREVIOUS}{name}[j] = v_{name}" for name in self._states]

    def _stage(self, lines: list[str], later: set[str]) -> list[str]:
        """A loop over the block: what it reads from columns, its lines, what later loops read of it."""
        made = {line.split(" ", 1)[0].removeprefix("v_") for line in lines if line.startswith("v_")}
        scalars = set(self._pack.parameters) | set(BUILT_IN) | set(self._printer.by_month.values())
        read = dict.fromkeys(name for line in lines for name in _VALUE.findall(line))
        loads = [name for name in read if name not in made and name not in scalars and name not in self._open]
        stores = [name for name in made if name in later]
        self.columns |= {*loads, *stores, *(PREVIOUS + name for name in self._states)}
        inner = [f"v_{name} = True" for name in read if name in self._open]
        inner += [*(f"v_{name} = a_{name}[j]" for name in loads), *lines]
        return [_FOR_ROWS, *_indented(4, [*inner, *(f"a_{name}[j] = v_{name}" for name in sorted(stores))])]

    def _facts(self, names: Iterable[str]) -> list[str]:
        return [_take(width_of(self._kinds[name]), name, "i") for name in names]

    def _line(self, name: str) -> str:
        """A rule: nothing where it is not in force, yes where nothing is asked, else its version of the month."""
        settled, versions = self._settled, self._pack.rules[name]
        row = settled.order.index(name)
        text = self._printer.text(versions[-1].body)
        for n, rule in list(enumerate(versions[:-1]))[::-1]:
            text = f"({self._printer.text(rule.body)} if n_{row} == {n} else {text})"
        if any(name in month for month in settled.waived):
            text = f"(True if n_{row} == -2 else {text})"
        width = width_of(versions[0].returns)
        if any(name in month for month in settled.absent):
            text = f"({'False' if width == CONDITION else '0'} if n_{row} == -1 else {text})"
        return f"v_{name} = {_cast(width, text)}"


def _take(width: str, name: str, at: str) -> str:
    return f"v_{name} = {f'c_{name}[{at}] != 0' if width == CONDITION else _cast(width, f'c_{name}[{at}]')}"


def _cast(width: str, text: str) -> str:
    return text if width == CONDITION else f"{width}({text})"


def _indented(by: int, lines: Iterable[str]) -> list[str]:
    return [" " * by + line for line in lines]
