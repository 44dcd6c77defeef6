"""What the interface answers."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from ninja import Field, Schema

from carepost.domain.facts import Text
from carepost.domain.rules import DatedValue
from carepost.domain.search import decisive, reason_of
from carepost.domain.standard import (
    ChecklistItem,
    Finding,
    PostFile,
    PostReport,
    describe_hours,
    describe_pay,
    finding_as_data,
    post_as_data,
)
from carepost.domain.week import DAY, Clash, ProfileFit, clock
from carepost.records.places import Place
from carepost.records.posts import Found, Post, post_file_of, report_of

Evidence = Literal["P", "S", "D", "M", "N"]


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


class DatedValueOut(Schema):
    """The dated value of law that a post was compared with, as its source writes it; `until` null: open or unknown."""

    name: str
    value: str
    unit: str
    start: date
    until: date | None
    document: str
    source: str
    evidence: Evidence

    @classmethod
    def of(cls, value: DatedValue) -> DatedValueOut:
        return cls(
            name=value.name,
            value=str(value.value),
            unit=value.unit,
            start=value.start,
            until=value.end,
            document=value.document,
            source=value.source,
            evidence=value.mark.value,
        )


class FindingOut(Schema):
    """What a check says. `to_verify`: the evidence is too weak for more than a question.

    `fix_value`, set in the field `fix_field`, is the smallest change that satisfies the rule, where one field can.
    """

    rule: str
    severity: Literal["block", "warn", "info"]
    to_verify: bool
    message: Words
    article: Words
    evidence: Evidence
    fix: Words
    fix_field: str | None
    fix_value: str | None
    if_employment: bool
    value: DatedValueOut | None

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
            fix_field=finding.fix_field or None,
            fix_value=finding_as_data(finding)["fix_value"],
            if_employment=finding.if_employment,
            value=DatedValueOut.of(finding.value) if finding.value else None,
        )


class GradeOut(Schema):
    """The standard's answer. Where it cannot be told: the fields that would tell, and the rules in doubt."""

    grade: Literal["not_lawful", "cannot_tell", "lawful", "good", "exemplary"]
    label: Words
    standard: str = Field(description="The edition asked")
    missing: list[str]
    to_verify: list[str]

    @classmethod
    def of(cls, report: PostReport) -> GradeOut:
        return cls(
            grade=report.grade.value,
            label=Words.of(report.grade.label),
            standard=report.standard,
            missing=list(report.missing),
            to_verify=list(report.to_verify),
        )


class CriterionOut(Schema):
    """One line of the standard and its answer for a post; `fields` would settle an unknown one."""

    id: str
    part: str
    level: Literal["lawful", "good", "exemplary"]
    text: Words
    answer: Literal["yes", "no", "unknown", "officer"]
    fields: list[str]

    @classmethod
    def of(cls, item: ChecklistItem) -> CriterionOut:
        line = item.criterion
        return cls(
            id=line.id,
            part=line.part,
            level=line.level.value,
            text=Words.of(line.text),
            answer=item.answer.value,
            fields=list(item.fields),
        )


class FactsOut(Schema):
    """What was read from the texts: as a post file (`carepost post schema`; what is not stated is absent), in a line.

    A line is null where nothing of the kind is stated.
    """

    post_file: dict[str, Any]
    pay: Words | None
    hours: Words | None

    @classmethod
    def of(cls, post: PostFile) -> FactsOut:
        pay, hours = describe_pay(post), describe_hours(post)
        return cls(
            post_file=post_as_data(post), pay=Words.of(pay) if pay else None, hours=Words.of(hours) if hours else None
        )


class CertificateOut(Schema):
    """The certificate of a bureau."""

    number: str
    certified_on: date


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
    pay_hour_fen: int | None = Field(
        description="The least an hour brings, fen; computed where pay is stated otherwise"
    )
    pay_month_fen: int | None = Field(
        description="The least a month brings, fen; computed where pay is stated otherwise"
    )
    insured: bool | None = Field(description="Whether social insurance is paid; null: not stated")
    certificate: CertificateOut | None
    demo: bool = Field(description="Made up for the demo")
    facts: FactsOut
    findings: list[FindingOut]
    grade: GradeOut

    @classmethod
    def of(cls, post: Post) -> PostOut:
        return cls(**_values(post, report_of(post)))


