"""The tables that go in and come out; nothing enters that is not a column here.

No sex, marriage, child, age or origin column exists, and a table that brings one is refused at the door. Masks are
`Week.pack()`: 84 bytes, 7 days of 96 quarter-hours, lowest bit Monday 0:00.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from carepost.domain.facts import Text
from carepost.domain.matching.refused import MatchError
from carepost.domain.travel import Way
from carepost.domain.week import PACKED_BYTES, QUARTERS, REACH_MAX_MINUTES, WEEK

MASK = pa.binary(PACKED_BYTES)
PAY = pa.decimal128(8, 2)
WAYS = tuple(Way)
"""`travel_mode` is the position in this list."""
FARTHEST_KM = 20_000.0
"""Projected coordinates lie within this many km of the origin of the map."""
KINDS = ("fixed", "band", "slots", "output", "not_stated")
"""`patterns.kind` is the position in this list."""


def _field(name: str, type_: pa.DataType, *, null: bool = False, optional: bool = False) -> pa.Field:
    return pa.field(name, type_, nullable=null, metadata={"optional": "yes"} if optional else None)


CARERS = pa.schema(
    [
        _field("id", pa.int64()),
        _field("home_x", pa.float32()),
        _field("home_y", pa.float32()),
        _field("school_x", pa.float32()),
        _field("school_y", pa.float32()),
        _field("mask", MASK),
        _field("holiday_mask", MASK, null=True, optional=True),
        _field("travel_mode", pa.uint8()),
        _field("max_commute_min", pa.uint8()),
        _field("skills", pa.uint64()),
        _field("wanted_pay", PAY, null=True, optional=True),
        _field("wanted_hours_min", pa.uint8(), null=True, optional=True),
        _field("wanted_hours_max", pa.uint8(), null=True, optional=True),
        _field("hidden_employers", pa.list_(pa.int64()), null=True, optional=True),
    ]
)
"""Carers. x, y in projected km; travel in minutes; wanted pay in yuan an hour in hand; wanted hours a week."""

POSTS = pa.schema(
    [
        _field("id", pa.int64()),
        _field("employer_id", pa.int64()),
        _field("x", pa.float32()),
        _field("y", pa.float32()),
        _field("remote", pa.bool_()),
        _field("pattern_ids", pa.list_(pa.int32())),
        _field("required", pa.uint64()),
        _field("wished", pa.uint64()),
        _field("pay", PAY, null=True),
        _field("quality", pa.float32(), null=True),
        _field("way_up", pa.bool_()),
        _field("places", pa.int32()),
        _field("lawful", pa.bool_()),
    ]
)
"""Posts. Any one of the patterns will do; pay in yuan an hour in hand, null when not stated; quality 0..1."""

PATTERNS = pa.schema(
    [
        _field("id", pa.int32()),
        _field("kind", pa.uint8()),
        _field("mask", MASK),
        _field("core", MASK),
        _field("min_week_q", pa.int16()),
        _field("block_q", pa.int16()),
        _field("slots_min", pa.int16()),
        _field("slots", pa.list_(pa.int16())),
        _field("hours_low_q", pa.int16(), null=True),
        _field("hours_high_q", pa.int16(), null=True),
    ]
)
"""Shift patterns, in quarter-hours. Rows that share an id are alternatives: one of them must fit.

