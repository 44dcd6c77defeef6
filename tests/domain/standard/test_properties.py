"""What holds of every post: more pay is never worse, weaker evidence never weighs more, a fix mends what it names."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.domain.facts import Mark, Severity
from carepost.domain.standard import Finding, PostReport, apply_fix, check_post, post_from
from tests.domain.standard.posts import STORE, TODAY, WEEKDAYS, fixed, no_wording

WEIGHT = {Severity.INFO: 0, Severity.WARN: 1, Severity.BLOCK: 2}
YES_NO = st.sampled_from(["yes", "no"])
AMOUNT = st.integers(0, 6000).map(str)
PATTERNS = st.one_of(
    st.sampled_from(
        [{"kind": "output"}, {"kind": "not_stated"}, fixed("22:00", "6:00"), fixed("8:00", "20:00", WEEKDAYS)]
    ),
    st.builds(
        lambda start, length, days: fixed(f"{start}:00", f"{start + length}:30", days),
        st.integers(6, 14),
        st.integers(1, 8),
        st.lists(st.integers(1, 7), min_size=1, unique=True),
    ),
)


def some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A group of fields, any of which may be absent."""
    return st.fixed_dictionaries({}, optional=fields)


def ordered(part: dict[str, Any], low: str, high: str) -> dict[str, Any]:
    if low in part and high in part and Decimal(part[low]) > Decimal(part[high]):
        part[low], part[high] = part[high], part[low]
    return part


POSTS = some(
    form=st.sampled_from(["part_time", "full_time", "labour_service"]),
    place=st.sampled_from(["442000", "370200", "110105", "310104", "330100", "441300"]),
    title=st.sampled_from(["钟点工", "育婴员", "会计"]),
    expires_on=st.just("2026-12-31"),
    employer=some(name=st.just("示例单位"), dispatch_agency=YES_NO),
    pay=some(
        per=st.sampled_from(["month", "hour", "day", "piece"]),
        low=AMOUNT,
        high=AMOUNT,
        piece=YES_NO,
        guaranteed_month=AMOUNT,
        after_contributions=AMOUNT,
        settled_every_days=st.integers(1, 60),
        in_kind=YES_NO,
        overtime_workday=st.sampled_from(["1", "1.5"]),
        overtime_holiday=st.sampled_from(["2", "3"]),
        probation=AMOUNT,
    ).map(lambda part: ordered(part, "low", "high")),
    hours=some(
        pattern=PATTERNS,
        break_minutes=st.sampled_from([0, 60]),
        a_day_min=st.integers(1, 12),
        a_day_max=st.integers(1, 12),
        a_week=st.integers(1, 60),
        days_a_week=st.integers(1, 7),
        system=st.sampled_from(["standard", "irregular", "comprehensive"]),
        permit=st.sampled_from(["", "2026-1"]),
        overtime_month=st.integers(0, 60),
        overtime_day=st.integers(0, 6),
        holiday_work=YES_NO,
    ).map(lambda part: ordered(part, "a_day_min", "a_day_max")),
    contract=some(months=st.integers(0, 40), probation_months=st.integers(0, 8), open_ended=YES_NO),
    insurance=some(social=YES_NO, work_injury=YES_NO),
    asks=some(
        sex=st.sampled_from(["none", "women", "men", "men_preferred"]),
        age_min=st.integers(10, 20),
        age_max=st.integers(12, 60),
        proof_of_family=YES_NO,
        fee_or_papers=YES_NO,
    ).map(lambda part: ordered(part, "age_min", "age_max")),
    work=some(barred_to_women=YES_NO, with_minors=YES_NO, record_check=YES_NO, at_home=YES_NO),
)


def check(data: dict[str, Any]) -> PostReport:
    return check_post(post_from(data), store=STORE, on=TODAY, wording=no_wording)


def named(finding: Finding) -> tuple[str, str, bool]:
    return finding.rule, finding.fix_field, finding.if_employment


def blocks(report: PostReport) -> set[str]:
    return {finding.rule for finding in report.findings if finding.severity is Severity.BLOCK}


@settings(max_examples=150)
@given(POSTS)
def test_a_fix_mends_its_finding_and_blocks_nothing_new(data: dict[str, Any]) -> None:
    before = check(data)
    for finding in before.findings:
        if finding.fix_field:
            after = check_post(apply_fix(post_from(data), finding), store=STORE, on=TODAY, wording=no_wording)
            assert named(finding) not in {named(f) for f in after.findings}, finding.message.en
            assert blocks(after) <= blocks(before), finding.message.en


def test_a_raise_does_not_multiply_pay_during_probation_that_lies_above_it() -> None:
    pay = {"per": "month", "low": "1", "probation": "6000"}
    post = post_from({"form": "full_time", "place": "442000", "pay": pay})
    (finding,) = (f for f in check_post(post, store=STORE, on=TODAY).findings if f.rule == "R02")
    assert apply_fix(post, finding).pay.probation == 6000


@settings(max_examples=100)
@given(POSTS, st.integers(1, 3000))
def test_raising_pay_adds_no_finding_of_the_floor(data: dict[str, Any], more: int) -> None:
    pay = data.setdefault("pay", {})
    pay.setdefault("low", "10")
    pay["high"] = str(Decimal(pay["low"]) + 7000)
    before = {f.rule for f in check(data).findings}
    pay["low"] = str(Decimal(pay["low"]) + more)
    assert {f.rule for f in check(data).findings} & {"R01", "R02"} <= before


@settings(max_examples=100)
@given(POSTS, st.sampled_from([mark for mark in Mark if mark is not Mark.P]))
def test_weaker_evidence_never_weighs_more_and_never_blocks(data: dict[str, Any], mark: Mark) -> None:
    strong = {named(f): WEIGHT[f.severity] for f in check(data).findings}
    report = check(data | {"mark": mark.value})
    assert not report.blocked
    assert all(WEIGHT[f.severity] <= strong[named(f)] for f in report.findings)
    assert report.grade.value == "cannot_tell"


@settings(max_examples=100)
@given(POSTS)
def test_a_finding_that_blocks_is_sure_and_the_grade_follows(data: dict[str, Any]) -> None:
    report = check(data)
    assert report.blocked == (report.grade.value == "not_lawful")
    assert all(f.mark is Mark.P and not f.if_employment for f in report.findings if f.severity is Severity.BLOCK)
    if report.missing or report.to_verify:
        assert report.grade.value in ("not_lawful", "cannot_tell")


def test_nothing_stated_is_neither_lawful_nor_fine() -> None:
    report = check({})
    unanswered = {u.rule for u in report.unanswered}
    assert {
        "R01",
        "R02",
        "R04",
        "R05",
        "R06",
        "R07",
        "R09",
        "R10",
        "R12",
        "R13",
        "R17",
        "R19",
        "R21",
        "R38",
    } <= unanswered
    assert report.missing
    # What an advert must state is missing, and that by itself breaks R22; with a weaker source it cannot be told.
    assert blocks(report) == {"R22"}
    assert check({"mark": "S", "source": "reported"}).grade.value == "cannot_tell"
