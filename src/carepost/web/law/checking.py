"""What the self-checks share: which schemes are asked, the answers in the order of the page, and the letter to print.

Nothing that is filled in is kept: it comes in the body of a POST and goes out in the page that answers it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from carepost.domain.facts import Text
from carepost.domain.rules import (
    ANSWERS,
    OWN_BUSINESS,
    STATUSES,
    Asker,
    Letter,
    LetterAmount,
    LetterMissing,
    Pack,
    answers_of,
    best,
    concerns_posts,
    letter_of,
    may_ask,
    money_of,
    questions_of,
    schemes_at,
)
from carepost.records.places import Place, full_name, get_place
from carepost.web.access import public
from carepost.web.law.check_form import MONTH, CheckForm, MonthField
from carepost.web.law.place import choice_of, office_of, places_with, read_place
from carepost.web.lawbook import schemes
from carepost.web.public.asking import NotThere
from carepost.web.public.refusals import answers_refusals
from carepost.web.templatetags.words import say

View = Callable[[HttpRequest], HttpResponse]
PRINT = "print"
_ICONS = {"yes": "done", "no": "block", "unknown": "ask"}


@dataclass(frozen=True, slots=True)
class Said:
    """A yes, no or unclear in a large word with its icon."""

    answer: str
    word: Text
    icon: str


@dataclass(frozen=True, slots=True)
class Result:
    """What one scheme answers.

    `post` is None where it asks nothing of posts. `papers` are facts that could still change it; `papers_of_worker` are
    those that the one who was asked may not be asked for. Of what the text itself leaves open, `doubts` stand in the
    way of a yes or no, `silent` is the rest.
    """

    letter: Letter
    post: Said | None
    money: Said
    paid: tuple[LetterAmount, ...]
    papers: tuple[LetterMissing, ...]
    papers_of_worker: tuple[LetterMissing, ...]
    doubts: tuple[LetterMissing, ...]
    silent: tuple[LetterMissing, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """The answers of all schemes, best first, with the best of each question; `paid`: who may be paid what by any."""

    post: Said
    money: Said
    paid: tuple[LetterAmount, ...]
    results: tuple[Result, ...]
    has_posts: bool


def self_check(view: View) -> View:
    """A page that anybody may open and that keeps nothing: not in a cache, an address, a session or an error report."""

    @wraps(view)
    def kept_nowhere(request: HttpRequest) -> HttpResponse:
        return answers_refusals(view)(request)

    guarded = cache_control(no_store=True)(sensitive_post_parameters()(kept_nowhere))
    return public(require_http_methods(["GET", "HEAD", "POST"])(guarded))


def said(answer: str) -> Said:
    """An answer as it stands on the page."""
    return Said(answer, ANSWERS[answer], _ICONS[answer])


def findings_of(packs: Sequence[Pack], asker: Asker, at: date, facts: Mapping[str, Any]) -> Findings:
    """What the packs answer for the facts."""
    answers = answers_of(packs, at, facts)
    results = tuple(_result(answer, asker) for answer in answers)
    posts = [answer for answer in answers if concerns_posts(answer)]
    return Findings(
        post=said(best(answer["post_access"] for answer in posts)),
        money=said(best(money_of(answer) for answer in answers)),
        paid=tuple(dict.fromkeys(row for result in results for row in result.paid)),
        results=results,
        has_posts=bool(posts),
    )


def _result(answer: Mapping[str, Any], asker: Asker) -> Result:
    letter = letter_of(answer, reference="", on=timezone.localdate())
    facts = [row for row in letter.missing if row.kind == "fact"]
    law = [row for row in letter.missing if row.kind == "law"]
    decisive = {row["name"] for row in answer["unknown"] if {"post", "subsidy"} & set(row["could_change"])}
    return Result(
        letter=letter,
        post=said(answer["post_access"]) if concerns_posts(answer) else None,
        money=said(money_of(answer)),
        paid=tuple(row for row in letter.amounts if answer["subsidy_access"] != "no" and not row.nought),
        papers=tuple(row for row in facts if may_ask(asker, row.name)),
        papers_of_worker=tuple(row for row in facts if not may_ask(asker, row.name)),
        doubts=tuple(row for row in law if row.name in decisive),
        silent=tuple(row for row in law if row.name not in decisive),
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """What a check is about: the place and the packs that are asked; `scheme` where one text alone was chosen."""

    place: Place | None
    packs: tuple[Pack, ...]
    scheme: str = ""

    def hidden(self) -> list[tuple[str, str]]:
        """(name, value) that the form sends along."""
        return [("scheme", self.scheme)] if self.scheme else [("place", self.place.code)] if self.place else []


def _none(asked: Asked | None) -> dict[str, Any]:
    return {}


Choose = Callable[[QueryDict, date], Asked | None]


def run(
    request: HttpRequest,
    asker: Asker,
    template: str,
    choose: Choose,
    also: Callable[[Asked | None], dict[str, Any]] = _none,
) -> HttpResponse:
    """A check from its form to its answer; `choose` gives what is asked in a month, None where no place was chosen.

    `also` adds what the template shows beside the answer.

    Bad answers are refused (422) with the form as it was sent. A letter is a page of its own, from the same answers.
    """
    sent = request.POST if request.method == "POST" else None
    month = timezone.localdate().replace(day=1)
    asked = choose(sent if sent is not None else request.GET, _month_of(sent) or month)
    context = _context(request, asked) | also(asked)
    if asked is None:
        return render(
            request, template, context | {"unplaced": sent is not None}, status=422 if sent is not None else 200
        )
    form = CheckForm(sent, questions_of(asked.packs, asker), month)
    if sent is None:
        return render(request, template, context | {"form": form})
    if not form.is_valid():
        return render(request, template, context | {"form": form}, status=422)
    findings = findings_of(asked.packs, asker, form.at, form.facts())
    wanted = [result.letter for result in findings.results if result.letter.scheme == sent.get(PRINT)]
    if wanted:
        again = [*asked.hidden(), *form.sent()]
        return render(request, "law/letter.html", {"letter": wanted[0], "sent": again, "office": context["office"]})
    return render(request, template, context | {"form": form, "findings": findings, "month": form.at})


def _context(request: HttpRequest, asked: Asked | None) -> dict[str, Any]:
    place, known = asked.place if asked else None, schemes(timezone.localdate())
    alone = known[asked.scheme] if asked and asked.scheme else None
    return {
        "place": place,
        "scheme": alone.title if alone else None,
        "hidden": asked.hidden() if asked else [],
        "choice": choice_of(request.path, place),
        "placed": places_with(known, request.path, place),
        "texts": texts_of(known, request.path) if asked is None else [],
        "office": office_of(place),
        "form": None,
        "findings": None,
        "unplaced": False,
    }


def texts_of(known: Mapping[str, Pack], path: str) -> list[tuple[Text, str, Text, str]]:
    """(title, name of the place, status, address) of each text that can be asked alone, by place."""
    return [
        (pack.title, place_name(pack.place), STATUSES[pack.status.value], f"{path}?scheme={pack.id}")
        for pack in sorted(known.values(), key=lambda pack: (pack.place, pack.id))
        if pack.id not in OWN_BUSINESS
    ]


def place_name(code: str) -> str:
    """The name of a place in the reader's language; the country for its own code."""
    place = get_place(code)
    return say(full_name(place)) if place else gettext("全国")


def of_the_place(values: QueryDict, month: date) -> Asked | None:
    """The schemes of the place that is chosen, or the one text that is chosen. Raises BadParameter and NotThere."""
    known = schemes(timezone.localdate())
    scheme = str(values.get("scheme", ""))
    if scheme:
        if scheme not in known:
            raise NotThere("scheme", Text("没有代号为 {id} 的方案。", "There is no scheme {id}.").format(id=scheme))
        return Asked(get_place(known[scheme].place), (known[scheme],), scheme)
    place = read_place(values)
    return Asked(place, schemes_at(known, place.code, month)) if place else None


def _month_of(sent: QueryDict | None) -> date | None:
    """The month that was sent: it says which texts count; None for none, or one that the form will refuse."""
    try:
        month: date | None = MonthField(required=False).clean(sent.get(MONTH, "")) if sent is not None else None
    except ValidationError:
        return None
    return month
