"""Looking again: what is due by the standard, what changed since, and confirming a certificate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from carepost.domain.calendar import add_months
from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.domain.roles import Actor
from carepost.domain.standard import Criterion, Level
from carepost.records.audit import record
from carepost.records.certification.certificates import borne, expiry_of, issue, recheck_after
from carepost.records.certification.events import CERTIFICATE_CHANGED, CERTIFICATE_CONFIRMED
from carepost.records.certification.items import (
    LEVEL_ORDER,
    Assessment,
    ItemAnswer,
    assess,
    changes_since,
    check_items,
    edition_named,
    hash_of,
    items_from,
    lines_as_data,
    seen_of,
)
from carepost.records.certification.models import Certificate, Recheck
from carepost.records.certification.officers import officer_of, tell_members
from carepost.records.posts import renew_certificate, report_of
from carepost.records.queue import handler

# A certificate enters the queue this long before it is due.
SOON = timedelta(days=30)


def needs_recheck(on: date) -> QuerySet[Certificate]:
    """Certificates borne by their post that are due within 30 days, run out, or whose findings changed."""
    due = Q(recheck_on__lte=on + SOON) | Q(expires_on__lte=on + SOON) | ~Q(changes=[])
    # A post that ends with its certificate leaves the list by itself.
    ends = Q(expires_on__gte=on, changes=[], recheck_on__gt=on + SOON, post__expires_on__lte=on + SOON)
    return borne().filter(due).exclude(ends)


def due_criteria(certificate: Certificate, on: date) -> tuple[Criterion, ...]:
    """The criteria of its edition whose months are over on a day, counted from the last look."""
    last = certificate.rechecks.order_by("-at").first()
    since = timezone.localdate(last.at) if last else certificate.certified_on
    criteria = edition_named(certificate.edition).criteria
    return tuple(c for c in criteria if add_months(since, c.recheck_months) <= on)


def reassess(certificate: Certificate, items: Mapping[str, ItemAnswer], *, at: datetime) -> Assessment:
    """What the post comes to today under the edition of its certificate."""
    return assess(certificate.post, items, edition=edition_named(certificate.edition), on=timezone.localdate(at))


def answers_of(certificate: Certificate) -> dict[str, ItemAnswer]:
    """The officer's answers that stand: those of the last look, else those of the decision."""
    last = certificate.rechecks.order_by("-at").first()
    rows = last.items if last else certificate.items
    return items_from({row["id"]: row for row in rows})


@transaction.atomic
def confirm_certificate(
    *, certificate: Certificate, items: Mapping[str, ItemAnswer], by: Actor, at: datetime
) -> Certificate:
    """Confirms a certificate after looking again: it stands longer; one that ran out is replaced by a new one.

    Raises Refusal: not an officer of its area, an unknown criterion, no longer lawful, a level below the certificate's
    (then a downgrade is to be proposed), or the post no longer bears it.
    """
    user = officer_of(by, certificate.post)
    locked = borne().select_for_update(of=("self",)).filter(pk=certificate.pk).first()
    if locked is None:
        raise Refusal(Text("这份证书已不再有效。", "The post no longer bears this certificate."))
    edition, on = edition_named(certificate.edition), timezone.localdate(at)
    check_items(items, edition)
    found = reassess(certificate, items, at=at)
    if found.level is None:
        raise Refusal(found.obstacles[0])
    if LEVEL_ORDER.index(found.level) < LEVEL_ORDER.index(Level(certificate.level)):
        raise Refusal(
            Text(
                f"现在只达到「{found.level.label.zh}」，低于证书的等级，请提出降级。",
                f"It now reaches {found.level.label.en} only, less than its certificate says: propose a downgrade.",
            )
        )
    Recheck.objects.create(
        certificate=certificate, officer=user, at=at, items=lines_as_data(found.lines), level=found.level.value
    )
    if certificate.expires_on < on:
        return issue(
            post=certificate.post, case=None, assessment=found, by=by, user=user, at=at, place=renew_certificate
        )
    certificate.expires_on = expiry_of(certificate.post, edition, on)
    certificate.recheck_on, certificate.seen, certificate.changes = (
        recheck_after(edition, on),
        seen_of(found.report),
        [],
    )
    certificate.save(update_fields=["expires_on", "recheck_on", "seen", "changes"])
    said = {"number": certificate.number, "expires": certificate.expires_on.isoformat()}
    record(CERTIFICATE_CONFIRMED, actor=by, subject_kind="post", subject_code=certificate.post.code, at=at, **said)
    return certificate


def look_again(certificate: Certificate, *, at: datetime) -> list[dict[str, str]]:
    """What speaks against a certificate on a day that did not when it was issued; stored and told when it is new."""
    now = seen_of(report_of(certificate.post, on=timezone.localdate(at), standard=edition_named(certificate.edition)))
    changes = changes_since(certificate.seen, now)
    if hash_of(certificate.post) != certificate.facts_hash:
        changes.append({"kind": "facts", "id": "facts", "was": "", "now": ""})
    if changes != certificate.changes:
        Certificate.objects.filter(pk=certificate.pk).update(changes=changes)
        if changes:
            _tell(certificate, len(changes), at)
        certificate.changes = changes
    return changes


@handler("certification.look_again", daily_hour=3)
def look_again_at_all(payload: dict[str, Any], at: datetime) -> None:
    """Compares every certificate that is borne with what the rules say today; harmless when repeated."""
    certificates = borne().select_related("post__employer", "post__place").order_by("pk")
    for certificate in certificates.iterator(chunk_size=500):
        look_again(certificate, at=at)


def _tell(certificate: Certificate, count: int, at: datetime) -> None:
    post = certificate.post
    record(
        CERTIFICATE_CHANGED,
        actor=Actor.system(),
        subject_kind="post",
        subject_code=post.code,
        at=at,
        number=certificate.number,
        count=count,
    )
    text = Text(
        "岗位「{title}」的检查结果有变化（如最低工资调整），请核对，人社部门将复核。",
        "What the rules say of {title} has changed (a new minimum wage, say): check it, the bureau will look again.",
    ).format(title=post.title)
    key = f"certificate:{certificate.code}:changed:{timezone.localdate(at)}"
    tell_members(post, kind="certificate.changed", key=key, text=text, at=at)
