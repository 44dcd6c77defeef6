"""`carepost pay`: what a month's pay leaves in hand and costs the employer, as one JSON object."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import click

from carepost.cli.options import MONTH, refuse

MODES = ("full_time", "part_time", "labour_service", "platform")


class Yuan(click.ParamType[Decimal]):
    """An amount, a number of hours or a rate, read exactly."""

    name = "number"

    def convert(self, value: str | Decimal, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        if isinstance(value, Decimal):
            return value
        try:
            number = Decimal(value)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or len(value) > 20:
            said = f"--{param.name.replace('_', '-')}" if param and param.name else "number"
            refuse(
                said,
                f"应为数字，如 2300 或 0.05，而非 {value!r}",
                f"expected a number such as 2300 or 0.05, got {value!r}",
            )
        return number


class Gross(Yuan):
    """Yuan, or the word minimum."""

    name = "yuan|minimum"

    def convert(self, value: str | Decimal, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return value if value == "minimum" else super().convert(value, param, ctx)


@click.command()
@click.option("--place", required=True, help="用工地行政区划代码 · Code of the place of work, as 442000.")
@click.option("--month", required=True, type=MONTH, help="月份 · The month of work, as 2026-10.")
@click.option("--mode", required=True, type=click.Choice(MODES), help="用工形式 · Form of work.")
@click.option("--gross", type=Gross(), help="应发工资（元），或 minimum · Pay before deductions, or minimum.")
@click.option("--hours", type=Yuan(), help="当月工时 · Hours in the month.")
@click.option("--hourly", type=Yuan(), help="小时工资（元）· Hourly pay; times the hours it stands for --gross.")
@click.option("--housing-fund", type=Yuan(), help="公积金比例，默认 0.05 · Housing-fund rate of each side.")
@click.option("--supplementary-fund", type=Yuan(), help="补充公积金比例 · Supplementary fund rate (Shanghai).")
@click.option("--injury-class", type=int, default=1, show_default=True, help="工伤行业类别 · Industry class, 1 to 8.")
@click.option("--medical", default="", help="医疗保险档次 · Medical scheme, as 单建统筹.")
@click.option(
    "--children-under-3", type=int, default=0, help="三岁以下子女数 · Children under 3 whose deduction she takes."
)
@click.option("--local-hukou", is_flag=True, help="本地户籍 · The worker's household is registered here.")
@click.option("--over-age", is_flag=True, help="已超过法定退休年龄 · Above the statutory retirement age.")
def pay(place: str, month: date, mode: str, **given: Any) -> None:
    """计算到手工资与用人成本（JSON，单位分）· Pay in hand and employer's cost, each contribution with its source.

    Amounts are whole fen, half up on each line; null means that a value is not known in the month (see warnings).
    Exit 2 when the question cannot be read.
    """
    from carepost.domain.rules import Mode, PayError, shipped_packs
    from carepost.domain.rules import pay as pay_of

    try:
        slip = pay_of(shipped_packs(), place=place, month=month, mode=Mode(mode), **given)
    except PayError as fault:
        refuse(f"--{fault.field.replace('_', '-')}", fault.problem.zh, fault.problem.en)
    click.echo(json.dumps(slip.as_data(), ensure_ascii=False, indent=2))
