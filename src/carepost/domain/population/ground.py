"""Where the people of a city live, work and bring their children: towns on a flat map, workplaces, school gates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from carepost.domain.matching import project
from carepost.domain.population.employers import CityEmployer, Size
from carepost.domain.population.structure import Structure
from carepost.domain.population.towns import Town
from carepost.domain.population.wages import SECTORS
from carepost.domain.travel import ASSUMPTIONS, ROUNDING_MINUTES, Way

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

MERIDIAN = 114.0
"""Degrees of longitude of the map that every x, y of a city's tables lies on (km)."""
KINDS = ("enterprise", "individual_business", "social_organisation", "public_institution")
SIZES = tuple(size.value for size in Size)
WAYS = tuple(Way)
STAGES = ("home", "nursery", "kindergarten", "school")
NURSERY, KINDERGARTEN, SCHOOL = 1, 2, 3
# How work pulls people from other towns, km to a step of e; how far homes and workplaces lie around a town. Fitted.
PULL_KM = 4.6
HOMES_KM, WORK_KM, GATE_KM = 2.6, 1.5, 1.3
RIDE_KM = 6.0
_SECTOR_OF = {"enterprise": 1, "individual_business": 2, "social_organisation": 0, "public_institution": 0}
# People at an employer of a size, and shares of the sizes and kinds by sector; design.
PEOPLE = np.array([4, 30, 150, 700])
_SIZE_SHARE = np.array([[0.05, 0.25, 0.35, 0.35], [0.25, 0.35, 0.25, 0.15], [0.90, 0.10, 0.0, 0.0]])
_KIND_SHARE = np.array([[0.60, 0.0, 0.05, 0.35], [0.96, 0.0, 0.04, 0.0], [0.0, 1.0, 0.0, 0.0]])
_CHILDREN_A_GATE = np.array([1, 40, 240, 900])
_NEAR = np.array([0.0, 0.60, 0.75, 1.0])
_FAR = np.array([0.0, 0.0, 0.40, 1.0])


@dataclass(frozen=True, slots=True)
class Map:
    """Towns as points in km (x, y) with cumulated weights; `pull[home]`: cumulated chances of the town of work."""

    towns: tuple[Town, ...]
    points: Floats
    homes: Floats
    pull: Floats


def map_of(towns: Sequence[Town]) -> Map:
    """The towns on the flat map."""
    points = np.array([project(town.point, MERIDIAN) for town in towns])
    weight = np.array([town.weight for town in towns])
    far = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    pull = weight * np.exp(-far / PULL_KM)
    return Map(
        tuple(towns), points, np.cumsum(weight / weight.sum()), np.cumsum(pull / pull.sum(1, keepdims=True), axis=1)
    )


def around(points: Floats, km: float, uniform: Floats) -> Floats:
    """Points about so many km away on average; `uniform` has 8 columns: a sum of four is near a bell."""
    step = km / 1.25 * 1.7320508
    east, north = uniform[:, :4].sum(1) - 2, uniform[:, 4:].sum(1) - 2
    return points + step * np.stack([east, north], axis=1)


def pick(cumulated: Floats, uniform: Floats) -> Ints:
    """The number of the drawn group: one row of cumulated shares for all, or one for each."""
    if cumulated.ndim == 1:
        return np.asarray(np.minimum(np.searchsorted(cumulated, uniform, side="right"), len(cumulated) - 1), np.int64)
    return np.asarray(np.minimum((uniform[:, None] >= cumulated).sum(axis=1), cumulated.shape[1] - 1), np.int64)


@dataclass(frozen=True, slots=True)
class Workplaces:
    """The employers of a city as columns; those of the posts first. `order`, `starts`, `filled` find one by sector and

    town with chances by its size.
    """

    town: Ints
    sector: Ints
    kind: Ints
    size: Ints
    points: Floats
    posting: int
    order: Ints
    starts: Ints
    filled: Floats

    def draw(self, sector: Ints, town: Ints, uniform: Floats, towns: int) -> Ints:
        """An employer of each sector and town."""
        group = sector * towns + town
        low, high = self.starts[group], self.starts[group + 1]
        base = np.where(low > 0, self.filled[np.maximum(low, 1) - 1], 0.0)
        wanted = base + uniform * (self.filled[high - 1] - base)
        at = np.searchsorted(self.filled, wanted, side="right")
        return np.asarray(self.order[np.clip(at, low, high - 1)], np.int64)


def workplaces(
    ground: Map, posting: Sequence[CityEmployer], families: int, structure: Structure, seed: int
) -> Workplaces:
    """So many employers that the people of a city find work: at least one of each sector in each town."""
    towns = len(ground.towns)
    jobs = families * 3.9 * structure.table[..., 0].sum()
    shares = np.array([0.30, 0.50, 0.20])
    counts = np.maximum(1, np.rint(jobs * shares / (_SIZE_SHARE @ PEOPLE))).astype(int)
    rng = np.random.Generator(np.random.PCG64([seed, 7]))
    sector = np.concatenate([np.arange(3).repeat(towns), np.arange(3).repeat(counts)])
    drawn = rng.random((len(sector), 11))
    town = pick(ground.homes, drawn[:, 0])
    town[: 3 * towns] = np.tile(np.arange(towns), 3)
    size = pick(np.cumsum(_SIZE_SHARE, axis=1)[sector], drawn[:, 1])
    kind = pick(np.cumsum(_KIND_SHARE, axis=1)[sector], drawn[:, 2])
    points = around(ground.points[town], WORK_KM, drawn[:, 3:])
    first = _posting(posting, ground)
    columns = [np.concatenate(pair) for pair in zip(first, (town, sector, kind, size, points), strict=True)]
    return _ordered(*columns, posting=len(posting), towns=towns)


