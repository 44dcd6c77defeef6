"""Rules on ranges: a condition is (surely, possibly), an amount (low, high); what is known has two equal ends.

The same walk over a rule's expression serves one person (Python numbers, with the names of what is missing and the
evidence marks) and whole columns (numpy arrays). A choice is a set of options, kept as the bits of a number.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from carepost.domain.facts import Mark, weakest
from carepost.domain.rules import calendar
from carepost.domain.rules.kinds import PPM, Brackets

_MARKS = tuple(Mark)
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`; `because` names the missing facts and unstated parameters that keep the ends apart."""

    low: Any
    high: Any
    because: frozenset[str] = NOTHING
    mark: Mark = Mark.P

    @property
    def exact(self) -> bool:
        return bool(self.low == self.high)


@dataclass(frozen=True, slots=True)
class Options:
    """What a choice may be: one bit where it is known."""

    bits: Any
    because: frozenset[str] = NOTHING
    mark: Mark = Mark.P


@dataclass(frozen=True, slots=True)
class OptionSet:
    """What a parameter of kind choices names surely, and possibly: bits."""

    surely: int
    possibly: int
    because: frozenset[str] = NOTHING
    mark: Mark = Mark.P


@dataclass(frozen=True, slots=True)
class TableRange:
    """The lowest and highest value for each option, in the order of the options."""

    lows: tuple[int, ...]
    highs: tuple[int, ...]
    because: frozenset[str] = NOTHING
    mark: Mark = Mark.P


@dataclass(frozen=True, slots=True)
class Schedule:
    """Brackets as a value that travels with its mark."""

    brackets: Brackets | None
    because: frozenset[str] = NOTHING
    mark: Mark = Mark.P


Value = Range | Options | OptionSet | TableRange | Schedule


class Arithmetic(Protocol):
    """The few operations that differ between one number and a column."""

    def minimum(self, a: Any, b: Any) -> Any: ...
    def maximum(self, a: Any, b: Any) -> Any: ...
    def where(self, c: Any, a: Any, b: Any) -> Any: ...
    def negate(self, c: Any) -> Any: ...
    def progressive(self, amount: Any, brackets: Brackets) -> Any: ...
    def combine(self, low: Any, high: Any, parts: tuple[Value, ...]) -> Range: ...
    def joined(self, low: Any, high: Any, parts: tuple[Range, ...], decisive: bool) -> Range: ...


class OneNumber:
    """Plain numbers, one person: tells what a result rests on."""

    def minimum(self, a: Any, b: Any) -> Any:
        return min(a, b)

    def maximum(self, a: Any, b: Any) -> Any:
        return max(a, b)

    def where(self, c: Any, a: Any, b: Any) -> Any:
        return a if c else b

    def negate(self, c: Any) -> Any:
        return not c

    def progressive(self, amount: Any, brackets: Brackets) -> int:
        row = next((n for n, upper in enumerate(brackets.uppers) if amount <= upper), len(brackets.uppers) - 1)
        tax: int = share_of(amount, brackets.rates[row]) - brackets.quicks[row]
        return max(0, tax)

    def combine(self, low: Any, high: Any, parts: tuple[Value, ...]) -> Range:
        """A result of all its parts: as doubtful as the weakest; exact ends rest on nothing missing."""
        mark = weakest(*(part.mark for part in parts)) if parts else Mark.P
        because = NOTHING if low == high else NOTHING.union(*(part.because for part in parts))
        return Range(low, high, because, mark)

    def joined(self, low: Any, high: Any, parts: tuple[Range, ...], decisive: bool) -> Range:
        """The result of & or |: one part that decides alone brings its own mark, the strongest of those that do."""
        deciding = [part.mark for part in parts if part.exact and bool(part.low) is decisive]
        if low == high and bool(low) is decisive and deciding:
            return Range(low, high, NOTHING, min(deciding, key=_MARKS.index))
        return self.combine(low, high, parts)


