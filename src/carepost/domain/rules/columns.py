"""A pack over whole columns of people, month by month, in chunks that fit the processor's cache.

Columns are numpy arrays of one length: conditions are bool, amounts whole fen, months 12 x year + month - 1, days since
1970-01-01, choices the index of the option. A fact that changes by month has a second axis of months. What is not
stated must be settled first (`settled`): columns hold no unknowns; `run_ranges` is for those.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

from carepost.domain.rules import calendar
from carepost.domain.rules.graph import closure, needs
from carepost.domain.rules.kinds import BOUNDS, BUILT_IN, PREVIOUS, TABLES, Brackets, Kind
from carepost.domain.rules.pack import Pack
from carepost.domain.rules.printer import Printer
from carepost.domain.rules.ranges import OptionSet, Range, Schedule, TableRange, Value
from carepost.domain.rules.readings import Clocks, Reading, read_parameters

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Columns = Mapping[str, NDArray[Any]]

CHUNK = 65_536


class NotSettled(ValueError):
    """A parameter that is not stated, where columns need one value: names it."""


class ColumnError(ValueError):
    """A column that is missing, of another length or kind, or out of bounds: names it."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The parameters of a pack in a row of months, each as the plain value that columns and loops read.

    `values[month index][argument]` is a whole number, a numpy array (table, set of options) or Brackets; `waived` holds
    the rules that have nothing to ask; `absent` those that are not in force.
    """

    pack: Pack
    months: tuple[int, ...]
    values: tuple[Mapping[str, Any], ...]
    waived: tuple[frozenset[str], ...]
    absent: tuple[frozenset[str], ...]
    order: tuple[str, ...]
    targets: tuple[str, ...]


def settle(
    pack: Pack,
    months: Sequence[date],
    targets: Sequence[str],
    *,
    clocks: Clocks | None = None,
    place: str | None = None,
    corner: Mapping[str, int] | None = None,
) -> Settled:
    """The parameters that targets rest on, in each month of work. `corner` picks a candidate of what is not stated.

    Raises NotSettled for a parameter without one value, ValueError for months that do not follow one another.
    """
    numbers = tuple(calendar.month_number(month) for month in months)
    if not numbers or any(b - a != 1 for a, b in pairwise(numbers)):
        raise ValueError("expected months that follow one another, at least one")
    order = closure(pack, tuple(targets))
    arguments = tuple(dict.fromkeys(a for name in order for a in needs(pack, name)))
    at = [(clocks or Clocks(month)).at(calendar.month_number(month)) for month in months]
    readings = [read_parameters(pack, arguments, each, place or pack.place) for each in at]
    return Settled(
        pack=pack,
        months=numbers,
        values=tuple({a: _plain(pack, r, (corner or {}).get(a)) for a, r in month.items()} for month in readings),
        waived=tuple(_waived(pack, order, month) for month in readings),
        absent=tuple(frozenset(n for n in order if pack.rule_on(n, each.span(pack.clock)[0]) is None) for each in at),
        order=order,
        targets=tuple(targets),
    )


def corners(
    pack: Pack, months: Sequence[date], targets: Sequence[str], *, place: str | None = None
) -> list[dict[str, int]]:
    """Every way to settle what is not stated but has candidates; one empty way where all is stated."""
    arguments = tuple(dict.fromkeys(a for name in closure(pack, tuple(targets)) for a in needs(pack, name)))
    counts: dict[str, int] = {}
    for month in months:
        for a, reading in read_parameters(pack, arguments, Clocks(month), place or pack.place).items():
            if len(reading.corners) > 1:
                counts[a] = max(counts.get(a, 0), len(reading.corners))
    return [dict(zip(counts, each, strict=True)) for each in product(*(range(n) for n in counts.values()))]


def _waived(pack: Pack, order: Sequence[str], readings: Mapping[str, Reading]) -> frozenset[str]:
    return frozenset(n for n in order if any(a in readings and readings[a].waived for a in needs(pack, n)))


def _plain(pack: Pack, reading: Reading, corner: int | None) -> Any:
    import numpy as np

    value: Value = reading.value
    if corner is not None and reading.corners:
        value = reading.corners[corner % len(reading.corners)]
    if reading.waived:
        return 0
    if isinstance(value, Range) and value.exact:
        # Wide enough that no product with a narrow column can overflow.
        return np.int64(value.low) if reading.kind in (Kind.FEN, Kind.RATE) else value.low
    if isinstance(value, TableRange) and value.lows == value.highs:
        kind = np.int64 if TABLES[reading.kind] is Kind.FEN else np.int32
        return np.array(value.lows, kind)
    if isinstance(value, OptionSet) and value.surely == value.possibly:
        options = pack.asked[reading.argument]
        return np.array([bool(value.surely >> n & 1) for n in range(len(options))])
    if isinstance(value, Schedule) and value.brackets is not None:
        return value.brackets
    raise NotSettled(f"{pack.id}: {reading.argument} ({reading.name}) has no one value: {reading.reason.en}")


@dataclass(frozen=True, slots=True)
class Part:
    """The targets of a chunk of people in one month: rows start to stop, the index of the month, one array each."""

    start: int
    stop: int
    month: int
    values: Mapping[str, NDArray[Any]]


def run_columns(settled: Settled, columns: Columns, *, chunk: int = CHUNK) -> Iterator[Part]:
    """Each chunk of people, each month, in order. Raises ColumnError for columns that do not fit the pack's facts."""
    import numpy as np

    length = check_columns(settled, columns)
    functions = _functions(settled, np)
    still = still_rules(settled)
    states = [n for n in settled.order if settled.pack.rules[n][0].before is not None]
    for start in range(0, length, chunk):
        stop = min(start + chunk, length)
        rows = {name: _typed(settled.pack, name, column[start:stop], np) for name, column in columns.items()}
        before: dict[str, Any] = {PREVIOUS + n: settled.pack.rules[n][0].before for n in states}
        kept: dict[str, Any] = {}
        for index, month in enumerate(settled.months):
            values = {
                **{n: c if c.ndim == 1 else c[:, index] for n, c in rows.items()},
                **settled.values[index],
                **kept,
            }
            values |= _built_in(month) | before
            for name in settled.order:
                if name in kept:
                    continue
                values[name] = _one(settled, functions, name, index, values, np)
                if name in still:
                    kept[name] = values[name]
            before = {PREVIOUS + n: values[n] for n in states}
            yield Part(start, stop, index, {n: _full(values[n], stop - start, np) for n in settled.targets})


