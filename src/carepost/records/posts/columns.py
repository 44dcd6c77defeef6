"""The columns of a post that the list filters and sorts by, computed from its facts."""

from __future__ import annotations

from typing import Any

from carepost.domain.search import pair_terms, search_terms
from carepost.domain.standard import PostFile, describe_hours, describe_pay, lowest_pay, pattern_of, post_as_data
from carepost.domain.week import Pattern as Shifts
from carepost.domain.week import pattern_key, pattern_to_dict
from carepost.records.places import full_name, get_place
from carepost.records.posts.models import Pattern

LIST_COLUMNS = frozenset({"form", "occupation", "at_home", "insured", "pay_hour_fen", "pay_month_fen", "terms"})
# So much of the duties is looked through: what a post is about stands at their beginning.
DUTIES_READ = 200
_INSURED = {"yes": True, "no": False, None: None}


def columns_of(facts: PostFile) -> dict[str, Any]:
    """Values of Post that follow from its facts alone; what is not stated is null or "". The pattern stands apart."""
    pay = lowest_pay(facts)
    return {
        "form": facts.form or "",
        "occupation": facts.occupation,
        "at_home": facts.work.at_home == "yes",
        "insured": _INSURED[facts.insurance.social],
        "pay_hour_fen": pay.hour_fen,
        "pay_month_fen": pay.month_fen,
        "terms": terms_of(facts),
    }


def terms_of(facts: PostFile) -> list[str]:
    """What a post can be found by: its title and duties by every character and pair, employer and place by pairs."""
    place = get_place(facts.place)
    named = (facts.employer.name, facts.place_words, full_name(place).zh if place else "")
    terms = search_terms(facts.title) | search_terms(facts.work.duties[:DUTIES_READ])
    return sorted(terms.union(*map(pair_terms, named)))


def stored_values(facts: PostFile) -> dict[str, Any]:
    """Every column of an own post that its facts give: words for people, facts for machines, and what lists ask.

    The pattern's row stands apart: it takes a look into the database.
    """
    pay, hours = describe_pay(facts), describe_hours(facts)
    return {
        "title": facts.title,
        "place_id": facts.place or None,
        "place_text": facts.place_words,
        "headcount_text": facts.headcount,
        "pay_text": pay.zh if pay else "",
        # A line for people: many alternatives are told in full by the facts.
        "hours_text": (hours.zh if hours else "")[:300],
        "requirements_text": facts.asks.conditions,
        "other_text": facts.work.duties,
        "facts": post_as_data(facts),
        "expires_on": facts.expires_on,
        **columns_of(facts),
    }


def pattern_row(shifts: Shifts) -> Pattern:
    """The shared row of a shift pattern, made on first sight."""
    form = pattern_to_dict(shifts)
    values = {"form": form, "kind": form["kind"]}
    return Pattern.objects.get_or_create(key=pattern_key(shifts), defaults=values)[0]


def pattern_row_of(facts: PostFile) -> Pattern | None:
    """The shared row of the facts' shift pattern; None where the hours are not stated."""
    shifts = pattern_of(facts)
    return pattern_row(shifts) if shifts else None
