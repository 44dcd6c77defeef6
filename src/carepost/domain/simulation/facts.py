"""The facts that a pack asks of people, as columns of a population moved to the months of the simulation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from carepost.domain.facts import Text
from carepost.domain.population import HISTORY
from carepost.domain.rules import Pack, ParameterStore
from carepost.domain.simulation.contributions import employer_contributions, lines_by_month
from carepost.domain.simulation.people import FORMS, KINDS, NOT, RELATIONS, STATUSES
from carepost.domain.simulation.refused import SimulationError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Columns = Mapping[str, NDArray[Any]]

_EPOCH = date(1970, 1, 1).toordinal()
NEVER_BORN = date(2999, 1, 1).toordinal() - _EPOCH
NO_END = date(9999, 12, 31).toordinal() - _EPOCH
# What the population does not know, taken as no, and said with the result.
NOT_KNOWN = (
    "hard_to_employ",
    "disabled_or_seriously_ill",
    "named_online_industry",
    "lifted_out_of_poverty",
    "registered_unemployed",
)
_WORDS = {"relation": RELATIONS, "contract_form": FORMS, "employer_kind": KINDS, "sex": ("female", "male")}


@dataclass(frozen=True, slots=True)
class Setting:
    """When the simulation runs: its months, the day on which the population is placed, and the place of the wages."""

    months: tuple[date, ...]
    population_on: date
    on: date
    place: str
    store: ParameterStore

    @property
    def days(self) -> int:
        """By how many days every date of the population is moved."""
        return (self.on - self.population_on).days

    @property
    def moved_months(self) -> int:
        """The same in whole months."""
        return 12 * (self.on.year - self.population_on.year) + self.on.month - self.population_on.month


def asked(pack: Pack, people: Columns) -> NDArray[Any]:
    """The rows of people to whom a pack can pay: in work, at an employer of a kind that it names."""
    works = people["status"] == STATUSES.index("employed")
    if "employer_kind" not in pack.facts:
        return np.flatnonzero(works)
    known = [KINDS.index(kind) for kind in pack.facts["employer_kind"].options if kind in KINDS]
    return np.flatnonzero(works & np.isin(people["employer_kind"], known))


class Facts:
    """Turns rows of people into the columns of packs."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._lines: list[Any] | None = None
        # Months that take the rates of contributions of another, where their own are not known.
        self.borrowed: dict[date, date] = {}

    def of(self, pack: Pack, people: Columns, rows: NDArray[Any]) -> dict[str, NDArray[Any]]:
        """The facts of a pack for some rows. Raises SimulationError for a fact that no column expresses."""
        return {name: self._one(pack, name, people, rows) for name in pack.facts}

    def _one(self, pack: Pack, name: str, people: Columns, rows: NDArray[Any]) -> NDArray[Any]:
        if name in _WORDS:
            return _options(pack, name, people[name][rows])
        if name in NOT_KNOWN:
            return np.zeros(len(rows), bool)
        make = _MADE.get(name)
        if make is not None:
            return make(self, people, rows)
        problem = Text(
            f"“{name}”在人口表中没有对应的列，无法对全体人口计算 {pack.id}",
            f"no column of the population expresses {name}: {pack.id} cannot be run over it",
        )
        raise SimulationError("--scheme", None, None, problem)

    def day(self, days: NDArray[Any], missing: int) -> NDArray[Any]:
        """Days of the population in the time of the simulation."""
        return np.where(days == NOT, missing, days + self._setting.days)

    def insured(self, bits: NDArray[Any]) -> NDArray[Any]:
        """Whether insured in each month: people x months. After the city's day as in its month; before, as kept."""
        last = self._setting.on
        back = [12 * (last.year - m.year) + last.month - m.month for m in self._setting.months]
        return np.stack([(bits >> min(max(k, 0), HISTORY - 1) & 1).astype(bool) for k in back], axis=1)

    def contributions(self, wages: NDArray[Any], forms: NDArray[Any]) -> NDArray[Any]:
        """The employer's social insurance in each month, of full-time work: people x months."""
        if self._lines is None:
            ask = self._setting
            self._lines, self.borrowed = lines_by_month(ask.store, place=ask.place, months=ask.months)
        made: dict[Any, Any] = {lines: employer_contributions(lines, wages) for lines in set(self._lines)}
        full = forms == FORMS.index("full_time")
        return np.stack([np.where(full, made[lines], 0) for lines in self._lines], axis=1)


def _options(pack: Pack, name: str, numbers: NDArray[Any]) -> NDArray[Any]:
    """The numbers of our words as the pack counts its options."""
    options = pack.facts[name].options
    table = np.array([options.index(word) if word in options else NOT for word in _WORDS[name]], np.int64)
    found = table[numbers]
    if (found == NOT).any():
        word = _WORDS[name][int(numbers[np.argmax(found == NOT)])]
        problem = Text(f"方案不认识 {name} 的取值 {word}", f"the scheme does not know {word} as {name}")
        raise SimulationError("--scheme", None, None, problem)
    return np.asarray(found, np.int64)


_MADE: Mapping[str, Callable[[Facts, Columns, NDArray[Any]], NDArray[Any]]] = {
    "worker_birth": lambda self, people, rows: self.day(people["birth"][rows], NEVER_BORN),
    "child_birth": lambda self, people, rows: self.day(people["child_birth"][rows], NEVER_BORN),
    "contract_from": lambda self, people, rows: self.day(people["contract_from"][rows], NO_END),
    "contract_to": lambda self, people, rows: self.day(people["contract_to"][rows], NO_END),
    "unemployed_since": lambda self, people, rows: self.day(people["unemployed_since"][rows], NO_END),
    "insured": lambda self, people, rows: self.insured(people["insured"][rows]),
    "wage": lambda self, people, rows: people["wage_fen"][rows],
    "hours_per_week": lambda self, people, rows: people["hours_per_week"][rows],
    "employer_contribution": lambda self, people, rows: self.contributions(
        people["wage_fen"][rows], people["contract_form"][rows]
    ),
}
