"""What must hold for every shipped pack: back ends agree, more is never less, dates begin on their day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.domain.facts import Text
from carepost.domain.rules import (
    PACKS,
    Clocks,
    Kind,
    Mode,
    Pack,
    ParameterStore,
    Reform,
    assess,
    load_schemes,
    pay,
    reformed,
    run_columns,
    run_ranges,
    settle,
    shipped_packs,
    sweep,
)
from carepost.domain.rules.calendar import day_number, month_number, number_day, number_month
from carepost.domain.rules.graph import closure, needs
from carepost.domain.rules.ranges import OptionSet, Range
from carepost.domain.rules.readings import read_parameters
from carepost.domain.rules.schemes import own_values

ALL_SCHEMES = load_schemes(PACKS, shipped_packs())
# Two schemes say so little that they ask nothing of a person: there are no columns of theirs.
SCHEMES = {name: pack for name, pack in ALL_SCHEMES.items() if pack.facts}
# Every month is judged by the law of one day, so that a scheme's first month has values too.
RULE_DAY = date(2026, 11, 1)
COMPILED = ("zhongshan-1.0", "tax-7800", "retirement-2025")
DAYS = (day_number(date(2007, 1, 1)), day_number(date(2027, 1, 1)))


def targets_of(pack: Pack) -> tuple[str, ...]:
    """What a pack answers: access and payments; every rule where it names none."""
    named = (*pack.access.values(), *(p.rule for p in pack.payments))
    return tuple(dict.fromkeys(named)) or pack.order


def months_of(pack: Pack) -> list[date]:
    """From the first month of a pack that counts months, else three months of late."""
    counts = any(rules[0].before is not None for rules in pack.rules.values())
    first = month_number(pack.start) if counts and pack.start else month_number(date(2026, 9, 1))
    return [number_month(first + n) for n in range(15 if counts else 3)]


def completed(pack: Pack, pick: int) -> Pack:
    """A pack with everything that is not stated read in one of the ways it may be."""
    dice = np.random.default_rng(pick)
    read = tuple(dict.fromkeys(a for name in pack.order for a in needs(pack, name)))
    said: dict[str, Any] = {}
    for argument, reading in read_parameters(pack, read, Clocks(RULE_DAY), pack.place).items():
        value = reading.value
        known = isinstance(value, Range) and value.exact
        known = known or (isinstance(value, OptionSet) and value.surely == value.possibly)
        if known or reading.waived or not isinstance(value, Range | OptionSet):
            continue
        rows = [each for row in reading.values for each in row.candidates]
        said[argument] = _written(rows[int(dice.integers(len(rows)))]) if rows else _any(pack, argument, reading, dice)
    return reformed(pack, Reform("completed", Text("读法", "a reading"), date(1990, 1, 1), said)) if said else pack


def _written(candidate: str) -> Any:
    return int(candidate) if candidate.isdigit() else candidate


def _any(pack: Pack, argument: str, reading: Any, dice: Any) -> Any:
    bounds = [(row.low, row.high) for row in reading.values if row.low is not None and row.high is not None]
    if bounds:
        return int(dice.integers(int(bounds[0][0]), int(bounds[0][1]) + 1))
    kind = pack.parameters[argument][1]
    if kind is Kind.CHOICES:
        return list(pack.asked[argument][: int(dice.integers(1, 1 + len(pack.asked[argument])))])
    plain = {Kind.CONDITION: "yes", Kind.DAY: date(2023, 3, 1), Kind.COUNT: 12, Kind.FEN: 250}
    return plain[kind]


@cache
def completed_once(name: str, pick: int) -> Pack:
    return completed(SCHEMES[name], pick)


def people_of(pack: Pack, people: int, seed: int) -> dict[str, Any]:
    """Random columns for the facts of a pack."""
    dice, months = np.random.default_rng(seed), months_of(pack)
    out: dict[str, Any] = {}
    for name, fact in pack.facts.items():
        shape = (people, len(months)) if fact.monthly else people
        draws = {
            Kind.CONDITION: lambda shape=shape: dice.random(shape) < 0.7,
            Kind.DAY: lambda shape=shape: dice.integers(*DAYS, shape),
            Kind.MONTH: lambda shape=shape: dice.integers(1960 * 12, 1990 * 12, shape),
            Kind.COUNT: lambda shape=shape: dice.integers(0, 60, shape),
            Kind.FEN: lambda shape=shape: dice.integers(0, 1_200_000, shape),
            Kind.CHOICE: lambda shape=shape, fact=fact: dice.integers(0, len(fact.options), shape),
        }
        out[name] = draws[fact.kind]()
    if "child_birth" in out:
        out["child_birth"] = dice.integers(day_number(date(2010, 1, 1)), DAYS[1], people)
    if {"contract_from", "contract_to"} <= set(out):
        first = day_number(months[0])
        out["contract_from"] = dice.integers(first - 400, first + 400, people)
        out["contract_to"] = out["contract_from"] + dice.integers(20, 900, people)
    return out


def person_of(pack: Pack, facts: dict[str, Any], n: int) -> dict[str, Any]:
    """One row of the columns as plain data."""
    months = months_of(pack)
    out: dict[str, Any] = {}
    for name, column in facts.items():
        fact, value = pack.facts[name], column[n]
        if fact.monthly:
            by_month = {f"{month:%Y-%m}": each.item() for month, each in zip(months, value, strict=True)}
            out[name] = [m for m, yes in by_month.items() if yes] if fact.kind is Kind.CONDITION else by_month
        elif fact.options:
            out[name] = fact.options[value]
        elif fact.kind is Kind.DAY:
            out[name] = number_day(int(value)).isoformat()
        elif fact.kind is Kind.MONTH:
            out[name] = f"{number_month(int(value)):%Y-%m}"
        else:
            out[name] = value.item()
    return out


def columns_run(pack: Pack, facts: dict[str, Any], chunk: int = 50_000) -> dict[str, Any]:
    """Each target by month and person."""
    months, targets = months_of(pack), targets_of(pack)
    settled = settle(pack, months, targets, clocks=Clocks(months[0], rule=RULE_DAY))
    out = {name: np.zeros((len(months), len(next(iter(facts.values())))), np.int64) for name in targets}
    for part in run_columns(settled, facts, chunk=chunk):
        for name in targets:
            out[name][part.month, part.start : part.stop] = part.values[name]
    return out


@pytest.mark.parametrize("name", SCHEMES)
@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 2**31), pick=st.integers(0, 3), chunk=st.integers(1, 40))
def test_a_person_and_columns_agree_whatever_the_chunk_and_the_order(
    name: str, seed: int, pick: int, chunk: int
) -> None:
    pack = completed_once(name, pick)
    facts = people_of(pack, 30, seed)
    found = columns_run(pack, facts, chunk)
    order = np.random.default_rng(seed).permutation(30)
    shuffled = columns_run(pack, {fact: column[order] for fact, column in facts.items()})
    for target in found:
        assert (found[target][:, order] == shuffled[target]).all(), target
    last = months_of(pack)[-1]
    for n in (0, 1):
        decision = assess(pack, person_of(pack, facts, n), Clocks(last, rule=RULE_DAY), targets=targets_of(pack))
        for target in found:
            assert decision[target].low == decision[target].high == found[target][-1, n], target


@pytest.mark.skipif(find_spec("numba") is None, reason="the extra 'sweep' (numba) is not installed")
@pytest.mark.parametrize("name", COMPILED)
def test_the_compiled_loop_is_the_columns(name: str) -> None:
    for pick in (0, 1):
        pack = completed_once(name, pick)
        months, facts = months_of(pack), people_of(pack, 2500, pick)
        found = columns_run(pack, facts)
        settled = settle(pack, months, targets_of(pack), clocks=Clocks(months[0], rule=RULE_DAY))
        order = np.random.default_rng(pick).permutation(2500)
        swept = sweep(settled, {fact: column[order] for fact, column in facts.items()}, keep=True)
        for target in found:
            assert (swept.each[target] == found[target][:, order]).all(), target


@pytest.mark.parametrize("name", SCHEMES)
def test_ranges_are_the_columns_and_hold_every_reading(name: str) -> None:
    """Ranges of a pack that says all are its columns; those of the pack as shipped hold each reading of it."""
    pack = SCHEMES[name]
    months = [date(2026, 9, 1), date(2026, 10, 1)]
    for pick in (0, 1, 2):
        full = completed_once(name, pick)
        facts = {
            fact: column[:, :2] if column.ndim == 2 else column for fact, column in people_of(full, 200, 7).items()
        }
        parts = {(p.start, p.month): p for p in run_ranges(full, facts, months, targets_of(full), chunk=64)}
        open_ = {(p.start, p.month): p for p in run_ranges(pack, facts, months, targets_of(pack), chunk=64)}
        for part in run_columns(settle(full, months, targets_of(full)), facts, chunk=64):
            for target, values in part.values.items():
                exact, wide = parts[part.start, part.month], open_[part.start, part.month]
                assert (exact.low[target] == values).all(), target
                assert (exact.high[target] == values).all(), target
                assert (wide.low[target] <= values).all(), target
                assert (wide.high[target] >= values).all(), target


def raised(pack: Pack, argument: str, value: Any) -> Pack:
    return reformed(pack, Reform("raised", Text("提高", "raised"), date(1990, 1, 1), {argument: value}))


def amounts_of(pack: Pack) -> Iterator[tuple[str, str]]:
    """Each payment rule with the amount that it pays."""
    for payment in pack.payments:
        for argument in needs(pack, payment.rule):
            if argument in pack.parameters and pack.parameters[argument][1] in (Kind.FEN, Kind.RATE):
                yield payment.rule, argument


@pytest.mark.parametrize("name", [name for name, pack in SCHEMES.items() if list(amounts_of(pack))])
def test_a_higher_amount_never_lowers_a_payment(name: str) -> None:
    pack = completed_once(name, 1)
    facts = people_of(pack, 1500, 3)
    moved = 0
    for rule, argument in amounts_of(pack):
        amounts = (250, 251) if pack.parameters[argument][1] is Kind.FEN else (Decimal("0.25"), Decimal("0.251"))
        lower, higher = (columns_run(raised(pack, argument, each), facts) for each in amounts)
        assert all((higher[target] >= lower[target]).all() for target in higher)
        moved += int((higher[rule] > lower[rule]).any())
        assert (higher[rule] > 0).sum() == (lower[rule] > 0).sum(), "who is paid does not hang on how much"
    assert moved or not any((columns_run(pack, facts)[rule] > 0).any() for rule, _ in amounts_of(pack))


@pytest.mark.parametrize(
    "name", [n for n, p in SCHEMES.items() if "relations" in p.parameters and "relations" in p.asked]
)
@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 2**31), pick=st.integers(0, 3), few=st.integers(1, 6), more=st.integers(1, 7))
def test_wider_relations_never_remove_a_person(name: str, seed: int, pick: int, few: int, more: int) -> None:
    pack = completed_once(name, pick)
    # "none" alone would state that there is no such condition.
    listed = [option for option in pack.asked["relations"] if option != "none"]
    options = list(np.random.default_rng(seed).permutation(np.array(listed)))
    narrow, wide = [str(o) for o in options[:few]], [str(o) for o in options[: few + more]]
    facts = people_of(pack, 300, seed)
    before, after = (columns_run(raised(pack, "relations", each), facts) for each in (narrow, wide))
    for access in pack.access.values():
        assert (after[access] >= before[access]).all(), access
    for payment in pack.payments:
        assert (after[payment.rule] >= before[payment.rule]).all(), payment.rule


@cache
def dearer(more: int) -> ParameterStore:
    """The shipped values with every contribution rate raised by some parts per million."""
    store = shipped_packs()
    values = [
        replace(v, value=v.value + Decimal(more) / 10**6)
        if v.name == "contribution.rate" and isinstance(v.value, Decimal)
        else v
        for v in store
    ]
    return ParameterStore(values, store.heads(), store.watch)


@settings(max_examples=30, deadline=None)
@given(
    place=st.sampled_from(("442000", "110000", "310000", "440100", "440300")),
    gross=st.integers(100_000, 6_000_000),
    more=st.sampled_from((1, 999, 20_000)),
)
def test_a_higher_contribution_rate_never_lowers_a_contribution(place: str, gross: int, more: int) -> None:
    slips = [
        pay(store, place=place, month=date(2026, 10, 1), mode=Mode.FULL_TIME, gross=Decimal(gross) / 100)
        for store in (shipped_packs(), dearer(more))
    ]
    now, then = ({(line.insurance, line.payer): line.amount_fen for line in slip.lines} for slip in slips)
    assert set(now) == set(then)
    known = [key for key, amount in now.items() if amount is not None]
    assert known
    for key in known:
        assert (then[key] or 0) >= (now[key] or 0), key
    if more == 20_000:
        assert any((then[key] or 0) > (now[key] or 0) for key in known)
    if slips[0].net_fen is not None:
        assert slips[1].net_fen is not None
        assert slips[1].net_fen <= slips[0].net_fen


@pytest.mark.parametrize("name", ALL_SCHEMES)
def test_every_value_holds_from_its_first_day_to_its_last(name: str) -> None:
    """The day before it begins and the day after it ends, no dated value of a scheme answers."""
    pack, day = ALL_SCHEMES[name], timedelta(days=1)
    for value in own_values(pack):
        asks = {
            on: pack.store.ask(value.name, place=pack.place, on=on, key=value.key)
            for on in (value.start - day, value.start, value.end or value.start, (value.end or date.max - day) + day)
        }
        held = [on for on, answer in asks.items() if value in (answer.value, answer.nearest) and value.covers(on)]
        if value.start_known:
            assert value.start in held
        assert value.start - day not in held
        if value.end is not None and value.end_known:
            assert value.end in held
            assert value.end + day not in held


def dates_of(pack: Pack) -> set[date]:
    """Every day that a scheme names: its own first and last, those of its values, and values that are days."""
    found = {day for day in (pack.start, pack.end) if day}
    for value in own_values(pack):
        found |= {day for day in (value.start, value.end, value.doubt_from) if day}
        written = [*value.candidates, str(value.value)]
        found |= {date.fromisoformat(word) for word in written if len(word) == 10 and word[4] == word[7] == "-"}
    return {day for day in found if date(2015, 1, 1) < day < date(2030, 1, 1)}


@pytest.mark.parametrize("name", [name for name, pack in SCHEMES.items() if pack.access])
def test_around_each_date_a_person_and_ranges_of_columns_say_the_same(name: str) -> None:
    """Hired, or judged, the day before, on and after each date: never a crash, never a range that misses an answer."""
    pack = SCHEMES[name]
    targets = targets_of(pack)
    for day in sorted(dates_of(pack)):
        for at in (day - timedelta(days=1), day, day + timedelta(days=1)):
            facts = people_of(pack, 2, 1)
            for fact, value in (("contract_from", day_number(at)), ("contract_to", day_number(at) + 800)):
                if fact in facts:
                    facts[fact][:] = value
            person = {fact: value for fact, value in person_of(pack, facts, 0).items() if not pack.facts[fact].monthly}
            month = at.replace(day=1)
            decision = assess(pack, person, Clocks(month, rule=month), targets=targets)
            columns = {fact: column for fact, column in facts.items() if not pack.facts[fact].monthly}
            wide = next(run_ranges(pack, columns | dict.fromkeys(set(pack.facts) - set(columns)), [month], targets))
            counts = any(rules[0].before is not None for rules in pack.rules.values())
            for target in targets if not counts else pack.access.values():
                high = decision[target].high
                assert wide.low[target][0] <= decision[target].low, (target, at)
                assert high is None or wide.high[target][0] >= high, (target, at)
            later = assess(pack, person, Clocks(month, rule=at), targets=targets)
            assert set(later.outcomes) == set(targets)


def asks_for_its_first_day(pack: Pack) -> bool:
    return any("first_day" in needs(pack, rule) for rule in closure(pack, (pack.access["post"],)))


@pytest.mark.parametrize("name", [n for n, p in SCHEMES.items() if p.access and asks_for_its_first_day(p)])
def test_the_law_does_not_reach_back_before_its_first_day(name: str) -> None:
    """The month before the first day nobody holds a post under the scheme; from the month of it on, somebody may."""
    pack = completed_once(name, 0)
    first = settle(pack, [date(2026, 9, 1)], targets_of(pack)).values[0]["first_day"]
    begins = month_number(number_day(int(first)))
    facts = people_of(pack, 3000, 9)
    hired = np.random.default_rng(1).integers(int(first), int(first) + 20, 3000)
    facts |= {fact: day for fact, day in (("contract_from", hired), ("contract_to", hired + 900)) if fact in facts}
    months = [number_month(begins + n) for n in (-1, 0, 1)]
    facts = {name: column[:, :3] if column.ndim == 2 else column for name, column in facts.items()}
    settled = settle(pack, months, list(pack.access.values()), clocks=Clocks(months[0], rule=RULE_DAY))
    held = {(part.month, name): int(v.sum()) for part in run_columns(settled, facts) for name, v in part.values.items()}
    post = pack.access["post"]
    assert held[0, post] == 0
    assert held[1, post] > 0 or held[2, post] > 0
