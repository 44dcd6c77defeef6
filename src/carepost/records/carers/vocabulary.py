"""The shipped list of skills: data/skills.csv, curated by hand."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from carepost.domain.facts import Text

_FILE = Path(__file__).parent / "data" / "skills.csv"
_GROUPS = {
    "making": Text("制造与手工", "Making"),
    "service": Text("餐饮、零售与服务", "Food, shops and services"),
    "care": Text("照护与生活服务", "Care"),
    "office": Text("办公与网络", "Office and online"),
}


@dataclass(frozen=True, slots=True)
class Skill:
    """Something that she can do; `group` is the kind of work it belongs to."""

    code: str
    label: Text
    group: Text


@lru_cache(maxsize=1)
def skills() -> tuple[Skill, ...]:
    """All skills, in the order of the list."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(Skill(r["code"], Text(r["zh"], r["en"]), _GROUPS[r["group"]]) for r in csv.DictReader(file))


def skills_of(codes: list[str]) -> tuple[Skill, ...]:
    """The skills with these codes, in the order of the list; a code that is gone is passed over."""
    return tuple(skill for skill in skills() if skill.code in codes)
