"""A pack's parameters as OpenFisca's dated YAML: what is stated stands with its source, what is not is named."""

from __future__ import annotations

import json
import keyword
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from carepost.domain.facts import Text
from carepost.domain.rules.calendar import month_number, number_day, number_month
from carepost.domain.rules.graph import needs
from carepost.domain.rules.kinds import PPM, Kind
from carepost.domain.rules.pack import Clock, Pack
from carepost.domain.rules.ranges import OptionSet, Range, Schedule, TableRange
from carepost.domain.rules.readings import FLOORS, Clocks, Reading, read_parameters
from carepost.domain.rules.store import NOT_STATED, DatedValue, lineage

UNITS = {Kind.FEN: "fen", Kind.FEN_TABLE: "fen", Kind.RATE: "/1", Kind.SCHEDULE: "fen and ppm"}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A parameter of a pack that the export could not state, from a day on (None: at all), and why."""

    pack: str
    parameter: str
    start: date | None
    label: Text
    reason: Text
    candidates: tuple[str, ...]

    def said(self) -> str:
        """One line, as a comment and a warning tell it."""
        since = f" {self.start}" if self.start else ""
        could = f" [{'; '.join(self.candidates)}]" if self.candidates else ""
        label, reason = (f"{text.zh} · {text.en}" for text in (self.label, self.reason))
        return f"{self.pack}: {self.parameter}{since}{could}: {label}: {reason}"


@dataclass(frozen=True, slots=True)
class Node:
    """The parameters of one pack: files by name, and what was left out of them."""

    files: Mapping[str, str]
    left_out: tuple[LeftOut, ...]


def slug_of(pack_id: str) -> str:
    """A pack's id as a name in Python."""
    slug = re.sub(r"\W", "_", pack_id)
    return f"_{slug}" if slug[0].isdigit() else slug


def member(option: str) -> str:
    """An option of a choice as a name in Python."""
    name = re.sub(r"\W", "_", option)
    return (
        f"{name}_" if keyword.iskeyword(name) or name in ("name", "value", "index") or not name.isidentifier() else name
    )


def parameters_of(pack: Pack) -> Node:
    """The YAML files of every parameter that a rule of the pack reads."""
    read = dict.fromkeys(a for name in pack.order for a in needs(pack, name) if a in pack.parameters)
    files: dict[str, str] = {}
    left_out: list[LeftOut] = []
    for argument in read:
        history = list(_history(pack, argument))
        left_out += _left_out(pack, argument, history)
        if any(_stated(reading) for _, reading in history):
            files[f"{argument}.yaml"] = _file(pack, argument, history)
    lines = [f"description: {_json(f'{pack.title.zh} · {pack.title.en}')}"]
    lines += [
        "metadata:",
        f"  pack: {_json(pack.id)}",
        f"  pack_hash: {_json(pack.hash)}",
        f"  number: {_json(pack.number)}",
    ]
    lines += [f"# left out: {row.said()}" for row in left_out]
    lines += [f"# nothing asked: {a}" for a in read if any(r.waived for _, r in _history(pack, a))]
    return Node({"index.yaml": "\n".join(lines) + "\n"} | files, tuple(left_out))


def _stated(reading: Reading) -> bool:
    """Whether there is one value to write."""
    value = reading.value
    if reading.waived:
        return False
    if isinstance(value, Range):
        return value.exact
    if isinstance(value, TableRange):
        return value.lows == value.highs
    if isinstance(value, OptionSet):
        return value.surely == value.possibly
    return isinstance(value, Schedule) and value.brackets is not None


def _history(pack: Pack, argument: str) -> Iterator[tuple[date, Reading]]:
    """Each reading that differs from the one before, from its first day on; before anything begins there is none."""
    last: object = None
    for day in _days(pack, argument):
        reading = read_parameters(pack, (argument,), Clocks(day, day, day), pack.place)[argument]
        known = _stated(reading) or reading.waived
        said = (reading.value, reading.waived, reading.values) if known else reading.corners or "not stated"
        if said != last and not (last is None and not known and not _ever(pack, argument, day)):
            last = said
            yield day, reading


def _ever(pack: Pack, argument: str, day: date) -> bool:
    """Whether some value begins by a day: before that there is nothing to leave out."""
    return any(value.start <= day for value in _values(pack, argument))


def _values(pack: Pack, argument: str) -> list[DatedValue]:
    """The dated values behind a parameter, from the nearest place that states it."""
    name, kind = pack.parameters[argument]
    for place in lineage(pack.place):
        found = [
            value
            for value in pack.store
            if value.place == place
            and (value.name == name or (kind is Kind.SCHEDULE and value.name.startswith(f"{name}.")))
        ]
        if found:
            return found
    return []