`slots`: start and end of each slot in minutes of the week, in turn. `hours_low_q`, `hours_high_q`: work a week, null
when not stated.
"""

MATCHES = pa.schema(
    [
        _field("carer_id", pa.int64()),
        _field("post_id", pa.int64()),
        _field("rank", pa.uint8()),
        _field("score", pa.float32()),
        _field("pattern_id", pa.int32()),
        _field("commute_q", pa.uint8()),
        _field("slack_q", pa.uint8()),
        _field("reasons", pa.uint32()),
    ]
)
"""What `match` returns: rank from 1, travel and slack in quarter-hours (slack stops at the full score), reasons a set
of `Reason` bits."""


def check_table(table: pa.Table, schema: pa.Schema, name: str) -> pa.Table:
    """The table with exactly the schema's columns in their order, optional ones filled with nulls.

    Raises MatchError naming table, column and row for a column that is not in the schema, is missing, has another
    type, or holds a null where none may be.
    """
    if not isinstance(table, pa.Table):
        raise MatchError(name, None, None, Text("应为 pyarrow 表", "must be a pyarrow Table"))
    for column in table.column_names:
        if column not in schema.names:
            names = ", ".join(schema.names)
            raise MatchError(
                name, column, None, Text(f"不接受这一列；可用：{names}", f"no such column is taken; known: {names}")
            )
        if table.column_names.count(column) > 1:
            raise MatchError(name, column, None, Text("这一列出现了两次", "this column stands twice"))
    columns = [_column(table, field, name) for field in schema]
    return pa.table(columns, schema=schema.remove_metadata())


def _column(table: pa.Table, field: pa.Field, name: str) -> pa.ChunkedArray:
    if field.name not in table.column_names:
        if not field.metadata:
            raise MatchError(name, field.name, None, Text("缺少这一列", "this column is missing"))
        return pa.chunked_array([pa.nulls(table.num_rows, field.type)])
    column = table.column(field.name)
    if column.null_count and not field.nullable:
        refuse_at(np.asarray(pc.is_null(column)), name, field.name, Text("不能为空", "must not be null"))
    if column.type != field.type:
        column = _as_mask(column, field, name) if field.type == MASK else _as(column, field, name)
    return column


def _as_mask(column: pa.ChunkedArray, field: pa.Field, name: str) -> pa.ChunkedArray:
    """Masks of another binary type, when each has its 84 bytes."""
    wanted = Text(f"每个掩码应为 {PACKED_BYTES} 字节", f"each mask must have {PACKED_BYTES} bytes")
    if pa.types.is_fixed_size_binary(column.type) and table_has_rows(column):
        raise MatchError(name, field.name, 0, wanted)
    if pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type):
        lengths = pc.binary_length(column).fill_null(PACKED_BYTES)
        refuse_at(np.asarray(lengths) != PACKED_BYTES, name, field.name, wanted)
        return column.cast(pa.binary()).cast(MASK)
    raise _wrong_type(column, field, name)


def table_has_rows(column: pa.ChunkedArray) -> bool:
    """Whether there is a row to blame."""
    return len(column) > 0


def _as(column: pa.ChunkedArray, field: pa.Field, name: str) -> pa.ChunkedArray:
    """The same values in the schema's type where nothing is lost; decimals and whole numbers often differ in width."""
    same = (
        (pa.types.is_integer(column.type) and pa.types.is_integer(field.type))
        or (pa.types.is_decimal(column.type) and pa.types.is_decimal(field.type))
        or (pa.types.is_list(column.type) and pa.types.is_list(field.type))
        or (pa.types.is_large_list(column.type) and pa.types.is_list(field.type))
        or pa.types.is_null(column.type)
    )
    if not same:
        raise _wrong_type(column, field, name)
    try:
        return column.cast(field.type)
    except pa.ArrowInvalid as error:
        raise _wrong_type(column, field, name) from error


def _wrong_type(column: pa.ChunkedArray, field: pa.Field, name: str) -> MatchError:
    return MatchError(
        name,
        field.name,
        None,
        Text(
            f"类型应为 {field.type}，而不是 {column.type}（或数值超出范围）",
            f"must have the type {field.type}, not {column.type} (or a value is out of its range)",
        ),
    )


def refuse_at(bad: np.ndarray[Any, Any], name: str, column: str, problem: Text) -> None:
    """Raises MatchError naming the first row that is bad."""
    if bad.any():
        raise MatchError(name, column, int(np.argmax(bad)), problem)


