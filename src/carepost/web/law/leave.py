"""What each parent may take at a place, how pregnant and nursing workers are protected, what recruiting may not ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from carepost.domain.entitlements import (
    LeaveLine,
    Protection,
    Subject,
    cited,
    contract_forms,
    leave_of,
    over_age_duties,
    protections,
    recruitment_bans,
)
from carepost.domain.facts import Mark, Text
from carepost.domain.rules import source_said
from carepost.web.access import public
from carepost.web.law.place import choice_of, office_of, read_place
from carepost.web.lawbook import parameters
from carepost.web.public.refusals import answers_refusals
from carepost.web.templatetags.words import say


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value is written."""

    article: Text
    source: Text
    mark: Mark


@dataclass(frozen=True, slots=True)
class Row:
    """A leave on the page: what it is, for whom and in which case, its days in words ("" where nothing is stated)."""

    label: Text
    who: Text
    days: str
    case: Text | None
    said: Text | None
    reasons: tuple[Text, ...]
    sources: tuple[Source, ...]


@public
@require_safe
@answers_refusals
def leave(request: HttpRequest) -> HttpResponse:
    """The page of a place; without one, the places to choose from beside what holds everywhere."""
    place, today = read_place(request.GET), timezone.localdate()
    store = parameters(today)
    found = leave_of(store, place=place.code, on=today) if place else None
    context = {
        "place": place,
        "choice": choice_of(request.path, place),
        "office": office_of(place),
        "maternity": rows_of(found.maternity if found else ()),
        "paternity": rows_of(found.paternity if found else ()),
        "parental": rows_of(found.parental if found else ()),
        "protections": by_subject(protections(store, on=today)),
        "bans": recruitment_bans(store, on=today),
        "over_age": over_age_duties(store, on=today),
        "forms": contract_forms(store, on=today),
    }
    return render(request, "law/leave.html", context)


def rows_of(lines: Iterable[LeaveLine]) -> list[Row]:
    """The lines of a leave as the page shows them; the whole leave comes first."""
    return [_row(line) for line in lines]


def _row(line: LeaveLine) -> Row:
    return Row(
        label=line.label,
        who=line.who.label,
        days=days_said(line),
        case=line.condition,
        said=line.said,
        reasons=tuple(dict.fromkeys(line.reasons)),
        sources=tuple(Source(cited(v), source_said(v.source), v.mark) for v in line.values),
    )


def days_said(line: LeaveLine) -> str:
    """The days in words: each value where sources differ, both ends of a range, the least; "" for nothing known."""
    figure = _figure(line)
    if not figure:
        return ""
    counted = gettext("{days} 天").format(days=figure)
    if line.unit is not None:
        counted = gettext("{days} 天（{unit}）").format(days=figure, unit=say(line.unit.label))
    return gettext("每年 {days}").format(days=counted) if line.yearly else counted


def _figure(line: LeaveLine) -> str:
    candidates = [each for value in line.values for each in value.candidates]
    if len(candidates) > 1:
        return gettext(" 或 ").join(candidates)
    if line.low is None:
        return gettext("最多 {high}").format(high=line.high) if line.high is not None else ""
    if line.high is None:
        return gettext("至少 {low}").format(low=line.low)
    return str(line.low) if line.low == line.high else gettext("{low} 至 {high}").format(low=line.low, high=line.high)


def by_subject(rows: Sequence[Protection]) -> list[tuple[Text, list[Protection]]]:
    """The rules of protection under whom they protect."""
    order = list(Subject)
    ordered = sorted(rows, key=lambda row: order.index(row.subject))
    return [(subject.label, list(each)) for subject, each in groupby(ordered, key=lambda row: row.subject)]
