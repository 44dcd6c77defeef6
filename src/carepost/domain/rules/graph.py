"""The graph of a pack: rules joined by the names of their arguments, in an order in which each can be worked out."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from carepost.domain.rules.kinds import (
    BOUNDS,
    BUILT_IN,
    PREVIOUS,
    Kind,
    ValueFault,
    number_of,
    plain,
    table_of,
    words_of,
)
from carepost.domain.rules.rows import PackError
from carepost.domain.rules.store import NONE, NOT_STATED
from carepost.domain.rules.syntax import MOST_RULES, Rule
from carepost.domain.rules.units import size_of

if TYPE_CHECKING:
    from carepost.domain.rules.pack import Pack


def check_graph(pack: Pack) -> tuple[str, ...]:
    """The order of the rules. Raises PackError for an unknown name, a wrong kind, a cycle or a size out of bounds."""
    if len(pack.rules) > MOST_RULES:
        raise PackError(f"{pack.folder}: more than {MOST_RULES} rules")
    kinds: dict[str, Kind] = dict(BUILT_IN)
    for source in (
        {name: fact.kind for name, fact in pack.facts.items()},
        {name: kind for name, (_, kind) in pack.parameters.items()},
        {name: versions[0].returns for name, versions in pack.rules.items()},
    ):
        if twice := set(source) & set(kinds):
            raise PackError(f"{pack.folder}: {sorted(twice)}: one name for two things")
        kinds |= source
    for name, versions in pack.rules.items():
        if versions[0].before is not None:
            kinds[PREVIOUS + name] = versions[0].returns
    for rule in each_rule(pack):
        for argument, kind in rule.arguments:
            _argument(pack, rule, argument, kind, kinds)
    order = tuple(_ordered(pack))
    _sizes(pack, order, kinds)
    _answers(pack)
    _values(pack)
    return order


def each_rule(pack: Pack) -> Iterator[Rule]:
    """Every version of every rule."""
    return (rule for versions in pack.rules.values() for rule in versions)


def needs(pack: Pack, name: str) -> tuple[str, ...]:
    """What the versions of a rule read, each once."""
    return tuple(dict.fromkeys(a for rule in pack.rules[name] for a, _ in rule.arguments))


def closure(pack: Pack, targets: tuple[str, ...]) -> tuple[str, ...]:
    """The rules that targets rest on, themselves included (through last month's values too), in the pack's order."""
    wanted: set[str] = set()
    waiting = list(targets)
    while waiting:
        name = waiting.pop().removeprefix(PREVIOUS)
        if name in pack.rules and name not in wanted:
            wanted.add(name)
            waiting += needs(pack, name)
    return tuple(name for name in pack.order if name in wanted)


def _argument(pack: Pack, rule: Rule, argument: str, kind: Kind, kinds: dict[str, Kind]) -> None:
    if argument not in kinds:
        raise PackError(
            f"{rule.where}: {argument} is no fact, parameter or rule of {pack.id}, and no rule with 'before'"
        )
    if kinds[argument] is not kind:
        raise PackError(f"{rule.where}: {argument}: its annotation says {kind}, it is {kinds[argument]}")


def _ordered(pack: Pack) -> list[str]:
    done: dict[str, bool] = {}
    out: list[str] = []
    for start in pack.rules:
        stack = [(start, iter(needs(pack, start)))]
        if start in done:
            continue
        done[start] = False
        while stack:
            name, rest = stack[-1]
            below = next((n for n in rest if n in pack.rules and not done.get(n, False)), None)
            if below is None:
                done[name] = True
                out.append(name)
                stack.pop()
            elif below in done:
                raise PackError(f"{pack.folder}: the rules go in a circle: {' > '.join(n for n, _ in stack)} > {below}")
            else:
                done[below] = False
                stack.append((below, iter(needs(pack, below))))
    return out


def _sizes(pack: Pack, order: tuple[str, ...], kinds: dict[str, Kind]) -> None:
    sizes = {name: BOUNDS.get(kind, 0) for name, kind in kinds.items()}
    for name in order:
        sizes[name] = max(size_of(rule, sizes, pack.options()) for rule in pack.rules[name])


def _answers(pack: Pack) -> None:
    where = pack.folder / "pack.yaml"
    for access, name in pack.access.items():
        _returns(pack, f"{where}: access: {access}", name, Kind.CONDITION)
    for payment in pack.payments:
        _returns(pack, f"{where}: payments: {payment.id}", payment.rule, Kind.FEN)


def _returns(pack: Pack, where: str, name: str, kind: Kind) -> None:
    if name not in pack.rules or pack.rules[name][0].returns is not kind:
        raise PackError(f"{where}: expected the name of a rule that returns {kind}, got {name!r}")


def _values(pack: Pack) -> None:
    """That every value a rule reads is of its kind, and that 'none' is met only by conditions."""
    for argument, (name, kind) in pack.parameters.items():
        readers = [rule for rule in each_rule(pack) if argument in dict(rule.arguments)]
        options = options_of(pack, argument) if readers else ()
        for value in pack.store:
            if value.name != name or value.place != pack.place or not readers:
                continue
            where = f"{pack.folder}: {name}: from {value.start}"
            if value.value == NONE:
                wrong = [rule.name for rule in readers if rule.returns is not Kind.CONDITION]
                if wrong:
                    raise PackError(f"{where}: 'none' is for conditions; {', '.join(wrong)} needs a value")
                continue
            written = value.candidates if value.value == NOT_STATED else (value.value,)
            for each in written:
                _of_kind(where, kind, each, options)


def _of_kind(where: str, kind: Kind, written: object, options: tuple[str, ...]) -> None:
    try:
        if kind is Kind.CHOICES and (strange := set(words_of(str(written))) - set(options)):
            raise ValueFault(f"{sorted(strange)}: expected some of {', '.join(options)}")
        if kind.endswith("table") and set(table_of(kind, str(written))) != set(options):
            raise ValueFault(f"expected a value for each of {', '.join(options)}")
        if kind in BOUNDS:
            number_of(kind, plain(str(written)))
    except ValueFault as fault:
        raise PackError(f"{where}: {fault}") from None


def options_of(pack: Pack, argument: str) -> tuple[str, ...]:
    """The options of the choice that a table or a set of options is asked about; () where no rule asks.

    Raises PackError when it is asked about two different choices.
    """
    found = {options for rule in each_rule(pack) for options in _partners(pack, rule, argument)}
    if len(found) > 1:
        raise PackError(f"{pack.folder}: {argument}: asked about two different choices; make two parameters of it")
    return next(iter(found), ())


def _partners(pack: Pack, rule: Rule, argument: str) -> Iterator[tuple[str, ...]]:
    for node in ast.walk(rule.body):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("take", "among"):
            names = [part.id for part in node.args if isinstance(part, ast.Name)]
            if argument in names:
                yield from (pack.facts[n].options for n in names if n in pack.facts)
