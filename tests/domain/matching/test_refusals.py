"""Bad tables: an error that names table, column and row, or a right answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest

from carepost.domain.matching import (
    CARERS,
    MATCHES,
    PATTERNS,
    POSTS,
    Carer,
    MatchError,
    Post,
    build,
    carer_table,
    match,
    match_one,
    pattern_table,
    post_tables,
    shipped_weights,
    weights_from,
)
from carepost.domain.travel import Way
from carepost.domain.week import Band, Output, Slots, Week, weekly
from tests.domain.matching.cities import SCHOOL_DAY, index_of

HER = Carer(1, (0.0, 0.0), SCHOOL_DAY, Way.BIKE, 30)
POST = Post(5, 1, (1.0, 1.0), (Output(),))
BAND = Band(weekly("12345", "8:00", "18:00"), weekly("1", "9:00", "10:00"), 600, 60)
SLOTS = Slots(weekly("12345", "9:00", "12:00"), 2)
FORBIDDEN = ("sex", "gender", "marriage", "married", "child", "children", "age", "birth", "origin", "hukou")


def tables() -> dict[str, pa.Table]:
    posts, _ = post_tables([POST, Post(6, 1, None, (Output(),))])
    patterns = pattern_table({0: Output(), 1: BAND, 2: SLOTS})
    return {
        "carers": carer_table([HER, Carer(2, (0.0, 0.0), Week(), Way.BUS, 0)]),
        "posts": posts,
        "patterns": patterns,
    }


def run(given: dict[str, pa.Table]) -> pa.Table:
    return match(given["carers"], build(given["posts"], given["patterns"]))


def changed(table: pa.Table, column: str, row: int, value: Any) -> pa.Table:
    values = table[column].to_pylist()
    values[row] = value
    at, field = table.column_names.index(column), table.schema.field(column)
    return table.set_column(at, field, pa.array(values, field.type))


@pytest.mark.parametrize("word", FORBIDDEN)
def test_no_personal_column_exists_and_none_is_taken(word: str) -> None:
    for schema in (CARERS, POSTS, PATTERNS, MATCHES):
        parts = {part for name in schema.names for part in name.split("_")}
        assert word not in parts
    for name, table in tables().items():
        more = table.append_column(word, pa.array([1] * table.num_rows))
        with pytest.raises(MatchError) as refused:
            run(tables() | {name: more})
        assert (refused.value.table, refused.value.column) == (name, word)


def test_the_columns_are_these_and_no_others() -> None:
    assert CARERS.names == [
        "id", "home_x", "home_y", "school_x", "school_y", "mask", "holiday_mask", "travel_mode", "max_commute_min",
        "skills", "wanted_pay", "wanted_hours_min", "wanted_hours_max", "hidden_employers",
    ]  # fmt: skip


@pytest.mark.parametrize("table", ["carers", "posts", "patterns"])
def test_a_missing_column_and_a_wrong_type_are_named(table: str) -> None:
    given = tables()
    for column in ("id", {"carers": "mask", "posts": "lawful", "patterns": "core"}[table]):
        with pytest.raises(MatchError, match=rf"{table}\.{column}.*missing"):
            run(given | {table: given[table].drop_columns([column])})
        words = given[table].set_column(
            given[table].column_names.index(column), column, pa.array(["?"] * given[table].num_rows)
        )
        with pytest.raises(MatchError, match=rf"{table}\.{column}.*type"):
            run(given | {table: words})


@pytest.mark.parametrize(
    ("table", "column", "row", "value", "said"),
    [
        ("carers", "home_x", 1, None, "null"),
        ("carers", "home_x", 1, float("nan"), "off the map"),
        ("carers", "school_y", 0, 1e6, "off the map"),
        ("carers", "id", 1, 1, "twice"),
        ("carers", "travel_mode", 1, 4, "from 0 to 3"),
        ("carers", "max_commute_min", 1, 241, "from 0 to 240"),
        ("carers", "wanted_hours_max", 0, 169, "from 0 to 168"),
        ("posts", "x", 1, float("inf"), "off the map"),
        ("posts", "places", 1, -1, "from 0"),
        ("posts", "quality", 1, 1.5, "from 0 to 1"),
        ("posts", "lawful", 1, None, "null"),
        ("posts", "pattern_ids", 1, [], "no pattern"),
        ("posts", "pattern_ids", 1, [9], "no id 9"),
        ("posts", "pattern_ids", 1, None, "null"),
        ("posts", "id", 1, 5, "twice"),
        ("patterns", "kind", 1, 5, "from 0 to 4"),
        ("patterns", "min_week_q", 1, 673, "from 0 to 672"),
        ("patterns", "block_q", 1, 673, "from 0 to 672"),
        ("patterns", "block_q", 1, 60, "longest window"),
        ("patterns", "mask", 1, bytes(84), "no time of work"),
        ("patterns", "slots", 2, [0], "in turn"),
        ("patterns", "slots", 2, [0, 10_081], "in turn"),
        ("patterns", "slots", 2, [0, 2000, 4000, 4100], "24 hours"),
        ("patterns", "slots_min", 2, 6, "number of slots"),
        ("patterns", "slots", 2, [0, 60, 30, 90], "do not overlap"),
    ],
)  # fmt: skip
def test_a_bad_value_is_named_with_its_row(table: str, column: str, row: int, value: Any, said: str) -> None:
    given = tables()
    with pytest.raises(MatchError, match=said) as refused:
        run(given | {table: changed(given[table], column, row, value)})
    assert refused.value.table == table
    assert refused.value.row == row
    assert refused.value.problem.zh != refused.value.problem.en


def test_masks_of_the_wrong_length_are_refused_and_plain_ones_taken() -> None:
    given = tables()
    at = given["carers"].column_names.index("mask")
    plain = given["carers"].set_column(at, "mask", pa.array([SCHOOL_DAY.pack(), Week().pack()], pa.binary()))
    assert run(given | {"carers": plain}).equals(run(given))
    short = given["carers"].set_column(at, "mask", pa.array([SCHOOL_DAY.pack(), b"x" * 56], pa.binary()))
    with pytest.raises(MatchError, match=r"carers\.mask\[1\].*84 bytes"):
        run(given | {"carers": short})
    fixed = given["carers"].set_column(at, "mask", pa.array([b"x" * 56] * 2, pa.binary(56)))
    with pytest.raises(MatchError, match=r"carers\.mask\[0\].*84 bytes"):
        run(given | {"carers": fixed})


def test_no_carers_no_posts_and_no_places_give_no_matches() -> None:
    given = tables()
    assert run(given | {"carers": given["carers"].slice(0, 0)}).schema.names == MATCHES.names
    assert run(given | {"posts": given["posts"].slice(0, 0)}).num_rows == 0
    full = [Post(5, 1, None, (Output(),), places=0), Post(6, 1, None, (Output(),), lawful=False)]
    assert match_one(HER, index_of(full)) == ()


ARGUMENTS: list[tuple[str, Callable[[], object]]] = [
    ("k", lambda: match(carer_table([HER]), index_of([POST]), k=0)),
    ("k", lambda: match_one(HER, index_of([POST]), k=256)),
    ("threads", lambda: match(carer_table([HER]), index_of([POST]), threads=0)),
    ("price", lambda: match(carer_table([HER]), index_of([POST]), price=[0.0, 1.0])),  # type: ignore[arg-type]
    ("price", lambda: match(carer_table([HER]), index_of([POST]), price=[float("nan")])),  # type: ignore[arg-type]
    ("home", lambda: match_one(Carer(1, (float("nan"), 0.0), SCHOOL_DAY, Way.BIKE, 30), index_of([POST]))),
    ("max_commute", lambda: match_one(Carer(1, (0.0, 0.0), SCHOOL_DAY, Way.BIKE, 300), index_of([POST]))),
]


@pytest.mark.parametrize(("column", "call"), ARGUMENTS)
def test_arguments_out_of_range_are_refused(column: str, call: Callable[[], object]) -> None:
    with pytest.raises(MatchError) as refused:
        call()
    assert refused.value.column == column


@pytest.mark.parametrize(
    "data",
    [
        None,
        {"pay": {"weight": 2}},
        {"child": {"weight": 1}},
        {"pay": 1},
    ],
)
def test_weights_that_are_none_are_refused(data: object) -> None:
    with pytest.raises(MatchError):
        weights_from(data)


def test_the_shipped_weights_share_one_whole() -> None:
    weights = shipped_weights()
    parts = (weights.pay, weights.travel, weights.hours, weights.quality, weights.slack, weights.skills, weights.way_up)
    assert sum(parts) == pytest.approx(1)
