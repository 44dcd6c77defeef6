"""Calendar arithmetic in whole numbers, the same formulas for one number, a numpy column and a compiled loop.

A month is 12 x year + month - 1; a day counts from 1970-01-01. Only `//` and `%` are used, which round down everywhere.
Source of the day formulas: H. Hinnant, "chrono-compatible low-level date algorithms" (public domain).
"""

from __future__ import annotations

from datetime import date
from typing import Any

_EPOCH = date(1970, 1, 1).toordinal()


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - _EPOCH


def number_day(number: int) -> date:
    """The day of a day number."""
    return date.fromordinal(number + _EPOCH)


def month_number(day: date) -> int:
    """12 x year + month - 1 of the month that a day lies in."""
    return 12 * day.year + day.month - 1


def number_month(number: int) -> date:
    """The first day of a month number."""
    return date(number // 12, number % 12 + 1, 1)


def month_words(number: int) -> str:
    """A month number as 2026-10."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def parse_month(written: str) -> int:
    """The month number of words such as 2026-10. Raises ValueError for any others."""
    year, dash, month = written.partition("-")
    plain = len(year) == 4 and len(month) == 2 and (year + month).isascii() and (year + month).isdigit()
    if not (dash and plain and 1 <= int(month) <= 12 and int(year) >= 1):
        raise ValueError(f"{written!r} is no month such as 2026-10")
    return 12 * int(year) + int(month) - 1


def month_and_day(day: Any) -> Any:
    """An ordered number of month and day of the month, 32 to a month."""
    z = day + 719468
    era = z // 146097
    of_era = z - era * 146097
    year = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    march = (5 * of_year + 2) // 153
    of_month = of_year - (153 * march + 2) // 5 + 1
    return ((year + era * 400 + march // 10) * 12 + (march + 2) % 12) * 32 + of_month


def month_of(day: Any) -> Any:
    """The month that a day lies in."""
    return month_and_day(day) // 32


def month_start(month: Any) -> Any:
    """The first day of a month."""
    of_year = month % 12
    year = month // 12 - (13 - of_year) // 12
    era = year // 400
    of_era = year - era * 400
    days = of_era * 365 + of_era // 4 - of_era // 100 + (153 * ((of_year + 10) % 12) + 2) // 5
    return era * 146097 + days - 719468


def month_end(month: Any) -> Any:
    """The last day of a month."""
    return month_start(month + 1) - 1


def years_between(birth: Any, on: Any) -> Any:
    """Completed years of age on a day; one born on 29 February completes a year on 1 March of a common year."""
    return (month_and_day(on) - month_and_day(birth)) // 384
