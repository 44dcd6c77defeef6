"""Results that ship: every reform over one invented city of some 100,000 people, for pages that run nothing.

Made by `python -m tools.build_simulations`; a test asks that they belong to the packs as they are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from carepost.domain.facts import Text
from carepost.domain.simulation.assumptions import Assumptions, added_posts

DEMO = Path(__file__).parent / "data" / "demo"


@dataclass(frozen=True, slots=True)
class Stored:
    """One result as `simulation_as_data` gives it, without whole accounts, and the figures of each reading."""

    key: str
    digest: str
    data: Mapping[str, Any]
    pairs: tuple[tuple[int, int, int, int], ...]

    def title(self) -> Text:
        """The reform, and its scheme in brackets."""
        scheme, reform = self.data["scheme"], self.data["reform"]
        return Text(
            f"{reform['title_zh']}（{scheme['title_zh']}）",
            f"{reform['title_en']} ({scheme['title_en']})",
        )

    def added(self, assumptions: Assumptions) -> dict[str, Any]:
        """Additional posts under other assumptions."""
        return added_posts(self.pairs, assumptions, known=not self.data["law"]["not_stated"])


@cache
def stored_simulations() -> Mapping[str, Stored]:
    """The results that ship, by `scheme--reform`. Each process reads them once."""
    found = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(DEMO.glob("*.json")))
    return {
        each["key"]: Stored(each["key"], each["digest"], each["data"], tuple(tuple(p) for p in each["pairs"]))
        for each in found
    }


_GROUPS: Mapping[str, Mapping[str, Text]] = {
    "relation": {
        "mother": Text("母亲", "mothers"),
        "father": Text("父亲", "fathers"),
        "grandmother": Text("祖母、外祖母", "grandmothers"),
        "grandfather": Text("祖父、外祖父", "grandfathers"),
        "guardian": Text("监护人", "guardians"),
        "carer_of_adult": Text("照护成年家人", "carers of an adult"),
        "graduate": Text("毕业五年内", "recent graduates"),
        "none": Text("其他", "others"),
    },
    "employer_size": {
        "micro": Text("微型", "micro"),
        "small": Text("小型", "small"),
        "medium": Text("中型", "medium"),
        "large": Text("大型", "large"),
        "no_employer": Text("未就业", "not in work"),
    },
    "wage_band": {
        "no_wage": Text("无工资", "no wage"),
        "under_3000": Text("3000元以下", "under 3,000 yuan"),
        "3000_to_4999": Text("3000至4999元", "3,000 to 4,999 yuan"),
        "5000_to_7999": Text("5000至7999元", "5,000 to 7,999 yuan"),
        "8000_to_11999": Text("8000至11999元", "8,000 to 11,999 yuan"),
        "12000_and_more": Text("12000元以上", "12,000 yuan and more"),
    },
}


def group_label(dimension: str, group: str) -> Text | None:
    """The name of a group; None for a place, whose name others know."""
    return _GROUPS.get(dimension, {}).get(group)
