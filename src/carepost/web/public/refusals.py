"""Addresses that cannot be answered.

A value of the wrong form is 400 and names the parameter. A value of the right form that names nothing, a place that is
not on the list or a page past the last, is 404. Neither is ever replaced by a guess.
"""

from __future__ import annotations

import functools
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext

from carepost.domain.facts import Text
from carepost.domain.search import BadParameter, SearchQuery, parse_search
from carepost.records.places import Place
from carepost.web.errors import refused
from carepost.web.public.asking import NotThere, place_of, values_of

View = Callable[..., HttpResponse]


def read_search(values: QueryDict) -> tuple[SearchQuery, Place | None]:
    """What the address of a list asks that is the same for everybody, with its place. Raises BadParameter, NotThere."""
    query = parse_search(values_of(values))
    return query, place_of(query)


def page_exists(values: QueryDict, path: str, *, page: int, pages: int) -> None:
    """Raises NotThere for a page past the last, with the way to the last."""
    if page <= max(pages, 1):
        return
    last = values.copy()
    last["page"] = str(max(pages, 1))
    raise NotThere(
        "page",
        Text("没有第 {page} 页，一共 {pages} 页。", "There is no page {page}; there are {pages}.").format(
            page=page, pages=max(pages, 1)
        ),
        ((gettext("看最后一页"), f"{path}?{last.urlencode()}"),),
    )


def answers_refusals(view: View) -> View:
    """Turns BadParameter and NotThere into their pages."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except BadParameter as bad:
            return _page(request, 400, bad.parameter, bad.message)
        except NotThere as missing:
            return _page(request, 404, missing.parameter, missing.message, missing.ways)

    return answer


def _page(
    request: HttpRequest, status: int, parameter: str, message: Text, ways: tuple[tuple[str, str], ...] = ()
) -> HttpResponse:
    everything = (gettext("看全国的岗位"), reverse("public:posts"))
    context: dict[str, object] = {"parameter": parameter, "message": message, "ways": (*ways, everything)}
    return refused(request, status=status, context=context)
