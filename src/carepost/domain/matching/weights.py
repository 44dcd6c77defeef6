"""How much each part of a score counts: data, shown on the page, and a bureau's to change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from carepost.domain.facts import Text
from carepost.domain.matching.refused import MatchError

DATA = Path(__file__).parent / "data" / "weights.yaml"
MOST_SLACK = 8
PARTS = ("pay", "travel", "hours", "quality", "slack", "skills", "way_up")


@dataclass(frozen=True, slots=True)
class Weights:
    """Shares of a score, each 0..1, and the scales at which a part is worth nothing or its whole share.

    pay_from, pay_full: yuan an hour in hand; hours_gap: hours a week off the wanted range; slack_quarters:
    quarter-hours to spare; wished_full: wished skills held. Raises MatchError for values out of range.
    """

    pay: float
    travel: float
    hours: float
    quality: float
    slack: float
    skills: float
    way_up: float
    pay_from: float
    pay_full: float
    hours_gap: float
    slack_quarters: int
    wished_full: int

    def __post_init__(self) -> None:
        limits = dict.fromkeys(PARTS, (0.0, 1.0)) | {
            "pay_from": (0.01, 10_000.0),
            "pay_full": (self.pay_from + 0.01, 100_000.0),
            "hours_gap": (0.25, 168.0),
            "slack_quarters": (2, MOST_SLACK),
            "wished_full": (1, 64),
        }
        for field in fields(self):
            value, (low, high) = getattr(self, field.name), limits[field.name]
            if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
                problem = Text(f"应为 {low:g} 到 {high:g} 之间的数", f"must be a number from {low:g} to {high:g}")
                raise MatchError("weights", field.name, None, problem)

    def by_travel(self) -> Weights:
        """The ranking switched off: the shortest way first, nothing else counts."""
        return replace(self, pay=0, hours=0, quality=0, slack=0, skills=0, way_up=0, travel=1)


def weights_from(data: object) -> Weights:
    """Weights from plain data in the form of weights.yaml; raises MatchError naming the key."""
    rows = _mapping(data, None)
    known = {*PARTS, "scales"}
    for key in rows:
        if key not in known:
            names = ", ".join(sorted(known))
            raise MatchError(
                "weights", str(key), None, Text(f"没有这个键；可用：{names}", f"unknown key; known: {names}")
            )
    values: dict[str, Any] = {name: _mapping(rows.get(name), name).get("weight") for name in PARTS}
    values |= _mapping(rows.get("scales"), "scales")
    try:
        return Weights(**values)
    except TypeError as error:
        raise MatchError("weights", "scales", None, Text(f"键不对：{error}", f"wrong keys: {error}")) from None


def _mapping(data: object, key: str | None) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise MatchError("weights", key, None, Text("应为一组“键: 值”", "must be a mapping of keys to values"))
    return data


@cache
def _shipped() -> Mapping[str, Any]:
    return _mapping(yaml.safe_load(DATA.read_text(encoding="utf-8")), None)


@cache
def shipped_weights() -> Weights:
    """The weights that come with the product."""
    return weights_from(_shipped())


def part_label(part: str) -> Text:
    """The name of a part of the score, as the page shows it."""
    row = _shipped()[part]
    return Text(row["zh"], row["en"])
