"""What several commands take."""

from __future__ import annotations

from datetime import date, datetime
from typing import IO, Any
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


AT = Day()


def today() -> date:
    """The calendar day in China, for who names none."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()
