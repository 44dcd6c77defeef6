"""What the pages on law say of places and days: names, the trail above, which places have packs of their own."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from carepost.domain.facts import Text
from carepost.domain.rules import ParameterStore, lineage
from carepost.records.places import get_place
from carepost.web.errors import refused

COUNTRY = "000000"
NATION = Text("全国", "the whole country")
FIRST_YEAR, LAST_YEAR = 1949, 2100
View = Callable[..., HttpResponse]


class BadDay(Exception):
    """An address whose `on` is no calendar day."""


@dataclass(frozen=True, slots=True)
class PackPlaces:
    """A province that has packs, with the places below it that have packs of their own."""

    name: Text
    code: str
    below: tuple[tuple[Text, str], ...]


def name_of(code: str) -> Text:
    """The name of a place by its code; the code itself for one that the tables do not know."""
    if code == COUNTRY:
        return NATION
    place = get_place(code)
    return place.text if place else Text(code, code)


def known_place(code: str) -> str:
    """The code, if there is such a place (or it is the country's). Raises Http404."""
    if code != COUNTRY and get_place(code) is None:
        raise Http404(code)
    return code


def trail_of(code: str) -> list[tuple[Text, str]]:
    """(name, address) of the places above, the province first; the country is the root of the trail."""
    above = [each for each in reversed(lineage(code)) if each not in (code, COUNTRY)]
    return [(name_of(each), reverse("law:place", args=[each])) for each in above]


def pack_places(codes: Iterable[str]) -> tuple[PackPlaces, ...]:
    """The places of packs by province, in the order of their codes; the country is not among them."""
    known = sorted(set(codes) - {COUNTRY})
    provinces = sorted({f"{code[:2]}0000" for code in known})
    return tuple(
        PackPlaces(
            name_of(province),
            province,
            tuple((name_of(c), c) for c in known if c[:2] == province[:2] and c != province),
        )
        for province in provinces
    )


def codes_of(store: ParameterStore) -> tuple[str, ...]:
    """The codes of the places that state values themselves."""
    return tuple(sorted({value.place for value in store}))


def day_of(request: HttpRequest) -> date:
    """The day that the address asks (`on`), today where it asks none. Raises BadDay."""
    written = request.GET.get("on", "")
    if not written:
        return timezone.localdate()
    try:
        day = date.fromisoformat(written) if len(written) == 10 else None
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadDay(written)
    return day


def refuses_bad_days(view: View) -> View:
    """Answers BadDay with a page that names the parameter and what to write."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except BadDay:
            message = Text(
                f"日期应写成 2026-11-22 这样，年份在 {FIRST_YEAR} 至 {LAST_YEAR} 之间。",
                f"Write the day as 2026-11-22, in a year from {FIRST_YEAR} to {LAST_YEAR}.",
            )
            ways = ((gettext("看今天的"), request.path),)
            return refused(request, status=400, context={"parameter": "on", "message": message, "ways": ways})

    return answer
