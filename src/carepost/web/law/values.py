"""What holds at a place on a day as rows of a page: by theme, by parameter, by variant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse

from carepost.domain.facts import Mark, Text
from carepost.domain.rules import (
    Absence,
    Answer,
    DatedValue,
    Doubt,
    Held,
    ParameterStore,
    column_label,
    held,
    table_and_column,
    table_label,
)
from carepost.web.law.places import COUNTRY, name_of

# The themes of a place's page, in their order, and the beginnings of the names that belong to each: the longest wins.
THEMES: Mapping[str, tuple[Text, tuple[str, ...]]] = {
    "wage": (
        Text("最低工资", "Minimum wage"),
        ("minimum_wage", "labour.min_wage", "labour.pay_", "labour.part_time_floor"),
    ),
    "insurance": (
        Text("五险一金", "Social insurance and housing fund"),
        ("contribution", "insurance", "housing_fund", "labour.si_", "labour.hf_", "labour.part_time_work_injury"),
    ),
    "flexible": (Text("灵活就业", "Flexible workers"), ("flexible",)),
    "tax": (Text("个人所得税", "Income tax"), ("income_tax", "tax")),
    "work": (
        Text("工时和合同", "Working time and contract"),
        ("labour", "contract.", "contract_", "working_time", "overtime", "probation"),
    ),
    "leave": (
        Text("休假", "Leave"),
        ("leave", "maternity", "paternity", "parental", "labour.annual_leave", "labour.statutory_holidays"),
    ),
    "protection": (
        Text("女职工和招聘保护", "Protection of women and in hiring"),
        ("protection", "recruitment", "ban", "pregnan", "nursing", "discrimination"),
    ),
    "age": (Text("年龄和退休", "Age and retirement"), ("working_age", "retirement", "over_age", "pension_age")),
    "other": (Text("其他", "Other"), ("",)),
}

# The order in which the columns of a table are told; any other comes after.
COLUMN_ORDER = (
    "rule",
    "act",
    "sanction",
    "subject",
    "value",
    "unit",
    "penalty",
    "lower",
    "upper",
    "rate",
    "rate_low",
    "rate_high",
    "quick_deduction",
    "base_floor",
    "base_ceiling",
    "amount",
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a line: of a table with the name of its column. `value` None: `reason` tells why there is none."""

    column: Text | None
    value: DatedValue | None
    reason: Text


@dataclass(frozen=True, slots=True)
class Line:
    """One variant of a parameter (`key`; "" for the only one) with its name where its pack gives one, and its values.

    `source`: the value that stands for where they are written.

    `before`: the value that was known last (`coming`: that comes first), where none holds.
    """

    key: str
    variant: Text | None
    cells: tuple[Cell, ...]
    source: DatedValue | None
    doubt: Doubt | None
    lapsed: bool
    before: DatedValue | None
    coming: bool
    stated_in: str

    @property
    def mark(self) -> Mark:
        """How the value is known."""
        return self.source.mark if self.source else Mark.N


@dataclass(frozen=True, slots=True)
class Item:
    """A parameter or a table: its name (None: its pack gives none, `name` stands for it), address, variants."""

    name: str
    label: Text | None
    url: str
    origin: Text | None
    national: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """A group of parameters on the page of a place."""

    key: str
    title: Text
    items: tuple[Item, ...]

    @property
    def near(self) -> tuple[Item, ...]:
        """What the place or its province states; all of it on the page of the country."""
        return tuple(item for item in self.items if not item.national)

    @property
    def national(self) -> tuple[Item, ...]:
        """What the country states for a place below it."""
        return tuple(item for item in self.items if item.national)


def themes_of(store: ParameterStore, place: str, on: date) -> tuple[Theme, ...]:
    """Everything that holds at a place on a day, by theme; themes without anything are left out."""
    items = items_of(store, held(store, place=place, on=on), place)
    found = [
        Theme(key, title, tuple(i for i in items if theme_of(i.name) == key)) for key, (title, _) in THEMES.items()
    ]
    return tuple(theme for theme in found if theme.items)


def items_of(store: ParameterStore, rows: Iterable[Held], place: str) -> tuple[Item, ...]:
    """The rows joined by table, and by the pack that states them."""

    def table(row: Held) -> tuple[str, str]:
        return table_and_column(row.name)[0], row.stated_in

    return tuple(
        _item(store, name, origin, list(rows), place)
        for (name, origin), rows in groupby(sorted(rows, key=table), table)
    )


def theme_of(name: str) -> str:
    """The theme that a parameter belongs to."""
    return _rank(name)[0]


def _rank(name: str) -> tuple[str, int]:
    """The theme of a parameter, and where in it the beginning of its name stands."""
    starts = ((len(start), key, n) for key, (_, all_) in THEMES.items() for n, start in enumerate(all_))
    _, key, place = max((found for found in starts if _starts(name, found)), key=lambda found: found[0])
    return key, place


def _starts(name: str, found: tuple[int, str, int]) -> bool:
    _, key, number = found
    return name.startswith(THEMES[key][1][number])


def parameter_url(place: str, name: str) -> str:
    """The address of a parameter (or a table) of a place."""
    return reverse("law:parameter", args=[place, table_and_column(name)[0]])


def _item(store: ParameterStore, name: str, origin: str, rows: list[Held], place: str) -> Item:
    def key(row: Held) -> str:
        return row.key

    names = {key: said for row in rows for key, said in store.head(row.name, place=origin).keys.items()}
    lines = [_line(key, names.get(key), list(group)) for key, group in groupby(sorted(rows, key=key), key)]
    label = table_label(store, rows[0].name, place=origin)
    inherited = origin != place
    return Item(
        name=name,
        label=label,
        url=parameter_url(origin, name),
        origin=name_of(origin) if inherited else None,
        national=inherited and origin == COUNTRY,
        lines=tuple(lines),
    )


def _line(key: str, variant: Text | None, rows: list[Held]) -> Line:
    rows = sorted(rows, key=lambda row: column_rank(row.name))
    answers = [row.answer for row in rows]
    values = [answer.value for answer in answers if answer.value]
    nearest = next((answer.nearest for answer in answers if answer.nearest), None)
    gone = not values and any(answer.absence is Absence.LAPSED for answer in answers)
    shown = [row for row in rows if row.answer.value] or rows[:1]
    return Line(
        key=key,
        variant=variant,
        cells=tuple(_cell(row.name, row.answer) for row in shown),
        source=values[0] if values else nearest,
        doubt=next((row.doubt for row in rows if row.doubt), None),
        lapsed=gone,
        before=_printed(nearest) if not values else None,
        coming=any(answer.absence is Absence.NOT_YET for answer in answers),
        stated_in=rows[0].stated_in,
    )


def _cell(name: str, answer: Answer) -> Cell:
    column = table_and_column(name)[1]
    return Cell(column_label(column) if column else None, answer.value, answer.reason)


def _printed(value: DatedValue | None) -> DatedValue | None:
    """A value that is worth showing beside "none": not the silence itself."""
    return value if value is not None and value.value not in ("none", "not_stated", "") else None


def column_rank(name: str) -> int:
    """Where the column of a parameter stands among those of its table."""
    column = table_and_column(name)[1]
    return COLUMN_ORDER.index(column) if column in COLUMN_ORDER else len(COLUMN_ORDER)
