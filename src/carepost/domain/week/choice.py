"""The cheapest way to take n slots that do not overlap on the circle of the week."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from carepost.domain.week.window import WEEK, Window

Choice = tuple[int, tuple[int, ...]]
"""Total cost, and the positions of the slots taken, ascending."""


def cheapest_disjoint(slots: Sequence[Window], costs: Sequence[int], choose: int) -> Choice | None:
    """The `choose` slots apart from one another with the least total cost, or None when there are not so
    many.

    Among equal costs the smallest positions win. Weighted interval scheduling (Kleinberg and Tardos,
    Algorithm Design, 6.1) with a count; at most one slot runs over Sunday midnight, so each such slot is
    tried in turn.
    """
    plain = [n for n, slot in enumerate(slots) if slot.span[1] <= WEEK]
    found = [_on_a_line(slots, costs, plain, choose)]
    for n, slot in enumerate(slots):
        start, end = slot.span
        if end > WEEK:
            apart = [m for m in plain if slots[m].start_minute >= end - WEEK and slots[m].end_minute <= start]
            rest = _on_a_line(slots, costs, apart, choose - 1)
            found.append(rest and (rest[0] + costs[n], tuple(sorted((*rest[1], n)))))
    return min((choice for choice in found if choice), default=None)


def _on_a_line(slots: Sequence[Window], costs: Sequence[int], which: list[int], choose: int) -> Choice | None:
    order = sorted(which, key=lambda n: (slots[n].end_minute, n))
    ends = [slots[n].end_minute for n in order]
    # best[i][k]: the cheapest k among the first i slots by end.
    best: list[list[Choice | None]] = [[(0, ())] + [None] * choose]
    for i, n in enumerate(order):
        earlier = best[bisect_right(ends, slots[n].start_minute, hi=i)]
        row = list(best[i])
        for k in range(1, choose + 1):
            before = earlier[k - 1]
            if before:
                taken = (before[0] + costs[n], tuple(sorted((*before[1], n))))
                row[k] = min(taken, row[k] or taken)
        best.append(row)
    return best[-1][choose]
