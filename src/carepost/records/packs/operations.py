"""The writers of versions: staged by one officer, approved by another, refused or withdrawn with a reason."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.domain.roles import OFFICERS, Actor, Role
from carepost.domain.rules import read_archive
from carepost.records.audit import EventKind, record
from carepost.records.crypto import new_code
from carepost.records.packs.checking import check_version, new_faults
from carepost.records.packs.events import VERSION_APPROVED, VERSION_REFUSED, VERSION_STAGED, VERSION_WITHDRAWN
from carepost.records.packs.files import digest_of_files, keep_files
from carepost.records.packs.flow import VERSION_LIFE
from carepost.records.packs.lawbook import LAWBOOK, Approved, approved_from
from carepost.records.packs.models import Generation, Version
from carepost.records.places import in_area

WORDS_MOST = 1000
YEARS_AHEAD = 5
NOT_YOURS = Text(
    "这个规则包不属于您负责的地区；国家一级的规则包随产品更新。",
    "This pack does not belong to the area that you cover; the packs of the country come with the product.",
)
OVERTAKEN = Text("别人已先一步处理，请刷新后再看。", "Somebody else was faster: look at the page again.")


@transaction.atomic
def stage_version(*, content: bytes, effective_from: date, note: str, by: Actor, at: datetime) -> Version:
    """Takes an uploaded zip into staging and checks it; what is wrong with the pack itself stands in `faults`.

    Raises ArchiveRefused for an archive that is not read, Refusal: not an officer of its place, no reason given, a day
    before today or more than five years ahead, the same files are staged or in force already.
    """
    archive = read_archive(content)
    if not in_area(by, archive.place, *OFFICERS):
        raise Refusal(NOT_YOURS)
    said, today = (
        checked_words(note, Text("改了什么、依据什么", "what changes and on what ground")),
        timezone.localdate(at),
    )
    if not today <= effective_from <= today.replace(year=today.year + YEARS_AHEAD, day=1):
        raise Refusal(
            Text("生效日期应在今天之后、五年之内。", "Choose a day from today on, within five years, to take effect.")
        )
    kind = Version.Kind.SCHEME if archive.scheme else Version.Kind.PLACE
    subject, files = archive.scheme or archive.place, keep_files(archive.files)
    digest = digest_of_files(files)
    _not_twice(kind, subject, digest)
    version = Version(
        code=new_code(),
        kind=kind,
        subject=subject,
        place=archive.place,
        title=archive.title.zh[:200],
        title_en=archive.title.en[:300],
        files=files,
        digest=digest,
        note=said,
        effective_from=effective_from,
        staged_by=by.code,
        staged_at=at,
    )
    version.cases, faults = check_version(approved_from(version, at=at), approved_versions())
    version.faults = [fault.as_data() for fault in faults]
    version.save(force_insert=True)
    _record(VERSION_STAGED, version, by, at, day=str(effective_from), faults=len(faults), digest=digest)
    return version


@transaction.atomic
def approve_version(*, version: Version, by: Actor, at: datetime) -> Version:
    """A second officer approves: it takes effect from its day, or from today where that is past.

    It is checked once more among all that was approved meanwhile; two approvals never run at once. Raises Refusal: not
    a reviewer of its place, who uploaded it, a fault, decided meanwhile.
    """
    generation = _lock()
    version = _fresh(version)
    _decide(version, "approve", by)
    version.effective_from = max(version.effective_from, timezone.localdate(at))
    _, faults = check_version(approved_from(version, at=at), approved_versions())
    if faults:
        raise Refusal(
            Text("检查发现错误，不能批准：{fault}", "It cannot be approved, the check finds: {fault}").format(
                fault=faults[0].said
            )
        )
    values = {"effective_from": version.effective_from, "approved_by": by.code, "approved_at": at}
    _move(version, "staged", state="approved", **values)
    _new_generation(generation)
    _record(VERSION_APPROVED, version, by, at, day=str(version.effective_from), digest=version.digest)
    return version


@transaction.atomic
def refuse_version(*, version: Version, reason: str, by: Actor, at: datetime) -> Version:
    """A reviewer does not approve a staged version, and says why. Raises Refusal."""
    version = _fresh(version)
    _decide(version, "refuse", by)
    said = checked_words(reason, Text("不批准的理由", "why you refuse it"))
    _move(version, "staged", state="refused", closed_by=by.code, closed_at=at, reason=said)
    _record(VERSION_REFUSED, version, by, at, reason=said)
    return version


@transaction.atomic
def withdraw_version(*, version: Version, reason: str, by: Actor, at: datetime) -> Version:
    """Takes a version back: a staged one by who uploaded it, an approved one by a reviewer, out of force from today.

    What held before it holds again; days already past keep the version that they had. Raises Refusal, also where the
    law would not load without it.
    """
    generation = _lock()
    version = _fresh(version)
    was = version.state
    _decide(version, "withdraw", by)
    said = checked_words(reason, Text("撤回的理由", "why you withdraw it"))
    values = {"closed_by": by.code, "closed_at": at, "reason": said}
    if was == Version.State.APPROVED:
        version.withdrawn_on = timezone.localdate(at)
        _still_whole(version, at)
        values |= {"withdrawn_on": version.withdrawn_on}
    _move(version, was, state="withdrawn", **values)
    if was == Version.State.APPROVED:
        _new_generation(generation)
    _record(VERSION_WITHDRAWN, version, by, at, reason=said)
    return version


def approved_versions() -> tuple[Approved, ...]:
    """Every version that was ever approved, as the database has it now."""
    return tuple(approved_from(version) for version in Version.objects.filter(approved_at__isnull=False))


def checked_words(words: str, what: Text) -> str:
    """Words trimmed. Raises Refusal when there are none or too many."""
    words = words.strip()
    if not words or len(words) > WORDS_MOST or "\x00" in words:
        raise Refusal(
            Text("请写明{what}，不超过 {most} 字。", "Say {what}, in at most {most} characters.").format(
                what=what, most=WORDS_MOST
            )
        )
    return words


def may_decide(actor: Actor, version: Version) -> frozenset[Role]:
    """The roles in which an actor covers the place of a version."""
    return frozenset(role for role in OFFICERS if in_area(actor, version.place, role))


def ways_of(actor: Actor, version: Version) -> frozenset[str]:
    """What an actor may do with a version now: approve, refuse, withdraw."""
    facts = {"by": actor.code, "stager": version.staged_by, "faults": len(version.faults)}
    found = VERSION_LIFE.actions(state=version.state, roles=may_decide(actor, version), facts=facts)
    return frozenset(transition.action for transition in found)


def _not_twice(kind: str, subject: str, digest: str) -> None:
    same = Version.objects.filter(kind=kind, subject=subject, digest=digest, state__in=["staged", "approved"])
    twin = same.filter(withdrawn_on__isnull=True).first()
    if twin is not None:
        raise Refusal(
            Text("同样的文件已作为版本 {code} 上传。", "The same files were uploaded as version {code}.").format(
                code=twin.code
            )
        )


def _fresh(version: Version) -> Version:
    return Version.objects.get(pk=version.pk)


def _decide(version: Version, action: str, by: Actor) -> None:
    roles = may_decide(by, version)
    if not by.code or not roles:
        raise Refusal(NOT_YOURS)
    facts = {"by": by.code, "stager": version.staged_by, "faults": len(version.faults)}
    VERSION_LIFE.decide(state=version.state, action=action, roles=roles, facts=facts)


def _move(version: Version, was: str, **values: object) -> None:
    if Version.objects.filter(pk=version.pk, state=was).update(**values) != 1:
        raise Refusal(OVERTAKEN)
    for name, value in values.items():
        setattr(version, name, value)


def _still_whole(version: Version, at: datetime) -> None:
    """That nothing that is approved rests on the version."""
    before = approved_versions()
    after = tuple(approved_from(version, at=at) if v.code == version.code else v for v in before)
    if faults := new_faults(before, after, since=timezone.localdate(at)):
        raise Refusal(
            Text("别的规则包以它为依据：{fault}", "Another pack rests on it: {fault}").format(fault=faults[0].said)
        )


def _lock() -> Generation:
    """The row that every change of the law holds until it commits: one after the other."""
    Generation.objects.get_or_create(pk=1, defaults={"stamp": new_code()})
    return Generation.objects.select_for_update().get(pk=1)


def _new_generation(generation: Generation) -> None:
    generation.stamp = new_code()
    generation.save(update_fields=["stamp"])
    LAWBOOK.forget()


def _record(kind: EventKind, version: Version, by: Actor, at: datetime, **values: str | int) -> None:
    record(
        kind,
        actor=by,
        subject_kind="pack_version",
        subject_code=version.code,
        at=at,
        person_code="",
        title=version.title,
        title_en=version.title_en,
        **values,
    )
