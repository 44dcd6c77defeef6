"""Certificates for the posts of the generated city, so that an officer finds a list, re-checks and a batch to close."""

from __future__ import annotations

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from carepost.domain.standard import Level, newest_standard
from carepost.records.certification.certificates import expiry_of, recheck_after
from carepost.records.certification.items import assess, hash_of, lines_as_data, seen_of
from carepost.records.certification.models import Certificate
from carepost.records.crypto import code_from
from carepost.records.posts import Post

_MORNING = time(10)


@transaction.atomic
def add_demo_certificates(*, most: int) -> int:
    """Writes the certificate behind each demo post's number until there are so many; how many were written.

    No officer decided them, and each says that it is a demo.
    """
    bare = Post.objects.filter(demo=True, certificate_number__isnull=False, certificates__isnull=True).order_by("id")
    wanted = max(0, most - Certificate.objects.filter(demo=True).count())
    rows = [_certificate(post) for post in bare.select_related("employer", "place", "pattern")[:wanted]]
    Certificate.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def _certificate(post: Post) -> Certificate:
    if post.certified_on is None or post.certificate_number is None:
        raise AssertionError("the query takes certified posts only")
    edition, on = newest_standard(), post.certified_on
    assessment = assess(post, {}, edition=edition, on=on)
    return Certificate(
        code=code_from(f"demo certificate|{post.certificate_number}".encode()),
        number=post.certificate_number,
        post=post,
        edition=edition.version,
        level=(assessment.level or Level.LAWFUL).value,
        items=lines_as_data(assessment.lines),
        facts_hash=hash_of(post),
        seen=seen_of(assessment.report),
        issued_at=timezone.make_aware(datetime.combine(on, _MORNING)),
        certified_on=on,
        expires_on=expiry_of(post, edition, on),
        recheck_on=recheck_after(edition, on),
        demo=True,
    )
