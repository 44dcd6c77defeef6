"""The 名录 by batch: closing one, and the page that anybody may read, print and download."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.domain.roles import OFFICERS
from carepost.domain.standard import Level
from carepost.records.certification import (
    Batch,
    BatchNotFound,
    BatchRow,
    access_batch,
    batches_in,
    close_batch,
    rows_of,
    waiting_for_batch,
)
from carepost.records.places import Place, area_prefixes, get_place
from carepost.web.access import public
from carepost.web.bureau.pages import acting, done, in_words, officers_only
from carepost.web.bureau.tables import Cells, csv_response, xlsx_response

_COLUMNS = (
    Text("序号", "No."),
    Text("证书编号", "Certificate"),
    Text("用人单位", "Employer"),
    Text("岗位", "Post"),
    Text("工作地点", "Place of work"),
    Text("报酬", "Pay"),
    Text("工时", "Hours"),
    Text("等级", "Level"),
    Text("认定日期", "Certified on"),
    Text("有效期至", "Valid until"),
)


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def batches(request: HttpRequest) -> HttpResponse:
    """What waits to be published in each place that the officer covers, and what was."""
    actor, at = acting(request), timezone.now()
    if request.method == "POST":
        place = get_place(request.POST.get("place", ""))
        if place is None:
            messages.error(request, gettext("没有这个地区。"))
            return redirect("bureau:batches")
        try:
            batch = close_batch(place=place, by=actor, at=at)
        except Refusal as refused:
            messages.error(request, in_words(refused))
            return redirect("bureau:batches")
        done(request, gettext("已公布第 {number} 批。").format(number=batch.number))
        return redirect("batches:batch", code=batch.code)
    places = [place for place in map(get_place, sorted(actor.scopes(*OFFICERS))) if place]
    waiting = [(place, waiting_for_batch(place, at=at).count()) for place in places]
    published = batches_in(area_prefixes(actor, *OFFICERS))
    return render(request, "bureau/batches.html", {"waiting": waiting, "batches": published})


@public
@require_safe
def all_batches(request: HttpRequest) -> HttpResponse:
    """Every published batch, newest first."""
    return render(request, "bureau/batch_list.html", {"batches": batches_in()})


@public
@require_safe
def batch(request: HttpRequest, code: str) -> HttpResponse:
    """One published batch, as it was published."""
    shown = _found(code)
    rows = [(row, Level(row.level).label) for row in rows_of(shown)]
    return render(request, "bureau/batch.html", {"batch": shown, "rows": rows, "label": label_of(shown)})


@public
@require_safe
def as_csv(request: HttpRequest, code: str) -> HttpResponse:
    """A batch as CSV."""
    shown = _found(code)
    return csv_response(_name(shown), _header(), _cells(rows_of(shown)))


@public
@require_safe
def as_xlsx(request: HttpRequest, code: str) -> HttpResponse:
    """A batch as XLSX."""
    shown = _found(code)
    return xlsx_response(_name(shown), gettext("名录"), _header(), _cells(rows_of(shown)))


def label_of(shown: Batch) -> Text:
    """What the bureau called its posts when it published the batch."""
    return Text(shown.label, shown.label_en)


def _found(code: str) -> Batch:
    try:
        return access_batch(code)
    except BatchNotFound as missing:
        raise Http404 from missing


def _name(shown: Batch) -> str:
    place: Place = shown.place
    return f"{place.code}-{shown.closed_on:%Y%m%d}-{shown.number}"


def _header() -> Cells:
    language = get_language() or ""
    return [column.say(language) for column in _COLUMNS]


def _cells(rows: Sequence[BatchRow]) -> list[Cells]:
    language = get_language() or ""
    english = language.startswith("en")
    return [
        (
            row.line,
            row.number,
            row.employer,
            row.title,
            row.place_en if english else row.place,
            row.pay_en if english else row.pay,
            row.hours_en if english else row.hours,
            Level(row.level).label.say(language),
            row.certified_on.isoformat(),
            row.expires_on.isoformat(),
        )
        for row in rows
    ]
