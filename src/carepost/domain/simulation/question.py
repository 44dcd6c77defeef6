"""A simulation as a question: which scheme, which reform, which people, which months; and its result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from carepost.domain.facts import Text
from carepost.domain.population import HISTORY
from carepost.domain.rules import (
    PACKS,
    Pack,
    PackError,
    Reform,
    Status,
    load_reform,
    load_schemes,
    reformed,
    shipped_packs,
)
from carepost.domain.simulation.assumptions import Assumptions
from carepost.domain.simulation.facts import NOT_KNOWN, Setting
from carepost.domain.simulation.people import BATCH, Population
from carepost.domain.simulation.readings_of_law import not_stated, silent
from carepost.domain.simulation.refused import SimulationError
from carepost.domain.simulation.running import Account, Runner, Sides

REFORMS = "reforms"
MOST_MONTHS = HISTORY
COMBINATIONS_MOST = 200_000


@dataclass(frozen=True, slots=True)
class Simulation:
    """The result: an account for each reading of the law that was run.

    `not_stated` names the payments whose amount no source gives: they are left out of every sum. `complete`: all
    readings were run. `accounts` are in the order of the cost before, then after.
    """

    pack: Pack
    reform: Reform
    population: Population
    setting: Setting
    sides: Sides
    accounts: tuple[Account, ...]
    complete: bool
    not_stated: Mapping[str, str]
    assumed: Mapping[str, Any]
    assumptions: Assumptions
    not_known: tuple[str, ...]
    borrowed: Mapping[date, date]


@cache
def _packs() -> Mapping[str, Pack]:
    return load_schemes(PACKS, shipped_packs())


def simulation_schemes() -> Mapping[str, Pack]:
    """Every pack that pays something, by id: the schemes, and drafts of our own."""
    return {name: pack for name, pack in _packs().items() if pack.payments}


def reforms_of(pack: Pack) -> dict[str, Reform]:
    """The reforms that lie in a pack, by id."""
    found = (load_reform(path) for path in sorted((pack.folder / REFORMS).glob("*.yaml")))
    return {reform.id: reform for reform in found}


def find_scheme(scheme: str) -> Pack:
    """A pack by id. Raises SimulationError with the ids that there are."""
    packs = simulation_schemes()
    if scheme not in packs:
        known = ", ".join(sorted(packs))
        problem = Text(
            f"没有可测算的方案“{scheme}”；可用：{known}", f"no such scheme {scheme!r}; expected one of {known}"
        )
        raise SimulationError("--scheme", None, None, problem)
    return packs[scheme]


def find_reform(pack: Pack, reform: str) -> Reform:
    """A reform of the pack by id, or a file. Raises SimulationError."""
    known = reforms_of(pack)
    if reform in known:
        return known[reform]
    path = Path(reform)
    if path.suffix not in (".yaml", ".yml"):
        ids = ", ".join(sorted(known)) or "-"
        problem = Text(
            f"{pack.id} 没有改革“{reform}”；可用：{ids}，或给出 YAML 文件",
            f"{pack.id} has no reform {reform!r}; expected one of {ids}, or a YAML file",
        )
        raise SimulationError("--reform", None, None, problem)
    try:
        return load_reform(path)
    except (PackError, OSError) as fault:
        raise SimulationError("--reform", None, None, Text(f"无法读取：{fault}", str(fault))) from None


def simulate(
    pack: Pack,
    reform: Reform,
    population: Population,
    *,
    months: int = 12,
    at: date | None = None,
    assume: Mapping[str, str] | None = None,
    assumptions: Assumptions | None = None,
    batch: int = BATCH,
) -> Simulation:
    """Baseline and reform over everybody. `at`: the first month; the population is moved so that its day falls into the

    last one. `assume` gives values to what is not stated. Raises SimulationError, PackError for a reform that does not
    fit the pack.
    """
    setting = _setting(pack, population, months, at)
    given = dict(assume or {})
    before = _assumed(pack, given)
    after = reformed(before, reform)
    payments = tuple(payment.rule for payment in sorted(pack.payments, key=lambda p: p.order))
    access = tuple(pack.access.values())
    missing = {
        target: said
        for side in (before, after)
        for target, said in not_stated(side, setting.months, (*payments, *access)).items()
    }
    sides = _sides(before, after, payments, access, missing, setting.months)
    runner = Runner(sides, population, setting, batch=batch)
    corners, complete = runner.corners()
    accounts = sorted(runner.run(corners), key=lambda account: account.totals)
    return Simulation(
        pack=pack,
        reform=reform,
        population=population,
        setting=setting,
        sides=sides,
        accounts=tuple(accounts),
        complete=complete,
        not_stated={name: said for name, said in missing.items() if name in payments},
        assumed=given,
        assumptions=assumptions or Assumptions(),
        not_known=tuple(name for name in NOT_KNOWN if name in pack.facts),
        borrowed=runner.facts.borrowed,
    )


def _sides(
    before: Pack, after: Pack, payments: Sequence[str], access: Sequence[str], missing: Any, months: Sequence[date]
) -> Sides:
    known = tuple(rule for rule in payments if rule not in missing)
    asked = tuple(rule for rule in access if rule not in missing)
    open_values = silent((before, after), months, tuple(dict.fromkeys((*known, *asked))))
    return Sides((before, after), known, asked, open_values)


def _setting(pack: Pack, population: Population, months: int, at: date | None) -> Setting:
    if not 1 <= months <= MOST_MONTHS:
        problem = Text(f"应为 1 到 {MOST_MONTHS} 个月", f"expected 1 to {MOST_MONTHS} months")
        raise SimulationError("--months", None, None, problem)
    first = at.replace(day=1) if at else _first_month(pack, population.on, months)
    if not 2000 <= first.year <= 2100:
        raise SimulationError("--at", None, None, Text("年份应在2000至2100之间", "expected a year from 2000 to 2100"))
    run = tuple(_later(first, n) for n in range(months))
    place = population.place if population.place.startswith(pack.place.rstrip("0")) else pack.place
    return Setting(run, population.on, _same_day(run[-1], population.on.day), place, pack.store)


def _first_month(pack: Pack, on: date, months: int) -> date:
    """The months up to the population's day; of a scheme that ended, its first whole months."""
    if pack.status is Status.REPEALED and pack.start is not None:
        return _later(pack.start, 1 if pack.start.day > 1 else 0)
    return _later(on, 1 - months)


def _later(day: date, months: int) -> date:
    number = 12 * day.year + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _same_day(month: date, day: int) -> date:
    return month.replace(day=min(day, 28))


def _assumed(pack: Pack, given: Mapping[str, str]) -> Pack:
    """The pack with values of ours where none is stated."""
    if not given:
        return pack
    if strange := [name for name in given if name not in pack.parameters]:
        known = ", ".join(sorted(pack.parameters))
        problem = Text(
            f"{pack.id} 没有这个参数；可用：{known}", f"{pack.id} has no such parameter; expected one of {known}"
        )
        raise SimulationError("--assume", strange[0], None, problem)
    values = {name: _value(written) for name, written in given.items()}
    title = Text("假定", "assumed")
    try:
        return reformed(pack, Reform("assumed", title, date(2000, 1, 1), values))
    except (PackError, ValueError) as fault:
        raise SimulationError("--assume", None, None, Text(f"取值不合：{fault}", str(fault))) from None


def _value(written: str) -> Any:
    """A number, a list in words (mother,father), else words."""
    if written.startswith("[") and written.endswith("]"):
        return [part.strip() for part in written[1:-1].split(",") if part.strip()]
    return int(written) if written.isascii() and written.isdigit() else written
