"""The most disjoint pairs among people of whom two fit together when their sets cover everything: Edmonds' blossoms."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Sequence

Partners = list[int]


def most_pairs(
    covers: Sequence[int], full: int, last: set[int], apart: Collection[frozenset[int]] = ()
) -> list[tuple[int, int]]:
    """A largest set of disjoint couples (positions in `covers`) whose covers join to `full`; each cover is above 0.

    Those in `last` are never paired with each other, and come in only after the others are paired among themselves;
    couples in `apart` are never made.
    Deterministic. Exact (Edmonds, Paths, trees, and flowers, 1965): a search from everyone left over finds no
    way to make one couple more.
    """
    # Equal people stand for each other only where nobody is kept from anybody.
    kept = _useful(covers, full, last) if not apart else sorted(range(len(covers)), key=lambda n: (n in last, n))
    near = _neighbours([covers[n] for n in kept], full, [n in last for n in kept])
    if apart:
        near = [[m for m in who if frozenset((kept[n], kept[m])) not in apart] for n, who in enumerate(near)]
    first = sum(n not in last for n in kept)
    partner = _greedy(near, first)
    for count in {first: None, len(kept): None}:
        alive = [n < count for n in range(len(kept))]
        for root in range(count):
            if partner[root] < 0:
                _augment(root, near, partner, alive)
    return sorted((kept[a], kept[b]) for a, b in enumerate(partner) if a < b)


def _useful(covers: Sequence[int], full: int, last: set[int]) -> list[int]:
    """Positions without those that no largest set needs: of equal people never more than their partners."""
    counts = Counter(covers)
    partners = {
        one: sum(count for other, count in counts.items() if one | other == full and one != other) for one in counts
    }
    seen: Counter[int] = Counter()
    kept = []
    for n in sorted(range(len(covers)), key=lambda n: (n in last, n)):
        one = covers[n]
        if one == full or seen[one] < partners[one]:
            seen[one] += 1
            kept.append(n)
    return kept


def _neighbours(people: Sequence[int], full: int, last: Sequence[bool]) -> list[list[int]]:
    of: dict[int, list[int]] = {}
    for n, cover in enumerate(people):
        of.setdefault(cover, []).append(n)
    fitting = {one: sorted(n for other, who in of.items() if one | other == full for n in who) for one in of}
    return [
        [m for m in fitting[cover] if m != n and not (last[n] and last[m])] if cover == full else fitting[cover]
        for n, cover in enumerate(people)
    ]


def _greedy(near: list[list[int]], count: int) -> Partners:
    """Couples among the first so many people: who has least choice chooses first, the partner with least choice."""
    partner = [-1] * len(near)
    for one in sorted(range(count), key=lambda n: (len(near[n]), n)):
        if partner[one] < 0:
            free = [other for other in near[one] if partner[other] < 0 and other < count]
            if free:
                other = min(free, key=lambda n: (len(near[n]), n))
                partner[one], partner[other] = other, one
    return partner


def _augment(root: int, near: list[list[int]], partner: Partners, alive: list[bool]) -> None:
    """One couple more from a person left over, if any way leads there; else her tree is out of every later search."""
    parent, base = [-1] * len(near), list(range(len(near)))
    outer = [False] * len(near)
    outer[root] = True
    queue = deque([root])
    while queue:
        at = queue.popleft()
        for to in near[at]:
            if not alive[to] or base[at] == base[to] or partner[at] == to:
                continue
            if to == root or (partner[to] >= 0 and parent[partner[to]] >= 0):
                _shrink(at, to, parent, base, partner, outer, queue)
            elif parent[to] < 0:
                parent[to] = at
                if partner[to] < 0:
                    _flip(to, parent, partner)
                    return
                outer[partner[to]] = True
                queue.append(partner[to])
    for n in range(len(near)):
        if outer[n] or parent[n] >= 0:
            alive[n] = False


def _shrink(
    at: int, to: int, parent: list[int], base: list[int], partner: Partners, outer: list[bool], queue: deque[int]
) -> None:
    """An odd circle of couples becomes one: everyone on it can be reached with either parity."""
    top = _meeting(at, to, parent, base, partner)
    blossom: set[int] = set()
    for start, child in ((at, to), (to, at)):
        one = start
        while base[one] != top:
            blossom |= {base[one], base[partner[one]]}
            parent[one], child = child, partner[one]
            one = parent[partner[one]]
    for n in range(len(base)):
        if base[n] in blossom:
            base[n] = top
            if not outer[n]:
                outer[n] = True
                queue.append(n)


def _meeting(at: int, to: int, parent: list[int], base: list[int], partner: Partners) -> int:
    above: set[int] = set()
    one = at
    while True:
        one = base[one]
        above.add(one)
        if partner[one] < 0:
            break
        one = parent[partner[one]]
    one = base[to]
    while one not in above:
        one = base[parent[partner[one]]]
    return one


def _flip(end: int, parent: list[int], partner: Partners) -> None:
    while end >= 0:
        before = parent[end]
        after = partner[before]
        partner[end], partner[before] = before, end
        end = after
