"""The steps of writing a post: every field and every finding has its place."""

from __future__ import annotations

from carepost.domain.standard import (
    WIZARD_STEPS,
    PostFile,
    apply_fix,
    check_post,
    post_rules,
    post_schema,
    step_of_field,
    steps_of,
    unstated,
    value_at,
)
from carepost.domain.wording import check_wording
from tests.domain.standard.posts import FULL_TIME, PART_TIME, STORE, TODAY, fixed, post

# Set by the system or known from elsewhere, never asked.
NOT_ASKED = {"text", "source", "mark", "occupation", "employer.name", "employer.credit_code"}


def findings_of(facts: PostFile) -> dict[str, list[str]]:
    report = check_post(facts, store=STORE, on=TODAY, wording=lambda text: check_wording(text).findings)
    return {f.rule: list(steps_of(f, facts)) for f in report.findings}


def test_every_field_is_asked_once() -> None:
    asked = [field for step in WIZARD_STEPS for field in step.fields]
    assert len(asked) == len(set(asked))
    assert {field["path"] for field in post_schema()["fields"]} - NOT_ASKED == set(asked)
    assert all(set(step.needed) <= set(step.fields) for step in WIZARD_STEPS)
    assert step_of_field("pay.low") == "pay"
    assert step_of_field("mark") == ""


def test_every_finding_leads_to_a_step() -> None:
    bad = post(
        PART_TIME,
        pay__low="1",
        pay__high="9",
        pay__settled_every_days=30,
        pay__in_kind="yes",
        pay__piece="yes",
        hours__pattern=fixed("20:00", "6:00", [1, 2, 3, 4, 5, 6, 7]),
        hours__holiday_work="yes",
        contract__probation_months="2",
        insurance__work_injury="no",
        asks__sex="women",
        asks__age_min=14,
        asks__age_max=40,
        asks__proof_of_family="yes",
        asks__fee_or_papers="yes",
        employer__dispatch_agency="yes",
        work__barred_to_women="yes",
        work__with_minors="yes",
        expires_on="2026-01-01",
        headcount="",
        title="限女性收银员",
    )
    found = findings_of(bad)
    assert {rule for rule, steps in found.items() if not steps} == set()
    assert found["R04"] == ["hours"]
    assert found["R22"] == ["headcount"]
    assert found["R11"] == ["title"]
    full = findings_of(post(FULL_TIME, hours__system="irregular", hours__overtime_month="90", insurance__social="no"))
    assert {rule for rule, steps in full.items() if not steps} == set()
    assert set(found) | set(full) <= set(post_rules())


def test_words_are_mended_where_they_stand() -> None:
    facts = post(PART_TIME, asks__conditions="限女性，会用扫码枪")
    report = check_post(facts, store=STORE, on=TODAY, wording=lambda text: check_wording(text).findings)
    (finding,) = [f for f in report.findings if f.rule == "R11"]
    assert (finding.found_in, finding.fix_field) == ("asks.conditions", "asks.conditions")
    mended = apply_fix(facts, finding)
    assert mended.asks.conditions.endswith("，会用扫码枪")
    assert "R11" not in findings_of(mended)


def test_of_overlapping_words_one_is_reworded_at_a_time() -> None:
    facts = post(PART_TIME, asks__conditions="限女性，35岁以下，有健康证")
    for _ in range(5):
        report = check_post(facts, store=STORE, on=TODAY, wording=lambda text: check_wording(text).findings)
        found = [f for f in report.findings if f.rule == "R11" and f.fix_field]
        if not found:
            break
        assert len({f.found_in for f in found}) == 1
        facts = apply_fix(facts, found[0])
    assert facts.asks.conditions == "性别不限，年龄不限，有健康证"


def test_references_are_written_as_each_language_does() -> None:
    facts = post(PART_TIME, title="限女性收银员")
    report = check_post(facts, store=STORE, on=TODAY, wording=lambda text: check_wording(text).findings)
    (finding,) = [f for f in report.findings if f.rule == "R11"]
    assert finding.article.en == "人力资源市场暂行条例 art.24; 人社部发〔2019〕17号 item 2 (S)"
    assert finding.article.zh == "人力资源市场暂行条例第24条；人社部发〔2019〕17号第2项（转述）"


def test_an_open_step_names_what_it_lacks() -> None:
    steps = {step.key: step for step in WIZARD_STEPS}
    assert unstated(steps["pay"], PostFile()) == ("pay.per", "pay.low", "pay.in_kind")
    assert unstated(steps["pay"], post(PART_TIME)) == ()
    assert value_at(post(PART_TIME), "work.duties") == "包装花束"
