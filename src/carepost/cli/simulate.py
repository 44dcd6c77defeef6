"""`carepost simulate`: a scheme before and after a reform, over a population, as one JSON object."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carepost.cli.options import AT, MONTH, refuse

if TYPE_CHECKING:
    from carepost.domain.simulation import Assumptions


@click.command()
@click.option("--scheme", required=True, help="方案代号 · Id of the scheme, as zhongshan-1.0.")
@click.option("--reform", required=True, help="改革代号或 YAML 文件 · Id of a reform of the scheme, or a YAML file.")
@click.option("--population", required=True, type=click.Path(path_type=Path), help="人口表 · People (persons.parquet).")
@click.option("--months", default=12, show_default=True, type=int, help="月数 · How many months, at most 24.")
@click.option("--at", type=MONTH, help="首月 · The first month, as 2022-08; by the scheme by default.")
@click.option("--on", type=AT, help="人口所处日期 · The people's day, where the file does not say it.")
@click.option(
    "--assume", multiple=True, metavar="NAME=VALUE", help="为未载明的参数取值 · A value for what is not stated."
)
@click.option("--take-up", help="申领率 · Take-up, as 0.6 or 0.4-0.8.")
@click.option("--dead-weight", help="无谓补贴率 · Dead weight, as 0.7 or 0.5-0.9.")
def simulate(
    scheme: str,
    reform: str,
    population: Path,
    months: int,
    at: date | None,
    on: date | None,
    assume: tuple[str, ...],
    take_up: str | None,
    dead_weight: str | None,
) -> None:
    """测算一项改革：费用、受益人数、得失 · What a reform costs, whom it reaches, who gains and who loses.

    Prints {cost, cost_by_month, people, access, groups, additional_posts, assumptions, funnel, accounts, law, ...};
    amounts in fen, from low to high where the law is not known; null: no source gives the amount. The keys are told in
    docs/simulation.md. Exit 2 when the question cannot be read.
    """
    from carepost.domain.rules import PackError
    from carepost.domain.simulation import (
        SimulationError,
        find_reform,
        find_scheme,
        open_population,
        simulation_as_data,
    )
    from carepost.domain.simulation import simulate as run

    try:
        pack = find_scheme(scheme)
        found = run(
            pack,
            find_reform(pack, reform),
            open_population(population, on=on),
            months=months,
            at=at,
            assume=dict(_pair(each) for each in assume),
            assumptions=_assumptions(take_up, dead_weight),
        )
    except SimulationError as fault:
        refuse(fault.where, fault.problem.zh, fault.problem.en)
    except PackError as fault:
        refuse("--reform", f"不适用于该方案：{fault}", str(fault))
    click.echo(json.dumps(simulation_as_data(found), ensure_ascii=False, indent=2, default=str))


def _pair(written: str) -> tuple[str, str]:
    name, sign, value = written.partition("=")
    if not (name and sign and value):
        refuse("--assume", f"应为 名称=取值，而非 {written!r}", f"expected NAME=VALUE, got {written!r}")
    return name, value


def _assumptions(take_up: str | None, dead_weight: str | None) -> Assumptions:
    from carepost.domain.simulation import Assumptions, Span

    given = {"take_up": ("--take-up", take_up), "dead_weight": ("--dead-weight", dead_weight)}
    return Assumptions(**{name: Span.read(where, said) for name, (where, said) in given.items() if said is not None})