def _posting(employers: Sequence[CityEmployer], ground: Map) -> tuple[Any, ...]:
    codes = {town.code: number for number, town in enumerate(ground.towns)}
    return (
        np.array([codes[e.town.code] for e in employers], np.int64),
        np.array([_SECTOR_OF[e.kind] for e in employers], np.int64),
        np.array([KINDS.index(e.kind) for e in employers], np.int64),
        np.array([SIZES.index(e.size.value) for e in employers], np.int64),
        np.array([project(e.point, MERIDIAN) for e in employers]).reshape(-1, 2),
    )


def _ordered(
    town: Ints, sector: Ints, kind: Ints, size: Ints, points: Floats, *, posting: int, towns: int
) -> Workplaces:
    group = sector * towns + town
    order = np.argsort(group, kind="stable")
    filled = np.cumsum(PEOPLE[size[order]]).astype(np.float64)
    starts = np.searchsorted(group[order], np.arange(len(SECTORS) * towns + 1))
    return Workplaces(town, sector, kind, size, points, posting, order, starts, filled)


@dataclass(frozen=True, slots=True)
class Gates:
    """Nurseries, kindergartens and schools as columns; minutes after midnight, `after_care` -1 where there is none."""

    town: Ints
    stage: Ints
    points: Floats
    low_fee: Any
    opens: Ints
    closes: Ints
    after_care: Ints
    starts: Ints

    def draw(self, stage: Ints, town: Ints, uniform: Floats, towns: int) -> Ints:
        """A gate of each stage and town."""
        group = stage * towns + town
        low, high = self.starts[group], self.starts[group + 1]
        return np.asarray(np.minimum(low + (uniform * (high - low)).astype(np.int64), high - 1), np.int64)


def gates(ground: Map, families: int, aims: Mapping[str, float], seed: int) -> Gates:
    """Gates enough for the children: several of each stage in each town, half of the schools with after-school care."""
    weight = np.array([town.weight for town in ground.towns])
    children = families * np.array([0, 0.03, 0.45, 0.9])
    counts = np.rint(children[:, None] * (weight / weight.sum()) / _CHILDREN_A_GATE[:, None])
    counts = np.where(np.arange(4)[:, None] == 0, 0, np.maximum(counts, 2)).astype(int)
    stage, town = (axis.ravel().repeat(counts.ravel()) for axis in np.indices(counts.shape))
    drawn = np.random.Generator(np.random.PCG64([seed, 8])).random((len(stage), 12))
    school = stage == SCHOOL
    closes = np.where(school, 960 + 10 * pick(np.array([0.3, 0.7, 1.0]), drawn[:, 9]), _closing(aims, drawn[:, 9]))
    after = np.where(school & (drawn[:, 10] < 0.5), _after_care(aims, drawn[:, 11]), -1)
    low_fee = (stage == KINDERGARTEN) & (_even(stage, town) < aims["low_fee_kindergarten"])
    starts = np.concatenate([[0], np.cumsum(counts.ravel())])
    opens = np.where(school, 470, 480) + 10 * pick(np.array([0.4, 0.8, 1.0]), drawn[:, 8])
    return Gates(
        town, stage, around(ground.points[town], GATE_KM, drawn[:, :8]), low_fee | school, opens, closes, after, starts
    )


def _closing(aims: Mapping[str, float], uniform: Floats) -> Ints:
    """16:30, 16:35 or 16:40 around the mean of the table."""
    return (aims["kindergarten_closes"] + 5 * (pick(np.array([1 / 3, 2 / 3, 1.0]), uniform) - 1)).astype(np.int64)


def _after_care(aims: Mapping[str, float], uniform: Floats) -> Ints:
    return (aims["after_care_closes"] + 15 * (pick(np.array([1 / 3, 2 / 3, 1.0]), uniform) - 1)).astype(np.int64)


def _even(stage: Ints, town: Ints) -> Floats:
    """Numbers spread evenly over the gates, so that few of them already hold a share."""
    return np.asarray((np.arange(len(stage)) * 0.6180339887) % 1, np.float64)


def minutes_between(km: Floats, way: Ints) -> Ints:
    """Whole minutes for each distance and way, as carepost.domain.travel.minutes_of says them."""
    taken = [km * a.detour / a.km_per_hour * 60 + a.access_minutes for a in (ASSUMPTIONS[each] for each in WAYS)]
    asked = np.choose(way, taken)
    return np.ceil(np.minimum(asked, taken[WAYS.index(Way.WALK)]) - ROUNDING_MINUTES).astype(np.int64)


def way_of(km: Floats, uniform: Floats) -> Ints:
    """How people go: near by bicycle mostly, far by bus or car. Design."""
    order = np.array([WAYS.index(Way.WALK), WAYS.index(Way.BIKE), WAYS.index(Way.BUS), WAYS.index(Way.CAR)])
    return order[np.where(km > RIDE_KM, pick(_FAR, uniform), pick(_NEAR, uniform))]
