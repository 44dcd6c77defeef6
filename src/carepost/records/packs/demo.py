"""For looking around: a staged version with an invented amount, and three kept decisions about nobody."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import yaml
from django.utils import timezone

from carepost.domain.roles import Actor
from carepost.domain.rules import archive_of, assess_scheme, case_from
from carepost.records.packs.decisions import keep_decision
from carepost.records.packs.lawbook import schemes_on
from carepost.records.packs.models import Decision, Version
from carepost.records.packs.operations import stage_version
from carepost.records.packs.queries import current_files

SCHEME = "zhongshan-2.0"
NOTE = "演示：就业补贴标准是虚构的数值，只用来看上传、比较和批准，没有任何文件依据。"
_AMOUNT, _FICTION = "subsidy_amount", "演示（虚构） · demo, invented"
_CASES: tuple[dict[str, Any], ...] = (
    {"worker": {"relation": "mother", "child_birth": "2019-05-01"}, "employer": {"kind": "enterprise"}},
    {"worker": {"relation": "guardian", "child_birth": "2016-03-01"}, "employer": {"kind": "individual_business"}},
    {"worker": {"relation": "none"}, "employer": {"kind": "enterprise"}},
)


def add_demo_packs(*, by: Actor, at: datetime) -> bool:
    """Adds them once, by an officer of the city; True when something was added."""
    if Version.objects.filter(note=NOTE).exists() or Decision.objects.exists():
        return False
    today = timezone.localdate(at)
    first = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    files = _with_amount(current_files(SCHEME, on=today), first)
    stage_version(content=archive_of(files), effective_from=first, note=NOTE, by=by, at=at)
    for case in _CASES:
        contract = {"from": first.isoformat(), "to": "open"}
        asked = case_from({"scheme": SCHEME, "at": f"{first:%Y-%m}", "contract": contract} | case)
        keep_decision(case=asked, answer=assess_scheme(asked, schemes_on(today)), by=by, at=at)
    return True


def _with_amount(files: dict[str, bytes], first: date) -> dict[str, bytes]:
    """The scheme with an amount from a day on, whatever it stated before for that time."""
    out = dict(files)
    for name, content in files.items():
        if name.startswith("params/") and _AMOUNT in (body := yaml.safe_load(content)):
            rows = [row for row in body[_AMOUNT]["values"] if row["from"] < first]
            rows[-1]["to"] = first - timedelta(days=1)
            rows.append({"value": 400, "from": first, "source": _FICTION, "mark": "N", "note": _FICTION})
            body[_AMOUNT]["values"] = rows
            out[name] = yaml.safe_dump(body, allow_unicode=True, sort_keys=False).encode()
    return out
