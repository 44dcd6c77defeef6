"""The one way to write a search as the query string of an address."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from carepost.domain.search.query import KINDS, SearchQuery
from carepost.domain.travel import Point


def address_of(query: SearchQuery) -> str:
    """The canonical query string ("" for a search that asks nothing); parse_search reads the same search from it."""
    return urlencode(parameters_of(query), safe=",~:")


def shared(query: SearchQuery) -> SearchQuery:
    """The search as it may be passed on: without where she sets out from and without the week that she keeps."""
    return replace(
        query,
        origin=None,
        school=None,
        way=None,
        commute=None,
        profile=None if query.saved else query.profile,
        saved=False,
        page=1,
    )


def parameters_of(query: SearchQuery) -> dict[str, str]:
    """The parameters by name, in a fixed order; what is not asked is absent."""
    values = {
        "place": query.place,
        "q": query.words,
        **_week(query),
        "from": _origin(query.origin),
        "school": _origin(query.school),
        "way": query.way and query.way.value,
        "commute": query.commute and str(query.commute),
        "pay_min": query.pay_min_fen and f"{query.pay_min_fen / 100:.2f}".rstrip("0").rstrip("."),
        "kind": ",".join(kind for kind in KINDS if kind in query.kinds),
        "sort": query.sort and query.sort.value,
        "show": "all" if query.show_all else "",
        "page": str(query.page) if query.page > 1 else "",
    }
    return {name: str(value) for name, value in values.items() if value}


def _week(query: SearchQuery) -> dict[str, str]:
    if query.profile is None or query.saved:
        return {"week": "saved"} if query.saved else {}
    holiday = query.profile.holiday
    return {"week": query.profile.term.encode(), "holiday": "" if holiday is None else holiday.encode()}


def _origin(origin: Point | str | None) -> str | None:
    return f"{origin.latitude:.10g},{origin.longitude:.10g}" if isinstance(origin, Point) else origin
