"""Writing a post step by step: every step saves the draft, says what the checks find, and mends it in one tap."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from carepost.domain.facts import Severity
from carepost.domain.flow import Refusal
from carepost.domain.standard import (
    WIZARD_STEPS,
    PostFile,
    PostFileError,
    Step,
    apply_fix,
    post_cost,
    post_templates,
)
from carepost.records.employers import Employer
from carepost.records.places import ancestors, children, find_place, full_name, get_place
from carepost.records.posts import (
    EDITABLE,
    Conflict,
    Post,
    edit_post,
    post_file_of,
    start_post,
)
from carepost.web.employer.fields import label, say
from carepost.web.employer.forms import AddressForm, StepForm, answers_of, seen, with_answers
from carepost.web.employer.gate import actor_of, chosen_employer, members_only, own_post
from carepost.web.employer.hours import KINDS, HoursForm, KindForm, kind_of
from carepost.web.employer.marks import STEPS, Checked, changes, checked, find_advice
from carepost.web.employer.preview import CostTable, cost_rows
from carepost.web.lawbook import parameters

_UNDO = "employer_undo"


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Choose a trade to start from, or a blank sheet; a draft is there from then on."""
    employer = chosen_employer(request)
    if employer is None:
        return redirect("employer:home")
    if request.method != "POST":
        return _new_page(request, employer)
    template = next((t for t in post_templates() if t.key == request.POST.get("template")), None)
    title = request.POST.get("title", "").strip()
    facts = template.post if template else PostFile()
    if title or template:
        try:
            post = _start(request, employer, facts.model_copy(update={"title": title or facts.title}))
        except (ValidationError, PostFileError):
            return _new_page(request, employer, fault=gettext("岗位名称最多 120 个字，请缩短。"), title=title)
        return redirect("employer:step", code=post.code, step="title")
    return _new_page(request, employer, fault=gettext("请选一个工种，或写岗位名称。"))


def _start(request: HttpRequest, employer: Employer, facts: PostFile) -> Post:
    now = timezone.now()
    place = {"place": employer.place_id or ""}
    return start_post(employer=employer, facts=facts.model_copy(update=place), by=actor_of(request), at=now)


