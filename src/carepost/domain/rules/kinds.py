"""The kinds of value that rules work on, their bounds, and how words become whole numbers and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from carepost.domain.rules.calendar import day_number, month_number, month_words, number_day, parse_month

PPM = 1_000_000


class Kind(StrEnum):
    """What a value is; each is computed as a whole number, a yes or no, or a table of whole numbers."""

    CONDITION = "condition"
    FEN = "fen"
    RATE = "rate"
    COUNT = "count"
    MONTH = "month"
    DAY = "day"
    CHOICE = "choice"
    CHOICES = "choices"
    FEN_TABLE = "fen table"
    COUNT_TABLE = "count table"
    MONTH_TABLE = "month table"
    SCHEDULE = "schedule"


# What every rule may read beside the facts, parameters and rules of its pack; `prev_<rule>` is last month's value.
BUILT_IN = {"month": Kind.MONTH, "application_day": Kind.DAY, "rule_day": Kind.DAY}
PREVIOUS = "prev_"
# The largest size a fact or parameter may have: products of the rules then stay within 64 bits.
BOUNDS = {
    Kind.FEN: 10**11,
    Kind.RATE: 10 * PPM,
    Kind.COUNT: 10**6,
    Kind.MONTH: 12 * 10**4,
    Kind.DAY: 4 * 10**6,
    Kind.CONDITION: 1,
}
# An amount this large can only come from the missing upper end of an amount that no source states.
UNBOUNDED = 10**9
TABLES = {Kind.FEN_TABLE: Kind.FEN, Kind.COUNT_TABLE: Kind.COUNT, Kind.MONTH_TABLE: Kind.MONTH}
# What may lie below nought where a fact or parameter is unknown.
_SIGNED = {Kind.DAY}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YES = {"yes": True, "no": False, "true": True, "false": False}


class ValueFault(ValueError):
    """A value that is not of its kind; says what was expected."""


@dataclass(frozen=True, slots=True)
class Brackets:
    """A tax schedule: for an amount up to `uppers[i]` (fen), rate in parts per million and quick deduction (fen)."""

    uppers: tuple[int, ...]
    rates: tuple[int, ...]
    quicks: tuple[int, ...]


def envelope(kind: Kind) -> tuple[int, int]:
    """The widest range of a kind, for what is unknown."""
    bound = BOUNDS[kind]
    return (-bound if kind in _SIGNED else 0), bound


def number_of(kind: Kind, written: Any) -> int | bool:
    """A written value as a whole number of its kind. Raises ValueFault for one that is not of the kind."""
    if kind is Kind.CONDITION:
        return _condition(written)
    value: int = _READ[kind](written)
    low, high = -BOUNDS[kind], BOUNDS[kind]
    if not low <= value <= high:
        raise ValueFault(f"expected a {kind} between {low} and {high}, got {value}")
    return value


def _condition(written: Any) -> bool:
    if isinstance(written, bool):
        return written
    if isinstance(written, str) and written in _YES:
        return _YES[written]
    raise ValueFault(f"expected yes or no, got {written!r}")


def _scaled(written: Any, scale: int, what: str) -> int:
    if not isinstance(written, Decimal | int) or isinstance(written, bool):
        raise ValueFault(f"expected {what}, got {written!r}")
    scaled = Decimal(written) * scale
    if scaled != scaled.to_integral_value():
        raise ValueFault(f"expected {what} with no more than {len(str(scale)) - 1} decimal places, got {written}")
    return int(scaled)


def _fen_of_yuan(written: Any) -> int:
    return _scaled(written, 100, "an amount in yuan")


def _rate(written: Any) -> int:
    return _scaled(written, PPM, "a ratio such as '0.08'")


def _count(written: Any) -> int:
    return _scaled(written, 1, "a whole number")


def _month(written: Any) -> int:
    if isinstance(written, date):
        return month_number(written)
    try:
        return parse_month(str(written)[:7])
    except ValueError:
        raise ValueFault(f"expected a month such as 2026-10, got {written!r}") from None


def _day(written: Any) -> int:
    try:
        if isinstance(written, date):
            return day_number(written)
        if not _DAY.fullmatch(written):
            raise ValueError(written)
        return day_number(date.fromisoformat(written))
    except (TypeError, ValueError):
        raise ValueFault(f"expected a day such as 2026-10-31, got {written!r}") from None


_READ: Mapping[Kind, Any] = {
    Kind.FEN: _fen_of_yuan,
    Kind.RATE: _rate,
    Kind.COUNT: _count,
    Kind.MONTH: _month,
    Kind.DAY: _day,
}


def words_of(written: str) -> tuple[str, ...]:
    """The options that a parameter of kind choices names."""
    return tuple(word.strip() for word in written.split(",") if word.strip())


def table_of(kind: Kind, written: str) -> dict[str, int]:
    """The values of a table by option. Raises ValueFault."""
    out = {}
    for part in words_of(written):
        option, colon, value = part.partition(":")
        if not colon:
            raise ValueFault(f"expected a value for each option (option: value), got {part!r}")
        out[option.strip()] = int(number_of(TABLES[kind], plain(value.strip())))
    return out


def plain(written: str) -> Decimal | str:
    """A number where the words are one, else the words."""
    return Decimal(written) if written.lstrip("-").replace(".", "", 1).isdigit() else written


def shown(kind: Kind, value: int | bool) -> str:
    """A value of a kind as people read it: yuan with two places, a month, a day, 是 or 否 stay with the caller."""
    if kind is Kind.CONDITION:
        return "yes" if value else "no"
    if kind is Kind.FEN:
        return f"{Decimal(int(value)) / 100:.2f}"
    if kind is Kind.RATE:
        return f"{Decimal(int(value)) / PPM:f}"
    if kind is Kind.MONTH:
        return month_words(int(value))
    if kind is Kind.DAY:
        return number_day(int(value)).isoformat()
    return str(value)
