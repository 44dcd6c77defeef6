"""Towns: where the people and the employers of a generated city are, as points."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians

from carepost.domain.facts import Text
from carepost.domain.population.draws import Draws
from carepost.domain.population.sheet import DATA, CityError, Sheet, rows
from carepost.domain.travel import Point, TravelError

KM_PER_DEGREE = 111.2
SCATTER_KM = 1.5
_SUFFIXES = ("街道", "镇", "乡", "区", "县")


@dataclass(frozen=True, slots=True)
class Town:
    """A town or subdistrict: its code (GB/T 2260, 6 or 9 digits), name, centre in degrees and size as a weight.

    Raises CityError for a code or a point that cannot be.
    """

    code: str
    name: str
    latitude: float
    longitude: float
    weight: float = 1.0

    def __post_init__(self) -> None:
        if len(self.code) not in (6, 9) or not self.code.isdigit():
            raise CityError("Town.code", Text(f"“{self.code}”应为6位或9位数字", f"{self.code!r} must be 6 or 9 digits"))
        try:
            Point(self.latitude, self.longitude)
        except TravelError as error:
            raise CityError(f"Town {self.code}", error.problem) from error
        if not self.name.strip() or not self.weight > 0:
            raise CityError(f"Town {self.code}", Text("须有名称，权重须大于 0", "needs a name and a weight above 0"))

    @property
    def short_name(self) -> str:
        """The name without its rank: 古镇镇 is 古镇, 东区街道 is 东区."""
        for suffix in _SUFFIXES:
            if self.name.endswith(suffix) and len(self.name) - len(suffix) >= 2:
                return self.name.removesuffix(suffix)
        return self.name

    @property
    def point(self) -> Point:
        """Its centre."""
        return Point(self.latitude, self.longitude)


def scattered(around: Point, draws: Draws, km: float = SCATTER_KM) -> Point:
    """A point about so many km from another, on average; to about a metre."""
    step = km / KM_PER_DEGREE / 1.25  # the mean distance of two such steps is 1.25 of their deviation
    north, east = draws.bell() * step, draws.bell() * step
    return Point(round(around.latitude + north, 5), round(around.longitude + east / cos(radians(around.latitude)), 5))


def shipped_towns(place: str) -> tuple[Town, ...]:
    """The towns that ship for a city (442000 中山). Raises CityError for a city without such a file."""
    path = DATA / f"towns_{place}.yaml"
    if not place.isdigit() or not path.exists():
        raise CityError(
            f"towns of {place}",
            Text("没有随附该地的镇街坐标，请自行给出 towns", "no towns ship for this place: give `towns` yourself"),
        )
    return tuple(_town(code, sheet) for code, sheet in rows(path))


def _town(code: str, sheet: Sheet) -> Town:
    town = Town(
        code,
        sheet.word("name"),
        sheet.number("latitude", 0, 60),
        sheet.number("longitude", 70, 140),
        sheet.number("weight", 0.1, 100),
    )
    sheet.done()
    return town
