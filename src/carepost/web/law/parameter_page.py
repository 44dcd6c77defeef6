"""One parameter (or one table) of one place over time: drawing, table, who uses it, who changed it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from carepost.domain.facts import Text
from carepost.domain.rules import (
    DatedValue,
    Head,
    ParameterStore,
    column_label,
    lineage,
    readers,
    table_and_column,
    table_label,
    value_in_words,
)
from carepost.web import lawbook
from carepost.web.access import public
from carepost.web.law.chart import Chart, chart_of
from carepost.web.law.places import known_place, name_of
from carepost.web.law.values import column_rank

# As many variants are shown at once; beyond, one is chosen.
MOST_VARIANTS = 12


@dataclass(frozen=True, slots=True)
class Row:
    """What one notice set from a day on: the columns that it fills ("" for a plain parameter), and its source."""

    cells: tuple[tuple[Text | None, DatedValue], ...]
    source: DatedValue
    current: bool


@dataclass(frozen=True, slots=True)
class Variant:
    """One variant over time: rows newest first, and a drawing for each column that has two numbers or more."""

    key: str
    name: Text | None
    charts: tuple[tuple[Text | None, Chart], ...]
    rows: tuple[Row, ...]


@public
@require_safe
def parameter(request: HttpRequest, place: str, name: str) -> HttpResponse:
    """One parameter of one place; a place that does not state it leads to the nearest above that does."""
    known_place(place)
    today = timezone.localdate()
    store = lawbook.parameters(today)
    names = columns_of(store, name)
    stated = next((code for code in lineage(place) if any(store.keys(n, place=code) for n in names)), None)
    if stated is None:
        raise Http404(name)
    table = table_and_column(names[0])[0]
    if (stated, table) != (place, name):
        return HttpResponseRedirect(reverse("law:parameter", args=[stated, table]))
    keys = tuple(sorted({key for each in names for key in store.keys(each, place=place)}))
    asked = request.GET.get("key")
    if asked is not None and asked not in keys:
        raise Http404(asked)
    head = store.head(names[0], place=place)
    heads = {key: said for each in _heads(store, names, place) for key, said in each.keys.items()}
    shown = keys if len(keys) <= MOST_VARIANTS else keys[:1]
    context = {
        "name": name,
        "place": name_of(place),
        "code": place,
        "label": table_label(store, names[0], place=place),
        "clock": CLOCKS.get(head.clock),
        "nearer": NEARER[head.nearer.value],
        "keys": [(key, heads.get(key)) for key in keys] if len(keys) > MOST_VARIANTS else (),
        "shown": asked if asked is not None else shown[0],
        "variants": [variant_of(store, names, place, k, today) for k in ((asked,) if asked is not None else shown)],
        "readers": readers(lawbook.rule_packs(today), name, place=place),
        "uses": _uses(name),
        "history": lawbook.history_of(place, names[0]),
        "others": [
            (name_of(c), reverse("law:parameter", args=[c, name])) for c in places_of(store, names) if c != place
        ],
    }
    return render(request, "law/rules_parameter.html", context)


CLOCKS: Mapping[str, Text] = {
    "work": Text("按工作所在月份", "by the month of work"),
    "application": Text("按申请日", "by the day of application"),
    "rule": Text("按规定适用日", "by the day of the rule"),
}
NEARER: Mapping[str, Text] = {
    "free": Text("下级地区可以另定", "nearer places may set it anew"),
    "nothing": Text("下级地区不得另定", "no nearer place may set it anew"),
    "higher": Text("下级地区只能定得更高", "a nearer place may only raise it"),
    "lower": Text("下级地区只能定得更低", "a nearer place may only lower it"),
}
# What beside packs of rules reads a parameter: the beginning of its name, what it is, the page (where there is one).
USES: tuple[tuple[str, Text, str], ...] = (
    ("contribution", Text("到手工资和用人成本的计算", "pay in hand and the employer's cost"), "law:pay"),
    ("minimum_wage", Text("到手工资和用人成本的计算", "pay in hand and the employer's cost"), "law:pay"),
    ("income_tax", Text("到手工资和用人成本的计算", "pay in hand and the employer's cost"), "law:pay"),
    ("minimum_wage", Text("岗位的合法性检查", "the check of posts against the law"), "public:standard"),
    ("labour", Text("岗位的合法性检查", "the check of posts against the law"), "public:standard"),
    ("retirement", Text("退休年龄的计算", "the retirement age"), "law:retirement"),
)


def columns_of(store: ParameterStore, name: str) -> tuple[str, ...]:
    """The parameters that a name stands for: itself, or the columns of a table (or of its sister column)."""
    table = table_and_column(name)[0]
    found = [each for each in store.names() if table_and_column(each)[0] == table]
    if not found:
        raise Http404(name)
    return tuple(sorted(found, key=column_rank))


def places_of(store: ParameterStore, names: tuple[str, ...]) -> tuple[str, ...]:
    """The places that state one of the parameters themselves."""
    return tuple(sorted({place for name in names for place in store.places(name)}))


def variant_of(store: ParameterStore, names: tuple[str, ...], place: str, key: str, today: date) -> Variant:
    """One variant with everything that was ever set, joined by notice."""
    histories = {name: store.history(name, place=place, key=key) for name in names}
    notices: dict[tuple[date, str, str], dict[str, DatedValue]] = {}
    for name, history in histories.items():
        for value in history:
            notices.setdefault((value.start, value.document, value.source), {})[name] = value
    rows = [_row(filled, today) for _, filled in sorted(notices.items(), key=lambda item: item[0], reverse=True)]
    charts = [(_column(name), chart_of(history, _figures(history), today)) for name, history in histories.items()]
    said = next((heads.keys[key] for heads in _heads(store, names, place) if key in heads.keys), None)
    return Variant(key, said, tuple((column, chart) for column, chart in charts if chart), tuple(rows))


def _heads(store: ParameterStore, names: tuple[str, ...], place: str) -> list[Head]:
    return [store.head(name, place=place) for name in names]


def _row(filled: Mapping[str, DatedValue], today: date) -> Row:
    first = next(iter(filled.values()))
    return Row(tuple((_column(name), value) for name, value in filled.items()), first, first.covers(today))


def _figures(history: tuple[DatedValue, ...]) -> list[str]:
    """The number of each value as it is said, without its unit's words."""
    said = (value_in_words(value) for value in history)
    return ["".join(c for c in (text.en if text else "") if c in "0123456789.%") for text in said]


def _column(name: str) -> Text | None:
    column = table_and_column(name)[1]
    return column_label(column) if column else None


def _elsewhere(store: ParameterStore, names: tuple[str, ...], place: str) -> list[tuple[Text, str]]:
    """(name, address) of the other places that state it."""
    table = table_and_column(names[0])[0]
    others = (code for code in places_of(store, names) if code != place)
    return [(name_of(code), reverse("law:parameter", args=[code, table])) for code in others]


def _uses(name: str) -> list[tuple[Text, str]]:
    return [(what, page) for start, what, page in USES if name.partition(".")[0] == start]
