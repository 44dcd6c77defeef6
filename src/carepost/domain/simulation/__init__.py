"""What a reform would cost and whom it would reach: a scheme before and after, over a population."""

from carepost.domain.simulation.answer import simulation_as_data
from carepost.domain.simulation.assumptions import Assumptions, Span
from carepost.domain.simulation.beside import published
from carepost.domain.simulation.contributions import employer_contributions, employer_lines
from carepost.domain.simulation.people import COLUMNS, Population, open_population
from carepost.domain.simulation.question import (
    MOST_MONTHS,
    Simulation,
    find_reform,
    find_scheme,
    reforms_of,
    simulate,
    simulation_schemes,
)
from carepost.domain.simulation.refused import SimulationError
from carepost.domain.simulation.running import Account

__all__ = [
    "COLUMNS",
    "MOST_MONTHS",
    "Account",
    "Assumptions",
    "Population",
    "Simulation",
    "SimulationError",
    "Span",
    "employer_contributions",
    "employer_lines",
    "find_reform",
    "find_scheme",
    "open_population",
    "published",
    "reforms_of",
    "simulate",
    "simulation_as_data",
    "simulation_schemes",
]
