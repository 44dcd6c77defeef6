"""Where pages and the API get the law from: the dated values and the schemes that hold on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.metadata import version

from carepost.domain.facts import Text
from carepost.domain.rules import PACKS, Pack, ParameterStore, load_schemes, shipped_packs, shipped_schemes


def parameters(on: date) -> ParameterStore:
    """The dated values of every place as they stand on this day."""
    return shipped_packs()


def schemes(on: date) -> Mapping[str, Pack]:
    """Every scheme by its id, in the version that stands on this day."""
    return shipped_schemes()


def rule_packs(on: date) -> Mapping[str, Pack]:
    """Every pack of rules by its id, schemes and others (retirement, flags), in the version that stands on this day."""
    return {**_shipped_rules(), **schemes(on)}


@dataclass(frozen=True, slots=True)
class Change:
    """A version of the packs that changed a parameter: since when, by whom, and the hash of what then stood."""

    version: str
    at: datetime | None
    by: Text
    what: Text


def history_of(place: str, name: str) -> tuple[Change, ...]:
    """Who changed a parameter of a place when, newest first; what ships with the product comes last."""
    store = shipped_packs()
    if not store.keys(name, place=place):
        return ()
    by = Text("随产品发布（第 {version} 版）", "shipped with the product (version {version})")
    what = Text("参数包的内容", "the content of the packs")
    return (Change(store.digest(place), None, by.format(version=version("carepost")), what),)


@cache
def _shipped_rules() -> Mapping[str, Pack]:
    return load_schemes(PACKS, shipped_packs())
