"""What a post says in structured form: read from its words, kept as plain data, judged by rules and standard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils import timezone

from carepost.domain.facts import Mark
from carepost.domain.listings import Advert, Reader, Understood
from carepost.domain.listings import draft_post as draft_of_advert
from carepost.domain.standard import Finding, PostFile, PostReport, Standard, check_post, post_from
from carepost.domain.standard import reported_post as post_of_reading
from carepost.domain.wording import check_wording
from carepost.records.packs import parameters_on
from carepost.records.posts.models import Kind, Post

_READER = Reader()


def read_facts(advert: Advert, place: str) -> PostFile:
    """The facts of an advert whose place of work has this code ("" if unknown). Never raises for any text."""
    return post_of_reading(_READER.read(advert).columns(), asdict(advert), place=place)


def understood_of(post: Post) -> Understood:
    """The words of a post as the reader understands them, each value with the words it was read from."""
    return _READER.understand(_advert(post))


def form_words_of(post: Post, understood: Understood) -> str:
    """The words that declare the form of employment (钟点工, 全职); "" where none do."""
    return draft_of_advert(_advert(post), understood).declared_form_words


def post_file_of(post: Post) -> PostFile:
    """The structured form of a post: its stored facts, or else what is read from its words.

    The words of an own post are its employer's (mark P), those of a reported one a publisher's (mark S).
    """
    stored = post_from(post.facts) if post.facts else read_facts(_advert(post), post.place_id or "")
    return stored if post.kind == Kind.REPORTED else stored.model_copy(update=_own(post))


def report_of(
    post: Post,
    *,
    on: date | None = None,
    confirmed: Mapping[str, bool] | None = None,
    standard: Standard | None = None,
) -> PostReport:
    """Everything that the rules and the standard say of a post, for work on a day (today unless told).

    `confirmed` are an officer's answers by criterion id, `standard` is the edition (the newest unless told).
    """
    on = on or timezone.localdate()
    return check_post(
        post_file_of(post),
        store=parameters_on(on),
        on=on,
        wording=lambda t: check_wording(t).findings,
        standard=standard,
        confirmed=confirmed,
    )


def findings_of(post: Post, *, on: date | None = None) -> tuple[Finding, ...]:
    """What the rules find in a post; what is only reported is to be verified."""
    return report_of(post, on=on).findings


def _own(post: Post) -> dict[str, Any]:
    return {"source": "own", "mark": Mark.P, "expires_on": post.expires_on}


def _advert(post: Post) -> Advert:
    return Advert(
        employer=post.employer_text,
        title=post.title,
        headcount=post.headcount_text,
        pay_text=post.pay_text,
        hours_text=post.hours_text,
        place=post.place_text,
        requirements=post.requirements_text,
        other=post.other_text,
    )
