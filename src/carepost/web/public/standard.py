"""The pages of the Carepost standard: an edition in full, and what changed between two."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from carepost.domain.facts import Text
from carepost.domain.standard import Criterion, Standard, compare, standards
from carepost.web.access import public
from carepost.web.templatetags.words import say

FIELDS = ("part", "level", "text", "evidence", "verified", "recheck_months", "source", "mark", "test", "rules")


@public
@require_safe
def standard(request: HttpRequest) -> HttpResponse:
    """An edition with its parts and criteria: the newest, or the one that `version` names."""
    editions = standards()
    shown = _edition(request.GET.get("version", ""), editions[-1])
    parts = [(title, [c for c in shown.criteria if c.part == part]) for part, title in shown.parts]
    context = {"standard": shown, "parts": parts, "newest": shown == editions[-1], "editions": editions}
    return render(request, "public/standard.html", context)


@public
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """What a later edition added, removed and changed; the last two editions unless told."""
    editions = standards()
    old = _edition(request.GET.get("from", ""), editions[-2] if len(editions) > 1 else editions[0])
    new = _edition(request.GET.get("to", ""), editions[-1])
    difference = compare(old, new)
    context = {
        "old": old,
        "new": new,
        "editions": editions,
        "difference": difference,
        "changed": [(after, _lines(before, after, fields)) for before, after, fields in difference.changed],
        "same": not (difference.added or difference.removed or difference.changed),
    }
    return render(request, "public/standard_changes.html", context)


def _edition(version: str, default: Standard) -> Standard:
    """The edition with this number; the default for none. An unknown number is no page."""
    found = next((edition for edition in standards() if edition.version == version), None)
    if version and found is None:
        raise Http404(version)
    return found or default


def _lines(before: Criterion, after: Criterion, fields: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """(name of the field, its old words, its new words) for each field that differs."""
    return [(_name(f), _said(getattr(before, f)), _said(getattr(after, f))) for f in FIELDS if f in fields]


def _said(value: object) -> str:
    if value is None:
        return gettext("自行设计")
    if isinstance(value, tuple):
        return ", ".join(value)
    label = getattr(value, "label", value)
    return say(label) if isinstance(label, Text) else str(label)


def _name(field: str) -> str:
    return {
        "part": gettext("部分"),
        "level": gettext("等级"),
        "text": gettext("内容"),
        "evidence": gettext("所需证明"),
        "verified": gettext("核实方式"),
        "recheck_months": gettext("复核间隔（月）"),
        "source": gettext("依据"),
        "mark": gettext("依据的证据等级"),
        "test": gettext("检查方法"),
        "rules": gettext("所用规则"),
    }[field]
