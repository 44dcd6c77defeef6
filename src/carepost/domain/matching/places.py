"""Points on a flat map in km, and the distances at which one more quarter-hour of travel begins."""

from __future__ import annotations

from functools import cache
from math import sqrt
from typing import Any

import numpy as np

from carepost.domain.matching.schema import WAYS
from carepost.domain.travel import Way, km_within, minutes_of
from carepost.domain.week import QUARTER, REACH_MAX_MINUTES

STEPS = REACH_MAX_MINUTES // QUARTER
Floats = np.ndarray[Any, np.dtype[np.float32]]


@cache
def square_within(minutes: int, way: Way) -> np.float32:
    """The greatest square of a distance in km that takes no more minutes by `carepost.domain.travel.minutes_of`.

    Squares of float32 distances are compared with it, so no root is taken and no pair is off by a last digit.
    """
    low, high = 0, int(np.float32((km_within(minutes, way) + 1) ** 2).view(np.int32))
    # Not negative floats stand in the order of their bits.
    while low + 1 < high:
        middle = (low + high) // 2
        km = sqrt(float(np.int32(middle).view(np.float32)))
        low, high = (middle, high) if minutes_of(km, way) <= minutes else (low, middle)
    return np.int32(low).view(np.float32)


@cache
def quarter_squares() -> Floats:
    """Per way of travel the greatest squares that take 0, 1, .. 15 quarter-hours: float32[4, 16]."""
    table = [[square_within(step * QUARTER, way) for step in range(STEPS)] for way in WAYS]
    return np.array(table, dtype=np.float32)


@cache
def limit_squares() -> Floats:
    """Per way of travel the greatest squares within a commute of 0, 1, .. 240 minutes: float32[4, 241]."""
    table = [[square_within(minutes, way) for minutes in range(REACH_MAX_MINUTES + 1)] for way in WAYS]
    return np.array(table, dtype=np.float32)
