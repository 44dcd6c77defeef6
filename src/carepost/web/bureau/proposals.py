"""Downgrading and revoking: proposing, the employer's answer, the second reader's decision; and the re-check list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from carepost.domain.flow import Refusal
from carepost.domain.roles import EMPLOYERS, OFFICERS, Role
from carepost.domain.standard import Level
from carepost.records.certification import (
    KIND_LABELS,
    PROPOSAL_LIFE,
    Proposal,
    ProposalNotFound,
    access_proposal,
    certificate_of,
    confirm_proposal,
    edition_named,
    heard,
    proposals_of,
    propose,
    rechecks_of,
    reject_proposal,
    reply_to_proposal,
)
from carepost.records.posts import CLOSABLE, Conflict, roles_on
from carepost.web.access import require
from carepost.web.bureau.pages import acting, answer, done, in_words, officers_only, page_number, post_here, sent
from carepost.web.templatetags.words import say


class ProposalForm(forms.Form):
    """What is proposed and why."""

    what = forms.ChoiceField(label=_("提议"), widget=forms.RadioSelect)
    criteria = forms.MultipleChoiceField(
        label=_("不符合的条款"), required=False, widget=forms.SelectMultiple(attrs={"size": 8})
    )
    reason = forms.CharField(label=_("理由"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, levels: list[Level], edition: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lower = gettext("降为“{level}”，岗位继续招聘")
        what = [(f"downgrade:{level.value}", lower.format(level=say(level.label))) for level in levels]
        what.append(("downgrade:", gettext("降级，岗位下架，改正后可重新提交")))
        what.append(("revoke:", gettext("撤销认定，岗位下架")))
        criteria = [(criterion.id, say(criterion.text)) for criterion in edition_named(edition).criteria]
        for name, choices in (("what", what), ("criteria", criteria)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices


class WordsForm(forms.Form):
    """A decision or an answer in words."""

    words = forms.CharField(label=_("意见"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


@officers_only
@require_safe
def rechecks(request: HttpRequest) -> HttpResponse:
    """The certificates that need another look."""
    found = rechecks_of(acting(request), at=timezone.now(), page=page_number(request))
    return render(request, "bureau/rechecks.html", {"found": found, "today": timezone.localdate()})


@officers_only
@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """What waits for a second reader."""
    return render(request, "bureau/proposals.html", {"rows": proposals_of(acting(request), at=timezone.now())})


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def propose_for(request: HttpRequest, code: str) -> HttpResponse:
    """The form of a proposal about a certified post."""
    post = post_here(request, code)
    if post.state not in CLOSABLE:
        raise Http404
    certificate = certificate_of(post)
    levels = list(Level)[: list(Level).index(Level(certificate.level))] if certificate else []
    form = ProposalForm(sent(request), levels=levels, edition=certificate.edition if certificate else "")
    refusal = ""
    if request.method == "POST" and form.is_valid():
        kind, _separator, level = form.cleaned_data["what"].partition(":")
        try:
            made = propose(
                post=post,
                kind=Proposal.Kind(kind),
                reason=form.cleaned_data["reason"],
                criteria=form.cleaned_data["criteria"],
                to_level=Level(level) if level else None,
                by=acting(request),
                at=timezone.now(),
            )
        except (Refusal, Conflict) as refused:
            refusal = in_words(refused)
        else:
            done(request, gettext("已提出，单位会收到通知；由另一名复核人员决定。"))
            return redirect("bureau:proposal", code=made.code)
    status = 422 if refusal or (request.method == "POST") else 200
    context = {"post": post, "form": form, "certificate": certificate, "refusal": refusal}
    return render(request, "bureau/propose.html", context, status=status)


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, code: str) -> HttpResponse:
    """A proposal with the employer's answer; another officer than the proposer decides."""
    actor, at = acting(request), timezone.now()
    shown = _found(request, code)
    if not roles_on(actor, shown.post) & OFFICERS:
        raise Http404
    form, refusal = WordsForm(sent(request)), ""
    if request.method == "POST" and form.is_valid():
        decide = confirm_proposal if request.POST.get("action") == "confirm" else reject_proposal
        try:
            decide(proposal=shown, decision=form.cleaned_data["words"], by=actor, at=at)
        except (Refusal, Conflict) as refused:
            refusal = in_words(refused)
            shown = _found(request, code)
        else:
            done(request, gettext("已决定。"))
            return redirect("bureau:proposal", code=code)
    context = _told(shown) | {
        "form": form,
        "decides": shown.state == "open"
        and Role.OFFICER_REVIEWER in roles_on(actor, shown.post)
        and shown.proposed_by.code != actor.code,
        "ripe": heard(shown, timezone.localdate(at)),
    }
    return answer(request, "bureau/proposal.html", context, refusal=refusal)


@require(*sorted(EMPLOYERS))
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, code: str) -> HttpResponse:
    """What the bureau proposes about a post of the employer's, and its answer in words."""
    actor, at = acting(request), timezone.now()
    shown = _found(request, code)
    if not roles_on(actor, shown.post) & EMPLOYERS:
        raise Http404
    form, refusal = WordsForm(sent(request)), ""
    if request.method == "POST" and form.is_valid():
        try:
            reply_to_proposal(proposal=shown, reply=form.cleaned_data["words"], by=actor, at=at)
        except (Refusal, Conflict) as refused:
            refusal = in_words(refused)
            shown = _found(request, code)
        else:
            done(request, gettext("已送达人社部门。"))
            return redirect("proposals:reply", code=code)
    may = shown.state == "open" and not shown.replied_at and timezone.localdate(at) <= shown.reply_until
    return answer(request, "bureau/reply.html", _told(shown) | {"form": form, "may": may}, refusal=refusal)


def _found(request: HttpRequest, code: str) -> Proposal:
    try:
        return access_proposal(acting(request), code)
    except ProposalNotFound as missing:
        raise Http404 from missing


def _told(shown: Proposal) -> dict[str, object]:
    certificate = certificate_of(shown.post)
    named = {c.id: c.text for c in edition_named(certificate.edition if certificate else "").criteria}
    return {
        "proposal": shown,
        "kind": KIND_LABELS[Proposal.Kind(shown.kind)],
        "state": PROPOSAL_LIFE.states[shown.state],
        "to_level": Level(shown.to_level).label if shown.to_level else None,
        "criteria": [named[name] for name in shown.criteria if name in named],
    }
