"""A post in short words."""

from __future__ import annotations

from typing import Any

import pytest

from carepost.domain.facts import Text
from carepost.domain.standard import describe_hours, describe_pay, field_name, post_from, post_schema

WEEKDAYS = {"kind": "fixed", "alternatives": [{"shifts": [{"days": [1, 2, 3, 4, 5], "start": "8:30", "end": "14:00"}]}]}
PAY: list[tuple[dict[str, Any], Text | None]] = [
    ({"per": "hour", "low": "14", "high": "18.50"}, Text("14–18.5 元/小时", "14–18.5 yuan an hour")),
    ({"per": "month", "low": 3000, "high": 3000}, Text("3000 元/月", "3000 yuan a month")),
    ({"per": "day", "low": 200}, Text("200 元/天起", "from 200 yuan a day")),
    ({"per": "piece"}, Text("计件", "by the piece")),
    (
        {"per": "month", "high": 2500, "piece": "yes"},
        Text("计件或提成，最多 2500 元/月", "by the piece or on commission, up to 2500 yuan a month"),
    ),
    ({"negotiable": "yes"}, Text("面议", "to be negotiated")),
    ({"per": "month"}, None),
    ({}, None),
]
HOURS: list[tuple[dict[str, Any], Text | None]] = [
    ({"a_day_min": 4, "a_day_max": 8}, Text("每天 4–8 小时", "4–8 hours a day")),
    ({"a_day_max": 7, "days_a_week": 5}, Text("每天最多 7 小时，每周 5 天", "up to 7 hours a day, 5 days a week")),
    ({"a_week": "27.5"}, Text("每周 27.5 小时", "27.5 hours a week")),
    ({"pattern": {"kind": "output"}}, Text("不限时间", "no fixed hours")),
    ({}, None),
]


@pytest.mark.parametrize(("pay", "said"), PAY)
def test_pay_in_a_line(pay: dict[str, Any], said: Text | None) -> None:
    assert describe_pay(post_from({"pay": pay})) == said


@pytest.mark.parametrize(("hours", "said"), HOURS)
def test_hours_in_a_line(hours: dict[str, Any], said: Text | None) -> None:
    assert describe_hours(post_from({"hours": hours})) == said


def test_a_known_pattern_says_its_days_and_times() -> None:
    said = describe_hours(post_from({"hours": {"pattern": WEEKDAYS, "a_day_max": 5.5}}))
    assert said is not None
    assert said.zh.startswith("周一至周五 8:30–14:00")


def test_the_names_of_fields_leave_the_hints_out() -> None:
    assert field_name("hours.pattern") == Text("班次", "the shift pattern")
    assert field_name("contract.probation_months") == Text("试用期", "probation")
    assert field_name("no.such") == Text("no.such", "no.such")
    assert all(field_name(field["path"]).en for field in post_schema()["fields"])
