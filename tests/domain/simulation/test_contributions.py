"""The employer's contributions over a column equal `pay` to the fen, wage by wage."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.domain.rules import Mode, pay, shipped_packs
from carepost.domain.simulation import employer_contributions, employer_lines
from carepost.domain.simulation.contributions import lines_by_month

STORE = shipped_packs()
PLACES = [("442000", date(2026, 10, 1)), ("440300", date(2026, 10, 1)), ("510100", date(2026, 10, 1))]


@pytest.mark.parametrize(("place", "month"), PLACES)
@settings(max_examples=8, deadline=None)
@given(wage=st.integers(1, 9_000_000))
def test_a_column_equals_pay_to_the_fen(place: str, month: date, wage: int) -> None:
    lines = employer_lines(STORE, place=place, month=month)
    slip = pay(STORE, place=place, month=month, mode=Mode.FULL_TIME, gross=Decimal(wage) / 100)
    assert employer_contributions(lines, np.array([wage])).tolist() == [slip.employer_si_fen]


def test_a_month_that_is_not_known_takes_the_nearest_that_is_and_says_so() -> None:
    months = [date(2026, month, 1) for month in range(7, 11)]
    lines, borrowed = lines_by_month(STORE, place="442000", months=months)
    assert borrowed
    assert all(lines[months.index(month)] == lines[months.index(other)] for month, other in borrowed.items())
    assert not set(borrowed) & set(borrowed.values())


def test_more_wage_never_costs_less() -> None:
    lines = employer_lines(STORE, place="442000", month=date(2026, 10, 1))
    assert (np.diff(employer_contributions(lines, np.arange(0, 5_000_000, 1111))) >= 0).all()
