"""A pack of rules: one folder that says what it is, what it reads, and what it answers.

`pack.yaml` (title, number, dates, clock, facts, answers), `params/*.yaml`, `rules/*.py`, `texts/*.md`, `tests/*.yaml`,
`reforms/*.yaml`. A pack stands in a place; parameters that it does not state itself are those of the place and of the
places above it. Every fault is a PackError that names the file and the key.
"""

from __future__ import annotations

import hashlib
import keyword
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from carepost.domain.facts import Mark, Text
from carepost.domain.rules.graph import check_graph, options_of
from carepost.domain.rules.kinds import BUILT_IN, PREVIOUS, Kind
from carepost.domain.rules.loader import Heads, check_nearer, mapping, parameters
from carepost.domain.rules.rows import PackError, text_of
from carepost.domain.rules.store import DatedValue, ParameterStore, lineage
from carepost.domain.rules.syntax import FUNCTIONS, Rule, read_rules

HEAD = {
    "id", "place", "title", "number", "issued", "from", "to", "status", "clock", "mark", "source", "url",
    "facts", "uses", "access", "payments", "note",
}  # fmt: skip
_ID = re.compile(r"[a-z0-9][a-z0-9.\-]{0,60}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,60}")


class Clock(StrEnum):
    """Which day a parameter or rule is read on: of the month of work, of the application, or of the rule's own date."""

    WORK = "work"
    APPLICATION = "application"
    RULE = "rule"


class Status(StrEnum):
    """Where a text stands."""

    DRAFT = "draft"
    TRIAL = "trial"
    IN_FORCE = "in_force"
    REPEALED = "repealed"
    NOT_STATED = "not_stated"


@dataclass(frozen=True, slots=True)
class Fact:
    """What a pack asks of a person: kind, label, the options of a choice, whether it changes from month to month."""

    name: str
    kind: Kind
    label: Text
    options: tuple[str, ...] = ()
    monthly: bool = False


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment of a scheme: who receives it, which rule gives its monthly amount, in which order."""

    id: str
    payee: str
    rule: str
    order: int
    label: Text


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack ready to run. `parameters` maps an argument to the parameter that it reads and the kind it is read as;

    `asked` gives for a table or a set of options the options of the choice that it is asked about.
    """

    id: str
    place: str
    title: Text
    number: str
    status: Status
    start: date | None
    end: date | None
    clock: Clock
    mark: Mark
    source: str
    facts: Mapping[str, Fact]
    rules: Mapping[str, tuple[Rule, ...]]
    order: tuple[str, ...]
    access: Mapping[str, str]
    payments: tuple[Payment, ...]
    parameters: Mapping[str, tuple[str, Kind]]
    store: ParameterStore
    digest: str
    folder: Path
    asked: Mapping[str, tuple[str, ...]]

    @property
    def hash(self) -> str:
        """What a decision remembers: the pack's own files and all that the places above it state (16 hex digits)."""
        return hashlib.sha256((self.digest + self.store.digest(self.place)).encode()).hexdigest()[:16]

    def options(self) -> dict[str, tuple[str, ...]]:
        """The options of every choice."""
        return {name: fact.options for name, fact in self.facts.items() if fact.kind is Kind.CHOICE}

    def rule_on(self, name: str, on: date) -> Rule | None:
        """The rule of a name that holds on a day."""
        return next((rule for rule in self.rules[name] if rule.holds(on)), None)


def load_pack(folder: Path, above: ParameterStore) -> Pack:
    """The pack in a folder, under the parameters of the places above. Raises PackError at the first fault."""
    path = folder / "pack.yaml"
    head = mapping(path)
    if strange := {str(key) for key in head} - HEAD:
        raise PackError(f"{path}: unknown keys {sorted(strange)}; expected some of {sorted(HEAD)}")
    place = str(head.get("place", ""))
    _place(path, place)
    own, heads = _own_parameters(folder, place, above)
    store = ParameterStore([*above, *own], {**above.heads(), **heads})
    check_nearer(folder, store, own)
    facts = _facts(path, part(path, head, "facts", dict))
    rules = _rules(folder)
    pack = Pack(
        id=_word(path, head, "id", _ID),
        place=place,
        title=text_of(f"{path}: title", head.get("title") or {}),
        number=str(head.get("number", "")),
        status=_one_of(path, head, "status", Status, Status.IN_FORCE),
        start=_day(path, head, "from"),
        end=_day(path, head, "to"),
        clock=_one_of(path, head, "clock", Clock, Clock.WORK),
        mark=_one_of(path, head, "mark", Mark, Mark.N),
        source=str(head.get("source", "")),
        facts=facts,
        rules=rules,
        order=(),
        access={str(k): str(v) for k, v in part(path, head, "access", dict).items()},
        payments=tuple(_payments(path, part(path, head, "payments", list))),
        parameters=_parameters(path, part(path, head, "uses", dict), own, store, place, rules),
        store=store,
        digest=digest_of(folder),
        folder=folder,
        asked={},
    )
    return checked(pack)


def checked(pack: Pack) -> Pack:
    """The pack with the order of its rules, and the options that its tables are asked about. Raises PackError."""
    asked = {argument: options_of(pack, argument) for argument in pack.parameters}
    return replace(pack, asked=asked, order=check_graph(pack))


def part(path: Path, body: Mapping[str, Any], key: str, kind: type[Any]) -> Any:
    """A list or mapping inside a file; empty where it is left out. Raises PackError for anything else."""
    written = body.get(key)
    if written is None:
        return kind()
    if not isinstance(written, kind):
        raise PackError(f"{path}: {key}: expected a {'list' if kind is list else 'mapping'}, got {written!r}")
    return written


