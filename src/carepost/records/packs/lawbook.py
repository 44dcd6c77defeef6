"""The law as it stands on a day: the shipped packs with the approved versions laid over them.

Each process keeps what it built and compares one stamp with the database: once in a request, else each time it is
asked. A version approved in one process is thus seen by all others at their next page.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from django.core.signals import request_finished, request_started

from carepost.domain.rules import (
    PACKS,
    Pack,
    PackError,
    ParameterStore,
    laid_over,
    load_pack,
    load_packs,
    load_schemes,
    shipped_packs,
)
from carepost.records.packs.files import laid_out, prefix_of
from carepost.records.packs.models import Generation, Version

_KEPT = 16
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Approved:
    """An approved version as the lawbook needs it: what it replaces, from which day, until the day before `until`."""

    code: str
    kind: str
    subject: str
    place: str
    start: date
    until: date | None
    approved_at: datetime
    files: Mapping[str, str]

    def folder(self) -> Path:
        """The folder of packs that holds the version's files alone."""
        prefix = prefix_of(self.kind, self.place, self.subject)
        return laid_out({prefix + name: digest for name, digest in self.files.items()})

    def pack_folder(self) -> Path:
        """The folder of the pack itself."""
        return self.folder() / prefix_of(self.kind, self.place, self.subject)


def approved_from(version: Version, *, at: datetime | None = None) -> Approved:
    """A version as the lawbook needs it; one that is still to be approved as if it were at a time."""
    return Approved(
        version.code,
        version.kind,
        version.subject,
        version.place,
        version.effective_from,
        version.withdrawn_on,
        version.approved_at or at or version.staged_at,
        version.files,
    )


def applying(versions: Iterable[Approved], day: date) -> tuple[Approved, ...]:
    """Of each subject the version that applies on a day: the one with the latest beginning, else the last approved."""
    found: dict[tuple[str, str], Approved] = {}
    for version in sorted(versions, key=lambda v: (v.start, v.approved_at)):
        if version.start <= day and (version.until is None or day < version.until):
            found[version.kind, version.subject] = version
    return tuple(sorted(found.values(), key=lambda v: (v.kind, v.subject)))


class Law:
    """The shipped packs with some versions laid over. What cannot be laid over is left out and told in `faults`."""

    def __init__(self, versions: tuple[Approved, ...]) -> None:
        self.versions = versions
        self._faults: dict[str, str] = {}

    @cached_property
    def places(self) -> Mapping[str, Approved]:
        """The versions of places that were laid over, by place."""
        return {v.subject: v for v in self.versions if v.kind == Version.Kind.PLACE and v.subject in self._stores[0]}

    @cached_property
    def store(self) -> ParameterStore:
        """The dated values of every place."""
        return self._stores[1]

    @cached_property
    def schemes(self) -> Mapping[str, Pack]:
        """Every scheme by its id: the packs that decide on access to a post."""
        return {name: pack for name, pack in self.rule_packs.items() if pack.access}

    @cached_property
    def rule_packs(self) -> Mapping[str, Pack]:
        """Every pack of rules by its id, schemes and others (retirement, flags)."""
        shipped = _shipped_rules()
        if not self.versions:
            return shipped
        over = {v.subject: v for v in self.versions if v.kind == Version.Kind.SCHEME}
        found = {}
        for name in [*shipped, *(name for name in over if name not in shipped)]:
            pack = self._scheme(name, over.get(name), shipped.get(name))
            if pack is not None:
                found[name] = pack
        return found

    @property
    def faults(self) -> Mapping[str, str]:
        """What could not be laid over, with the reason: by code of a version, or by id of a shipped scheme."""
        _ = self.store, self.rule_packs
        return self._faults

    @cached_property
    def _stores(self) -> tuple[Mapping[str, ParameterStore], ParameterStore]:
        over: dict[str, ParameterStore] = {}
        store = shipped_packs()
        for version in self.versions:
            if version.kind == Version.Kind.PLACE:
                try:
                    more = over | {version.place: load_packs(version.folder())}
                    over, store = more, laid_over(shipped_packs(), more)
                except PackError as fault:
                    self._fault(version.code, fault)
        return over, store

    def _scheme(self, name: str, version: Approved | None, shipped: Pack | None) -> Pack | None:
        """The version's pack under the values of the day, else the shipped one, else the shipped one as it shipped."""
        folders = [(version.code, version.pack_folder())] if version else []
        folders += [(name, shipped.folder)] if shipped else []
        for told, folder in folders:
            try:
                return load_pack(folder, self.store)
            except PackError as fault:
                self._fault(told, fault)
        return shipped

    def _fault(self, told: str, fault: PackError) -> None:
        # Said on the page of packs too: a product that ships new values may meet a version that no longer fits.
        self._faults[told] = str(fault)
        _log.error("the law is built without %s: %s", told, fault)


class Lawbook:
    """What one process knows of the law. Tests make two of them to stand for two processes."""

    def __init__(self) -> None:
        self._stamp: str | None = None
        self._versions: tuple[Approved, ...] = ()
        self._built: OrderedDict[tuple[str, ...], Law] = OrderedDict()
        self._lock = threading.RLock()
        self._asked = threading.local()

    def on(self, day: date) -> Law:
        """The law of a day."""
        with self._lock:
            self._look()
            return self.law_of(applying(self._versions, day))

    def law_of(self, versions: tuple[Approved, ...]) -> Law:
        """The law with exactly these versions; what a version is never changes, so that its code stands for it."""
        key = tuple(version.code for version in versions)
        with self._lock:
            law = self._built.pop(key, None) or Law(versions)
            self._built[key] = law
            while len(self._built) > _KEPT:
                self._built.popitem(last=False)
            return law

    def begin_request(self, **sent: Any) -> None:
        """From here on this thread asks for the stamp once."""
        self._asked.state = "begun"

    def end_request(self, **sent: Any) -> None:
        """Outside requests every question asks for the stamp."""
        self._asked.state = ""

    def forget(self) -> None:
        """The next question asks for the stamp: this process has just changed it."""
        if getattr(self._asked, "state", ""):
            self._asked.state = "begun"

    def _look(self) -> None:
        state = getattr(self._asked, "state", "")
        if state == "seen":
            return
        stamp = Generation.objects.values_list("stamp", flat=True).first() or ""
        if stamp != self._stamp:
            rows = Version.objects.filter(approved_at__isnull=False) if stamp else []
            self._versions = tuple(approved_from(version) for version in rows)
            self._stamp = stamp
        if state:
            self._asked.state = "seen"


LAWBOOK = Lawbook()
request_started.connect(LAWBOOK.begin_request, dispatch_uid="packs.begin")
request_finished.connect(LAWBOOK.end_request, dispatch_uid="packs.end")


@cache
def _shipped_rules() -> dict[str, Pack]:
    return load_schemes(PACKS, shipped_packs())


def parameters_on(day: date) -> ParameterStore:
    """The dated values of every place as the law stands on a day: shipped packs, approved versions laid over."""
    return LAWBOOK.on(day).store


def schemes_on(day: date) -> Mapping[str, Pack]:
    """Every scheme by id as the law stands on a day, under the values of that day."""
    return LAWBOOK.on(day).schemes


def rule_packs_on(day: date) -> Mapping[str, Pack]:
    """Every pack of rules by id, schemes and others (retirement, flags), as the law stands on a day."""
    return LAWBOOK.on(day).rule_packs
