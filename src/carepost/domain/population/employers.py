"""Invented employers: names that nobody bears, credit codes that nobody can be given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from stdnum.cn import uscc

from carepost.domain.population.draws import Draws, Weighted
from carepost.domain.population.sheet import DATA, rows
from carepost.domain.population.towns import Town, scattered
from carepost.domain.population.trades import Branch, shipped_branches
from carepost.domain.travel import Point

DEMO_MARK = "（演示）"
COMPANY = "有限公司"
# GB 32100-2015: the registering department and the kind of body.
_REGISTERED = {
    "enterprise": "91",
    "individual_business": "92",
    "social_organisation": "52",
    "public_institution": "12",
}
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
# The ninth character of a body is its own check digit: a digit or X (GB 11714, from memory). A letter D is neither.
_NO_BODY = "D"
MOST_EMPLOYERS = 50_000


class Size(StrEnum):
    """How big an employer is; bigger ones post more and for more people."""

    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class Manner(StrEnum):
    """How an employer treats the people with a family to care for: what most of its posts are like."""

    MODEL = "model"
    DECENT = "decent"
    PLAIN = "plain"


_SIZES = Weighted.of([(Size.MICRO, 35), (Size.SMALL, 40), (Size.MEDIUM, 18), (Size.LARGE, 7)])
_SMALL_KINDS = Weighted.of([(Size.MICRO, 65), (Size.SMALL, 32), (Size.MEDIUM, 3)])
_MANNERS = Weighted.of([(Manner.MODEL, 10), (Manner.DECENT, 50), (Manner.PLAIN, 40)])
_CONTACTS = ("人事部（演示）", "工会小组长（演示）", "部门主管（演示）", "行政办公室（演示）", "负责人（演示）")
_TRIES = 200


@dataclass(frozen=True, slots=True)
class CityEmployer:
    """An invented employer. `kind` as EmployerKind of records/employers.

    `contact` is whom its workers may turn to.
    """

    number: int
    name: str
    credit_code: str
    kind: str
    branch: str
    town: Town
    point: Point
    size: Size
    manner: Manner
    contact: str


def invent_employers(count: int, *, place: str, seed: int, towns: Sequence[Town]) -> tuple[CityEmployer, ...]:
    """So many employers with names of their own; the first ones stay the same when more are asked."""
    taken: set[str] = set()
    branches = Weighted.of((branch, branch.share) for branch in shipped_branches())
    pulls = {branch.id: _pull(branch, towns) for branch in branches.items}
    return tuple(_employer(n, place, Draws(seed, place, "employer", n), branches, pulls, taken) for n in range(count))


def credit_code(number: int, place: str, kind: str) -> str:
    """A code with a valid check digit whose body "DEM....." cannot be issued (GB 32100-2015)."""
    written = ""
    for _ in range(5):
        number, digit = divmod(number, len(_ALPHABET))
        written = _ALPHABET[digit] + written
    code = f"{_REGISTERED[kind]}{place}DEM{written}{_NO_BODY}"
    return code + uscc.calc_check_digit(code)


def _pull(branch: Branch, towns: Sequence[Town]) -> Weighted[Town]:
    return Weighted.of((town, town.weight * branch.towns.get(town.short_name, 1)) for town in towns)


def _employer(
    number: int,
    place: str,
    draws: Draws,
    branches: Weighted[Branch],
    pulls: dict[str, Weighted[Town]],
    taken: set[str],
) -> CityEmployer:
    branch = draws.weighted(branches)
    town = draws.weighted(pulls[branch.id])
    word = draws.one(branch.words)
    kind = "enterprise" if word.endswith(COMPANY) else draws.weighted(Weighted.of(branch.kinds.items()))
    return CityEmployer(
        number=number,
        name=_name(town, word, draws, taken),
        credit_code=credit_code(number, place, kind),
        kind=kind,
        branch=branch.id,
        town=town,
        point=scattered(town.point, draws),
        size=draws.weighted(_SMALL_KINDS if kind == "individual_business" else _SIZES),
        manner=draws.weighted(_MANNERS),
        contact=draws.one(_CONTACTS),
    )


def _name(town: Town, word: str, draws: Draws, taken: set[str]) -> str:
    """A name that no employer of this city bears yet; a crowded city gets names of three characters."""
    for invented in _inventions(draws):
        name = f"{town.short_name}{invented}{DEMO_MARK}{word}"
        if name not in taken:
            taken.add(name)
            return name
    raise AssertionError("the inventions do not end")


def _inventions(draws: Draws) -> Iterator[str]:
    first, second = _characters()
    for _ in range(_TRIES):
        yield draws.one(first) + draws.one(second)
    while True:
        yield draws.one(first) + draws.one(second) + draws.one(second)


@cache
def _characters() -> tuple[tuple[str, ...], tuple[str, ...]]:
    ((_, sheet),) = rows(DATA / "names.yaml")
    found = sheet.words("first", 20), sheet.words("second", 20)
    sheet.done()
    return found
