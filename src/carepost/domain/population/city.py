"""The generated city: employers and posts that come out the same for the same seed, one post at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from carepost.domain.facts import Text
from carepost.domain.population.draws import Draws, Weighted
from carepost.domain.population.employers import MOST_EMPLOYERS, CityEmployer, invent_employers
from carepost.domain.population.facts import write_facts
from carepost.domain.population.plan import Plan, Planner, planner
from carepost.domain.population.sheet import CityError
from carepost.domain.population.towns import Town, scattered
from carepost.domain.rules import HOURLY, MONTHLY, ParameterStore, shipped_packs, wage_floor
from carepost.domain.standard import Grade
from carepost.domain.travel import Point
from carepost.domain.week import Pattern

PLACE = "442000"
MOST_POSTS = 10_000_000
AT_THE_DOOR_KM = 0.05


class Standing(StrEnum):
    """How far a post of the city has come; values as those states of a post in records/posts."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    CERTIFIED = "certified"
    PUBLISHED = "published"
    PAUSED = "paused"


# An unclear or faulty post never gets a certificate.
_CERTIFIABLE = Weighted.of(
    [
        (Standing.PUBLISHED, 80),
        (Standing.CERTIFIED, 5),
        (Standing.PAUSED, 2),
        (Standing.SUBMITTED, 10),
        (Standing.DRAFT, 3),
    ]
)
_UNCLEAR = Weighted.of([(Standing.SUBMITTED, 50), (Standing.RETURNED, 25), (Standing.DRAFT, 25)])
_FAULTY = Weighted.of([(Standing.SUBMITTED, 60), (Standing.RETURNED, 25), (Standing.DRAFT, 15)])
_STANDINGS = {Grade.CANNOT_TELL: _UNCLEAR, Grade.NOT_LAWFUL: _FAULTY}
CERTIFIED = frozenset({Standing.CERTIFIED, Standing.PUBLISHED, Standing.PAUSED})


@dataclass(frozen=True, slots=True)
class CityPost:
    """A post of the city. `facts` are a post file as plain data; its pattern is shared with other posts: do not change.

    `grade` is what the checks say of it on the city's day and `faults` what is wrong with it, by construction.
    `pattern` is None where no days and times are stated. `point` is where the work is. `published_on` is
    None before publication.
    """

    number: int
    employer: CityEmployer
    trade: str
    group: str
    town: Town
    point: Point
    facts: dict[str, Any]
    pattern: Pattern | None
    pattern_key: str
    grade: Grade
    faults: tuple[str, ...]
    standing: Standing
    written_on: date
    published_on: date | None
    expires_on: date


@dataclass(frozen=True, slots=True)
class City:
    """A city of invented employers and `count` posts, made as they are asked for. `on` is its day."""

    place: str
    seed: int
    on: date
    towns: tuple[Town, ...]
    employers: tuple[CityEmployer, ...]
    count: int
    _plan: Planner = field(repr=False, compare=False)

    def posts(self) -> Iterator[CityPost]:
        """Every post in its order; nothing is kept."""
        return map(self.post, range(self.count))

    def post(self, number: int) -> CityPost:
        """One post by its number from 0; it depends on nothing but the seed, the towns, the employers and the day."""
        draws = Draws(self.seed, self.place, "post", number)
        plan = self._plan(draws)
        standing = draws.weighted(_STANDINGS.get(plan.grade, _CERTIFIABLE))
        written, published, expires = _days(self.on, standing, draws)
        point = _point(plan, draws)
        stated = plan.said == "pattern"
        return CityPost(
            number=number,
            employer=plan.employer,
            trade=plan.trade.id,
            group=plan.trade.group,
            town=plan.town,
            point=point,
            facts=write_facts(plan, expires, draws),
            pattern=plan.hours.pattern if stated else None,
            pattern_key=plan.hours.key if stated else "",
            grade=plan.grade,
            faults=plan.faults,
            standing=standing,
            written_on=written,
            published_on=published,
            expires_on=expires,
        )


def demo_city(
    *,
    on: date,
    towns: Sequence[Town],
    place: str = PLACE,
    employers: int = 400,
    posts: int = 3000,
    seed: int = 1,
    store: ParameterStore | None = None,
) -> City:
    """A city on a day; equal arguments give equal cities on any machine, more posts leave the first ones alone.

    `place` is the city's code (6 digits), whose minimum wage on the day is asked of `store` (the shipped packs).
    Raises CityError for counts out of range, no towns, and a place or day without a known minimum wage.
    """
    _check("employers", employers, 1, MOST_EMPLOYERS)
    _check("posts", posts, 0, MOST_POSTS)
    if not towns:
        raise CityError("towns", Text("至少要有一个镇街", "needs at least one town"))
    if len(place) != 6 or not place.isdigit():
        raise CityError("place", Text(f"“{place}”应为6位区划代码", f"{place!r} must be a place code of 6 digits"))
    monthly, hourly = (_floor(store or shipped_packs(), name, place, on) for name in (MONTHLY, HOURLY))
    invented = invent_employers(employers, place=place, seed=seed, towns=towns)
    plan = planner(invented, towns, monthly=monthly, hourly=hourly, on=on)
    return City(place, seed, on, tuple(towns), invented, posts, plan)


def _check(name: str, count: int, least: int, most: int) -> None:
    if not least <= count <= most:
        raise CityError(name, Text(f"应为 {least} 到 {most} 之间", f"must lie between {least} and {most}"))


def _floor(store: ParameterStore, name: str, place: str, on: date) -> float:
    floor = wage_floor(store, name, place=place, on=on)
    if floor.highest is None:
        raise CityError(
            f"{name} of {place} on {on}",
            Text(
                f"{floor.reason.zh}请换一个日期或地方，或先补充参数包。",
                f"{floor.reason.en} Take another day or place, or add it to the packs.",
            ),
        )
    return float(floor.highest)


def _days(on: date, standing: Standing, draws: Draws) -> tuple[date, date | None, date]:
    """When it was written, published (if it was) and when it ends, on or after the city's day."""
    if standing in (Standing.PUBLISHED, Standing.PAUSED):
        stands = draws.one((30, 60, 60, 90, 90, 180))
        published = on - timedelta(days=int(draws.real(0, 1) ** 1.5 * (stands - 2)))
        return published - timedelta(days=draws.whole(4, 20)), published, published + timedelta(days=stands)
    written = on - timedelta(days=draws.whole(0, 25))
    return written, None, on + timedelta(days=draws.one((30, 60, 90)) - draws.whole(0, 10))


def _point(plan: Plan, draws: Draws) -> Point:
    """At the employer's door, or around the town of the customers."""
    if plan.trade.at_customers:
        return scattered(plan.town.point, draws)
    return scattered(plan.employer.point, draws, AT_THE_DOOR_KM)
