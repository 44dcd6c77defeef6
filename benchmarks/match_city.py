"""A seeded city for measuring matching: a million carers in seconds. Distances, hours and habits are invented.

Towns of different size, hot spots of work, four ways of travel, 8 % remote posts, school weeks with personal changes,
set hours, bands and slots, nights and rotations. Not the product's calibrated city (carepost.domain.population), which
makes one post at a time.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from carepost.domain.matching import CARERS, POSTS, pattern_table
from carepost.domain.week import Band, Fixed, Output, Pattern, Shifts, Slots, weekly

TOWNS = 24
SKILLS = 40
DAYS = ("12345",) * 5 + ("135", "24", "67", "123456", "12", "345", "6", "1234")
Array = np.ndarray[Any, Any]


def towns() -> tuple[Array, Array, Array]:
    """Centres in km, spreads in km, shares of the people."""
    rng = np.random.default_rng(7)
    centres, spreads = rng.uniform([5, 5], [40, 55], (TOWNS, 2)), rng.uniform(1.0, 3.0, TOWNS)
    shares = rng.lognormal(0, 0.8, TOWNS)
    return centres, spreads, shares / shares.sum()


def skill_sets(rng: np.random.Generator, count: int, least: int, most: int) -> Array:
    """Bits of 40 skills, common ones more often."""
    weights = np.cumsum(1 / np.arange(1, SKILLS + 1) ** 0.8)
    drawn = np.searchsorted(weights / weights[-1], rng.random((count, most)))
    wanted = np.arange(most) < rng.integers(least, most + 1, count)[:, None]
    return np.bitwise_or.reduce(np.where(wanted, np.uint64(1) << drawn.astype(np.uint64), np.uint64(0)), axis=1)


def carers_of_city(rng: np.random.Generator, count: int, holidays: float = 0.0) -> pa.Table:
    """Carers with school weeks; a share of them with a week for the holidays too."""
    centres, spreads, shares = towns()
    town = rng.choice(TOWNS, count, p=shares)
    home = (centres[town] + rng.normal(0, 1, (count, 2)) * spreads[town, None]).astype(np.float32)
    school = (home + rng.normal(0, 0.5, (count, 2))).astype(np.float32)
    least = rng.choice([10, 15, 20, 25, 30], count)
    mask = week_masks(rng, count)
    masks = pa.Array.from_buffers(pa.binary(84), count, [None, pa.py_buffer(mask)])
    stated = pa.array(rng.random(count) < holidays)
    columns = {
        "id": np.arange(count),
        "home_x": home[:, 0],
        "home_y": home[:, 1],
        "school_x": school[:, 0],
        "school_y": school[:, 1],
        "mask": masks,
        "holiday_mask": pa.compute.if_else(stated, masks.take(pa.array(rng.permutation(count))), None),
        "travel_mode": rng.choice(4, count, p=[0.15, 0.45, 0.2, 0.2]).astype(np.uint8),
        "max_commute_min": rng.choice([15, 20, 30, 45, 60], count, p=[0.2, 0.25, 0.35, 0.15, 0.05]).astype(np.uint8),
        "skills": skill_sets(rng, count, 4, 14),
        "wanted_pay": money(rng.lognormal(np.log(24), 0.25, count)),
        "wanted_hours_min": least.astype(np.uint8),
        "wanted_hours_max": (least + rng.choice([5, 10, 15], count)).astype(np.uint8),
        "hidden_employers": pa.array([None] * count, pa.list_(pa.int64())),
    }
    return pa.table([as_array(values) for values in columns.values()], schema=CARERS.remove_metadata())


def week_masks(rng: np.random.Generator, count: int) -> Array:
    """Free time as 84 bytes each: between school's hours, some evenings and weekends, days and hours off."""
    quarter = np.arange(96)
    drop = rng.choice([32, 33, 34, 35], count, p=[0.3, 0.3, 0.3, 0.1])
    pick = rng.choice([46, 62, 64, 65, 66, 68, 70], count, p=[0.06, 0.1, 0.24, 0.2, 0.2, 0.12, 0.08])
    day = (quarter >= drop[:, None]) & (quarter < pick[:, None])
    day &= ~((rng.random(count) < 0.15)[:, None] & (quarter >= 46) & (quarter < 56))
    day |= (rng.random(count) < 0.2)[:, None] & (quarter >= 78) & (quarter < 88)
    day |= (rng.random(count) < 0.03)[:, None] & ((quarter >= 88) | (quarter < 26))
    free = np.repeat(day[:, None, :], 7, axis=1)
    spans = np.array([[0, 0], [36, 48], [36, 68], [56, 72]])
    for weekday, odds in ((5, [0.6, 0.1, 0.2, 0.1]), (6, [0.75, 0.05, 0.15, 0.05])):
        span = spans[rng.choice(4, count, p=odds)]
        free[:, weekday] = (quarter >= span[:, :1]) & (quarter < span[:, 1:])
    for _ in range(2):
        who = np.flatnonzero(rng.random(count) < 0.35)
        whole = rng.random(len(who)) < 0.3
        start = np.where(whole, 0, rng.integers(16, 34, len(who)) * 2)
        end = np.where(whole, 96, start + rng.choice([4, 8, 12], len(who)))
        off = (quarter >= start[:, None]) & (quarter < end[:, None])
        free[who, rng.integers(0, 5, len(who))] &= ~off
    return np.packbits(free.reshape(count, -1), axis=1, bitorder="little")


