"""An officer's own phrases, and the terms that a bureau sets itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from carepost.domain.facts import Mark
from carepost.domain.flow import Refusal
from carepost.domain.roles import OFFICERS, Role
from carepost.records.certification import (
    DEADLINE_LABELS,
    MOST_DAYS,
    SHIPPED_PHRASES,
    Deadline,
    add_phrase,
    drop_phrase,
    phrases_of,
    set_deadline,
    term_of,
)
from carepost.records.places import Place, get_place
from carepost.web.bureau.pages import acting, done, in_words, officers_only
from carepost.web.templatetags.words import say


class PhraseForm(forms.Form):
    """A phrase to keep."""

    text = forms.CharField(label=_("新的常用语"), max_length=200, error_messages={"required": _("请填写常用语。")})


class DeadlineForm(forms.Form):
    """A bureau's own term."""

    place = forms.ChoiceField(label=_("地区"))
    kind = forms.ChoiceField(label=_("事项"))
    working_days = forms.IntegerField(
        label=_("工作日"), min_value=1, max_value=MOST_DAYS, error_messages={"required": _("请填写工作日数。")}
    )
    source = forms.CharField(
        label=_("依据的文件"), max_length=200, error_messages={"required": _("请写明依据的文件。")}
    )
    mark = forms.ChoiceField(label=_("可靠程度"))

    def __init__(self, *args: Any, places: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "place": [(place.code, say(place.text)) for place in places],
            "kind": [(kind.value, say(label)) for kind, label in DEADLINE_LABELS.items()],
            "mark": [(mark.value, say(mark.label)) for mark in (Mark.P, Mark.S, Mark.M)],
        }
        for name, values in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = values


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def phrases(request: HttpRequest) -> HttpResponse:
    """The phrases that ship and an officer's own."""
    form = PhraseForm()
    if request.method == "POST" and (dropped := request.POST.get("drop", "")):
        if dropped.isascii() and dropped.isdigit() and len(dropped) < 15:
            drop_phrase(pk=int(dropped), by=acting(request))
        return redirect("bureau:phrases")
    if request.method == "POST":
        form = PhraseForm(request.POST)
        if form.is_valid():
            try:
                add_phrase(text=form.cleaned_data["text"], by=acting(request))
                return redirect("bureau:phrases")
            except Refusal as refused:
                form.add_error("text", in_words(refused))
    context = {"form": form, "own": phrases_of(acting(request)), "shipped": SHIPPED_PHRASES}
    return render(request, "bureau/phrases.html", context, status=422 if form.is_bound else 200)


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def deadlines(request: HttpRequest) -> HttpResponse:
    """The terms that hold in the officer's places; reviewers set them."""
    actor = acting(request)
    places = [place for place in map(get_place, sorted(actor.scopes(*OFFICERS))) if place]
    form = DeadlineForm(places=places)
    if request.method == "POST":
        form = DeadlineForm(request.POST, places=places)
        if form.is_valid() and _set(request, form):
            return redirect("bureau:deadlines")
    kinds = tuple(Deadline.Kind)
    rows = [(place, DEADLINE_LABELS[kind], term_of(place, kind)) for place in places for kind in kinds]
    context = {"form": form, "rows": rows, "sets": actor.holds(Role.OFFICER_REVIEWER)}
    return render(request, "bureau/deadlines.html", context, status=422 if form.is_bound else 200)


def _set(request: HttpRequest, form: DeadlineForm) -> bool:
    said = form.cleaned_data
    place = get_place(said["place"])
    if place is None:
        return False
    try:
        set_deadline(
            place=place,
            kind=Deadline.Kind(said["kind"]),
            working_days=said["working_days"],
            source=said["source"],
            mark=Mark(said["mark"]),
            by=acting(request),
            at=timezone.now(),
        )
    except Refusal as refused:
        messages.error(request, in_words(refused))
        return True
    done(request, gettext("已设定期限。"))
    return True
