"""What a post costs its employer: from dated values, and honest about those that no pack holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from carepost.domain.facts import Mark
from carepost.domain.rules import Absence
from carepost.domain.standard import INSURANCES, Cost, PostFile, post_cost
from tests.domain.standard.posts import FULL_TIME, PART_TIME, STORE, TODAY, post


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


def lines(cost: Cost) -> dict[str, tuple[int | None, int | None]]:
    return {line.key: (line.low_fen, line.high_fen) for line in cost.contributions}


def test_the_contributions_of_zhongshan_at_the_lowest_and_the_highest_pay() -> None:
    """2,600 and 3,200 a month: pension on 4,775, medical on 4,250, the rest on the pay itself; worked out by hand."""
    cost = post_cost(post(FULL_TIME), STORE, TODAY)
    assert lines(cost) == {
        "pension": (76400, 76400),
        "medical": (24650, 24650),
        "unemployment": (2080, 2560),
        "work_injury": (955, 955),
        "housing_fund": (13000, 16000),
    }
    assert cost.complete
    assert cost.known_fen == (260000 + 117085, 320000 + 120565)
    pension, injury = cost.contributions[0], cost.contributions[3]
    assert (pension.document, pension.mark) == ("粤人社发〔2025〕32号", Mark.P)
    assert (injury.document, injury.mark) == ("", Mark.S)


def test_a_city_with_insurances_of_its_own_shows_them() -> None:
    cost = post_cost(post(FULL_TIME, place="510100", pay__low="2330", pay__high=None), STORE, TODAY)
    assert lines(cost)["maternity"] == (3759, None)
    assert lines(cost)["large_sum"] == (3524, None)
    assert cost.known_fen[0] == 362782


def test_a_part_timer_costs_work_injury_on_her_pay_and_all_of_it_where_the_post_promises_all() -> None:
    assert lines(post_cost(post(PART_TIME), STORE, TODAY)) == {"work_injury": (433, 520)}
    insured = lines(post_cost(post(PART_TIME, insurance__social="yes"), STORE, TODAY))
    assert set(insured) == {"pension", "medical", "unemployment", "work_injury"}


def test_a_rate_that_no_pack_holds_is_said_and_never_nought() -> None:
    nowhere = post_cost(post(FULL_TIME, place="330100"), STORE, TODAY)
    assert [line.absence for line in nowhere.contributions] == [None] * 5
    assert all(line.low_fen is None and line.note for line in nowhere.contributions)
    assert not nowhere.complete
    assert nowhere.known_fen == (260000, 320000)
    early = post_cost(post(FULL_TIME), STORE, date(2026, 8, 1))
    assert {line.key: line.absence for line in early.contributions if line.low_fen is None} == {
        "unemployment": Absence.NOT_YET,
        "housing_fund": Absence.NOT_YET,
    }
    late = post_cost(post(FULL_TIME), STORE, date(2027, 1, 1))
    assert [line.absence for line in late.contributions if line.low_fen is None] == [Absence.LAPSED]


def test_only_the_highest_pay_is_stated() -> None:
    cost = post_cost(post(FULL_TIME, pay__low=None), STORE, TODAY)
    assert lines(cost)["housing_fund"] == (None, 16000)
    assert cost.known_fen == (None, 320000)


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


@given(st.sampled_from(["442000", "110105", "370200", "510100"]), st.integers(1, 50_000), st.integers(0, 50_000))
def test_more_pay_never_costs_less(place: str, low: int, more: int) -> None:
    less, dearer = (
        post_cost(post(FULL_TIME, place=place, pay__low=str(pay), pay__high=None), STORE, TODAY)
        for pay in (low, low + more)
    )
    assert (less.known_fen[0] or 0) <= (dearer.known_fen[0] or 0)
    assert (less.known_fen[0] or 0) >= low * 100
