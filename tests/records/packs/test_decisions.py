"""A kept decision is sealed, stays when the law changes, and is taken again with the law that took it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from carepost.domain.flow import Refusal
from carepost.domain.rules import PackError, SchemeCase, assess_scheme, case_from
from carepost.records.audit import trail_of
from carepost.records.packs import (
    Decision,
    DecisionNotFound,
    Version,
    access_decision,
    add_demo_packs,
    decisions_of,
    difference,
    keep_decision,
    kept_answer,
    kept_case,
    replay_decision,
    reseal_decisions,
    schemes_on,
)
from carepost.records.packs.models import Edition
from tests.records.packs.build import (
    AT,
    CASE,
    CLERK,
    FAR,
    LATER,
    REVIEWER,
    SECOND_REVIEWER,
    STARTS,
    TODAY,
    approved,
    kept,
    place_with,
    scheme_with,
    staged,
)

pytestmark = pytest.mark.django_db


def plain(case: SchemeCase) -> SchemeCase:
    """A case as it comes back: days in ISO form."""
    return replace(case, facts={n: str(v) if isinstance(v, date) else v for n, v in case.facts.items()})


def test_what_is_kept_comes_back_as_it_was() -> None:
    decision = kept()
    answer = assess_scheme(case_from(CASE), schemes_on(TODAY))
    assert kept_case(decision) == plain(case_from(CASE))
    assert kept_answer(decision) == json.loads(json.dumps(answer, default=str))
    assert (decision.post_access, decision.subsidy_access) == (answer["post_access"], answer["subsidy_access"])
    assert decision.edition.pack_hash == answer["pack_hash"]
    assert [event.verb for event in trail_of("decision", decision.code)] == ["decision.kept"]


def test_nothing_personal_stands_in_plain() -> None:
    decision = kept()
    row = Decision.objects.filter(pk=decision.pk).values().get()
    plain = repr({name: value for name, value in row.items() if not name.endswith("_sealed")})
    sealed = bytes(row["case_sealed"]) + bytes(row["answer_sealed"])
    trail = repr([event.data for event in trail_of("decision", decision.code)])
    for word in ("2020-05-05", "mother"):
        assert word not in plain + trail
        assert word.encode() not in sealed


def test_an_old_decision_replays_after_a_new_version() -> None:
    before = kept()
    approved()
    after = kept(at=LATER)
    assert before.edition_id != after.edition_id
    assert kept_answer(before)["amount_high_fen"] is None
    assert kept_answer(after)["amount_high_fen"] == 40_000
    for decision in (before, after):
        found = replay_decision(decision.code, actor=CLERK)
        assert (found.same, found.problem) == (True, None)


def test_it_replays_though_the_product_ships_other_packs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The files that decided are kept: what ships with the product is not asked."""
    decision = kept()
    monkeypatch.setattr("carepost.records.packs.lawbook.shipped_packs", None)
    monkeypatch.setattr("carepost.records.packs.lawbook.load_schemes", None)
    assert replay_decision(decision.code, actor=CLERK).same


def test_values_of_the_place_are_part_of_what_decided() -> None:
    approved(place_with("'0.06'"))
    decision = kept(at=LATER)
    version = approved(place_with("'0.07'"), at=LATER, effective_from=LATER.date())
    assert f"{version.place}/params/made_up.yaml" in decision.edition.files
    again = kept(at=LATER)
    assert again.edition_id != decision.edition_id
    assert replay_decision(decision.code, actor=CLERK).same
    assert replay_decision(again.code, actor=CLERK).same


def test_an_answer_that_differs_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    decision = kept()
    changed = assess_scheme(case_from(CASE), schemes_on(TODAY)) | {"post_access": "unknown"}
    monkeypatch.setattr("carepost.records.packs.decisions.assess_scheme", lambda *_: changed)
    found = replay_decision(decision.code, actor=CLERK)
    assert not found.same
    assert found.answer is not None
    assert found.problem is None


def test_an_edition_that_does_not_load_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    decision = kept()

    def fail(_: Edition) -> None:
        raise PackError("params/x.yaml: a word of an older language")

    monkeypatch.setattr("carepost.records.packs.decisions.pack_of", fail)
    found = replay_decision(decision.code, actor=CLERK)
    assert (found.same, found.answer) == (False, None)
    assert found.problem is not None
    assert "older language" in found.problem.zh


def test_equal_editions_are_kept_once() -> None:
    assert kept().edition_id == kept(CASE | {"wage_fen": 300_000}).edition_id


def test_only_an_kept_answer_todays_law_is_kept() -> None:
    answer = assess_scheme(case_from(CASE), schemes_on(TODAY))
    approved()
    with pytest.raises(Refusal, match="law has changed"):
        keep_decision(case=case_from(CASE), answer=answer, by=CLERK, at=LATER)
    with pytest.raises(Refusal, match="law has changed"):
        keep_decision(case=case_from(CASE), answer=answer | {"post_access": "no"}, by=CLERK, at=AT)
    assert not Decision.objects.exists()


def test_who_may_keep_and_read() -> None:
    decision = kept()
    with pytest.raises(Refusal, match="does not concern"):
        kept(by=FAR)
    with pytest.raises(DecisionNotFound):
        access_decision(FAR, decision.code)
    with pytest.raises(DecisionNotFound):
        replay_decision(decision.code, actor=FAR)
    assert access_decision(SECOND_REVIEWER, decision.code) == decision
    assert [item.code for item in decisions_of(REVIEWER).items] == [decision.code]
    assert decisions_of(FAR).items == ()