class PostWithChecklistOut(PostOut):
    """A post with the whole checklist of the standard."""

    checklist: list[CriterionOut]

    @classmethod
    def of(cls, post: Post) -> PostWithChecklistOut:
        report = report_of(post)
        return cls(**_values(post, report), checklist=[CriterionOut.of(item) for item in report.checklist])


def _values(post: Post, report: PostReport) -> dict[str, Any]:
    reported = post.kind == "reported"
    source = SourceOut(publisher=post.publisher or None, date=post.published_date or None)
    return {
        "code": post.code,
        "title": post.title,
        "kind": "reported" if reported else "own",
        "state": post.state,
        "place": PlaceOut.of(post.place) if post.place else None,
        "employer": _employer(post),
        "texts": _texts(post),
        "source": source if reported else None,
        "pay_hour_fen": post.pay_hour_fen,
        "pay_month_fen": post.pay_month_fen,
        "insured": post.insured,
        "certificate": _certificate(post),
        "demo": post.demo,
        "facts": FactsOut.of(post_file_of(post)),
        "findings": [FindingOut.of(finding) for finding in report.findings],
        "grade": GradeOut.of(report),
    }


def _certificate(post: Post) -> CertificateOut | None:
    if post.certificate_number is None or post.certified_on is None:
        return None
    return CertificateOut(number=post.certificate_number, certified_on=post.certified_on)


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


class ClashOut(Schema):
    """Work that the week has no room for. `day` (1 Monday .. 7 Sunday), `start` and `end` (HH:MM; past midnight the
    time of the next day) are null for a shortfall of weekly hours.
    """

    text_zh: str
    text_en: str
    minutes: int
    travel_minutes: int
    day: int | None
    start: str | None
    end: str | None

    @classmethod
    def of(cls, clash: Clash) -> ClashOut:
        start, end = clash.window.span if clash.window else (None, None)
        return cls(
            text_zh=clash.text.zh,
            text_en=clash.text.en,
            minutes=clash.minutes,
            travel_minutes=clash.travel_minutes,
            day=None if start is None else start // DAY + 1,
            start=None if start is None else clock(start % DAY),
            end=None if end is None else clock((end - 1) % DAY + 1),
        )


class FitOut(Schema):
    """Whether the post fits the week that is asked: the worse of term and school holidays."""

    answer: Literal["fits", "nearly", "unknown", "no"]
    clashes: list[ClashOut]
    slack_minutes: int | None = Field(
        description="When it fits: minutes to spare once back; null where nothing follows"
    )
    reason_zh: str
    reason_en: str

    @classmethod
    def of(cls, fit: ProfileFit) -> FitOut:
        decided, reason = decisive(fit), reason_of(fit)
        return cls(
            answer=decided.answer.value,
            clashes=[ClashOut.of(clash) for clash in decided.clashes],
            slack_minutes=decided.slack_minutes,
            reason_zh=reason.zh,
            reason_en=reason.en,
        )


class FoundPostOut(PostOut):
    """A post of the list. `fit` is null where no week is asked, `travel_minutes` (each way) where it is not stated."""

    fit: FitOut | None
    travel_minutes: int | None

    @classmethod
    def found(cls, item: Found) -> FoundPostOut:
        fit = FitOut.of(item.fit) if item.fit else None
        return cls(**_values(item.post, report_of(item.post)), fit=fit, travel_minutes=item.minutes)


class CountedPostsOut(Schema):
    """One page of a list, in the order of the pages of the site."""

    place: PlaceOut | None
    count: int = Field(description="Posts on all pages together, counted up to 1,000")
    count_capped: bool = Field(description="There are more than `count`")
    unfit: int = Field(description="Posts that do not fit the week and are not listed, counted up to 1,000")
    page: int
    pages: int
    posts: list[FoundPostOut]


class ErrorDetail(Schema):
    """Which parameter, and what to write instead."""

    parameter: str
    message_zh: str
    message_en: str


class ErrorOut(Schema):
    """Why a request was refused."""

    error: ErrorDetail
