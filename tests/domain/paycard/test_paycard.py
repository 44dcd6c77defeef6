"""A pay card: figures worked out by hand, what each form leaves uninsured, and what is said where something lacks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.domain.paycard import (
    CoverState,
    FenSpan,
    FormPay,
    Lack,
    Offer,
    PayCard,
    Terms,
    card_of,
    offer_of,
    pay_card,
)
from carepost.domain.rules import Mode, PayError
from carepost.domain.standard import PostFile
from tests.domain.standard.posts import FULL_TIME, PART_TIME, STORE, TODAY, post


def card(base: dict[str, object] = FULL_TIME, **changes: object) -> PayCard:
    return pay_card(STORE, post(base, **changes), TODAY)


def form(found: PayCard, mode: Mode) -> FormPay:
    return next(each for each in found.forms if each.mode is mode)


def covers(found: FormPay) -> dict[str, CoverState]:
    return {line.kind: line.cover for line in found.covers}


def test_the_forms_of_a_full_time_post_in_zhongshan() -> None:
    found = card(pay__low="2300", pay__high=None)
    own = found.own
    assert own is not None
    assert (own.mode, own.in_hand, own.after_cover, own.cost) == (
        Mode.FULL_TIME,
        FenSpan(171340, 171340),
        None,
        FenSpan(345345, 345345),
    )
    # 24 hours a week at the hourly floor of 21.9: 104 hours; 955 for pension, up to 331.50 for medical cover.
    part = form(found, Mode.PART_TIME)
    assert (part.in_hand, part.after_cover, part.cost) == (
        FenSpan(227760, 227760),
        FenSpan(227760 - 95500 - 33150, 227760 - 95500),
        FenSpan(228216, 228216),
    )
    assert part.basis is not None
    assert "24" in part.basis.zh
    service = form(found, Mode.LABOUR_SERVICE)
    assert (service.in_hand, service.cost) == (FenSpan(200000, 200000), FenSpan(230000, 230000))
    assert Mode.PLATFORM not in {each.mode for each in found.forms}


def test_a_range_of_pay_is_a_range_in_hand() -> None:
    found = card().own
    assert found is not None
    assert (found.gross, found.in_hand, found.cost) == (
        FenSpan(260000, 320000),
        FenSpan(199780, 256660),
        FenSpan(377085, 440565),
    )


def test_full_time_work_is_never_compared_below_what_it_must_be_paid() -> None:
    found = card(PART_TIME)
    assert found.own is not None
    assert found.own.mode is Mode.PART_TIME
    assert found.own.next_hour_fen == 2500
    full = form(found, Mode.FULL_TIME)
    assert full.gross == FenSpan(230000, 260000)
    assert full.basis is not None
    assert "2300" in full.basis.zh
    dear = form(card(PART_TIME, pay__low="40", pay__high=None), Mode.FULL_TIME)
    assert (dear.basis, dear.gross) == (None, FenSpan(346666, 346666))


def test_where_the_floor_is_net_the_comparison_starts_from_the_gross_that_leaves_it() -> None:
    beijing = card(PART_TIME, place="110105", pay__low="28", pay__high=None)
    assert form(beijing, Mode.FULL_TIME).gross == FenSpan(348037, 348037)
    assert form(beijing, Mode.FULL_TIME).in_hand == FenSpan(254000, 254000)


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("full_time", "paid paid paid paid paid paid"),
        ("part_time", "alone alone none none paid none"),
        ("labour_service", "alone alone none none none none"),
        ("platform", "alone alone none none none none"),
    ],
)
def test_what_each_form_leaves_uninsured(declared: str, expected: str) -> None:
    found = card(form=declared).own
    assert found is not None
    assert " ".join(covers(found).values()) == expected
    assert list(covers(found)) == ["养老", "医疗", "生育", "失业", "工伤", "公积金"]


@pytest.mark.parametrize("declared", ["part_time", "labour_service", "platform"])
def test_accident_insurance_is_told_to_be_no_substitute(declared: str) -> None:
    found = card(form=declared).own
    assert found is not None
    injury = next(line for line in found.covers if line.kind == "工伤")
    assert injury.note is not None
    assert "不能代替" in injury.note.zh
    assert injury.law is not None
    assert injury.law.document


def test_the_law_behind_a_cover_holds_where_the_post_is() -> None:
    by_choice = form(card(form="labour_service"), Mode.LABOUR_SERVICE).covers[4]
    elsewhere = form(card(form="labour_service", place="370211"), Mode.LABOUR_SERVICE).covers[4]
    assert by_choice.law is not None
    assert by_choice.law.document == "粤人社规〔2020〕55号"
    assert elsewhere.law is None


def test_a_promise_of_insurance_in_another_form_is_to_be_asked_about() -> None:
    promised = card(PART_TIME, insurance__social="yes").own
    silent = card(PART_TIME, insurance__social=None).own
    assert promised is not None
    assert silent is not None
    assert len(promised.notes) == len(silent.notes) + 1
    assert promised.in_hand == silent.in_hand


def test_hours_beyond_part_time_are_told() -> None:
    found = card(PART_TIME, hours__pattern=None, hours__a_week="30", hours__a_day_max=None).own
    assert found is not None
    assert found.slip is not None
    assert "not_part_time" in {warning.code for warning in found.slip.warnings}


def test_part_time_pay_without_hours_is_counted_on_the_most_that_the_law_lets() -> None:
    found = card(PART_TIME, hours__pattern=None)
    assert found.own is not None
    assert found.own.gross == FenSpan(260000, 260000)
    assert found.own.basis is not None


@pytest.mark.parametrize(
    ("base", "changes", "lacks"),
    [
        (FULL_TIME, {"place": ""}, (Lack.PLACE,)),
        (FULL_TIME, {"place": "440000"}, (Lack.PLACE,)),
        (FULL_TIME, {"place": "810000"}, (Lack.PLACE,)),
        (FULL_TIME, {"pay__low": None, "pay__high": None}, (Lack.PAY,)),
        (FULL_TIME, {"pay__low": None}, (Lack.LOWEST,)),
        (FULL_TIME, {"pay__per": "hour", "hours__pattern": None}, (Lack.HOURS,)),
        (FULL_TIME, {"pay__per": "day", "hours__pattern": None}, (Lack.DAYS,)),
        (FULL_TIME, {"pay__per": "piece"}, (Lack.GUARANTEE,)),
    ],
)
def test_what_lacks_is_named(base: dict[str, object], changes: dict[str, object], lacks: tuple[Lack, ...]) -> None:
    found = card(base, **changes)
    assert (found.forms, found.lacks) == ((), lacks)


def test_an_empty_post_lacks_place_and_pay() -> None:
    found = pay_card(STORE, PostFile(), TODAY)
    assert (found.forms, found.lacks) == ((), (Lack.PLACE, Lack.PAY))


def test_pay_beyond_all_reason_is_no_pay() -> None:
    assert card(PART_TIME, pay__low="9000000", pay__high=None).lacks == (Lack.PAY,)


def test_a_municipality_is_a_city() -> None:
    assert card(place="310000").lacks == ()


def test_no_form_is_marked_where_none_is_declared() -> None:
    found = card(form=None, title="花艺助理")
    assert found.own is None
    assert len(found.forms) == 3
    assert form(card(form="dispatch"), Mode.FULL_TIME).own
    assert form(card(form="contracting"), Mode.LABOUR_SERVICE).own


def test_a_place_without_rates_leaves_figures_unknown_and_never_nought() -> None:
    found = card(place="330100")
    full, part, service = (form(found, mode) for mode in (Mode.FULL_TIME, Mode.PART_TIME, Mode.LABOUR_SERVICE))
    assert (full.in_hand, full.cost) == (FenSpan(), FenSpan())
    assert not full.in_hand
    assert part.in_hand == FenSpan(part.gross.low, part.gross.high)
    assert (part.cost, part.after_cover) == (FenSpan(), FenSpan())
    assert service.cost == service.gross
    assert set(covers(full).values()) == {CoverState.UNKNOWN}


def test_a_month_in_which_some_rates_are_not_known() -> None:
    found = pay_card(STORE, post(FULL_TIME), date(2026, 8, 15)).own
    assert found is not None
    assert (found.in_hand, found.cost) == (FenSpan(), FenSpan())
    assert covers(found)["失业"] is CoverState.UNKNOWN
    assert covers(found)["养老"] is CoverState.PAID


def test_without_hours_a_monthly_wage_tells_no_part_time_pay() -> None:
    part = form(card(hours__pattern=None), Mode.PART_TIME)
    assert (part.lack, part.slip, part.in_hand) == (Lack.HOURS, None, FenSpan())


def test_terms_of_the_calculator_reach_the_slip() -> None:
    offer = replace(offer_of(post(FULL_TIME, pay__low="9000", pay__high=None)), terms=Terms(children_under_3=1))
    with_child, without = (card_of(STORE, o, TODAY).own for o in (offer, replace(offer, terms=Terms())))
    assert with_child is not None
    assert without is not None
    assert (with_child.in_hand.low or 0) > (without.in_hand.low or 0)
    retired = card_of(STORE, replace(offer, terms=Terms(over_age=True)), TODAY)
    assert retired.own is not None
    assert retired.own.in_hand.low == 900000 - 12000
    assert {each.after_cover for each in retired.forms} == {None}
    with pytest.raises(PayError):
        card_of(STORE, replace(offer, terms=Terms(housing_fund=Decimal("0.2"))), TODAY)


@settings(max_examples=30, deadline=None)
@given(
    place=st.sampled_from(["442000", "310000", "370200", "510100"]),
    mode=st.sampled_from(list(Mode)),
    low=st.integers(0, 3_000_000),
    more=st.integers(0, 100_000),
    week=st.integers(1, 60),
)
def test_spans_run_from_low_to_high_and_cost_is_at_least_what_is_paid(
    place: str, mode: Mode, low: int, more: int, week: int
) -> None:
    hours = Decimal(week)
    offer = Offer(place, mode, low, low + more if more > 1000 else None, low // (week * 5), (hours, hours))
    found = card_of(STORE, offer, TODAY)
    assert found.own is not None
    for each in found.forms:
        for span in (each.gross, each.in_hand, each.cost, each.after_cover or FenSpan(0, 0)):
            assert span.low is not None
            assert span.high is not None
            assert span.low <= span.high
        assert (each.cost.low or 0) >= (each.gross.low or 0) >= (each.in_hand.low or 0)
