"""A post on the officer's desk: facts and findings beside the criteria, and the whole decision on one page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.domain.roles import Role
from carepost.domain.standard import Standard
from carepost.records.certification import (
    EVIDENCE_MOST,
    SHIPPED_PHRASES,
    WORDS_MOST,
    Assessment,
    Case,
    Check,
    Deadline,
    ItemAnswer,
    ItemLine,
    answers_of,
    assess,
    certificate_of,
    certificates_of,
    certify_case,
    confirm_certificate,
    due_after,
    due_criteria,
    edition_named,
    items_from,
    open_case_of,
    phrases_of,
    proposals_about,
    return_case,
    return_reason,
    save_case,
    term_of,
    trail_in_words,
)
from carepost.records.posts import CLOSABLE, POST_LIFE, Conflict, Kind, Post, State, post_file_of, roles_on
from carepost.web.bureau.facts import fact_parts
from carepost.web.bureau.pages import acting, answer, done, in_words, officers_only, post_here
from carepost.web.public.week_strip import hours_of

_TONES = {"yes": "", "no": "block", "unknown": "warn", "officer": "info"}
_ICONS = {"yes": "done", "no": "block", "unknown": "ask", "officer": "info"}


@dataclass(frozen=True, slots=True)
class Row:
    """A criterion as the form shows it: where it stands in the list, and how the machine's answer looks."""

    number: int
    line: ItemLine
    tone: str
    icon: str
    due: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the standard with its criteria."""

    title: Text
    rows: tuple[Row, ...]


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def post(request: HttpRequest, code: str) -> HttpResponse:
    """Everything of a post; whoever took it on decides here."""
    shown = post_here(request, code)
    case = open_case_of(shown) if shown.state == State.SUBMITTED else None
    if request.method != "POST":
        return _page(request, shown, case)
    if case is None:
        messages.error(request, gettext("请先点“我来办理”。"))
        return redirect("bureau:post", code=code)
    return _decide(request, case)


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def recheck(request: HttpRequest, code: str) -> HttpResponse:
    """Looking again at a certified post: the same criteria, with the answers that stand."""
    shown = post_here(request, code)
    certificate = certificate_of(shown)
    if certificate is None or shown.state not in CLOSABLE:
        messages.error(request, gettext("这个岗位没有有效的证书。"))
        return redirect("bureau:post", code=code)
    edition, at = edition_named(certificate.edition), timezone.now()
    items, refusal = answers_of(certificate), ""
    if request.method == "POST":
        items = read_items(request.POST, edition)
        try:
            kept = confirm_certificate(certificate=certificate, items=items, by=acting(request), at=at)
        except (Refusal, Conflict) as refused:
            refusal = in_words(refused)
        else:
            done(request, gettext("已维持证书 {number}。").format(number=kept.number))
            return redirect("bureau:rechecks")
    found = assess(shown, items, edition=edition, on=timezone.localdate(at))
    due = {criterion.id for criterion in due_criteria(certificate, timezone.localdate(at))}
    context = _facts(shown) | {
        "certificate": certificate,
        "assessment": found,
        "parts": _parts(found, edition, due),
        "checks": tuple(Check),
        "most": EVIDENCE_MOST,
    }
    return answer(request, "bureau/recheck.html", context, refusal=refusal)


def read_items(sent: QueryDict, edition: Standard) -> dict[str, ItemAnswer]:
    """The answers of a form, one for each criterion of the edition."""
    return {
        criterion.id: ItemAnswer(
            Check(said) if (said := sent.get(f"answer.{criterion.id}", "")) in set(Check) else Check.OPEN,
            sent.get(f"evidence.{criterion.id}", "").strip(),
            sent.get(f"remark.{criterion.id}", "").strip(),
        )
        for criterion in edition.criteria
    }


def _decide(request: HttpRequest, case: Case) -> HttpResponse:
    """Keeps the draft, and does what the button says: certify, return, or put a phrase into the opinion."""
    by, at = acting(request), timezone.now()
    items = read_items(request.POST, edition_named(case.edition))
    opinion, action = request.POST.get("opinion", "").strip(), request.POST.get("action", "save")
    phrase = request.POST.get("phrase", "").strip()
    if action == "insert" and phrase:
        opinion = f"{opinion}\n{phrase}".strip()
    try:
        save_case(case=case, items=items, opinion=opinion, by=by, at=at)
        if action == "certify":
            certificate = certify_case(case=case, by=by, at=at)
            done(request, gettext("已认定，证书 {number}。").format(number=certificate.number))
        elif action == "return":
            return_case(case=case, by=by, at=at)
            done(request, gettext("已退回修改，单位会收到通知。"))
        elif action == "insert":
            return redirect(f"{request.path}#opinion")
        else:
            done(request, gettext("已保存 {time}。").format(time=timezone.localtime(at).strftime("%H:%M")))
    except (Refusal, Conflict) as refused:
        return _page(request, case.post, case, typed=(items, opinion), refusal=in_words(refused))
    return redirect("bureau:post", code=case.post.code)


def _page(
    request: HttpRequest,
    post: Post,
    case: Case | None,
    *,
    typed: tuple[dict[str, ItemAnswer], str] | None = None,
    refusal: str = "",
) -> HttpResponse:
    actor, at = acting(request), timezone.now()
    edition = edition_named(case.edition if case else "")
    items, opinion = typed or (items_from(case.items) if case else {}, case.opinion if case else "")
    found = assess(post, items, edition=edition, on=timezone.localdate(at))
    mine = case is not None and case.officer is not None and case.officer.code == actor.code
    context = _facts(post) | {
        "case": case,
        "mine": mine,
        "waits": post.state == State.SUBMITTED,
        "reported": post.kind == Kind.REPORTED,
        "open_to_proposals": post.state in CLOSABLE,
        "reviewer": Role.OFFICER_REVIEWER in roles_on(actor, post),
        "due": due_after(
            timezone.localdate(post.submitted_at or post.changed_at),
            term := term_of(post.place, Deadline.Kind.DECIDE),
            today=timezone.localdate(at),
        ),
        "term": term,
        "assessment": found,
        "parts": _parts(found, edition, frozenset()),
        "checks": tuple(Check),
        "opinion": opinion,
        "told": return_reason(case) if case else "",
        "phrases": SHIPPED_PHRASES,
        "own_phrases": phrases_of(actor),
        "most": EVIDENCE_MOST,
        "words_most": WORDS_MOST,
        "certificate": certificate_of(post),
        "certificates": certificates_of(post),
        "proposals": proposals_about(post),
        "trail": trail_in_words(post),
    }
    return answer(request, "bureau/post.html", context, refusal=refusal)


def _facts(post: Post) -> dict[str, Any]:
    facts = post_file_of(post)
    return {
        "post": post,
        "state": POST_LIFE.states[State(post.state)],
        "facts": fact_parts(facts),
        "hours": hours_of(facts),
    }


def _parts(found: Assessment, edition: Standard, due: set[str] | frozenset[str]) -> tuple[Part, ...]:
    rows = tuple(
        Row(number, line, _TONES[line.item.answer], _ICONS[line.item.answer], line.item.criterion.id in due)
        for number, line in enumerate(found.lines, 1)
    )
    return tuple(
        Part(title, tuple(row for row in rows if row.line.item.criterion.part == name)) for name, title in edition.parts
    )
