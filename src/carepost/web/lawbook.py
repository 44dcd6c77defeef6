"""Where pages and the API get the law from: the dated values and the schemes that hold on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import version as version_of

from django.utils import timezone

from carepost.domain.facts import Text
from carepost.domain.rules import Pack, ParameterStore, shipped_packs
from carepost.records.packs import Change as Recorded
from carepost.records.packs import parameter_history, parameters_on, rule_packs_on, schemes_on


def parameters(on: date) -> ParameterStore:
    """The dated values of every place, as known on this day; for a day that is past, as known today.

    Values carry their own dates: who asks about work three years ago wants what is known of that time by now.
    """
    return parameters_on(max(on, timezone.localdate()))


def schemes(on: date) -> Mapping[str, Pack]:
    """Every scheme by its id, in the version that stands on this day; for a day that is past, in today's."""
    return schemes_on(max(on, timezone.localdate()))


def rule_packs(on: date) -> Mapping[str, Pack]:
    """Every pack of rules by its id, schemes and others (retirement, flags), as `schemes`."""
    return rule_packs_on(max(on, timezone.localdate()))


@dataclass(frozen=True, slots=True)
class Change:
    """A version of the packs that changed a parameter: since when, by whom, and the hash of what then stood."""

    version: str
    at: datetime | None
    by: Text
    what: Text


def history_of(place: str, name: str) -> tuple[Change, ...]:
    """Who changed a parameter of a place when, newest first; what ships with the product comes last.

    Officers are not named to the public: that one uploads and another approves is what matters.
    """
    return tuple(_told(place, change) for change in parameter_history(place, name, on=timezone.localdate()))


_OFFICERS = Text(
    "主管部门一人上传、另一人批准（版本 {code}）", "uploaded by one officer, approved by another (version {code})"
)
_SHIPPED = Text("随产品发布（第 {version} 版）", "shipped with the product (version {version})")


def _told(place: str, change: Recorded) -> Change:
    if change.version is None:
        by = _SHIPPED.format(version=version_of("carepost"))
        return Change(shipped_packs().digest(place), None, by, Text("参数包的内容", "the content of the packs"))
    note = change.version.note
    by = _OFFICERS.format(code=change.version.code)
    return Change(change.version.digest[:16], change.version.approved_at, by, Text(note, note))