def _new_page(request: HttpRequest, employer: Employer, *, fault: str = "", title: str = "") -> HttpResponse:
    context = {"employer": employer, "templates": post_templates(), "fault": fault, "title": title}
    return render(request, "employer/new.html", context, status=422 if fault else 200)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, code: str, step: str) -> HttpResponse:
    """One question; saving leads on, or shows here what the checks find in the answer."""
    if step not in STEPS:
        raise Http404(step)
    here = STEPS[step]
    post = own_post(request, code)
    if post.state not in EDITABLE:
        return redirect("employer:post", code=code)
    if here.key == "kind":
        return _kind(request, post, here)
    facts = post_file_of(post)
    form = _form(request, here, post, facts, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _step_page(request, post, here, form)
    if not form.is_valid():
        return _step_page(request, post, here, form, status=422)
    if request.POST.get("seen") != seen(here, facts, post):
        return _step_page(request, post, here, form, status=409, conflict=True)
    return _saved(request, post, here, form)


def _saved(request: HttpRequest, post: Post, here: Step, form: StepForm) -> HttpResponse:
    try:
        edit_post(post=post, facts=form.facts, by=actor_of(request), at=timezone.now(), pin=form.pin())
    except Conflict:
        fresh = own_post(request, post.code)
        return _step_page(request, fresh, here, form, status=409, conflict=True)
    except Refusal as refusal:
        form.add_error(here.fields[0] if here.fields[0] in form.fields else None, say(refusal.reason))
        return _step_page(request, post, here, form, status=422)
    _forget_undo(request, post)
    found = checked(post, post_file_of(post), on=timezone.localdate()).at(here)
    address = reverse("employer:step", args=[post.code, here.key])
    if any(advice.finding.severity is not Severity.INFO for advice in found):
        return redirect(f"{address}?saved=1")
    return redirect(f"{_next_address(post, here)}?saved=1")


def _next_address(post: Post, here: Step) -> str:
    after = WIZARD_STEPS.index(here) + 1
    if after == len(WIZARD_STEPS):
        return reverse("employer:preview", args=[post.code])
    return reverse("employer:step", args=[post.code, WIZARD_STEPS[after].key])


def _form(request: HttpRequest, here: Step, post: Post, facts: PostFile, data: QueryDict | None) -> StepForm:
    if here.key == "hours":
        return HoursForm(here, post, facts, data, kind=_kind_asked(request, facts))
    if here.key == "place":
        data = _place_data(request, data)
    shown = checked(post, facts, on=timezone.localdate())
    wanted = {*shown.missing(here), *(a.finding.fix_field for a in shown.at(here))}
    return (AddressForm if here.key == "address" else StepForm)(here, post, facts, data, shown=wanted)


def _kind_asked(request: HttpRequest, facts: PostFile) -> str:
    asked = request.POST.get("kind") or request.GET.get("kind", "")
    return asked if asked in KINDS else kind_of(facts) or "fixed"


def _kind(request: HttpRequest, post: Post, here: Step) -> HttpResponse:
    """Which kind of hours: the times come in the next step, and nothing stated is lost before they are saved."""
    facts = post_file_of(post)
    form = KindForm(request.POST if request.method == "POST" else None, initial={"kind": kind_of(facts)})
    if request.method != "POST":
        return _step_page(request, post, here, form)
    if not form.is_valid():
        return _step_page(request, post, here, form, status=422)
    return redirect(f"{_next_address(post, here)}?kind={form.cleaned_data['kind']}")


def _step_page(
    request: HttpRequest, post: Post, here: Step, form: Any, *, status: int = 200, conflict: bool = False
) -> HttpResponse:
    facts = post_file_of(post)
    found = checked(post, facts, on=timezone.localdate())
    number = WIZARD_STEPS.index(here) + 1
    undo = request.session.get(_UNDO, {})
    context = {
        "post": post,
        "step": here,
        "form": form,
        "number": number,
        "count": len(WIZARD_STEPS),
        "previous": WIZARD_STEPS[number - 2] if number > 1 else None,
        "next_url": _next_address(post, here),
        "advice": found.at(here),
        "seen": seen(here, facts, post),
        "conflict": conflict,
        "changed_since": _now_said(form, facts) if conflict else [],
        "saved": "saved" in request.GET,
        "undo": undo if undo.get("post") == post.code and undo.get("step") == here.key else None,
        "cost": _cost(found) if here.key == "pay" else None,
        **(_place_choice(request, facts) if here.key == "place" else {}),
    }
    return render(request, _template(here), context, status=status)


def _template(here: Step) -> str:
    own = ("kind", "hours", "place")
    return f"employer/step_{here.key}.html" if here.key in own else "employer/step.html"


def _now_said(form: StepForm, facts: PostFile) -> list[tuple[str, str]]:
    """What the step's fields hold now, where that is not what she wrote."""
    return [(say(label(path)), now) for path, now, _ in changes(facts, form.facts) if path in form.step.fields]


def _cost(found: Checked) -> CostTable:
    """What the post costs as it is written so far, and the local minimum wage."""
    on = timezone.localdate()
    return cost_rows(post_cost(found.facts, parameters(on), on))


def _place_choice(request: HttpRequest, facts: PostFile) -> dict[str, Any]:
    """The place chosen so far, the way to it and the places below; `q` looks one up by name."""
    words = request.GET.get("q", "").strip()[:60]
    found = find_place(words) if words else None
    at = request.POST.get("place") or request.GET.get("at", "")
    chosen = (found.place if found else None) or get_place(at if at else "" if "at" in request.GET else facts.place)
    return {
        "place": chosen,
        "place_name": full_name(chosen) if chosen else None,
        "trail": ancestors(chosen) if chosen else (),
        "below": children(chosen),
        "words": words,
        "alternatives": found.alternatives if found and found.place is None else (),
        "not_found": bool(words) and (found is None or found.place is None),
    }


def _place_data(request: HttpRequest, data: QueryDict | None) -> QueryDict | None:
    """A code that is no place is no answer."""
    if data is None or get_place(data.get("place", "")) or not data.get("place"):
        return data
    cleaned = data.copy()
    cleaned["place"] = "?"
    return cleaned


@members_only
@require_POST
def fix(request: HttpRequest, code: str) -> HttpResponse:
    """Mends a finding that one field mends, and keeps what it was so that it can be taken back."""
    post = own_post(request, code)
    facts = post_file_of(post)
    rule, field = request.POST.get("rule", ""), request.POST.get("field", "")
    advice = find_advice(checked(post, facts, on=timezone.localdate()).advice, rule, field)
    here = advice.steps[0] if advice and advice.steps else None
    if advice is None or here is None:
        return redirect("employer:post", code=code)
    try:
        mended = apply_fix(facts, advice.finding)
        changed = changes(facts, mended)
        edit_post(post=post, facts=mended, by=actor_of(request), at=timezone.now())
    except (Conflict, Refusal, ValidationError):
        return redirect("employer:step", code=code, step=here.key)
    request.session[_UNDO] = {
        "post": post.code,
        "step": here.key,
        "values": answers_of(facts, [path for path, _, _ in changed]),
        "changes": [[say(label(path)), before, after] for path, before, after in changed],
    }
    return redirect("employer:step", code=code, step=here.key)


@members_only
@require_POST
def undo(request: HttpRequest, code: str) -> HttpResponse:
    """Takes back the last fix of this post."""
    post = own_post(request, code)
    kept = request.session.get(_UNDO, {})
    if kept.get("post") != post.code:
        return redirect("employer:post", code=code)
    try:
        facts = with_answers(post_file_of(post), kept["values"])
        edit_post(post=post, facts=facts, by=actor_of(request), at=timezone.now())
    except (Conflict, Refusal, ValidationError, PostFileError):
        return redirect("employer:step", code=code, step=kept["step"])
    _forget_undo(request, post)
    return redirect("employer:step", code=code, step=kept["step"])


def _forget_undo(request: HttpRequest, post: Post) -> None:
    if request.session.get(_UNDO, {}).get("post") == post.code:
        del request.session[_UNDO]
