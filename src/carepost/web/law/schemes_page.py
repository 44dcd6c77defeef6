"""The schemes and their rules: conditions with article and mark, money, what is not stated, cases, how a rule works."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from carepost.domain.facts import Mark, Text
from carepost.domain.rules import (
    DatedValue,
    Pack,
    Rule,
    Status,
    name_in_words,
    own_values,
    rule_in_words,
    scheme_as_data,
    scheme_summary,
)
from carepost.web import lawbook
from carepost.web.access import public
from carepost.web.law.cases import cases_of
from carepost.web.law.parameter_page import CLOCKS
from carepost.web.law.places import name_of
from carepost.web.law.texts import texts_of
from carepost.web.law.values import parameter_url

STATUSES: Mapping[str, tuple[Text, str]] = {
    Status.IN_FORCE: (Text("有效", "in force"), ""),
    Status.TRIAL: (Text("试行", "on trial"), "info"),
    Status.DRAFT: (Text("征求意见稿，从未施行", "a draft, never in force"), "warn"),
    Status.REPEALED: (Text("已被取代", "replaced"), "warn"),
    Status.NOT_STATED: (Text("是否施行未载明", "whether it is in force is not stated"), "warn"),
}
ACCESS: Mapping[str, Text] = {
    "post": Text("可以上岗", "may hold the post"),
    "subsidy": Text("可以享受补贴", "may carry a subsidy"),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A scheme in a list."""

    pack: Pack
    place: Text
    status: Text
    tone: str
    data: Mapping[str, Any]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """Something that a rule reads: its label and address, and for a parameter its values and why there are none."""

    label: Text
    url: str
    values: tuple[DatedValue, ...] = ()
    reason: Text | None = None


@public
@require_safe
def schemes(request: HttpRequest) -> HttpResponse:
    """Every scheme, those in force first; the other packs of rules below."""
    today = timezone.localdate()
    packs, every = lawbook.schemes(today), lawbook.rule_packs(today)
    rows = [listed(pack) for pack in packs.values()]
    rows.sort(key=lambda row: row.pack.status is not Status.IN_FORCE and row.tone == "warn")
    others = [listed(pack) for id_, pack in every.items() if id_ not in packs]
    return render(request, "law/rules_schemes.html", {"rows": rows, "others": others})


@public
@require_safe
def scheme(request: HttpRequest, scheme: str) -> HttpResponse:
    """One scheme in full."""
    pack, today = pack_of(scheme), timezone.localdate()
    data = scheme_as_data(pack)
    context = {
        "row": listed(pack),
        "data": data,
        "clock": CLOCKS[pack.clock.value],
        "gates": [(ACCESS.get(name, Text(name, name)), rule) for name, rule in data["access"].items()],
        "conditions": [_condition(pack, each) for each in data["conditions"]],
        "payments": [_payment(pack, each) for each in data["payments"]],
        "values": _stated(pack),
        "silent": [Text(row["label_zh"], row["label_en"]) for row in data["not_stated"]],
        "free": [Text(row["label_zh"], row["label_en"]) for row in data["none"]],
        "facts": [fact.label for fact in pack.facts.values()],
        "texts": texts_of(data["texts"]),
        "cases": cases_of(pack),
        "is_scheme": scheme in lawbook.schemes(today),
    }
    return render(request, "law/rules_scheme.html", context)


@public
@require_safe
def rule(request: HttpRequest, scheme: str, rule: str) -> HttpResponse:
    """One rule: what it says in words, what it reads with today's values, what it rests on and what rests on it."""
    pack, today = pack_of(scheme), timezone.localdate()
    versions = pack.rules.get(rule)
    if versions is None:
        raise Http404(rule)
    now = pack.rule_on(rule, today) or versions[-1]
    reads = [name.removeprefix("prev_") for name, _ in now.arguments]
    above = frozenset(lawbook.parameters(today).names())
    context = {
        "row": listed(pack),
        "rule": now,
        "clauses": rule_in_words(pack, now),
        "mark": mark_of(pack, now),
        "versions": versions if len(versions) > 1 else (),
        "facts": [pack.facts[name].label for name in reads if name in pack.facts],
        "parameters": [_parameter(pack, name, today, above) for name in reads if name in pack.parameters],
        "below": [_rule(pack, name) for name in dict.fromkeys(reads) if name in pack.rules],
        "above": [_rule(pack, name) for name in _resting_on(pack, rule)],
    }
    return render(request, "law/rules_rule.html", context)


