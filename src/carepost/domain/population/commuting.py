"""Invented people on their way to the posts of a city: where those who work at a post live."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, hypot, radians

from carepost.domain.population.city import City, CityPost
from carepost.domain.population.draws import Draws, Weighted
from carepost.domain.population.towns import KM_PER_DEGREE, Town, km_apart

# Homes thin out with the distance from work, by this many km to a step of e; fitted to calibration.yaml.
REACH_KM = 6.0
HOMES_KM = 2.6


@dataclass(frozen=True, slots=True)
class Commuter:
    """An invented home (in degrees) and the post at which somebody from there works."""

    latitude: float
    longitude: float
    post: CityPost

    @property
    def km(self) -> float:
        """From home to work as the crow flies."""
        north = (self.latitude - self.post.latitude) * KM_PER_DEGREE
        east = (self.longitude - self.post.longitude) * KM_PER_DEGREE * cos(radians(self.latitude))
        return hypot(north, east)


def commuters(city: City, count: int) -> Iterator[Commuter]:
    """So many commuters, the n-th working at the n-th post, round and round. A city without posts has none."""
    near = {town.code: _homes(town, city.towns) for town in city.towns}
    for number in range(count if city.count else 0):
        draws = Draws(city.seed, city.place, "home", number)
        post = city.post(number % city.count)
        latitude, longitude = draws.weighted(near[post.town.code]).near(draws, HOMES_KM)
        yield Commuter(latitude, longitude, post)


def _homes(work: Town, towns: tuple[Town, ...]) -> Weighted[Town]:
    return Weighted.of((town, town.weight * _E ** (-km_apart(work, town) / REACH_KM)) for town in towns)


# A power of a constant, so that no two machines differ by more than the last digit of a weight.
_E = 2.718281828
