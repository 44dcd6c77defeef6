"""A pack over columns in which something is missing: every result is a low and a high column, never too narrow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from carepost.domain.rules.calendar import month_number, month_start
from carepost.domain.rules.columns import CHUNK, ColumnError
from carepost.domain.rules.graph import closure, needs
from carepost.domain.rules.kinds import BUILT_IN, PREVIOUS, Brackets, Kind, envelope
from carepost.domain.rules.pack import Fact, Pack
from carepost.domain.rules.ranges import Options, Range, Value, Walk
from carepost.domain.rules.readings import Clocks, read_parameters

if TYPE_CHECKING:
    from numpy.typing import NDArray

MISSING = -1


@dataclass(frozen=True, slots=True)
class RangePart:
    """The targets of a chunk of people in one month: rows start to stop, a low and a high array each."""

    start: int
    stop: int
    month: int
    low: Mapping[str, NDArray[Any]]
    high: Mapping[str, NDArray[Any]]


class _Columns:
    """The operations of a walk on numpy columns; what results rest on is not followed here."""

    def __init__(self) -> None:
        import numpy as np

        self._np = np

    def minimum(self, a: Any, b: Any) -> Any:
        return self._np.minimum(a, b)

    def maximum(self, a: Any, b: Any) -> Any:
        return self._np.maximum(a, b)

    def where(self, c: Any, a: Any, b: Any) -> Any:
        return self._np.where(c, a, b)

    def negate(self, c: Any) -> Any:
        return self._np.logical_not(c)

    def progressive(self, amount: Any, brackets: Brackets) -> Any:
        np = self._np
        rows = np.minimum(np.searchsorted(np.array(brackets.uppers), amount), len(brackets.uppers) - 1)
        due = (amount * np.array(brackets.rates)[rows] + 500_000) // 1_000_000 - np.array(brackets.quicks)[rows]
        return np.maximum(due, 0)

    def combine(self, low: Any, high: Any, parts: tuple[Value, ...]) -> Range:
        return Range(low, high)

    def joined(self, low: Any, high: Any, parts: tuple[Range, ...], decisive: bool) -> Range:
        return Range(low, high)


def run_ranges(
    pack: Pack,
    columns: Mapping[str, NDArray[Any] | tuple[NDArray[Any], NDArray[Any]] | None],
    months: Sequence[date],
    targets: Sequence[str],
    *,
    place: str | None = None,
    chunk: int = CHUNK,
) -> Iterator[RangePart]:
    """Each chunk of people, each month. A column is one array, or a pair (low, high), or None: missing for everybody.

    A choice that is missing for one person is MISSING. Parameters that are not stated are their whole range. Raises
    ColumnError for a column that the pack does not know.
    """
    import numpy as np

    if strange := [name for name in columns if name not in pack.facts]:
        raise ColumnError(f"{strange[0]}: {pack.id} has no such fact; expected some of {', '.join(pack.facts)}")
    order = closure(pack, tuple(targets))
    read = tuple(dict.fromkeys(a for name in order for a in needs(pack, name)))
    at = [Clocks(month) for month in months]
    readings = [read_parameters(pack, read, each, place or pack.place) for each in at]
    walk, length = Walk(_Columns(), pack.options()), _length(columns)
    for start in range(0, length, chunk):
        stop = min(start + chunk, length)
        before: dict[str, Value] = {
            PREVIOUS + n: Range(pack.rules[n][0].before, pack.rules[n][0].before)
            for n in order
            if pack.rules[n][0].before is not None
        }
        for index, month in enumerate(months):
            number = month_number(month)
            built_in = zip(BUILT_IN, (number, month_start(number), month_start(number)), strict=True)
            values: dict[str, Value] = {n: Range(v, v) for n, v in built_in} | before
            values |= {n: _value(f, columns.get(n), start, stop, index) for n, f in pack.facts.items() if n in read}
            values |= {a: reading.value for a, reading in readings[index].items()}
            found: dict[str, Range] = {}
            for name in order:
                values[name] = found[name] = _rule(pack, walk, name, at[index], readings[index], values)
            before = {PREVIOUS + n: found[n] for n in order if pack.rules[n][0].before is not None}
            low, high = (
                {n: np.broadcast_to(np.asarray(getattr(found[n], end)), (stop - start,)) for n in targets}
                for end in ("low", "high")
            )
            yield RangePart(start, stop, index, low, high)


def _rule(pack: Pack, walk: Walk, name: str, clocks: Clocks, readings: Mapping[str, Any], values: Any) -> Range:
    rule = pack.rule_on(name, clocks.span(pack.clock)[0])
    if rule is None:
        nothing = False if pack.rules[name][0].returns is Kind.CONDITION else 0
        return Range(nothing, nothing)
    if any(a in readings and readings[a].waived for a, _ in rule.arguments):
        return Range(True, True)
    return walk.of(rule.body, values)


def _length(columns: Mapping[str, Any]) -> int:
    lengths = {len(c[0] if isinstance(c, tuple) else c) for c in columns.values() if c is not None}
    if len(lengths) > 1:
        raise ColumnError(f"columns of different lengths: {sorted(lengths)}")
    return next(iter(lengths), 0)


def _value(fact: Fact, column: Any, start: int, stop: int, month: int) -> Value:
    import numpy as np

    everything = (1 << len(fact.options)) - 1
    if column is None:
        if fact.kind is Kind.CHOICE:
            return Options(everything)
        return Range(False, True) if fact.kind is Kind.CONDITION else Range(*envelope(fact.kind))
    low, high = (_cut(end, start, stop, month) for end in (column if isinstance(column, tuple) else (column, column)))
    if fact.kind is Kind.CHOICE:
        known = np.left_shift(np.int64(1), np.maximum(low, 0).astype(np.int64))
        return Options(np.where(low == MISSING, everything, known))
    if fact.kind is Kind.CONDITION:
        return Range(low.astype(bool), high.astype(bool))
    return Range(low.astype(np.int64), high.astype(np.int64))


def _cut(column: Any, start: int, stop: int, month: int) -> Any:
    return column[start:stop] if column.ndim == 1 else column[start:stop, month]
