"""A pack's rules as OpenFisca variables: one formula for each span of months in which a rule reads the same."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date, timedelta

from carepost.domain.facts import Text
from carepost.domain.rules.calendar import month_end, month_number, month_words, number_day, number_month
from carepost.domain.rules.kinds import BUILT_IN, PREVIOUS, Kind
from carepost.domain.rules.loop_text import kinds_of
from carepost.domain.rules.openfisca_values import member, slug_of
from carepost.domain.rules.pack import Clock, Fact, Pack
from carepost.domain.rules.printer import Printer
from carepost.domain.rules.readings import Clocks, read_parameters
from carepost.domain.rules.syntax import Rule

_DATES = (Kind.DAY, Kind.MONTH)
_NUMPY = {"where": "numpy.where", "minimum": "numpy.minimum", "maximum": "numpy.maximum"}
_WORDS = (
    "WideVariable", "among", "before", "between", "day", "month_end", "month_of", "month_start", "nothing",
    "nothing_asked", "ppm", "progressive", "share", "take", "this_month", "years_between",
)  # fmt: skip
_FIRST = date(1900, 1, 1)
NOT_IN_FORCE, NOTHING_ASKED = "not in force", "nothing asked"


class _Formula(Printer):
    """Prints an expression over OpenFisca's arrays: days and months are datetime64, choices are enum arrays."""

    def __init__(self, pack: Pack) -> None:
        super().__init__(pack.options())
        self._kinds = kinds_of(pack)

    def text(self, node: ast.expr) -> str:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub) and self._kind(node.right) in _DATES:
            return f"between({self.text(node.left)}, {self.text(node.right)})"
        return super().text(node)

    def _compare(self, node: ast.Compare) -> str:
        right = node.comparators[0]
        if isinstance(node.left, ast.Name) and isinstance(right, ast.Constant) and isinstance(right.value, str):
            sign = "==" if isinstance(node.ops[0], ast.Eq) else "!="
            return f"({node.left.id} {sign} {node.left.id}.possible_values.{member(right.value)})"
        return super()._compare(node)

    def _kind(self, node: ast.expr) -> Kind | None:
        """The kind of a part that may be a day or a month; None for everything else."""
        if isinstance(node, ast.Name):
            return self._kinds[node.id]
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
            left, right = self._kind(node.left), self._kind(node.right)
            return None if isinstance(node.op, ast.Sub) and right in _DATES else left
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            name = node.func.id
            if name == "take":
                return Kind.MONTH if self._of_months(node.args[0]) else None
            made = {"month_of": Kind.MONTH, "month_start": Kind.DAY, "month_end": Kind.DAY}
            passes = {"where": 1, "minimum": 0, "maximum": 0, "clamp": 0}
            return self._kind(node.args[passes[name]]) if name in passes else made.get(name)
        return None

    def _of_months(self, table: ast.expr) -> bool:
        return isinstance(table, ast.Name) and self._kinds[table.id] is Kind.MONTH_TABLE

    def negated(self, inner: str) -> str:
        return f"numpy.logical_not({inner})"

    def call(self, name: str, parts: list[str]) -> str:
        if name == "clamp":
            return f"numpy.minimum(numpy.maximum({parts[0]}, {parts[1]}), {parts[2]})"
        text = f"{_NUMPY.get(name, name)}({', '.join(parts)})"
        return f"month_of(day({text}))" if name == "take" and self._kinds[parts[0]] is Kind.MONTH_TABLE else text


def variables_of(pack: Pack, facts: dict[str, str]) -> str:
    """The module of a pack's variables. `facts` maps each fact of the pack to its variable."""
    printer = _Formula(pack)
    blocks = [_variable(pack, name, printer, facts) for name in pack.order]
    if payments := [p for p in pack.payments if p.payee == "employer"]:
        blocks.append(_employer_total(pack, [p.rule for p in payments]))
    body = "\n\n\n".join(blocks)
    used = [word for word in _WORDS if re.search(rf"\b{word}\b", body)]
    entities = [name for name in ("Employer", "Person") if re.search(rf"\b{name}\b", body)]
    heads = [f'"""{_said(pack.title)}"""', ""]
    heads += [f"import {module}" for module in ("datetime", "numpy") if re.search(rf"\b{module}\.", body)]
    heads += ["from openfisca_core.periods import MONTH", "from openfisca_core.variables import Variable", ""]
    heads += [f"from openfisca_carepost.entities import {', '.join(entities)}"]
    heads += [f"from openfisca_carepost.rules import {', '.join(used)}"] if used else []
    return "\n".join(heads) + "\n\n\n" + body + "\n"


def fact_of(name: str, fact: Fact) -> str:
    """The variable of a fact, with its options where it is a choice."""
    period = "MONTH" if fact.monthly else "ETERNITY"
    if fact.kind is not Kind.CHOICE:
        return _class(name, fact.kind, fact.label, period, [])
    options = [f'    {member(each)} = "{each}"' for each in fact.options]
    enum = "\n".join([f"class Options_{name}(Enum):", f'    """{_said(fact.label)}"""', "", *options])
    more = [f"    possible_values = Options_{name}", f"    default_value = Options_{name}.{member(fact.options[0])}"]
    return enum + "\n\n\n" + _class(name, fact.kind, fact.label, period, more)


