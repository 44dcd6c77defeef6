"""Cards to pass on: a post or a search with its QR code, as a page for the phone and a poster on A6.

An address that is passed on says nothing of who passes it on: neither where she lives nor, unless she wishes it, when
she is free.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

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
from carepost.domain.search import BadParameter
from carepost.domain.week import Week, WeekError, describe
from carepost.records.places import label_for
from carepost.records.posts import post_file_of
from carepost.web.access import public
from carepost.web.public.post import card, five_facts, open_post
from carepost.web.public.refusals import answers_refusals, read_search
from carepost.web.public.rows import Row, recorded
from carepost.web.templatetags.words import say

# What a shared search may hold. Not `from`, `way`, `commute` (where she lives and how she moves) nor the page.
OPEN = ("place", "q", "days", "start", "end", "pay_min", "kind", "sort", "show")
# Passed on only when she says so (`with=week`), and never the name of what is kept in her account.
HER_WEEK = ("week", "holiday")
KEPT = frozenset({"saved", "home"})
# Pages that a code may lead to; of these only the list of posts takes parameters.
LIST = "public:posts"
PAGES = frozenset({LIST, "public:post", "public:employer", "public:bureau", "public:home"})
# A code of more would be too fine for the camera of a cheap phone.
LONGEST = 300
MOST_PARAMETERS = 50
DAY = 24 * 3600


def shared_address(values: Mapping[str, str], *, with_week: bool = False) -> str:
    """The path of a search without anything personal: the parameters of OPEN, in that order, that are not empty."""
    names = (*OPEN, *(HER_WEEK if with_week else ()))
    kept = [(name, value) for name in names if (value := str(values.get(name, ""))) and value not in KEPT]
    return reverse(LIST) + (f"?{urlencode(kept)}" if kept else "")


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
    _, place = read_search(request.GET)
    values = {name: str(value) for name, value in request.GET.items()}
    with_week = values.get("with") == "week"
    bare, full = shared_address(values), shared_address(values, with_week=True)
    path = full if with_week else bare
    target = request.build_absolute_uri(path)
    rows = search_rows(values, with_week=with_week)
    context = {
        "path": path,
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
        return shared_address(dict(parse_qsl(query, max_num_fields=MOST_PARAMETERS)))
    except ValueError:
        raise _not_ours() from None


def search_rows(values: Mapping[str, str], *, with_week: bool) -> list[Row]:
    """What a shared search asks, in words; only what is asked."""
    start, end, least = values.get("start", ""), values.get("end", ""), values.get("pay_min", "")
    rows = [
        (gettext("搜索"), recorded(values.get("q", ""))),
        (gettext("哪几天"), _days(values.get("days", ""))),
        (gettext("时间"), f"{start}–{end}" if start and end else start or end),
        (gettext("报酬"), gettext("每小时 {yuan} 元起").format(yuan=least) if least else ""),
        *([(gettext("我的一周"), _week(values.get("week", "")))] if with_week else []),
    ]
    return [(label, value) for label, value in rows if value]


def _card(path: str) -> str:
    """The address of the card for a shared search."""
    return reverse("public:share") + path.removeprefix(reverse(LIST))


def _week(code: str) -> str:
    if not code or code in KEPT:
        return ""
    try:
        return say(describe(Week.decode(code)))
    except WeekError as error:
        raise BadParameter("week", error.problem) from error


def _days(digits: str) -> str:
    names = (
        gettext("周一"),
        gettext("周二"),
        gettext("周三"),
        gettext("周四"),
        gettext("周五"),
        gettext("周六"),
        gettext("周日"),
    )
    return gettext("、").join(names[int(digit) - 1] for digit in sorted(set(digits)) if digit in "1234567")


def _not_ours() -> BadParameter:
    return BadParameter(
        "path",
        Text(
            "二维码只为本站的岗位、单位、人社部门和列表页面生成。",
            "Codes are made only for this site's pages of posts, employers and bureaus.",
        ),
    )
