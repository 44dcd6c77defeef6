"""A pack as one compiled loop over people and months, for sweeps of many scenarios (extra `sweep`: numba).

The loop is printed from the pack's checked rules, compiled once for a shape of pack, and called with the parameters of
each scenario: changing an amount compiles nothing anew. Never used in a web process.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from carepost.domain.rules import calendar
from carepost.domain.rules.columns import Settled, check_columns, still_rules
from carepost.domain.rules.gates import month_gates, person_gates
from carepost.domain.rules.graph import needs
from carepost.domain.rules.kinds import BOUNDS, BUILT_IN, PREVIOUS, Kind
from carepost.domain.rules.printer import LoopPrinter

if TYPE_CHECKING:
    from numpy.typing import NDArray


class SweepUnavailable(RuntimeError):
    """The extra `sweep` is not installed."""


@dataclass(frozen=True, slots=True)
class Swept:
    """What a loop gave, keyed by target: sums by month, people with more than nought in any month; on request more.

    `each` holds arrays of months x people, `groups` arrays of groups x months.
    """

    sums: Mapping[str, NDArray[Any]]
    reached: Mapping[str, int]
    each: Mapping[str, NDArray[Any]]
    groups: Mapping[str, NDArray[Any]]


def sweep(
    settled: Settled, columns: Mapping[str, NDArray[Any]], *, keep: bool = False, group: NDArray[Any] | None = None
) -> Swept:
    """The targets over all people and months. `keep` returns every value; `group` sums by group (numbers from 0).

    Raises SweepUnavailable without numba, ColumnError for columns that do not fit.
    """
    import numpy as np

    length, months = check_columns(settled, columns), len(settled.months)
    targets = len(settled.targets)
    loop = _compiled(_source(settled, keep, group is not None))
    sums = np.zeros((targets, months), np.int64)
    reached = np.zeros(targets, np.int64)
    each = np.zeros((targets, months, length) if keep else (targets, 0, 0), np.int64)
    members = np.zeros(0, np.int64) if group is None else group
    groups = np.zeros((targets, int(group.max()) + 1 if group is not None and length else 0, months), np.int64)
    loop(length, *_arguments(settled, columns), sums, reached, each, members, groups)
    names = settled.targets
    return Swept(
        {n: sums[k] for k, n in enumerate(names)},
        {n: int(reached[k]) for k, n in enumerate(names)},
        {n: each[k] for k, n in enumerate(names)} if keep else {},
        {n: groups[k] for k, n in enumerate(names)} if group is not None else {},
    )


@lru_cache(maxsize=32)
def _compiled(source: str) -> Callable[..., None]:
    try:
        import numba
    except ImportError:
        raise SweepUnavailable(
            "compiled sweeps need the extra 'sweep' (numba): pip install 'carepost[sweep]'"
        ) from None
    import numpy as np

    scope: dict[str, Any] = {"np": np, "range": range, "min": min, "max": max, "len": len, "__builtins__": {}}
    for name in ("month_and_day", "month_of", "month_start", "month_end", "years_between"):
        scope[name] = numba.njit(_unbound(name, scope), error_model="numpy")
    exec(_PROGRESSIVE, scope)  # noqa: S102 (our own text)
    scope["progressive"] = numba.njit(scope["progressive"], error_model="numpy")
    exec(source, scope)  # noqa: S102 (printed from a checked tree)
    compiled: Callable[..., None] = numba.njit(scope["loop"], error_model="numpy", nogil=True)
    return compiled


def _unbound(name: str, scope: dict[str, Any]) -> Any:
    """A calendar function that finds its neighbours among the compiled ones."""
    from types import FunctionType

    return FunctionType(getattr(calendar, name).__code__, scope, name)


_PROGRESSIVE = """
def progressive(amount, uppers, rates, quicks):
    row = 0
    while row < len(uppers) - 1 and amount > uppers[row]:
        row += 1
    return max(0, (amount * rates[row] + 500000) // 1000000 - quicks[row])
"""


def _source(settled: Settled, keep: bool, grouped: bool) -> str:
    """The loop as Python text; the same for every scenario of one pack, its targets and its number of months."""
    pack, printer = settled.pack, _Loop(settled)
    read = tuple(dict.fromkeys(a for name in settled.order for a in needs(pack, name)))
    states = [name for name in settled.order if pack.rules[name][0].before is not None]
    waived = frozenset[str]().union(*settled.waived)
    whole = person_gates(pack, settled.targets, waived)
    steady = [line for name in settled.order if name in printer.still for line in printer.step(name, whole)]
    printer.hoists = True
    gates = month_gates(pack, settled.targets, states, waived)
    monthly = [line for name in settled.order if name not in printer.still for line in printer.step(name, gates)]
    lines = [f"def loop(n, {', '.join(printer.signature(read))}, sums, reached, each, members, groups):"]
    lines += _indented(4, printer.by_month(read))
    lines += ["    for i in range(n):"]
    facts = [a for a in read if a in pack.facts]
    lines += _indented(8, [f"v_{a} = c_{a}[i]" for a in facts if not pack.facts[a].monthly])
    lines += _indented(8, _skip([a for a in facts if a in whole and not pack.facts[a].monthly]))
    lines += _indented(8, ["t = 0", *printer.parameters(read), *steady])
    lines += _indented(8, [f"{name} = {text}" for text, name in printer.by_person.items()])
    lines += _indented(8, [f"v_{PREVIOUS}{name} = {pack.rules[name][0].before}" for name in states])
    lines += _indented(8, [f"hit_{k} = False" for k in range(len(settled.targets))])
    lines += ["        for t in range(len(months)):", "            v_month = months[t]"]
    lines += _indented(12, [f"v_{a} = month_start(v_month)" for a in BUILT_IN if a != "month" and a in read])
    lines += _indented(12, [f"v_{a} = c_{a}[i, t]" for a in facts if pack.facts[a].monthly])
    lines += _indented(12, _skip([a for a in facts if a in gates and pack.facts[a].monthly]))
    lines += _indented(12, [*printer.parameters(read), *monthly])
    for k, name in enumerate(settled.targets):
        lines += _indented(12, [f"sums[{k}, t] += v_{name}", f"hit_{k} = hit_{k} or v_{name} > 0"])
        lines += _indented(12, [f"each[{k}, t, i] = v_{name}"] if keep else [])
        lines += _indented(12, [f"groups[{k}, members[i], t] += v_{name}"] if grouped else [])
    lines += _indented(12, [f"v_{PREVIOUS}{name} = v_{name}" for name in states])
    lines += _indented(8, [f"reached[{k}] += hit_{k}" for k in range(len(settled.targets))])
    return "\n".join(lines) + "\n"


def _skip(conditions: list[str]) -> list[str]:
    return [f"if not v_{name}: continue" for name in conditions]


def _indented(by: int, lines: list[str]) -> list[str]:
    return [" " * by + line for line in lines]


class _Loop(LoopPrinter):
    """Prints the parts of the loop; a parameter is an array over months, a schedule three of them."""

    def __init__(self, settled: Settled) -> None:
        super().__init__(settled.pack.options(), "v_")
        self._settled = settled
        self.still = still_rules(settled)
        self.hoists = False
        self.by_person: dict[str, str] = {}
        self._by_month: dict[str, str] = {}
        pack = settled.pack
        self._person = {a for a, fact in pack.facts.items() if not fact.monthly} | self.still
        self._month = {"month"} | {a for a, (_, kind) in pack.parameters.items() if kind in BOUNDS}

    def signature(self, read: tuple[str, ...]) -> list[str]:
        """The arguments of the loop, in the order of `_arguments`."""
        pack = self._settled.pack
        names = ["months", "rule_version"]
        names += [f"c_{a}" for a in read if a in pack.facts]
        for a in read:
            if a in pack.parameters:
                schedule = pack.parameters[a][1] is Kind.SCHEDULE
                names += [f"p_{a}_{c}" for c in "urq"] if schedule else [f"p_{a}"]
        return names

    def step(self, name: str, gates: frozenset[str]) -> list[str]:
        """A rule worked out; where it is a gate and closed, on to the next month or person."""
        return [f"v_{name} = {self.rule(name)}", *_skip([name] if name in gates else [])]

    def parameters(self, read: tuple[str, ...]) -> list[str]:
        """The lines that take the month's value of each plain parameter; tables are read where they are asked."""
        kinds = {a: self._settled.pack.parameters[a][1] for a in read if a in self._settled.pack.parameters}
        return [f"v_{a} = p_{a}[t]" for a, kind in kinds.items() if kind in BOUNDS]

    def by_month(self, read: tuple[str, ...]) -> list[str]:
        """The lines that work out once what depends on the month alone."""
        out = [f"{name} = np.zeros(len(months), np.int64)" for name in self._by_month.values()]
        if out:
            out += ["for t in range(len(months)):", "    v_month = months[t]"]
            out += _indented(4, self.parameters(read))
            out += [f"    {name}[t] = {text}" for text, name in self._by_month.items()]
        return out

    def _once(self, text: str) -> str:
        """A calendar expression, taken out of the loop where it depends on the person or on the month alone."""
        names = set(re.findall(r"\bv_(\w+)", text))
        if self.hoists and names and names <= self._person:
            return self.by_person.setdefault(text, f"h_{len(self.by_person)}")
        if self.hoists and names <= self._month:
            return self._by_month.setdefault(text, f"m_{len(self._by_month)}") + "[t]"
        return text

    def rule(self, name: str) -> str:
        """A rule: nothing where it is not in force, yes where nothing is asked, else its version of the month."""
        versions = self._settled.pack.rules[name]
        row = self._settled.order.index(name)
        condition = versions[0].returns is Kind.CONDITION
        text = self.text(versions[-1].body)
        for n, rule in list(enumerate(versions[:-1]))[::-1]:
            text = f"({self.text(rule.body)} if rule_version[{row}, t] == {n} else {text})"
        if any(name in month for month in self._settled.waived):
            text = f"(True if rule_version[{row}, t] == -2 else {text})"
        if any(name in month for month in self._settled.absent):
            text = f"({'False' if condition else '0'} if rule_version[{row}, t] == -1 else {text})"
        return text

    def call(self, name: str, parts: list[str]) -> str:
        if name == "progressive":
            argument = parts[1].removeprefix("v_")
            return f"progressive({parts[0]}, {', '.join(f'p_{argument}_{c}[t]' for c in 'urq')})"
        if name == "years_between":
            birth, on = (self._once(f"month_and_day({part})") for part in parts)
            return f"(({on} - {birth}) // 384)"
        if name.startswith("month_"):
            return self._once(f"{name}({parts[0]})")
        if name in ("take", "among"):
            table, option = parts if name == "take" else reversed(parts)
            return f"p_{table.removeprefix('v_')}[t, {option}]"
        return super().call(name, parts)


def _arguments(settled: Settled, columns: Mapping[str, NDArray[Any]]) -> list[Any]:
    import numpy as np

    pack = settled.pack
    read = tuple(dict.fromkeys(a for name in settled.order for a in needs(pack, name)))
    out: list[Any] = [np.array(settled.months, np.int64), _versions(settled)]
    for a in read:
        if a in pack.facts:
            column = columns[a]
            if pack.facts[a].monthly and column.ndim == 1:
                column = np.repeat(column[:, None], len(settled.months), axis=1)
            out.append(column)
    for a in read:
        if a in pack.parameters:
            out += _parameter(pack.parameters[a][1], [month[a] for month in settled.values])
    return out


def _parameter(kind: Kind, months: list[Any]) -> list[Any]:
    import numpy as np

    if kind is Kind.SCHEDULE:
        return [np.array([getattr(m, part) for m in months], np.int64) for part in ("uppers", "rates", "quicks")]
    if kind is Kind.CHOICES:
        return [np.array(months, np.bool_)]
    return [np.array(months, np.bool_ if kind is Kind.CONDITION else np.int64)]


def _versions(settled: Settled) -> Any:
    """For each rule and month: -1 not in force, -2 nothing to ask, else the number of the version that holds."""
    import numpy as np

    out = np.zeros((len(settled.order), len(settled.months)), np.int64)
    for row, name in enumerate(settled.order):
        for t, month in enumerate(settled.months):
            rule = settled.pack.rule_on(name, calendar.number_month(month))
            if rule is None or name in settled.absent[t]:
                out[row, t] = -1
            elif name in settled.waived[t]:
                out[row, t] = -2
            else:
                out[row, t] = settled.pack.rules[name].index(rule)
    return out
