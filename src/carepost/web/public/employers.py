"""The directory of employers: who has certified posts where, and what each promises."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from carepost.domain.facts import Text
from carepost.domain.search import BadParameter
from carepost.records.posts import EmployerNotFound, employer_directory, employer_posts, employers_by_place
from carepost.web.access import public
from carepost.web.public.places import address, counted, trail
from carepost.web.public.refusals import answers_refusals, page_exists, read_search
from carepost.web.public.rows import employer_rows
from carepost.web.public.views import actor_of

NAME_MAX = 60


@public
@require_safe
@answers_refusals
def employers(request: HttpRequest) -> HttpResponse:
    """The employers of a place: those with certified posts first, each group by pinyin; `q` looks for a name."""
    actor = actor_of(request)
    query, place = read_search(request.GET)
    name = _name(request.GET.get("q", ""))
    found = employer_directory(actor, place=place, page=query.page, name=name)
    page_exists(request.GET, request.path, page=query.page, pages=found.pages)
    context = {
        "place": place,
        "name": name,
        "root": address("public:employers", None) if place else "",
        "trail": trail("public:employers", place),
        "parts": counted("public:employers", employers_by_place(actor, place)),
        "found": found,
        "groups": [
            (gettext("有认定岗位的单位"), [entry for entry in found.items if entry.certified]),
            (gettext("其他单位"), [entry for entry in found.items if not entry.certified]),
        ],
    }
    return render(request, "public/employers.html", context)


@public
@require_safe
@answers_refusals
def employer(request: HttpRequest, code: str) -> HttpResponse:
    """One employer: what is known of it, what its posts promise, its certificates and its posts."""
    query, _ = read_search(request.GET)
    try:
        found = employer_posts(actor_of(request), code, page=query.page)
    except EmployerNotFound as missing:
        raise Http404 from missing
    page_exists(request.GET, request.path, page=query.page, pages=found.pages)
    shown = found.entry.employer
    context = {
        "employer": shown,
        "entry": found.entry,
        "rows": employer_rows(shown),
        "found": found,
        "own": [post for post in found.items if post.kind == "own"],
        "reported": [post for post in found.items if post.kind == "reported"],
    }
    return render(request, "public/employer.html", context)


def _name(written: str) -> str:
    if len(written) > NAME_MAX:
        raise BadParameter(
            "q",
            Text("单位名称最多 {most} 个字。", "The name of an employer has at most {most} characters.").format(
                most=NAME_MAX
            ),
        )
    return written.strip()
