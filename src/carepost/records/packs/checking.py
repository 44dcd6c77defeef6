"""What is wrong with an uploaded pack: whether it loads in its place in the law, answers, and holds its own cases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from carepost.domain.facts import Text
from carepost.domain.rules import (
    FactError,
    Pack,
    PackError,
    ParameterStore,
    assess_scheme,
    case_from,
    check_pack,
    load_pack,
    load_packs,
    load_reform,
    reformed,
    shipped_schemes,
)
from carepost.records.packs.lawbook import LAWBOOK, Approved, applying
from carepost.records.packs.models import Version
from carepost.records.packs.wording import Fault, fault_of

MOST_CASES = 200
_MOST_STEPS = 2_000_000
_MONTHS = 600
ACCESS = ("post", "subsidy")


def check_version(version: Approved, others: Iterable[Approved]) -> tuple[int, tuple[Fault, ...]]:
    """The number of cases that ran, and every fault of a version among the approved ones, on each day that it meets.

    The law is built for the day on which it takes effect and for every later day on which another version begins.
    """
    others = tuple(other for other in others if other.code != version.code)
    if version.kind == Version.Kind.SCHEME:
        cases, faults = _check_scheme(version, LAWBOOK.law_of(applying(others, version.start)).store)
    else:
        cases, faults = 0, _check_place(version)
    return cases, faults or new_faults(others, (*others, version), since=version.start)


def new_faults(before: Iterable[Approved], after: Iterable[Approved], *, since: date) -> tuple[Fault, ...]:
    """What no longer loads with the versions of `after`, on a day or on any later day on which one begins or ends."""
    before, after = tuple(before), tuple(after)
    days = sorted({since} | {day for v in after for day in (v.start, v.until) if day is not None and day > since})
    found: dict[str, Fault] = {}
    for day in days:
        already = set(LAWBOOK.law_of(applying(before, day)).faults.values())
        for told, fault in LAWBOOK.law_of(applying(after, day)).faults.items():
            if fault not in already:
                found.setdefault(fault, _elsewhere(told, fault, day))
    return tuple(found.values())


def _check_place(version: Approved) -> tuple[Fault, ...]:
    folder = version.folder()
    try:
        store = load_packs(folder)
    except PackError as fault:
        return (fault_of(fault, version.pack_folder()),)
    if not any(True for _ in store):
        empty = Text(
            "没有任何数值：这会删去本地区的全部参数。", "It states no value: all parameters of the place would go."
        )
        return (Fault("params", empty),)
    return ()


def _check_scheme(version: Approved, store: ParameterStore) -> tuple[int, tuple[Fault, ...]]:
    folder = version.pack_folder()
    try:
        pack = load_pack(folder, store)
    except PackError as fault:
        return 0, (fault_of(fault, folder),)
    if faults := tuple(_answers(pack)):
        return 0, faults
    if faults := tuple(_bounded(pack)):
        return 0, faults
    ran, told = check_pack(pack)
    faults = tuple(fault_of(each, folder) for each in told)
    if not ran and not faults:
        none = Text("没有案例：请在 tests/ 写至少一个案例。", "It brings no case: write one or more below tests/.")
        faults = (Fault("tests", none),)
    return ran, (*faults, *_reforms(pack))


def _answers(pack: Pack) -> Iterator[Fault]:
    """Whether the pack answers what pages ask: post and subsidy, from facts of the kinds that a case states."""
    if missing := [name for name in ACCESS if name not in pack.access]:
        zh, en = f"access 缺少 {'、'.join(missing)}。", f"access lacks {', '.join(missing)}."
        yield Fault("pack.yaml", Text(zh, en))
        return
    known = {fact.name: fact for shipped in shipped_schemes().values() for fact in shipped.facts.values()}
    for name, fact in pack.facts.items():
        usual = known.get(name)
        if usual and (fact.kind, fact.monthly, set(fact.options)) != (usual.kind, usual.monthly, set(usual.options)):
            zh = f"facts：{name}：类型和选项须与其他方案一致（{usual.kind}）。"
            en = f"facts: {name}: expected the type and options of the other schemes ({usual.kind})."
            yield Fault("pack.yaml", Text(zh, en))
    try:
        assess_scheme(case_from({"scheme": pack.id, "at": "2026-01"}), {pack.id: pack})
    except (FactError, ValueError, KeyError) as fault:
        yield Fault("pack.yaml", Text(f"没有任何事实时不能作答：{fault}", f"It gives no answer without facts: {fault}"))


def _bounded(pack: Pack) -> Iterator[Fault]:
    """That the cases are done in reasonable time."""
    cases = sum(path.read_text(encoding="utf-8").count("expect:") for path in (pack.folder / "tests").glob("*.yaml"))
    state = any(rules[0].before is not None for rules in pack.rules.values())
    steps = cases * len(pack.order) * (_MONTHS if state else 1)
    if cases > MOST_CASES or steps > _MOST_STEPS:
        yield Fault("tests", Text("案例过多，请减少。", "There are too many cases; keep fewer."))


def _reforms(pack: Pack) -> Iterator[Fault]:
    for path in sorted((pack.folder / "reforms").glob("*.yaml")):
        try:
            reformed(pack, load_reform(path))
        except PackError as fault:
            yield fault_of(fault, pack.folder, prefix="" if str(path) in str(fault) else f"reforms/{path.name}")


def _elsewhere(told: str, fault: str, day: date) -> Fault:
    """A fault in the law as a whole: below a folder of packs, whose own place says nothing to a reader."""
    said = fault_of(re.sub(r"^\S*?/(?=\d{6}(?:\d{3})?/)", "", fault), Path("/")).said
    return Fault(
        "", Text(f"自 {day} 起，「{told}」不能用：{said.zh}", f"From {day} on, {told} does not load: {said.en}")
    )
