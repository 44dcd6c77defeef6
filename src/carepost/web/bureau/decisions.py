"""Cases assessed by an officer: the answer with its reasons, kept with its law, taken again, as a letter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from carepost.domain.flow import Refusal
from carepost.domain.rules import FactError, Pack, assess_scheme, letter_of
from carepost.records.packs import (
    Decision,
    DecisionNotFound,
    access_decision,
    decisions_of,
    keep_decision,
    kept_answer,
    replay_decision,
    schemes_for,
)
from carepost.web.bureau.cases import CaseForm
from carepost.web.bureau.law_words import ANSWERS, names_of, place_name, trace_of
from carepost.web.bureau.pages import acting, answer, done, in_words, officers_only, page_number
from carepost.web.templatetags.desk import mixed


@officers_only
@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """The decisions kept in the officer's area."""
    actor = acting(request)
    found = decisions_of(actor, page=page_number(request))
    titles = {pack.id: pack.title for pack in schemes_for(actor, timezone.localdate())}
    names = names_of(decision.kept_by for decision in found.items)
    rows = [
        (row, titles.get(row.scheme), ANSWERS[row.post_access], ANSWERS[row.subsidy_access], names[row.kept_by])
        for row in found.items
    ]
    return render(request, "bureau/decisions.html", {"found": found, "rows": rows})


@officers_only
@cache_control(no_store=True)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Assesses a case: first the scheme, then its facts; the answer stands on the page and is kept only when asked."""
    known = {pack.id: pack for pack in schemes_for(acting(request), timezone.localdate())}
    sent = request.POST if request.method == "POST" else None
    pack = known.get((sent if sent is not None else request.GET).get("scheme", ""))
    if pack is None:
        return _choose(request, known, refused=sent is not None or "scheme" in request.GET)
    form = CaseForm(sent, pack, timezone.localdate().replace(day=1))
    context: dict[str, Any] = {"pack": pack, "place": place_name(pack.place), "form": form, "letter": None}
    if sent is None:
        return render(request, "bureau/decision_new.html", context | {"refusal": ""})
    if not form.is_valid():
        return render(request, "bureau/decision_new.html", context | {"refusal": ""}, status=422)
    return _assessed(request, pack, form, context)


@officers_only
@cache_control(no_store=True)
@require_safe
def decision(request: HttpRequest, code: str) -> HttpResponse:
    """A kept decision: what was answered and why, and whether it is answered the same again."""
    shown = _found(request, code)
    stored = kept_answer(shown)
    context = _letter(stored, shown) | {
        "decision": shown,
        "place": place_name(shown.area),
        "name": names_of([shown.kept_by])[shown.kept_by],
        "trace": trace_of(stored["trace"]),
        "replayed": replay_decision(code, actor=acting(request)) if "replay" in request.GET else None,
    }
    return render(request, "bureau/decision.html", context)


@officers_only
@cache_control(no_store=True)
@require_safe
def letter(request: HttpRequest, code: str) -> HttpResponse:
    """A kept decision as a letter, to be printed."""
    shown = _found(request, code)
    return render(request, "bureau/letter.html", _letter(kept_answer(shown), shown) | {"decision": shown})


def _choose(request: HttpRequest, known: Mapping[str, Pack], *, refused: bool) -> HttpResponse:
    rows = [(pack, place_name(pack.place)) for pack in known.values()]
    refusal = gettext("请从列出的方案里选一个。") if refused else ""
    return answer(request, "bureau/decision_choose.html", {"rows": rows}, refusal=refusal)


def _assessed(request: HttpRequest, pack: Pack, form: CaseForm, context: dict[str, Any]) -> HttpResponse:
    refusal = ""
    try:
        found = assess_scheme(form.case(), {pack.id: pack})
        if request.POST.get("action") == "keep":
            kept = keep_decision(case=form.case(), answer=found, by=acting(request), at=timezone.now())
            done(request, gettext("已保存，编号 {code}。").format(code=kept.code))
            return redirect("bureau:decision", code=kept.code)
        context |= {"letter": letter_of(found, reference="", on=timezone.localdate())}
    except Refusal as refused:
        refusal = in_words(refused)
    except FactError as wrong:
        refusal = mixed(wrong.problem)
    return answer(request, "bureau/decision_new.html", context, refusal=refusal)


def _letter(stored: Mapping[str, Any], shown: Decision) -> dict[str, Any]:
    return {"letter": letter_of(stored, reference=shown.code, on=timezone.localdate(shown.kept_at))}


def _found(request: HttpRequest, code: str) -> Decision:
    try:
        return access_decision(acting(request), code)
    except DecisionNotFound as missing:
        raise Http404 from missing
