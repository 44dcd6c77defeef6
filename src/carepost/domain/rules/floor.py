"""The minimum wage of a place on a day: by tier, and honest about the tiers it cannot tell apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from carepost.domain.facts import Mark, Text, weakest
from carepost.domain.rules.store import Absence, Answer, DatedValue, ParameterStore, lineage

HOURLY = "minimum_wage.hourly"
MONTHLY = "minimum_wage.monthly"
TIER = "minimum_wage.tier"
# A tier row may name several tiers when its source does not tell which one holds.
EITHER = "|"


@dataclass(frozen=True, slots=True)
class WageFloor:
    """The floor in yuan: one candidate where the tier is known, several where it is not, else none."""

    candidates: tuple[DatedValue, ...]
    mark: Mark
    reason: Text

    @property
    def lowest(self) -> Decimal | None:
        """Below this, pay is below the floor whichever tier holds."""
        return min((c.number for c in self.candidates), default=None)

    @property
    def highest(self) -> Decimal | None:
        """At or above this, pay meets the floor whichever tier holds."""
        return max((c.number for c in self.candidates), default=None)


def wage_floor(store: ParameterStore, name: str, *, place: str, on: date) -> WageFloor:
    """The monthly (full-time) or hourly (part-time) minimum wage at the place of work on a day.

    `name` is MONTHLY or HOURLY. A bare city code means its urban districts. Source: 最低工资规定 art. 5, 8.
    """
    # The country has no floor of its own: there, nothing is found.
    province = lineage(place)[-2:][0]
    tier = store.ask(TIER, place=province, on=on, key=_area_key(store, province, place, on))
    if tier.value is None:
        keys, mark = store.keys(name, place=province), Mark.P
        reason = Text(
            "该地所属档次未载明，列出全省各档。", "The tier of this place is not stated; all tiers are listed."
        )
    else:
        keys, mark = tuple(str(tier.value.value).split(EITHER)), tier.value.mark
        reason = Text(f"适用档次：{'或'.join(keys)}。", f"Tier: {' or '.join(keys)}.")
    answers = [store.ask(name, place=province, on=on, key=key) for key in keys]
    found = tuple(a.value for a in answers if a.value is not None)
    if not found:
        return WageFloor((), Mark.N, _why_none(answers))
    return WageFloor(found, weakest(mark, *(v.mark for v in found)), reason)


def _area_key(store: ParameterStore, province: str, place: str, on: date) -> str:
    """The nearest area of the place for which a tier is stated on the day."""
    for code in lineage(place)[:-2]:
        if store.ask(TIER, place=province, on=on, key=code).known:
            return code
    return province


def _why_none(answers: list[Answer]) -> Text:
    for answer in answers:
        if answer.absence is not Absence.NOT_STATED or answer.nearest is not None:
            return answer.reason
    return Text("当地最低工资标准未载明。", "The local minimum wage is not stated.")
