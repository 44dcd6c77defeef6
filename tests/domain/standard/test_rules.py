"""Each rule by example: what breaks it, what meets it, and what leaves it unanswered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from carepost.domain.facts import Mark, Severity
from carepost.domain.standard import check_post, post_rules
from carepost.domain.standard.check import CHECKS
from tests.domain.standard.posts import FULL_TIME, PART_TIME, STORE, TODAY, Hit, fixed, found, post, report, severity

SLOTS = {
    "kind": "slots",
    "offered": [{"days": [1, 2, 3], "start": "9:00", "end": "12:00"}, {"days": [5], "start": "20:00", "end": "23:00"}],
    "choose": 3,
}
EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]
CASES: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    # R01: the hourly floor of 中山 is 21.9 yuan (P); of 青岛 24 (S); a bare city code means the urban districts.
    ("R01", PART_TIME, {"pay__low": "21.9"}, ""),
    ("R01", PART_TIME, {"pay__low": "21.89"}, "block"),
    ("R01", PART_TIME, {"pay__low": "21.89", "mark": "S"}, "warn"),
    ("R01", PART_TIME, {"place": "370200", "pay__low": "23.99", "pay__high": None}, "warn"),
    ("R01", PART_TIME, {"place": "370283", "pay__low": "22", "pay__high": None}, ""),
    ("R01", PART_TIME, {"pay__low": None}, "unknown"),
    ("R01", PART_TIME, {"pay__low": None, "pay__high": "20"}, "block"),
    ("R01", PART_TIME, {"place": None}, "unknown"),
    ("R01", PART_TIME, {"form": None}, "unknown"),
    ("R01", PART_TIME, {"pay__per": "piece"}, "unknown"),
    ("R01", PART_TIME, {"form": None, "title": "小时工", "pay__low": "20"}, "block"),
    ("R01", PART_TIME, {"pay__per": "month", "pay__low": "1500", "pay__high": None}, "warn"),
    ("R01", PART_TIME, {"pay__per": "day", "pay__low": "80", "pay__high": None}, "warn"),
    ("R01", PART_TIME, {"pay__per": "day", "pay__low": "88", "pay__high": None}, ""),
    ("R01", FULL_TIME, {"pay__per": "hour", "pay__low": "10"}, ""),
    # R02: the monthly floor of 中山 is 2300 yuan; a short week is owed it whole, which warns where a share would do.
    ("R02", FULL_TIME, {"pay__low": "2300"}, ""),
    (
        "R02",
        FULL_TIME,
        {"pay__low": "2299", "hours__pattern": fixed("8:00", "17:00"), "hours__break_minutes": 60},
        "block",
    ),
    ("R02", FULL_TIME, {"pay__low": "2299"}, "warn"),
    ("R02", FULL_TIME, {"pay__low": "1700"}, "block"),
    ("R02", FULL_TIME, {"pay__low": "2299", "pay__piece": "yes"}, "warn"),
    ("R02", FULL_TIME, {"form": "labour_service", "pay__low": "1000"}, "warn"),
    ("R02", FULL_TIME, {"form": None, "pay__low": "1000"}, "warn"),
    ("R02", FULL_TIME, {"pay__low": None, "pay__high": None}, "unknown"),
    ("R02", FULL_TIME, {"pay__per": "piece"}, "unknown"),
    ("R02", FULL_TIME, {"pay__per": "hour", "pay__low": "15", "pay__high": None}, "warn"),
    ("R02", FULL_TIME, {"pay__per": "day", "pay__low": "150", "pay__high": None}, ""),
    ("R02", FULL_TIME, {"place": "330100", "pay__low": "2300"}, "warn"),
    ("R02", PART_TIME, {"pay__per": "month", "pay__low": "1000", "pay__high": None}, ""),
    # R03: Beijing's floor of 2540 is net of the worker's own contributions.
    ("R03", FULL_TIME, {"place": "110105", "pay__low": "3000"}, "warn"),
    ("R03", FULL_TIME, {"place": "110105", "pay__low": "3480.36", "pay__high": None}, "warn"),
    ("R03", FULL_TIME, {"place": "110105", "pay__low": "3480.37", "pay__high": None}, ""),
    ("R03", FULL_TIME, {"place": "310000", "pay__low": "3718.23", "pay__high": None}, "warn"),
    ("R03", FULL_TIME, {"place": "310000", "pay__low": "3718.24", "pay__high": None}, ""),
    ("R03", FULL_TIME, {"place": "110105", "pay__low": None, "pay__high": None}, "unknown"),
    ("R03", FULL_TIME, {"place": "110105", "pay__low": "3000", "pay__after_contributions": "2600"}, "warn"),
    ("R03", FULL_TIME, {"place": "110105", "pay__low": "5080", "pay__high": None}, ""),
    (
        "R03",
        FULL_TIME,
        {"place": "110105", "pay__low": "3400", "pay__high": None, "pay__after_contributions": "2463.65"},
        "block",
    ),
    (
        "R03",
        FULL_TIME,
        {"place": "110105", "pay__low": "3481", "pay__high": None, "pay__after_contributions": "2540"},
        "",
    ),
    ("R03", FULL_TIME, {"place": "442000", "pay__low": "2300"}, ""),
    # R04: computed from the shifts, not read from the label.
    ("R04", PART_TIME, {"hours__pattern": fixed("9:00", "13:00", [1, 2, 3, 4, 5, 6])}, ""),
    ("R04", PART_TIME, {"hours__pattern": fixed("9:00", "13:15")}, "block"),
    ("R04", PART_TIME, {"hours__pattern": fixed("9:00", "13:15"), "hours__break_minutes": 15}, ""),
    ("R04", PART_TIME, {"hours__pattern": fixed("9:00", "12:45", EVERY_DAY)}, "block"),
    ("R04", PART_TIME, {"hours__pattern": fixed("8:00", "16:00", [1, 3])}, "block"),
    ("R04", PART_TIME, {"hours__pattern": SLOTS}, ""),
    ("R04", PART_TIME, {"hours__pattern": None, "hours__a_day_min": 4, "hours__a_day_max": 8}, "warn"),
    ("R04", PART_TIME, {"hours__pattern": None, "hours__a_day_min": 3}, "unknown"),
    ("R04", PART_TIME, {"hours__pattern": None, "hours__a_day_max": 4, "hours__a_week": 25}, "block"),
    ("R04", PART_TIME, {"hours__pattern": {"kind": "output"}}, ""),
    ("R04", PART_TIME, {"hours__pattern": None}, "unknown"),
    ("R04", FULL_TIME, {}, ""),
    ("R05", PART_TIME, {"pay__settled_every_days": 16}, "block"),
    ("R05", PART_TIME, {"pay__settled_every_days": 15}, ""),
    ("R05", PART_TIME, {"pay__settled_every_days": None}, "unknown"),
    ("R05", FULL_TIME, {"pay__settled_every_days": 30}, ""),
    ("R06", PART_TIME, {"contract__probation_months": 1}, "block"),
    ("R06", PART_TIME, {"contract__probation_months": None}, "unknown"),
    # R07: none under 3 months or for a task, then 1, 2 and 6 months.
    ("R07", FULL_TIME, {"contract__months": 2, "contract__probation_months": "0.5"}, "block"),
    ("R07", FULL_TIME, {"contract__months": 0, "contract__probation_months": "0.5"}, "block"),
    ("R07", FULL_TIME, {"contract__months": 3, "contract__probation_months": 1}, ""),
    ("R07", FULL_TIME, {"contract__months": 11, "contract__probation_months": 2}, "block"),
    ("R07", FULL_TIME, {"contract__months": 12, "contract__probation_months": 2}, ""),
    ("R07", FULL_TIME, {"contract__months": 35, "contract__probation_months": 3}, "block"),
    ("R07", FULL_TIME, {"contract__months": 36, "contract__probation_months": 6}, ""),
    ("R07", FULL_TIME, {"contract__months": 36, "contract__probation_months": 7}, "block"),
    ("R07", FULL_TIME, {"contract__months": None, "contract__open_ended": "yes", "contract__probation_months": 6}, ""),
    ("R07", FULL_TIME, {"contract__months": None, "contract__probation_months": 1}, "unknown"),
    ("R07", FULL_TIME, {"contract__months": None, "contract__probation_months": 7}, "block"),
    ("R07", FULL_TIME, {"contract__probation_months": None}, "unknown"),
    # R08: 80 % of the agreed pay, and the floor (2300 here).
    ("R08", FULL_TIME, {"contract__probation_months": 1, "pay__probation": "2300"}, ""),
    ("R08", FULL_TIME, {"contract__probation_months": 1, "pay__probation": "2299"}, "block"),
    ("R08", FULL_TIME, {"contract__probation_months": 1, "pay__low": "3000", "pay__probation": "2399"}, "block"),
    ("R08", FULL_TIME, {"contract__probation_months": 1, "pay__low": "3000", "pay__probation": "2400"}, ""),
    ("R08", FULL_TIME, {"contract__probation_months": 1}, "unknown"),
    ("R08", FULL_TIME, {"place": "330100", "contract__probation_months": 1, "pay__probation": "2400"}, "warn"),
    ("R09", FULL_TIME, {"insurance__social": "no"}, "block"),
    ("R09", FULL_TIME, {"insurance__social": None}, "unknown"),
    ("R09", PART_TIME, {"insurance__social": "no"}, ""),
    ("R09", FULL_TIME, {"form": "contracting", "insurance__social": "no"}, "warn"),
    ("R10", PART_TIME, {"insurance__work_injury": "no"}, "block"),
    ("R10", PART_TIME, {"insurance__work_injury": None}, "unknown"),
    ("R12", FULL_TIME, {"asks__sex": "women_preferred"}, "block"),
    ("R12", FULL_TIME, {"asks__sex": None}, "unknown"),
    ("R12", FULL_TIME, {"asks__sex": "men", "work__barred_to_women": "yes"}, ""),
    ("R12", FULL_TIME, {"asks__sex": "women", "work__barred_to_women": "yes"}, "block"),
    ("R12", FULL_TIME, {"asks__sex": "men", "work__barred_to_women": None}, "warn"),
    ("R13", FULL_TIME, {"asks__proof_of_family": "yes"}, "block"),
    ("R13", FULL_TIME, {"asks__proof_of_family": None}, "unknown"),
    ("R14", FULL_TIME, {"asks__age_min": 15}, "block"),
    ("R14", FULL_TIME, {"asks__age_min": 16}, ""),
    ("R15", FULL_TIME, {"asks__age_max": 45}, "warn"),
    ("R16", FULL_TIME, {"hours__overtime_month": 36}, ""),
    ("R16", FULL_TIME, {"hours__overtime_month": "36.5"}, "block"),
    ("R16", FULL_TIME, {"hours__overtime_day": 4}, "block"),
    ("R16", FULL_TIME, {"hours__overtime_month": None}, "unknown"),
    # R17: 44 hours by statute; between 40 and 44 the State Council's rule, known at second hand, warns.
    ("R17", FULL_TIME, {"hours__pattern": None, "hours__a_day_max": 8, "hours__a_week": 40}, ""),
    ("R17", FULL_TIME, {"hours__pattern": None, "hours__a_day_max": 8, "hours__a_week": 44}, "warn"),
    ("R17", FULL_TIME, {"hours__pattern": None, "hours__a_day_max": 8, "hours__a_week": 45}, "block"),
    ("R17", FULL_TIME, {"hours__pattern": None, "hours__a_day_max": 9, "hours__a_week": 36}, "block"),
    ("R17", FULL_TIME, {"hours__pattern": fixed("9:00", "18:00")}, "unknown"),
    ("R17", FULL_TIME, {"hours__pattern": fixed("9:00", "18:00"), "hours__break_minutes": 60}, ""),
    ("R17", FULL_TIME, {"hours__pattern": fixed("9:00", "18:00"), "hours__break_minutes": 0}, "block"),
    ("R17", FULL_TIME, {"hours__pattern": fixed("8:00", "20:00")}, "block"),
    ("R17", FULL_TIME, {"hours__pattern": fixed("8:00", "20:00"), "hours__permit": "粤人社许〔2026〕1号"}, ""),
    ("R17", FULL_TIME, {"hours__pattern": None}, "unknown"),
    ("R18", FULL_TIME, {"hours__system": "comprehensive"}, "warn"),
    ("R18", FULL_TIME, {"hours__system": "comprehensive", "hours__permit": "x"}, ""),
    ("R19", FULL_TIME, {"hours__pattern": fixed("9:00", "12:00", EVERY_DAY)}, "block"),
    ("R19", FULL_TIME, {"hours__pattern": fixed("9:00", "12:00", [1, 2, 3, 4, 5, 6])}, ""),
    ("R19", FULL_TIME, {"hours__pattern": fixed("9:00", "15:00", [1, 2], cycle_days=4)}, ""),
    ("R19", FULL_TIME, {"hours__pattern": fixed("9:00", "12:00", range(1, 8), cycle_days=9)}, "block"),
    ("R19", FULL_TIME, {"hours__pattern": None, "hours__days_a_week": 7}, "block"),
    ("R19", FULL_TIME, {"hours__pattern": None}, "unknown"),
    ("R19", FULL_TIME, {"form": "platform", "hours__pattern": None, "hours__days_a_week": 7}, "warn"),
    ("R20", FULL_TIME, {"pay__overtime_workday": "1.49"}, "block"),
    ("R20", FULL_TIME, {"pay__overtime_rest_day": "1.5"}, "block"),
    ("R20", FULL_TIME, {"pay__overtime_rest_day": "1", "hours__system": "comprehensive", "hours__permit": "x"}, ""),
    ("R20", FULL_TIME, {"pay__overtime_holiday": "2"}, "block"),
    ("R20", FULL_TIME, {"pay__overtime_workday": None, "hours__overtime_month": 10}, "unknown"),
    ("R20", PART_TIME, {"pay__overtime_workday": "1"}, ""),
    ("R21", FULL_TIME, {"asks__fee_or_papers": "yes"}, "block"),
    ("R21", FULL_TIME, {"asks__fee_or_papers": None}, "unknown"),
    ("R22", FULL_TIME, {"employer__name": None}, "block"),
    ("R22", FULL_TIME, {"headcount": "  "}, "block"),
    ("R22", FULL_TIME, {"pay__low": None, "pay__high": None}, "block"),
    ("R23", FULL_TIME, {"expires_on": None}, "warn"),
    ("R23", FULL_TIME, {"expires_on": "2026-11-21"}, "warn"),
    ("R23", FULL_TIME, {"expires_on": "2026-11-22"}, ""),
    ("R23", FULL_TIME, {"expires_on": None, "source": "reported"}, ""),
    ("R25", PART_TIME, {"employer__dispatch_agency": "yes"}, "block"),
    ("R25", PART_TIME, {"employer__dispatch_agency": None}, "unknown"),
    ("R25", FULL_TIME, {"employer__dispatch_agency": "yes"}, ""),
    ("R26", FULL_TIME, {"work__barred_to_women": "yes"}, "block"),
    ("R26", FULL_TIME, {"work__barred_to_women": "yes", "asks__sex": "men"}, ""),
    ("R26", FULL_TIME, {"work__barred_to_women": None}, "unknown"),
    ("R27", FULL_TIME, {"work__with_minors": "yes", "work__record_check": "no"}, "block"),
    ("R27", FULL_TIME, {"work__with_minors": "yes", "work__record_check": "yes"}, ""),
    ("R27", FULL_TIME, {"work__with_minors": None, "title": "育婴员"}, "warn"),
    ("R27", FULL_TIME, {"work__with_minors": None}, "unknown"),
    ("R28", FULL_TIME, {"form": "labour_service", "hours__set_by_employer": "yes"}, "warn"),
    ("R28", FULL_TIME, {"form": "labour_service", "hours__set_by_employer": "no"}, ""),
    ("R28", FULL_TIME, {"form": "labour_service"}, "warn"),
    ("R28", FULL_TIME, {"form": "labour_service", "hours__pattern": None}, "unknown"),
    # R30: primary school begins not before 8:20; in 惠州 after-school care runs to 18:00; elsewhere nobody says.
    ("R30", FULL_TIME, {"hours__pattern": fixed("8:00", "12:00")}, "warn"),
    ("R30", FULL_TIME, {"hours__pattern": fixed("8:00", "12:00", [6, 7])}, "unknown"),
    ("R30", FULL_TIME, {"place": "441300", "hours__pattern": fixed("8:30", "18:00")}, ""),
    ("R30", FULL_TIME, {"place": "441302", "hours__pattern": fixed("8:30", "18:30")}, "warn"),
    ("R30", FULL_TIME, {"hours__pattern": fixed("8:00", "12:00"), "work__at_home": "yes"}, ""),
    ("R30", FULL_TIME, {"hours__pattern": None}, "unknown"),
    ("R31", FULL_TIME, {"hours__pattern": fixed("16:00", "22:00")}, ""),
    ("R31", FULL_TIME, {"hours__pattern": fixed("16:15", "22:15")}, "warn"),
    ("R31", FULL_TIME, {"hours__pattern": fixed("22:00", "4:00", [7])}, "warn"),
    ("R31", FULL_TIME, {"hours__pattern": SLOTS}, ""),
    ("R31", FULL_TIME, {"hours__pattern": SLOTS | {"choose": 4}}, "warn"),
    ("R32", FULL_TIME, {}, "info"),
    ("R32", FULL_TIME, {"contract__nursing_hour": "yes"}, ""),
    ("R33", FULL_TIME, {"pay__high": "5200"}, ""),
    ("R33", FULL_TIME, {"pay__high": "5201"}, "warn"),
    ("R33", FULL_TIME, {"pay__negotiable": "yes"}, "warn"),
    ("R33", FULL_TIME, {"pay__low": None, "pay__high": None}, "unknown"),
    ("R34", FULL_TIME, {"pay__piece": "yes"}, "warn"),
    ("R34", FULL_TIME, {"pay__piece": "yes", "pay__guaranteed_month": "2300"}, ""),
    ("R34", FULL_TIME, {"pay__piece": "yes", "pay__guaranteed_month": "2299"}, "warn"),
    ("R37", FULL_TIME, {"hours__holiday_work": "yes"}, ""),
    ("R37", FULL_TIME, {"hours__holiday_work": "yes", "pay__overtime_holiday": None}, "warn"),
    ("R37", PART_TIME, {"hours__holiday_work": "yes"}, "warn"),
    ("R37", FULL_TIME, {"hours__holiday_work": None}, "unknown"),
    ("R38", FULL_TIME, {"pay__in_kind": "yes"}, "block"),
    ("R38", FULL_TIME, {"pay__in_kind": None}, "unknown"),
]


@pytest.mark.parametrize(("rule", "base", "changes", "expected"), CASES)
def test_a_rule_by_example(rule: str, base: dict[str, Any], changes: dict[str, Any], expected: str) -> None:
    assert severity(report(base, **changes), rule) == expected


def test_the_examples_reach_every_check_of_a_post() -> None:
    assert {rule for rule, *_ in CASES} == set(CHECKS)
    assert set(CHECKS) | {"R11"} == {rule.id for rule in post_rules().values() if rule.scope == "post"}


@pytest.mark.parametrize("base", [FULL_TIME, PART_TIME])
def test_the_lawful_examples_are_lawful(base: dict[str, Any]) -> None:
    seen = report(base)
    assert [f.rule for f in seen.findings] == ["R32"]
    assert (seen.grade.value, seen.missing, seen.to_verify) == ("lawful", (), ())


def test_rules_run_in_order_and_say_where_they_are_judged() -> None:
    seen = report({})
    assert [f.rule for f in seen.findings] == sorted(f.rule for f in seen.findings)
    scopes = {n.rule: n.scope for n in seen.not_applicable}
    assert scopes == {
        "R24": "employer",
        "R29": "contract",
        "R35": "contract",
        "R36": "deployment",
        "R39": "candidate",
        "R40": "claim",
    }


def test_a_rule_that_has_not_begun_is_not_asked() -> None:
    early = report(FULL_TIME, on=date(2025, 8, 31), insurance__social="no", asks__age_max=40)
    assert {"R09", "R15", "R23", "R30"} <= set(early.not_in_force)
    assert not {"R09", "R15"} & {f.rule for f in early.findings}


def test_the_floor_that_a_pay_misses_is_named_with_its_dates() -> None:
    finding = found(report(PART_TIME, pay__low="14", pay__high="18"), "R01")
    assert finding is not None
    assert finding.value is not None
    assert (finding.value.number, finding.value.start) == (Decimal("21.9"), date(2026, 9, 1))
    assert "14–18元/小时" in finding.message.zh
    assert "粤府函〔2026〕188号" in finding.message.zh
    assert (finding.fix_field, finding.fix_value) == ("pay.low", Decimal("21.9"))


def test_past_part_time_the_debts_of_employment_are_shown_beside_it() -> None:
    seen = report(
        PART_TIME,
        hours__pattern=fixed("8:30", "14:00"),
        pay={"per": "month", "low": "2000", "settled_every_days": 15, "in_kind": "no"},
        insurance={"work_injury": "yes", "social": "no"},
    )
    beside = {f.rule: f for f in seen.findings if f.if_employment}
    assert set(beside) == {"R02", "R09"}
    assert all(f.severity is Severity.WARN and f.message.zh.startswith("如构成劳动关系") for f in beside.values())
    assert severity(seen, "R04") == "block"


def test_a_choice_between_lawful_and_unlawful_hours_only_warns() -> None:
    long, short = fixed("8:00", "13:00")["alternatives"], fixed("9:00", "12:00")["alternatives"]
    assert severity(report(PART_TIME, hours__pattern={"kind": "fixed", "alternatives": long + short}), "R04") == "warn"


def test_words_declare_a_form_and_their_denial_does_not() -> None:
    for title, form in (
        ("兼职收银", "block"),
        ("可兼职收银", "unknown"),
        ("收银，兼职勿扰", "unknown"),
        ("全职/兼职收银", "unknown"),
    ):
        assert severity(report(PART_TIME, form=None, title=title, pay__low="10"), "R01") == form


def test_wording_is_asked_of_every_text_and_keeps_its_own_article() -> None:
    asked: list[str] = []

    def wording(text: str) -> Sequence[Hit]:
        asked.append(text)
        return [Hit("block", "限女性")] if "限女性" in text else [Hit("warn", "宝妈")] if "宝妈" in text else []

    advert = post(FULL_TIME, text="限女性", asks__conditions="宝妈", work__duties="包装，限女性")
    seen = check_post(advert, store=STORE, on=TODAY, wording=wording)
    assert asked == ["花艺助理", "限女性", "宝妈", "包装，限女性"]
    hits = [f for f in seen.findings if f.rule == "R11"]
    assert [(f.severity.value, f.article.zh) for f in hits] == [("block", "测试依据"), ("warn", "测试依据")]
    unasked = check_post(post(FULL_TIME), store=STORE, on=TODAY)
    assert severity(unasked, "R11") == "unknown"
    assert (unasked.grade.value, unasked.to_verify) == ("cannot_tell", ("R11",))


@pytest.mark.parametrize(("hit", "severe"), [(Hit("block", "花艺", Mark.S), "warn"), (Hit("ok", "花艺"), "")])
def test_a_phrase_weighs_as_its_class_and_evidence_say(hit: Hit, severe: str) -> None:
    seen = check_post(post(FULL_TIME), store=STORE, on=TODAY, wording=lambda _text: [hit])
    assert severity(seen, "R11") == severe
    assert seen.grade.value == ("cannot_tell" if severe else "lawful")


def test_a_word_that_only_asks_for_a_look_leaves_a_post_lawful() -> None:
    seen = check_post(post(FULL_TIME), store=STORE, on=TODAY, wording=lambda _text: [Hit("warn", "花艺")])
    assert (severity(seen, "R11"), seen.grade.value) == ("warn", "lawful")
    finding = found(seen, "R11")
    assert finding is not None
    assert finding.message.zh == "措辞需留意：“花艺”，测试措辞。"
