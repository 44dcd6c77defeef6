"""The statutory retirement age by category and month of birth, from the pack retirement-2025."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from carepost.domain.rules.calendar import month_number, month_words
from carepost.domain.rules.loader import PACKS, shipped_packs
from carepost.domain.rules.pack import Pack, load_pack
from carepost.domain.rules.person import assess
from carepost.domain.rules.readings import Clocks

_IN_FORCE = date(2025, 1, 1)
_TARGETS = ("delay", "age_in_months", "retirement_month")


class AgeCategory(StrEnum):
    """The former statutory age; which of 50 and 55 holds for a woman cannot be read from her papers: ask."""

    MALE60 = "male60"
    FEMALE55 = "female55"
    FEMALE50 = "female50"


@dataclass(frozen=True, slots=True)
class Retirement:
    """When the statutory age is reached. Months are first days of months."""

    birth: date
    category: AgeCategory
    delay_months: int
    age_years: int
    age_months: int
    retirement_month: str


@cache
def _pack() -> Pack:
    return load_pack(PACKS / "000000" / "schemes" / "retirement-2025", shipped_packs())


def retirement(category: AgeCategory, birth: date) -> Retirement:
    """The statutory age for a month of birth (any day in it). Source: 渐进式延迟法定退休年龄的办法 art. 1."""
    words = month_words(month_number(birth))
    found = assess(_pack(), {"category": category.value, "birth_month": words}, Clocks(_IN_FORCE), targets=_TARGETS)
    delay, age, month = (int(found[name].low) for name in _TARGETS)
    return Retirement(birth, category, delay, age // 12, age % 12, month_words(month))
