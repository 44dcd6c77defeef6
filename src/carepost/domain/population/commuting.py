"""Invented people on their way to the posts of a city: where those who work at a post live, and how they travel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from carepost.domain.population.city import City, CityPost
from carepost.domain.population.draws import Draws, Weighted
from carepost.domain.population.towns import Town, scattered
from carepost.domain.travel import Point, Way, km_between, minutes_of

# Homes thin out with the distance from work, by this many km to a step of e; both fitted to calibration.yaml.
REACH_KM = 4.8
HOMES_KM = 2.6
# How far people ride; beyond, they take the bus or the car. Invented.
RIDE_KM = 6.0
_NEAR = Weighted.of([(Way.BIKE, 60), (Way.CAR, 25), (Way.BUS, 15)])
_FAR = Weighted.of([(Way.CAR, 60), (Way.BUS, 40)])
# A constant, so that no machine's exponential differs.
_E = 2.718281828


@dataclass(frozen=True, slots=True)
class Commuter:
    """An invented home, the post at which somebody from there works, and how she travels."""

    home: Point
    post: CityPost
    way: Way

    @property
    def km(self) -> float:
        """From home to work as the crow flies."""
        return km_between(self.home, self.post.point)

    @property
    def minutes(self) -> int:
        """From home to work, by the estimate of carepost.domain.travel."""
        return minutes_of(self.km, self.way)


def commuters(city: City, count: int) -> Iterator[Commuter]:
    """So many commuters, the n-th working at the n-th post, round and round. A city without posts has none."""
    near = {town.code: _homes(town, city.towns) for town in city.towns}
    for number in range(count if city.count else 0):
        draws = Draws(city.seed, city.place, "home", number)
        post = city.post(number % city.count)
        home = scattered(draws.weighted(near[post.town.code]).point, draws, HOMES_KM)
        far = km_between(home, post.point) > RIDE_KM
        yield Commuter(home, post, draws.weighted(_FAR if far else _NEAR))


def _homes(work: Town, towns: tuple[Town, ...]) -> Weighted[Town]:
    return Weighted.of((town, town.weight * _E ** (-km_between(work.point, town.point) / REACH_KM)) for town in towns)
