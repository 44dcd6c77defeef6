"""Reported posts from readings of adverts. The published adverts live beside the repository and may be absent."""

from __future__ import annotations

import csv
import os
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from carepost.domain.facts import Severity
from carepost.domain.standard import Grade, check_post, reported_post
from tests.domain.standard.posts import STORE, TODAY, found, no_wording

SHARED = Path(os.environ.get("CAREPOST_SHARED", Path(__file__).resolve().parents[3].parent / "shared"))
LISTINGS, GOLD = SHARED / "data" / "listings.csv", SHARED / "data" / "listings_gold.csv"
shared = pytest.mark.skipif(not GOLD.is_file(), reason="the shared adverts are not beside the repository")
# Places of work of the adverts that name a city, as GB/T 2260 codes.
PLACES = {
    "青岛": "370200",
    "滨州": "371600",
    "中山": "442000",
    "深圳": "440300",
    "清远": "441800",
    "益阳": "430900",
    "襄阳": "420600",
    "广安": "511600",
    "北京": "110000",
    "上海": "310000",
}


def rows() -> list[tuple[dict[str, str], dict[str, str]]]:
    with LISTINGS.open(encoding="utf-8-sig") as adverts, GOLD.open(encoding="utf-8-sig") as gold:
        return list(zip(csv.DictReader(gold), csv.DictReader(adverts), strict=True))


@shared
def test_the_hourly_kitchen_post_of_qingdao_breaks_three_rules_to_be_verified() -> None:
    reading, advert = rows()[0]
    seen = check_post(reported_post(reading, advert, place="370200"), store=STORE, on=TODAY, wording=no_wording)
    assert [f.rule for f in seen.findings if f.severity is not Severity.INFO] == ["R01", "R04", "R05"]
    for rule, number, article in (("R01", 24, "72"), ("R04", 4, "68"), ("R05", 15, "72")):
        finding = found(seen, rule)
        assert finding is not None
        assert (finding.severity, finding.to_verify) == (Severity.WARN, True)
        assert f"劳动合同法第{article}条" in finding.article.zh
        assert finding.value is not None
        assert finding.value.number == number
    floor = found(seen, "R01")
    assert floor is not None
    assert floor.value is not None
    assert (floor.value.start, floor.value.document) == (date(2025, 10, 1), "鲁政字〔2025〕140号")
    assert seen.grade is Grade.CANNOT_TELL


@shared
def test_every_published_advert_is_checked_and_none_is_accused_beyond_its_words() -> None:
    count: Counter[str] = Counter()
    for reading, advert in rows():
        seen = check_post(
            reported_post(reading, advert, place=PLACES.get(advert["city"], "")),
            store=STORE,
            on=TODAY,
            wording=no_wording,
        )
        assert not seen.blocked
        assert seen.grade is Grade.CANNOT_TELL
        assert all(finding.to_verify for finding in seen.findings)
        count.update(finding.rule for finding in seen.findings)
    few = {rule: number for rule, number in count.items() if rule not in ("R22", "R32")}
    assert few == {"R01": 1, "R02": 1, "R04": 1, "R05": 1, "R09": 1, "R12": 3, "R15": 1, "R27": 3, "R34": 8}


READING = {"pay_kind": "hour", "pay_min_yuan": "20", "pay_max_yuan": "25", "pay_is_range_of_batch": "no"}
ADVERT = {"title": "理货员", "employer": "示例超市", "pay_text": "20-25元/小时", "hours_text": "", "requirements": "无"}


def test_a_batch_range_is_not_the_pay_of_the_post() -> None:
    post = reported_post(READING | {"pay_is_range_of_batch": "yes"}, ADVERT, place="")
    assert (post.pay.low, post.pay.high, post.source, post.mark) == (None, None, "reported", "S")


@pytest.mark.parametrize(
    ("title", "pay", "form"),
    [
        ("钟点工", "", "part_time"),
        ("保洁", "按小时工结算", "part_time"),
        ("保安", "多为钟点工或小时工", None),
        ("会计", "可兼职", None),
        ("非全日制收银", "", "part_time"),
        ("全职会计", "", "full_time"),
        ("全职妈妈可做的手工", "", None),
    ],
)
def test_the_declared_form_is_read_from_title_and_pay(title: str, pay: str, form: str | None) -> None:
    assert reported_post(READING, ADVERT | {"title": title, "pay_text": pay}, place="").form == form


@pytest.mark.parametrize(
    ("pay", "days"), [("按整月工时结算", 30), ("月结", 30), ("每月15日发", 30), ("日结", None), ("2000元/月", None)]
)
def test_a_monthly_cycle_is_read_only_where_it_is_said(pay: str, days: int | None) -> None:
    assert reported_post(READING, ADVERT | {"pay_text": pay}, place="").pay.settled_every_days == days


@pytest.mark.parametrize(
    ("words", "social", "fund"),
    [
        ("无五险一金", "no", "no"),
        ("不买社保", "no", None),
        ("只买意外险", "no", None),
        ("无公积金", None, "no"),
        ("缴纳五险一金", None, None),
    ],
)
def test_refused_insurance_is_read_from_the_whole_row(words: str, social: str | None, fund: str | None) -> None:
    insurance = reported_post(READING, ADVERT | {"other": words}, place="").insurance
    assert (insurance.social, insurance.housing_fund) == (social, fund)


def test_shifts_are_read_only_where_days_and_both_times_are_printed() -> None:
    times = {"weekday_start": "09:00", "weekday_end": "15:00", "hours_per_day_max": "6"}

    def stated(words: str, **more: str) -> bool:
        reading = READING | times | more
        return reported_post(reading, ADVERT | {"hours_text": words}, place="").hours.pattern is not None

    assert stated("周一至周五9:00-15:00")
    assert not stated("9:00-15:00")
    assert not stated("周一至周五9:00-15:00", hours_per_day_max="5")
    assert not stated("周一至周五9:00-11:00，13:00-15:00", hours_per_day_max="6")
    assert not stated("周一至周五", weekday_end="")


@pytest.mark.parametrize(
    ("blocked", "sex"),
    [("女性优先", "women_preferred"), ("女士、40-55岁", "women"), ("限男性", "men"), ("无五险一金", None), ("", None)],
)
def test_a_limit_by_sex_comes_from_the_blocked_words(blocked: str, sex: str | None) -> None:
    assert reported_post(READING | {"blocked_wording": blocked}, ADVERT, place="").asks.sex == sex


def test_the_age_of_a_child_is_no_age_of_a_worker() -> None:
    asks = reported_post(READING, ADVERT | {"requirements": "照护12周岁以下儿童；40-55岁"}, place="").asks
    assert (asks.age_min, asks.age_max) == (40, 55)
    assert reported_post(READING, ADVERT | {"requirements": "照护12周岁以下儿童"}, place="").asks.age_max is None


def test_an_unnamed_employer_is_not_stated() -> None:
    assert reported_post(READING, ADVERT | {"employer": "某服装公司"}, place="").employer.name == ""
    assert reported_post(READING, ADVERT, place="").employer.name == "示例超市"
    assert reported_post(READING, ADVERT, place="").pay.low == Decimal(20)
