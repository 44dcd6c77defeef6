"""The readers of versions, lapses and kept decisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Q, QuerySet

from carepost.domain.facts import Text
from carepost.domain.roles import OFFICERS, Actor
from carepost.domain.rules import Lapse, Pack, lapsing, lineage, load_packs, shipped_packs, shipped_schemes
from carepost.records.packs.files import contents_of, scheme_files, shipped_files
from carepost.records.packs.lawbook import LAWBOOK, approved_from, parameters_on, schemes_on
from carepost.records.packs.models import Decision, Version
from carepost.records.places import area_prefixes, in_area

PER_PAGE = 50


class VersionNotFound(LookupError):
    """There is no such version, or the actor may not see it."""


class DecisionNotFound(LookupError):
    """There is no such kept decision, or the actor may not see it."""


class VersionStanding(StrEnum):
    """How a version stands on a day: its state, and by its day whether it waits, holds or was replaced."""

    STAGED = "staged"
    WAITING = "waiting"
    IN_FORCE = "in_force"
    REPLACED = "replaced"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> Text:
        """Its name in both languages."""
        return _STANDINGS[self]


_STANDINGS = {
    VersionStanding.STAGED: Text("待审", "Staged"),
    VersionStanding.WAITING: Text("已批准，待生效", "Approved, not yet in force"),
    VersionStanding.IN_FORCE: Text("现行", "In force"),
    VersionStanding.REPLACED: Text("已被替代", "Replaced"),
    VersionStanding.REFUSED: Text("未批准", "Refused"),
    VersionStanding.WITHDRAWN: Text("已撤回", "Withdrawn"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a pack's history: when it begins to hold, who did it (codes), what was said of it.

    `version` None is the pack that ships with the product.
    """

    version: Version | None
    standing: VersionStanding
    since: date | None
    by: tuple[str, ...]
    at: datetime | None
    note: str


@dataclass(frozen=True, slots=True)
class VersionPage:
    """One page of versions, newest first."""

    items: tuple[tuple[Version, VersionStanding], ...]
    count: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """One page of kept decisions, newest first."""

    items: tuple[Decision, ...]
    count: int
    page: int
    pages: int


def concerns(actor: Actor, place: str) -> bool:
    """Whether what a place states concerns an officer: it lies in her area, or above it."""
    return in_area(actor, place, *OFFICERS) or any(place in lineage(code) for code in actor.scopes(*OFFICERS))


