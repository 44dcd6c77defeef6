"""What a post costs its employer: from dated values, and honest about those that no pack holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from carepost.domain.facts import Mark
from carepost.domain.rules import Absence, DatedValue, ParameterStore
from carepost.domain.standard import INSURANCES, PostFile, post_cost
from tests.domain.standard.posts import FULL_TIME, PART_TIME, STORE, TODAY, post


def rates(rate: str = "16", least: str = "4000", most: str = "20000") -> Iterator[DatedValue]:
    for name, value in (("employer_rate", rate), ("base_least", least), ("base_most", most)):
        yield DatedValue(
            name=f"social_insurance.{name}",
            place="442000",
            key="pension",
            value=Decimal(value),
            unit="",
            start=date(2026, 1, 1),
            end=None,
            end_known=True,
            document="示例文号",
            article="",
            source="test",
            mark=Mark.S,
        )


def test_part_time_pay_by_the_hour() -> None:
    cost = post_cost(post(PART_TIME), STORE, TODAY)
    # 20 hours a week, 52/12 weeks: 25 and 30 yuan an hour.
    assert (cost.pay.low_fen, cost.pay.high_fen) == (216667, 260000)
    assert [line.key for line in cost.contributions] == ["work_injury"]
    assert cost.multipliers == ()
    assert cost.hourly
    assert cost.floor.low_fen is not None
    assert cost.floor.document


def test_a_month_of_ordinary_employment_owes_all_insurances_and_the_multipliers() -> None:
    cost = post_cost(post(FULL_TIME), STORE, TODAY)
    assert (cost.pay.low_fen, cost.pay.high_fen) == (260000, 320000)
    assert [line.key for line in cost.contributions] == list(INSURANCES)
    assert [m.times for m in cost.multipliers] == [Decimal("1.5"), Decimal(2), Decimal(3)]
    assert all(m.document and m.hour_fen for m in cost.multipliers)


def test_a_rate_that_no_pack_holds_is_said_and_never_nought() -> None:
    cost = post_cost(post(FULL_TIME), STORE, TODAY)
    for line in cost.contributions:
        assert (line.low_fen, line.high_fen, line.absence) == (None, None, Absence.NOT_STATED)
        assert line.note is not None
    assert not cost.complete
    assert cost.known_fen == (260000, 320000)


def test_a_rate_that_a_pack_holds_is_reckoned_within_the_base() -> None:
    cost = post_cost(post(FULL_TIME), ParameterStore(rates()), TODAY)
    pension = cost.contributions[0]
    assert (pension.low_fen, pension.high_fen) == (64000, 64000)
    assert (pension.document, pension.mark) == ("示例文号", Mark.S)
    assert cost.known_fen == (324000, 384000)
    early = post_cost(post(FULL_TIME), ParameterStore(rates()), date(2025, 1, 1)).contributions[0]
    assert (early.low_fen, early.absence) == (None, Absence.NOT_YET)


def test_an_empty_post_costs_nothing_that_could_be_told() -> None:
    cost = post_cost(PostFile(), STORE, TODAY)
    assert cost.pay.low_fen is None
    assert cost.known_fen == (None, None)
    assert cost.floor.low_fen is None
    assert all(line.low_fen is None and line.note for line in cost.contributions)


def test_services_owe_only_what_the_post_states() -> None:
    labour = post(FULL_TIME, form="labour_service", insurance__social=None, insurance__work_injury=None)
    assert post_cost(labour, STORE, TODAY).contributions == ()
    stated = post(FULL_TIME, form="labour_service", insurance__social="yes", insurance__housing_fund="yes")
    assert len(post_cost(stated, STORE, TODAY).contributions) == 5


@given(st.integers(1, 50_000), st.integers(0, 50_000), st.integers(0, 30))
def test_more_pay_and_a_higher_rate_never_cost_less(low: int, more: int, rate: int) -> None:
    less = post_cost(post(FULL_TIME, pay__low=str(low), pay__high=None), ParameterStore(rates(str(rate))), TODAY)
    high = str(low + more)
    dearer = post_cost(post(FULL_TIME, pay__low=high, pay__high=None), ParameterStore(rates(str(rate + 1))), TODAY)
    assert (less.known_fen[0] or 0) <= (dearer.known_fen[0] or 0)
