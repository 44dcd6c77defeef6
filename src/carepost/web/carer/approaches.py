"""Employers who ask for her: whether she is suggested at all, and her answer to each."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from carepost.domain.flow import Refusal
from carepost.records.hiring import (
    APPROACH_LIFE,
    CONTACT_MOST,
    Approach,
    access_approach,
    approaches_to,
    begin_seeking,
    decline_approach,
    end_seeking,
    is_seeking,
    reveal_contact,
)
from carepost.records.people import User, phone_of_person
from carepost.web.account.forms import said
from carepost.web.carer.gate import did, mine


class ContactForm(forms.Form):
    """How an employer may reach her."""

    contact = forms.CharField(
        label=_("称呼和电话"),
        max_length=CONTACT_MOST,
        help_text=_("只给这一家单位看，可以随时收回。"),
        error_messages={"required": _("请写明称呼和电话。")},
    )


@mine("GET", "POST")
def approaches(request: HttpRequest, user: User) -> HttpResponse:
    """What employers asked; POST switches being suggested on (`do=begin`) or off."""
    if request.method == "POST":
        try:
            if request.POST.get("do") == "begin":
                begin_seeking(user=user, at=timezone.now())
                messages.success(request, gettext("已开启。单位只看到一个编号、您的技能和每周能上班的小时数。"))
            elif end_seeking(user=user, at=timezone.now()):
                messages.success(request, gettext("已关闭，单位不再看到您。"))
        except Refusal as refusal:
            context = _context(user) | {"refusal": said(refusal.reason)}
            return render(request, "carer/approaches.html", context, status=422)
        return redirect("carer:approaches")
    return render(request, "carer/approaches.html", _context(user))


@mine("GET", "POST")
def approach(request: HttpRequest, user: User, code: str) -> HttpResponse:
    """One of them: give a contact, say no, or take the contact back."""
    shown = _hers(user, code)
    form = ContactForm(initial={"contact": _usual(user)})
    if request.method == "POST" and request.POST.get("do") == "decline":
        form = ContactForm(request.POST)
        form.full_clean()
        form.errors.clear()
        if did(form, lambda: decline_approach(approach=shown, user=user, at=timezone.now())):
            messages.success(request, gettext("已谢绝。"))
            return redirect("carer:approaches")
    elif request.method == "POST":
        form = ContactForm(request.POST)
        if form.is_valid() and did(form, lambda: _reveal(shown, user, form)):
            messages.success(request, gettext("已把联系方式给这家单位。"))
            return redirect("carer:approach", code=code)
    context = {"approach": shown, "state": APPROACH_LIFE.states[shown.state], "form": form}
    return render(request, "carer/approach.html", context, status=422 if form.errors else 200)


def _reveal(shown: Approach, user: User, form: ContactForm) -> None:
    reveal_contact(approach=shown, user=user, contact=form.cleaned_data["contact"], at=timezone.now())


def _context(user: User) -> dict[str, object]:
    rows = [(each, APPROACH_LIFE.states[each.state]) for each in approaches_to(user)]
    return {"rows": rows, "seeking": is_seeking(user), "refusal": ""}


def _hers(user: User, code: str) -> Approach:
    try:
        return access_approach(code, user=user)
    except Refusal as missing:
        raise Http404 from missing


def _usual(user: User) -> str:
    return " ".join(part for part in (user.name, phone_of_person(user)) if part)
