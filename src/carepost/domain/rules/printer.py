"""Prints a checked expression as Python for numpy columns or for the body of a compiled loop.

Only expressions that syntax.py and units.py have let through are printed, and every name is one of the pack's own, so
that the text can be compiled without running anything that a pack wrote.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

from carepost.domain.rules.kinds import TABLES, Kind

_OPERATORS: Mapping[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
# How a loop holds a value: conditions, amounts and rates in 64 bits, all else in 32 (units.py keeps it within).
CONDITION, NARROW, WIDE = "bool", "i4", "i8"


class Printer:
    """Prints for one numpy column at a time; a choice is the index of its option, tables are arrays in that order."""

    def __init__(self, options: Mapping[str, tuple[str, ...]], prefix: str = "") -> None:
        self._options = options
        self._prefix = prefix

    def text(self, node: ast.expr) -> str:
        """The expression as Python."""
        if isinstance(node, ast.Name):
            return self._prefix + node.id
        if isinstance(node, ast.Constant):
            return repr(node.value)
        if isinstance(node, ast.UnaryOp):
            inner = self.text(node.operand)
            return self.negated(inner) if isinstance(node.op, ast.Invert) else f"(-{inner})"
        if isinstance(node, ast.BinOp):
            return f"({self.text(node.left)} {_OPERATORS[type(node.op)]} {self.text(node.right)})"
        if isinstance(node, ast.Compare):
            return self._compare(node)
        assert isinstance(node, ast.Call)  # noqa: S101 (nothing else gets through syntax.py)
        assert isinstance(node.func, ast.Name)  # noqa: S101
        return self.call(node.func.id, [self.text(a) for a in node.args])

    def _compare(self, node: ast.Compare) -> str:
        right = node.comparators[0]
        if isinstance(node.left, ast.Name) and isinstance(right, ast.Constant) and isinstance(right.value, str):
            said = str(self._options[node.left.id].index(right.value))
        else:
            said = self.text(right)
        return f"({self.text(node.left)} {_OPERATORS[type(node.ops[0])]} {said})"

    def negated(self, inner: str) -> str:
        """not, of a condition."""
        return f"logical_not({inner})"

    def call(self, name: str, parts: list[str]) -> str:
        """A call of one of the few functions."""
        if name in ("take", "among"):
            table, option = parts if name == "take" else reversed(parts)
            return f"{table}[{option}]"
        if name == "clamp":
            return f"minimum(maximum({parts[0]}, {parts[1]}), {parts[2]})"
        if name == "share":
            return f"(({parts[0]} * {parts[1]} + 500000) // 1000000)"
        return f"{name}({', '.join(parts)})"


class LoopPrinter(Printer):
    """Prints for one person in a compiled loop: plain numbers of a fixed width, Python's own conditions.

    Without the widths the compiler would count months in 64 bits, half as many at a time.
    """

    def __init__(self, options: Mapping[str, tuple[str, ...]], kinds: Mapping[str, Kind], prefix: str) -> None:
        super().__init__(options, prefix)
        self._kinds = kinds

    def text(self, node: ast.expr) -> str:
        """The expression as Python, every number in its width."""
        if isinstance(node, ast.Constant) and type(node.value) is int:
            return f"i4({node.value})"
        text = super().text(node)
        width = self.width(node)
        computed = isinstance(node, ast.UnaryOp | ast.BinOp | ast.Call)
        return f"{width}({text})" if computed and width != CONDITION else text

    def width(self, node: ast.expr) -> str:
        """How an expression's value is held."""
        if isinstance(node, ast.Name):
            return width_of(self._kinds[node.id])
        if isinstance(node, ast.Constant):
            return CONDITION if isinstance(node.value, bool) else NARROW
        if isinstance(node, ast.UnaryOp):
            return self.width(node.operand)
        if isinstance(node, ast.BinOp):
            joined = isinstance(node.op, ast.BitAnd | ast.BitOr)
            return CONDITION if joined else _wider(self.width(node.left), self.width(node.right))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            return self._width_of_call(node.func.id, node.args)
        return CONDITION

    def _width_of_call(self, name: str, parts: list[ast.expr]) -> str:
        if name in ("share", "progressive"):
            return WIDE
        if name == "among":
            return CONDITION
        if name == "take":
            assert isinstance(parts[0], ast.Name)  # noqa: S101 (units.py: a table is a parameter)
            return width_of(TABLES[self._kinds[parts[0].id]])
        values = {self.width(part) for part in (parts[1:] if name == "where" else parts)}
        return CONDITION if values == {CONDITION} else _wider(*values)

    def negated(self, inner: str) -> str:
        return f"(not {inner})"

    def call(self, name: str, parts: list[str]) -> str:
        if name == "where":
            return f"({parts[1]} if {parts[0]} else {parts[2]})"
        if name in ("minimum", "maximum"):
            return f"{name[:3]}({', '.join(parts)})"
        if name == "clamp":
            return f"min(max({parts[0]}, {parts[1]}), {parts[2]})"
        return super().call(name, parts)


def width_of(kind: Kind) -> str:
    """How a loop holds a value of a kind."""
    if kind is Kind.CONDITION:
        return CONDITION
    return WIDE if kind in (Kind.FEN, Kind.RATE) else NARROW


def _wider(*widths: str) -> str:
    return WIDE if WIDE in widths else NARROW
