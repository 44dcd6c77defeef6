"""The rules library: what a person can do here, everything that holds at a place, and what lapses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from carepost.domain.facts import Text
from carepost.domain.rules import Lapse, LapseState, Pack, ParameterStore, lapsing, lineage, table_and_column
from carepost.web import lawbook
from carepost.web.access import public
from carepost.web.law.finding import LONGEST_WORDS, find
from carepost.web.law.places import (
    COUNTRY,
    codes_of,
    day_of,
    known_place,
    name_of,
    pack_places,
    refuses_bad_days,
    trail_of,
)
from carepost.web.law.values import parameter_url, themes_of


@dataclass(frozen=True, slots=True)
class LapseRow:
    """A value that needs a look, with the name of its place and the address where it stands."""

    lapse: Lapse
    place: Text
    url: str


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What a person can do here in her words, where the law is looked up, and what words find."""
    today = timezone.localdate()
    store, words = lawbook.parameters(today), request.GET.get("q", "").strip()
    context = {
        "words": words[:LONGEST_WORDS],
        "found": find(words[:LONGEST_WORDS], store, lawbook.rule_packs(today)) if words else None,
        "places": pack_places([*codes_of(store), *(pack.place for pack in lawbook.schemes(today).values())]),
        "country_url": reverse("law:place", args=[COUNTRY]),
        "urgent": sum(1 for row in lapsing(store, today) if row.state is not LapseState.SOON),
    }
    return render(request, "law/rules_home.html", context)


@public
@require_safe
@refuses_bad_days
def place(request: HttpRequest, code: str) -> HttpResponse:
    """Everything that holds at a place on a day, grouped by theme; what is inherited says from where."""
    known_place(code)
    on, today = day_of(request), timezone.localdate()
    store = lawbook.parameters(on)
    context = {
        "code": code,
        "name": name_of(code),
        "on": on,
        "today": today,
        "trail": [] if code == COUNTRY else trail_of(code),
        "root": reverse("law:place", args=[COUNTRY]) if code != COUNTRY else "",
        "own": code in codes_of(store),
        "themes": themes_of(store, code, on),
        "schemes": schemes_near(lawbook.schemes(on), code),
        "below": _below(store, code),
        "digest": store.digest(code),
    }
    return render(request, "law/rules_place.html", context)


@public
@require_safe
def lapsing_page(request: HttpRequest) -> HttpResponse:
    """What has lapsed, may have lapsed or lapses soon, with what to do."""
    today = timezone.localdate()
    store = lawbook.parameters(today)
    rows = [_lapse_row(store, row) for row in lapsing(store, today)]
    groups = [(state, [row for row in rows if row.lapse.state is state]) for state in LapseState]
    return render(request, "law/rules_lapsing.html", {"groups": groups, "today": today, "count": len(rows)})


def schemes_near(schemes: Mapping[str, Pack], code: str) -> list[tuple[Pack, Text]]:
    """The schemes of a place, of the places above it and of those below, each with the name of its place."""
    prefix = code.rstrip("0") if code != COUNTRY else "-"
    near = [pack for pack in schemes.values() if pack.place in lineage(code) or pack.place.startswith(prefix)]
    return [(pack, name_of(pack.place)) for pack in near]


def _below(store: ParameterStore, code: str) -> list[tuple[Text, str]]:
    """The places right under a province (or the provinces) that have packs of their own."""
    codes = codes_of(store)
    if code == COUNTRY:
        chosen = [c for c in codes if c.endswith("0000") and c != COUNTRY]
    else:
        chosen = [c for c in codes if c != code and code in lineage(c)]
    return [(name_of(each), reverse("law:place", args=[each])) for each in chosen]


def _lapse_row(store: ParameterStore, lapse: Lapse) -> LapseRow:
    name = lapse.item.partition(" ")[0]
    full = next((known for known in store.names() if name in (known, table_and_column(known)[0])), "")
    stated = any(store.keys(each, place=lapse.place) for each in (full,) if each)
    url = parameter_url(lapse.place, full) if stated else reverse("law:place", args=[lapse.place])
    return LapseRow(lapse, name_of(lapse.place), url)
