"""The generated city: invented employers and complete posts for looking around and for measuring; never real data."""

from carepost.domain.population.calibration import Target, measure, targets
from carepost.domain.population.city import City, CityPost, Standing, demo_city
from carepost.domain.population.commuting import Commuter, commuters
from carepost.domain.population.employers import DEMO_MARK, CityEmployer, Manner, Size
from carepost.domain.population.sheet import CityError
from carepost.domain.population.towns import Town, shipped_towns
from carepost.domain.population.trades import Trade, shipped_trades

__all__ = [
    "DEMO_MARK",
    "City",
    "CityEmployer",
    "CityError",
    "CityPost",
    "Commuter",
    "Manner",
    "Size",
    "Standing",
    "Target",
    "Town",
    "Trade",
    "commuters",
    "demo_city",
    "measure",
    "shipped_towns",
    "shipped_trades",
    "targets",
]
