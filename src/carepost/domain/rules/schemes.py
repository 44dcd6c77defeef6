"""The schemes that ship with the product: which there are, and everything that is known of one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from carepost.domain.facts import Mark, Text, weakest
from carepost.domain.rules.check import load_schemes
from carepost.domain.rules.kinds import Kind
from carepost.domain.rules.loader import PACKS, Heads, mapping, parameters, shipped_packs
from carepost.domain.rules.pack import Pack
from carepost.domain.rules.store import NONE, NOT_STATED, DatedValue, Head, halves
from carepost.domain.rules.syntax import Rule
from carepost.domain.rules.trace import value_as_data

# The ids of the sources as `sources.yaml` explains them: Z1, G2.
_SOURCE_ID = re.compile(r"\b[A-Z]\d{1,2}\b")


@cache
def shipped_schemes() -> Mapping[str, Pack]:
    """The packs that decide on access to a post, by id. Each process reads them once. Raises PackError."""
    return {name: pack for name, pack in load_schemes(PACKS, shipped_packs()).items() if pack.access}


def scheme_summary(pack: Pack) -> dict[str, Any]:
    """One scheme in a line: id, title, place, status, dates, marks from the best to the weakest.

    `from` and `to` are days, "not_stated" where the text has one that was not found, "none" where it never began.
    """
    head = mapping(pack.folder / "pack.yaml")
    found = {value.mark for value in own_values(pack)} | {pack.mark}
    return {
        "id": pack.id,
        "title_zh": pack.title.zh,
        "title_en": pack.title.en,
        "place": pack.place,
        "status": pack.status.value,
        "number": pack.number,
        "issued": str(head.get("issued", NOT_STATED)),
        "from": str(head.get("from", NONE)),
        "to": str(head.get("to", NONE)),
        "marks": [mark.value for mark in Mark if mark in found],
    }


def scheme_as_data(pack: Pack) -> dict[str, Any]:
    """Everything of one scheme: conditions with article and mark, dated values with their sources, what is silent.

    `values` holds each value once; `not_stated` and `none` name those that the texts leave open or do not ask for.
    """
    head = mapping(pack.folder / "pack.yaml")
    heads = _heads(pack)
    values = own_values(pack)
    return scheme_summary(pack) | {
        "authority": next((str(value.value) for value in values if value.name == "authority"), NOT_STATED),
        "source": pack.source,
        "sources": _sources((pack.source, *(value.source for value in values))),
        "url": str(head.get("url", "")),
        "note": _halves(str(head.get("note", ""))),
        "pack_hash": pack.hash,
        "clock": pack.clock.value,
        "access": dict(pack.access),
        "facts": [{"fact": f.name, "kind": f.kind.value, "options": list(f.options), **said(f.label)}
                  for f in pack.facts.values()],
        "conditions": [_condition(pack, rule) for rule in _conditions(pack)],
        "payments": [_payment(pack, payment.id) for payment in sorted(pack.payments, key=lambda p: p.order)],
        "values": [_value(value, heads) for value in values],
        "not_stated": _absent(values, heads, NOT_STATED),
        "none": _absent(values, heads, NONE),
        "texts": {path.stem: path.read_text(encoding="utf-8") for path in sorted((pack.folder / "texts").glob("*.md"))},
    }  # fmt: skip


def own_values(pack: Pack) -> tuple[DatedValue, ...]:
    """The dated values that a pack states itself, in the order of its files."""
    return _own(pack.folder, pack.place, pack.digest)[0]


@lru_cache(maxsize=128)
def _own(folder: Path, place: str, digest: str) -> tuple[tuple[DatedValue, ...], Heads]:
    """The values and heads of a folder's files; the digest says which content of the folder is meant."""
    heads: Heads = {}
    return tuple(parameters(folder / "params", place, heads)), heads


def said(text: Text) -> dict[str, str]:
    """A label in both languages, as answers carry it."""
    return {"label_zh": text.zh, "label_en": text.en}


def note_of(values: Iterable[DatedValue]) -> Text | None:
    """What the first of the values notes, in both languages; None where it notes nothing."""
    note = next((value.note for value in values if value.note), "")
    return halves(note) if note else None


def _halves(note: str) -> dict[str, str]:
    both = halves(note) if note else None
    return {"zh": both.zh, "en": both.en} if both else {"zh": "", "en": ""}


@cache
def _register() -> Mapping[str, Any]:
    return mapping(PACKS / "sources.yaml")


def _sources(cited: Iterable[str]) -> dict[str, Any]:
    """What the ids in the sources stand for: what it is, its date, the authority's own address where there is one."""
    ids = {found for source in cited for found in _SOURCE_ID.findall(source)}
    return {each: dict(_register()[each]) for each in sorted(ids) if each in _register()}


def _heads(pack: Pack) -> Heads:
    return _own(pack.folder, pack.place, pack.digest)[1]


def _conditions(pack: Pack) -> list[Rule]:
    return [rule for name in pack.order for rule in pack.rules[name] if rule.returns is Kind.CONDITION]


def _condition(pack: Pack, rule: Rule) -> dict[str, Any]:
    reads = [name for name, _ in rule.arguments]
    return {
        "rule": rule.name,
        **said(rule.label),
        "article": rule.article,
        "expression": rule.source,
        "facts": [name for name in reads if name in pack.facts],
        "values": [pack.parameters[name][0] for name in reads if name in pack.parameters],
        "rules": [name for name in reads if name in pack.rules],
        "mark": _mark(pack, reads).value,
    }


def _mark(pack: Pack, reads: Iterable[str]) -> Mark:
    """How sure it is that this is asked: the weakest mark of the values read, else the mark of the text."""
    names = {pack.parameters[name][0] for name in reads if name in pack.parameters}
    marks = [value.mark for value in own_values(pack) if value.name in names]
    return weakest(*marks) if marks else pack.mark


def _payment(pack: Pack, payment_id: str) -> dict[str, Any]:
    payment = next(p for p in pack.payments if p.id == payment_id)
    rules = pack.rules[payment.rule]
    read = {pack.parameters[name][0] for rule in rules for name, _ in rule.arguments if name in pack.parameters}
    amounts = [value_as_data(value) for value in own_values(pack) if value.name in read]
    return {
        "id": payment.id,
        "payee": payment.payee,
        "order": payment.order,
        **said(payment.label),
        "article": rules[0].article,
        "rule": payment.rule,
        "amounts": amounts,
    }


def _label(name: str, heads: Heads, place: str) -> Text:
    head: Head | None = heads.get((name, place))
    return (head.label if head else None) or Text(name, name)


def _value(value: DatedValue, heads: Heads) -> dict[str, Any]:
    data = value_as_data(value) | {"low": value.low, "high": value.high}
    data |= {key: str(data[key]) for key in ("low", "high") if data[key] is not None}
    return {"name": value.name, **said(_label(value.name, heads, value.place)), **data, "note": _halves(value.note)}


def _absent(values: Iterable[DatedValue], heads: Heads, absence: str) -> list[dict[str, Any]]:
    return [
        {"name": value.name, **said(_label(value.name, heads, value.place)), "source": value.source, "mark": value.mark}
        for value in values
        if value.value == absence
    ]
