"""A wrong row of an import, put right on the page and taken."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.records.posts import COLUMNS, ImportNotFound, Outcome, RowRefused, access_import, correct_row
from carepost.web.bureau.pages import acting, done, in_words, officers_only
from carepost.web.templatetags.words import say

_LONG = 200
_ENGLISH = {
    "source_url": "Source (web address)",
    "city": "City",
    "employer": "Employer",
    "title": "Title",
    "headcount": "Headcount",
    "pay_text": "Pay",
    "hours_text": "Hours",
    "place": "Place",
    "requirements": "Requirements",
    "other": "Other",
}


class RowForm(forms.Form):
    """The cells of a row; what is wrong with them is said by the import's own check."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column in COLUMNS:
            wide = forms.Textarea(attrs={"rows": 2}) if column.most >= _LONG else forms.TextInput()
            label = say(Text(column.label, _ENGLISH[column.name]))
            self.fields[column.name] = forms.CharField(label=label, required=False, widget=wide, max_length=5000)

    def say_errors(self, errors: list[dict[str, str]]) -> None:
        """Puts the errors of an import's report beside the cells that they are about."""
        side = "en" if (get_language() or "").startswith("en") else "zh"
        for error in errors:
            self.add_error(error["field"] or None, f"{error[f'message_{side}']} {error[f'fix_{side}']}")


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, code: str, row: int) -> HttpResponse:
    """The form of one row; a good one is taken and leads back to the report."""
    try:
        run = access_import(acting(request), code)
    except ImportNotFound as missing:
        raise Http404 from missing
    if not 1 <= row <= len(run.rows) or run.rows[row - 1]["outcome"] != Outcome.WRONG:
        raise Http404
    before = run.rows[row - 1]
    if request.method != "POST":
        form = RowForm(initial=before.get("cells", {}))
        return render(request, "bureau/import_row.html", _context(run, before, form))
    form = RowForm(request.POST)
    if form.is_valid():
        try:
            correct_row(run=run, row=row, cells=form.cleaned_data, by=acting(request), at=timezone.now())
        except RowRefused as still:
            form.say_errors(still.errors)
        except Refusal as refused:
            form.add_error(None, in_words(refused))
        else:
            done(request, gettext("第 {line} 行已更正并导入。").format(line=before["line"]))
            return redirect("bureau:import_report", code=code)
    return render(request, "bureau/import_row.html", _context(run, before, form), status=422)


def _context(run: object, before: dict[str, Any], form: RowForm) -> dict[str, Any]:
    side = "en" if (get_language() or "").startswith("en") else "zh"
    notes = [f"{error[f'message_{side}']} {error[f'fix_{side}']}" for error in before["errors"]]
    return {"run": run, "before": before, "form": form, "notes": notes}
