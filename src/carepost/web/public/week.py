"""The week entry: one question a page, every answer in the address, each page to be skipped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from carepost.domain.facts import Text
from carepost.domain.week import EntryError, HolidayPlan, WeekEntry
from carepost.records.places import Level, Place, ancestors, get_place
from carepost.web.access import public
from carepost.web.public.week_steps import STEPS, Step, address_of_step, context_of
from carepost.web.templatetags.words import say
from carepost.web.weeks import forget_week, remember_week, remembered_week

Problems = Sequence[tuple[str, Text]]
POSTS, SAVED = "posts", "saved"
NO_PLACE = Text("没有代码为 {code} 的地区，请重新选", "no place has the code {code}; choose again")
MUNICIPALITIES = ("110000", "120000", "310000", "500000")
"""Cities that are provinces: Beijing, Tianjin, Shanghai, Chongqing."""


@public
@require_safe
def step(request: HttpRequest, name: str = "start") -> HttpResponseBase:
    """A question with the answers given so far; with `to` its answer is taken and the way goes on there."""
    page = STEPS.get(name)
    if page is None or page.name == "summary":
        raise Http404
    saved = remembered_week(request) if request.GET.get("week") == SAVED else None
    if saved:
        return HttpResponseRedirect(address_of_step(name, saved))
    entry, problems = read_entry(request.GET)
    if request.GET.get("fragment") == "sentence":
        said = problems[0][1] if problems else entry.sentence()
        return HttpResponse(say(said), content_type="text/plain; charset=utf-8")
    if not problems and (onward := _onward(request.GET, page, entry)):
        return HttpResponseRedirect(onward)
    kept = remembered_week(request) if page.name == "start" else None
    context = context_of(page, entry, request.GET, problems)
    context |= {"kept": kept, "kept_posts": posts_address(kept) if kept else ""}
    context |= {"kept_summary": address_of_step("summary", kept) if kept else ""}
    return render(request, f"public/week_{page.template}.html", context, status=422 if problems else 200)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def summary(request: HttpRequest) -> HttpResponseBase:
    """Says all answers back and leads to the posts; POST keeps them (`keep`) or forgets what was kept (`forget`)."""
    entry, problems = read_entry(request.POST if request.method == "POST" else request.GET)
    if request.method == "POST" and not problems and (done := _kept(request, entry)):
        return done
    if request.method == "POST" and not problems:
        problems = [("p", Text("先选可以上班的时间，才能记住", "Choose the times you can work before keeping them"))]
    context = context_of(STEPS["summary"], entry, request.GET, problems)
    context |= {"posts_url": posts_address(entry), "kept": remembered_week(request) == entry}
    return render(request, "public/week_summary.html", context, status=422 if problems else 200)


def read_entry(values: QueryDict) -> tuple[WeekEntry, Problems]:
    """The answers of an address or a form, and what cannot be read of them: places must be on the list."""
    given = {name: [str(value) for value in values.getlist(name)] for name in values}
    for name in ("home", "school"):
        if f"{name}_at" in given:
            given[name], given[f"{name}_pin"] = given[f"{name}_at"], []
    problems: list[tuple[str, Text]] = []
    try:
        entry = WeekEntry.from_query(given)
    except EntryError as error:
        entry, problems = error.entry, list(error.problems)
    for name, code in (("home", entry.home), ("school", entry.school)):
        if isinstance(code, str) and get_place(code) is None:
            entry = replace(entry, home=None) if name == "home" else replace(entry, school=None)
            problems.append((name, NO_PLACE.format(code=code)))
    return entry, problems


def _onward(values: QueryDict, page: Step, entry: WeekEntry) -> str:
    """Where the button that was pressed leads, "" for none."""
    if "copy" in values:
        return address_of_step("times", _copied(values, entry))
    if (day := values.get("add", "")) and "to" not in values and f"s{day}" in values:
        return f"{address_of_step('times', entry)}&add={day}#d{day}"
    to = values.get("to", "")
    if to == POSTS:
        return posts_address(entry)
    if page.name == "holiday" and to == page.next and entry.holidays is HolidayPlan.OWN:
        to = "holiday-hours"
    return address_of_step(to, entry) if to in STEPS else ""


def _copied(values: QueryDict, entry: WeekEntry) -> WeekEntry:
    """The entry with the hours of one day also on others."""
    source, others = values.get("copy_from", "1"), set("".join(str(day) for day in values.getlist("copy_to")))
    if source not in set("1234567") or others - set("1234567"):
        return entry
    return replace(entry, term=entry.term.with_copies(int(source) - 1, (int(day) - 1 for day in others)))


def posts_address(entry: WeekEntry) -> str:
    """The search for her, in the city of the place she sets out from: her home's, where the school counts as well."""
    query = entry.search_query()
    first = entry.ends[0] if entry.ends else None
    place = get_place(first) if isinstance(first, str) else None
    if place:
        query["place"] = city_of(place).code
    return reverse("public:posts") + ("?" + urlencode(query, safe=",~") if query else "")


def city_of(place: Place) -> Place:
    """The city around a place, Beijing as a whole; the county where it lies in no city."""
    line = (*ancestors(place), place)
    if line[0].code in MUNICIPALITIES:
        return line[0]
    return next((each for each in line if each.level == Level.CITY), line[min(1, len(line) - 1)])


def _kept(request: HttpRequest, entry: WeekEntry) -> HttpResponseRedirect | None:
    """Keeps or forgets as asked; None when there is nothing to keep."""
    if "forget" in request.POST:
        forget_week(request)
        messages.success(request, gettext("已忘掉您的一周。"))
        return HttpResponseRedirect(reverse("public:week"))
    if not entry.term.week:
        return None
    remember_week(request, entry)
    messages.success(request, gettext("已记住您的一周。"))
    return HttpResponseRedirect(address_of_step("summary", entry))
