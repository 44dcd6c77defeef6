"""Dated legal parameters with their sources: what a value was, is, or is not known to be."""

from carepost.domain.rules.floor import HOURLY, MONTHLY, WageFloor, wage_floor
from carepost.domain.rules.loader import load_packs, shipped_packs
from carepost.domain.rules.rows import PackError
from carepost.domain.rules.store import Absence, Answer, DatedValue, Doubt, Head, Nearer, ParameterStore, lineage

__all__ = [
    "HOURLY",
    "MONTHLY",
    "Absence",
    "Answer",
    "DatedValue",
    "Doubt",
    "Head",
    "Nearer",
    "PackError",
    "ParameterStore",
    "WageFloor",
    "lineage",
    "load_packs",
    "shipped_packs",
    "wage_floor",
]
