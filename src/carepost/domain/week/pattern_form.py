"""Patterns as plain data for JSON, YAML and the deduplicated table; days count from 1, times are "8:30"."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from carepost.domain.facts import Text
from carepost.domain.week.pattern import Band, Fixed, NotStated, Output, Pattern, Slots
from carepost.domain.week.shifts import MAX_CYCLE_DAYS, Shifts
from carepost.domain.week.window import DAY, Span, WeekError, Window, by_day, clock, clock_span

Form = dict[str, Any]

_KEYS = {
    "fixed": {"alternatives"},
    "band": {"within", "core", "min_week_minutes", "min_block_minutes"},
    "slots": {"offered", "choose"},
    "output": set[str](),
    "not_stated": set[str](),
}


def pattern_key(pattern: Pattern) -> str:
    """A stable key, equal exactly for equal patterns: the kind and 16 hex digits over the canonical form."""
    form = pattern_to_dict(pattern)
    written = json.dumps(form, sort_keys=True, separators=(",", ":"))
    return f"{form['kind']}-{hashlib.sha256(written.encode('ascii')).hexdigest()[:16]}"


def pattern_to_dict(pattern: Pattern) -> Form:
    """The pattern as JSON-able data that `pattern_from_dict` reads back to an equal value."""
    match pattern:
        case Fixed(alternatives):
            return {"kind": "fixed", "alternatives": [_shifts_form(shifts) for shifts in alternatives]}
        case Band(within, core, least, block):
            return {
                "kind": "band",
                "within": _windows_form(within),
                "core": _windows_form(core),
                "min_week_minutes": least,
                "min_block_minutes": block,
            }
        case Slots(offered, choose):
            return {"kind": "slots", "offered": _windows_form(offered), "choose": choose}
        case Output():
            return {"kind": "output"}
        case NotStated():
            return {"kind": "not_stated"}


def pattern_from_dict(data: object, place: str = "pattern") -> Pattern:
    """The pattern that plain data describes.

    {"kind": "fixed", "alternatives": [{"shifts": [{"days": [1, 2], "start": "8:30", "end": "14:00"}]}]}; an
    alternative with "cycle_days": 4 is a rotation whose days count within the cycle. "band" takes within,
    core, min_week_minutes, min_block_minutes; "slots" offered and choose; "output" and "not_stated" nothing.
    Raises WeekError naming the key, as "pattern.alternatives[0].shifts[1].start".
    """
    form = _mapping(data, place)
    kind = form.get("kind")
    if not isinstance(kind, str) or kind not in _KEYS:
        kinds = ", ".join(_KEYS)
        raise WeekError(f"{place}.kind", Text(f"应为 {kinds} 之一", f"must be one of {kinds}"))
    _only(form, _KEYS[kind] | {"kind"}, place)
    try:
        return _read(kind, form, place)
    except WeekError as error:
        # A value's own refusal names only its field; the path before it is known here alone.
        if error.place.startswith(place):
            raise
        raise WeekError(f"{place}.{error.place}", error.problem) from error


def _read(kind: str, form: Mapping[str, Any], place: str) -> Pattern:
    if kind == "fixed":
        rows = _list(form, "alternatives", place)
        return Fixed(tuple(_read_shifts(row, f"{place}.alternatives[{n}]") for n, row in enumerate(rows)))
    if kind == "band":
        least = form.get("min_week_minutes")
        return Band(
            _read_windows(form, "within", place),
            _read_windows(form, "core", place) if "core" in form else (),
            None if least is None else _integer(least, f"{place}.min_week_minutes"),
            _integer(form.get("min_block_minutes", 0), f"{place}.min_block_minutes"),
        )
    if kind == "slots":
        offered = _read_windows(form, "offered", place)
        return Slots(offered, _integer(form.get("choose"), f"{place}.choose"))
    return Output() if kind == "output" else NotStated()


def _shifts_form(shifts: Shifts) -> Form:
    form: Form = {"shifts": _rows(shifts.spans, shifts.cycle_days)}
    return form if shifts.cycle_days == 7 else {"cycle_days": shifts.cycle_days, **form}


def _windows_form(windows: Iterable[Window]) -> list[Form]:
    return _rows((window.span for window in windows), 7)


def _rows(spans: Iterable[Span], days: int) -> list[Form]:
    grouped: dict[Span, list[int]] = {}
    for day, row in enumerate(by_day(spans, days), start=1):
        for span in row:
            grouped.setdefault(span, []).append(day)
    return [
        {"days": on, "start": clock(start), "end": clock(end if end <= DAY else end - DAY)}
        for (start, end), on in grouped.items()
    ]


def _read_shifts(data: object, place: str) -> Shifts:
    form = _mapping(data, place)
    _only(form, {"cycle_days", "shifts"}, place)
    days = _integer(form.get("cycle_days", 7), f"{place}.cycle_days")
    try:
        return Shifts(tuple(_read_rows(form, "shifts", place, min(days, MAX_CYCLE_DAYS))), days)
    except WeekError as error:
        if error.place.startswith(place):
            raise
        raise WeekError(f"{place}.{error.place}", error.problem) from error


def _read_windows(form: Mapping[str, Any], key: str, place: str) -> tuple[Window, ...]:
    return tuple(Window.of(start, end - start) for start, end in _read_rows(form, key, place, 7))


def _read_rows(form: Mapping[str, Any], key: str, place: str, cycle_days: int) -> list[Span]:
    spans = []
    for n, data in enumerate(_list(form, key, place)):
        at = f"{place}.{key}[{n}]"
        row = _mapping(data, at)
        _only(row, {"days", "start", "end"}, at)
        start, end = clock_span(_word(row, "start", at), _word(row, "end", at), at)
        for m, value in enumerate(_list(row, "days", at)):
            day = _integer(value, f"{at}.days[{m}]")
            if not 1 <= day <= cycle_days:
                raise WeekError(
                    f"{at}.days[{m}]",
                    Text(f"应为 1 到 {cycle_days} 之间的一天", f"must be a day from 1 to {cycle_days}"),
                )
            spans.append(((day - 1) * DAY + start, (day - 1) * DAY + end))
    return spans


def _mapping(data: object, place: str) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise WeekError(place, Text("应为一组“键: 值”", "must be a mapping of keys to values"))
    return data


def _list(form: Mapping[str, Any], key: str, place: str) -> list[Any]:
    value = form.get(key)
    if not isinstance(value, list):
        raise WeekError(f"{place}.{key}", Text("缺少，或不是列表", "is missing or not a list"))
    return value


def _integer(value: object, place: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise WeekError(place, Text("缺少，或不是整数", "is missing or not a whole number"))
    return value


def _word(form: Mapping[str, Any], key: str, place: str) -> str:
    value = form.get(key)
    if not isinstance(value, str):
        raise WeekError(
            f"{place}.{key}", Text('缺少，或不是加引号的 "8:30"', 'is missing or not quoted like "8:30"')
        )
    return value


def _only(form: Mapping[str, Any], known: set[str], place: str) -> None:
    for key in form:
        if key not in known:
            names = ", ".join(sorted(known))
            raise WeekError(
                f"{place}.{key}", Text(f"没有这个键；可用：{names}", f"unknown key; known: {names}")
            )
