"""The store of dated values, and its one question: what held for this place on this day?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from carepost.domain.facts import Mark, Text

COUNTRY = "000000"


class Absence(StrEnum):
    """Why there is no value: three kinds that are never mixed with a number."""

    NOT_STATED = "not_stated"  # the thing exists, its value was not found in any source
    LAPSED = "lapsed"  # the last known value has ended and no renewal was found
    NOT_YET = "not_yet"  # the first known value begins later


@dataclass(frozen=True, slots=True)
class DatedValue:
    """One value of one parameter in one place, from a day to a day (both included), with where it is written.

    `key` tells the variant within the parameter (a tier, an area code, an insurance); "" where there is none. `end`
    None is open; `end_known` False says that it ended on a day that no source gives. `known_from` is the day on which
    the notice was issued where that is later than `start` (a retroactive notice).
    """

    name: str
    place: str
    key: str
    value: Decimal | str
    unit: str
    start: date
    end: date | None
    end_known: bool
    document: str
    article: str
    source: str
    mark: Mark
    known_from: date | None = None
    note: str = ""

    def covers(self, on: date) -> bool:
        """Whether the value is known to hold on this day."""
        if on < self.start:
            return False
        if not self.end_known:
            return on == self.start
        return self.end is None or on <= self.end

    @property
    def number(self) -> Decimal:
        """The value as a number. Raises TypeError for one that is words."""
        if isinstance(self.value, Decimal):
            return self.value
        raise TypeError(f"{self.name} of {self.place} is {self.value!r}, not a number")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the store knows: the value, or why there is none and the value that was known last (or comes first)."""

    value: DatedValue | None
    absence: Absence | None
    nearest: DatedValue | None
    reason: Text

    @property
    def known(self) -> bool:
        return self.value is not None


def lineage(place: str) -> tuple[str, ...]:
    """The codes whose packs may answer for a place, nearest first: itself, county, city, province, country (GB/T 2260).

    Raises ValueError for a code that is neither 6 nor 9 digits.
    """
    if len(place) not in (6, 9) or not place.isdigit():
        raise ValueError(f"{place!r} is no place code (6 or 9 digits)")
    codes = [place, place[:6], place[:4] + "00", place[:2] + "0000", COUNTRY]
    return tuple(dict.fromkeys(codes))


class ParameterStore:
    """All dated values, found by name, place, key and day. Immutable after construction."""

    def __init__(self, values: Iterable[DatedValue], units: Mapping[str, str] | None = None) -> None:
        self._values: dict[tuple[str, str, str], list[DatedValue]] = {}
        for value in values:
            self._values.setdefault((value.name, value.place, value.key), []).append(value)
        for history in self._values.values():
            history.sort(key=lambda v: v.start)

    def ask(self, name: str, *, place: str = COUNTRY, on: date, key: str = "") -> Answer:
        """The value that held on a day in a place; the nearest place that knows the parameter answers for it.

        Never raises for a missing value: an absence is an answer. Raises ValueError for a malformed place code.
        """
        for code in lineage(place):
            history = self._values.get((name, code, key))
            if history:
                return _on_day(history, on)
        return Answer(None, Absence.NOT_STATED, None, Text("各来源均未载明该数值。", "No source states this value."))

    def keys(self, name: str, *, place: str) -> tuple[str, ...]:
        """The variants of a parameter that are known for exactly this place (its tiers, its areas)."""
        return tuple(sorted(k for n, p, k in self._values if n == name and p == place))

    def history(self, name: str, *, place: str, key: str = "") -> tuple[DatedValue, ...]:
        """Every value of one parameter in one place, oldest first."""
        return tuple(self._values.get((name, place, key), ()))

    def names(self) -> tuple[str, ...]:
        """The names of all parameters."""
        return tuple(sorted({name for name, _, _ in self._values}))

    def places(self, name: str) -> tuple[str, ...]:
        """The codes of the places that state a parameter themselves."""
        return tuple(sorted({place for n, place, _ in self._values if n == name}))


def _on_day(history: list[DatedValue], on: date) -> Answer:
    for value in reversed(history):
        if value.covers(on):
            return Answer(value, None, None, Text("有效。", "In force."))
    before = [v for v in history if v.start <= on]
    if not before:
        first = history[0]
        later = Text(f"已知最早自{first.start}起。", f"The earliest known value begins on {first.start}.")
        return Answer(None, Absence.NOT_YET, first, later)
    last = before[-1]
    if last.end_known and last.end is not None:
        ended = Text(
            f"已知数值到{last.end}为止，可能已失效。", f"The known value ran to {last.end}; it may have lapsed."
        )
        return Answer(None, Absence.LAPSED, last, ended)
    gap = Text(f"自{last.start}起的数值何时终止未载明。", f"When the value of {last.start} ended is not stated.")
    return Answer(None, Absence.NOT_STATED, last, gap)