def _class(name: str, kind: Kind, label: Text, period: str, more: list[str], entity: str = "Person") -> str:
    wide = kind in (Kind.FEN, Kind.RATE)
    types = {Kind.CONDITION: "bool", Kind.DAY: "datetime.date", Kind.MONTH: "datetime.date", Kind.CHOICE: "Enum"}
    lines = [f"class {name}({'WideVariable' if wide else 'Variable'}):"]
    lines += [f"    value_type = {types.get(kind, 'int')}", f"    entity = {entity}"]
    lines += [f"    definition_period = {period}", f"    label = {_quoted(_said(label))}", *more]
    return "\n".join(lines)


def _variable(pack: Pack, name: str, printer: _Formula, facts: dict[str, str]) -> str:
    rules = pack.rules[name]
    more = [f"    reference = {_quoted(rules[0].article)}"] if rules[0].article else []
    for start, reads in _spans(pack, name):
        more += ["", *_formula(pack, name, start, reads, printer, facts)]
    return _class(f"{slug_of(pack.id)}_{name}", rules[0].returns, rules[0].label, "MONTH", more)


def _employer_total(pack: Pack, rules: list[str]) -> str:
    names = [f"{slug_of(pack.id)}_{rule}" for rule in rules]
    total = " + ".join(f'employer.sum(employer.members("{name}", period))' for name in names)
    more = ["", "    def formula(employer, period, parameters):", f"        return {total}"]
    label = Text("付给用人单位的合计", "Sum paid to the employer")
    return _class(f"{slug_of(pack.id)}_employer_total", Kind.FEN, label, "MONTH", more, "Employer")


def _spans(pack: Pack, name: str) -> Iterator[tuple[date | None, Rule | str]]:
    """What a rule reads from each month on: a version, or that it is not in force, or that nothing is asked."""
    days = {day for rule in pack.rules[name] for day in (rule.since, rule.until and rule.until + timedelta(days=1))}
    read = {pack.parameters[a][0] for rule in pack.rules[name] for a, _ in rule.arguments if a in pack.parameters}
    for value in pack.store:
        if value.name in read:
            days |= {value.start, value.end and value.end + timedelta(days=1)}
    months = sorted({number_month(month_number(day) + n) for day in days if day for n in (0, 1)})
    last: Rule | str = _on(pack, name, _FIRST)
    yield None, last
    for month in months:
        found = _on(pack, name, month)
        if found is not last:
            last = found
            yield month, found


def _on(pack: Pack, name: str, month: date) -> Rule | str:
    end = number_day(month_end(month_number(month)))
    clocks = Clocks(month, end, end)
    rule = pack.rule_on(name, month if pack.clock is Clock.WORK else end)
    if rule is None:
        return NOT_IN_FORCE
    readings = read_parameters(pack, tuple(a for a, _ in rule.arguments), clocks, pack.place)
    return NOTHING_ASKED if any(reading.waived for reading in readings.values()) else rule


def _formula(
    pack: Pack, name: str, start: date | None, reads: Rule | str, printer: _Formula, facts: dict[str, str]
) -> list[str]:
    suffix = f"_{start:%Y_%m}" if start else ""
    lines = [f"    def formula{suffix}(person, period, parameters):"]
    if isinstance(reads, str):
        return [*lines, f"        return {'nothing_asked' if reads == NOTHING_ASKED else 'nothing'}(person)"]
    if any(a in pack.parameters for a, _ in reads.arguments):
        lines.append(f"        law = parameters(period.stop).{slug_of(pack.id)}")
    lines += [f"        {a} = {_argument(pack, a, kind, facts)}" for a, kind in reads.arguments]
    return [*lines, f"        return {_outermost(printer.text(reads.body))}"]


def _argument(pack: Pack, argument: str, kind: Kind, facts: dict[str, str]) -> str:
    """How a formula comes by what its rule reads."""
    if argument in BUILT_IN:
        days = {"month": "this_month(period)", "application_day": "day(str(period.start))"}
        return days.get(argument, "day(str(period.stop))")
    if argument in pack.parameters:
        held = f"law.{argument}"
        shapes = {Kind.DAY: "day({})", Kind.MONTH: "month_of(day({}))", Kind.RATE: "ppm({})"}
        return shapes.get(kind, "{}").format(held)
    if argument.startswith(PREVIOUS):
        name = argument.removeprefix(PREVIOUS)
        first = _quoted(month_words(month_number(pack.start))) if pack.start else "None"
        return f'before(person, "{slug_of(pack.id)}_{name}", period, {first}, {pack.rules[name][0].before!r})'
    variable = facts[argument] if argument in facts else f"{slug_of(pack.id)}_{argument}"
    return f'month_of(person("{variable}", period))' if kind is Kind.MONTH else f'person("{variable}", period)'


def _outermost(text: str) -> str:
    """Without the brackets that stand around the whole of an expression."""
    if not text.startswith("("):
        return text
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return text[1:-1] if at == len(text) - 1 else text
    return text


def _said(text: Text) -> str:
    return f"{text.zh} · {text.en}"


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
