"""What a reform would cost and whom it would reach: a scheme before and after, over a population.

What runs one (numpy, pyarrow) is opened on first use: the pages that show stored results never load it.
"""

import importlib
import typing

from carepost.domain.simulation.assumptions import Assumptions, Span, added_posts
from carepost.domain.simulation.refused import SimulationError
from carepost.domain.simulation.stored import DEMO, Stored, group_label, stored_simulations

if typing.TYPE_CHECKING:
    from carepost.domain.simulation.answer import simulation_as_data as simulation_as_data
    from carepost.domain.simulation.beside import pairs_of as pairs_of
    from carepost.domain.simulation.beside import published as published
    from carepost.domain.simulation.contributions import employer_contributions as employer_contributions
    from carepost.domain.simulation.contributions import employer_lines as employer_lines
    from carepost.domain.simulation.people import COLUMNS as COLUMNS
    from carepost.domain.simulation.people import Population as Population
    from carepost.domain.simulation.people import open_population as open_population
    from carepost.domain.simulation.question import MOST_MONTHS as MOST_MONTHS
    from carepost.domain.simulation.question import Simulation as Simulation
    from carepost.domain.simulation.question import find_reform as find_reform
    from carepost.domain.simulation.question import find_scheme as find_scheme
    from carepost.domain.simulation.question import reforms_of as reforms_of
    from carepost.domain.simulation.question import simulate as simulate
    from carepost.domain.simulation.question import simulation_schemes as simulation_schemes
    from carepost.domain.simulation.running import Account as Account

_ON_FIRST_USE = {
    "answer": ("simulation_as_data",),
    "beside": ("pairs_of", "published"),
    "contributions": ("employer_contributions", "employer_lines"),
    "people": ("COLUMNS", "Population", "open_population"),
    "question": (
        "MOST_MONTHS", "Simulation", "find_reform", "find_scheme", "reforms_of", "simulate", "simulation_schemes",
    ),
    "running": ("Account",),
}  # fmt: skip


def __getattr__(name: str) -> typing.Any:
    for module, names in _ON_FIRST_USE.items():
        if name in names:
            return getattr(importlib.import_module(f"{__name__}.{module}"), name)
    raise AttributeError(name)


__all__ = [
    "COLUMNS",
    "DEMO",
    "MOST_MONTHS",
    "Account",
    "Assumptions",
    "Population",
    "Simulation",
    "SimulationError",
    "Span",
    "Stored",
    "added_posts",
    "employer_contributions",
    "employer_lines",
    "find_reform",
    "find_scheme",
    "group_label",
    "open_population",
    "pairs_of",
    "published",
    "reforms_of",
    "simulate",
    "simulation_as_data",
    "simulation_schemes",
    "stored_simulations",
]
