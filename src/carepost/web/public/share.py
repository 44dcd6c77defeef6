"""Cards to pass on: a post or a search with its QR code, as a page for the phone and a poster on A6.

An address that is passed on says nothing of who passes it on: neither where she lives nor, unless she wishes it, when
she is free.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.cache import patch_cache_control
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from carepost.domain.facts import Text
from carepost.domain.search import KINDS, BadParameter, SearchQuery, address_of, parse_search, shared
from carepost.domain.week import describe_windows
from carepost.records.places import label_for
from carepost.records.posts import post_file_of
from carepost.web.access import public
from carepost.web.public.asking import place_of
from carepost.web.public.pay import yuan
from carepost.web.public.post import card, five_facts, open_post
from carepost.web.public.refusals import answers_refusals
from carepost.web.public.rows import Row, recorded
from carepost.web.templatetags.words import say

# Where she lives, how she moves and what she keeps: never part of an address that is passed on.
PERSONAL = frozenset({"from", "school", "way", "commute", "page"})
HER_WEEK = frozenset({"week", "holiday"})
KEPT = "saved"
# Pages that a code may lead to; of these only the list of posts takes parameters.
LIST = "public:posts"
PAGES = frozenset({LIST, "public:post", "public:employer", "public:bureau", "public:home"})
# A code of more would be too fine for the camera of a cheap phone.
LONGEST = 600
MOST_PARAMETERS = 50
DAY = 24 * 3600


def shared_query(values: Mapping[str, str], *, with_week: bool = False) -> SearchQuery:
    """A search as it may be passed on; her own week (`week`, `holiday`) only where she says so.

    Days and hours that are asked as such (`days`, `start`, `end`) are nobody's week. Raises BadParameter.
    """
    hers = frozenset() if with_week and values.get("week", "").strip() != KEPT else HER_WEEK
    return shared(parse_search({name: value for name, value in values.items() if name not in PERSONAL | hers}))


def address(query: SearchQuery) -> str:
    """The path of the list of posts for a search."""
    asked = address_of(query)
    return reverse(LIST) + (f"?{asked}" if asked else "")


def code_svg(address: str) -> SafeString:
    """A QR code (ISO/IEC 18004, 15 % correction) for an absolute address, as SVG with its quiet zone, black on white.

    Raises BadParameter for an address too long to be read from paper.
    """
    if len(address) > LONGEST:
        raise BadParameter(
            "path", Text("地址太长，做不成清楚的二维码。", "The address is too long for a code that can be read.")
        )
    code = segno.make(address, error="m", micro=False)
    # The library writes figures only: nothing of the address stands in the markup.
    return mark_safe(code.svg_inline(omitsize=True, light="#fff", svgclass="cp-code", lineclass=None))  # noqa: S308


@public
@require_safe
@answers_refusals
def post_card(request: HttpRequest, code: str) -> HttpResponse:
    """The card of a post: its five facts and the code of its page."""
    shown = open_post(request, code)
    facts = five_facts(shown, post_file_of(shown))
    link = card(request, shown, facts)
    context = {**link, "post": shown, "facts": facts, "code": code_svg(link["target"])}
    return render(request, "public/share_post.html", context)


@public
@require_safe
@answers_refusals
def search_card(request: HttpRequest) -> HttpResponse:
    """The card of a search: what is looked for in words, and the code of the list."""
    values = {name: str(value) for name, value in request.GET.items()}
    with_week = values.get("with") == "week"
    bare, full = shared_query(values), shared_query(values, with_week=True)
    query = full if with_week else bare
    place = place_of(query)
    target = request.build_absolute_uri(address(query))
    rows = search_rows(query)
    context = {
        "path": address(query),
        "summary": gettext("；").join(strip_tags(value) for _, value in rows),
        "place": place,
        "label": label_for(place),
        "rows": rows,
        "target": target,
        "code": code_svg(target),
        "with_week": with_week,
        "has_week": full != bare,
        # The same card with her week left out, or taken in.
        "other": _card(bare) if with_week else f"{_card(full)}&with=week",
    }
    return render(request, "public/share_search.html", context)


@public
@require_safe
@answers_refusals
def code_image(request: HttpRequest) -> HttpResponse:
    """The QR code of a page of this site (`path`) as an image; any other address is refused."""
    path = own_path(request.GET.get("path", ""))
    svg = code_svg(request.build_absolute_uri(path)).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    answer = HttpResponse(svg, content_type="image/svg+xml")
    patch_cache_control(answer, public=True, max_age=DAY)
    return answer


def own_path(path: str) -> str:
    """The path of a page of PAGES, its parameters cleared of what is personal. Raises BadParameter for any other."""
    bare, _, query = path.partition("?")
    try:
        match = resolve(bare)
    except Resolver404:
        raise _not_ours() from None
    if match.view_name not in PAGES:
        raise _not_ours()
    clean = reverse(match.view_name, kwargs=match.kwargs)
    if match.view_name != LIST or not query:
        return clean
    try:
        values = dict(parse_qsl(query, max_num_fields=MOST_PARAMETERS))
    except ValueError:
        raise _not_ours() from None
    return address(shared_query(values))


def search_rows(query: SearchQuery) -> list[Row]:
    """What a shared search asks beside its place, in words; only what is asked."""
    least, kinds = query.pay_min_fen, [say(KINDS[kind]) for kind in KINDS if kind in query.kinds]
    rows = [
        (gettext("搜索"), recorded(query.words)),
        (gettext("时间"), say(describe_windows(query.profile.term.blocks())) if query.profile else ""),
        (gettext("报酬"), gettext("每小时 {yuan} 元起").format(yuan=yuan(least)) if least else ""),
        (gettext("类别"), gettext("、").join(kinds)),
    ]
    return [(label, value) for label, value in rows if value]


def _card(query: SearchQuery) -> str:
    """The address of the card of a search."""
    return reverse("public:share") + address(query).removeprefix(reverse(LIST))


def _not_ours() -> BadParameter:
    return BadParameter(
        "path",
        Text(
            "二维码只为本站的岗位、单位、人社部门和列表页面生成。",
            "Codes are made only for this site's pages of posts, employers and bureaus.",
        ),
    )
