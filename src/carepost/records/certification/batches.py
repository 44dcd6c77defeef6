"""The 名录 by batch: closing one freezes its lines, and everybody may read it."""

from __future__ import annotations

from datetime import datetime
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.domain.roles import OFFICERS, Actor
from carepost.domain.standard import describe_hours, describe_pay
from carepost.records.audit import record
from carepost.records.certification.certificates import next_serial, standing
from carepost.records.certification.events import BATCH_CLOSED
from carepost.records.certification.models import Batch, BatchRow, Certificate
from carepost.records.certification.officers import person_of
from carepost.records.crypto import new_code
from carepost.records.places import Place, bureau_of, code_prefix, full_name, in_area, label_for
from carepost.records.posts import post_file_of


class BatchNotFound(LookupError):
    """There is no such batch."""


def waiting_for_batch(place: Place, *, at: datetime) -> QuerySet[Certificate]:
    """The certificates that stand in a place and are in no batch yet, in the order of their numbers."""
    found = standing(timezone.localdate(at)).filter(
        batch__isnull=True, post__place__code__startswith=code_prefix(place)
    )
    return found.order_by("number")


@transaction.atomic
def close_batch(*, place: Place, by: Actor, at: datetime) -> Batch:
    """Publishes the certificates of a place since its last batch as a numbered, frozen list.

    Raises Refusal: not an officer in charge of the place, or nothing waits.
    """
    if not in_area(by, place.code, *OFFICERS):
        raise Refusal(Text(f"您不负责{place.name}。", f"You do not cover {place.name_en}."))
    user = person_of(by)
    whole = waiting_for_batch(place, at=at).select_related("post__employer", "post__place")
    certificates = tuple(whole.select_for_update(of=("self",)))
    if not certificates:
        raise Refusal(Text("没有新的证书可以公布。", "There is no new certificate to publish."))
    label, bureau = label_for(place), bureau_of(place)
    batch = Batch.objects.create(
        code=new_code(),
        place=place,
        number=next_serial(f"batch:{place.code}"),
        closed_at=at,
        closed_on=timezone.localdate(at),
        closed_by=user,
        bureau=bureau.name if bureau else "",
        bureau_en=bureau.name_en if bureau else "",
        label=label.zh,
        label_en=label.en,
        demo=any(certificate.demo for certificate in certificates),
    )
    BatchRow.objects.bulk_create(_row(batch, line, c) for line, c in enumerate(certificates, 1))
    Certificate.objects.filter(pk__in=[c.pk for c in certificates]).update(batch=batch)
    record(
        BATCH_CLOSED,
        actor=by,
        subject_kind="batch",
        subject_code=batch.code,
        at=at,
        place=place.name,
        place_en=place.name_en,
        number=batch.number,
        rows=len(certificates),
    )
    return batch


def access_batch(code: str) -> Batch:
    """A published batch; anybody may read it. Raises BatchNotFound."""
    batch = Batch.objects.select_related("place", "closed_by").filter(code=code).first()
    if batch is None:
        raise BatchNotFound(code)
    return batch


def rows_of(batch: Batch) -> tuple[BatchRow, ...]:
    """The frozen lines of a batch, in order."""
    return tuple(batch.rows.order_by("line"))


def batches_in(prefixes: tuple[str, ...] | None = None, *, most: int = 200) -> tuple[Batch, ...]:
    """Published batches, newest first; those of places under the prefixes where they are given."""
    batches = Batch.objects.select_related("place").order_by("-closed_at", "-id")
    if prefixes is not None:
        batches = batches.filter(reduce(or_, (Q(place__code__startswith=prefix) for prefix in prefixes), Q(pk__in=[])))
    return tuple(batches[:most])


def _row(batch: Batch, line: int, certificate: Certificate) -> BatchRow:
    post = certificate.post
    facts = post_file_of(post)
    pay = describe_pay(facts) or _words(post.pay_text)
    hours = describe_hours(facts) or _words(post.hours_text)
    where = full_name(post.place) if post.place else None
    return BatchRow(
        batch=batch,
        line=line,
        post_code=post.code,
        number=certificate.number,
        title=post.title,
        employer=post.employer.name if post.employer else post.employer_text,
        place=where.zh if where else "",
        place_en=where.en if where else "",
        level=certificate.level,
        pay=pay.zh[:300] if pay else "",
        pay_en=pay.en[:300] if pay else "",
        hours=hours.zh[:300] if hours else "",
        hours_en=hours.en[:300] if hours else "",
        certified_on=certificate.certified_on,
        expires_on=certificate.expires_on,
    )


def _words(text: str) -> Text | None:
    return Text(text, text) if text.strip() else None