def versions_of(actor: Actor, *, on: date, page: int = 1) -> VersionPage:
    """The versions that concern an officer."""
    found = _visible_versions(actor).order_by("-id")
    count = found.count()
    pages = max(1, -(-count // PER_PAGE))
    page = min(max(page, 1), pages)
    rows = tuple(found[(page - 1) * PER_PAGE : page * PER_PAGE])
    return VersionPage(tuple((row, standing_of(row, on)) for row in rows), count, page, pages)


def access_version(actor: Actor, code: str) -> Version:
    """A version that concerns an officer. Raises VersionNotFound."""
    version = _visible_versions(actor).filter(code=code).first()
    if version is None:
        raise VersionNotFound(code)
    return version


def standing_of(version: Version, on: date) -> VersionStanding:
    """How a version stands on a day."""
    if version.state != Version.State.APPROVED:
        return VersionStanding(version.state)
    if version.effective_from > on:
        return VersionStanding.WAITING
    held = {applied.code for applied in LAWBOOK.on(on).versions}
    return VersionStanding.IN_FORCE if version.code in held else VersionStanding.REPLACED


def pack_history(subject: str, *, on: date) -> tuple[Change, ...]:
    """Who changed the pack of a place (its code) or a scheme (its id), newest first; the shipped pack comes last."""
    rows = Version.objects.filter(subject=subject, approved_at__isnull=False).order_by(
        "-effective_from", "-approved_at"
    )
    changes = [
        Change(v, standing_of(v, on), v.effective_from, (v.staged_by, v.approved_by), v.approved_at, v.note)
        for v in rows
    ]
    if shipped_files(subject) if subject.isdigit() else subject in shipped_schemes():
        replaced = any(change.standing is VersionStanding.IN_FORCE for change in changes)
        standing = VersionStanding.REPLACED if replaced else VersionStanding.IN_FORCE
        changes.append(Change(None, standing, None, (), None, ""))
    return tuple(changes)


def parameter_history(place: str, name: str, *, on: date) -> tuple[Change, ...]:
    """Who changed a parameter of a place: the versions of its pack that state it otherwise than the one before.

    Newest first; only what was in force by a day. The shipped pack comes last, where it states the parameter.
    """
    before = [v for v in shipped_packs() if (v.place, v.name) == (place, name)]
    found = [Change(None, VersionStanding.IN_FORCE, None, (), None, "")] if before else []
    for change in reversed(pack_history(place, on=on)):
        version = change.version
        if version is None or version.effective_from > on:
            continue
        now = [v for v in load_packs(approved_from(version).folder()) if (v.place, v.name) == (place, name)]
        if now != before:
            found.append(change)
        before = now
    return tuple(reversed(found))


def current_files(subject: str, *, on: date) -> dict[str, bytes]:
    """The files of the pack of a place or of a scheme as it stands on a day, to be changed and uploaded; {} if none."""
    law = LAWBOOK.on(on)
    for version in law.versions:
        if version.subject == subject:
            return contents_of(version.files)
    pack = law.schemes.get(subject)
    return scheme_files(pack) if pack else shipped_files(subject) if subject.isdigit() else {}


def law_faults(on: date) -> dict[str, str]:
    """What of the approved versions could not be laid over the shipped packs: reason by code."""
    return dict(LAWBOOK.on(on).faults)


def lapses_for(actor: Actor, on: date) -> tuple[Lapse, ...]:
    """The values that lapse or lapsed in the places of an officer and above them, the most urgent first."""
    return tuple(lapse for lapse in lapsing(parameters_on(on), on) if concerns(actor, lapse.place))


@dataclass(frozen=True, slots=True)
class Subject:
    """A pack that concerns an officer: its kind, the id or place by which it is named, its title (None for a place)."""

    kind: str
    subject: str
    place: str
    title: Text | None


def subjects_for(actor: Actor, on: date) -> tuple[Subject, ...]:
    """The packs in force on a day that concern an officer: of places first, then schemes."""
    places = {value.place for value in parameters_on(on)}
    # Below a place with packs of its own lie others that are part of them (districts in the files of a city).
    own = sorted(place for place in places if concerns(actor, place) and current_files(place, on=on))
    found = [Subject(Version.Kind.PLACE, place, place, None) for place in own]
    return (*found, *(Subject(Version.Kind.SCHEME, p.id, p.place, p.title) for p in schemes_for(actor, on)))


def schemes_for(actor: Actor, on: date) -> tuple[Pack, ...]:
    """The schemes that concern an officer on a day, those of the nearest places first."""
    found = [pack for pack in schemes_on(on).values() if concerns(actor, pack.place)]
    return tuple(sorted(found, key=lambda pack: (pack.place.rstrip("0") == "", -len(pack.place.rstrip("0")), pack.id)))


def decision_area(actor: Actor, place: str) -> str:
    """The place for which an officer decides by a scheme of a place; "" where it does not concern her."""
    own = sorted(actor.scopes(*OFFICERS))
    near = [code for code in own if place in lineage(code)]
    inside = [place] if in_area(actor, place, *OFFICERS) else []
    return next(iter([*near, *inside]), "")


def decisions_of(actor: Actor, *, page: int = 1) -> DecisionPage:
    """The decisions kept in an officer's area, newest first."""
    found = visible_decisions(actor).defer("case_sealed", "answer_sealed").order_by("-id")
    count = found.count()
    pages = max(1, -(-count // PER_PAGE))
    page = min(max(page, 1), pages)
    return DecisionPage(tuple(found[(page - 1) * PER_PAGE : page * PER_PAGE]), count, page, pages)


def access_decision(actor: Actor, code: str) -> Decision:
    """A decision kept in an officer's area. Raises DecisionNotFound."""
    decision = visible_decisions(actor).select_related("edition").filter(code=code).first()
    if decision is None:
        raise DecisionNotFound(code)
    return decision


def waiting_versions(actor: Actor) -> int:
    """How many staged versions an officer of their place could decide."""
    found = Version.objects.filter(state=Version.State.STAGED)
    return found.filter(_begins("place", area_prefixes(actor, *OFFICERS))).count()


def _visible_versions(actor: Actor) -> QuerySet[Version]:
    above = {code for own in actor.scopes(*OFFICERS) for code in lineage(own)}
    return Version.objects.filter(_begins("place", area_prefixes(actor, *OFFICERS)) | Q(place__in=above))


def visible_decisions(actor: Actor) -> QuerySet[Decision]:
    """The decisions kept in the areas of an officer."""
    return Decision.objects.filter(_begins("area", area_prefixes(actor, *OFFICERS)))


def _begins(column: str, prefixes: Iterable[str]) -> Q:
    found = Q(pk__in=[])
    for prefix in prefixes:
        found |= Q(**{f"{column}__startswith": prefix})
    return found
