"""Kinds of audit events: each has a verb, a sentence in both languages, and says which of its values are personal."""

from __future__ import annotations

import string
from collections.abc import Iterable
from dataclasses import dataclass

from carepost.domain.facts import Text

# Every sentence may name these; the trail fills them in.
GIVEN = frozenset({"actor", "subject"})
ERASED = Text("（已按本人要求删除）", "(erased at the person's request)")


@dataclass(frozen=True, slots=True)
class EventKind:
    """A typed verb. `plain` values stay for ever; `personal` values stand apart and can be forgotten."""

    verb: str
    sentence: Text
    plain: frozenset[str]
    personal: frozenset[str]


_kinds: dict[str, EventKind] = {}


def define(verb: str, sentence: Text, *, plain: Iterable[str] = (), personal: Iterable[str] = ()) -> EventKind:
    """Registers a kind of event.

    Raises ValueError when the verb is taken, when a value is both plain and personal, or when a sentence names a value
    that the kind does not hold.
    """
    kind = EventKind(verb, sentence, frozenset(plain), frozenset(personal))
    if verb in _kinds:
        raise ValueError(f"the audit verb {verb!r} is defined twice")
    if kind.plain & kind.personal:
        raise ValueError(f"{verb}: {sorted(kind.plain & kind.personal)} cannot be both plain and personal")
    for side in (sentence.zh, sentence.en):
        unknown = (
            {name for _, name, _, _ in string.Formatter().parse(side) if name} - kind.plain - kind.personal - GIVEN
        )
        if unknown:
            raise ValueError(f"{verb}: the sentence names {sorted(unknown)}, which the event does not hold")
    _kinds[verb] = kind
    return kind


def kind_of(verb: str) -> EventKind | None:
    """The kind of a verb, or None for one that the code no longer knows."""
    return _kinds.get(verb)


def event_kinds() -> tuple[EventKind, ...]:
    """Every kind that the running code defines, by verb."""
    return tuple(_kinds[verb] for verb in sorted(_kinds))
