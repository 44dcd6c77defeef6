"""Which conditions must hold for anything to come of a person: a compiled loop skips everybody else.

A rule is nought when one of its gates is false: `where(granted, amount, 0)` when `granted` is, and so when anything is
that `granted` joins with &. Found from the expressions alone, for any pack.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from carepost.domain.rules.kinds import PREVIOUS, Kind
from carepost.domain.rules.pack import Pack

# Names of conditions; None for what is nought in any case.
Gates = frozenset[str] | None
NONE: Gates = frozenset()


def person_gates(pack: Pack, targets: Sequence[str], waived: frozenset[str]) -> frozenset[str]:
    """Conditions without which every target is nought in every month, as long as they never change."""
    finder = _Finder(pack, waived)
    return _all([finder.rule(name) for name in targets])


def _all(found: Sequence[Gates]) -> frozenset[str]:
    gates: Gates = None
    for each in found:
        gates = _either(gates, each)
    return gates or frozenset()


def _either(a: Gates, b: Gates) -> Gates:
    """Both parts must be nought."""
    if a is None or b is None:
        return a if b is None else b
    return a & b


def _any(a: Gates, b: Gates) -> Gates:
    """One part that is nought suffices."""
    return None if a is None or b is None else a | b


class _Finder:
    def __init__(self, pack: Pack, waived: frozenset[str]) -> None:
        self._pack = pack
        self._waived = waived
        self._known: dict[str, Gates] = {}

    def rule(self, name: str) -> Gates:
        """The gates of a rule; a rule of several versions, or one that is waived in a month, tells none."""
        if name not in self._known:
            versions = self._pack.rules[name]
            plain = len(versions) == 1 and name not in self._waived
            self._known[name] = self.of(versions[0].body) if plain else NONE
        return self._known[name]

    def of(self, node: ast.expr) -> Gates:
        """The gates of an expression."""
        if isinstance(node, ast.Name):
            return self._name(node.id)
        if isinstance(node, ast.Constant):
            return None if node.value in (0, False) else NONE
        if isinstance(node, ast.UnaryOp):
            return self.of(node.operand) if isinstance(node.op, ast.USub) else NONE
        if isinstance(node, ast.BinOp):
            both = _any if isinstance(node.op, ast.BitAnd | ast.Mult) else _either
            divided = isinstance(node.op, ast.FloorDiv | ast.Mod)
            return self.of(node.left) if divided else both(self.of(node.left), self.of(node.right))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            return self._call(node.func.id, [self.of(a) for a in node.args])
        return NONE

    def _name(self, name: str) -> Gates:
        if name.startswith(PREVIOUS):
            return None if self._pack.rules[name.removeprefix(PREVIOUS)][0].before == 0 else NONE
        if name in self._pack.rules:
            itself = self._pack.rules[name][0].returns is Kind.CONDITION
            return _any(frozenset({name} if itself else ()), self.rule(name))
        fact = self._pack.facts.get(name)
        return frozenset({name}) if fact is not None and fact.kind is Kind.CONDITION else NONE

    def _call(self, name: str, parts: list[Gates]) -> Gates:
        if name == "where":
            condition, then, otherwise = parts
            chosen = _either(then, otherwise)
            return _any(chosen, condition) if otherwise is None else chosen
        if name == "share":
            return _any(*parts)
        return _either(*parts) if name in ("minimum", "maximum") else NONE
