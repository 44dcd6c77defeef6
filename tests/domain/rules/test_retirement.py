"""The statutory age: every month of birth of the published table, the formula between, and the edges."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carepost.domain.rules import AgeCategory, retirement
from tests.shared_tables import needs_tables, table

FORMULA = {
    AgeCategory.MALE60: (60, 1965 * 12, 4, 36),
    AgeCategory.FEMALE55: (55, 1970 * 12, 4, 36),
    AgeCategory.FEMALE50: (50, 1975 * 12, 2, 60),
}


@needs_tables
@pytest.mark.parametrize("category", list(AgeCategory))
def test_every_month_of_the_table(category: AgeCategory) -> None:
    rows = [row for row in table("retirement") if row["category"] == category]
    assert rows
    for row in rows:
        found = retirement(category, date.fromisoformat(row["birth_month"] + "-01"))
        told = [found.delay_months, found.age_years, found.age_months, found.retirement_month]
        assert told == [
            int(row["delay_months"]),
            int(row["age_years"]),
            int(row["age_months"]),
            row["retirement_month"],
        ]


@given(st.sampled_from(AgeCategory), st.integers(1930 * 12, 2030 * 12))
def test_the_formula_for_every_month(category: AgeCategory, month: int) -> None:
    age, first, step, cap = FORMULA[category]
    delay = 0 if month < first else min(cap, (month - first) // step + 1)
    found = retirement(category, date(month // 12, month % 12 + 1, 1))
    reached = month + age * 12 + delay
    assert (found.delay_months, found.age_years * 12 + found.age_months) == (delay, age * 12 + delay)
    assert found.retirement_month == f"{reached // 12}-{reached % 12 + 1:02d}"