def share_of(amount: Any, rate: Any) -> Any:
    """amount x rate (parts per million), half up to the fen."""
    return (amount * rate + PPM // 2) // PPM


class Walk:
    """Works out one rule's expression from the values of its arguments."""

    def __init__(self, arithmetic: Arithmetic, options: Mapping[str, tuple[str, ...]]) -> None:
        self._do = arithmetic
        self._options = options

    def of(self, node: ast.expr, values: Mapping[str, Value]) -> Range:
        """The range of a rule whose expression syntax.py and units.py have let through."""
        found = self._of(node, values)
        assert isinstance(found, Range)  # noqa: S101 (units.py lets a rule return nothing else)
        return found

    def _of(self, node: ast.expr, values: Mapping[str, Value]) -> Value:
        if isinstance(node, ast.Name):
            return values[node.id]
        if isinstance(node, ast.Constant):
            return Range(node.value, node.value)
        if isinstance(node, ast.UnaryOp):
            return self._unary(node.op, self.of(node.operand, values))
        if isinstance(node, ast.BinOp):
            return self._binary(node.op, self.of(node.left, values), self.of(node.right, values))
        if isinstance(node, ast.Compare):
            return self._compare(node, values)
        assert isinstance(node, ast.Call)  # noqa: S101
        assert isinstance(node.func, ast.Name)  # noqa: S101
        parts = [self._of(a, values) for a in node.args]
        call: Callable[..., Range] = getattr(self, f"_{node.func.id}")
        return call(*parts)

    def _unary(self, op: ast.unaryop, a: Range) -> Range:
        if isinstance(op, ast.Invert):
            return Range(self._do.negate(a.high), self._do.negate(a.low), a.because, a.mark)
        return self._do.combine(-a.high, -a.low, (a,))

    def _binary(self, op: ast.operator, a: Range, b: Range) -> Range:
        if isinstance(op, ast.BitAnd):
            return self._do.joined(a.low & b.low, a.high & b.high, (a, b), False)
        if isinstance(op, ast.BitOr):
            return self._do.joined(a.low | b.low, a.high | b.high, (a, b), True)
        if isinstance(op, ast.Add):
            return self._do.combine(a.low + b.low, a.high + b.high, (a, b))
        if isinstance(op, ast.Sub):
            return self._do.combine(a.low - b.high, a.high - b.low, (a, b))
        if isinstance(op, ast.Mult):
            return self._ends([a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high], (a, b))
        if isinstance(op, ast.FloorDiv):
            return self._ends([a.low // b.low, a.high // b.low], (a, b))
        return self._remainder(a, b)

    def _ends(self, found: list[Any], parts: tuple[Range, ...]) -> Range:
        low = high = found[0]
        for each in found[1:]:
            low, high = self._do.minimum(low, each), self._do.maximum(high, each)
        return self._do.combine(low, high, parts)

    def _remainder(self, a: Range, b: Range) -> Range:
        """Exact where the number is; else anything that a remainder can be."""
        least, most = min(b.low + 1, 0), max(b.low - 1, 0)
        same = a.low == a.high
        low = self._do.where(same, a.low % b.low, least)
        return self._do.combine(low, self._do.where(same, a.high % b.low, most), (a, b))

    def _compare(self, node: ast.Compare, values: Mapping[str, Value]) -> Range:
        left, op = self._of(node.left, values), node.ops[0]
        if isinstance(left, Options):
            assert isinstance(node.left, ast.Name)  # noqa: S101 (only a fact is a choice)
            word = getattr(node.comparators[0], "value", "")
            bit = 1 << self._options[node.left.id].index(word)
            met = self._among(left, OptionSet(bit, bit))
            return met if isinstance(op, ast.Eq) else self._unary(ast.Invert(), met)
        assert isinstance(left, Range)  # noqa: S101
        right = self.of(node.comparators[0], values)
        if isinstance(op, ast.Gt | ast.GtE):
            left, right = right, left
            op = ast.Lt() if isinstance(op, ast.Gt) else ast.LtE()
        if isinstance(op, ast.Lt):
            return self._do.combine(left.high < right.low, left.low < right.high, (left, right))
        if isinstance(op, ast.LtE):
            return self._do.combine(left.high <= right.low, left.low <= right.high, (left, right))
        apart = (left.high < right.low) | (right.high < left.low)
        surely = (left.low == left.high) & (right.low == right.high) & (left.low == right.low)
        equal = self._do.combine(surely, self._do.negate(apart), (left, right))
        return equal if isinstance(op, ast.Eq) else self._unary(ast.Invert(), equal)

    def _where(self, c: Range, a: Range, b: Range) -> Range:
        low = self._do.where(c.low, a.low, self._do.where(c.high, self._do.minimum(a.low, b.low), b.low))
        high = self._do.where(c.low, a.high, self._do.where(c.high, self._do.maximum(a.high, b.high), b.high))
        if c.low is True or c.high is False:
            return self._do.combine(low, high, (c, a if c.low else b))
        return self._do.combine(low, high, (c, a, b))

    def _minimum(self, a: Range, b: Range) -> Range:
        return self._do.combine(self._do.minimum(a.low, b.low), self._do.minimum(a.high, b.high), (a, b))

    def _maximum(self, a: Range, b: Range) -> Range:
        return self._do.combine(self._do.maximum(a.low, b.low), self._do.maximum(a.high, b.high), (a, b))

    def _clamp(self, value: Range, low: Range, high: Range) -> Range:
        return self._minimum(self._maximum(value, low), high)

    def _share(self, a: Range, rate: Range) -> Range:
        ends = [share_of(x, y) for x in (a.low, a.high) for y in (rate.low, rate.high)]
        return self._ends(ends, (a, rate))

    def _progressive(self, a: Range, schedule: Schedule) -> Range:
        if schedule.brackets is None:
            return self._do.combine(a.low * 0, self._do.maximum(a.high, a.low * 0), (a, schedule))
        low, high = (self._do.progressive(end, schedule.brackets) for end in (a.low, a.high))
        return self._do.combine(low, high, (a, schedule))

    def _take(self, table: TableRange, option: Options) -> Range:
        """The lowest and highest value over the options that the choice may be."""
        low: Any = max(table.highs)
        high: Any = min(table.lows)
        for n, (least, most) in enumerate(zip(table.lows, table.highs, strict=True)):
            may_be = (option.bits & (1 << n)) != 0
            low = self._do.where(may_be, self._do.minimum(low, least), low)
            high = self._do.where(may_be, self._do.maximum(high, most), high)
        return self._do.combine(low, high, (table, option))

    def _among(self, option: Options, options: OptionSet) -> Range:
        surely = (option.bits & ~options.surely) == 0
        possibly = (option.bits & options.possibly) != 0
        return self._do.combine(surely, possibly, (option, options))

    def _month_of(self, a: Range) -> Range:
        return self._do.combine(calendar.month_of(a.low), calendar.month_of(a.high), (a,))

    def _month_start(self, a: Range) -> Range:
        return self._do.combine(calendar.month_start(a.low), calendar.month_start(a.high), (a,))

    def _month_end(self, a: Range) -> Range:
        return self._do.combine(calendar.month_end(a.low), calendar.month_end(a.high), (a,))

    def _years_between(self, birth: Range, on: Range) -> Range:
        low, high = calendar.years_between(birth.high, on.low), calendar.years_between(birth.low, on.high)
        return self._do.combine(low, high, (birth, on))
