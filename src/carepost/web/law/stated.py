"""Values that the packs state for a place, variant by variant, as a page lists them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from carepost.domain.facts import Mark, Text
from carepost.domain.rules import COUNTRY, DatedValue, ParameterStore, halves, lineage, source_said


@dataclass(frozen=True, slots=True)
class StatedValue:
    """A variant with what is stated of it and where; `surely` False where it is doubtful whether it holds."""

    label: Text
    note: Text
    document: str
    article: str
    source: Text
    mark: Mark
    surely: bool


def stated_for(
    store: ParameterStore, name: str, *, place: str, on: date, without: frozenset[str]
) -> Iterator[StatedValue]:
    """Every variant of a parameter that a place or one above it states, the nearest first, except those named.

    What has surely ended before the day is left out.
    """
    for code in lineage(place) if place else (COUNTRY,):
        for key in store.keys(name, place=code):
            value = _latest(store.history(name, place=code, key=key), on)
            if key not in without and value is not None and value.note:
                yield _stated(store.head(name, place=code).variant(key), value, on)


def _latest(history: tuple[DatedValue, ...], on: date) -> DatedValue | None:
    begun = [value for value in history if value.start <= on and (value.end is None or value.end >= on)]
    return begun[-1] if begun else None


def _stated(label: Text, value: DatedValue, on: date) -> StatedValue:
    surely = value.covers(on) and value.doubted(on) is None
    return StatedValue(
        label, halves(value.note), value.document, value.article, source_said(value.source), value.mark, surely
    )
