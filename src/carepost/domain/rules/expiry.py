"""The expiry watch: which values have lapsed, may have lapsed, or lapse soon, from the packs and their watch files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from carepost.domain.facts import Mark, Text
from carepost.domain.rules.rows import PackError, text_of
from carepost.domain.rules.store import NOT_STATED, DatedValue, Doubt, ParameterStore, WatchRow, halves

SOON = timedelta(days=92)
# Schemes that cannot lapse any more.
_OVER = ("draft", "repealed")
_NO_END = "有效期未载明 · its last day is not stated"
_ASK = "请向制定机关核实是否仍有效 · ask the authority whether it is still in force"
_KEYS = {"item", "current", "until", "words", "concerns", "document", "source", "mark", "action", "note"}


class LapseState(StrEnum):
    """How a value stands on a day."""

    LAPSED = "lapsed"  # its last day has passed and nothing followed
    MAY_HAVE_LAPSED = "may_have_lapsed"  # no renewal was found, or its last day is not stated
    SOON = "soon"  # its last day is near

    @property
    def label(self) -> Text:
        """Its name in both languages."""
        return _LABELS[self]


_LABELS = {
    LapseState.LAPSED: Text("已到期", "lapsed"),
    LapseState.MAY_HAVE_LAPSED: Text("可能已失效", "may have lapsed"),
    LapseState.SOON: Text("即将到期", "lapses soon"),
}
_URGENCY = tuple(LapseState)


@dataclass(frozen=True, slots=True)
class Lapse:
    """One value that needs a look: where, which, until when (None: not stated), and what to do.

    `item` is the key of the value, or the words of the watch; `label` says it in both languages.
    """

    place: str
    item: str
    label: Text
    state: LapseState
    until: date | None
    document: str
    source: str
    mark: Mark
    action: str


def lapsing(store: ParameterStore, on: date, *, within: timedelta = SOON) -> tuple[Lapse, ...]:
    """What has lapsed, may have lapsed or lapses `within` a span after a day; the most urgent first, each once."""
    found = {
        (row.place, row.item, row.until): row for row in (*_values(store, on, within), *_watched(store, on, within))
    }
    return tuple(sorted(found.values(), key=lambda r: (_URGENCY.index(r.state), r.until or date.max, r.place, r.item)))


def _values(store: ParameterStore, on: date, within: timedelta) -> Iterator[Lapse]:
    """The last value of each parameter; columns of one row of a notice count once, by the name of their table."""
    last: dict[tuple[str, str, str], DatedValue] = {}
    for value in store:
        spot = value.name, value.place, value.key
        if value.start_known and (spot not in last or last[spot].start < value.start):
            last[spot] = value
    begins = {(value.name, value.place, value.start) for value in store if value.start_known}
    for value in last.values():
        state = _state(value, on, within)
        followed = value.end is not None and (value.name, value.place, value.end + timedelta(days=1)) in begins
        # A tier that was merged into another has not lapsed: the same parameter goes on under other keys.
        if state is not None and not followed:
            table = value.name.rpartition(".")[0] or value.name
            item = f"{table} {value.key.partition('|')[0]}".strip()
            label = _label(store, value)
            yield Lapse(
                value.place, item, label, state, value.end, value.document, value.source, value.mark, value.note
            )


def _label(store: ParameterStore, value: DatedValue) -> Text:
    head = store.head(value.name, place=value.place)
    name = head.label or Text(value.name, value.name)
    if not value.key:
        return name
    return Text("{name}（{variant}）", "{name} ({variant})").format(name=name, variant=head.variant(value.key))


def _state(value: DatedValue, on: date, within: timedelta) -> LapseState | None:
    if value.start > on:
        return None
    if not value.end_known or value.doubted(on) is Doubt.MAY_HAVE_LAPSED:
        return LapseState.MAY_HAVE_LAPSED
    return _by_day(value.end, on, within)


def _by_day(end: date | None, on: date, within: timedelta) -> LapseState | None:
    if end is None or end > on + within:
        return None
    return LapseState.LAPSED if end < on else LapseState.SOON


def _watched(store: ParameterStore, on: date, within: timedelta) -> Iterator[Lapse]:
    for row in store.watch:
        unsure = row.until is None or (row.words and row.until < on)
        state = LapseState.MAY_HAVE_LAPSED if unsure else _by_day(row.until, on, within)
        if state is not None:
            label = halves(row.item)
            action = row.action or row.words
            yield Lapse(row.place, label.zh, label, state, row.until, row.document, row.source, row.mark, action)


def watch_rows(path: Path, place: str, written: Mapping[str, Any]) -> Iterator[WatchRow]:
    """The rows of a pack's watch.yaml. Raises PackError."""
    rows = written.get("watch")
    if not isinstance(rows, list):
        raise PackError(f"{path}: expected a list 'watch'")
    for number, row in enumerate(rows, 1):
        where = f"{path}: row {number}"
        if not isinstance(row, dict) or set(row) - _KEYS or {"item", "until", "source", "mark"} - set(row):
            raise PackError(f"{where}: expected item, until, source, mark and some of {sorted(_KEYS)}")
        until = row["until"]
        if until != "not_stated" and type(until) is not date:
            raise PackError(f"{where}: until: expected a date such as 2026-12-31 or not_stated, got {until!r}")
        yield WatchRow(
            place=place,
            item=str(row["item"]),
            until=until if type(until) is date else None,
            words=str(row.get("words", "")),
            concerns=tuple(str(each) for each in row.get("concerns") or ()),
            document=str(row.get("document", "")),
            source=str(row["source"]),
            mark=_mark(where, row["mark"]),
            action=str(row.get("action", "")),
        )


def scheme_end(path: Path, place: str, head: Mapping[str, Any]) -> WatchRow | None:
    """The row of the watch that the head of a scheme makes: when it ends, or that its end is not stated.

    None for one that is over, never began, or names no end of its own. Raises PackError for a title in one language.
    """
    until = head.get("to")
    if head.get("status") in _OVER or not (until == NOT_STATED or type(until) is date):
        return None
    title = text_of(f"{path}: title", head.get("title"))
    open_end = until == NOT_STATED
    return WatchRow(
        place=place,
        item=f"{title.zh} · {title.en}",
        until=None if open_end else until,
        words=_NO_END if open_end else "",
        concerns=(str(head.get("id", "")),),
        document=str(head.get("number", "")),
        source=str(head.get("source", "")),
        mark=_mark(path, head.get("mark")),
        action=_ASK,
    )


def _mark(where: object, written: object) -> Mark:
    try:
        return Mark(str(written))
    except ValueError:
        raise PackError(f"{where}: mark: expected one of {', '.join(Mark)}, got {written!r}") from None
