"""Where pages and the API get the law from: the dated values and the schemes that hold on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from carepost.domain.rules import Pack, ParameterStore, shipped_packs, shipped_schemes


def parameters(on: date) -> ParameterStore:
    """The dated values of every place as they stand on this day."""
    return shipped_packs()


def schemes(on: date) -> Mapping[str, Pack]:
    """Every scheme by its id, in the version that stands on this day."""
    return shipped_schemes()
