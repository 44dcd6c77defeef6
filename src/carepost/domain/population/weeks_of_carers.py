"""What matching may know of the carers of a city: home, gate, free time, travel, skills, wishes. No facts of care."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from carepost.domain.matching import CARERS
from carepost.domain.population.ground import STAGES, WAYS, Gates, pick
from carepost.domain.population.people import Block, carer_numbers
from carepost.domain.population.trades import GROUPS
from carepost.domain.travel import Way
from carepost.domain.week import PACKED_BYTES, QUARTER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

DAY_QUARTERS = 96
TO_THE_GATE_MIN = 10
_UNTIL = 19 * 60 + 30
_MOST_MINUTES = np.array([15, 20, 30, 45, 60])
_MINUTE_SHARE = np.cumsum([0.10, 0.20, 0.40, 0.22, 0.08])
_WAY_SHARE = np.cumsum([0.15, 0.45, 0.20, 0.20])
_WAY_ORDER = (Way.WALK, Way.BIKE, Way.BUS, Way.CAR)
HAS_EVENING, HAS_SATURDAY, USES_AFTER_CARE, BOTH_DAYS = 0.18, 0.30, 0.5, 0.15


def skill(group: str) -> int:
    """The bit of a group of trades."""
    return 1 << GROUPS.index(group)


def carers_of(block: Block, gates: Gates, seed: int, place: str) -> pa.Table:
    """The main carers of a block as matching takes them: free while the youngest is at the gate's other side."""
    count = len(block.families.number)
    first = int(block.families.number[0]) if count else 0
    u = np.random.Generator(np.random.PCG64([seed, int(place), 5, first])).random((count, 12))
    opens, closes = _gate_hours(block, gates, u[:, 0])
    gate = np.maximum(block.gate, 0)
    at_gate = (block.gate >= 0)[:, None]
    school = np.where(at_gate, gates.points[gate], block.families.home)
    days = 1 + (u[:, 1] < HAS_SATURDAY).astype(np.int64) + (u[:, 1] < HAS_SATURDAY * BOTH_DAYS)
    masks = _masks(opens, closes, u[:, 2] < HAS_EVENING, days)
    least = np.array([10, 15, 20, 25, 30])[pick(np.array([0.15, 0.35, 0.65, 0.85, 1.0]), u[:, 3])]
    ways = np.array([WAYS.index(way) for way in _WAY_ORDER])
    columns = {
        "id": carer_numbers(block.families),
        "home_x": block.families.home[:, 0].astype(np.float32),
        "home_y": block.families.home[:, 1].astype(np.float32),
        "school_x": school[:, 0].astype(np.float32),
        "school_y": school[:, 1].astype(np.float32),
        "mask": masks,
        "holiday_mask": pa.nulls(count, pa.binary(PACKED_BYTES)),
        "travel_mode": ways[pick(_WAY_SHARE, u[:, 4])].astype(np.uint8),
        "max_commute_min": _MOST_MINUTES[pick(_MINUTE_SHARE, u[:, 5])].astype(np.uint8),
        "skills": _skills(u[:, 6:10]),
        "wanted_pay": pa.nulls(count, CARERS.field("wanted_pay").type),
        "wanted_hours_min": least.astype(np.uint8),
        "wanted_hours_max": (least + 10).astype(np.uint8),
        "hidden_employers": pa.nulls(count, pa.list_(pa.int64())),
    }
    made = [c if isinstance(c, pa.Array) else pa.array(c) for c in columns.values()]
    return pa.table(made, schema=CARERS.remove_metadata())


def _skills(u: Any) -> Any:
    """What nobody need learn, and some of the rest."""
    bits = np.full(len(u), skill("domestic") | skill("services"), np.uint64)
    for column, group in enumerate(("production", "office", "professional")):
        if group in GROUPS:
            bits |= np.where(u[:, column] < (0.6, 0.4, 0.2)[column], np.uint64(skill(group)), np.uint64(0))
    return bits


def _gate_hours(block: Block, gates: Gates, uniform: Any) -> tuple[Ints, Ints]:
    """From when to when somebody else has the child: the gate's hours, a grandparent's, or a short while at home."""
    gate = np.maximum(block.gate, 0)
    fetches = _fetches(block)
    after = np.where((gates.after_care[gate] > 0) & (uniform < USES_AFTER_CARE), gates.after_care[gate], 0)
    closes = np.where(fetches, np.maximum(gates.closes[gate], after) - TO_THE_GATE_MIN, _UNTIL)
    opens = gates.opens[gate] + TO_THE_GATE_MIN
    helped = block.families.third >= 0
    at_home = block.stage == STAGES.index("home")
    opens = np.where(at_home, np.where(helped, 8 * 60, 9 * 60), opens)
    return opens, np.where(at_home, np.where(helped, 18 * 60, 11 * 60 + 30), closes)


def _fetches(block: Block) -> Any:
    """Whether the main carer is who fetches the child."""
    return block.families.main == np.where(block.families.fetcher == 3, -1, block.families.fetcher)


def _masks(opens: Ints, closes: Ints, evening: Any, days: Ints) -> pa.Array:
    """84 bytes each; few different weeks, each packed once."""
    key = np.stack([-(-opens // QUARTER), closes // QUARTER, evening.astype(np.int64), days], axis=1)
    kinds, at = np.unique(key, axis=0, return_inverse=True)
    packed = [_week(*map(int, kind)) for kind in kinds]
    return pa.array(packed, pa.binary(PACKED_BYTES)).take(pa.array(at.ravel()))


@cache
def _week(begin: int, end: int, evening: int, days: int) -> bytes:
    """Monday to Friday from begin to end (quarters), perhaps 19:30 to 22:00, perhaps Saturday and Sunday by day."""
    free = np.zeros((7, DAY_QUARTERS), np.uint8)
    free[:5, begin:end] = 1
    free[:5, 78:88] |= np.uint8(evening)
    free[5 : 4 + days, 36:68] = 1
    return np.packbits(free.ravel(), bitorder="little").tobytes()
