"""A pack as one compiled loop over people and months, for sweeps of many scenarios (extra `sweep`: numba).

The loop is printed from the pack's checked rules, compiled once for a shape of pack, and called with the parameters of
each scenario: changing an amount compiles nothing anew. Never used in a web process.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from carepost.domain.rules import calendar
from carepost.domain.rules.columns import Settled, check_columns
from carepost.domain.rules.kinds import Kind
from carepost.domain.rules.loop_text import BLOCK, arguments_of, loop_text

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
    text = loop_text(settled, keep, group is not None)
    loop = _compiled(text.source)
    out = np.zeros((targets, months, BLOCK), np.int64)
    kinds: dict[str, Any] = {"bool": np.bool_, "i4": np.int32, "i8": np.int64}
    block = [np.zeros((text.columns[width], BLOCK), kind) for width, kind in kinds.items()]
    sums = np.zeros((targets, months), np.int64)
    reached = np.zeros(targets, np.int64)
    each = np.zeros((targets, months, length) if keep else (targets, 0, 0), np.int64)
    members = np.zeros(0, np.int64) if group is None else group
    groups = np.zeros((targets, int(group.max()) + 1 if group is not None and length else 0, months), np.int64)
    rows = np.zeros(BLOCK, np.int64)
    loop(length, *_arguments(settled, columns), rows, out, *block, sums, reached, each, members, groups)
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
    scope |= {"i4": np.int32, "i8": np.int64}
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


def _arguments(settled: Settled, columns: Mapping[str, NDArray[Any]]) -> list[Any]:
    import numpy as np

    pack = settled.pack
    read = arguments_of(settled)
    out: list[Any] = [np.array(settled.months, np.int64), _versions(settled)]
    for a in read:
        if a in pack.facts:
            column = columns[a]
            if pack.facts[a].monthly and column.ndim == 1:
                column = np.broadcast_to(column[:, None], (len(column), len(settled.months)))
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
