"""The generated city: invented employers, posts and people for looking around and for measuring; never real data.

What makes people (numpy, pyarrow) is opened on first use: the pages that show posts of the city never load it.
"""

import importlib
import typing

from carepost.domain.population.calibration import Target, measure, targets
from carepost.domain.population.city import City, CityPost, Standing, demo_city
from carepost.domain.population.commuting import Commuter, commuters
from carepost.domain.population.employers import DEMO_MARK, CityEmployer, Manner, Size
from carepost.domain.population.sheet import CityError
from carepost.domain.population.towns import Town, shipped_towns
from carepost.domain.population.trades import Trade, shipped_trades

if typing.TYPE_CHECKING:
    from carepost.domain.population.aims import LeftOut as LeftOut
    from carepost.domain.population.aims import left_out as left_out
    from carepost.domain.population.aims import people_targets as people_targets
    from carepost.domain.population.building import Built as Built
    from carepost.domain.population.building import PeopleCity as PeopleCity
    from carepost.domain.population.building import build_city as build_city
    from carepost.domain.population.building import people_city as people_city
    from carepost.domain.population.jobs import HISTORY as HISTORY
    from carepost.domain.population.measuring import measure_people as measure_people
    from carepost.domain.population.people import CHILDREN as CHILDREN
    from carepost.domain.population.people import PERSONS as PERSONS

_ON_FIRST_USE = {
    "aims": ("LeftOut", "left_out", "people_targets"),
    "building": ("Built", "PeopleCity", "build_city", "people_city"),
    "jobs": ("HISTORY",),
    "measuring": ("measure_people",),
    "people": ("CHILDREN", "PERSONS"),
}


def __getattr__(name: str) -> typing.Any:
    for module, names in _ON_FIRST_USE.items():
        if name in names:
            return getattr(importlib.import_module(f"{__name__}.{module}"), name)
    raise AttributeError(name)


__all__ = [
    "CHILDREN",
    "DEMO_MARK",
    "HISTORY",
    "PERSONS",
    "Built",
    "City",
    "CityEmployer",
    "CityError",
    "CityPost",
    "Commuter",
    "LeftOut",
    "Manner",
    "PeopleCity",
    "Size",
    "Standing",
    "Target",
    "Town",
    "Trade",
    "build_city",
    "commuters",
    "demo_city",
    "left_out",
    "measure",
    "measure_people",
    "people_city",
    "people_targets",
    "shipped_towns",
    "shipped_trades",
    "targets",
]
