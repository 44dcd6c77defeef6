"""Dated values: what holds, what lapsed, what nobody states; and the wage floor of real places."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import carepost
from carepost.domain.facts import Mark
from carepost.domain.rules import Absence, DatedValue, ParameterStore, lineage, load_packs, wage_floor
from carepost.domain.rules.floor import HOURLY, MONTHLY

PACKS = Path(carepost.__file__).parent / "packs"
STORE = load_packs(PACKS)
TODAY = date(2026, 11, 22)
DAYS = st.dates(date(2000, 1, 1), date(2030, 1, 1))


def value(start: date, end: date | None, *, end_known: bool = True, place: str = "000000") -> DatedValue:
    return DatedValue("x", place, "", Decimal(1), "1", start, end, end_known, "", "", "a test", Mark.P)


def test_a_place_is_answered_by_the_nearest_pack_above_it() -> None:
    assert lineage("442000101") == ("442000101", "442000", "440000", "000000")
    assert lineage("370211") == ("370211", "370200", "370000", "000000")
    with pytest.raises(ValueError, match="no place code"):
        lineage("青岛")
    near, far = value(date(2020, 1, 1), None, place="370200"), value(date(2020, 1, 1), None)
    store = ParameterStore([far, near])
    assert store.ask("x", place="370211", on=TODAY).value == near
    assert store.ask("x", place="110101", on=TODAY).value == far


def test_the_three_absences_are_not_mixed() -> None:
    store = ParameterStore([value(date(2020, 1, 1), date(2020, 12, 31))])
    assert store.ask("x", on=date(2019, 12, 31)).absence is Absence.NOT_YET
    assert store.ask("x", on=date(2020, 12, 31)).known
    lapsed = store.ask("x", on=date(2021, 1, 1))
    assert lapsed.absence is Absence.LAPSED
    assert "可能已失效" in lapsed.reason.zh
    assert store.ask("y", on=TODAY).absence is Absence.NOT_STATED


def test_an_unknown_end_leaves_a_gap_not_a_value() -> None:
    store = ParameterStore([value(date(2020, 1, 1), None, end_known=False), value(date(2022, 1, 1), None)])
    assert store.ask("x", on=date(2021, 1, 1)).absence is Absence.NOT_STATED
    assert store.ask("x", on=date(2022, 1, 1)).known


@given(DAYS, st.integers(0, 900), DAYS)
def test_a_value_answers_exactly_for_its_days(start: date, length: int, on: date) -> None:
    end = start + timedelta(days=length)
    answer = ParameterStore([value(start, end)]).ask("x", on=on)
    assert answer.known == (start <= on <= end)
    assert answer.known or answer.absence is not None


@pytest.mark.parametrize(
    ("place", "name", "on", "lowest", "highest", "mark"),
    [
        ("442000", MONTHLY, TODAY, "2300", "2300", Mark.P),
        ("442000101", HOURLY, TODAY, "21.9", "21.9", Mark.P),
        ("441800", MONTHLY, date(2026, 8, 31), "1750", "1750", Mark.S),
        ("441800", MONTHLY, date(2026, 9, 1), "2040", "2040", Mark.P),
        ("370200", HOURLY, TODAY, "24", "24", Mark.S),
        ("370283", HOURLY, TODAY, "22", "22", Mark.S),
        ("420624", MONTHLY, TODAY, "1970", "2130", Mark.S),
        ("330100", MONTHLY, TODAY, "2180", "2660", Mark.S),
        ("310104", HOURLY, TODAY, "25", "25", Mark.S),
        ("310104", MONTHLY, TODAY, "2740", "2740", Mark.P),
    ],
)
def test_the_wage_floor_of_real_places(place: str, name: str, on: date, lowest: str, highest: str, mark: Mark) -> None:
    floor = wage_floor(STORE, name, place=place, on=on)
    assert (floor.lowest, floor.highest, floor.mark) == (Decimal(lowest), Decimal(highest), mark)


def test_a_gap_in_the_sources_gives_no_floor() -> None:
    floor = wage_floor(STORE, HOURLY, place="430100", on=date(2023, 1, 1))
    assert floor.candidates == ()
    assert floor.lowest is None
    assert "未载明" in floor.reason.zh


def test_every_value_of_the_shipped_packs_has_a_source_and_a_day() -> None:
    for name in STORE.names():
        for place in STORE.places(name):
            for key in STORE.keys(name, place=place):
                for dated in STORE.history(name, place=place, key=key):
                    assert dated.source, dated
