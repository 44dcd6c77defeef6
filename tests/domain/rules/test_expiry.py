"""The expiry watch: what has lapsed, may have lapsed, or lapses soon."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from carepost.domain.rules import LapseState, PackError, lapsing, load_packs, shipped_packs

STORE = shipped_packs()
TODAY = date(2026, 11, 22)


def found(on: date, place: str) -> dict[str, LapseState]:
    return {row.item: row.state for row in lapsing(STORE, on) if row.place == place}


def test_the_nearest_lapses_of_the_shipped_packs() -> None:
    assert found(TODAY, "310000")["灵活就业社保补贴50%（就业困难人员）"] is LapseState.SOON
    assert found(TODAY, "110000")["失业保险0.5%/0.5%"] is LapseState.MAY_HAVE_LAPSED
    assert found(TODAY, "000000")["节假日安排"] is LapseState.SOON


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2026, 9, 29), None),
        (date(2026, 9, 30), LapseState.SOON),
        (date(2026, 12, 31), LapseState.SOON),
        (date(2027, 1, 1), LapseState.LAPSED),
    ],
)
def test_a_value_is_told_before_and_after_its_last_day(on: date, state: LapseState | None) -> None:
    assert found(on, "442000").get("contribution 医疗(统账结合,含生育)") == state


@pytest.mark.parametrize(
    ("file", "written", "told"),
    [
        ("watch.yaml", "watch: [{item: x, until: 2026-01-01, source: s, mark: Q}]", "row 1: mark: expected one of P"),
        ("schemes/a/pack.yaml", "{to: 2026-01-01, title: {zh: 甲, en: a}}", "pack.yaml: mark: expected one of P"),
        ("schemes/a/pack.yaml", "{to: not_stated, title: {zh: 甲}}", "title: expected 'zh' and 'en'"),
    ],
)
def test_a_watch_that_cannot_be_read_is_named(tmp_path: Path, file: str, written: str, told: str) -> None:
    place = tmp_path / "440000"
    (place / file).parent.mkdir(parents=True, exist_ok=True)
    (place / "pack.yaml").write_text("place: '440000'", encoding="utf-8")
    (place / file).write_text(written, encoding="utf-8")
    with pytest.raises(PackError, match=told):
        load_packs(tmp_path)


def test_a_tier_that_was_merged_into_another_has_not_lapsed() -> None:
    assert not [
        row for row in lapsing(STORE, TODAY) if row.item.startswith("minimum_wage 四") and row.place == "440000"
    ]


def test_the_most_urgent_come_first_and_each_once() -> None:
    rows = lapsing(STORE, date(2027, 1, 1), within=timedelta(days=1))
    order = list(LapseState)
    assert [order.index(row.state) for row in rows] == sorted(order.index(row.state) for row in rows)
    assert len({(row.place, row.item, row.until) for row in rows}) == len(rows)
    assert all(row.source for row in rows)
