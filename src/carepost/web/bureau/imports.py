"""The officer's import: upload a file, read what became of each row."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from carepost.records.posts import (
    COLUMNS,
    MAX_BYTES,
    OUTCOME_LABELS,
    FileRefused,
    ImportNotFound,
    ImportRun,
    Outcome,
    access_import,
    correctable,
    import_listings,
    imports_of,
)
from carepost.web.bureau.pages import officers_only

ROWS_PER_PAGE = 100


class UploadForm(forms.Form):
    """One file; what it holds is judged by the import, not here."""

    file = forms.FileField(
        label=_("岗位文件"),
        help_text=_("CSV（UTF-8 或 GB18030）或 XLSX，不超过 5 MB、20000 行。"),
        allow_empty_file=True,
        error_messages={"required": _("请选择要导入的文件。"), "invalid": _("请选择要导入的文件。")},
    )
    file.widget.attrs["accept"] = ".csv,.xlsx"


@dataclass(frozen=True, slots=True)
class RowPage:
    """One page of an import's rows."""

    items: tuple[dict[str, Any], ...]
    count: int
    page: int
    pages: int


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """The form and the latest imports; a good file leads to its report, a bad one back here with the reason."""
    if request.method != "POST":
        return _form(request, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            run = import_listings(
                actor=request.actor,  # type: ignore[attr-defined]
                at=timezone.now(),
                file_name=sent.name,
                content=sent.read(MAX_BYTES + 1),
            )
        except FileRefused as refused:
            language = get_language() or ""
            form.add_error("file", f"{refused.message.say(language)} {refused.fix.say(language)}")
        else:
            return redirect("bureau:import_report", code=run.code)
    return _form(request, form, status=422)


@officers_only
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """An empty file with the header that an import expects; its byte-order mark tells spreadsheets the encoding."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="listings.csv"'
    csv.writer(response).writerow([column.label for column in COLUMNS])
    return response


@officers_only
@require_safe
def report(request: HttpRequest, code: str) -> HttpResponse:
    """What became of each row, all of them or those of one outcome."""
    actor = request.actor  # type: ignore[attr-defined]
    try:
        run = access_import(actor, code)
    except ImportNotFound as missing:
        raise Http404(f"no import {code}") from missing
    chosen = request.GET.get("outcome", "")
    chosen = chosen if chosen in set(Outcome) else ""
    rows = [row for row in run.rows if chosen in ("", row["outcome"])]
    language = get_language() or ""
    page = _page(rows, request.GET.get("page", ""))
    mendable = correctable(actor, (row["post"] for row in page.items if row["post"]))
    context = {
        "run": run,
        "earlier": imports_of(actor).defer("rows").filter(sha256=run.sha256, id__lt=run.pk).first(),
        "chosen": chosen,
        "filters": _filters(run, language),
        "page": page,
        "rows": [_told(row, language, mendable) for row in page.items],
    }
    return render(request, "bureau/import_report.html", context)


def _form(request: HttpRequest, form: UploadForm, *, status: int = 200) -> HttpResponse:
    runs = imports_of(request.actor).defer("rows")[:10]  # type: ignore[attr-defined]
    context = {"form": form, "runs": runs, "columns": COLUMNS}
    return render(request, "bureau/import.html", context, status=status)


def _filters(run: ImportRun, language: str) -> list[tuple[str, str, int]]:
    """(outcome, label, number of rows) for each outcome that occurs."""
    return [
        (str(outcome), label.say(language), run.counts[outcome])
        for outcome, label in OUTCOME_LABELS.items()
        if run.counts[outcome]
    ]


def _page(rows: list[dict[str, Any]], asked: str) -> RowPage:
    pages = max(1, -(-len(rows) // ROWS_PER_PAGE))
    page = min(max(int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1, 1), pages)
    start = (page - 1) * ROWS_PER_PAGE
    return RowPage(tuple(rows[start : start + ROWS_PER_PAGE]), len(rows), page, pages)


def _told(row: dict[str, Any], language: str, mendable: dict[str, bool]) -> dict[str, Any]:
    """A row in the reader's language, and whether its post can be put right (`unplaced`: its place is not known)."""
    side = "en" if language.startswith("en") else "zh"
    notes = [f"{error[f'message_{side}']} {error[f'fix_{side}']}" for error in row["errors"]]
    if row["reason"]:
        notes.append(row["reason"][side])
    return {
        "row": row["row"],
        "line": row["line"],
        "outcome": row["outcome"],
        "label": OUTCOME_LABELS[Outcome(row["outcome"])].say(language),
        "title": row["title"],
        "post": row["post"],
        "notes": notes,
        "mendable": row["post"] in mendable,
        "unplaced": not mendable.get(row["post"], True),
    }
