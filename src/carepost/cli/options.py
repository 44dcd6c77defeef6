"""What several commands take."""

from __future__ import annotations

import sys
from datetime import date, datetime
from typing import IO, Any, NoReturn
from zoneinfo import ZoneInfo

import click


class NoDay(click.UsageError):
    """Words that are no calendar day; told in both languages."""

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo("--at：应为日期，如 2026-11-22", file, err=True)
        click.echo("--at: expected a date such as 2026-11-22", file, err=True)


class Day(click.ParamType[date]):
    """A calendar day as 2026-11-22."""

    name = "date"

    def convert(self, value: date | str, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007 (a calendar day has no zone)
        except ValueError:
            raise NoDay(value) from None


class Month(click.ParamType[date]):
    """A calendar month as 2026-10; gives its first day."""

    name = "month"

    def convert(self, value: date | str, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            if len(value) != 7 or not value.isascii():
                raise ValueError(value)
            return datetime.strptime(value, "%Y-%m").date()  # noqa: DTZ007 (a calendar month has no zone)
        except ValueError:
            said = f"--{param.name.removesuffix('s')}" if param and param.name else "month"
            refuse(said, f"应为月份，如 2026-10，而非 {value!r}", f"expected a month such as 2026-10, got {value!r}")


AT = Day()
MONTH = Month()


def refuse(where: str, zh: str, en: str) -> NoReturn:
    """Ends with exit code 2, telling what is wrong where in both languages."""
    click.echo(f"{where}：{zh}", err=True)
    click.echo(f"{where}: {en}", err=True)
    sys.exit(2)


def today() -> date:
    """The calendar day in China, for who names none."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()
