"""What a scheme answers for one case: post, subsidy, amounts by payee, what is not met and what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from carepost.domain.facts import Text
from carepost.domain.rules.calendar import day_number, month_number, number_month, years_between
from carepost.domain.rules.graph import needs
from carepost.domain.rules.pack import Pack, Payment, Status
from carepost.domain.rules.person import assess
from carepost.domain.rules.readings import Clocks
from carepost.domain.rules.schemes import note_of, own_values, said, shipped_schemes
from carepost.domain.rules.schemes_case import FIELDS, GROUNDS, CaseError, SchemeCase
from carepost.domain.rules.store import NOT_STATED
from carepost.domain.rules.trace import Decision, trace_as_data

POST, SUBSIDY = "post", "subsidy"
# A payment reads a rule of this ending: the conjunction of what has to hold for the month's money.
_DUE = "_due"


def assess_scheme(case: SchemeCase, schemes: Mapping[str, Pack] | None = None) -> dict[str, Any]:
    """The answer to a case as plain data; amounts in fen are for this one person in the month, over all payees.

    `schemes` are those to choose from, the shipped ones where none are given. A high end of None says that no source
    gives one. Raises CaseError for an unknown scheme.
    """
    known_schemes = shipped_schemes() if schemes is None else schemes
    pack = known_schemes.get(case.scheme)
    if pack is None:
        known = ", ".join(sorted(known_schemes))
        raise CaseError("scheme", Text(f"没有这个方案；可用：{known}", f"no such scheme; expected one of {known}"))
    return answer(pack, case)


def answer(pack: Pack, case: SchemeCase) -> dict[str, Any]:
    """The answer of one pack; the law is read as it stands at the end of the month."""
    gates = {f"payment {p.id}": gate for p in pack.payments for gate in _gates(pack, p)}
    asked = {name: pack.access[name] for name in (POST, SUBSIDY)} | gates
    facts = {name: _plain(value) for name, value in case.facts.items() if name in pack.facts}
    last = number_month(month_number(case.at) + 1) - timedelta(days=1)
    targets = tuple(dict.fromkeys((*asked.values(), *(p.rule for p in pack.payments))))
    found = assess(pack, facts, Clocks(case.at, rule=last), targets=targets)
    paid = [_paid(found, payment) for payment in sorted(pack.payments, key=lambda p: p.order)]
    return {
        "scheme": pack.id,
        "title_zh": pack.title.zh,
        "title_en": pack.title.en,
        "number": pack.number,
        "authority": next((str(value.value) for value in own_values(pack) if value.name == "authority"), NOT_STATED),
        "source": pack.source,
        "at": f"{case.at:%Y-%m}",
        "place": pack.place,
        "status": pack.status.value,
        "post_access": found[pack.access[POST]].answer,
        "subsidy_access": found[pack.access[SUBSIDY]].answer,
        "amount_low_fen": sum(row["amount_low_fen"] for row in paid),
        "amount_high_fen": _sum(row["amount_high_fen"] for row in paid),
        "by_payee": _by_payee(paid),
        "marks": {f"{name}_access": found[pack.access[name]].mark.value for name in (POST, SUBSIDY)},
        "unmet": _unmet(found, asked),
        "unknown": _unknown(found, pack),
        "not_claimed": [_fact(pack, name) for name in GROUNDS if name in pack.facts and not case.facts.get(name)],
        "not_asked": sorted({FIELDS[name] for name in case.facts if name not in pack.facts and name not in GROUNDS}),
        "warnings": [{"zh": text.zh, "en": text.en} for text in _told(pack, case, last)],
        "pack_hash": pack.hash,
        "trace": trace_as_data(found),
    }


def _gates(pack: Pack, payment: Payment) -> tuple[str, ...]:
    return tuple(name for name in needs(pack, payment.rule) if name.endswith(_DUE))


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool | int | str | list) else str(value)


def _paid(found: Decision, payment: Payment) -> dict[str, Any]:
    outcome = found[payment.rule]
    return {
        "id": payment.id,
        "payee": payment.payee,
        **said(payment.label),
        "order": payment.order,
        "amount_low_fen": outcome.low,
        "amount_high_fen": outcome.high,
        "mark": outcome.mark.value,
        "because": list(outcome.because),
    }


def _sum(amounts: Iterable[int | None]) -> int | None:
    total = 0
    for amount in amounts:
        if amount is None:
            return None
        total += amount
    return total


def _by_payee(paid: list[dict[str, Any]]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for payee in dict.fromkeys(row["payee"] for row in paid):
        rows = [row for row in paid if row["payee"] == payee]
        out[payee] = {
            "amount_low_fen": sum(row["amount_low_fen"] for row in rows),
            "amount_high_fen": _sum(row["amount_high_fen"] for row in rows),
            "payments": [{key: value for key, value in row.items() if key != "payee"} for row in rows],
        }
    return out


def _unmet(found: Decision, asked: dict[str, str]) -> list[dict[str, Any]]:
    """Each condition that surely fails, once, with what it denies."""
    rows: dict[str, dict[str, Any]] = {}
    for denied, rule in asked.items():
        for row in found.unmet_of(rule):
            data: dict[str, Any] = {
                "rule": row.rule,
                **said(row.label),
                "article": row.article,
                "mark": row.mark.value,
                "denies": [],
            }
            rows.setdefault(row.rule, data)["denies"].append(denied)
    return list(rows.values())


def _unknown(found: Decision, pack: Pack) -> list[dict[str, Any]]:
    """What is not known, why, and which answers it could change: the papers worth looking for."""
    names = {rule: name for name, rule in pack.access.items()} | {p.rule: f"payment {p.id}" for p in pack.payments}
    rows = []
    for missing in found.missing:
        reading = found.readings.get(missing.name)
        note = note_of(reading.values) if reading else None
        why = note.zh if note else missing.why.zh
        row: dict[str, Any] = {"name": missing.name, **said(missing.label), "why": why}
        row["why_en"] = note.en if note else missing.why.en
        could = [names[o.rule] for o in found.outcomes.values() if missing.name in o.because and o.rule in names]
        rows.append(row | {"kind": missing.kind, "field": FIELDS.get(missing.name), "could_change": could})
    return rows


def _fact(pack: Pack, name: str) -> dict[str, Any]:
    return {"name": name, **said(pack.facts[name].label), "field": FIELDS[name]}


def _told(pack: Pack, case: SchemeCase, on: date) -> tuple[Text, ...]:
    return (*case.warnings, *_minor(pack, case, on), *_warnings(pack))


def _minor(pack: Pack, case: SchemeCase, on: date) -> list[Text]:
    """National law beside every scheme: nobody below the working age may be hired. Source: 禁止使用童工规定 art. 2."""
    birth, least = case.facts.get("worker_birth"), pack.store.ask("working_age", on=on, key="W01").value
    if birth is None or least is None or years_between(day_number(birth), day_number(on)) >= least.number:
        return []
    return [
        Text(
            "未满{age}周岁，任何单位不得招用（{article}）。",
            "Below the age of {age}: no employer may hire this person ({article}).",
        ).format(age=least.value, article=least.article)
    ]


def _warnings(pack: Pack) -> list[Text]:
    if pack.status is Status.DRAFT:
        return [Text("征求意见稿，从未施行，不产生权利。", "A draft, never in force: it grants nothing.")]
    texts = []
    if any(value.name == "ends_on" and value.value == NOT_STATED for value in own_values(pack)):
        texts.append(
            Text(
                "有效期未载明，可能已失效，请向制定机关核实。",
                "Its last day is not stated: it may have lapsed, ask the authority.",
            )
        )
    texts += [note for value in own_values(pack) if value.name.startswith("caution") and (note := note_of([value]))]
    return texts
