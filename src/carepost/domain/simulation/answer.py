"""A simulation as plain data: headline figures from low to high, whole accounts of the narrowest and widest reading."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from carepost.domain.simulation.beside import additional_posts, assumed, funnel, notes
from carepost.domain.simulation.question import Simulation
from carepost.domain.simulation.running import DIMENSIONS, Account, group_names

GROUP_COLUMNS = (
    "people", "reached_before", "reached_after", "gainers", "losers", "cost_before_fen", "cost_after_fen",
)  # fmt: skip


def simulation_as_data(found: Simulation) -> dict[str, Any]:
    """Everything of a result. Amounts in fen over all months; a high end of null: no source gives the amount.

    `low` and `high` are those of the readings of the law that were run. Of one account, sums over groups are the total,
    and gainers, losers and unchanged are all people.
    """
    narrow, wide = found.accounts[0], found.accounts[-1]
    return {
        "scheme": _scheme(found),
        "reform": _reform(found),
        "population": _population(found),
        "months": [f"{month:%Y-%m}" for month in found.setting.months],
        "law": _law(found),
        "people": {"all": found.population.rows, **_people(found)},
        "access": _access(found),
        "cost": _cost(found),
        "cost_by_month": [_month(found, number) for number in range(len(found.setting.months))],
        "groups": {name: _groups(found, name) for name in DIMENSIONS},
        "additional_posts": additional_posts(found),
        "assumptions": [*found.assumptions.as_data(), *assumed(found)],
        "funnel": funnel(found),
        "accounts": {"narrow": _account(found, narrow), "wide": _account(found, wide)},
        "notes": notes(found),
    }


def _scheme(found: Simulation) -> dict[str, Any]:
    pack = found.pack
    return {
        "id": pack.id, "title_zh": pack.title.zh, "title_en": pack.title.en, "place": pack.place,
        "status": pack.status.value, "mark": pack.mark.value, "source": pack.source, "pack_hash": pack.hash,
    }  # fmt: skip


def _reform(found: Simulation) -> dict[str, Any]:
    reform, note = found.reform, found.reform.note
    return {
        "id": reform.id, "title_zh": reform.title.zh, "title_en": reform.title.en, "from": reform.start.isoformat(),
        "parameters": dict(reform.parameters), "rules": [rule.name for rule in reform.rules],
        "note_zh": note.zh if note else "", "note_en": note.en if note else "", "whose": "ours",
    }  # fmt: skip


def _population(found: Simulation) -> dict[str, Any]:
    people, setting = found.population, found.setting
    return {"rows": people.rows, "on": people.on.isoformat(), "place": people.place,
            "moved_months": setting.moved_months, "placed_on": setting.on.isoformat()}  # fmt: skip


def _law(found: Simulation) -> dict[str, Any]:
    open_values = found.sides.open_values
    return {
        "open": [_open(found, name, count) for name, count in open_values.counts.items()],
        "readings": open_values.combinations,
        "run": len(found.accounts),
        "complete": found.complete,
        "not_stated": [{"rule": rule, "why": said} for rule, said in found.not_stated.items()],
    }


def _open(found: Simulation, argument: str, count: int) -> dict[str, Any]:
    pack = found.sides.packs[0]
    name = pack.parameters[argument][0]
    label = pack.store.head(name, place=pack.place).label
    return {"name": argument, "zh": label.zh if label else name, "en": label.en if label else name, "candidates": count}


Figure = Callable[[Account], int]


def _span(found: Simulation, of: Figure) -> dict[str, int]:
    values = [of(account) for account in found.accounts]
    return {"low": min(values), "high": max(values)}


def _money(found: Simulation, of: Figure) -> dict[str, int | None]:
    """As `_span`; nothing is known of the upper end where an amount is not stated."""
    return {**_span(found, of), "high": None} if found.not_stated else dict(_span(found, of))


def _people(found: Simulation) -> dict[str, Any]:
    figures: Mapping[str, Figure] = {
        "reached_before": lambda a: int(a.reached[0]),
        "reached_after": lambda a: int(a.reached[1]),
        "gainers": lambda a: a.gainers,
        "losers": lambda a: a.losers,
        "unchanged": lambda a: a.unchanged,
    }
    return {name: _span(found, of) for name, of in figures.items()}


def _access(found: Simulation) -> dict[str, Any]:
    rules = {rule: name for name, rule in found.pack.access.items()}
    return {
        rules[rule]: {
            side: _span(found, lambda a, n=number, s=at: int(a.access[s, n]))  # type: ignore[misc]
            for at, side in enumerate(("before", "after"))
        }
        for number, rule in enumerate(found.sides.access)
    }


def _three(found: Simulation, of: Callable[[Account, int], int]) -> dict[str, Any]:
    return {
        "before": _money(found, lambda a: of(a, 0)),
        "after": _money(found, lambda a: of(a, 1)),
        "difference": _money(found, lambda a: of(a, 1) - of(a, 0)),
    }


def _cost(found: Simulation) -> dict[str, Any]:
    payments = {payment.rule: payment for payment in found.pack.payments}
    rows = []
    for number, rule in enumerate(found.sides.payments):
        payment = payments[rule]
        of = _three(found, lambda a, side, n=number: int(a.cost[side, n].sum()))  # type: ignore[misc]
        said = {"id": payment.id, "payee": payment.payee, "zh": payment.label.zh, "en": payment.label.en}
        rows.append(said | of)
    return {**_three(found, lambda a, side: int(a.cost[side].sum())), "by_payment": rows, "unit": "fen"}


def _month(found: Simulation, number: int) -> dict[str, Any]:
    month = found.setting.months[number]
    return {"month": f"{month:%Y-%m}", **_three(found, lambda a, side: int(a.cost[side, :, number].sum()))}


def _groups(found: Simulation, dimension: str) -> list[dict[str, Any]]:
    names = group_names(found.population)[dimension]
    rows = []
    for row, name in enumerate(names):
        spans = {
            column: _span(found, lambda a, r=row, c=at: int(a.groups[dimension][r, c]))  # type: ignore[misc]
            for at, column in enumerate(GROUP_COLUMNS)
        }
        people = spans.pop("people")["high"]
        if people:
            rows.append({"group": name, "people": people, **spans})
    return rows


def _account(found: Simulation, account: Account) -> dict[str, Any]:
    """One reading as a whole: what it takes for the open values, and sums that add up."""
    before, after = account.totals
    return {
        "reading": dict(account.corner),
        "cost_before_fen": before,
        "cost_after_fen": after,
        "cost_by_month_fen": [
            {"month": f"{month:%Y-%m}", "before": int(before), "after": int(after)}
            for month, before, after in zip(found.setting.months, *account.cost.sum(axis=1), strict=True)
        ],
        "reached_before": int(account.reached[0]),
        "reached_after": int(account.reached[1]),
        "gainers": account.gainers,
        "losers": account.losers,
        "unchanged": account.unchanged,
        "groups": {name: _rows(account, name, names) for name, names in group_names(found.population).items()},
    }


def _rows(account: Account, dimension: str, names: tuple[str, ...]) -> list[dict[str, Any]]:
    rows = zip(names, account.groups[dimension].tolist(), strict=True)
    return [{"group": name, **dict(zip(GROUP_COLUMNS, row, strict=True))} for name, row in rows if row[0]]
