"""What the generated city is held to, and the same figures measured on a city."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import fsum

from carepost.domain.facts import Mark, Text
from carepost.domain.population.city import CERTIFIED, City, CityPost
from carepost.domain.population.commuting import Commuter, commuters
from carepost.domain.population.sheet import DATA, Sheet, rows
from carepost.domain.standard import Grade, lowest_pay, post_from

STATUSES = ("fitted", "checked", "design")


@dataclass(frozen=True, slots=True)
class Target:
    """A figure that the city meets to within `tolerance`; `mark` is None for a line of our own (`status` design)."""

    id: str
    name: Text
    value: float
    tolerance: float
    unit: str
    source: str
    mark: Mark | None
    status: str

    def met_by(self, measured: float) -> bool:
        """Whether a measured figure lies within the tolerance."""
        return abs(measured - self.value) <= self.tolerance


@cache
def targets() -> tuple[Target, ...]:
    """The rows of calibration.yaml. Raises CityError naming row, key and remedy."""
    return tuple(target_of(name, sheet) for name, sheet in rows(DATA / "calibration.yaml"))


def target_of(name: str, sheet: Sheet) -> Target:
    """A row of a calibration file. Raises CityError naming row, key and remedy."""
    status = sheet.choice("status", STATUSES)
    target = Target(
        id=name,
        name=Text(sheet.word("zh"), sheet.word("en")),
        value=sheet.number("value", 0, 1_000_000),
        tolerance=sheet.number("tolerance", 0, 1_000_000),
        unit=sheet.word("unit"),
        source=sheet.word("source"),
        mark=None if status == "design" else Mark(sheet.choice("mark", tuple(Mark))),
        status=status,
    )
    sheet.done()
    return target


def measure(city: City, *, count: int | None = None) -> dict[str, float]:
    """The figure of every target on the first `count` posts (all unless told), and as many commuters.

    Raises ValueError for a city without posts.
    """
    posts = [city.post(number) for number in range(city.count if count is None else min(count, city.count))]
    if not posts:
        raise ValueError("a city without posts has no figures")
    measured = {name: of(posts) for name, of in _OF_POSTS.items()}
    measured["places_per_employer"] = _places(posts) / len(posts) * city.count / len(city.employers)
    travelled = list(commuters(city, len(posts)))
    return measured | {name: of(travelled) for name, of in _OF_COMMUTERS.items()}


def _share(posts: Sequence[CityPost], holds: Callable[[CityPost], bool]) -> float:
    return sum(map(holds, posts)) / len(posts) if posts else 0.0


def _graded(*grades: Grade) -> Callable[[Sequence[CityPost]], float]:
    return lambda posts: _share(posts, lambda post: post.grade in grades)


def _usual_pay(per: str, least: float, most: float) -> Callable[[Sequence[CityPost]], float]:
    def share(posts: Sequence[CityPost]) -> float:
        paid = [post for post in posts if post.facts["pay"].get("per") == per]
        return _share(paid, lambda post: least <= float(post.facts["pay"]["low"]) <= most)

    return share


def _hour_pay(posts: Iterable[CityPost], group: str) -> float:
    """Mean of what an hour brings at least, in yuan, over the posts of a group that tell it."""
    told = [lowest_pay(post_from(post.facts)).hour_fen for post in posts if post.group == group]
    known = [fen / 100 for fen in told if fen is not None]
    return fsum(known) / len(known) if known else 0.0


def _places(posts: Iterable[CityPost]) -> int:
    return sum(int(post.facts["headcount"]) for post in posts)


def _pay_ratio(posts: Sequence[CityPost]) -> float:
    production = _hour_pay(posts, "production")
    return _hour_pay(posts, "professional") / production if production else 0.0


_OF_POSTS: dict[str, Callable[[Sequence[CityPost]], float]] = {
    "remote_share": lambda posts: _share(posts, lambda post: post.facts["work"].get("at_home") == "yes"),
    "domestic_share": lambda posts: _share(posts, lambda post: post.group == "domestic"),
    "professional_to_production": _pay_ratio,
    "month_pay_usual": _usual_pay("month", 2300, 7000),
    "hour_pay_usual": _usual_pay("hour", 17, 35),
    "part_time_share": lambda posts: _share(posts, lambda post: post.facts.get("form") == "part_time"),
    "professional_share": lambda posts: _share(posts, lambda post: post.group == "professional"),
    "hours_unstated": lambda posts: _share(posts, lambda post: post.pattern is None),
    "faulty_share": _graded(Grade.NOT_LAWFUL),
    "unclear_share": _graded(Grade.CANNOT_TELL),
    "good_share": _graded(Grade.GOOD, Grade.EXEMPLARY),
    "exemplary_share": _graded(Grade.EXEMPLARY),
    "certified_share": lambda posts: _share(posts, lambda post: post.standing in CERTIFIED),
}


def _travelled(holds: Callable[[Commuter], bool]) -> Callable[[Sequence[Commuter]], float]:
    return lambda travelled: sum(map(holds, travelled)) / len(travelled)


_OF_COMMUTERS: dict[str, Callable[[Sequence[Commuter]], float]] = {
    "commute_minutes": lambda travelled: fsum(one.minutes for one in travelled) / len(travelled),
    "commute_within_5km": _travelled(lambda one: one.km <= 5),
    "commute_within_45min": _travelled(lambda one: one.minutes <= 45),
    "commute_over_60min": _travelled(lambda one: one.minutes > 60),
}