def posts_of_city(rng: np.random.Generator, count: int, patterns: pa.Table) -> pa.Table:
    """Posts of 1 to 3 patterns each, of which few are common."""
    centres, spreads, shares = towns()
    town = rng.choice(TOWNS, count, p=shares)
    spots = np.random.default_rng(8).normal(0, 1, (TOWNS, 4, 2)) * spreads[:, None, None] + centres[:, None, :]
    hot = spots[town, rng.integers(0, 4, count)] + rng.normal(0, 0.4, (count, 2))
    any_where = centres[town] + rng.normal(0, 1, (count, 2)) * spreads[town, None]
    place = np.where(rng.random(count)[:, None] < 0.7, hot, any_where).astype(np.float32)
    known = np.unique(np.asarray(patterns["id"]))
    odds = np.cumsum(1 / (np.arange(len(known)) + 10.0) ** 0.7)
    drawn = known[np.searchsorted(odds / odds[-1], rng.random((count, 3)))]
    some = rng.choice([1, 2, 3], count, p=[0.6, 0.25, 0.15])
    columns = {
        "id": np.arange(count),
        "employer_id": rng.integers(0, max(1, count // 7), count),
        "x": place[:, 0],
        "y": place[:, 1],
        "remote": rng.random(count) < 0.08,
        "pattern_ids": pa.array(
            [sorted(set(row[:n])) for row, n in zip(drawn.tolist(), some, strict=True)], pa.list_(pa.int32())
        ),
        "required": skill_sets(rng, count, 0, 3),
        "wished": skill_sets(rng, count, 1, 3),
        "pay": money(np.maximum(18.1, rng.lognormal(np.log(26), 0.3, count))),
        "quality": rng.beta(4, 3, count).astype(np.float32),
        "way_up": rng.random(count) < 0.2,
        "places": np.minimum(rng.geometric(1 / 12, count), 80).astype(np.int32),
        "lawful": np.ones(count, bool),
    }
    return pa.table([as_array(values) for values in columns.values()], schema=POSTS.remove_metadata())


def patterns_of_city(rng: np.random.Generator, count: int = 1200, nights: bool = True) -> pa.Table:
    """Five of twelve set hours (nights and rotations among them), four bands, three slots, one without hours."""
    makers = [_fixed] * 5 + [_band] * 4 + [_slots] * 3
    made = [makers[n % 12](rng, nights) for n in range(count - 1)] + [Output()]
    return pattern_table(dict(enumerate(made[n] for n in rng.permutation(count))))


def _fixed(rng: np.random.Generator, nights: bool) -> Pattern:
    start = float(rng.choice([8, 8.5, 9, 9, 9, 9.5, 10, 13, 14, 18]))
    hours, days = int(rng.choice([2, 3, 3, 4, 5, 6, 7])), draw(rng, DAYS)
    if nights and rng.random() < 0.06:
        return Fixed((Shifts.weekly(weekly(days, "22:00", at(4 + hours / 2))),))
    hours = min(hours, int(22 - start)) if not nights else hours
    if rng.random() < 0.08:
        minutes = (int(start * 60), int((start + hours) * 60))
        return Fixed((Shifts.rotation([[minutes]] * int(rng.integers(1, 4)) + [[]] * int(rng.integers(1, 3))),))
    windows = weekly(days, at(start), at(start + hours))
    if rng.random() < 0.15 and start + hours + 4 <= 22:
        windows += weekly(days, at(start + hours + 2), at(start + hours + 4))
    return Fixed((Shifts.weekly(windows),))


def _band(rng: np.random.Generator, nights: bool) -> Pattern:
    days = draw(rng, DAYS)
    within = weekly(days, at(float(rng.choice([7, 8, 8.5, 9]))), at(int(rng.choice([16, 17, 18, 20, 22]))))
    core = ()
    if rng.random() < 0.6:
        begins = float(rng.choice([9.5, 10, 10.5, 14]))
        core = weekly(days[: int(rng.integers(1, len(days) + 1))], at(begins), at(begins + int(rng.choice([1, 2]))))
    return Band(within, core, len(days) * 60 * int(rng.choice([2, 3, 4, 5])), int(rng.choice([60, 120, 240])))


def _slots(rng: np.random.Generator, nights: bool) -> Pattern:
    """Slots of two or four hours, none of which overlap: she takes some of them."""
    hours = int(rng.choice([2, 4]))
    begin = (8, 12.5, 17) if hours == 4 else (8, 10, 12.5, 15, 17.5, 19.5)
    starts = [(day, hour) for day in range(1, 8) for hour in begin if rng.random() < (0.5 if day < 6 else 0.3)]
    starts = starts or [(1, 9)]
    offered = tuple(window for day, hour in starts for window in weekly(str(day), at(hour), at(hour + hours)))
    return Slots(offered, max(1, int(len(starts) * rng.choice([0.2, 0.3, 0.4]))))


def draw(rng: np.random.Generator, words: tuple[str, ...]) -> str:
    return words[int(rng.integers(len(words)))]


def at(hours: float) -> str:
    return f"{int(hours) % 24}:{int(hours % 1 * 60):02d}"


def money(yuan: Array) -> pa.Array:
    return pa.array(np.round(yuan, 2)).cast(pa.decimal128(15, 2), safe=False).cast(pa.decimal128(8, 2))


def as_array(values: Any) -> pa.Array:
    return values if isinstance(values, pa.Array) else pa.array(values)


def city(carers: int, posts: int, seed: int = 1, nights: bool = True) -> tuple[pa.Table, pa.Table, pa.Table]:
    """Carers, posts and 1,200 patterns; equal arguments give equal tables. Without nights all work is from 6 to 22."""
    patterns = patterns_of_city(np.random.default_rng([seed, 3]), nights=nights)
    return (
        carers_of_city(np.random.default_rng([seed, 1]), carers),
        posts_of_city(np.random.default_rng([seed, 2]), posts, patterns),
        patterns,
    )


__all__ = ["carers_of_city", "city", "patterns_of_city", "posts_of_city"]
