"""The store of dated values, and its one question: what held for this place on this day, as known on that day?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, lru_cache

from carepost.domain.facts import Mark, Text

COUNTRY = "000000"
# The two words a file writes where no value stands.
NONE = "none"
NOT_STATED = "not_stated"
# Between the Chinese and the English half of recorded words: 允许 · allowed.
_HALVES = " · "


def halves(words: str) -> Text:
    """Recorded words in both languages; words without an English half stay as they are in both."""
    zh, _, en = words.partition(_HALVES)
    return Text(zh, en or zh)


class Absence(StrEnum):
    """Why there is no value: kinds that are never mixed with a number."""

    NONE = "none"  # the texts hold no such condition: there is nothing to meet
    NOT_STATED = "not_stated"  # the thing exists, its value was not found in any source
    LAPSED = "lapsed"  # the last known value has ended and no renewal was found
    NOT_YET = "not_yet"  # the first known value begins later


class Doubt(StrEnum):
    """What is doubtful about a value that stands in a source."""

    MAY_HAVE_LAPSED = "may_have_lapsed"  # still applied by its dates, but no renewal was found
    CONFLICT = "conflict"  # another source prints another value
    UNCONFIRMED = "unconfirmed"  # the printed value is not confirmed for this use


class Nearer(StrEnum):
    """What a pack lets the packs of nearer places do with a parameter of its own."""

    FREE = "free"  # a nearer value replaces it
    NOTHING = "nothing"  # nobody may set it anew
    HIGHER = "higher"  # a nearer value may only raise it
    LOWER = "lower"  # a nearer value may only lower it


@dataclass(frozen=True, slots=True)
class Head:
    """What a parameter is, apart from its values: label, unit, the kind rules read it as, who may set it anew.

    `keys` names the variants that have a name of their own, by key.
    """

    unit: str
    label: Text | None = None
    kind: str = ""
    nearer: Nearer = Nearer.FREE
    clock: str = ""
    keys: Mapping[str, Text] = field(default_factory=dict)

    def variant(self, key: str) -> Text:
        """The name of a variant; its key where it has none."""
        return self.keys.get(key) or Text(key, key)


@dataclass(frozen=True, slots=True)
class DatedValue:
    """One value of one parameter in one place, from a day to a day (both included), with where it is written.

    `key` tells the variant within the parameter (a tier, an area code, an insurance); "" where there is none. `end`
    None is open; `end_known` False says that it ended on a day that no source gives, `start_known` False that it is
    not known to have begun (then it covers no day). `known_from` is the day on which the notice was issued where that
    is later than `start` (a retroactive notice). A `value` of "not_stated" may name its `candidates` or its bounds.
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
    start_known: bool = True
    candidates: tuple[str, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    doubt: Doubt | None = None
    doubt_from: date | None = None

    def covers(self, on: date) -> bool:
        """Whether the value is known to hold on this day."""
        if on < self.start or not self.start_known:
            return False
        if not self.end_known:
            return on == self.start
        return self.end is None or on <= self.end

    def doubted(self, on: date) -> Doubt | None:
        """What is doubtful about the value on this day."""
        return self.doubt if self.doubt_from is None or on >= self.doubt_from else None

    @property
    def number(self) -> Decimal:
        """The value as a number. Raises TypeError for one that is words."""
        if isinstance(self.value, Decimal):
            return self.value
        raise TypeError(f"{self.name} of {self.place} is {self.value!r}, not a number")


@dataclass(frozen=True, slots=True)
class WatchRow:
    """Something that lapses or waits for renewal: until when (None where no day is stated), and what to do then."""

    place: str
    item: str
    until: date | None
    words: str
    concerns: tuple[str, ...]
    document: str
    source: str
    mark: Mark
    action: str


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


@lru_cache(maxsize=4096)
def lineage(place: str) -> tuple[str, ...]:
    """The codes whose packs may answer for a place, nearest first: itself, county, city, province, country (GB/T 2260).

    Raises ValueError for a code that is neither 6 nor 9 digits.
    """
    if len(place) not in (6, 9) or not (place.isascii() and place.isdigit()):
        raise ValueError(f"{place!r} is no place code (6 or 9 digits)")
    codes = [place, place[:6], place[:4] + "00", place[:2] + "0000", COUNTRY]
    return tuple(dict.fromkeys(codes))


class ParameterStore:
    """All dated values, found by name, place, key and day. Immutable after construction."""

    def __init__(
        self,
        values: Iterable[DatedValue],
        heads: Mapping[tuple[str, str], Head] | None = None,
        watch: Iterable[WatchRow] = (),
    ) -> None:
        self.watch = tuple(watch)
        self._values: dict[tuple[str, str, str], list[DatedValue]] = {}
        self._heads = dict(heads or {})
        for value in values:
            self._values.setdefault((value.name, value.place, value.key), []).append(value)
        for history in self._values.values():
            history.sort(key=lambda v: v.start)

    def __iter__(self) -> Iterator[DatedValue]:
        return (value for history in self._values.values() for value in history)

    def ask(self, name: str, *, place: str = COUNTRY, on: date, key: str = "", known_on: date | None = None) -> Answer:
        """The value that held on a day in a place; the nearest place that knows the parameter answers for it.

        With `known_on`, only notices issued by that day count: a decision is judged by what could be known. Never
        raises for a missing value: an absence is an answer. Raises ValueError for a malformed place code.
        """
        for code in lineage(place):
            history = self._values.get((name, code, key))
            if history:
                return _on_day(_as_known(history, known_on), on)
        return Answer(None, Absence.NOT_STATED, None, Text("各来源均未载明该数值。", "No source states this value."))

    def keys(self, name: str, *, place: str) -> tuple[str, ...]:
        """The variants of a parameter that are known for exactly this place (its tiers, its areas)."""
        return self._keys.get((name, place), ())

    def history(self, name: str, *, place: str, key: str = "") -> tuple[DatedValue, ...]:
        """Every value of one parameter in one place, oldest first."""
        return tuple(self._values.get((name, place, key), ()))

    def names(self) -> tuple[str, ...]:
        """The names of all parameters."""
        return tuple(sorted({name for name, _, _ in self._values}))

    def places(self, name: str) -> tuple[str, ...]:
        """The codes of the places that state a parameter themselves."""
        return self._places.get(name, ())

    def head(self, name: str, *, place: str) -> Head:
        """What the nearest place that knows the parameter says of it; an empty head where none does."""
        for code in lineage(place):
            if (name, code) in self._heads:
                return self._heads[name, code]
        return Head("")

    def heads(self) -> Mapping[tuple[str, str], Head]:
        """Every head, by name and place."""
        return dict(self._heads)

    def digest(self, place: str) -> str:
        """The hash of all that the packs of a place and the places above it state (16 hex digits)."""
        found = [self._digests[code] for code in lineage(place) if code in self._digests]
        return hashlib.sha256("".join(found).encode()).hexdigest()[:16]

    @cached_property
    def _keys(self) -> dict[tuple[str, str], tuple[str, ...]]:
        found: dict[tuple[str, str], list[str]] = {}
        for name, place, key in sorted(self._values):
            found.setdefault((name, place), []).append(key)
        return {asked: tuple(keys) for asked, keys in found.items()}

    @cached_property
    def _places(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for name, place in sorted(self._keys):
            found.setdefault(name, []).append(place)
        return {name: tuple(places) for name, places in found.items()}

    @cached_property
    def _digests(self) -> dict[str, str]:
        by_place: dict[str, list[str]] = {}
        for value in self:
            by_place.setdefault(value.place, []).append(repr(value))
        return {code: hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest() for code, rows in by_place.items()}


def _as_known(history: list[DatedValue], known_on: date | None) -> list[DatedValue]:
    """The history as it stood on a day: without notices still to come, and without the ends that those will set."""
    if known_on is None:
        return history
    hidden = {v.start for v in history if v.known_from is not None and v.known_from > known_on}
    seen = [v for v in history if v.start not in hidden]
    return [
        replace(v, end=None, end_known=True) if v.end is not None and v.end + timedelta(days=1) in hidden else v
        for v in seen
    ]


def _on_day(history: list[DatedValue], on: date) -> Answer:
    for value in reversed(history):
        if value.covers(on):
            return _stated(value)
    before = [v for v in history if v.start <= on]
    if not before:
        return _not_begun(history)
    last = before[-1]
    if last.end_known and last.end is not None:
        ended = Text(
            f"已知数值到{last.end}为止，可能已失效。", f"The known value ran to {last.end}; it may have lapsed."
        )
        return Answer(None, Absence.LAPSED, last, ended)
    gap = Text(f"自{last.start}起的数值何时终止未载明。", f"When the value of {last.start} ended is not stated.")
    return Answer(None, Absence.NOT_STATED, last, gap)


def _stated(value: DatedValue) -> Answer:
    if value.value == NONE:
        free = Text("现有文本没有这项条件。", "The texts hold no such condition.")
        return Answer(None, Absence.NONE, value, free)
    if value.value == NOT_STATED:
        silent = Text("各来源均未载明该数值。", "No source states this value.")
        return Answer(None, Absence.NOT_STATED, value, silent)
    return Answer(value, None, None, Text("有效。", "In force."))


def _not_begun(history: list[DatedValue]) -> Answer:
    if not history or not history[0].start_known:
        when = Text("何时开始实行未载明。", "When it begins is not stated.")
        return Answer(None, Absence.NOT_STATED, history[0] if history else None, when)
    later = Text(f"已知最早自{history[0].start}起。", f"The earliest known value begins on {history[0].start}.")
    return Answer(None, Absence.NOT_YET, history[0], later)
