"""Newer statements of some places laid over a store: what a place states anew replaces all that it stated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from carepost.domain.facts import Text
from carepost.domain.rules.loader import check_nearer
from carepost.domain.rules.store import DatedValue, Head, ParameterStore


def laid_over(base: ParameterStore, over: Mapping[str, ParameterStore]) -> ParameterStore:
    """The base with everything that it holds of some places replaced by what newer stores hold of them.

    Raises PackError where the whole breaks what a pack above lets nearer places do.
    """
    if not over:
        return base
    values = [value for value in base if value.place not in over]
    heads = {spot: head for spot, head in base.heads().items() if spot[1] not in over}
    watch = [row for row in base.watch if row.place not in over]
    for place, store in over.items():
        values += [value for value in store if value.place == place]
        heads |= {spot: head for spot, head in store.heads().items() if spot[1] == place}
        watch += [row for row in store.watch if row.place == place]
    merged = ParameterStore(values, heads, watch)
    check_nearer(Path(), merged, values)
    return merged


class Turn(StrEnum):
    """What became of a parameter from one store to another."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"

    @property
    def label(self) -> Text:
        """Its name in both languages."""
        return _TURNS[self]


_TURNS = {
    Turn.ADDED: Text("新增", "added"),
    Turn.CHANGED: Text("改变", "changed"),
    Turn.REMOVED: Text("删去", "removed"),
}


@dataclass(frozen=True, slots=True)
class ParameterTurn:
    """One parameter (a variant of it) that two stores state otherwise: the dated values before and after."""

    turn: Turn
    name: str
    key: str
    head: Head
    before: tuple[DatedValue, ...]
    after: tuple[DatedValue, ...]


def turns(before: ParameterStore, after: ParameterStore, *, place: str) -> Iterator[ParameterTurn]:
    """Every parameter that a place states otherwise in two stores, by name and key; only values that differ."""
    spots = {(value.name, value.key) for store in (before, after) for value in store if value.place == place}
    for name, key in sorted(spots):
        old, new = (store.history(name, place=place, key=key) for store in (before, after))
        heads = before.heads().get((name, place)), after.heads().get((name, place))
        if old == new and heads[0] == heads[1]:
            continue
        turn = Turn.ADDED if not old else Turn.REMOVED if not new else Turn.CHANGED
        gone = tuple(value for value in old if value not in new)
        come = tuple(value for value in new if value not in old)
        yield ParameterTurn(turn, name, key, heads[1] or heads[0] or Head(""), gone, come)