def check_carers(table: pa.Table) -> pa.Table:
    """The carers' table, every value in its range; raises MatchError."""
    table = check_table(table, CARERS, "carers")
    _different(table, "carers")
    _on_the_map(table, "carers", "home_x", "home_y", "school_x", "school_y")
    _within(table, "carers", "travel_mode", 0, len(WAYS) - 1)
    _within(table, "carers", "max_commute_min", 0, REACH_MAX_MINUTES)
    _within(table, "carers", "wanted_hours_min", 0, WEEK // 60)
    _within(table, "carers", "wanted_hours_max", 0, WEEK // 60)
    crossed = pc.less(table["wanted_hours_max"], table["wanted_hours_min"]).fill_null(False)
    refuse_at(
        np.asarray(crossed), "carers", "wanted_hours_max", Text("小于希望的最少工时", "is less than wanted_hours_min")
    )
    return table


def check_posts(table: pa.Table, pattern_ids: np.ndarray[Any, Any]) -> pa.Table:
    """The posts' table, every value in its range and every pattern known; raises MatchError."""
    table = check_table(table, POSTS, "posts")
    _different(table, "posts")
    _on_the_map(table, "posts", "x", "y")
    _within(table, "posts", "places", 0, 2**31 - 1)
    _within(table, "posts", "quality", 0, 1)
    _within(table, "posts", "pay", 0, 100_000)
    _known_patterns(table["pattern_ids"].combine_chunks(), pattern_ids)
    return table


def _known_patterns(lists: pa.ListArray, known: np.ndarray[Any, Any]) -> None:
    lengths = np.asarray(pc.list_value_length(lists))
    missing = Text(
        "没有班次；工时未载明请用 not_stated 班次", "has no pattern; use a not_stated one when hours are unknown"
    )
    refuse_at(lengths == 0, "posts", "pattern_ids", missing)
    flat = lists.flatten()
    owner = np.repeat(np.arange(len(lists)), lengths)
    bad = np.asarray(pc.is_null(flat)) | ~np.isin(np.asarray(flat.fill_null(-1)), known)
    if bad.any():
        wrong = flat[int(np.argmax(bad))]
        raise MatchError(
            "posts",
            "pattern_ids",
            int(owner[np.argmax(bad)]),
            Text(f"班次表里没有 {wrong}", f"the table of patterns has no id {wrong}"),
        )


def check_patterns(table: pa.Table) -> pa.Table:
    """The patterns' table, every value in its range; raises MatchError, also for what is longer than a week."""
    table = check_table(table, PATTERNS, "patterns")
    _within(table, "patterns", "kind", 0, len(KINDS) - 1)
    for column in ("min_week_q", "block_q", "slots_min", "hours_low_q", "hours_high_q"):
        _within(table, "patterns", column, 0, QUARTERS)
    for row, (kind, mask, slots, choose) in enumerate(
        zip(*(table[name].to_pylist() for name in ("kind", "mask", "slots", "slots_min")), strict=True)
    ):
        if KINDS[kind] in ("fixed", "band") and not any(mask):
            raise MatchError("patterns", "mask", row, Text("没有任何工时", "holds no time of work"))
        if KINDS[kind] == "slots":
            _check_slots(slots, choose, row)
    return table


def _check_slots(slots: list[int | None], choose: int, row: int) -> None:
    pairs = list(zip(slots[::2], slots[1::2], strict=False))
    if len(slots) % 2 or not all(
        s is not None and e is not None and 0 <= s < WEEK and 0 < e - s <= WEEK for s, e in pairs
    ):
        raise MatchError(
            "patterns",
            "slots",
            row,
            Text(
                "应为成对的开始与结束分钟，开始在一周之内，长度不超过一周",
                "must be start and end minutes in turn, the start within the week and no slot longer than it",
            ),
        )
    if not 0 < choose <= len(pairs):
        raise MatchError(
            "patterns", "slots_min", row, Text("应在 1 与时段个数之间", "must lie between 1 and the number of slots")
        )


def _different(table: pa.Table, name: str) -> None:
    ids = np.asarray(table["id"])
    order = np.argsort(ids, kind="stable")
    twice = np.flatnonzero(np.diff(ids[order]) == 0)
    if twice.size:
        row = int(order[twice + 1].min())
        raise MatchError(name, "id", row, Text(f"{ids[row]} 出现了两次", f"{ids[row]} stands twice"))


def _on_the_map(table: pa.Table, name: str, *columns: str) -> None:
    away = Text("不在地图上：应为以公里计的投影坐标", "is off the map: give projected coordinates in km")
    for column in columns:
        values = np.asarray(table[column])
        refuse_at(~(np.abs(values) <= FARTHEST_KM), name, column, away)


def _within(table: pa.Table, name: str, column: str, low: float, high: float) -> None:
    values = table[column]
    if pa.types.is_decimal(values.type):
        values = values.cast(pa.float64())
    inside: Callable[..., Any] = pc.and_
    fine = inside(pc.greater_equal(values, low), pc.less_equal(values, high)).fill_null(True)
    refuse_at(
        ~np.asarray(fine), name, column, Text(f"应在 {low:g} 到 {high:g} 之间", f"must lie from {low:g} to {high:g}")
    )
