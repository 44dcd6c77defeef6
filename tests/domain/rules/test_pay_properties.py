"""Pay slips that were worked out by hand before they were asked for, and what holds of every slip."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.domain.rules import AloneRate, Mode, cover_alone, insurance_label, pay, scheme_label, shipped_packs
from tests.domain.rules.test_pay import CITIES, OCTOBER, codes, slip

STORE = shipped_packs()
WAGES = st.integers(0, 15_000_000)
FORMS = st.sampled_from(list(Mode))

# place, month, what is asked -> own insurance, own fund, tax, in hand, employer's insurance, cost; all in fen.
BY_HAND = [
    ("310000", (2026, 8), {"gross": "5000", "housing_fund": "0.07"}, (79233, 35000, 0, 385767, 193932, 728932)),
    ("110000", (2026, 12), {"gross": "60000"}, (381954, 181740, 241631, 5194675, 963222, 7144962)),
    ("440300", (2026, 11), {"gross": "4000", "medical": "二档"}, (42364, 20000, 0, 337636, 94010, 514010)),
    ("371000", (2026, 7), {"gross": "2400"}, (47102, 12000, 0, 180898, 113685, 365685)),
    ("420600", (2026, 7), {"gross": "30000", "housing_fund": "0.12"},
     (223983, 274032, 60060, 2441925, 550622, 3824654)),
    ("510100", (2026, 7), {"gross": "4000", "children_under_3": 1}, (48870, 20000, 0, 331130, 118132, 538132)),
    ("441800", (2026, 9), {"mode": Mode.PART_TIME, "hours": "90", "hourly": "20.2"}, (0, 0, 0, 181800, 364, 182164)),
    ("442000", (2026, 10), {"mode": Mode.LABOUR_SERVICE, "gross": "55000"}, (0, 0, 1120000, 4380000, 0, 5500000)),
    ("442000", (2025, 10), {"mode": Mode.PLATFORM, "gross": "50000"}, (0, 0, 105000, 4895000, 0, 5000000)),
]  # fmt: skip


@pytest.mark.parametrize(("place", "month", "asked", "told"), BY_HAND)
def test_a_month_worked_out_by_hand(
    place: str, month: tuple[int, int], asked: dict[str, object], told: tuple[int, ...]
) -> None:
    given = {k: Decimal(v) if isinstance(v, str) and k not in ("medical", "mode") else v for k, v in asked.items()}
    found = slip(place, date(*month, 1), **given)  # type: ignore[arg-type]
    assert (
        found.employee_si_fen,
        found.employee_hf_fen,
        found.income_tax_fen,
        found.net_fen,
        found.employer_si_fen,
        found.employer_cost_fen,
    ) == told


@settings(max_examples=80, deadline=None)
@given(city=st.sampled_from(CITIES), mode=FORMS, fen=WAGES, more=st.integers(100, 500_000))
def test_gross_is_what_is_in_hand_with_all_that_was_taken_off_and_more_gross_never_leaves_less(
    city: str, mode: Mode, fen: int, more: int
) -> None:
    less, dearer = (slip(city, mode=mode, gross=Decimal(g) / 100) for g in (fen, fen + more))
    for found in (less, dearer):
        assert found.net_fen is not None
        parts = (found.net_fen, found.employee_si_fen, found.employee_hf_fen, found.income_tax_fen)
        assert sum(part or 0 for part in parts) == found.gross_fen
        assert found.employer_cost_fen is not None
        assert found.employer_cost_fen >= (found.gross_fen or 0)
        assert found.employer_cost_fen == (found.gross_fen or 0) + sum(
            line.amount_fen or 0 for line in found.lines if line.payer == "employer"
        )
    # Lines are rounded one by one: only from a yuan on does the next fen of gross show.
    assert (dearer.net_fen or 0) > (less.net_fen or 0)
    assert (dearer.employer_cost_fen or 0) > (less.employer_cost_fen or 0)


def test_pay_by_the_hour_counts_in_every_form() -> None:
    for mode in Mode:
        found = slip(mode=mode, hours=Decimal(160), hourly=Decimal("22.5"))
        assert found.gross_fen == 360000
        assert found.net_fen == slip(mode=mode, gross=Decimal(3600)).net_fen


def test_above_the_statutory_age_nothing_is_taken_off_even_where_the_rates_are_not_known() -> None:
    found = slip("330100", gross=Decimal(3000), over_age=True)
    assert (found.net_fen, found.employer_cost_fen) == (300000, None)
    assert [(line.insurance, line.amount_fen) for line in found.lines] == [("工伤", None)]
    before = slip("330100", date(2026, 6, 1), gross=Decimal(3000), over_age=True)
    assert (before.net_fen, before.employer_cost_fen) == (300000, 300000)


@pytest.mark.parametrize(
    ("place", "pension", "medical", "how"),
    [
        ("310000", (150920, 150920), (75460, 75460), (AloneRate.STATED, AloneRate.STATED)),
        ("442000", (95500, 95500), (0, 33150), (AloneRate.STATED, AloneRate.NOT_STATED)),
        ("440111", (110200, 110200), (0, 49872), (AloneRate.STATED, AloneRate.NOT_STATED)),
        ("110105", (145400, 145400), (0, 86086), (AloneRate.USUAL, AloneRate.NOT_STATED)),
        ("440600", (95500, 95500), (None, None), (AloneRate.STATED, AloneRate.UNKNOWN)),
        ("330100", (None, None), (None, None), (AloneRate.UNKNOWN, AloneRate.UNKNOWN)),
    ],
)
def test_what_joining_alone_costs_on_the_lowest_base(
    place: str, pension: tuple[int, int], medical: tuple[int, int], how: tuple[AloneRate, AloneRate]
) -> None:
    found = cover_alone(STORE, place=place, month=OCTOBER)
    assert tuple((cover.low_fen, cover.high_fen) for cover in found) == (pension, medical)
    assert tuple(cover.how for cover in found) == how
    assert all(cover.values or cover.how is AloneRate.UNKNOWN for cover in found)


def test_contributions_have_names_in_two_languages() -> None:
    assert insurance_label("医疗(统账结合,含生育)").en == "medical insurance (with a personal account, with maternity)"
    assert insurance_label("公积金").zh == "住房公积金"
    assert insurance_label("新险种(某地)").en == "新险种 (某地)"
    assert scheme_label("二档").en == "tier 2"
    known = {line.insurance for city in CITIES for line in slip(city, gross=Decimal(3000)).lines}
    assert all(insurance_label(name).en.isascii() for name in known)


def test_what_a_clerk_reads_names_each_insurance_once() -> None:
    found = pay(STORE, place="442000", month=OCTOBER, mode=Mode.FULL_TIME, gross=Decimal(3000))
    told = next(warning for warning in found.warnings if warning.code == "below_p")
    assert "失业保险（单位）=S" in told.text.zh
    assert "unemployment insurance (employer)=S" in told.text.en
    assert "below_minimum_wage" not in codes(found)
