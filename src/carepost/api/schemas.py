"""What the interface answers."""

from __future__ import annotations

from typing import Literal

from ninja import Field, Schema

from carepost.domain.facts import Text
from carepost.domain.standard import Finding
from carepost.records.places import Place
from carepost.records.posts import Post


class Words(Schema):
    """A sentence in both languages."""

    zh: str
    en: str

    @classmethod
    def of(cls, text: Text) -> Words:
        return cls(zh=text.zh, en=text.en)


class PlaceOut(Schema):
    """A division by its GB/T 2260 code: 6 digits, 9 for towns."""

    code: str
    name: str

    @classmethod
    def of(cls, place: Place) -> PlaceOut:
        return cls(code=place.code, name=place.name)


class EmployerOut(Schema):
    """An employer; `code` is null where the report only names it."""

    code: str | None
    name: str


class TextsOut(Schema):
    """The words as published; null means "not stated"."""

    place: str | None
    headcount: str | None
    pay: str | None
    hours: str | None
    requirements: str | None
    other: str | None


class SourceOut(Schema):
    """Who published a reported post and when; null means "not stated". No address: it may be a mirror."""

    publisher: str | None
    date: str | None


class FindingOut(Schema):
    """What a check says. `to_verify`: the evidence is too weak for more than a question."""

    rule: str
    severity: Literal["block", "warn", "info"]
    to_verify: bool
    message: Words
    article: Words
    evidence: Literal["P", "S", "D", "M", "N"]
    fix: Words

    @classmethod
    def of(cls, finding: Finding) -> FindingOut:
        return cls(
            rule=finding.rule,
            severity=finding.severity.value,
            to_verify=finding.to_verify,
            message=Words.of(finding.message),
            article=Words.of(finding.article),
            evidence=finding.mark.value,
            fix=Words.of(finding.fix),
        )


class PostOut(Schema):
    """A post. `kind` is "reported" (restated from what others published) or "own" (published here)."""

    code: str
    title: str
    kind: Literal["reported", "own"]
    state: str
    place: PlaceOut | None
    employer: EmployerOut | None
    texts: TextsOut
    source: SourceOut | None
    findings: list[FindingOut]

    @classmethod
    def of(cls, post: Post, findings: tuple[Finding, ...]) -> PostOut:
        reported = post.kind == "reported"
        return cls(
            code=post.code,
            title=post.title,
            kind="reported" if reported else "own",
            state=post.state,
            place=PlaceOut.of(post.place) if post.place else None,
            employer=_employer(post),
            texts=_texts(post),
            source=SourceOut(publisher=post.publisher or None, date=post.published_date or None) if reported else None,
            findings=[FindingOut.of(finding) for finding in findings],
        )


def _employer(post: Post) -> EmployerOut | None:
    if post.employer:
        return EmployerOut(code=post.employer.code, name=post.employer.name)
    return EmployerOut(code=None, name=post.employer_text) if post.employer_text else None


def _texts(post: Post) -> TextsOut:
    return TextsOut(
        place=post.place_text or None,
        headcount=post.headcount_text or None,
        pay=post.pay_text or None,
        hours=post.hours_text or None,
        requirements=post.requirements_text or None,
        other=post.other_text or None,
    )


class PostPageOut(Schema):
    """One page of a list, in the order of the pages of the site."""

    place: PlaceOut | None
    count: int = Field(description="Posts on all pages together")
    page: int
    pages: int
    posts: list[PostOut]


class ErrorDetail(Schema):
    """Which parameter, and what to write instead."""

    parameter: str
    message_zh: str
    message_en: str


class ErrorOut(Schema):
    """Why a request was refused."""

    error: ErrorDetail
