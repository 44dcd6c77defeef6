"""Trades, and the branches whose employers offer posts in them: read from the data files and checked row by row."""

from __future__ import annotations

import csv
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from carepost.domain.population.hours import FAMILIES, Hours, stock
from carepost.domain.population.sheet import DATA, CityError, Sheet, rows
from carepost.domain.standard import Grade
from carepost.domain.week import Fixed

GROUPS = ("production", "domestic", "services", "office", "professional")
EMPLOYMENT = ("full_time", "part_time")
SERVICES = ("labour_service", "contracting", "platform")
# As EmployerKind of records/employers, which the domain may not import.
KINDS = ("enterprise", "individual_business", "social_organisation", "public_institution")


@dataclass(frozen=True, slots=True)
class Trade:
    """A kind of work: the words of its posts, and what they pay and ask of the week.

    `month` and `hour`: lowest pay in yuan for a full week and an hour. `forms`, `hours`: weights of the forms of
    employment and of the pattern families. `piece`, `daily`, `home`: shares paid by the piece, paid by the day, done
    at home. `occupation`: a code of 职业分类大典 (2022), "" where none that we have fits.
    """

    id: str
    name: str
    group: str
    share: float
    occupation: str
    titles: tuple[str, ...]
    duties: tuple[str, ...]
    asks: tuple[str, ...]
    next_steps: tuple[str, ...]
    training: tuple[str, ...]
    month: tuple[int, int]
    hour: tuple[int, int]
    forms: dict[str, float]
    hours: dict[str, float]
    headcount: tuple[int, int]
    piece: float
    daily: float
    home: float
    at_customers: bool
    with_minors: bool
    holidays: bool

    def patterns(self, form: str, grade: Grade, family: str) -> tuple[Hours, ...]:
        """The patterns of one of its families that a post of this form and grade may have."""
        return tuple(hours for hours in stock()[family] if allowed(hours, form, grade))


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of employers: the last words of their names, their kinds, towns that draw them and what they offer."""

    id: str
    words: tuple[str, ...]
    share: float
    kinds: dict[str, float]
    towns: dict[str, float]
    trades: dict[str, float]


def allowed(hours: Hours, form: str, grade: Grade) -> bool:
    """Whether a post of this form that is to have this grade may ask these hours."""
    if form in SERVICES:
        return not isinstance(hours.pattern, Fixed)
    if not (hours.part_time if form == "part_time" else hours.full_time):
        return False
    if grade is Grade.EXEMPLARY:
        return hours.school and hours.choice
    return hours.school if grade is Grade.GOOD else True


@cache
def shipped_trades() -> tuple[Trade, ...]:
    """The trades that ship. Raises CityError naming file, key and remedy at the first fault."""
    return read_trades(DATA / "trades")


def read_trades(folder: Path) -> tuple[Trade, ...]:
    """The trades of every file of a folder, by file name. Raises CityError naming file, key and remedy."""
    codes = _occupations()
    found = [_trade(name, sheet, codes) for path in sorted(folder.glob("*.yaml")) for name, sheet in rows(path)]
    twice = {trade.id for trade in found if sum(other.id == trade.id for other in found) > 1}
    if not found or twice:
        raise _folder_fault(folder, sorted(twice))
    return tuple(found)


@cache
def shipped_branches() -> tuple[Branch, ...]:
    """The branches that ship; each trade is offered by one at least. Raises CityError at the first fault."""
    names = [trade.id for trade in shipped_trades()]
    found = read_branches(DATA / "branches.yaml", names)
    offered = {trade for branch in found for trade in branch.trades}
    for name in names:
        if name not in offered:
            fault = Sheet("branches.yaml", {}).fault
            raise fault(
                name, "没有单位类别招这个工种，请加入某一类的 trades", "no branch offers this trade: add it to one"
            )
    return found


def read_branches(path: Path, trades: Collection[str]) -> tuple[Branch, ...]:
    """The branches of a file over these trades. Raises CityError naming file, key and remedy."""
    return tuple(_branch(name, sheet, trades) for name, sheet in rows(path))


def _branch(name: str, sheet: Sheet, trades: Collection[str]) -> Branch:
    branch = Branch(
        id=name,
        words=sheet.words("words"),
        share=sheet.number("share", 0.01, 1000),
        kinds=sheet.weights("kinds", KINDS),
        towns=sheet.factors("towns"),
        trades=sheet.weights("trades", trades),
    )
    sheet.done()
    return branch


def _trade(name: str, sheet: Sheet, codes: Collection[str]) -> Trade:
    trade = Trade(
        id=name,
        name=sheet.word("name"),
        group=sheet.choice("group", GROUPS),
        share=sheet.number("share", 0.01, 1000),
        occupation=sheet.choice("occupation", codes) if sheet.optional("occupation") else "",
        titles=sheet.words("titles", 2),
        duties=sheet.words("duties", 3),
        asks=sheet.words("asks", 2),
        next_steps=sheet.words("next", 2),
        training=sheet.words("training", 2),
        month=sheet.span("month", 1000, 50_000),
        hour=sheet.span("hour", 10, 500),
        forms=sheet.weights("forms", EMPLOYMENT + SERVICES),
        hours=sheet.weights("hours", FAMILIES),
        headcount=sheet.span("headcount", 1, 200),
        piece=sheet.share("piece"),
        daily=sheet.share("daily"),
        home=sheet.share("home"),
        at_customers=sheet.flag("at_customers"),
        with_minors=sheet.flag("with_minors"),
        holidays=sheet.flag("holidays"),
    )
    sheet.done()
    _check_employment(trade, sheet)
    return trade


def _check_employment(trade: Trade, sheet: Sheet) -> None:
    """Every form that the trade offers has hours at every grade that a post of that form may get."""
    if not set(trade.forms) & set(EMPLOYMENT):
        raise sheet.fault("forms", "至少要有 full_time 或 part_time", "needs full_time or part_time")
    for form in trade.forms:
        grades = (Grade.CANNOT_TELL,) if form in SERVICES else (Grade.LAWFUL, Grade.GOOD, Grade.EXEMPLARY)
        for grade in grades:
            if not any(trade.patterns(form, grade, family) for family in trade.hours):
                raise sheet.fault(
                    "hours",
                    f"没有适合 {form}、等级 {grade.value} 的班次，请加一类（如 two_shifts、band_full、slots_home）",
                    f"no pattern suits {form} at grade {grade.value}: "
                    "add a family such as two_shifts, band_full or slots_home",
                )


@cache
def _occupations() -> frozenset[str]:
    lines = (DATA / "occupations.csv").read_text(encoding="utf-8").splitlines()
    table = csv.DictReader(line for line in lines if not line.startswith("#"))
    return frozenset(row["code_2022"] for row in table)


def _folder_fault(folder: Path, twice: list[str]) -> CityError:
    sheet = Sheet(folder.name, {})
    if twice:
        return sheet.fault(twice[0], "写了两次，请改名", "stands twice: rename one")
    return sheet.fault("*.yaml", "没有工种，请加入文件", "holds no trade: add a file")
