"""A version is staged by one officer, approved by another, and holds from its day; the database says so too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from carepost.domain.flow import Refusal
from carepost.domain.roles import Role
from carepost.domain.rules import ArchiveRefused, assess_scheme, case_from, shipped_packs
from carepost.records.audit import trail_of
from carepost.records.packs import (
    VERSION_LIFE,
    Version,
    VersionNotFound,
    VersionStanding,
    access_version,
    approve_version,
    current_files,
    law_faults,
    pack_history,
    parameter_history,
    parameters_on,
    refuse_version,
    schemes_on,
    stage_version,
    standing_of,
    versions_of,
    withdraw_version,
)
from carepost.records.packs.models import PackFile
from tests.domain.rules.small_packs import HOSTILE
from tests.records.packs.build import (
    AT,
    CASE,
    CLERK,
    FAR,
    FAR_CLERK,
    LATER,
    PLACE,
    REVIEWER,
    SCHEME,
    SECOND_REVIEWER,
    STARTS,
    TODAY,
    approved,
    officer,
    place_with,
    scheme_with,
    staged,
)

pytestmark = pytest.mark.django_db
EVE = STARTS - timedelta(days=1)


def amounts(on: date) -> tuple[int, int | None]:
    answer = assess_scheme(case_from(CASE), schemes_on(on))
    return answer["amount_low_fen"], answer["amount_high_fen"]


def test_a_scheme_holds_from_its_day_exactly() -> None:
    version = approved()
    assert amounts(EVE) == (0, None)
    assert amounts(STARTS) == (40_000, 40_000)
    assert standing_of(version, EVE) is VersionStanding.WAITING
    assert standing_of(version, STARTS) is VersionStanding.IN_FORCE


def test_values_of_a_place_hold_from_their_day_and_reach_its_schemes() -> None:
    before = schemes_on(STARTS)[SCHEME].hash
    approved(place_with())
    asked = {"place": PLACE, "on": date(2026, 12, 24)}
    assert not parameters_on(EVE).ask("made_up", **asked).known
    found = parameters_on(STARTS).ask("made_up", **asked)
    assert found.value is not None
    assert str(found.value.value) == "0.06"
    assert schemes_on(EVE)[SCHEME].hash == before != schemes_on(STARTS)[SCHEME].hash


def test_without_versions_the_law_is_the_shipped_one() -> None:
    assert parameters_on(TODAY) is shipped_packs()
    assert law_faults(TODAY) == {}


def test_the_later_day_wins_and_the_earlier_one_stays_in_the_history() -> None:
    first = approved(scheme_with(400))
    second = approved(scheme_with(500), effective_from=STARTS + timedelta(days=10))
    assert amounts(STARTS)[0] == 40_000
    assert amounts(STARTS + timedelta(days=10))[0] == 50_000
    on = STARTS + timedelta(days=10)
    lines = [(c.version and c.version.code, c.standing) for c in pack_history(SCHEME, on=on)]
    replaced, now = VersionStanding.REPLACED, VersionStanding.IN_FORCE
    assert lines == [(second.code, now), (first.code, replaced), (None, replaced)]
    assert pack_history(SCHEME, on=on)[0].by == (CLERK.code, REVIEWER.code)


def test_approved_after_its_day_it_holds_from_the_day_of_approval() -> None:
    version = staged(effective_from=TODAY)
    found = approve_version(version=version, by=REVIEWER, at=LATER)
    assert found.effective_from == LATER.date()
    assert amounts(LATER.date() - timedelta(days=1)) == (0, None)
    assert amounts(LATER.date())[0] == 40_000


def test_who_uploaded_it_does_not_approve_it() -> None:
    both = officer("packboth", Role.OFFICER_REVIEWER)
    version = staged(by=both)
    with pytest.raises(Refusal, match="Another officer"):
        approve_version(version=version, by=both, at=AT)
    facts = {"by": "a", "stager": "a", "faults": 0}
    with pytest.raises(Refusal, match="Another officer"):
        VERSION_LIFE.decide(state="staged", action="approve", roles={Role.OFFICER_REVIEWER}, facts=facts)
    values = {"state": "approved", "approved_by": both.code, "approved_at": AT}
    with pytest.raises(IntegrityError, match="packs_second_officer_is_another"), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(**values)
    approve_version(version=version, by=REVIEWER, at=AT)


def test_a_clerk_does_not_approve_and_a_stranger_does_nothing() -> None:
    version = staged()
    for actor in (officer("packother"), FAR, FAR_CLERK):
        with pytest.raises(Refusal):
            approve_version(version=version, by=actor, at=AT)
    for wrong in (FAR_CLERK, replace(CLERK, appointments=frozenset())):
        with pytest.raises(Refusal, match="area that you cover"):
            staged(scheme_with(500), by=wrong)
    with pytest.raises(VersionNotFound):
        access_version(FAR, version.code)
    assert versions_of(FAR, on=TODAY).items == ()
    assert [item.code for item, _ in versions_of(SECOND_REVIEWER, on=TODAY).items] == [version.code]


def test_the_web_role_changes_nothing_of_a_version_but_its_life() -> None:
    version = staged()
    for change in ({"files": {}}, {"faults": []}, {"staged_by": "other"}, {"note": "x"}):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Version.objects.filter(pk=version.pk).update(**change)
    for rows in (Version.objects.all(), PackFile.objects.all()):
        with pytest.raises(DatabaseError, match=r"permission denied|never changed"), transaction.atomic():
            rows.delete()


def test_refused_and_withdrawn_versions_never_hold() -> None:
    refused = refuse_version(version=staged(), reason="依据不足", by=REVIEWER, at=AT)
    own = staged(scheme_with(500))
    with pytest.raises(Refusal, match="Only who uploaded"):
        withdraw_version(version=own, reason="撤", by=REVIEWER, at=AT)
    withdrawn = withdraw_version(version=own, reason="传错了", by=CLERK, at=AT)
    assert (refused.state, withdrawn.state) == ("refused", "withdrawn")
    assert amounts(STARTS) == (0, None)
    for version in (refused, withdrawn):
        with pytest.raises(Refusal, match="not possible"):
            approve_version(version=version, by=REVIEWER, at=AT)
    with pytest.raises(Refusal, match="Say why"):
        refuse_version(version=staged(scheme_with(600)), reason=" ", by=REVIEWER, at=AT)


def test_a_version_in_force_that_is_withdrawn_leaves_its_past_days_as_they_were() -> None:
    version = approved()
    at = AT + timedelta(days=20)
    with pytest.raises(Refusal, match="Only these may do this"):
        withdraw_version(version=version, reason="撤", by=CLERK, at=at)
    withdraw_version(version=version, reason="文件被废止", by=REVIEWER, at=at)
    assert amounts(STARTS)[0] == 40_000
    assert amounts(at.date()) == (0, None)


def test_the_trail_tells_who_did_what() -> None:
    version = approved()
    assert [(e.verb, e.actor_code) for e in trail_of("pack_version", version.code)] == [
        ("pack.staged", CLERK.code),
        ("pack.approved", REVIEWER.code),
    ]


def test_the_same_files_are_not_staged_twice() -> None:
    staged()
    with pytest.raises(Refusal, match="same files"):
        staged()


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), date(2040, 1, 1)])
def test_a_day_in_the_past_or_far_ahead_is_refused(day: date) -> None:
    with pytest.raises(Refusal, match="from today on"):
        staged(effective_from=day)


def test_a_note_is_needed() -> None:
    with pytest.raises(Refusal, match="what changes"):
        staged(note="  ")


def test_what_is_no_archive_is_refused() -> None:
    with pytest.raises(ArchiveRefused):
        stage_version(content=b"nothing", effective_from=STARTS, note="试", by=CLERK, at=AT)
    assert not Version.objects.exists()


@pytest.mark.parametrize("path", sorted(HOSTILE.glob("*.txt")), ids=lambda p: p.stem)
def test_a_hostile_rule_is_told_by_its_file_and_never_approved(path: Path) -> None:
    files = scheme_with() | {"rules/hostile.py": path.read_bytes()}
    version = staged(files)
    assert version.faults
    assert version.faults[0]["file"] == "rules/hostile.py"
    assert_plain(version)
    with pytest.raises(Refusal, match="no fault"):
        approve_version(version=version, by=REVIEWER, at=AT)
    values = {"state": "approved", "approved_by": REVIEWER.code, "approved_at": AT}
    with pytest.raises(IntegrityError, match="packs_nothing_faulty"), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(**values)


def assert_plain(version: Version) -> None:
    """Both languages, and no folder of the machine."""
    for fault in version.faults:
        assert any("\u3400" <= c <= "\u9fff" for c in fault["zh"])
        assert not any("\u3400" <= c <= "\u9fff" for c in fault["en"].replace("'", "")) or "got" in fault["en"]
        assert "/var/" not in fault["zh"] + fault["en"]


ROW = "{value: 1, from: 2026-01-01, source: s, mark: P}"
BROKEN = [
    ([ROW.replace("1,", "0.1,", 1)], "0.1", "in quotes"),
    ([ROW.replace("source: s, ", "")], "source", "lacks"),
    ([ROW.replace("2026-01-01", "2026-31-01")], "日期", "month must be"),
    ([ROW.replace("2026-01-01", "soon")], "日期", "expected a date"),
    ([ROW.replace("mark: P", "mark: Q")], "证据等级", "mark"),
    ([ROW.replace("source", "to: 2025-01-01, source")], "2025-01-01", "lies before"),
    ([ROW, ROW.replace("2026-01-01", "2026-02-01")], "重叠", "overlaps"),
    (["7"], "应为", "expected a mapping"),
]


@pytest.mark.parametrize(("rows", "zh", "en"), BROKEN)
def test_a_broken_value_is_told_by_file_key_and_date(rows: list[str], zh: str, en: str) -> None:
    text = "made_up:\n  unit: x\n  values:\n" + "".join(f"  - {row}\n" for row in rows)
    version = staged(place_with() | {"params/made_up.yaml": text.encode()})
    (fault,) = version.faults
    assert fault["file"] == "params/made_up.yaml"
    assert zh in fault["zh"]
    assert en in fault["en"]
    assert_plain(version)


def test_a_place_without_values_is_a_fault() -> None:
    version = staged({"pack.yaml": current_files(PLACE, on=TODAY)["pack.yaml"]})
    assert [fault["file"] for fault in version.faults] == ["params"]


def test_a_case_that_does_not_hold_is_a_fault_of_its_file() -> None:
    files = scheme_with()
    name = next(name for name in files if name.startswith("tests/"))
    files[name] = files[name].replace(b"post_access: true", b"post_access: false")
    version = staged(files)
    assert {fault["file"] for fault in version.faults} == {name}
    assert "案例" in version.faults[0]["zh"] or "应为" in version.faults[0]["zh"]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ((b"access: {post: post_access, subsidy: subsidy_access}", b"access: {post: post_access}"), "access lacks"),
        ((b"contract_from: {type: day,", b"contract_from: {type: month,"), "contract_from"),
    ],
)
def test_a_scheme_that_pages_could_not_ask_is_a_fault(change: tuple[bytes, bytes], word: str) -> None:
    files = scheme_with()
    files["pack.yaml"] = files["pack.yaml"].replace(*change)
    assert word in staged(files).faults[0]["en"]


def test_a_scheme_without_cases_is_a_fault() -> None:
    version = staged({name: body for name, body in scheme_with().items() if not name.startswith("tests/")})
    assert [fault["file"] for fault in version.faults] == ["tests"]


def test_two_versions_that_do_not_go_together_are_not_both_approved() -> None:
    """Each is sound alone; the second approval looks again at what the first one made of the law."""
    scheme = scheme_with()
    scheme["params/more.yaml"] = place_with()["params/made_up.yaml"]
    one, other = staged(scheme), staged(place_with())
    assert one.faults == other.faults == []
    approve_version(version=one, by=REVIEWER, at=AT)
    with pytest.raises(Refusal, match="states it already"):
        approve_version(version=other, by=SECOND_REVIEWER, at=AT)


def test_what_others_rest_on_is_not_withdrawn() -> None:
    place = approved(place_with())
    scheme = scheme_with()
    uses = b"uses: {made_up: made_up}\n"
    approved(scheme | {"pack.yaml": scheme["pack.yaml"] + uses})
    with pytest.raises(Refusal, match="rests on it"):
        withdraw_version(version=place, reason="撤", by=REVIEWER, at=AT)


def test_who_changed_a_value_is_told_for_the_versions_that_did() -> None:
    approved(place_with(name="other"), effective_from=TODAY)
    assert parameter_history(PLACE, "made_up", on=STARTS) == ()
    second = approved(place_with())
    lines = parameter_history(PLACE, "made_up", on=STARTS)
    assert [(line.version, line.by) for line in lines] == [(second, (CLERK.code, REVIEWER.code))]
    assert parameter_history(PLACE, "made_up", on=EVE) == ()
    (shipped,) = parameter_history(PLACE, "contribution.rate", on=STARTS)
    assert shipped.version is None


def test_a_pack_of_the_country_cannot_be_uploaded() -> None:
    files = {"pack.yaml": "place: '000000'\ntitle: {zh: 甲, en: a}\n".encode()}
    with pytest.raises(Refusal, match="come with the product"):
        staged(files, by=SECOND_REVIEWER)


def test_the_files_in_force_can_be_taken_along_and_changed() -> None:
    approved()
    assert current_files(SCHEME, on=STARTS)["texts/test.md"] == "试 400 ".encode()
    assert "texts/test.md" not in current_files(SCHEME, on=EVE)
    assert current_files("nothing", on=EVE) == {}
    assert current_files("../..", on=EVE) == {}
