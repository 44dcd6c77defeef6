"""The readers of the trail."""

from __future__ import annotations

from collections.abc import Mapping

from carepost.domain.facts import Text
from carepost.records.audit.kinds import ERASED, kind_of
from carepost.records.audit.models import Event

_VISITOR = Text("访客", "a visitor")
_SYSTEM = Text("系统", "the system")


def trail_of(subject_kind: str, subject_code: str) -> tuple[Event, ...]:
    """The events of one thing, oldest first, with their personal values loaded."""
    events = Event.objects.filter(subject_kind=subject_kind, subject_code=subject_code)
    return tuple(events.order_by("id").prefetch_related("personal_facts"))


def sentence_of(event: Event, *, names: Mapping[str, str] | None = None) -> Text:
    """The event in words. `names` gives people's names by code; a code without one is shown as the code.

    A verb that the code no longer defines is told by its bare verb: an old row never breaks a page.
    """
    kind = kind_of(event.verb)
    if kind is None:
        return Text(f"{event.verb}（旧版记录）", f"{event.verb} (recorded by an older version)")
    personal = {fact.key: fact.value for fact in event.personal_facts.all()}
    values: dict[str, object] = {key: event.data.get(key, "") for key in kind.plain}
    values |= {key: personal.get(key, ERASED) for key in kind.personal}
    return kind.sentence.format(actor=_who(event.actor_code, names or {}), subject=event.subject_code, **values)


def _who(code: str, names: Mapping[str, str]) -> Text | str:
    return {"": _VISITOR, "system": _SYSTEM}.get(code) or names.get(code, code)
