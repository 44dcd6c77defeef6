"""Officers, uploads and cases for the tests of packs."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from carepost.domain.roles import Actor, Appointment, Role
from carepost.domain.rules import archive_of, assess_scheme, case_from
from carepost.records.packs import (
    Decision,
    Version,
    approve_version,
    current_files,
    keep_decision,
    schemes_on,
    stage_version,
)

AT = datetime(2026, 11, 23, 2, tzinfo=UTC)
TODAY = date(2026, 11, 23)
STARTS = date(2026, 12, 1)
LATER = AT + timedelta(days=30)
SCHEME, PLACE = "zhongshan-2.0", "442000"
AMOUNT = "params/terms.yaml"
CASE: dict[str, Any] = {
    "scheme": SCHEME,
    "at": "2027-01",
    "worker": {"relation": "mother", "child_birth": "2020-05-05"},
    "contract": {"from": "2026-12-01", "to": "2028-12-01"},
    "employer": {"kind": "enterprise"},
}


def officer(code: str, role: Role = Role.OFFICER_CLERK, place: str = PLACE) -> Actor:
    return Actor(code=code, roles=frozenset({role}), appointments=frozenset({Appointment(role, place)}))


CLERK = officer("packclerk")
REVIEWER = officer("packreviewer", Role.OFFICER_REVIEWER)
SECOND_REVIEWER = officer("packsecond", Role.OFFICER_REVIEWER, "440000")
FAR = officer("packfar", Role.OFFICER_REVIEWER, "370200")
FAR_CLERK = officer("packfarclerk", place="370200")


def scheme_with(amount: int = 400, *, text: str = "") -> dict[str, bytes]:
    """The shipped scheme with its amount stated from January 2027 on; `text` makes another version of the same."""
    files = current_files(SCHEME, on=TODAY)
    name = next(name for name, body in files.items() if name.startswith("params/") and b"subsidy_amount:" in body)
    before, _, after = files[name].decode().partition("subsidy_amount:")
    changed = after.replace(
        "value: not_stated, from: 2023-11-02,",
        f"value: {amount}, from: 2027-01-01, source: a test, mark: P}}\n"
        "  - {value: not_stated, from: 2023-11-02, to: 2026-12-31,",
        1,
    )
    assert changed != after
    return files | {name: f"{before}subsidy_amount:{changed}".encode(), "texts/test.md": f"试 {amount} {text}".encode()}


def place_with(value: str = "'0.06'", *, name: str = "made_up") -> dict[str, bytes]:
    """The pack of the place with one parameter more."""
    row = f"{{value: {value}, from: 2026-01-01, source: a test, mark: P}}"
    more = f"{name}:\n  zh: 试\n  en: a test\n  unit: ratio\n  values:\n  - {row}\n"
    return current_files(PLACE, on=TODAY) | {"params/made_up.yaml": more.encode()}


def staged(files: dict[str, bytes] | None = None, by: Actor = CLERK, **changes: Any) -> Version:
    given: dict[str, Any] = {"effective_from": STARTS, "note": "试：依据文件第一条", "at": AT} | changes
    return stage_version(content=archive_of(scheme_with() if files is None else files), by=by, **given)


def approved(files: dict[str, bytes] | None = None, **changes: Any) -> Version:
    return approve_version(version=staged(files, **changes), by=REVIEWER, at=changes.get("at", AT))


def kept(case: dict[str, Any] | None = None, by: Actor = CLERK, at: datetime = AT) -> Decision:
    asked = CASE if case is None else case
    read = case_from(asked)
    answer = assess_scheme(read, schemes_on(at.date()))
    return keep_decision(case=read, answer=answer, by=by, at=at)
