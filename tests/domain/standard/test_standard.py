"""The Carepost standard: its editions, its loader's refusals, its checklist and its grades."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from carepost.domain.facts import Severity
from carepost.domain.rules import PackError
from carepost.domain.standard import (
    Answer,
    Level,
    check_post,
    compare,
    newest_standard,
    post_rules,
    read_standard,
    standards,
)
from carepost.domain.standard.criteria import TESTS
from carepost.domain.standard.finding import RULES_FILE, read_rules
from tests.domain.standard.posts import FULL_TIME, STORE, TODAY, no_wording, post, report

FILE = RULES_FILE.parent / "carepost-1.0.yaml"
GOOD: dict[str, Any] = {
    "hours__break_minutes": 0,
    "contract__written": "yes",
    "contract__flexibility_clause": "yes",
    "contract__nursing_hour": "yes",
    "growth__next_step": "组长",
    "growth__review_month": 6,
    "growth__training": "花艺初级",
    "care__leave_at_short_notice": "yes",
    "care__no_forced_overtime": "yes",
    "care__notice_days": 7,
    "voice__contact": "店长",
    "voice__answer_days": 10,
}
BAND = {
    "kind": "band",
    "within": [{"days": [1, 2, 3, 4, 5], "start": "8:30", "end": "16:00"}],
    "min_week_minutes": 1500,
}
EXEMPLARY: dict[str, Any] = GOOD | {
    "hours__pattern": BAND,
    "hours__a_day_max": 6,
    "pay__low": "2700",
    "insurance__housing_fund": "yes",
    "growth__ordinary_post": "yes",
    "care__notice_days": 14,
    "care__nursing_room": "yes",
    "asks__no_family_questions": "yes",
}


def edition() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return loaded


def written(folder: Path, body: object) -> Path:
    path = folder / "carepost-9.9.yaml"
    path.write_text(yaml.safe_dump(body, allow_unicode=True), encoding="utf-8")
    return path


def test_the_edition_in_use_has_seven_parts_and_tests_every_ban() -> None:
    standard = newest_standard()
    assert [name for name, _ in standard.parts] == ["time", "pay", "contract", "growth", "care", "respect", "voice"]
    for name, _ in standard.parts:
        assert 3 <= sum(c.part == name for c in standard.criteria) <= 6
    asked = {rule for c in standard.criteria if c.level is Level.LAWFUL for rule in c.rules}
    assert asked == {r.id for r in post_rules().values() if r.scope == "post" and r.severity is Severity.BLOCK}
    assert {c.test for c in standard.criteria} == {*TESTS, "officer"}


def test_what_is_our_own_design_is_marked_so() -> None:
    for criterion in newest_standard().criteria:
        ours = "设计" in criterion.source.zh
        assert ours == (criterion.mark is None), criterion.id
        assert criterion.level is not Level.LAWFUL or not ours


def test_grades_rise_with_what_is_stated() -> None:
    assert report(FULL_TIME).grade.value == "lawful"
    assert report(FULL_TIME, **GOOD).grade.value == "good"
    assert report(FULL_TIME, **EXEMPLARY).grade.value == "exemplary"
    assert report(FULL_TIME, **EXEMPLARY | {"asks__sex": "women"}).grade.value == "not_lawful"
    assert report(FULL_TIME, **EXEMPLARY | {"insurance__social": None}).grade.value == "cannot_tell"


def test_the_list_stands_behind_the_grade() -> None:
    answers = {item.criterion.id: item for item in report(FULL_TIME).checklist}
    assert list(answers) == [criterion.id for criterion in newest_standard().criteria]
    assert answers["pay.lawful"].answer is Answer.YES
    assert answers["pay.parity"].answer is Answer.OFFICER
    assert answers["time.choice"].answer is Answer.NO
    assert (answers["growth.training"].answer, answers["growth.training"].fields) == (
        Answer.UNKNOWN,
        ("growth.training",),
    )


def test_an_officer_confirms_what_only_a_person_sees_and_may_deny_the_rest() -> None:
    def grade(**confirmed: bool) -> str:
        answers = {name.replace("__", "."): said for name, said in confirmed.items()}
        stated = post(FULL_TIME, **EXEMPLARY)
        return check_post(stated, store=STORE, on=TODAY, wording=no_wording, confirmed=answers).grade.value

    assert grade(pay__parity=True) == "exemplary"
    assert grade(pay__parity=False) == "good"
    assert grade(care__leave=False) == "lawful"
    assert grade(contract__insured=False) == "not_lawful"


def test_an_officer_cannot_make_lawful_what_the_law_forbids() -> None:
    unlawful = post(FULL_TIME, **EXEMPLARY | {"asks__sex": "women"})
    seen = check_post(unlawful, store=STORE, on=TODAY, wording=no_wording, confirmed={"respect.equal": True})
    assert seen.grade.value == "not_lawful"


def test_what_an_officer_saw_on_paper_settles_what_the_post_does_not_state() -> None:
    silent = post(FULL_TIME, insurance__social=None)
    kwargs = {"store": STORE, "on": TODAY, "wording": no_wording}
    assert check_post(silent, **kwargs).grade.value == "cannot_tell"
    seen = {"contract.insured": True, "contract.lawful": True}
    assert check_post(silent, **kwargs, confirmed=seen).grade.value == "lawful"


def test_work_that_ends_late_where_no_school_hours_are_known_is_not_called_good() -> None:
    late = GOOD | {"hours__pattern": BAND | {"core": [{"days": [1], "start": "9:00", "end": "17:00"}]}}
    late["hours__pattern"]["within"] = [{"days": [1, 2, 3, 4, 5], "start": "8:30", "end": "17:30"}]
    assert report(FULL_TIME, **late, hours__a_day_max=8).grade.value == "lawful"


def test_two_editions_are_compared(tmp_path: Path) -> None:
    body = edition()
    body["version"] = "9.9"
    time, voice = body["parts"][0], body["parts"][-1]
    time["criteria"][4]["recheck_months"] = 3
    time["criteria"][4]["text"] = {"zh": "改班至少提前5天通知", "en": "A changed shift is told at least 5 days ahead"}
    gone = voice["criteria"].pop(0)["id"]
    voice["criteria"].append(voice["criteria"][0] | {"id": "voice.new"})
    old, new = newest_standard(), read_standard(written(tmp_path, body))
    difference = compare(old, new)
    assert [c.id for c in difference.added] == ["voice.new"]
    assert [c.id for c in difference.removed] == [gone]
    assert [(after.id, fields) for _, after, fields in difference.changed] == [
        ("time.notice", ("text", "recheck_months"))
    ]
    assert compare(old, old).changed == ()
    assert standards()[-1] is old


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"level": "best"}, r"criterion 1 \(time.lawful\): level: expected one of lawful, good, exemplary"),
        ({"test": "guess"}, "test: expected officer or one of"),
        ({"mark": "X"}, "mark: expected design or one of P"),
        ({"text": {"zh": "只有中文"}}, "text: expected the two languages"),
        ({"recheck_months": 0}, "recheck_months: expected a whole number of at least 1"),
        ({"rules": ["R99"]}, r"rules: \['R99'\] are no rules"),
        ({"rules": []}, "rules: expected a list of rule ids exactly for"),
        ({"colour": "red"}, r"unknown keys \['colour'\]"),
        ({"id": "time.stated"}, "time.stated: this id stands twice"),
    ],
)
def test_a_fault_in_an_edition_is_named(tmp_path: Path, change: dict[str, Any], told: str) -> None:
    body = edition()
    body["parts"][0]["criteria"][0] |= change
    with pytest.raises(PackError, match=rf"carepost-9\.9\.yaml.*{told}"):
        read_standard(written(tmp_path, body))


@pytest.mark.parametrize("body", [[], "x", {"version": "1"}, {"version": "1", "date": "x", "title": 1, "parts": []}])
def test_a_file_that_is_no_edition_is_refused(tmp_path: Path, body: object) -> None:
    with pytest.raises(PackError, match=r"carepost-9\.9\.yaml"):
        read_standard(written(tmp_path, body))


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("3", "expected exactly the keys"),
        ("{severity: stop, scope: post, mark: P, from: null, zh: x, en: x, article: {zh: x, en: x}}", "stop"),
        ("{severity: warn, scope: all, mark: P, from: null, zh: x, en: x, article: {zh: x, en: x}}", "scope: expected"),
        ("{severity: warn, scope: post, mark: P, from: '2', zh: x, en: x, article: {zh: x, en: x}}", "from: expected"),
        (
            "{severity: warn, scope: post, mark: P, from: null, zh: x, en: x, article: none}",
            "article: expected the two languages",
        ),
    ],
)
def test_a_fault_in_a_rule_is_named(tmp_path: Path, row: str, told: str) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(f"R01: {row}", encoding="utf-8")
    with pytest.raises(PackError, match=rf"rules\.yaml: R01.*{told}"):
        read_rules(path)
