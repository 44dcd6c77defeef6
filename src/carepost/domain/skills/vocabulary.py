"""The shipped list of skills: data/skills.csv, curated by hand."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable
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
_BREAKS = re.compile(r"[、，,；;。/\s]+")
_IN_BRACKETS = re.compile(r"[（(].*?[)）]")


@dataclass(frozen=True, slots=True)
class Skill:
    """Something that she can do; `group` is the kind of work it belongs to.

    `bit`: its place in a set of bits, which it keeps for good (the list grows at its end, up to 63). `words`: what
    names it in an advert.
    """

    code: str
    label: Text
    group: Text
    bit: int
    words: tuple[str, ...]


@lru_cache(maxsize=1)
def skills() -> tuple[Skill, ...]:
    """All skills, in the order of the list."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Skill(r["code"], Text(r["zh"], r["en"]), _GROUPS[r["group"]], int(r["bit"]), tuple(r["words"].split()))
            for r in csv.DictReader(file)
        )


def skills_of(codes: Collection[str]) -> tuple[Skill, ...]:
    """The skills with these codes, in the order of the list; a code that is gone is passed over."""
    return tuple(skill for skill in skills() if skill.code in codes)


def bits_of(some: Iterable[Skill]) -> int:
    """The set of bits of skills."""
    return sum({1 << skill.bit for skill in some})


def named_in(text: str) -> tuple[Skill, ...]:
    """The skills whose words occur in free text: a reading, good enough to prefer by and not to refuse by."""
    return tuple(skill for skill in skills() if any(word in text for word in skill.words))


def named_skills(listed: str) -> tuple[Skill, ...]:
    """The skills that a list of names states (收银、电子表格): each name is a label, a word or a code of the list.

    A name that the list does not know states none.
    """
    names = {name.casefold() for name in _BREAKS.split(_IN_BRACKETS.sub("", listed)) if name}
    return tuple(skill for skill in skills() if names & _names(skill))


def _names(skill: Skill) -> frozenset[str]:
    zh = _BREAKS.split(_IN_BRACKETS.sub("", skill.label.zh))
    return frozenset(name.casefold() for name in (*zh, *skill.words, skill.code))
