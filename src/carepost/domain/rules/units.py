"""Checks the kinds and sizes inside a rule: yuan are not added to months, and no product can leave 64 bits."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from carepost.domain.rules.kinds import BOUNDS, PPM, TABLES, Kind
from carepost.domain.rules.rows import PackError
from carepost.domain.rules.syntax import Rule

# Amounts and rates are computed in 64 bits, all else in 32.
_WIDE = 9 * 10**18
_NARROW = 2**31 - 1
_NUMBERS = {Kind.FEN, Kind.RATE, Kind.COUNT}
_DATES = {Kind.MONTH, Kind.DAY}


@dataclass(frozen=True, slots=True)
class Sized:
    """The kind of an expression (None for a bare number) and the largest size it can reach."""

    kind: Kind | None
    size: int
    word: str | None = None

    @property
    def literal(self) -> bool:
        return self.kind is None and self.word is None


class _Wrong(Exception):
    """What was expected of a part of a rule."""


def size_of(rule: Rule, sizes: Mapping[str, int], options: Mapping[str, tuple[str, ...]]) -> int:
    """The largest size a rule's value can reach, given those of its arguments; options of the choices it reads.

    Raises PackError for kinds that do not go together, and for a value that could leave its number of bits.
    """
    kinds = dict(rule.arguments)
    names = {n: Sized(k, sizes.get(n, BOUNDS.get(k, 0))) for n, k in kinds.items()}
    try:
        found = _Checker(names, options).of(rule.body)
        if found.literal and rule.returns in _NUMBERS:
            return found.size
        if found.kind is not rule.returns:
            raise _Wrong(f"returns {found.kind or 'a number'}, its annotation says {rule.returns}")
    except _Wrong as wrong:
        raise PackError(f"{rule.where}: {wrong}") from None
    return found.size


class _Checker:
    def __init__(self, names: Mapping[str, Sized], options: Mapping[str, tuple[str, ...]]) -> None:
        self._names = names
        self._options = options

    def of(self, node: ast.expr) -> Sized:
        found = self._of(node)
        limit = _WIDE if found.kind in (Kind.FEN, Kind.RATE) else _NARROW
        if found.size > limit:
            raise _Wrong(f"{ast.unparse(node)} could exceed {limit}")
        return found

    def _of(self, node: ast.expr) -> Sized:
        if isinstance(node, ast.Name):
            return self._names[node.id]
        if isinstance(node, ast.Constant):
            return _literal(node.value)
        if isinstance(node, ast.UnaryOp):
            return _unary(node, self.of(node.operand))
        if isinstance(node, ast.BinOp):
            return _BINARY[type(node.op)](self.of(node.left), self.of(node.right), ast.unparse(node))
        if isinstance(node, ast.Compare):
            return self._compare(node)
        assert isinstance(node, ast.Call)  # noqa: S101 (syntax.py lets nothing else through)
        assert isinstance(node.func, ast.Name)  # noqa: S101
        return _CALLS[node.func.id]([self.of(a) for a in node.args], ast.unparse(node))

    def _compare(self, node: ast.Compare) -> Sized:
        left, right = self.of(node.left), self.of(node.comparators[0])
        if left.kind is Kind.CHOICE and right.word is not None and isinstance(node.ops[0], ast.Eq | ast.NotEq):
            known = self._options.get(node.left.id, ()) if isinstance(node.left, ast.Name) else ()
            if right.word not in known:
                raise _Wrong(f"{right.word!r} is no option of {ast.unparse(node.left)}: {', '.join(known)}")
            return Sized(Kind.CONDITION, 1)
        _same(left, right, ast.unparse(node), _NUMBERS | _DATES)
        return Sized(Kind.CONDITION, 1)


def _literal(value: object) -> Sized:
    if isinstance(value, bool):
        return Sized(Kind.CONDITION, 1)
    if isinstance(value, str):
        return Sized(None, 0, value)
    assert isinstance(value, int)  # noqa: S101 (syntax.py lets nothing else through)
    return Sized(None, abs(value))


def _same(a: Sized, b: Sized, said: str, allowed: set[Kind]) -> Kind | None:
    """The kind that two parts share; a bare number goes with amounts, rates and counts."""
    kinds = {part.kind for part in (a, b) if not part.literal}
    if len(kinds) > 1 or None in kinds or not kinds <= allowed:
        raise _Wrong(f"{said}: {_kind(a)} and {_kind(b)} do not go together")
    kind = next(iter(kinds), None)
    if kind in _DATES and (a.literal or b.literal):
        raise _Wrong(f"{said}: {_kind(a)} and {_kind(b)} do not go together")
    return kind


def _kind(part: Sized) -> str:
    return part.kind or ("a word" if part.word is not None else "a number")


def _unary(node: ast.UnaryOp, part: Sized) -> Sized:
    if isinstance(node.op, ast.Invert) and part.kind is Kind.CONDITION:
        return part
    if isinstance(node.op, ast.USub) and (part.literal or part.kind in (Kind.COUNT, Kind.FEN)):
        return part
    raise _Wrong(f"{ast.unparse(node)}: not for {_kind(part)}")


def _add(a: Sized, b: Sized, said: str) -> Sized:
    if a.kind in _DATES and (b.literal or b.kind is Kind.COUNT):
        return Sized(a.kind, a.size + b.size)
    if a.kind is Kind.COUNT and b.kind is Kind.CONDITION:
        return Sized(Kind.COUNT, a.size + 1)
    return Sized(_same(a, b, said, _NUMBERS), a.size + b.size)


def _subtract(a: Sized, b: Sized, said: str) -> Sized:
    if a.kind in _DATES and a.kind is b.kind:
        return Sized(Kind.COUNT, a.size + b.size)
    if a.kind is Kind.COUNT and b.kind is Kind.CONDITION:
        raise _Wrong(f"{said}: a condition may be added to a count, not taken from it")
    return _add(a, b, said)


def _multiply(a: Sized, b: Sized, said: str) -> Sized:
    kinds = {a.kind, b.kind}
    if (
        a.word is None
        and b.word is None
        and kinds <= {None, Kind.COUNT, Kind.FEN}
        and (a.kind, b.kind) != (Kind.FEN,) * 2
    ):
        kind = Kind.FEN if Kind.FEN in kinds else Kind.COUNT if Kind.COUNT in kinds else None
        return Sized(kind, a.size * b.size)
    raise _Wrong(
        f"{said}: {_kind(a)} and {_kind(b)} cannot be multiplied (a share of an amount is share(amount, rate))"
    )


def _divide(a: Sized, b: Sized, said: str) -> Sized:
    if not b.literal or b.size == 0 or not (a.literal or a.kind in (Kind.COUNT, Kind.FEN)):
        raise _Wrong(f"{said}: expected an amount or a count, divided by a written number that is not 0")
    return Sized(a.kind, a.size)


def _join(a: Sized, b: Sized, said: str) -> Sized:
    if a.kind is not Kind.CONDITION or b.kind is not Kind.CONDITION:
        raise _Wrong(f"{said}: & and | join conditions, got {_kind(a)} and {_kind(b)} (brackets around comparisons?)")
    return Sized(Kind.CONDITION, 1)


_BINARY: Mapping[type[ast.operator], Callable[[Sized, Sized, str], Sized]] = {
    ast.Add: _add,
    ast.Sub: _subtract,
    ast.Mult: _multiply,
    ast.FloorDiv: _divide,
    ast.Mod: _divide,
    ast.BitAnd: _join,
    ast.BitOr: _join,
}


def _where(parts: list[Sized], said: str) -> Sized:
    condition, then, otherwise = parts
    if condition.kind is not Kind.CONDITION:
        raise _Wrong(f"{said}: expected a condition first, got {_kind(condition)}")
    if then.kind is Kind.CONDITION is otherwise.kind:
        return then
    return Sized(_same(then, otherwise, said, _NUMBERS | _DATES), max(then.size, otherwise.size))


def _bounded(parts: list[Sized], said: str) -> Sized:
    kind = _same(parts[0], parts[1], said, _NUMBERS | _DATES)
    if len(parts) == 3:
        kind = _same(Sized(kind, 0), parts[2], said, _NUMBERS | _DATES)
    return Sized(kind, max(part.size for part in parts))


def _share(parts: list[Sized], said: str) -> Sized:
    amount, rate = parts
    if amount.kind is not Kind.FEN or rate.kind is not Kind.RATE:
        raise _Wrong(f"{said}: expected an amount and a rate, got {_kind(amount)} and {_kind(rate)}")
    if amount.size * rate.size > _WIDE:
        raise _Wrong(f"{said} could exceed {_WIDE}")
    return Sized(Kind.FEN, amount.size * rate.size // PPM + 1)


def _progressive(parts: list[Sized], said: str) -> Sized:
    _expect(parts, (Kind.FEN, Kind.SCHEDULE), said)
    return _share([parts[0], Sized(Kind.RATE, PPM)], said)


def _take(parts: list[Sized], said: str) -> Sized:
    if parts[0].kind not in TABLES or parts[1].kind is not Kind.CHOICE:
        raise _Wrong(f"{said}: expected a table and a choice, got {_kind(parts[0])} and {_kind(parts[1])}")
    kind = TABLES[parts[0].kind]
    return Sized(kind, BOUNDS[kind])


def _expect(parts: list[Sized], kinds: tuple[Kind, ...], said: str) -> None:
    if tuple(part.kind for part in parts) != kinds:
        raise _Wrong(f"{said}: expected {' and '.join(kinds)}, got {' and '.join(_kind(p) for p in parts)}")


def _plain(kinds: tuple[Kind, ...], returns: Kind) -> Callable[[list[Sized], str], Sized]:
    def check(parts: list[Sized], said: str) -> Sized:
        _expect(parts, kinds, said)
        return Sized(returns, BOUNDS[returns])

    return check


_CALLS: Mapping[str, Callable[[list[Sized], str], Sized]] = {
    "where": _where,
    "minimum": _bounded,
    "maximum": _bounded,
    "clamp": _bounded,
    "share": _share,
    "progressive": _progressive,
    "take": _take,
    "among": _plain((Kind.CHOICE, Kind.CHOICES), Kind.CONDITION),
    "month_of": _plain((Kind.DAY,), Kind.MONTH),
    "month_start": _plain((Kind.MONTH,), Kind.DAY),
    "month_end": _plain((Kind.MONTH,), Kind.DAY),
    "years_between": _plain((Kind.DAY, Kind.DAY), Kind.COUNT),
}