def _days(pack: Pack, argument: str) -> list[date]:
    """The days on which a reading may change; by the month of work, the first days of months."""
    name, kind = pack.parameters[argument]
    clock = pack.store.head(name, place=pack.place).clock or pack.clock
    days = set()
    for value in _values(pack, argument):
        days |= {value.start} | ({value.end + timedelta(days=1)} if value.end is not None else set())
        days |= {value.start + timedelta(days=1)} if not value.end_known else set()
    if clock == Clock.WORK or kind is Kind.SCHEDULE or name.startswith(FLOORS):
        days = {number_month(month_number(day) + n) for day in days for n in (0, 1)}
    return sorted(days)


def _left_out(pack: Pack, argument: str, history: list[tuple[date, Reading]]) -> Iterator[LeftOut]:
    label = pack.store.head(pack.parameters[argument][0], place=pack.place).label or Text(argument, argument)
    if not history:
        silent = Text("各来源均未载明该数值。", "No source states this value.")
        yield LeftOut(pack.id, argument, None, label, silent, ())
    alone = not any(_stated(reading) or reading.waived for _, reading in history)
    for day, reading in history:
        if not _stated(reading) and not reading.waived:
            rows = [value for value in reading.values if value.value == NOT_STATED]
            candidates = tuple(each for value in rows for each in value.candidates)
            candidates = candidates or tuple(f"{v.low} to {v.high}" for v in rows if v.low is not None)
            yield LeftOut(pack.id, argument, None if alone else day, label, reading.reason, candidates)


def _file(pack: Pack, argument: str, history: list[tuple[date, Reading]]) -> str:
    """One parameter: a plain one holds dated values, a table or a schedule a child for each option or column."""
    name, kind = pack.parameters[argument]
    label = pack.store.head(name, place=pack.place).label or Text(argument, argument)
    unit = UNITS.get(kind) or pack.store.head(name, place=pack.place).unit
    head = [f"description: {_json(f'{label.zh} · {label.en}')}", "metadata:", f"  unit: {_json(unit)}"]
    head += [f"  parameter: {_json(name)}"]
    children = _children(pack, argument, history)
    if children is None:
        return "\n".join([*head, *_values_lines(history, lambda reading: _plain(pack, argument, kind, reading))]) + "\n"
    lines = list(head)
    for child, take in children.items():
        lines += [f"{child}:", *("  " + line for line in _values_lines(history, take))]
    return "\n".join(lines) + "\n"


def _children(pack: Pack, argument: str, history: list[tuple[date, Reading]]) -> dict[str, Any] | None:
    kind = pack.parameters[argument][1]
    if kind is Kind.SCHEDULE:
        return {
            word: lambda reading, part=part: list(getattr(reading.value.brackets, part))
            for word, part in (("uppers", "uppers"), ("rates", "rates"), ("quick_deductions", "quicks"))
        }
    if kind.endswith("table"):
        options = pack.asked[argument]
        return {
            member(option): lambda reading, n=n: _of(kind, reading.value.lows[n]) for n, option in enumerate(options)
        }
    return None


def _values_lines(history: list[tuple[date, Reading]], take: Any) -> list[str]:
    lines = ["values:"]
    for day, reading in history:
        if not _stated(reading):
            why = "nothing asked" if reading.waived else f"left out: {reading.reason.en}"
            lines += [f"  {day}: {{value: null}}  # {why}"]
            continue
        lines += [f"  {day}:", f"    value: {_json(take(reading))}", *_source(reading)]
    return lines


def _source(reading: Reading) -> list[str]:
    """Where the value stands, as far as its row tells."""
    if not reading.values:
        return []
    row = reading.values[0]
    told = {"source": row.source, "document": row.document, "article": row.article, "mark": reading.value.mark.value}
    return ["    metadata:", *(f"      {key}: {_json(value)}" for key, value in told.items() if value)]


def _plain(pack: Pack, argument: str, kind: Kind, reading: Reading) -> Any:
    value = reading.value
    if isinstance(value, OptionSet):
        return [member(option) for n, option in enumerate(pack.asked[argument]) if value.surely >> n & 1]
    assert isinstance(value, Range)  # noqa: S101 (tables and schedules have children)
    return _of(kind, value.low)


def _of(kind: Kind, value: int) -> Any:
    """A whole number of the engine as OpenFisca's files write it: days as days, ratios as ratios, amounts in fen."""
    if kind is Kind.CONDITION:
        return bool(value)
    if kind is Kind.DAY:
        return number_day(int(value)).isoformat()
    if kind in (Kind.MONTH, Kind.MONTH_TABLE):
        return number_month(int(value)).isoformat()
    return float(Decimal(int(value)) / PPM) if kind is Kind.RATE else int(value)


def _json(value: Any) -> str:
    """JSON is YAML, and quotes what YAML would read as something else."""
    return json.dumps(value, ensure_ascii=False)
