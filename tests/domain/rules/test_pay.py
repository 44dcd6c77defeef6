"""Pay to the fen: the published examples, every city against rows read by hand, edges of dates, bases and forms."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.domain.rules import MINIMUM, Mode, PayError, PaySlip, lowest_gross, pay, shipped_packs, wage_tax
from tests.domain.rules import payslip_by_hand as by_hand
from tests.shared_tables import needs_tables, table

STORE = shipped_packs()
OCTOBER = date(2026, 10, 1)
CITIES = ("440100", "440300", "442000", "441800", "371000", "370200", "370100", "420100", "420600", "110000",
          "310000", "510100")  # fmt: skip
ROWS = table("social_insurance")
CENTS = st.integers(0, 6_000_000).map(lambda n: Decimal(n) / 100)


def slip(place: str = "442000", month: date = OCTOBER, mode: Mode = Mode.FULL_TIME, **given: object) -> PaySlip:
    return pay(STORE, place=place, month=month, mode=mode, **given)  # type: ignore[arg-type]


def codes(found: PaySlip) -> set[str]:
    return {warning.code for warning in found.warnings}


@needs_tables
@pytest.mark.parametrize("row", table("cost_examples"), ids=lambda r: r["jurisdiction_code"])
def test_the_cost_of_a_post_at_the_minimum(row: dict[str, str]) -> None:
    found = slip(row["jurisdiction_code"], gross=MINIMUM)
    told = [found.gross_fen, found.employee_si_fen, found.employee_hf_fen, found.employer_si_fen, found.employer_hf_fen,
            found.net_fen, found.employer_cost_fen]  # fmt: skip
    columns = ("gross_used", "employee_si", "employee_hf", "employer_si", "employer_hf", "net", "employer_cost")
    assert told == [by_hand.fen(Decimal(row[column])) for column in columns]


@needs_tables
@settings(max_examples=40, deadline=None)
@given(city=st.sampled_from(CITIES), wage=CENTS, points=st.integers(5, 7), children=st.integers(0, 2))
def test_every_city_equals_its_rows_read_by_hand(city: str, wage: Decimal, points: int, children: int) -> None:
    fund = f"0.0{points}"
    expected = by_hand.totals(by_hand.applying(ROWS, city, "2026-10"), wage, fund)
    found = slip(city, gross=wage, housing_fund=Decimal(fund), children_under_3=children)
    told = {
        "employee_si": found.employee_si_fen,
        "employee_hf": found.employee_hf_fen,
        "employer_si": found.employer_si_fen,
        "employer_hf": found.employer_hf_fen,
    }
    assert told == expected
    own = expected["employee_si"] + expected["employee_hf"]
    assert found.income_tax_fen == by_hand.wage_tax(wage, own, children)
    assert found.net_fen == by_hand.fen(wage) - own - found.income_tax_fen
    assert found.employer_cost_fen == by_hand.fen(wage) + expected["employer_si"] + expected["employer_hf"]


def test_the_golden_cases() -> None:
    shanghai = slip("310000", date(2026, 7, 1), gross=Decimal(4100), housing_fund=Decimal("0.07"),
                    supplementary_fund=Decimal("0.05"))  # fmt: skip
    assert (shanghai.employee_si_fen, shanghai.employee_hf_fen, shanghai.net_fen) == (79233, 49200, 281567)
    assert (shanghai.employer_si_fen, shanghai.employer_hf_fen) == (193932, 49200)
    part = slip(mode=Mode.PART_TIME, hours=Decimal(88), hourly=Decimal("21.9"))
    assert (part.gross_fen, part.net_fen, part.employer_si_fen) == (192720, 192720, 385)
    assert slip(mode=Mode.PLATFORM, gross=Decimal(8000)).income_tax_fen == 4200
    assert slip(mode=Mode.LABOUR_SERVICE, gross=Decimal(8000)).income_tax_fen == 128000
    span = (date(2026, 1, 1), date(2026, 1, 31))
    tax = wage_tax(STORE, span, income=Decimal(12000), contributions=Decimal(2200), children_under_3=1)
    assert tax.fen == 8400


def test_the_example_of_the_tax_administration() -> None:
    """30,000 a month, 4,500 insurance, 2,000 special deductions: 555, 625 and 1,850 in the first three months."""
    withheld, told = Decimal(0), []
    for months in (1, 2, 3):
        span = (date(2026, months, 1), date(2026, months, 28))
        due = wage_tax(STORE, span, income=Decimal(30000) * months, contributions=Decimal(4500) * months,
                       children_under_3=1, months=months, withheld=withheld)  # fmt: skip
        assert due.fen is not None
        told.append(due.fen)
        withheld += Decimal(due.fen) / 100
    assert told == [55500, 62500, 185000]


@pytest.mark.parametrize("city", ["110000", "310000"])
def test_where_the_floor_is_net_the_lowest_gross_leaves_it_and_a_fen_less_does_not(city: str) -> None:
    gross = lowest_gross(STORE, place=city, month=OCTOBER)
    assert gross is not None
    floor = {"110000": 254000, "310000": 274000}[city]
    enough, short = (slip(city, gross=Decimal(g) / 100) for g in (gross, gross - 1))
    assert _own(enough) >= floor > _own(short)
    assert "below_minimum_wage" not in codes(enough)
    assert "below_minimum_wage" in codes(short)


def _own(found: PaySlip) -> int:
    assert found.gross_fen is not None
    assert found.employee_si_fen is not None
    assert found.employee_hf_fen is not None
    return found.gross_fen - found.employee_si_fen - found.employee_hf_fen


def test_the_day_before_a_row_begins_and_after_it_ends_is_not_known() -> None:
    before, since = slip(month=date(2026, 8, 1), gross=Decimal(2300)), slip(month=date(2026, 9, 1), gross=Decimal(2300))
    assert (before.employee_si_fen, before.employee_hf_fen, before.net_fen, before.employer_cost_fen) == (None,) * 4
    assert since.net_fen == 230000 - since.employee_si_fen - since.employee_hf_fen  # type: ignore[operator]
    missing = {(line.insurance, line.payer) for line in before.lines if line.amount_fen is None}
    assert missing == {("失业", "employer"), ("失业", "employee"), ("公积金", "employer"), ("公积金", "employee")}
    after = slip(month=date(2027, 1, 1), gross=Decimal(2300))
    assert {line.insurance for line in after.lines if line.amount_fen is None} == {"医疗(统账结合,含生育)"}
    lapsed = next(w for w in after.warnings if w.code == "may_have_lapsed" and "医疗" in w.text.zh)
    assert "可能已失效" in lapsed.text.zh
    assert "may have lapsed" in lapsed.text.en


def test_one_side_may_be_known_where_the_other_is_not() -> None:
    chengdu = slip("510100", date(2026, 6, 1), gross=Decimal(2330))
    assert (chengdu.net_fen, chengdu.employer_si_fen, chengdu.employer_cost_fen) == (172480, None, None)


def test_a_county_named_in_the_notice_has_its_own_floor_of_the_fund() -> None:
    city, county = slip("370200", gross=MINIMUM), slip("370283", gross=MINIMUM)
    assert (city.gross_fen, city.employee_hf_fen) == (240000, 12000)
    assert (county.gross_fen, county.employee_hf_fen) == (221000, 11050)
    assert county.employee_si_fen == city.employee_si_fen


def test_the_medical_scheme_can_be_chosen() -> None:
    both, pooled = slip(gross=Decimal(5000)), slip(gross=Decimal(5000), medical="单建统筹")
    assert {line.insurance for line in pooled.lines} - {line.insurance for line in both.lines} == {"医疗(单建统筹)"}
    assert (
        slip("440300", gross=Decimal(5000), medical="二档").employee_si_fen
        < slip("440300", gross=Decimal(5000)).employee_si_fen
    )  # type: ignore[operator]
    local = slip("440300", gross=Decimal(5000), local_hukou=True)
    assert "地方补充养老(深户)" in {line.insurance for line in local.lines}


def test_what_is_not_stated_is_told() -> None:
    assert "fixed_amount_not_stated" in codes(slip("371000", gross=Decimal(3000)))
    assert "conflict" in codes(slip("371000", gross=Decimal(3000)))
    assert "may_have_lapsed" in codes(slip("420100", gross=Decimal(3000)))
    assert "may_have_lapsed" in codes(slip("440100", gross=Decimal(3000)))
    assert "may_have_lapsed" not in codes(slip("440100", date(2026, 6, 1), mode=Mode.PART_TIME, gross=Decimal(900)))
    assert "ceiling_not_stated" in codes(slip(gross=Decimal(30000)))
    assert "ceiling_not_stated" not in codes(slip(gross=Decimal(27549)))
    assert "below_minimum_wage" in codes(slip(gross=Decimal("2299.99")))
    assert "below_minimum_wage" not in codes(slip(gross=Decimal(2300)))


def test_another_class_of_industry_is_not_known() -> None:
    other = slip(gross=Decimal(5000), injury_class=4)
    assert (other.employer_si_fen, other.employer_cost_fen) == (None, None)
    assert other.net_fen == slip(gross=Decimal(5000)).net_fen


def test_part_time_pays_work_injury_on_actual_pay_alone() -> None:
    for city in CITIES:
        found = slip(city, mode=Mode.PART_TIME, hours=Decimal(60), gross=MINIMUM)
        assert [(line.insurance, line.payer) for line in found.lines] == [("工伤", "employer")]
        assert found.lines[0].base_fen == found.gross_fen == found.net_fen
        assert (found.employee_si_fen, found.employee_hf_fen, found.employer_hf_fen) == (0, 0, 0)
    assert "not_part_time" in codes(slip(mode=Mode.PART_TIME, hours=Decimal("104.01"), gross=MINIMUM))
    assert "not_part_time" not in codes(slip(mode=Mode.PART_TIME, hours=Decimal(104), gross=MINIMUM))
    assert "below_minimum_wage" in codes(slip(mode=Mode.PART_TIME, hours=Decimal(10), hourly=Decimal("21.8")))


def test_labour_services_and_platforms_pay_tax_alone() -> None:
    for gross, tax in (("800", 0), ("800.01", 0), ("4000", 64000), ("4000.01", 64000), ("25000", 400000),
                       ("25000.01", 400000), ("30000", 520000), ("62500", 1300000), ("70000", 1540000)):  # fmt: skip
        found = slip(mode=Mode.LABOUR_SERVICE, gross=Decimal(gross))
        assert found.income_tax_fen == tax, gross
        assert found.employer_cost_fen == found.gross_fen
        assert found.lines == ()
    assert slip(mode=Mode.PLATFORM, gross=Decimal(6250)).income_tax_fen == 0
    assert slip(mode=Mode.PLATFORM, gross=Decimal(6300)).income_tax_fen == 120
    early = slip(mode=Mode.PLATFORM, month=date(2025, 9, 1), gross=Decimal(8000))
    assert (early.income_tax_fen, early.net_fen) == (None, None)
    assert "tax_unknown" in codes(early)


def test_above_the_statutory_age_only_work_injury_is_owed_and_only_since_the_order() -> None:
    since = slip(gross=Decimal(3000), over_age=True)
    assert [(line.insurance, line.amount_fen) for line in since.lines] == [("工伤", 955)]
    before = slip(month=date(2026, 6, 1), gross=Decimal(3000), over_age=True)
    assert (before.lines, before.net_fen) == ((), 300000)


def test_tax_alone_does_not_ask_where() -> None:
    assert slip("000000", mode=Mode.PLATFORM, gross=Decimal(8000)).net_fen == 795800
    nowhere = slip("000000", gross=MINIMUM)
    assert (nowhere.gross_fen, nowhere.net_fen, codes(nowhere)) == (None, None, {"no_data", "minimum_wage_unknown"})


def test_a_place_without_data_is_not_known_and_a_tier_that_is_not_known_gives_no_minimum() -> None:
    hangzhou = slip("330100", gross=Decimal(5000))
    assert (hangzhou.net_fen, hangzhou.employer_si_fen, codes(hangzhou) >= {"no_data"}) == (None, None, True)
    nanzhang = slip("420624", gross=MINIMUM)
    assert (nanzhang.gross_fen, nanzhang.net_fen) == (None, None)
    assert "minimum_wage_unknown" in codes(nanzhang)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"place": "44"}, "place"),
        ({"place": "810000"}, "place"),
        ({"gross": Decimal("2300.001")}, "gross"),
        ({"gross": Decimal(-1)}, "gross"),
        ({"gross": Decimal("NaN")}, "gross"),
        ({"gross": None}, "gross"),
        ({"gross": Decimal(2300), "housing_fund": Decimal("0.04")}, "housing_fund"),
        ({"gross": Decimal(2300), "housing_fund": Decimal("0.13")}, "housing_fund"),
        ({"place": "310000", "gross": Decimal(4100), "housing_fund": Decimal("0.08")}, "housing_fund"),
        ({"gross": Decimal(2300), "supplementary_fund": Decimal("0.05")}, "supplementary_fund"),
        ({"gross": Decimal(2300), "medical": "一档"}, "medical"),
        ({"gross": Decimal(2300), "injury_class": 9}, "injury_class"),
        ({"gross": Decimal(2300), "children_under_3": -1}, "children_under_3"),
        ({"mode": Mode.PART_TIME, "gross": MINIMUM}, "hours"),
        ({"mode": Mode.PART_TIME, "hours": Decimal(745), "gross": MINIMUM}, "hours"),
        ({"mode": Mode.PART_TIME, "hours": Decimal(10), "hourly": Decimal(30), "gross": Decimal(301)}, "gross"),
        ({"mode": Mode.PLATFORM, "gross": MINIMUM}, "gross"),
    ],
)
def test_a_question_that_makes_no_sense_names_its_field(given: dict[str, object], field: str) -> None:
    with pytest.raises(PayError) as fault:
        slip(**given)  # type: ignore[arg-type]
    assert fault.value.field == field
    assert fault.value.problem.zh != fault.value.problem.en


@settings(max_examples=30, deadline=None)
@given(city=st.sampled_from(CITIES), wage=CENTS, more=st.integers(1, 100_000))
def test_more_pay_never_lowers_a_line(city: str, wage: Decimal, more: int) -> None:
    low, high = slip(city, gross=wage), slip(city, gross=wage + Decimal(more) / 100)
    for a, b in zip(low.lines, high.lines, strict=True):
        assert a.amount_fen is not None
        assert b.amount_fen is not None
        assert a.amount_fen <= b.amount_fen
