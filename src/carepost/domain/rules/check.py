"""Checks whole sets of packs: every place, every pack of rules, and the cases that their folders bring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from carepost.domain.facts import Text
from carepost.domain.rules.calendar import number_month, parse_month
from carepost.domain.rules.case import FactError
from carepost.domain.rules.kinds import shown
from carepost.domain.rules.loader import load_packs, mapping, place_folders
from carepost.domain.rules.pack import Pack, load_pack, part
from carepost.domain.rules.person import assess
from carepost.domain.rules.readings import Clocks
from carepost.domain.rules.reform import load_reform, reformed
from carepost.domain.rules.rows import PackError, text_of
from carepost.domain.rules.store import ParameterStore
from carepost.domain.rules.trace import Decision, Outcome

SCHEMES = "schemes"
_KEYS = {"name", "at", "application", "rule_day", "known_on", "place", "facts", "expect", "unmet"}


@dataclass(frozen=True, slots=True)
class PackCase:
    """One case of a pack that an officer can read: facts of a person, a month, and what must come of it."""

    name: Text
    clocks: Clocks
    place: str
    facts: Mapping[str, Any]
    expect: Mapping[str, Any]
    unmet: Mapping[str, tuple[str, ...]]
    where: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was checked, and each fault as one sentence that names file and key."""

    places: int
    values: int
    packs: tuple[str, ...]
    cases: int
    reforms: int
    faults: tuple[str, ...]


def load_schemes(folder: Path, store: ParameterStore) -> dict[str, Pack]:
    """Every pack of rules below the places of a folder (`PLACE/schemes/ID`), by id. Raises PackError at a fault."""
    found: dict[str, Pack] = {}
    for path in _scheme_folders(folder):
        pack = load_pack(path, store)
        if pack.id in found or pack.id != path.name or pack.place != path.parent.parent.name:
            raise PackError(f"{path}: expected the id {path.name}, once, and the place {path.parent.parent.name}")
        found[pack.id] = pack
    return found


def _scheme_folders(folder: Path) -> Iterator[Path]:
    for place in place_folders(folder):
        yield from sorted(p for p in (place / SCHEMES).glob("*") if p.is_dir())


def check_packs(folder: Path) -> CheckReport:
    """Loads everything below a folder and runs every case and reform. Never raises for a fault: it is reported."""
    try:
        store = load_packs(folder)
        packs = load_schemes(folder, store)
    except PackError as fault:
        return CheckReport(0, 0, (), 0, 0, (str(fault),))
    faults: list[str] = []
    cases = reforms = 0
    for pack in packs.values():
        ran, told = check_pack(pack)
        cases += ran
        faults += told
        for path in sorted((pack.folder / "reforms").glob("*.yaml")):
            reforms += 1
            faults += _fault(path, pack)
    return CheckReport(len(place_folders(folder)), sum(1 for _ in store), tuple(packs), cases, reforms, tuple(faults))


def _fault(path: Path, pack: Pack) -> list[str]:
    try:
        reformed(pack, load_reform(path))
    except PackError as fault:
        return [str(fault)]
    return []


def check_pack(pack: Pack) -> tuple[int, list[str]]:
    """The number of cases that a pack brings, and what failed in them."""
    ran, faults = 0, []
    for path in sorted((pack.folder / "tests").glob("*.yaml")):
        try:
            for case in read_cases(path, pack):
                ran += 1
                faults += run_case(pack, case)
        except PackError as fault:
            faults.append(str(fault))
    return ran, faults


def read_cases(path: Path, pack: Pack) -> Iterator[PackCase]:
    """The cases of a file. Raises PackError."""
    written = mapping(path).get("cases")
    if not isinstance(written, list) or not written:
        raise PackError(f"{path}: expected a list 'cases' with one case or more")
    for number, body in enumerate(written, 1):
        where = f"{path}: case {number}"
        if not isinstance(body, dict) or set(body) - _KEYS or {"name", "at", "facts", "expect"} - set(body):
            raise PackError(f"{where}: expected name, at, facts, expect and some of {sorted(_KEYS)}")
        yield PackCase(
            name=text_of(f"{where}: name", body["name"]),
            clocks=_clocks(where, body),
            place=str(body.get("place", pack.place)),
            facts=part(path, body, "facts", dict),
            expect=part(path, body, "expect", dict),
            unmet={
                str(k): tuple(map(str, part(path, body["unmet"], k, list))) for k in part(path, body, "unmet", dict)
            },
            where=where,
        )


def _clocks(where: str, body: Mapping[str, Any]) -> Clocks:
    days = [body.get(key) for key in ("application", "rule_day", "known_on")]
    if any(day is not None and type(day) is not date for day in days):
        raise PackError(f"{where}: application, rule_day, known_on: expected days such as 2026-10-31")
    try:
        return Clocks(number_month(parse_month(str(body["at"]))), *days)
    except ValueError as fault:
        raise PackError(f"{where}: at: {fault}") from None


def run_case(pack: Pack, case: PackCase) -> list[str]:
    """What a case expected and did not find; [] when it holds."""
    targets = tuple(dict.fromkeys((*case.expect, *case.unmet)))
    try:
        found = assess(pack, case.facts, case.clocks, place=case.place, targets=targets)
    except (FactError, ValueError) as fault:
        return [f"{case.where} ({case.name.zh}): {fault}"]
    faults = [_compare(found[rule], expected) for rule, expected in case.expect.items()]
    faults += [_unmet(found, rule, expected) for rule, expected in case.unmet.items()]
    return [f"{case.where} ({case.name.zh}): {fault}" for fault in faults if fault]


def _compare(found: Outcome, expected: Any) -> str:
    data = {"low": found.low, "high": found.high}
    if isinstance(expected, dict):
        good = expected == data
    elif expected == "unknown":
        good = found.answer == "unknown"
    else:
        good = found.low == found.high and expected in (found.low, _said(found))
    return "" if good else f"{found.rule}: expected {expected}, got {data}"


def _said(found: Outcome) -> str:
    return shown(found.kind, found.low)


def _unmet(found: Decision, rule: str, expected: tuple[str, ...]) -> str:
    told = {row.rule for row in found.unmet_of(rule)}
    return "" if told == set(expected) else f"{rule}: expected not met {sorted(expected)}, got {sorted(told)}"