def _one(settled: Settled, functions: Any, name: str, index: int, values: Mapping[str, Any], np: Any) -> Any:
    if name in settled.absent[index]:
        return np.False_ if settled.pack.rules[name][0].returns is Kind.CONDITION else np.int64(0)
    if name in settled.waived[index]:
        return np.True_
    function, arguments = functions[name, _version(settled, name, index)]
    return function(*(values[a] for a in arguments))


def _version(settled: Settled, name: str, index: int) -> int:
    rule = settled.pack.rule_on(name, calendar.number_month(settled.months[index]))
    return settled.pack.rules[name].index(rule) if rule is not None else 0


def _functions(settled: Settled, np: Any) -> dict[tuple[str, int], tuple[Any, tuple[str, ...]]]:
    printer = Printer(settled.pack.options())
    scope: dict[str, Any] = {"__builtins__": {}}
    for name in ("where", "minimum", "maximum", "logical_not"):
        scope[name] = getattr(np, name)
    for name in ("month_of", "month_start", "month_end", "years_between"):
        scope[name] = getattr(calendar, name)
    scope["progressive"] = _progressive
    out = {}
    for name in settled.order:
        for version, rule in enumerate(settled.pack.rules[name]):
            arguments = tuple(a for a, _ in rule.arguments)
            text = f"lambda {', '.join(arguments)}: {printer.text(rule.body)}"
            out[name, version] = (eval(text, dict(scope)), arguments)  # noqa: S307 (printed from a checked tree)
    return out


