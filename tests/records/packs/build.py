"""Officers, uploads and cases for the tests of packs."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from unittest.mock import patch

from django.utils import timezone

from carepost.domain.roles import Actor, Appointment, Role
from carepost.domain.rules import archive_of, assess_scheme, case_from, read_archive
from carepost.records.packs import (
    Decision,
    Version,
    approve_version,
    current_files,
    keep_decision,
    schemes_on,
    stage_version,
)
from carepost.records.packs.files import digest_of_files, keep_files

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


QINGDAO = "370200"
MADE_UP = (
    "made_up:\n  zh: 试\n  en: a test\n  unit: ratio\n  values:\n"
    "  - {value: '0.06', from: 2026-01-01, to: 2027-01-31, source: a test, mark: P, document: 试〔2026〕1号}\n"
)


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


def in_qingdao(note: str = "试：依据文件第一条") -> Version:
    """A version of the pack of Qingdao, staged today by an officer who is nobody else's."""
    today = timezone.localdate()
    files = current_files(QINGDAO, on=today) | {"params/made_up.yaml": MADE_UP.encode()}
    by = officer("packqingdao", place=QINGDAO)
    return stage_version(content=archive_of(files), effective_from=today, note=note, by=by, at=timezone.now())


def kept_in_qingdao() -> Decision:
    """A decision by the scheme of the province, kept today."""
    worker = {"relation": "mother", "child_birth": "2020-05-05", "sex": "female"}
    case = case_from({"scheme": "shandong-2024", "at": "2025-01", "worker": worker})
    answer = assess_scheme(case, schemes_on(timezone.localdate()))
    return keep_decision(case=case, answer=answer, by=officer("packqingdao", place=QINGDAO), at=timezone.now())


def laid_version(code: str, files: dict[str, bytes], **changes: Any) -> Version:
    """A staged version as it stands in the database, without its check: quick, and with a code of one's choice."""
    archive, digests = read_archive(archive_of(files)), keep_files(files)
    values: dict[str, Any] = {
        "kind": "scheme" if archive.scheme else "place",
        "subject": archive.scheme or archive.place,
        "place": archive.place,
        "title": archive.title.zh,
        "title_en": archive.title.en,
        "note": "依据文件第一条",
        "effective_from": timezone.localdate(),
        "staged_by": "packqingdao",
        "staged_at": timezone.now(),
    }
    return Version.objects.create(code=code, files=digests, digest=digest_of_files(digests), **(values | changes))


def lay_packs() -> None:
    """For the page list: a version of a place, one with faults, one of a scheme, and a decision that each touches."""
    today = timezone.localdate()
    more = {"params/made_up.yaml": MADE_UP.encode()}
    laid_version("pack1", current_files(QINGDAO, on=today) | more)
    fault = {
        "file": "params/made_up.yaml",
        "zh": "made_up：应为日期，如 2026-01-31。",
        "en": "made_up: expected a date",
    }
    laid_version("pack2", current_files(QINGDAO, on=today) | more, faults=[fault])
    scheme = current_files("shandong-2024", on=today)
    name = next(name for name in scheme if name.startswith("rules/"))
    rule = '\n\n@rule(zh="新的条件", en="new")\ndef added(month: Month) -> Condition:\n    return month > month\n'
    laid_version("pack3", scheme | {name: scheme[name] + rule.encode()}, cases=7)
    with patch("carepost.records.packs.decisions.new_code", return_value="decision1"):
        kept_in_qingdao()


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
