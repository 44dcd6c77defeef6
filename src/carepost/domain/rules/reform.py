"""Reforms: a pack with some parameters set anew from a day, and rules replaced; the baseline stays as it is.

`reforms/*.yaml` maps parameters to new values: `{id, title: {zh, en}, from, parameters: {name: value}, rules: FILE}`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from carepost.domain.facts import Mark, Text
from carepost.domain.rules.loader import mapping
from carepost.domain.rules.pack import Pack, checked, part
from carepost.domain.rules.rows import PackError, text_of, value_of
from carepost.domain.rules.store import DatedValue, ParameterStore
from carepost.domain.rules.syntax import Rule, read_rules

KEYS = {"id", "title", "from", "parameters", "rules", "note"}


@dataclass(frozen=True, slots=True)
class Reform:
    """What would change, and from which day."""

    id: str
    title: Text
    start: date
    parameters: Mapping[str, Any]
    rules: tuple[Rule, ...] = ()
    note: Text | None = None


def load_reform(path: Path) -> Reform:
    """A reform file. Raises PackError."""
    body = mapping(path)
    if strange := {str(key) for key in body} - KEYS:
        raise PackError(f"{path}: unknown keys {sorted(strange)}; expected some of {sorted(KEYS)}")
    start, parameters, file = body.get("from"), part(path, body, "parameters", dict), body.get("rules")
    if type(start) is not date or "id" not in body:
        raise PackError(f"{path}: expected id, title, from (a date) and parameters (a mapping)")
    if file is not None and (Path(str(file)).name != file or not (path.parent / file).is_file()):
        raise PackError(f"{path}: rules: expected the name of a file beside this one, got {file!r}")
    rules = tuple(read_rules(path.parent / file)) if file else ()
    note = _note(body.get("note"))
    return Reform(str(body["id"]), text_of(f"{path}: title", body.get("title") or {}), start, parameters, rules, note)


def _note(written: Any) -> Text | None:
    """What the reform does, in words: the Chinese half, " · ", the English half."""
    if not written:
        return None
    zh, _, en = str(written).partition(" · ")
    return Text(zh, en or zh)


def reformed(pack: Pack, reform: Reform) -> Pack:
    """The pack under a reform. Raises PackError for a parameter or rule that the pack does not have."""
    values = {name: _new(pack, reform, name, written) for name, written in reform.parameters.items()}
    names = {pack.parameters[name][0] if name in pack.parameters else name: v for name, v in values.items()}
    store = ParameterStore([*_before(pack, names, reform.start), *names.values()], pack.store.heads())
    rules = dict(pack.rules)
    for rule in reform.rules:
        if rule.name not in rules:
            raise PackError(f"reform {reform.id}: {rule.name} is no rule of {pack.id}")
        rules[rule.name] = (rule,)
    said = repr((reform.id, reform.start, sorted(names.items()), [(r.name, r.source) for r in reform.rules]))
    digest = hashlib.sha256((pack.digest + said).encode()).hexdigest()
    return checked(replace(pack, store=store, rules=rules, digest=digest))


def _new(pack: Pack, reform: Reform, name: str, written: Any) -> DatedValue:
    if name not in pack.parameters:
        raise PackError(f"reform {reform.id}: {name} is no parameter of {pack.id}")
    full = pack.parameters[name][0]
    return DatedValue(
        name=full,
        place=pack.place,
        key="",
        value=value_of(f"reform {reform.id}: {name}", "value", written),
        unit=pack.store.head(full, place=pack.place).unit,
        start=reform.start,
        end=None,
        end_known=True,
        document="",
        article="",
        source=f"reform {reform.id}",
        mark=Mark.N,
        note=reform.title.zh,
    )


def _before(pack: Pack, names: Mapping[str, DatedValue], start: date) -> list[DatedValue]:
    """The values of the baseline, those that the reform sets anew cut off the day before."""
    out = []
    for value in pack.store:
        if value.name not in names or value.place != pack.place:
            out.append(value)
        elif value.start < start:
            cut = value.end is None or value.end >= start
            out.append(replace(value, end=start - timedelta(days=1), end_known=True) if cut else value)
    return out
