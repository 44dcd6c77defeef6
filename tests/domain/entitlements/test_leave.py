"""What each parent may take: provinces, conflicts, ranges, gaps; and that everything comes from the store."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carepost.domain.entitlements import DayUnit, Leave, LeaveKind, LeaveLine, Who, leave_of
from carepost.domain.facts import Mark
from carepost.domain.rules import Absence, Doubt, ParameterStore, shipped_packs

STORE = shipped_packs()
TODAY = date(2026, 11, 22)
PLACES = sorted({place for name in STORE.names() for place in STORE.places(name)} | {"610000", "442000101", "540102"})
Days = tuple[int | None, int | None]


def leave(place: str, on: date = TODAY) -> Leave:
    return leave_of(STORE, place=place, on=on)


def days(line: LeaveLine) -> Days:
    return line.low, line.high


def totals(lines: tuple[LeaveLine, ...]) -> list[Days]:
    return [days(line) for line in lines if line.kind is LeaveKind.TOTAL]


@pytest.mark.parametrize(
    ("place", "maternity", "paternity", "parental", "mark"),
    [
        ("440000", [(178, 178)], [(15, 15)], (10, 10), Mark.P),
        ("442000101", [(178, 178)], [(15, 15)], (10, 10), Mark.P),
        ("310104", [(158, 158)], [(10, 10)], (5, 5), Mark.P),
        ("330100", [(158, 158), (188, 188)], [(15, 15)], (10, 10), Mark.P),
        ("110000", [(158, 158)], [(15, 15)], (5, 5), Mark.S),
        ("370200", [(158, 158)], [(15, None)], (10, None), Mark.S),
        ("320000", [(128, 158)], [(15, 15)], (10, 10), Mark.S),
        ("430300", [(158, 158)], [(15, 20)], (10, 10), Mark.S),
        ("350800", [(158, 180)], [(15, 15)], (10, 10), Mark.M),
        ("230100", [(180, 180)], [(15, 15), (20, 20)], (10, 10), Mark.M),
        ("500000", [(178, 178)], [(20, 20)], (5, 10), Mark.S),
        ("130000", [(158, 158), (188, 248)], [(15, 15)], (10, 10), Mark.S),
        ("410000", [(190, 190)], [(30, 30)], (10, 10), Mark.S),
    ],
)
def test_the_days_of_real_places(
    place: str, maternity: list[Days], paternity: list[Days], parental: Days, mark: Mark
) -> None:
    found = leave(place)
    assert totals(found.maternity) == maternity
    assert [days(line) for line in found.paternity] == paternity
    assert [days(line) for line in found.parental] == [parental]
    assert found.maternity[0].mark is mark
    assert {line.who for line in found.paternity} == {Who.FATHER}
    assert {line.who for line in found.parental} == {Who.EACH}


def test_the_national_part_is_sure_wherever_one_lives() -> None:
    for place in ("440000", "320000", "610000"):
        national = next(line for line in leave(place).maternity if line.kind is LeaveKind.NATIONAL)
        assert (days(national), national.mark) == ((98, 98), Mark.P)
    more = {line.condition and line.condition.en: days(line) for line in leave("440000").maternity}
    assert more["hard birth"] == more["each further baby"] == (15, 15)
    assert (more["before the fourth month"], more["from the fourth month"]) == ((15, 15), (42, 42))


def test_a_place_that_no_table_has_says_so_and_keeps_the_national_days() -> None:
    found = leave("610100")
    total = found.maternity[0]
    assert (days(total), total.absence) == ((98, None), Absence.NOT_STATED)
    assert any("国家规定" in reason.zh for reason in total.reasons)
    for line in (*found.paternity, *found.parental):
        assert (days(line), line.absence, line.unit, line.mark) == ((None, None), Absence.NOT_STATED, None, Mark.N)
        assert line.reasons


def test_what_the_sources_disagree_on_is_a_range_with_the_reason() -> None:
    father = leave("430000").paternity[0]
    assert (father.doubt, father.absence) == (Doubt.CONFLICT, None)
    assert any("来源不一致" in reason.zh for reason in father.reasons)
    least = leave("370000").parental[0]
    assert any("最低天数" in reason.zh for reason in least.reasons)
    assert leave("410000").maternity[0].doubt is Doubt.UNCONFIRMED


def test_beijing_counts_working_days_and_adds_months_by_consent() -> None:
    found = leave("110101")
    assert (found.parental[0].unit, found.parental[0].yearly) == (DayUnit.WORKING, True)
    consent = next(line for line in found.maternity if line.said is not None)
    assert consent.said is not None
    assert "1至3个月" in consent.said.zh
    assert days(consent) == (None, None)


def test_a_childs_age_stands_beside_the_days() -> None:
    condition = leave("500000").parental[0].condition
    assert condition is not None
    assert (condition.zh, condition.en) == ("父母每人，子女满6周岁前", "each parent, until child is 6")


@pytest.mark.parametrize(
    ("on", "low", "absence"),
    [
        (date(2021, 12, 1), 178, None),
        (date(2021, 11, 30), 98, Absence.NOT_YET),
        (date(2012, 4, 27), None, Absence.NOT_YET),
    ],
)
def test_the_day_before_a_rule_began(on: date, low: int | None, absence: Absence | None) -> None:
    total = leave("440000", on).maternity[0]
    assert (total.low, total.absence) == (low, absence)
    assert total.high in (low, None)


@given(st.sampled_from(PLACES), st.dates(date(2010, 1, 1), date(2030, 1, 1)))
def test_every_place_has_an_answer_that_rests_on_the_store(place: str, on: date) -> None:
    known = set(STORE)
    found = leave(place, on)
    for part in (found.maternity, found.paternity, found.parental):
        assert part
        for line in part:
            assert set(line.values) <= known
            assert line.low is None or line.high is None or 0 < line.low <= line.high
            assert line.low is not None or line.said is not None or line.absence is not None
            assert line.absence is None or line.reasons


def test_an_empty_store_knows_nothing_and_does_not_fail() -> None:
    found = leave_of(ParameterStore([]), place="440000", on=TODAY)
    assert [line.absence for line in (found.maternity[0], *found.paternity, *found.parental)] == [
        Absence.NOT_STATED
    ] * 3


def test_a_malformed_place_is_refused() -> None:
    with pytest.raises(ValueError, match="no place code"):
        leave("广东")
