"""The generated city: invented employers and complete posts for looking around and for measuring; never real data."""

from carepost.domain.population.city import City, CityPost, Standing, demo_city
from carepost.domain.population.employers import DEMO_MARK, CityEmployer, Manner, Size
from carepost.domain.population.sheet import CityError
from carepost.domain.population.towns import Town, shipped_towns

__all__ = [
    "DEMO_MARK",
    "City",
    "CityEmployer",
    "CityError",
    "CityPost",
    "Manner",
    "Size",
    "Standing",
    "Town",
    "demo_city",
    "shipped_towns",
]
