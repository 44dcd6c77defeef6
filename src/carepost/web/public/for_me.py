"""Posts for me: the short list of matching, why a post fits or not, and how the order comes about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from carepost.domain.facts import Text
from carepost.domain.matching import Weights, part_label, shipped_weights
from carepost.domain.search import BadParameter, Sort, address_of
from carepost.domain.standard import PostFile, pattern_of
from carepost.domain.week import Output
from carepost.records.carers import FitQuestion, Lack, crowd_of, fit_question, has_fit_alert
from carepost.records.posts import Kind, Listed, Post, counts_one_end, match_with, post_file_of, shortlist
from carepost.web.access import person_of, public
from carepost.web.public.cards import Card, card_of
from carepost.web.public.her_week import asked_week, carried, her_week
from carepost.web.public.matching import Why, conditions_of, mending, question_of, why_of
from carepost.web.public.post import open_post
from carepost.web.public.refusals import answers_refusals
from carepost.web.weeks import remembered_week

SHOWN = 20
BY_WAY = "way"
_ORDER = Text("没有这种排序，请用页面上的链接切换。", "There is no such order: use the links on the page.")


@dataclass(frozen=True, slots=True)
class Entry:
    """A post of the short list: its card and why it stands there."""

    card: Card
    why: Why


@public
@never_cache
@require_safe
@answers_refusals
def for_me(request: HttpRequest) -> HttpResponse:
    """The best posts for the week that is kept, in the account or in the session, each with why; or what lacks."""
    order = request.GET.get("order", "")
    if order not in ("", BY_WAY):
        raise BadParameter("order", _ORDER)
    user, entry = person_of(request), remembered_week(request)
    found = fit_question(entry, user=user)
    context: dict[str, object] = {"by_way": order == BY_WAY, "lack": None, "told": bool(user and has_fit_alert(user))}
    if isinstance(found, Lack):
        context |= {"lack": found, "mend": mending(request, found)}
    else:
        context |= _listed(found, by_travel=order == BY_WAY)
        context |= {"sentence": entry.sentence() if entry else None}
    return render(request, "public/for_me.html", context)


def _listed(question: FitQuestion, *, by_travel: bool) -> dict[str, object]:
    on = timezone.localdate()
    query, origin = question.query, question.origin
    listed = shortlist(question.carer, query=query, origin=origin, on=on, k=SHOWN, by_travel=by_travel)
    crowds = crowd_of([each.match.post_id for each in listed], on=on)
    entries = [(each.found.post.kind, _entry(each, question, crowds, by_travel=by_travel)) for each in listed]
    more = replace(query, sort=Sort.NEAR if by_travel else Sort.FIT)
    return {
        "own": [entry for kind, entry in entries if kind == Kind.OWN],
        "reported": [entry for kind, entry in entries if kind != Kind.OWN],
        "all_url": f"{reverse('public:posts')}?{address_of(more)}",
        "no_holiday": question.carer.holiday is None,
        "both_ends": origin.school is not None,
        "one_end": counts_one_end(query, origin),
        "crowded": any(entry.why.crowd for _, entry in entries),
    }


def _entry(each: Listed, question: FitQuestion, crowds: dict[int, float], *, by_travel: bool) -> Entry:
    post = each.found.post
    why = why_of(
        each.match,
        each.parts,
        crowds.get(post.pk),
        pay_stated=bool(post.pay_hour_fen or post.pay_text),
        by_travel=by_travel,
    )
    if isinstance(each.found.shifts, Output):
        why = replace(why, slack="")
    return Entry(card_of(each.found, question.query, travel=True), why)


@public
@never_cache
@require_safe
@answers_refusals
def fit(request: HttpRequest, code: str) -> HttpResponse:
    """One post against her week, condition by condition, and what it scores; or what her week lacks."""
    post, user = open_post(request, code), person_of(request)
    asking = asked_week(request)
    question = question_of(asking, user)
    address = carried(asking.query)
    context: dict[str, object] = {"post": post, "lack": None, "back": f"?{address}" if address else ""}
    if isinstance(question, Lack):
        context |= {"lack": question, "mend": mending(request, question)}
        return render(request, "public/fit.html", context)
    facts = post_file_of(post)
    hers = her_week(post, facts, asking)
    conditions = conditions_of(post, question, hers.term if hers else None)
    context |= {"conditions": conditions, "fits": all(each.holds for each in conditions)}
    context |= {"both_ends": asking.both_ends, "one_end": asking.one_end}
    context |= _scored(question, post, facts)
    return render(request, "public/fit.html", context)


def _scored(question: FitQuestion, post: Post, facts: PostFile) -> dict[str, object]:
    """The parts of the score and the people per place, for a post that matching lists."""
    on = timezone.localdate()
    found = match_with(question.carer, post, origin=question.origin, on=on)
    if found is None:
        return {"parts": (), "why": None, "total": ""}
    match, parts = found
    crowd = crowd_of([post.pk], on=on).get(post.pk)
    rows = [(part.label, _points(part.worth), _points(part.most)) for part in parts]
    why = why_of(match, parts, crowd, pay_stated=bool(post.pay_hour_fen or post.pay_text), by_travel=False)
    if isinstance(pattern_of(facts), Output):
        why = replace(why, slack="")
    return {"parts": rows, "why": why, "total": _points(match.score)}


@public
@require_safe
def order(request: HttpRequest) -> HttpResponse:
    """What each part counts in the order of the list, and where it begins to count."""
    weights = shipped_weights()
    rows = [(part_label(part), _points(getattr(weights, part)), said) for part, said in _counts(weights).items()]
    return render(request, "public/match_order.html", {"rows": rows, "off": f"?{urlencode({'order': BY_WAY})}"})


def _counts(weights: Weights) -> dict[str, str]:
    """How each part counts, in words."""
    return {
        "pay": gettext("每小时到手 {low:g} 元及以下不得分，{high:g} 元及以上得满分；算不出到手多少的不得分。").format(
            low=weights.pay_from, high=weights.pay_full
        ),
        "travel": gettext("越近得分越多，到您的路程上限为零；在家工作得满分。"),
        "hours": gettext("每周工时在您希望的范围内得满分，相差 {gap:g} 小时为零；没有说希望多少的都得满分。").format(
            gap=weights.hours_gap
        ),
        "quality": gettext("按育儿友好岗标准的等级：合法、良好、示范依次增加；还判断不了的不得分。"),
        "slack": gettext("下班回来后到您的下一件事之前，富余每多 15 分钟加一点，{minutes} 分钟得满分。").format(
            minutes=weights.slack_quarters * 15
        ),
        "skills": gettext("您会的、岗位优先考虑的技能，每项加一点，{number} 项得满分。").format(
            number=weights.wished_full
        ),
        "way_up": gettext("岗位写明下一级岗位或报酬的得满分。"),
    }


def _points(worth: float) -> str:
    """A share as points of a hundred."""
    return f"{worth * 100:.1f}".removesuffix(".0")
