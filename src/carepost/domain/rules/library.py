"""What the packs hold at a place on a day, variant by variant, and which rules read a parameter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from carepost.domain.rules.floor import MONTHLY, TIER, wage_floor
from carepost.domain.rules.pack import Pack
from carepost.domain.rules.saying import table_and_column
from carepost.domain.rules.store import Answer, Doubt, ParameterStore, lineage
from carepost.domain.rules.syntax import Rule

_FLOORS = MONTHLY.partition(".")[0] + "."


@dataclass(frozen=True, slots=True)
class Held:
    """One parameter (`key`: one variant of it) as it stands in a place on a day; `stated_in`: whose pack answers."""

    name: str
    key: str
    stated_in: str
    answer: Answer
    doubt: Doubt | None


def held(store: ParameterStore, *, place: str, on: date, name: str = "") -> tuple[Held, ...]:
    """Everything that the packs say for a place on a day, by name and key; with `name`, of that parameter or table.

    A variant is answered by the nearest place that states it. Of wage tiers only those are given that may hold here.
    Raises ValueError for a malformed place code.
    """
    found: dict[tuple[str, str], str] = {}
    for code in lineage(place):
        for each in _stated(store).get(code, ()):
            if not name or name in (each[0], table_and_column(each[0])[0]):
                found.setdefault(each, code)
    tiers = _Tiers(store, place, on)
    return tuple(
        Held(each, key, code, answer, answer.value.doubted(on) if answer.value else None)
        for (each, key), code in sorted(found.items())
        if tiers.may_hold(each, key)
        for answer in (store.ask(each, place=place, on=on, key=key),)
    )


def readers(packs: Mapping[str, Pack], name: str, *, place: str) -> tuple[tuple[Pack, Rule], ...]:
    """The rules that read a parameter of a place (or a table of it), each with its pack."""
    return tuple((pack, rule) for pack in packs.values() for rule in _reading(pack, name, place))


def _reading(pack: Pack, name: str, place: str) -> Iterator[Rule]:
    if place not in lineage(pack.place) and pack.place not in lineage(place):
        return
    wanted = {name, table_and_column(name)[0]}
    arguments = {argument for argument, (read, _) in pack.parameters.items() if read in wanted}
    for each in pack.order:
        for rule in pack.rules[each]:
            if arguments.intersection(argument for argument, _ in rule.arguments):
                yield rule


@lru_cache(maxsize=8)
def _stated(store: ParameterStore) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """The (name, key) pairs that each place states itself."""
    out: dict[str, dict[tuple[str, str], None]] = {}
    for value in store:
        out.setdefault(value.place, {})[value.name, value.key] = None
    return {place: tuple(pairs) for place, pairs in out.items()}


class _Tiers:
    """Which tiers of the minimum wage may hold at a place on a day."""

    def __init__(self, store: ParameterStore, place: str, on: date) -> None:
        self._store, self._place, self._on = store, place, on
        self._areas = lineage(place)[:-1]

    def may_hold(self, name: str, key: str) -> bool:
        if name == TIER:
            return key in self._areas
        if not name.startswith(_FLOORS) or not key or len(self._areas) == 0:
            return True
        may = {value.key for value in wage_floor(self._store, name, place=self._place, on=self._on).candidates}
        return key in may or not may
