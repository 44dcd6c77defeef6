"""Carers as flat records and hits as flat records: what both engines read and write."""

from __future__ import annotations

import struct
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa

from carepost.domain.matching.fitting import WORDS, words_of
from carepost.domain.matching.places import limit_squares
from carepost.domain.matching.rows import Carer
from carepost.domain.matching.schema import WAYS

CARER = np.dtype(
    [
        ("week", "<u8", (WORDS,)),
        ("holiday", "<u8", (WORDS,)),
        ("skills", "<u8"),
        ("home_x", "<f4"),
        ("home_y", "<f4"),
        ("school_x", "<f4"),
        ("school_y", "<f4"),
        ("limit", "<f4"),
        ("inverse", "<f4"),
        ("want_low", "<i4"),
        ("want_high", "<i4"),
        ("wanted_fen", "<i4"),
        ("hidden_at", "<i4"),
        ("hidden_count", "<i4"),
        ("way", "u1"),
        ("has_holiday", "u1"),
        ("_pad", "<u2"),
    ]
)
"""One carer. `limit`: square of the farthest km, `inverse`: one over its root; wanted hours in quarters a week."""

HIT = np.dtype(
    [
        ("post", "<i4"),
        ("row", "<i4"),
        ("score", "<f4"),
        ("quarters", "u1"),
        ("slack", "u1"),
        ("_pad", "<u2"),
        ("reasons", "<u4"),
    ]
)
"""One kept post: its number in the index, the row of its pattern, travel and slack in quarters."""

ANY_LOW, ANY_HIGH = -30_000, 30_000
Records = np.ndarray[Any, np.dtype[np.void]]
Hidden = np.ndarray[Any, np.dtype[np.int64]]


def carer_records(table: pa.Table) -> tuple[Records, Hidden]:
    """Records of a checked table, and the hidden employers that they point into."""
    out = np.zeros(table.num_rows, CARER)
    out["week"], out["holiday"] = words_of(table["mask"]), words_of(table["holiday_mask"])
    out["has_holiday"] = np.asarray(table["holiday_mask"].is_valid())
    out["way"] = np.asarray(table["travel_mode"])
    for name in ("skills", "home_x", "home_y", "school_x", "school_y"):
        out[name] = np.asarray(table[name])
    out["limit"] = limit_squares()[out["way"], np.asarray(table["max_commute_min"])]
    out["inverse"] = 1 / np.sqrt(out["limit"])
    out["want_low"] = _hours(table["wanted_hours_min"], ANY_LOW)
    out["want_high"] = _hours(table["wanted_hours_max"], ANY_HIGH)
    out["wanted_fen"] = fen_of(table["wanted_pay"])
    hidden, out["hidden_at"], out["hidden_count"] = _hidden(table["hidden_employers"])
    return out, hidden


def _hours(column: pa.ChunkedArray, missing: int) -> np.ndarray[Any, Any]:
    quarters = np.asarray(column.cast(pa.int32()).fill_null(-1)) * 4
    return np.asarray(np.where(quarters < 0, missing, quarters))


def fen_of(column: pa.ChunkedArray) -> np.ndarray[Any, Any]:
    """Yuan as whole fen, -1 for null: int32[n]."""
    if column.null_count == len(column):
        return np.full(len(column), -1, np.int32)
    yuan = np.asarray(column.cast(pa.float64()).fill_null(-0.01))
    return np.asarray(np.rint(yuan * 100), np.int32)


def _hidden(column: pa.ChunkedArray) -> tuple[Hidden, Any, Any]:
    if column.null_count == len(column):
        return np.zeros(0, np.int64), 0, 0
    lists = column.combine_chunks().fill_null([])
    counts = np.asarray(lists.value_lengths()).astype(np.int32)
    return np.asarray(lists.flatten()).astype(np.int64), np.cumsum(counts) - counts, counts


def carer_record(carer: Carer) -> tuple[Records, Hidden]:
    """The record of one carer, as `carer_records` makes it of her row."""
    packed, hidden = pack_carer(carer)
    return np.frombuffer(packed, CARER), np.frombuffer(hidden, np.int64)


_PACKED = struct.Struct("<88s88sQ6f5i2B2x")


def pack_carer(carer: Carer) -> tuple[bytes, bytes]:
    """The record of one carer and her hidden employers as bytes: what a page asks with, made in a microsecond."""
    home_x, home_y = carer.home
    school_x, school_y = carer.school or carer.home
    low, high = carer.wanted_hours or (None, None)
    way, holiday, hidden = WAYS.index(carer.way), carer.holiday, carer.hidden
    limit, inverse = _limits()[way][carer.max_commute]
    packed = _PACKED.pack(
        carer.week.bits.to_bytes(88, "little"),
        b"" if holiday is None else holiday.bits.to_bytes(88, "little"),
        carer.skills,
        home_x,
        home_y,
        school_x,
        school_y,
        limit,
        inverse,
        ANY_LOW if low is None else low * 4,
        ANY_HIGH if high is None else high * 4,
        -1 if carer.wanted_pay is None else round(carer.wanted_pay * 100),
        0,
        len(hidden),
        way,
        holiday is not None,
    )
    return packed, np.array(sorted(hidden), np.int64).tobytes() if hidden else b""


@cache
def _limits() -> list[list[tuple[float, float]]]:
    """`limit` and `inverse` per way of travel and minutes."""
    squares = limit_squares()
    return [
        list(zip(*rows, strict=True)) for rows in zip(squares.tolist(), (1 / np.sqrt(squares)).tolist(), strict=True)
    ]