def pack_of(scheme: str) -> Pack:
    """The pack of rules of an id as it stands today. Raises Http404."""
    pack = lawbook.rule_packs(timezone.localdate()).get(scheme)
    if pack is None:
        raise Http404(scheme)
    return pack


def listed(pack: Pack) -> Listed:
    """A scheme as a list shows it."""
    data = scheme_summary(pack)
    status, tone = STATUSES[data["status"]]
    return Listed(pack, name_of(pack.place), status, tone, data, tuple(Mark(mark) for mark in data["marks"]))


def mark_of(pack: Pack, rule: Rule) -> Mark:
    """How sure it is that a rule is asked, as the data of the scheme say; the text's own mark for what asks nothing."""
    data = scheme_as_data(pack)
    return Mark(next((row["mark"] for row in data["conditions"] if row["rule"] == rule.name), pack.mark.value))


def _condition(pack: Pack, row: Mapping[str, Any]) -> tuple[Text, str, str, Mark]:
    """(label, address, article, mark) of a condition."""
    label = Text(row["label_zh"], row["label_en"])
    return label, reverse("law:rule", args=[pack.id, row["rule"]]), row["article"], Mark(row["mark"])


def _payment(pack: Pack, row: Mapping[str, Any]) -> dict[str, Any]:
    names = {name for r in pack.rules[row["rule"]] for name, _ in r.arguments}
    read = {pack.parameters[name][0] for name in names if name in pack.parameters}
    return {
        "label": Text(row["label_zh"], row["label_en"]),
        "payee": row["payee"],
        "url": reverse("law:rule", args=[pack.id, row["rule"]]),
        "article": row["article"],
        "amounts": [value for value in own_values(pack) if value.name in read],
    }


def _stated(pack: Pack) -> list[tuple[Text, DatedValue]]:
    """(label, value) for each value that the scheme itself states."""
    told = (value for value in own_values(pack) if value.value not in ("not_stated", "none"))
    return [(name_in_words(pack, value.name), value) for value in told]


def _parameter(pack: Pack, argument: str, today: date, above: frozenset[str]) -> Read:
    """A parameter that a rule reads; those `above` have a page of their own, the scheme's stand on its page."""
    name = pack.parameters[argument][0]
    answers = [pack.store.ask(name, place=pack.place, on=today, key=key) for key in _keys(pack, name)]
    values = tuple(answer.value for answer in answers if answer.value)
    nearest = tuple(answer.nearest for answer in answers if answer.nearest)
    stated = name in above or any(each.startswith(f"{name}.") for each in above)
    url = parameter_url(pack.place, name) if stated else f"{reverse('law:scheme', args=[pack.id])}#values"
    return Read(name_in_words(pack, argument), url, values or nearest, None if values else answers[0].reason)


def _keys(pack: Pack, name: str) -> tuple[str, ...]:
    return pack.store.keys(name, place=pack.place) or ("",)


def _rule(pack: Pack, name: str) -> tuple[Text, str]:
    return pack.rules[name][0].label, reverse("law:rule", args=[pack.id, name])


def _resting_on(pack: Pack, name: str) -> list[str]:
    wanted = {name, f"prev_{name}"}
    reads = {other: {a for each in pack.rules[other] for a, _ in each.arguments} for other in pack.order}
    return [other for other in pack.order if other != name and wanted & reads[other]]
