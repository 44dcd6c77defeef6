"""The fair planner: a fair, its employers with their posts, who registered, and the timetable."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from carepost.domain.facts import Text
from carepost.domain.fairs import FairError, FairHours
from carepost.domain.flow import Refusal
from carepost.domain.roles import OFFICERS
from carepost.domain.travel import parse_point
from carepost.records.employers import Employer
from carepost.records.hiring import (
    FAIR_LIFE,
    Fair,
    FairNotFound,
    FairPlan,
    FairState,
    access_fair,
    cancel_fair,
    change_fair,
    desks_of,
    drop_desk,
    fairs_of_bureau,
    guests_of,
    make_fair,
    open_fair,
    plan_talks,
    set_desk,
    talks_of,
)
from carepost.records.places import Place, get_place, in_area, near_point
from carepost.records.posts import EmployerNotFound, employer_directory, employer_posts
from carepost.web.bureau.pages import acting, done, in_words, officers_only, sent
from carepost.web.bureau.tables import Cells, csv_response, xlsx_response
from carepost.web.fair_calendar import calendar_response, clock
from carepost.web.fair_desks import tables_of
from carepost.web.templatetags.words import say, words

_COLUMNS = (
    Text("开始", "From"),
    Text("结束", "To"),
    Text("用人单位", "Employer"),
    Text("桌号", "Table"),
    Text("求职者编号", "Guest"),
    Text("岗位", "Post"),
)
_TIME = forms.TimeInput(attrs={"type": "time", "step": 300}, format="%H:%M")


class FairForm(forms.Form):
    """A fair as an officer enters it."""

    place = forms.ChoiceField(label=_("地区"))
    title = forms.CharField(label=_("名称"), max_length=80, error_messages={"required": _("请填写名称。")})
    day = forms.DateField(
        label=_("日期"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请填写日期。"), "invalid": _("请按 2026-12-05 的样子写日期。")},
    )
    school_holiday = forms.BooleanField(
        label=_("这一天在寒暑假"), required=False, help_text=_("勾选后按各人寒暑假的一周排面谈。")
    )
    start = forms.TimeField(label=_("开始"), widget=_TIME, error_messages={"required": _("请填写开始时间。")})
    end = forms.TimeField(label=_("结束"), widget=_TIME, error_messages={"required": _("请填写结束时间。")})
    break_start = forms.TimeField(label=_("午休开始"), widget=_TIME, required=False)
    break_end = forms.TimeField(label=_("午休结束"), widget=_TIME, required=False)
    slot = forms.IntegerField(
        label=_("每场面谈（分钟，含换人）"),
        min_value=5,
        max_value=120,
        error_messages={"required": _("请填写分钟数。")},
    )
    most = forms.IntegerField(
        label=_("每人最多几场"), min_value=1, max_value=20, error_messages={"required": _("请填写每人最多几场。")}
    )
    venue = forms.CharField(label=_("地点"), max_length=120, error_messages={"required": _("请填写地点。")})
    point = forms.CharField(
        label=_("地点的坐标"),
        max_length=40,
        required=False,
        help_text=_("像 22.52,113.38 这样写，用来算路上要多久；选的是区县或镇街时可以不填。"),
    )

    def __init__(self, *args: Any, places: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["place"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(place.code, say(place.text)) for place in places]

    def clean(self) -> dict[str, Any]:
        """The hours and the point, worked out; what cannot be is said beside its field."""
        said = super().clean() or {}
        if not self.errors:
            self._read_hours(said)
            self._read_point(said)
        return said

    def _read_hours(self, said: dict[str, Any]) -> None:
        first, last = said.get("break_start"), said.get("break_end")
        if (first is None) != (last is None):
            self.add_error("break_end", gettext("午休的开始和结束都要填，或都不填。"))
            return
        breaks = ((_minute(first), _minute(last)),) if first is not None and last is not None else ()
        try:
            said["hours"] = FairHours(_minute(said["start"]), _minute(said["end"]), said["slot"], breaks)
        except FairError as error:
            self.add_error("break_end" if error.where == "breaks" else error.where, say(error.problem))

    def _read_point(self, said: dict[str, Any]) -> None:
        point = parse_point(said["point"]) if said["point"] else near_point(said["place"])
        if point is None:
            self.add_error("point", gettext("请写明坐标，如 22.52,113.38。"))
        said["where"] = point

    @property
    def plan(self) -> FairPlan:
        """What was entered."""
        said = self.cleaned_data
        wanted = ("title", "day", "hours", "venue", "where", "most", "school_holiday")
        return FairPlan(*(said[name] for name in wanted))


@officers_only
@require_safe
def fairs(request: HttpRequest) -> HttpResponse:
    """Every fair in the officer's places."""
    rows = [(fair, FAIR_LIFE.states[fair.state]) for fair in fairs_of_bureau(acting(request))]
    return render(request, "bureau/fairs.html", {"rows": rows})


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new fair."""
    form = FairForm(sent(request), places=_places(request), initial={"slot": 20, "most": 3})
    if form.is_valid():
        place = get_place(form.cleaned_data["place"])
        try:
            if place:
                fair = make_fair(place=place, plan=form.plan, by=acting(request), at=timezone.now())
                return redirect("bureau:fair", code=fair.code)
        except Refusal as refused:
            form.add_error(None, in_words(refused))
    return render(request, "bureau/fair_form.html", {"form": form}, status=422 if form.errors else 200)


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """A fair entered anew, before interviews are planned."""
    fair = _mine(request, code)
    form = FairForm(sent(request), places=[fair.place], initial=_initial(fair))
    if form.is_valid():
        try:
            change_fair(fair=fair, plan=form.plan, by=acting(request), at=timezone.now())
            done(request, gettext("已保存。"))
            return redirect("bureau:fair", code=code)
        except Refusal as refused:
            form.add_error(None, in_words(refused))
    context = {"form": form, "fair": fair}
    return render(request, "bureau/fair_form.html", context, status=422 if form.errors else 200)


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def fair(request: HttpRequest, code: str) -> HttpResponse:
    """One fair; POST opens, plans or cancels it, or takes an employer off."""
    shown = _mine(request, code)
    if request.method == "POST":
        try:
            _act(request, shown)
            return redirect("bureau:fair", code=code)
        except Refusal as refused:
            messages.error(request, in_words(refused))
            return redirect("bureau:fair", code=code)
    context = {
        "fair": shown,
        "state": FAIR_LIFE.states[shown.state],
        "rows": _rows(shown),
        "desks": [(desk, list(desk.posts.all())) for desk in desks_of(shown)],
        "guests": len(guests_of(shown)),
        "talks": len(talks_of(shown)),
        "changing": shown.state in (FairState.DRAFT, FairState.OPEN),
        "can_plan": shown.state in (FairState.OPEN, FairState.PLANNED),
    }
    return render(request, "bureau/fair.html", context)


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest, code: str) -> HttpResponse:
    """Enters an employer with its posts: found by name, then ticked."""
    shown, actor = _mine(request, code), acting(request)
    chosen = _employer(request)
    if request.method == "POST" and chosen is not None:
        found = [post for post in _open_posts(request, chosen) if post.code in request.POST.getlist("post")]
        try:
            tables = tables_of(request.POST)
            set_desk(fair=shown, employer=chosen, posts=found, tables=tables, by=actor, at=timezone.now())
            return redirect("bureau:fair", code=code)
        except Refusal as refused:
            return _desk_page(request, shown, chosen, refusal=in_words(refused))
    return _desk_page(request, shown, chosen)


@officers_only
@require_safe
def timetable(request: HttpRequest, code: str) -> HttpResponse:
    """The interviews in order, to be printed and put up."""
    shown = _mine(request, code)
    rows = [(clock(talk.start), clock(talk.end), talk) for talk in talks_of(shown)]
    return render(request, "bureau/fair_timetable.html", {"fair": shown, "talks": rows, "rows": _rows(shown)})


@officers_only
@require_safe
def timetable_csv(request: HttpRequest, code: str) -> HttpResponse:
    """The interviews as CSV."""
    shown = _mine(request, code)
    return csv_response(f"fair-{shown.code}", [say(column) for column in _COLUMNS], _cells(shown))


@officers_only
@require_safe
def timetable_xlsx(request: HttpRequest, code: str) -> HttpResponse:
    """The interviews as XLSX."""
    shown = _mine(request, code)
    header = [say(column) for column in _COLUMNS]
    return xlsx_response(f"fair-{shown.code}", gettext("面谈安排"), header, _cells(shown))


@officers_only
@require_safe
def timetable_ics(request: HttpRequest, code: str) -> HttpResponse:
    """The interviews as a calendar file."""
    shown = _mine(request, code)
    return calendar_response(shown, talks_of(shown), names=True)


def _act(request: HttpRequest, shown: Fair) -> None:
    actor, at = acting(request), timezone.now()
    match request.POST.get("do"):
        case "open":
            open_fair(fair=shown, by=actor, at=at)
            done(request, gettext("已开放报名。"))
        case "plan":
            table = plan_talks(fair=shown, by=actor, at=at)
            said = gettext("已排 {met} 场面谈，{unmet} 个意向排不上。已通知各方。")
            done(request, said.format(met=len(table.appointments), unmet=len(table.unmet)))
        case "cancel":
            cancel_fair(fair=shown, by=actor, at=at)
            done(request, gettext("已取消，并通知了报名的人。"))
        case "drop":
            chosen = _employer(request)
            if chosen:
                drop_desk(fair=shown, employer=chosen, by=actor, at=at)
        case _:
            raise Http404


def _desk_page(request: HttpRequest, shown: Fair, chosen: Employer | None, refusal: str = "") -> HttpResponse:
    actor, name = acting(request), request.GET.get("q", "").strip()[:60]
    found = employer_directory(actor, place=shown.place, page=1, name=name).items if name or not chosen else ()
    context = {
        "fair": shown,
        "employer": chosen,
        "posts": _open_posts(request, chosen) if chosen else (),
        "ticked": request.POST.getlist("post"),
        "tables": request.POST.get("tables", "1"),
        "found": [entry.employer for entry in found if entry.certified or entry.posts],
        "name": name,
        "refusal": refusal,
    }
    return render(request, "bureau/fair_desk.html", context, status=422 if refusal else 200)


def _employer(request: HttpRequest) -> Employer | None:
    code = request.POST.get("employer") or request.GET.get("employer", "")
    if not code:
        return None
    try:
        return employer_posts(acting(request), code, page=1).entry.employer
    except EmployerNotFound as missing:
        raise Http404 from missing


def _open_posts(request: HttpRequest, employer: Employer) -> tuple[Any, ...]:
    return tuple(post for post in employer_posts(acting(request), employer.code, page=1).items if post.kind == "own")


def _mine(request: HttpRequest, code: str) -> Fair:
    try:
        found = access_fair(code, actor=acting(request))
    except FairNotFound as missing:
        raise Http404 from missing
    if not in_area(acting(request), found.place.code, *OFFICERS):
        raise Http404
    return found


def _places(request: HttpRequest) -> list[Place]:
    return [place for place in map(get_place, sorted(acting(request).scopes(*OFFICERS))) if place]


def _rows(shown: Fair) -> list[tuple[str, str]]:
    hours = f"{clock(shown.start)}–{clock(shown.end)}"
    rest = (
        f"{clock(shown.break_start)}–{clock(shown.break_end)}"
        if shown.break_start is not None and shown.break_end is not None
        else gettext("无")
    )
    return [
        (gettext("日期"), f"{shown.day:%Y-%m-%d}" + (gettext("（寒暑假）") if shown.school_holiday else "")),
        (gettext("时间"), hours),
        (gettext("午休"), rest),
        (gettext("每场"), gettext("{number} 分钟").format(number=shown.slot)),
        (gettext("每人最多"), gettext("{number} 场").format(number=shown.most)),
        (gettext("地点"), words(shown.venue)),
    ]


def _initial(shown: Fair) -> dict[str, Any]:
    times = {name: _time(getattr(shown, name)) for name in ("start", "end", "break_start", "break_end")}
    plain = {name: getattr(shown, name) for name in ("title", "day", "school_holiday", "slot", "most", "venue")}
    return {**plain, **times, "place": shown.place.code, "point": f"{shown.latitude:g},{shown.longitude:g}"}


def _cells(shown: Fair) -> list[Cells]:
    return [
        (clock(talk.start), clock(talk.end), talk.employer.name, talk.table, talk.guest.code, talk.post_title)
        for talk in talks_of(shown)
    ]


def _minute(said: time) -> int:
    return said.hour * 60 + said.minute


def _time(minute: int | None) -> time | None:
    return None if minute is None else time(minute // 60, minute % 60)