def digest_of(folder: Path) -> str:
    """The hash of every file of a pack, by its name inside the folder."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _place(path: Path, place: str) -> None:
    try:
        lineage(place)
    except ValueError as fault:
        raise PackError(f"{path}: place: {fault}") from None


def _own_parameters(folder: Path, place: str, above: ParameterStore) -> tuple[list[DatedValue], Heads]:
    heads: Heads = {}
    own = list(parameters(folder / "params", place, heads))
    for name in {value.name for value in own}:
        if above.keys(name, place=place):
            raise PackError(f"{folder / 'params'}: {name}: the pack of {place} states it already; choose another name")
    return own, heads


def _rules(folder: Path) -> dict[str, tuple[Rule, ...]]:
    found: dict[str, list[Rule]] = {}
    for path in sorted((folder / "rules").glob("*.py")):
        for rule in read_rules(path):
            _name(rule.where, rule.name)
            for other in found.setdefault(rule.name, []):
                if _together(rule, other):
                    raise PackError(f"{rule.where}: {rule.name} stands twice for the same days ({other.where})")
                if (rule.returns, rule.before) != (other.returns, other.before):
                    raise PackError(f"{rule.where}: {rule.name}: expected the kind and 'before' of {other.where}")
            found[rule.name].append(rule)
    return {name: tuple(rules) for name, rules in found.items()}


def _together(a: Rule, b: Rule) -> bool:
    first, last = date.min, date.max
    return (a.since or first) <= (b.until or last) and (b.since or first) <= (a.until or last)


def _facts(path: Path, written: Mapping[Any, Any]) -> dict[str, Fact]:
    out = {}
    for name, body in written.items():
        where = f"{path}: facts: {name}"
        _name(where, str(name))
        if not isinstance(body, dict) or set(body) - {"type", "zh", "en", "of", "monthly"}:
            raise PackError(f"{where}: expected type, zh, en, and of (for a choice) or monthly")
        kind = _kind(where, body.get("type"))
        options = tuple(str(option) for option in part(path, body, "of", list))
        if (kind is Kind.CHOICE) != bool(options) or len(options) > 30 or len(set(options)) != len(options):
            raise PackError(f"{where}: of: expected 1 to 30 different options, for a choice only")
        out[str(name)] = Fact(str(name), kind, text_of(where, body), options, body.get("monthly") is True)
    return out


def _kind(where: str, written: Any) -> Kind:
    try:
        kind = Kind(str(written))
    except ValueError:
        kind = Kind.SCHEDULE
    if kind in (Kind.SCHEDULE, Kind.CHOICES) or kind.endswith("table"):
        raise PackError(f"{where}: type: expected condition, fen, rate, count, month, day or choice, got {written!r}")
    return kind


def _parameters(
    path: Path,
    uses: Any,
    own: Iterable[DatedValue],
    store: ParameterStore,
    place: str,
    rules: Mapping[str, tuple[Rule, ...]],
) -> dict[str, tuple[str, Kind]]:
    """Argument name to parameter: the pack's own by their names, those of places above as `uses` says."""
    read = {a: kind for versions in rules.values() for rule in versions for a, kind in rule.arguments}
    known = set(store.names()) | {name.rpartition(".")[0] for name in store.names()}
    # The columns of a schedule are read together, under the name of their table.
    plain = {value.name.partition(".")[0] for value in own}
    names = {name: name for name in plain} | {str(a): str(p) for a, p in uses.items()}
    out = {}
    for argument, name in names.items():
        if name not in known:
            raise PackError(f"{path}: uses: {argument}: no pack of {place} or above states {name}")
        written = store.head(name, place=place).kind
        if written:
            out[argument] = (name, _parameter_kind(path, name, written))
        elif argument in read:
            out[argument] = (name, read[argument])
    return out


def _parameter_kind(path: Path, name: str, written: str) -> Kind:
    try:
        return Kind(written)
    except ValueError:
        raise PackError(f"{path}: {name}: type: expected one of {', '.join(Kind)}, got {written!r}") from None


def _payments(path: Path, written: list[Any]) -> Iterable[Payment]:
    for number, body in enumerate(written, 1):
        where = f"{path}: payments: {number}"
        if not isinstance(body, dict) or {"id", "payee", "rule"} - set(body):
            raise PackError(f"{where}: expected id, payee, rule, zh and en")
        order = body.get("order", number)
        if not isinstance(order, int):
            raise PackError(f"{where}: order: expected a number, got {order!r}")
        yield Payment(str(body["id"]), str(body["payee"]), str(body["rule"]), order, text_of(where, body))


def _word(path: Path, head: Mapping[str, Any], key: str, form: re.Pattern[str]) -> str:
    if not form.fullmatch(str(head.get(key, ""))):
        raise PackError(f"{path}: {key}: expected small letters, digits, - and ., got {head.get(key)!r}")
    return str(head[key])


def _name(where: str, name: str) -> None:
    taken = name in BUILT_IN or name in FUNCTIONS or keyword.iskeyword(name) or name.startswith(PREVIOUS)
    if taken or not _NAME.fullmatch(name):
        raise PackError(f"{where}: {name!r}: expected a name in small letters that is no word of the rule language")


def _one_of(path: Path, head: Mapping[str, Any], key: str, kinds: type[Any], otherwise: Any) -> Any:
    try:
        return kinds(str(head.get(key, otherwise)))
    except ValueError:
        raise PackError(
            f"{path}: {key}: expected one of {', '.join(str(k) for k in kinds)}, got {head[key]!r}"
        ) from None


def _day(path: Path, head: Mapping[str, Any], key: str) -> date | None:
    written = head.get(key)
    if written is None or written == "not_stated" or type(written) is date:
        return written if type(written) is date else None
    raise PackError(f"{path}: {key}: expected a date such as 2026-01-31 or not_stated, got {written!r}")
