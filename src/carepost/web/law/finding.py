"""Looks words up in the rules library: places, schemes, parameters by label, and documents by name or number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from carepost.domain.facts import Text
from carepost.domain.rules import Pack, ParameterStore, table_and_column, table_label, value_in_words
from carepost.records.places import find_place
from carepost.web.law.places import name_of
from carepost.web.law.values import parameter_url

LONGEST_WORDS = 60
MOST_HITS = 40


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that words find: what it is called (None: `name` stands for it), where it holds, its address."""

    label: Text | None
    name: str
    place: Text
    url: str
    document: str = ""


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found: places, rules and schemes, parameters; `more` that some were left out."""

    places: tuple[Hit, ...]
    schemes: tuple[Hit, ...]
    parameters: tuple[Hit, ...]
    more: bool

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.places) + len(self.schemes) + len(self.parameters)


def find(words: str, store: ParameterStore, packs: Mapping[str, Pack]) -> Hits:
    """What holds all of the words, in either language; a parameter once for each place."""
    asked = [word.casefold() for word in words.split()]
    parameters = tuple(_parameters(store, asked))
    return Hits(_places(words), tuple(_schemes(packs, asked)), parameters[:MOST_HITS], len(parameters) > MOST_HITS)


def _places(words: str) -> tuple[Hit, ...]:
    match = find_place(words)
    found = (match.place,) if match.place else match.alternatives
    return tuple(Hit(p.text, p.code, p.text, reverse("law:place", args=[p.code])) for p in found[:MOST_HITS] if p)


def _schemes(packs: Mapping[str, Pack], asked: list[str]) -> Iterable[Hit]:
    for pack in packs.values():
        where = name_of(pack.place)
        if _holds(asked, pack.id, pack.title.zh, pack.title.en, pack.number, where.zh, where.en):
            yield Hit(pack.title, pack.id, where, reverse("law:scheme", args=[pack.id]), pack.number)
        for name in pack.order:
            for rule in pack.rules[name][:1]:
                if _holds(asked, rule.label.zh, rule.label.en, rule.article):
                    yield Hit(rule.label, name, pack.title, reverse("law:rule", args=[pack.id, name]))


def _parameters(store: ParameterStore, asked: list[str]) -> Iterable[Hit]:
    told: set[tuple[str, str]] = set()
    for value in store:
        spot = table_and_column(value.name)[0], value.place
        if spot in told:
            continue
        label, said = store.head(value.name, place=value.place).label, value_in_words(value)
        words = [text.zh for text in (label, said) if text] + [text.en for text in (label, said) if text]
        where = name_of(value.place)
        if _holds(asked, value.name, value.key, value.document, value.article, where.zh, where.en, *words):
            told.add(spot)
            title = table_label(store, value.name, place=value.place)
            yield Hit(title, spot[0], where, parameter_url(value.place, value.name), value.document)


def _holds(asked: list[str], *words: str) -> bool:
    text = "\n".join(words).casefold()
    return all(word in text for word in asked)
