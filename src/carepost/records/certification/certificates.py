"""Certificates: numbering them without gaps, how long they stand, and which of a post's stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from carepost.domain.calendar import add_months
from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.domain.roles import Actor
from carepost.domain.standard import Level, Standard
from carepost.records.audit import record
from carepost.records.certification.events import CERTIFICATE_ISSUED
from carepost.records.certification.items import Assessment, edition_named, hash_of, lines_as_data, seen_of
from carepost.records.certification.models import Case, Certificate, Serial
from carepost.records.crypto import new_code
from carepost.records.people import User
from carepost.records.posts import CLOSABLE, Post

MOST_MONTHS = 12
DEMO_MARK = "演示"


def next_serial(key: str) -> int:
    """The next number of a counter, from 1, without gaps: others wait for this transaction to end."""
    Serial.objects.get_or_create(key=key)
    serial = Serial.objects.select_for_update(of=("self",)).get(key=key)
    serial.last += 1
    serial.save(update_fields=["last"])
    return serial.last


def number_for(post: Post, on: date) -> str:
    """`442000-2026-00001`: the post's county or city, the year, a serial of its own; demo ones are marked and apart."""
    if post.place_id is None:
        raise Refusal(Text("岗位没有工作地点，不能编号。", "The post has no place of work and cannot be numbered."))
    series = f"{f'{DEMO_MARK}-' if post.demo else ''}{post.place_id[:6]}-{on.year}"
    return f"{series}-{next_serial(f'certificate:{series}'):05}"


def expiry_of(post: Post, edition: Standard, on: date) -> date:
    """The last day of a certificate: the post's, or when every item is due again, after a year at the latest."""
    months = min(MOST_MONTHS, max(criterion.recheck_months for criterion in edition.criteria))
    last = add_months(on, months)
    return min(last, post.expires_on) if post.expires_on else last


def recheck_after(edition: Standard, on: date) -> date:
    """When the first item is due again."""
    return add_months(on, min(criterion.recheck_months for criterion in edition.criteria))


def issue(
    *,
    post: Post,
    case: Case | None,
    assessment: Assessment,
    by: Actor,
    user: User,
    at: datetime,
    place: Callable[..., Any],
    level: Level | None = None,
) -> Certificate:
    """Writes a certificate and puts its number on the post with `place` (certify_post or renew_certificate).

    The number is drawn as late as possible: its row stays locked until the end of the transaction.
    """
    on = timezone.localdate(at)
    edition = edition_named(assessment.report.standard)
    reached = level or assessment.level
    if reached is None:
        raise Refusal(assessment.obstacles[0])
    number = number_for(post, on)
    place(post=post, by=by, at=at, number=number)
    certificate = Certificate.objects.create(
        code=new_code(),
        number=number,
        post=post,
        case=case,
        edition=edition.version,
        level=reached.value,
        items=lines_as_data(assessment.lines),
        facts_hash=hash_of(post),
        seen=seen_of(assessment.report),
        officer=user,
        issued_at=at,
        certified_on=on,
        expires_on=expiry_of(post, edition, on),
        recheck_on=recheck_after(edition, on),
        demo=post.demo,
    )
    said: dict[str, str] = {"number": number, "level": reached.label.zh, "level_en": reached.label.en}
    said |= {"expires": certificate.expires_on.isoformat(), "edition": edition.version}
    record(CERTIFICATE_ISSUED, actor=by, subject_kind="post", subject_code=post.code, at=at, **said)
    return certificate


def standing(on: date) -> QuerySet[Certificate]:
    """The certificates that stand on a day: borne by their post, and not run out."""
    return borne().filter(expires_on__gte=on)


def borne() -> QuerySet[Certificate]:
    """The certificates that their posts bear, run out or not."""
    return Certificate.objects.filter(post__certificate_number=F("number"), post__state__in=CLOSABLE)


def certificate_of(post: Post) -> Certificate | None:
    """The certificate that the post bears, its officer loaded; None where none stands."""
    if not post.certificate_number:
        return None
    return Certificate.objects.select_related("officer", "batch").filter(number=post.certificate_number).first()


def certificates_of(post: Post) -> tuple[Certificate, ...]:
    """Every certificate that the post ever had, newest first."""
    return tuple(Certificate.objects.select_related("officer", "batch").filter(post=post).order_by("-id"))
