"""Before a post is handed in: what it says, what it costs, what stands in the way, and whether there is one like it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.domain.standard import WIZARD_STEPS, Cost, CostLine, PostFile, Step, describe_hours, post_cost
from carepost.records.places import full_name, get_place
from carepost.records.posts import EDITABLE, Conflict, Post, Twin, Unfit, post_file_of, submit_checked, twins_of
from carepost.web.employer.fields import label, say, told
from carepost.web.employer.gate import actor_of, members_only, own_post
from carepost.web.employer.hours import KINDS, kind_of
from carepost.web.employer.marks import checked
from carepost.web.lawbook import parameters


@dataclass(frozen=True, slots=True)
class Answers:
    """A step with its answers, as (label, value): what is not stated is left out."""

    step: Step
    rows: tuple[tuple[str, str], ...]


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, code: str) -> HttpResponse:
    """Check the answers, then hand the post in; what blocks is listed and nothing is lost."""
    post = own_post(request, code)
    if post.state not in EDITABLE:
        return redirect("employer:post", code=code)
    if request.method != "POST":
        return _page(request, post)
    another = request.POST.get("another") == "yes"
    try:
        submit_checked(post=post, by=actor_of(request), at=timezone.now(), another=another)
    except Unfit as refusal:
        return _page(request, post, status=422, fault=refusal.reason)
    except Twin as refusal:
        return _page(request, post, status=422, fault=refusal.reason, twin_fault=True)
    except Conflict as conflict:
        return _page(request, own_post(request, code), status=409, fault=conflict.reason)
    except Refusal as refusal:
        return _page(request, post, status=422, fault=refusal.reason)
    return redirect("employer:post", code=code)


def _page(
    request: HttpRequest, post: Post, *, status: int = 200, fault: Text | None = None, twin_fault: bool = False
) -> HttpResponse:
    facts, on = post_file_of(post), timezone.localdate()
    found = checked(post, facts, on=on)
    context = {
        "post": post,
        "found": found,
        "answers": answers(facts),
        "cost": cost_rows(post_cost(facts, parameters(on), on)),
        "twins": twins_of(post),
        "fault": fault,
        "twin_fault": twin_fault,
    }
    return render(request, "employer/preview.html", context, status=status)


def answers(facts: PostFile) -> list[Answers]:
    """All that a post says, step by step."""
    return [Answers(step, tuple(_rows(step, facts))) for step in WIZARD_STEPS]


def _rows(step: Step, facts: PostFile) -> list[tuple[str, str]]:
    if step.key == "kind":
        kind = kind_of(facts)
        return [(say(Text("工时的种类", "Kind of hours")), say(KINDS[kind][0]))] if kind in KINDS else []
    if step.key == "place":
        place = get_place(facts.place) if facts.place else None
        return [(say(Text("工作地点", "Place of work")), say(full_name(place)))] if place else []
    rows = [(say(label(path)), told(facts, path)) for path in step.fields if path != "hours.pattern"]
    if step.key == "hours" and facts.hours.pattern and (line := describe_hours(facts)):
        rows.insert(0, (say(Text("每周工时", "The week")), say(line)))
    return [(name, value) for name, value in rows if value]


@dataclass(frozen=True, slots=True)
class CostRow:
    """A line of the cost as a page shows it: an amount, or why there is none; and where the value is written."""

    label: Text
    amount: str
    line: CostLine


@dataclass(frozen=True, slots=True)
class CostTable:
    """The cost of a post for a page; `known` is the sum of what is known."""

    cost: Cost
    rows: tuple[CostRow, ...]
    floor: CostRow
    known: str


def cost_rows(cost: Cost) -> CostTable:
    """A cost with its amounts written out in yuan."""
    rows = tuple(_row(line) for line in (cost.pay, *cost.contributions))
    return CostTable(cost, rows, _row(cost.floor), amounts(*cost.known_fen))


def _row(line: CostLine) -> CostRow:
    return CostRow(line.label, amounts(line.low_fen, line.high_fen), line)


def amounts(low: int | None, high: int | None) -> str:
    """ "2166.67–2600" yuan; one number where only one is known or both are equal, "" for none."""
    known = [f"{fen / 100:.2f}".rstrip("0").rstrip(".") for fen in (low, high) if fen is not None]
    return "–".join(dict.fromkeys(known))