def _progressive(amount: Any, brackets: Brackets) -> Any:
    import numpy as np

    rows = np.minimum(np.searchsorted(np.array(brackets.uppers), amount), len(brackets.uppers) - 1)
    due = (amount * np.array(brackets.rates)[rows] + 500_000) // 1_000_000 - np.array(brackets.quicks)[rows]
    return np.maximum(due, 0)


def still_rules(settled: Settled) -> frozenset[str]:
    """The rules that give the same in every month: worked out once for a chunk."""
    same = steady_parameters(settled)
    still: set[str] = set()
    for name in settled.order:
        versions = len(settled.pack.rules[name])
        steady = all(a in same or a in still or _is_steady_fact(settled.pack, a) for a in needs(settled.pack, name))
        if steady and versions == 1 and len(set(settled.waived)) == 1 and len(set(settled.absent)) == 1:
            still.add(name)
    return frozenset(still)


def steady_parameters(settled: Settled) -> frozenset[str]:
    """The parameters that have one value in every month."""
    first = settled.values[0]
    return frozenset(a for a in first if all(_equal(first[a], month[a]) for month in settled.values))


def _is_steady_fact(pack: Pack, name: str) -> bool:
    return name in pack.facts and not pack.facts[name].monthly


def _equal(a: Any, b: Any) -> bool:
    same = a == b
    return bool(same) if isinstance(same, bool) else bool(getattr(same, "all", lambda: same)())


def _built_in(month: int) -> dict[str, int]:
    first = calendar.month_start(month)
    return dict(zip(BUILT_IN, (month, first, first), strict=True))


def _typed(pack: Pack, name: str, column: Any, np: Any) -> Any:
    kind = pack.facts[name].kind
    if kind is Kind.CONDITION:
        return column.astype(bool, copy=False)
    return column.astype(np.int64 if kind in (Kind.FEN, Kind.RATE) else np.int32, copy=False)


def _full(value: Any, length: int, np: Any) -> NDArray[Any]:
    array: NDArray[Any] = np.asarray(value)
    full: NDArray[Any] = array if array.ndim else np.full(length, value)
    return full


def check_columns(settled: Settled, columns: Columns) -> int:
    """The length that all columns share. Raises ColumnError."""
    pack = settled.pack
    read = {a for name in settled.order for a in needs(pack, name)}
    wanted = [name for name in pack.facts if name in read]
    if lacking := [name for name in wanted if name not in columns]:
        raise ColumnError(f"{lacking[0]}: this column is missing; {pack.id} reads {', '.join(wanted)}")
    lengths = {name: len(columns[name]) for name in wanted}
    if len(set(lengths.values())) > 1:
        raise ColumnError(f"columns of different lengths: {lengths}")
    for name in columns:
        if name not in pack.facts:
            raise ColumnError(f"{name}: {pack.id} has no such fact; expected some of {', '.join(pack.facts)}")
    for name in wanted:
        _check_column(pack, name, columns[name], len(settled.months))
    return next(iter(lengths.values()), 0)


def _check_column(pack: Pack, name: str, column: Any, months: int) -> None:
    fact = pack.facts[name]
    if column.dtype.kind not in "biu":
        raise ColumnError(f"{name}: expected whole numbers or yes and no, got {column.dtype}")
    if column.ndim != 1 and not (fact.monthly and column.ndim == 2 and column.shape[1] == months):
        raise ColumnError(f"{name}: expected one value for each person{' and month' if fact.monthly else ''}")
    if column.dtype.kind == "b":
        return
    top = len(fact.options) - 1 if fact.kind is Kind.CHOICE else BOUNDS[fact.kind]
    low = 0 if fact.kind is Kind.CHOICE else -top
    if len(column) and (int(column.min()) < low or int(column.max()) > top):
        raise ColumnError(f"{name}: expected values from {low} to {top}, got {column.min()} to {column.max()}")
