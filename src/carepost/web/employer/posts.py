"""A post of hers: the list of steps while it is written, then its life; and the list of all of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.domain.standard import month_pay, post_cost
from carepost.records.audit import trail_of
from carepost.records.certification import Proposal, proposals_about
from carepost.records.posts import (
    EDITABLE,
    POST_LIFE,
    Conflict,
    Post,
    State,
    copy_post,
    move_post,
    own_counts,
    own_posts,
    post_file_of,
    roles_on,
)
from carepost.web.employer.fields import say
from carepost.web.employer.gate import actor_of, chosen_employer, members_only, own_post
from carepost.web.employer.marks import checked
from carepost.web.employer.preview import amounts, cost_rows
from carepost.web.lawbook import parameters

NEXT: dict[str, Text] = {
    State.DRAFT: Text("写完各项后预览并提交。", "Finish the steps, then preview and submit."),
    State.RETURNED: Text("按理由改好后再提交。", "Mend what the bureau names, then submit again."),
    State.SUBMITTED: Text("等人社局认定，无需操作。", "The bureau is looking at it; nothing to do."),
    State.CERTIFIED: Text("已通过认定，请发布。", "It is certified: publish it."),
    State.PUBLISHED: Text("正在招聘。招满了请暂停或撤销。", "It is on the list. Pause or withdraw it once filled."),
    State.PAUSED: Text("已暂停，可以恢复或修改。", "It is paused: resume or revise it."),
    State.EXPIRED: Text(
        "已到期，可以定新的最后一天后重新提交。", "It has expired: give a new last day and submit again."
    ),
    State.DOWNGRADED: Text("按理由改好后重新提交。", "Mend what the bureau names, then submit again."),
    State.WITHDRAWN: Text("已撤销，可以复制为新岗位。", "It is withdrawn; it may be copied."),
}
# What an employer does after handing a post in; submitting has a page of its own.
ACTIONS = ("publish", "resume", "pause", "revise", "withdraw")
_REASONED = ("post.returned", "post.downgraded", "post.withdrawn", "post.revoked")
_NO_SUCH = Text("现在不能这样做，请刷新页面。", "This cannot be done now: reload the page.")


class LifeForm(forms.Form):
    """What a move needs to be told."""

    use_required_attribute = False
    expires_on = forms.DateField(
        label=_("新的最后一天"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("日期应写成 2026-12-31 的样子。")},
    )
    reason = forms.CharField(label=_("撤销的理由"), required=False, max_length=200)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def post(request: HttpRequest, code: str) -> HttpResponse:
    """How a post of hers stands and what comes next; POST moves it (`action`) or copies it."""
    shown = own_post(request, code)
    if request.method != "POST":
        return _page(request, shown, LifeForm(initial={"expires_on": shown.expires_on}))
    action, form = request.POST.get("action", ""), LifeForm(request.POST)
    if action == "copy":
        new = copy_post(post=shown, by=actor_of(request), at=timezone.now())
        return redirect("employer:step", code=new.code, step="title")
    if not form.is_valid():
        return _page(request, shown, form, status=422)
    try:
        _move(request, shown, action, form.cleaned_data)
    except Conflict as conflict:
        form.add_error(None, say(conflict.reason))
        return _page(request, own_post(request, code), form, status=409)
    except Refusal as refusal:
        field = {"revise": "expires_on", "withdraw": "reason"}.get(action)
        form.add_error(field, say(refusal.reason))
        return _page(request, shown, form, status=422)
    return redirect("employer:post", code=code)


def _move(request: HttpRequest, shown: Post, action: str, said: dict[str, Any]) -> None:
    if action not in ACTIONS:
        raise Refusal(_NO_SUCH)
    more = {"expires_on": said["expires_on"]} if action == "revise" and said["expires_on"] else {}
    reason = said["reason"] if action == "withdraw" else ""
    move_post(post=shown, action=action, by=actor_of(request), at=timezone.now(), reason=reason, **more)


def _page(request: HttpRequest, shown: Post, form: LifeForm, *, status: int = 200) -> HttpResponse:
    facts, on = post_file_of(shown), timezone.localdate()
    editable = shown.state in EDITABLE
    context = {
        "post": shown,
        "form": form,
        "editable": editable,
        "state": POST_LIFE.states[shown.state],
        "next": NEXT[shown.state],
        "reason": reason_of(shown),
        "proposals": [proposal for proposal in proposals_about(shown) if proposal.state == Proposal.State.OPEN],
        "marks": checked(shown, facts, on=on).marks() if editable else [],
        "actions": [action for action in ACTIONS if action in _possible(request, shown, on)],
        "cost": cost_rows(post_cost(facts, parameters(on), on)),
    }
    return render(request, "employer/post.html", context, status=status)


def _possible(request: HttpRequest, shown: Post, on: date) -> set[str]:
    """The actions that her roles allow in this state; those that need a date or a reason are asked for it."""
    facts = {"expires_on": date.max, "on": on, "reason": "?"}
    roles = roles_on(actor_of(request), shown)
    return {move.action for move in POST_LIFE.actions(state=shown.state, roles=roles, facts=facts)}


def reason_of(shown: Post) -> str:
    """Why the bureau gave the post back, downgraded or withdrew it; "" in any other state."""
    last = next((e for e in reversed(trail_of("post", shown.code)) if e.verb.startswith("post.")), None)
    return str(last.data.get("reason", "")) if last and last.verb in _REASONED else ""


@members_only
@require_safe
def posts(request: HttpRequest) -> HttpResponse:
    """All posts of one employer, or those in one state, page by page, with what each costs at least."""
    employer = chosen_employer(request)
    if employer is None:
        return redirect("employer:home")
    actor, asked = actor_of(request), request.GET.get("state", "")
    state = asked if asked in POST_LIFE.states else ""
    number = request.GET.get("page", "")
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 1
    found = own_posts(actor, employer.code, states=[state] if state else (), page=page)
    context = {
        "employer": employer,
        "found": found,
        "rows": [_row(item) for item in found.items],
        "state": state,
        "counts": counted(own_counts(actor, employer.code)),
    }
    return render(request, "employer/posts.html", context)


def counted(counts: dict[str, int]) -> list[tuple[str, Text, int]]:
    """(state, label, number) of the states that occur, in the order of a post's life."""
    return [(state, label, counts[state]) for state, label in POST_LIFE.states.items() if counts.get(state)]


def _row(item: Post) -> dict[str, Any]:
    pay = month_pay(post_file_of(item))
    return {
        "post": item,
        "state": POST_LIFE.states[item.state],
        "next": NEXT[item.state],
        "pay": amounts(pay.low_fen, pay.high_fen),
    }
