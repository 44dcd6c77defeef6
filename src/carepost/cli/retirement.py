"""`carepost retirement`: the statutory retirement age by month of birth, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

import click

from carepost.cli.options import MONTH


@click.command()
@click.option(
    "--category",
    required=True,
    type=click.Choice(("male60", "female55", "female50")),
    help="原法定退休年龄类别 · By the former statutory age.",
)
@click.option(
    "--birth", "births", required=True, multiple=True, type=MONTH, help="出生年月 · As 1975-06; may be repeated."
)
def retirement(category: str, births: Sequence[date]) -> None:
    """法定退休年龄 · When the statutory age is reached: a line of JSON for each month of birth."""
    from carepost.domain.rules import AgeCategory
    from carepost.domain.rules import retirement as retirement_of

    for birth in births:
        found = retirement_of(AgeCategory(category), birth)
        line = {
            "birth": f"{birth:%Y-%m}",
            "delay_months": found.delay_months,
            "age_years": found.age_years,
            "age_months": found.age_months,
            "retirement_month": found.retirement_month,
        }
        click.echo(json.dumps(line))