@pytest.mark.parametrize(
    "case",
    [{"scheme": "nothing", "at": "2026-01"}, CASE | {"insurance_months": ["2026-01"] * 1200, "wage_fen": 1}],
)
def test_a_bad_case_is_refused(case: dict[str, object]) -> None:
    with pytest.raises(Refusal):
        keep_decision(case=case_from(case), answer={}, by=CLERK, at=AT)


def test_a_case_that_contradicts_itself_keeps_its_warning() -> None:
    worker = {"relation": "mother", "sex": "male"}
    decision = kept(CASE | {"worker": worker})
    (warning,) = kept_case(decision).warnings
    assert "worker.sex" in warning.en
    assert replay_decision(decision.code, actor=CLERK).same


def test_a_decision_is_never_changed_or_deleted_but_for_its_seal() -> None:
    decision = kept()
    for change in ({"post_access": "no"}, {"month": TODAY}, {"kept_by": "other"}):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Decision.objects.filter(pk=decision.pk).update(**change)
    with pytest.raises(DatabaseError, match=r"permission denied|never changed"), transaction.atomic():
        Decision.objects.all().delete()


def test_a_new_key_seals_them_anew(settings: object) -> None:
    decision = kept()
    assert reseal_decisions() == 0
    keys = settings.CAREPOST_KEYS  # type: ignore[attr-defined]
    settings.CAREPOST_KEYS = f"{keys},2={'2' * 42}I="  # type: ignore[attr-defined]
    assert reseal_decisions() == 1
    decision.refresh_from_db()
    assert bytes(decision.case_sealed)[:1] == bytes(decision.answer_sealed)[:1] == b"\x02"
    assert kept_case(decision) == plain(case_from(CASE))
    assert replay_decision(decision.code, actor=CLERK).same


def test_the_difference_names_values_and_decisions() -> None:
    decision = kept()
    past = kept(CASE | {"at": "2026-01"})
    version = staged()
    found = difference(version, actor=REVIEWER, on=TODAY)
    assert found.day == STARTS
    (turn,) = found.parameters
    assert (turn.name, turn.turn.value) == ("subsidy_amount", "changed")
    assert [str(value.value) for value in turn.before] == ["not_stated"]
    assert sorted(str(value.value) for value in turn.after) == ["400", "not_stated"]
    assert found.rules == ()
    assert found.looked_at == 2
    (changed,) = found.decisions
    assert changed.decision == decision != past
    assert changed.before is not None
    assert changed.after is not None
    assert (changed.before.high_fen, changed.after.high_fen) == (None, 40_000)
    assert difference(version, actor=FAR, on=TODAY).looked_at == 0


def test_the_difference_stays_what_it_was_once_it_is_approved_and_replaced() -> None:
    kept()
    version = approved()
    approved(scheme_with(500), effective_from=STARTS + timedelta(days=10))
    later = date(2027, 5, 1)
    found = difference(Version.objects.get(pk=version.pk), actor=REVIEWER, on=later)
    assert found.day == STARTS
    assert [turn.name for turn in found.parameters] == ["subsidy_amount"]
    assert [(turn.before and turn.before.high_fen, turn.after and turn.after.high_fen) for turn in found.decisions] == [
        (None, 40_000)
    ]


def test_the_difference_of_a_place() -> None:
    found = difference(staged(place_with()), actor=REVIEWER, on=TODAY)
    assert [(turn.turn.value, turn.name) for turn in found.parameters] == [("added", "made_up")]
    files = place_with()
    del files["params/made_up.yaml"]
    files["params/contributions.yaml"] = files["params/contributions.yaml"].replace(b"rate: '0.16'", b"rate: '0.17'")
    (first, *_) = difference(staged(files), actor=REVIEWER, on=TODAY).parameters
    assert (first.turn.value, first.name) == ("changed", "contribution.rate")


def test_the_difference_of_rules() -> None:
    files = scheme_with()
    name = next(name for name in files if name.startswith("rules/"))
    text = files[name].decode()
    files[name] = (text + '\n\n@rule(zh="新", en="new")\ndef added(child_age_limit: Count) -> Condition:\n'
                   "    return child_age_limit > 0\n").encode()  # fmt: skip
    version = staged(files)
    assert version.faults == []
    (turn,) = difference(version, actor=REVIEWER, on=TODAY).rules
    assert (turn.turn.value, turn.name, turn.before) == ("added", "added", "")


def test_a_new_scheme_is_all_added() -> None:
    files = scheme_with()
    files["pack.yaml"] = files["pack.yaml"].replace(b"id: zhongshan-2.0", b"id: zhongshan-3.0")
    version = staged(files)
    assert version.faults == []
    found = difference(version, actor=REVIEWER, on=TODAY)
    assert {turn.turn.value for turn in (*found.parameters, *found.rules)} == {"added"}
    assert {turn.name for turn in found.parameters} >= {"subsidy_amount"}
    assert not any(turn.name.startswith("contribution") for turn in found.parameters)


def test_the_demo_shows_a_sound_version_that_changes_decisions() -> None:
    assert add_demo_packs(by=CLERK, at=AT)
    assert not add_demo_packs(by=CLERK, at=LATER)
    version = Version.objects.get()
    assert (version.state, version.faults) == ("staged", [])
    found = difference(version, actor=REVIEWER, on=TODAY)
    assert [turn.name for turn in found.parameters] == ["subsidy_amount"]
    assert found.looked_at == 3
    assert found.decisions
    assert {turn.decision.post_access for turn in found.decisions} <= {"yes", "unknown"}
