"""The data files of the room: a bad row is refused by file, key and remedy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from carepost.domain.population.draws import Draws, Weighted
from carepost.domain.population.hours import FAMILIES, FAULTY, stock
from carepost.domain.population.sheet import DATA, CityError
from carepost.domain.population.trades import read_branches, read_trades, shipped_branches, shipped_trades
from carepost.domain.standard import Grade

TRADE: dict[str, Any] = yaml.safe_load((DATA / "trades" / "production.yaml").read_text(encoding="utf-8"))["quality"]
REMOVED = object()


def folder_with(tmp_path: Path, **change: Any) -> Path:
    row = {key: value for key, value in (TRADE | change).items() if value is not REMOVED}
    (tmp_path / "mine.yaml").write_text(yaml.safe_dump({"quality": row}, allow_unicode=True), encoding="utf-8")
    return tmp_path


def test_a_sound_row_is_read(tmp_path: Path) -> None:
    (trade,) = read_trades(folder_with(tmp_path))
    assert trade.name == "质量检验"
    assert trade.hour == (23, 30)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"titles": REMOVED}, "titles"),
        ({"titles": ["检验员", "检验员"]}, "titles"),
        ({"titles": "检验员"}, "titles"),
        ({"share": 0}, "share"),
        ({"share": "多"}, "share"),
        ({"group": "factory"}, "group"),
        ({"month": [5000, 3000]}, "month"),
        ({"month": [3000]}, "month"),
        ({"occupation": "9-99-99-99"}, "occupation"),
        ({"forms": {"full_time": 1, "intern": 1}}, "forms.intern"),
        ({"forms": {"contracting": 1}, "hours": {"output": 1}}, "forms"),
        ({"forms": {}}, "forms"),
        ({"hours": {"nights_only": 1}}, "hours.nights_only"),
        ({"hours": {"overlong": 1}}, "hours.overlong"),
        ({"hours": {"full_day": 1}}, "hours"),
        ({"hours": {"two_shifts": -1}}, "hours.two_shifts"),
        ({"piece": 1.5}, "piece"),
        ({"holidays": "sometimes"}, "holidays"),
        ({"salary": 3000}, "salary"),
    ],
)
def test_a_bad_trade_is_refused_by_file_and_key(tmp_path: Path, change: dict[str, Any], key: str) -> None:
    with pytest.raises(CityError) as refused:
        read_trades(folder_with(tmp_path, **change))
    assert refused.value.where == f"mine.yaml: quality.{key}"
    assert refused.value.problem.zh
    assert refused.value.problem.en


@pytest.mark.parametrize("text", ["- a list", "", "quality: [", "quality: 3"])
def test_a_file_of_another_shape_is_refused_by_name(tmp_path: Path, text: str) -> None:
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CityError, match=r"mine\.yaml"):
        read_trades(tmp_path)


def test_an_empty_folder_and_a_trade_that_stands_twice_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CityError, match="no trade"):
        read_trades(tmp_path)
    (folder_with(tmp_path) / "again.yaml").write_bytes((tmp_path / "mine.yaml").read_bytes())
    with pytest.raises(CityError, match="quality"):
        read_trades(tmp_path)


def test_a_branch_of_an_unknown_trade_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "branches.yaml"
    path.write_text("mine: {words: [店], share: 1, kinds: {enterprise: 1}, trades: {magic: 1}}", encoding="utf-8")
    with pytest.raises(CityError, match=r"mine\.trades\.magic"):
        read_branches(path, ["cashier"])
    with pytest.raises(CityError, match="missing"):
        read_branches(tmp_path / "none.yaml", ["cashier"])


def test_every_trade_is_offered_and_every_lawful_family_is_used() -> None:
    assert {trade for branch in shipped_branches() for trade in branch.trades} == {t.id for t in shipped_trades()}
    assert {family for trade in shipped_trades() for family in trade.hours} == FAMILIES


def test_no_trade_uses_a_faulty_family_and_those_are_faulty() -> None:
    assert not any(hours.part_time for family in FAULTY for hours in stock()[family])
    assert not any(hours.full_time for hours in stock()["overlong"])


def test_hours_of_a_good_post_can_be_worked_between_school_runs() -> None:
    for trade in shipped_trades():
        for family in trade.hours:
            assert all(hours.school for hours in trade.patterns("full_time", Grade.GOOD, family))


def test_draws_follow_their_weights_and_their_key() -> None:
    weights = Weighted.of([("a", 3), ("b", 1), ("never", 0)])
    drawn = [Draws(1, n).weighted(weights) for n in range(2000)]
    assert 0.70 < drawn.count("a") / 2000 < 0.80
    assert set(drawn) == {"a", "b"}
    assert drawn == [Draws(1, n).weighted(weights) for n in range(2000)]


def test_some_are_different_in_order_and_as_many_as_asked() -> None:
    things = tuple("abcdef")
    for n in range(50):
        chosen = Draws("some", n).some(things, 3)
        assert len(set(chosen)) == 3
        assert list(chosen) == sorted(chosen)
    assert Draws("all").some(things, 9) == things
