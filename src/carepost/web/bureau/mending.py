"""What an officer puts right: the point of a place or post, and a reported post."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from carepost.domain.facts import Mark, Text
from carepost.domain.flow import Refusal
from carepost.domain.roles import OFFICERS
from carepost.domain.travel import Point, TravelError, parse_point
from carepost.records.places import (
    Place,
    find_place,
    full_name,
    get_place,
    in_area,
    km_from_reference,
    pin_place,
    pins_of,
    point_of,
    reference_of,
    unpinned_in,
)
from carepost.records.posts import Conflict, Kind, Post, State, correct_reported, pin_post, withdraw_post
from carepost.web.bureau.pages import acting, done, in_words, officers_only, post_here, sent
from carepost.web.templatetags.words import say

# The first pair of decimal numbers in a link or text copied from a map; longitude first is turned round.
_PAIR = re.compile(r"(-?\d{1,3}\.\d+)\s*(?:,|，|%2C|\s)\s*(-?\d{1,3}\.\d+)")
_MARKS = (Mark.P, Mark.S, Mark.M)


class PointForm(forms.Form):
    """A point as typed or copied from a map, and where it is from."""

    point = forms.CharField(
        label=_("纬度,经度"),
        max_length=2000,
        help_text=_("如 22.52,113.38；也可粘贴含经纬度的地图链接或文字。"),
        error_messages={"required": _("请填写经纬度。")},
    )
    source = forms.CharField(
        label=_("依据"),
        max_length=200,
        help_text=_("如“镇政府网站的地图”“现场核对”。"),
        error_messages={"required": _("请写明位置的依据。")},
    )

    def clean_point(self) -> Point:
        """The point in the words. Raises ValidationError with the remedy."""
        written = str(self.cleaned_data["point"])
        try:
            found = parse_point(written) or point_in(written)
        except TravelError as wrong:
            raise ValidationError(in_words(wrong)) from wrong
        if found is None:
            raise ValidationError(gettext("没有读到经纬度：请写成 22.52,113.38 这样的形式。"))
        return found


class PlacePointForm(PointForm):
    """The same for a place, with how well it is known."""

    mark = forms.ChoiceField(label=_("可靠程度"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["mark"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(mark.value, say(mark.label)) for mark in _MARKS]


class CorrectForm(forms.Form):
    """What is right about a reported post."""

    place = forms.CharField(label=_("地点（区划代码或名称）"), required=False, max_length=60)
    employer = forms.CharField(label=_("单位名称"), required=False, max_length=120)
    reason = forms.CharField(label=_("理由"), max_length=300, error_messages={"required": _("请写明理由。")})


def point_in(words: str) -> Point | None:
    """The point in a map's link or text; None where there is no pair. Raises TravelError for one outside China."""
    found = _PAIR.search(words)
    if found is None:
        return None
    first, second = float(found[1]), float(found[2])
    return Point(second, first) if first > 60 >= second else Point(first, second)


@officers_only
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """The places of the officer's area that have no published point."""
    covered = [place for place in map(get_place, sorted(acting(request).scopes(*OFFICERS))) if place]
    rows = [(place, full_name(place), point_of(place)) for above in covered for place in unpinned_in(above)]
    return render(request, "bureau/places.html", {"rows": rows})


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, code: str) -> HttpResponse:
    """Giving a place its point: first shown with its distance, then kept."""
    shown = get_place(code)
    if shown is None or not in_area(acting(request), code, *OFFICERS):
        raise Http404
    form, refusal = PlacePointForm(sent(request)), ""
    if request.method == "POST" and form.is_valid() and request.POST.get("action") == "keep":
        said = form.cleaned_data
        try:
            pin_place(
                place=shown,
                point=said["point"],
                source=said["source"],
                mark=Mark(said["mark"]),
                by=acting(request),
                at=timezone.now(),
            )
        except Refusal as refused:
            refusal = in_words(refused)
        else:
            done(request, gettext("已标注。"))
            return redirect("bureau:place", code=code)
    context = {"place": shown, "name": full_name(shown), "pins": pins_of(shown), "now": point_of(shown)}
    return _pin_page(request, "bureau/place.html", context, form, shown, refusal)


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def pin(request: HttpRequest, code: str) -> HttpResponse:
    """Giving a post its own point."""
    post = post_here(request, code)
    form, refusal = PointForm(sent(request)), ""
    if request.method == "POST" and form.is_valid() and request.POST.get("action") == "keep":
        said = form.cleaned_data
        try:
            pin_post(post=post, point=said["point"], source=said["source"], by=acting(request), at=timezone.now())
        except Refusal as refused:
            refusal = in_words(refused)
        else:
            done(request, gettext("已标注。"))
            return redirect("bureau:post", code=code)
    return _pin_page(request, "bureau/pin.html", {"post": post}, form, post.place, refusal)


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, code: str) -> HttpResponse:
    """Putting a reported post right, or taking it off the list."""
    post = post_here(request, code)
    if post.kind != Kind.REPORTED or post.state != State.REPORTED:
        raise Http404
    form, refusal = CorrectForm(sent(request)), ""
    choices: tuple[Place, ...] = find_place(post.place_text).alternatives if post.place_text else ()
    if request.method == "POST" and form.is_valid():
        try:
            _mend(request, post, form)
        except (Refusal, Conflict) as refused:
            refusal = in_words(refused)
        else:
            withdrawn = post.state == State.WITHDRAWN
            done(request, gettext("已撤下。") if withdrawn else gettext("已更正。"))
            return redirect("bureau:post", code=code)
    context = {"post": post, "form": form, "refusal": refusal, "choices": [(p, full_name(p)) for p in choices]}
    return render(request, "bureau/correct.html", context, status=422 if request.method == "POST" else 200)


def _mend(request: HttpRequest, post: Post, form: CorrectForm) -> None:
    said, by, at = form.cleaned_data, acting(request), timezone.now()
    if request.POST.get("action") == "withdraw":
        withdraw_post(post=post, by=by, at=at, reason=said["reason"])
        return
    chosen = _place_named(said["place"])
    correct_reported(post=post, by=by, at=at, reason=said["reason"], place=chosen, employer=said["employer"])


def _place_named(words: str) -> Place | None:
    """The place of a code or a name. Raises Refusal for words that name none, or several."""
    words = words.strip()
    if not words:
        return None
    found = get_place(words)
    if found is not None:
        return found
    match = find_place(words)
    if match.place is not None and not match.rest:
        return match.place
    names = "、".join(full_name(p).zh for p in match.alternatives[:5])
    raise Refusal(
        Text(
            f"没有认出地点「{words}」。" + (f"可能是：{names}。" if names else "请填写区划代码。"),
            f"The place {words} was not recognised." + (f" Perhaps: {names}." if names else " Give its code."),
        )
    )


def _pin_page(
    request: HttpRequest, template: str, context: dict[str, object], form: PointForm, near: Place | None, refusal: str
) -> HttpResponse:
    """The form, and how far the point lies from the place above that has one."""
    measured, reference = None, reference_of(near) if near else None
    if form.is_bound and "point" in getattr(form, "cleaned_data", {}) and near:
        measured = km_from_reference(form.cleaned_data["point"], near)
    context |= {
        "form": form,
        "refusal": refusal,
        "reference": reference,
        "measured": (measured[0].text.say(get_language() or ""), round(measured[1], 1)) if measured else None,
    }
    looked = form.is_bound and form.is_valid() and not refusal
    return render(request, template, context, status=422 if form.is_bound and not looked else 200)
